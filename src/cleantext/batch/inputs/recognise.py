"""What a file is: told by its first bytes, then by its name."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Literal

from cleantext.patterns import pattern
from cleantext.readers.kind import looks_like_html

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
