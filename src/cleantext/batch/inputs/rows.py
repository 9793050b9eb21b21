"""Reads the pages in the rows of JSONL and CSV files; finds the fields of a row that hold page, id and URL."""

from __future__ import annotations

import codecs
import csv
import io
import json
import math
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any, NamedTuple

from cleantext.batch.inputs.files import SAMPLE, printable, truncation_problem, unreadable_page
from cleantext.batch.inputs.streams import CHUNK, Stream
from cleantext.batch.settings import InputOptions, PageKind, SourcePage
from cleantext.input.encoding import decode_page
from cleantext.patterns import pattern

#: The fields that are tried in this order if the options name none; the first that a row has holds the page.
HTML_FIELDS = ("html", "raw_html", "page_html")
TEXT_FIELDS = ("text", "content", "body", "raw", "page", "dump")
ID_FIELDS = ("id", "_id", "uid", "record_id")
URL_FIELDS = ("url", "uri", "link", "source_url", "warc_target_uri")
#: A JSON line may be 4 times as long as a page: JSON escapes a character of three bytes as six, and a line has other
#: fields too.
LINE_FACTOR = 4
#: A CSV field may be twice as long as a page, which is cut to its limit afterwards, and a row three times.
FIELD_FACTOR, ROW_FACTOR = 2, 3
#: Rows of over 1,000,000 values are not read: each value takes up to 125 bytes of memory, for two or three in the file.
MAX_MARKS = 1_000_000
#: Long lines of CSV are read in pieces of 1,048,576 characters.
LINE_PIECE = 1 << 20
#: Messages name at most 20 of the fields of a row.
SHOWN_FIELDS = 20
#: Deeper parts of a value that passes through are left out: a value of any depth would end the process that writes it.
KEPT_DEPTH = 50
_DELIMITERS = ",;\t|"
#: Stands after the last line: a row of its own, or the end of a field whose quotes were never closed.
_END = "\0end of the file\0"
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
    if len(line.data) > MAX_MARKS and _count_marks(line.data) > MAX_MARKS:
        unescaped = line.data.replace(b"\\\\", b"").replace(b'\\"', b"")
        if unescaped.count(b'"') > MAX_MARKS or _count_marks(b"".join(unescaped.split(b'"')[::2])) > MAX_MARKS:
            return f"not read: over {MAX_MARKS} values in a line"
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


def read_csv(stream: Stream, name: str, options: InputOptions) -> Iterator[SourcePage]:
    """Read a page from each row; offsets are row numbers, from 0 for the first row after the header."""
    head = decode_page(sample, html=False) if (sample := stream.peek(SAMPLE)) else None
    text = io.TextIOWrapper(
        io.BufferedReader(stream, SAMPLE), head.encoding if head else "utf-8", errors="replace", newline=""
    )
    lines = _RowLines(text, _detect_delimiter(head.text if head else ""), ROW_FACTOR * options.max_page_bytes)
    rows = _parse_csv(lines, FIELD_FACTOR * options.max_page_bytes)
    header = next(rows, None)
    if header is None:
        if stream.problem is not None:
            yield unreadable_page(name, stream.problem)
        return
    if isinstance(header, str):
        yield unreadable_page(name, header)
        return
    names = [column.lstrip("\ufeff").strip() for column in header]
    if not set(names) & set(page_fields(options)):
        yield unreadable_page(name, describe_missing_page(names, options, "header"))
        return
    number = 0
    for row in rows:
        if not row:
            continue
        if isinstance(row, str):
            yield unreadable_page(name, row, number)
        else:
            fields = dict(zip(names, row, strict=False))
            page = find_page(fields, name, number, options)
            if page is None:
                page = SourcePage(
                    f"{name}:{number}",
                    "\n".join(row),
                    name,
                    number,
                    kind="text",
                    problem=describe_missing_page(names[: len(row)], options),
                    columns=keep_columns(fields, options),
                )
            if lines.quoted or (not lines.ended and stream.problem is not None):
                page = replace(page, problem=page.problem or "truncated: the file ends within the row")
            yield page
        number += 1
    if stream.problem is not None:
        yield unreadable_page(name, stream.problem, number)


