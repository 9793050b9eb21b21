"""Which files an input names: a file, a folder and all below it, or a glob; always in the same order."""

from __future__ import annotations

import glob
import json
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Literal, NamedTuple

from cleantext.batch.inputs.streams import Stream
from cleantext.batch.settings import InputOptions, Skipped, SourcePage
from cleantext.input.read import looks_like_html
from cleantext.patterns import pattern

Recognised = Literal["page", "jsonl", "csv", "parquet", "warc", "skip"]

#: The first 65,536 decompressed bytes are looked at.
SAMPLE = 65536

_COMPRESSED = (".gz", ".zst", ".zstd", ".gzip")
_PAGES = (".html", ".htm", ".xhtml", ".txt", ".text", ".md", ".markdown", ".shtml", ".mhtml")
_LINES = (".jsonl", ".ndjson", ".jsonlines", ".jl")
_TABLES = (".csv", ".tsv")
#: Beginnings of files that hold no text: images, sound, film, archives, programs, documents, databases.
_BINARY = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"GIF8", "GIF"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"RIFF", "RIFF"),
    (b"\0\0\1\0", "icon"),
    (b"PK\3\4", "ZIP"),
    (b"PK\5\6", "ZIP"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"OggS", "Ogg"),
    (b"ID3", "MP3"),
    (b"\x1aE\xdf\xa3", "Matroska"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
    (b"SQLite format 3", "SQLite"),
    (b"\xd0\xcf\x11\xe0", "OLE document"),
    (b"ARROW1", "Arrow"),
    (b"Obj\1", "Avro"),
)
_JSON_OBJECT = pattern(r'\{\s{0,9}"')
_WARC = pattern(rb"\s{0,9}WARC/\d")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
#: Text has fewer control characters than one byte in 20; the shares of compressed data lie near one in nine.
_CONTROL_SHARE = 20
_CONTROLS = pattern(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def recognised(name: str, head: bytes) -> tuple[Recognised, str]:
    """What the file of that name is whose decompressed content begins with ``head``; for "skip" also why.

    >>> recognised("a.txt", b'{"text": "Mill bridge opens"}\\n')[0], recognised("b", b"WARC/1.1\\r\\n")[0]
    ('jsonl', 'warc')
    >>> recognised("b.png", b"\\x89PNG...")
    ('skip', 'file type: PNG')
    """
    ending = _ending(name)
    if head.startswith(b"PAR1"):
        return "parquet", ""
    if _WARC.match(head):
        return "warc", ""
    for magic, label in _BINARY:
        if head.startswith(magic) and is_binary(head, 0):
            return "skip", f"file type: {label}"
    if ending in _LINES or _json_lines(head, ending):
        return "jsonl", ""
    if ending in _TABLES:
        return "csv", ""
    if ending == ".parquet":
        # Without the mark it is damaged: its reader says so.
        return "parquet", ""
    if ending == ".warc" or ending == ".wet":
        return "warc", ""
    if ending == ".json" and head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return "skip", "file type: JSON document, not JSON lines"
    if ending not in _PAGES and is_binary(head):
        return "skip", "file type: unknown binary"
    return "page", ""


def _ending(name: str) -> str:
    """The last suffix that does not name a compression.

    >>> _ending("crawl/Pages.JSONL.gz"), _ending("page")
    ('.jsonl', '')
    """
    path = PurePath(name.lower())
    if path.suffix in _COMPRESSED:
        path = path.with_suffix("")
    return path.suffix


def _json_lines(head: bytes, ending: str) -> bool:
    """Whether the first line is a JSON object; where the sample cuts it, whether it begins like one."""
    text = _text(head).lstrip("\ufeff \t\r\n")
    if not text.startswith("{"):
        return False
    line, newline, _ = text.partition("\n")
    if not newline and len(head) >= SAMPLE:
        return ending not in _PAGES and _JSON_OBJECT.match(line) is not None
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _text(head: bytes) -> str:
    if head.startswith(_MARKS[1:]) or head[:2] in (b"{\0", b"\0{"):
        little = head.startswith(_MARKS[1]) or head[:1] == b"{"
        return head.decode("utf-16-le" if little else "utf-16-be", "replace")
    return head.decode("utf-8", "replace")


def is_binary(head: bytes, share: int = _CONTROL_SHARE) -> bool:
    """Whether bytes are no text in any encoding: many control characters, and not as UTF-16 has its zeros.

    With ``share`` 0 one control character, or one byte beyond ASCII that is no UTF-8, is enough.

    >>> is_binary("Über die Brücke".encode("utf-16")), is_binary(bytes(range(32)) * 9)
    (False, True)
    """
    if head.startswith(_MARKS) or not head:
        return False
    controls = len(_CONTROLS.findall(head))
    if share == 0:
        return controls > 0 or "\ufffd" in head[:-4].decode("utf-8", "replace")
    zeros = head[::2].count(0), head[1::2].count(0)
    if min(zeros) * 20 < max(zeros) and max(zeros) * 5 >= len(head):
        controls -= sum(zeros)
    return controls * share > len(head)


def is_page(data: bytes) -> bool:
    """Whether bytes without a declared type are a page: text, or markup.

    >>> is_page(b"<!doctype html><p>Mill bridge opens"), is_page(b"\\x00\\x01\\x02" * 99)
    (True, False)
    """
    head = data[:SAMPLE]
    return looks_like_html(_text(head)) or not is_binary(head)


class FileName(NamedTuple):
    """A file to read."""

    path: str


def expanded(name: str, exclude: Sequence[str] = ()) -> Iterator[FileName | SourcePage | Skipped]:
    """The files that one input names, sorted within each folder; what is no file is told.

    A name that exists is taken literally, else as a glob ("crawl/**/*.html"). Within folders, hidden files, links to
    folders, pipes and devices are skipped; named directly, a pipe is read. ``exclude``: see :class:`InputOptions`.
    """
    own = tuple(os.path.abspath(one) for one in exclude)
    for found in _expanded(name):
        if own and isinstance(found, FileName) and found.path != name and _is_own(found.path, own):
            continue
        yield found


def _is_own(path: str, own: tuple[str, ...]) -> bool:
    full = os.path.abspath(path)
    return any(full == one or full.startswith((one + ".", one + os.sep)) for one in own)


def _expanded(name: str) -> Iterator[FileName | SourcePage | Skipped]:
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
                yield Skipped(printable(path), 0, "link to a folder")
                continue
            mode = os.stat(path).st_mode
            if path != folder and os.path.basename(path).startswith("."):
                yield Skipped(printable(path), 0, "hidden file")
                continue
            if stat.S_ISDIR(mode):
                names = sorted(os.listdir(path), reverse=True)
                waiting.extend(os.path.join(path, one) for one in names)
                continue
        except OSError as error:
            yield unreadable(path, error.strerror or str(error))
            continue
        if not stat.S_ISREG(mode):
            yield Skipped(printable(path), 0, "not a regular file")
        else:
            yield FileName(path)


def unreadable(name: str, why: str, offset: int = 0) -> SourcePage:
    """The record of a file, or a place in it, that gives no page.

    >>> unreadable("a.jsonl", "no such file").problem
    'no such file'
    """
    name = printable(name)
    return SourcePage(f"{name}:{offset}", "", name, offset, problem=why)


def printable(text: str) -> str:
    """The text with halves of surrogate pairs written out: ids and names stay apart, and go into UTF-8.

    >>> printable("a\\udce4"), printable("ä")
    ('a\\\\udce4', 'ä')
    """
    return text.encode("utf-8", "backslashreplace").decode()


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


def total_bytes(inputs: Sequence[str], exclude: Sequence[str] = ()) -> int | None:
    """The bytes of all inputs as they lie on disk, for progress; None where standard input or a pipe is among them.

    >>> total_bytes(["-"]) is None
    True
    """
    total = 0
    for name in inputs:
        for found in expanded(name, exclude):
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
