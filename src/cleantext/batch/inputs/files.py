"""The files of an input (a file, a folder or a glob), always in the same order, and the detection of their formats."""

from __future__ import annotations

import glob
import hashlib
import json
import os
import stat
import zlib
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Literal

from cleantext.batch.inputs.remote import describe_remote, is_remote, list_remote
from cleantext.batch.inputs.streams import Stream
from cleantext.batch.settings import STANDARD_STREAM, InputOptions, Shard, Skipped, SourcePage
from cleantext.input.binary import UNKNOWN_BINARY, find_binary_type
from cleantext.patterns import pattern

FileFormat = Literal["page", "jsonl", "csv", "parquet", "warc", "skip"]
#: Formats are detected from the first 65,536 decompressed bytes.
SAMPLE = 65536

_COMPRESSED = (".gz", ".zst", ".zstd", ".gzip", ".br")
_PAGES = (".html", ".htm", ".xhtml", ".txt", ".text", ".md", ".markdown", ".shtml", ".mhtml")
#: Formats by the suffix of the name, for files that begin like text. A ".parquet" file without its magic number is
#: damaged, which its reader reports.
_SUFFIXES: dict[str, FileFormat] = {
    **dict.fromkeys((".jsonl", ".ndjson", ".jsonlines", ".jl"), "jsonl"),
    **dict.fromkeys((".csv", ".tsv"), "csv"),
    ".parquet": "parquet",
    **dict.fromkeys((".warc", ".wet"), "warc"),
}
_JSON_OBJECT = pattern(r'\{\s{0,9}"')
_WARC = pattern(rb"\s{0,9}WARC/\d")


def sniff_format(name: str, head: bytes) -> tuple[FileFormat, str]:
    """The format of a file from its name and the beginning of its decompressed content; for "skip" also the reason.

    A binary file is skipped, unless its name says that it is a page or a table: then its record says what is wrong.

    >>> sniff_format("a.txt", b'{"text": "Mill bridge opens"}\\n')[0], sniff_format("b", b"WARC/1.1\\r\\n")[0]
    ('jsonl', 'warc')
    >>> sniff_format("b.png", b"\\x89PNG\\r\\n\\x1a\\n\\0\\0\\0\\rIHDR")
    ('skip', 'file type: PNG')
    """
    path = PurePath(name.lower())
    suffix = PurePath(path.stem).suffix if path.suffix in _COMPRESSED else path.suffix
    if head.startswith(b"PAR1"):
        return "parquet", ""
    if _WARC.match(head):
        return "warc", ""
    label = find_binary_type(head)
    if label is not None and suffix not in (_PAGES if label != UNKNOWN_BINARY else (*_PAGES, *_SUFFIXES)):
        return "skip", f"file type: {label}"
    if _begins_with_json_line(head, suffix):
        return "jsonl", ""
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix], ""
    if suffix == ".json" and head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return "skip", "file type: JSON document, not JSON lines"
    return "page", ""


def _begins_with_json_line(head: bytes, suffix: str) -> bool:
    """Whether the first line is a JSON object, or begins like one if the sample ends within it."""
    text = _decode_head(head).lstrip("\ufeff \t\r\n")
    if not text.startswith("{"):
        return False
    line, newline, _ = text.partition("\n")
    if not newline and len(head) >= SAMPLE:
        return suffix not in _PAGES and _JSON_OBJECT.match(line) is not None
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _decode_head(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"{\0")):
        return head.decode("utf-16-le", "replace")
    return head.decode("utf-16-be" if head.startswith((b"\xfe\xff", b"\0{")) else "utf-8", "replace")


def list_files(name: str, exclude: Sequence[str] = ()) -> Iterator[str | SourcePage | Skipped]:
    """The paths of the files of one input, sorted within each folder; what cannot be read is a page with a problem.

    A name that exists is taken literally, otherwise as a glob ("crawl/**/*.html"). Within folders, hidden files, links
    to folders, pipes and devices are skipped; a pipe that is named itself is read. ``exclude``: :class:`InputOptions`.
    """
    own = tuple(os.path.abspath(one) for one in exclude)
    for found in _list_files(name):
        if own and isinstance(found, str) and found != name:
            path = os.path.abspath(found)
            if path in own or path.startswith(tuple(one + end for one in own for end in (".", os.sep))):
                continue
        yield found


def _list_files(name: str) -> Iterator[str | SourcePage | Skipped]:
    if is_remote(name):
        try:
            yield from list_remote(name)
        except OSError as error:
            yield unreadable_page(name, str(error) or type(error).__name__)
    elif os.path.isdir(name) and name != "-":
        yield from _walk_folder(name)
    elif name == "-" or os.path.lexists(name) or not glob.has_magic(name):
        yield name
    else:
        matches = sorted(glob.iglob(name, recursive=True))
        for match in matches:
            if not os.path.isdir(match):
                yield match
            elif "**" not in name:
                # "**" matches the files below a folder itself.
                yield from _walk_folder(match)
        if not matches:
            yield unreadable_page(name, "no file matches")