def _parse_csv(lines: _RowLines, field_size: int) -> Iterator[list[str] | str]:
    """The rows, or what is wrong with one; a quote that is never closed takes no more than a row."""
    reader = csv.reader(lines, delimiter=lines.delimiter)
    while True:
        # The limit is one for the whole process: it is set while this row is read.
        before = csv.field_size_limit(field_size)
        row: list[str] | str
        try:
            lines.begin_row()
            row = next(reader)
        except StopIteration:
            return
        except (csv.Error, _RowTooLong) as error:
            row = f"not CSV: {error}"
        finally:
            csv.field_size_limit(before)
        if row == [_END]:
            return
        if isinstance(row, list) and row and row[-1].endswith(_END):
            row[-1], lines.quoted = row[-1].removesuffix(_END), True
        yield row


class _RowTooLong(Exception):
    """A row of CSV exceeds a limit, which the message names."""


class _RowLines:
    """The lines of a text for the CSV reader, and ``_END``; _RowTooLong where a row exceeds ``limit`` or its columns.

    ``ended`` says whether the last line that was read has its line break, ``quoted`` whether the text ends in quotes.
    """

    def __init__(self, text: io.TextIOBase, delimiter: str, limit: int) -> None:
        self.delimiter = delimiter
        self.ended = True
        self.quoted = False
        self._text: io.TextIOBase | None = text
        self._limit = limit
        self.begin_row()

    def begin_row(self) -> None:
        """The next line is the first of a row."""
        self._size = self._marks = 0

    def __iter__(self) -> _RowLines:
        return self

    def __next__(self) -> str:
        if self._text is None:
            raise StopIteration
        line, complete = self._read_piece(self._text)
        if not line:
            self._text = None
            return _END
        pieces = [line]
        while not complete:
            line, complete = self._read_piece(self._text)
            pieces.append(line)
        self.ended = pieces[-1].endswith(("\n", "\r"))
        return "".join(pieces)

    def _read_piece(self, text: io.TextIOBase) -> tuple[str, bool]:
        """Up to LINE_PIECE characters of a line, and whether they end it."""
        piece = text.readline(LINE_PIECE)
        ended = len(piece) < LINE_PIECE or piece.endswith(("\n", "\r"))
        # A long line with characters beyond U+FFFF counts twice: Python takes four bytes for each character.
        self._size += len(piece) * (1 if ended or sys.getsizeof(piece) < 3 * len(piece) else 2)
        self._marks += piece.count(self.delimiter)
        if self._size <= self._limit and self._marks <= MAX_MARKS:
            return piece, ended
        while not ended and (piece := text.readline(LINE_PIECE)):
            ended = piece.endswith(("\n", "\r"))
        too_wide = self._size <= self._limit
        raise _RowTooLong(
            f"a row of over {MAX_MARKS} columns" if too_wide else f"a row of over {self._limit} characters"
        )


def _detect_delimiter(text: str) -> str:
    """The most frequent delimiter of the header outside quotes.

    >>> _detect_delimiter('id;"a,b,c,d";text\\n1;2;3')
    ';'
    """
    unquoted = "".join(text.partition("\n")[0].split('"')[::2])
    return max(_DELIMITERS, key=unquoted.count)


def find_page(row: Mapping[str, Any], name: str, offset: int, options: InputOptions) -> SourcePage | None:
    """The page of a row; None if no field that may hold a page has text.

    >>> find_page({"id": 7, "text": "Mill bridge opens"}, "a.jsonl", 0, InputOptions()).id
    '7'
    """
    texts = [(path, value_at(row, path)) for path in page_fields(options)]
    texts = [(path, value) for path, value in texts if isinstance(value, (str, bytes))]
    if not texts:
        return None
    path, raw = next(((path, value) for path, value in texts if value), texts[0])
    kind: PageKind = options.kind
    if kind == "auto" and path in (options.html_field, options.text_field):
        kind = "html" if path == options.html_field else "text"
    raw, problem = _cut_page(raw, options.max_page_bytes)
    page_id = _find_label(row, id_fields(options)) or f"{name}:{offset}"
    url = _find_label(row, url_fields(options))
    columns = keep_columns(row, options)
    return SourcePage(page_id, raw, name, offset, url=url, kind=kind, problem=problem, columns=columns)


