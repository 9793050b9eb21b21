"""Reads the pages in lines of JSON; lines are bounded before they are parsed."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from cleantext.batch.inputs.files import truncation_problem, unreadable_page
from cleantext.batch.inputs.rows import MAX_VALUES, describe_missing_page, find_page, keep_columns
from cleantext.batch.inputs.streams import CHUNK, Stream
from cleantext.batch.settings import InputOptions, SourcePage
from cleantext.input.encoding import decode_page
from cleantext.patterns import pattern

#: A JSON line may be 4 times as long as a page: JSON escapes a character of three bytes as six, and a line has other
#: fields too.
LINE_FACTOR = 4
#: Characters beyond U+FFFF, for which Python takes four bytes for each character of a text; also as escapes of JSON.
_WIDE = pattern(rb"[\xf0-\xf4]|\\u[dD][89abAB]")


class RawLine(NamedTuple):
    """A line without its line break, its byte offset, and whether it was cut at the limit."""

    offset: int
    data: bytes
    cut: bool = False


def read_bounded_lines(
    stream: io.RawIOBase | io.BytesIO, limit: int, offset: int = 0, encoding: str = "utf-8"
) -> Iterator[RawLine]:
    """Read the lines of a stream as UTF-8, each cut after ``limit`` bytes; offsets are those of the UTF-8.

    >>> [(line.offset, line.data, line.cut) for line in read_bounded_lines(io.BytesIO(b"one\\r\\nthree\\n"), 4)]
    [(0, b'one', False), (5, b'thre', True)]
    """
    reader = io.BufferedReader(stream if encoding == "utf-8" else _Recoder(stream, encoding), CHUNK)
    try:
        # With room for the line break.
        while data := reader.readline(limit + 2):
            size, ended = len(data), data.endswith(b"\n")
            # Lines may be long: one copy of each is kept.
            data = data.removesuffix(b"\n").removesuffix(b"\r")
            cut = len(data) > limit
            data = data[:limit]
            yield RawLine(offset, data, cut)
            offset += size
            while not ended and (piece := reader.readline(CHUNK)):
                offset += len(piece)
                ended = piece.endswith(b"\n")
    finally:
        # The stream stays open: its reader may resume.
        reader.detach()


class _Recoder(io.RawIOBase):
    """The text of a stream in UTF-8."""

    def __init__(self, stream: io.RawIOBase | io.BytesIO, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._text = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        data: bytes | None = b" "
        while data and not self._text:
            data = self._stream.read(CHUNK)
            self._text = self._decoder.decode(data or b"", final=not data).encode("utf-8", "replace")
        piece, self._text = self._text[: len(buffer)], self._text[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def skip_byte_order_mark(stream: Stream) -> str:
    """Read over the byte order mark of JSONL, and return the encoding: UTF-8, or UTF-16 if it begins like that.

    >>> stream = Stream(io.BytesIO('{"text": "Über"}'.encode("utf-16")))
    >>> skip_byte_order_mark(stream), stream.read(4)
    ('utf-16-le', b'{\\x00"\\x00')
    """
    head = stream.peek(4)
    zeros = [byte == 0 for byte in head]
    if head.startswith(codecs.BOM_UTF8):
        stream.read(3)
    elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        stream.read(2)
        return "utf-16-le" if head.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
    elif zeros in ([False, True, False, True], [True, False, True, False]):
        return "utf-16-be" if zeros[0] else "utf-16-le"
    return "utf-8"


def read_jsonl(stream: Stream, name: str, options: InputOptions) -> Iterator[SourcePage]:
    """Read a page from each line that is not blank; an invalid line is a page with a problem."""
    while True:
        encoding = skip_byte_order_mark(stream)
        for line in read_bounded_lines(stream, LINE_FACTOR * options.max_page_bytes, stream.tell(), encoding):
            if line.data.strip():
                yield _parse_line(line, name, options)
        if stream.problem is None:
            return
        yield unreadable_page(name, stream.problem, stream.tell())
        if not stream.resume((b"{", b"\xef\xbb\xbf")):
            return


def _parse_line(line: RawLine, name: str, options: InputOptions) -> SourcePage:
    row: Any = None
    problem = _find_excess(line, LINE_FACTOR * options.max_page_bytes) or "not a JSON object"
    if problem == "not a JSON object":
        try:
            row = json.loads(line.data)
        except UnicodeDecodeError:
            row = _parse_recoded(line.data)
        except (ValueError, RecursionError) as error:
            problem = f"not JSON: {error}"
    if isinstance(row, dict):
        if page := find_page(row, name, line.offset, options):
            return page
        problem = describe_missing_page(row, options, "line")
    # The line itself stands in for its page.
    raw = line.data
    if len(raw) > options.max_page_bytes:
        raw = raw[: options.max_page_bytes]
        problem = f"{problem}; {truncation_problem(options.max_page_bytes)}"
    columns = keep_columns(row, options) if isinstance(row, dict) else None
    return SourcePage(f"{name}:{line.offset}", raw, name, line.offset, kind="text", problem=problem, columns=columns)


def _find_excess(line: RawLine, limit: int) -> str | None:
    """Why a line would take too much memory as Python's values; None for others."""
    if line.cut:
        return f"line too long: over {limit} bytes"
    if len(line.data) > limit // 2 and _WIDE.search(line.data):
        return f"line too long: over {limit // 2} bytes, with characters beyond U+FFFF"
    # Most lines are settled by their length, or by counting the marks in their strings too.
    if len(line.data) > MAX_VALUES and _count_marks(line.data) > MAX_VALUES:
        unescaped = line.data.replace(b"\\\\", b"").replace(b'\\"', b"")
        if unescaped.count(b'"') > MAX_VALUES or _count_marks(b"".join(unescaped.split(b'"')[::2])) > MAX_VALUES:
            return f"not read: over {MAX_VALUES} values in a line"
    return None


def _count_marks(data: bytes) -> int:
    """The number of characters that begin or separate the values of JSON."""
    return sum(map(data.count, (b"[", b"{", b",", b":")))


def _parse_recoded(data: bytes) -> Any:
    """The value of a line in a legacy encoding; None if it is not JSON."""
    try:
        return json.loads(decode_page(data, html=False).text)
    except (ValueError, RecursionError):
        return None