def _walk_folder(folder: str) -> Iterator[str | SourcePage | Skipped]:
    """All files below a folder, of any depth."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            is_link = stat.S_ISLNK(os.lstat(path).st_mode)
            if is_link and os.path.isdir(path) and path != folder:
                yield Skipped(printable(path), 0, "link to a folder")
                continue
            mode = os.stat(path).st_mode
            if path != folder and os.path.basename(path).startswith("."):
                yield Skipped(printable(path), 0, "hidden file")
            elif stat.S_ISDIR(mode):
                waiting.extend(os.path.join(path, one) for one in sorted(os.listdir(path), reverse=True))
            elif stat.S_ISREG(mode):
                yield path
            else:
                yield Skipped(printable(path), 0, "not a regular file")
        except OSError as error:
            yield unreadable_page(path, error.strerror or str(error))


def unreadable_page(name: str, problem: str, offset: int = 0) -> SourcePage:
    """The page that stands for a file, or a place in it, that cannot be read.

    >>> unreadable_page("a.jsonl", "no such file").problem
    'no such file'
    """
    name = printable(name)
    return SourcePage(f"{name}:{offset}", "", name, offset, problem=problem)


def printable(text: str) -> str:
    """Text that can be written as UTF-8: surrogates are escaped, so that different names stay different.

    >>> printable("a\\udce4"), printable("ä")
    ('a\\\\udce4', 'ä')
    """
    return text.encode("utf-8", "backslashreplace").decode()


def read_page_file(stream: Stream, name: str, options: InputOptions) -> Iterator[SourcePage]:
    """Read a file that is one page."""
    raw = stream.read(options.max_page_bytes + 1)
    problem = stream.problem
    if problem is not None and raw and not problem.startswith("truncated"):
        problem = f"truncated: {problem}"
    if len(raw) > options.max_page_bytes:
        raw, problem = raw[: options.max_page_bytes], truncation_problem(options.max_page_bytes)
    yield SourcePage(f"{name}:0", raw, name, 0, problem=problem)


def truncation_problem(limit: int) -> str:
    """The problem of a page that was cut after ``limit`` bytes."""
    return f"truncated: more than {limit} bytes, cut there"


def list_inputs(inputs: Sequence[str], options: InputOptions) -> Iterator[str | SourcePage | Skipped]:
    """What :func:`list_files` finds for all inputs; of a shard the files whose names belong to it."""
    whole = options.shard is None or is_one_file(inputs)
    for name in inputs:
        for found in list_files(name, options.exclude):
            place = found if isinstance(found, str) else found.file
            if whole or belongs_to(options.shard, zlib.crc32(os.fsencode(place))):
                yield found


def is_one_file(inputs: Sequence[str]) -> bool:
    """Whether the inputs are named as one file, whose pages are shared out among shards; otherwise files are."""
    return len(inputs) == 1 and not (os.path.isdir(inputs[0]) or glob.has_magic(inputs[0]) or inputs[0].endswith("/"))


def belongs_to(shard: Shard | None, number: int) -> bool:
    """Whether a page or file with this number belongs to a shard.

    >>> [number for number in range(6) if belongs_to((1, 3), number)]
    [0, 3]
    """
    return shard is None or number % shard[1] == shard[0] - 1


def count_bytes(inputs: Sequence[str], options: InputOptions) -> int | None:
    """The size of all inputs, for progress; None if standard input or a pipe is among them.

    >>> count_bytes(["-"], InputOptions()) is None
    True
    """
    total = 0
    for found in list_inputs(inputs, options):
        if isinstance(found, str):
            try:
                size, _ = describe_file(found)
            except OSError:
                if found == STANDARD_STREAM:
                    return None
                continue
            if size is None:
                return None
            total += size
    return total


def digest_listing(inputs: Sequence[str], options: InputOptions) -> str | None:
    """A digest of the names, sizes and times of change of all input files; None with standard input or a pipe.

    >>> digest_listing(["-"], InputOptions()) is None
    True
    """
    digest = hashlib.blake2b(digest_size=16)
    for found in list_inputs(inputs, options):
        place: tuple[object, ...] = (found,)
        if isinstance(found, str):
            try:
                size, version = describe_file(found)
            except OSError:
                if found == STANDARD_STREAM:
                    return None
            else:
                if size is None or not version:
                    return None
                place = (found, size, version)
        digest.update(repr(place).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def describe_file(name: str) -> tuple[int | None, str]:
    """The size of a file in bytes, None for a pipe, and what tells its versions apart; OSError if there is none."""
    if is_remote(name):
        return describe_remote(name)
    status = os.stat(name)
    return (status.st_size, str(status.st_mtime_ns)) if stat.S_ISREG(status.st_mode) else (None, "")