def page_fields(options: InputOptions) -> tuple[str, ...]:
    """The fields that may hold the page, in order."""
    chosen = tuple(name for name in (options.html_field, options.text_field) if name)
    return chosen or HTML_FIELDS + TEXT_FIELDS


def id_fields(options: InputOptions) -> tuple[str, ...]:
    """The fields that may hold the id, in order."""
    return (options.id_field,) if options.id_field else ID_FIELDS


def url_fields(options: InputOptions) -> tuple[str, ...]:
    """The fields that may hold the URL, in order."""
    return (options.url_field,) if options.url_field else URL_FIELDS


def describe_missing_page(fields: Iterable[object], options: InputOptions, row: str = "row") -> str:
    """The problem of a row without a page: the fields that were looked for, and those that are there.

    >>> describe_missing_page(["title"], InputOptions(text_field="dump"))
    "no text in field 'dump'; the row has: title"
    """
    names = " or ".join(repr(name) for name in page_fields(options))
    shown = [str(name)[:80] for name in islice(fields, SHOWN_FIELDS + 1)]
    more = ", ..." if len(shown) > SHOWN_FIELDS else ""
    return f"no text in field {names}; the {row} has: {', '.join(shown[:SHOWN_FIELDS]) or 'nothing'}{more}"


def value_at(row: Mapping[str, Any], path: str) -> Any:
    """The value of a field, or at a dotted path; None if the row has neither.

    >>> value_at({"page": {"raw": "text"}}, "page.raw"), value_at({"a.b": 1}, "a.b")
    ('text', 1)
    """
    if path in row:
        return row[path]
    value: Any = row
    for part in path.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(part)
    return value


def keep_columns(row: Mapping[str, Any], options: InputOptions) -> dict[str, Any] | None:
    """The fields of a row that pass through, by their names in the record; None if the options choose none.

    >>> keep_columns({"meta": {"lang": "en"}}, InputOptions(keep=(("meta.lang", "lang"), ("rank", "rank"))))
    {'lang': 'en', 'rank': None}
    """
    return {new: make_plain(value_at(row, old)) for old, new in options.keep} or None


def make_plain(value: Any, depth: int = KEPT_DEPTH) -> Any:
    """The value as JSON can write it: bytes as text, dates and decimals as their text; None for what has no such form.

    >>> make_plain([b"a", float("nan"), {"b": (1,)}], depth=2)
    ['a', None, {'b': None}]
    """
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, (Mapping, list, tuple)):
        if depth == 0:
            return None
        if isinstance(value, Mapping):
            return {str(name): make_plain(one, depth - 1) for name, one in value.items()}
        return [make_plain(one, depth - 1) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _cut_page(raw: str | bytes, limit: int) -> tuple[str | bytes, str | None]:
    # A character takes from 1 to 4 bytes.
    if len(raw) <= limit // 4:
        return raw, None
    data = raw[: limit + 1].encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw
    if len(data) <= limit:
        return raw, None
    cut = data[:limit]
    return cut.decode("utf-8", "ignore") if isinstance(raw, str) else cut, truncation_problem(limit)


def _find_label(row: Mapping[str, Any], paths: Iterable[str]) -> str | None:
    """The first text or number among the fields, as an id or a URL."""
    for path in paths:
        value = value_at(row, path)
        if isinstance(value, bytes):
            value = value.decode("utf-8", "replace")
        if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
            try:
                return printable(str(value))
            except ValueError:
                # Python refuses to write a number of thousands of digits.
                continue
    return None
