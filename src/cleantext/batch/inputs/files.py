"""Which files an input names: a file, a folder and all below it, or a glob; always in the same order."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleantext.batch.inputs.options import InputOptions
from cleantext.batch.inputs.streams import Stream
from cleantext.batch.page import Skipped, SourcePage


class FileName(NamedTuple):
    """A file to read."""

    path: str


def expanded(name: str) -> Iterator[FileName | SourcePage | Skipped]:
    """The files that one input names, sorted within each folder; what is no file is told.

    A name that exists is taken literally, else as a glob ("crawl/**/*.html"). Within folders, hidden files, links to
    folders, pipes and devices are skipped; named directly, a pipe is read.
    """
    if name == "-" or not os.path.isdir(name):
        if name == "-" or os.path.lexists(name) or not glob.has_magic(name):
            yield FileName(name)
            return
        matches = sorted(glob.iglob(name, recursive=True))
        for match in matches:
            if not os.path.isdir(match):
                yield FileName(match)
            elif "**" not in name:
                # "**" matches the files below by itself.
                yield from _folder(match)
        if not matches:
            yield unreadable(name, "no file matches")
        return
    yield from _folder(name)


def _folder(folder: str) -> Iterator[FileName | SourcePage | Skipped]:
    """All files below ``folder``; a stack instead of recursion, for folders of any depth."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            mode = os.lstat(path).st_mode
            if stat.S_ISLNK(mode) and os.path.isdir(path) and path != folder:
                yield Skipped(path, 0, "link to a folder")
                continue
            mode = os.stat(path).st_mode
            if path != folder and os.path.basename(path).startswith("."):
                yield Skipped(path, 0, "hidden file")
                continue
            if stat.S_ISDIR(mode):
                names = sorted(os.listdir(path), reverse=True)
                waiting.extend(os.path.join(path, one) for one in names)
                continue
        except OSError as error:
            yield unreadable(path, error.strerror or str(error))
            continue
        if not stat.S_ISREG(mode):
            yield Skipped(path, 0, "not a regular file")
        else:
            yield FileName(path)


def unreadable(name: str, why: str, offset: int = 0) -> SourcePage:
    """The record of a file, or a place in it, that gives no page.

    >>> unreadable("a.jsonl", "no such file").problem
    'no such file'
    """
    return SourcePage(f"{name}:{offset}", "", name, offset, problem=why)


def page_file(stream: Stream, name: str, options: InputOptions) -> Iterator[SourcePage]:
    """A file that is one page."""
    raw = stream.read_up_to(options.max_page_bytes + 1)
    problem = stream.problem
    if len(raw) > options.max_page_bytes:
        raw, problem = raw[: options.max_page_bytes], too_long(options)
    yield SourcePage(f"{name}:0", raw, name, 0, kind=options.kind, problem=problem)


def too_long(options: InputOptions) -> str:
    """The problem of a page beyond the bound."""
    return f"truncated: more than {options.max_page_bytes} bytes, cut there"


def total_bytes(inputs: Sequence[str]) -> int | None:
    """The bytes of all inputs as they lie on disk, for progress; None where standard input or a pipe is among them.

    >>> total_bytes(["-"]) is None
    True
    """
    total = 0
    for name in inputs:
        for found in expanded(name):
            if not isinstance(found, FileName):
                continue
            try:
                status = os.stat(found.path)
            except OSError:
                if found.path == "-":
                    return None
                continue
            if not stat.S_ISREG(status.st_mode):
                return None
            total += status.st_size
    return total
