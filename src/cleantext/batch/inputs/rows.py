"""Parquet: a page a row, read column by column in small batches."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol

from cleantext.batch.inputs.files import printable, too_long, unreadable
from cleantext.batch.inputs.streams import CHUNK, Meter, Stream
from cleantext.batch.settings import HTML_FIELDS, ID_FIELDS, TEXT_FIELDS, URL_FIELDS, InputOptions, PageKind, SourcePage
from cleantext.errors import library
from cleantext.input.encoding import decode_page


class Readable(Protocol):
    """What lines are read from."""

    def read(self, size: int, /) -> bytes:
        """Up to ``size`` bytes; b"" at the end."""
        ...


class Line(NamedTuple):
    """A line without its end, its offset, and whether the rest of it was beyond the bound and is left out."""

    offset: int
    data: bytes
    cut: bool = False


def lines(stream: Readable, bound: int, offset: int = 0) -> Iterator[Line]:
    """The lines of a stream, each at most ``bound`` bytes; the last one needs no line end.

    >>> import io
    >>> [(line.offset, line.data, line.cut) for line in lines(io.BytesIO(b"one\\r\\nthree\\n"), 4)]
    [(0, b'one', False), (5, b'thre', True)]
    """
    pieces: list[bytes] = []
    size = 0
    while data := stream.read(CHUNK):
        at = 0
        while (end := data.find(b"\n", at)) >= 0:
            if size < bound + 2:
                pieces.append(data[at:end])
            size += end - at
            yield _line(pieces, offset, bound)
            offset, at = offset + size + 1, end + 1
            pieces, size = [], 0
        if size < bound + 2:
            pieces.append(data[at:])
        size += len(data) - at
    if size:
        yield _line(pieces, offset, bound)


def _line(pieces: list[bytes], offset: int, bound: int) -> Line:
    data = b"".join(pieces).removesuffix(b"\r")
    return Line(offset, data[:bound], len(data) > bound)


class Recoded:
    """A stream of UTF-16 as UTF-8; offsets count bytes of the latter."""

    def __init__(self, stream: Readable, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")

    def read(self, size: int, /) -> bytes:
        """The next piece, a little more than ``size`` perhaps; b"" at the end."""
        while data := self._stream.read(size):
            if text := self._decoder.decode(data):
                return text.encode("utf-8", "replace")
        return self._decoder.decode(b"", final=True).encode("utf-8", "replace")


def utf8(stream: Stream) -> Readable:
    """The stream without its byte order mark, from UTF-16 to UTF-8 where its beginning is in that.

    >>> import io
    >>> utf8(Stream(io.BytesIO('{"text": "Über"}'.encode("utf-16")))).read(99).decode()
    '{"text": "Über"}'
    """
    head = stream.peek(4)
    if head.startswith(codecs.BOM_UTF8):
        stream.read(3)
    elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        stream.read(2)
        return Recoded(stream, "utf-16-le" if head.startswith(codecs.BOM_UTF16_LE) else "utf-16-be")
    elif head[:1] and head[1:2] == b"\0" and head[3:4] == b"\0" and head[2:3] != b"\0":
        return Recoded(stream, "utf-16-le")
    elif head[:1] == b"\0" and head[1:2] not in (b"", b"\0") and head[2:3] == b"\0" and head[3:4] != b"\0":
        return Recoded(stream, "utf-16-be")
    return stream


#: A line may be 4 times as long as a page: JSON escapes a character of three bytes as six, and a line has more
#: fields than the page.
LINE_FACTOR = 4


def jsonl_pages(stream: Stream, name: str, options: InputOptions) -> Iterator[SourcePage]:
    """A page for each line that is not blank; a line that is no JSON, or lacks the field, is a page with a problem."""
    bound = LINE_FACTOR * options.max_page_bytes
    while True:
        source = utf8(stream)
        for line in lines(source, bound, stream.tell()):
            if line.data.strip():
                yield _page(line, name, options)
        if stream.problem is None:
            return
        yield unreadable(name, stream.problem, stream.tell())
        if not stream.resume((b"{", b"\xef\xbb\xbf")):
            return


def _page(line: Line, name: str, options: InputOptions) -> SourcePage:
    if line.cut:
        return _unread(line, name, options, f"line too long: over {LINE_FACTOR * options.max_page_bytes} bytes")
    try:
        row: Any = json.loads(line.data)
    except UnicodeDecodeError:
        row = _recoded(line.data)
    except (ValueError, RecursionError) as error:
        return _unread(line, name, options, f"not JSON: {error}")
    if not isinstance(row, dict):
        return _unread(line, name, options, "not a JSON object")
    page = page_of_row(row, name, line.offset, options)
    return page or _unread(line, name, options, no_page(row, options, "line"))


def _recoded(data: bytes) -> Any:
    """A line in an older encoding, or with bytes of no encoding; None where it is no JSON either."""
    try:
        return json.loads(decode_page(data, html=False).text)
    except (ValueError, RecursionError):
        return None


def _unread(line: Line, name: str, options: InputOptions, problem: str) -> SourcePage:
    """The page of a line that gives none: the line itself, and why."""
    raw = line.data
    if len(raw) > options.max_page_bytes:
        raw, problem = raw[: options.max_page_bytes], f"{problem}; {too_long(options)}"
    return SourcePage(f"{name}:{line.offset}", raw, name, line.offset, kind="text", problem=problem)


#: The first 65,536 bytes tell the encoding and the delimiter.
SAMPLE = 65536
#: A field may be twice as long as a page: the row is cut to a page afterwards, and told.
FIELD_FACTOR = 2
_DELIMITERS = ",;\t|"


def csv_pages(stream: Stream, name: str, options: InputOptions) -> Iterator[SourcePage]:
    """A page for each row; offsets are row numbers, the first row below the header being 0."""
    head = stream.peek(SAMPLE)
    encoding = decode_page(head, html=False).encoding if head else "utf-8"
    text = io.TextIOWrapper(io.BufferedReader(stream, SAMPLE), encoding, errors="replace", newline="")
    rows = _rows(text, _delimiter(decode_page(head, html=False).text), FIELD_FACTOR * options.max_page_bytes)
    header = next(rows, None)
    if header is None:
        if stream.problem is not None:
            yield unreadable(name, stream.problem)
        return
    if isinstance(header, str):
        yield unreadable(name, header)
        return
    # A header twice or without a name is still a column.
    names = [column.lstrip("\ufeff").strip() for column in header]
    if not set(names) & set(page_names(options)):
        yield unreadable(name, no_page(names, options, "header"))
        return
    number = 0
    for row in rows:
        if isinstance(row, str):
            yield unreadable(name, row, number)
        elif not row:
            continue
        else:
            page = page_of_row(dict(zip(names, row, strict=False)), name, number, options)
            yield page or _short(row, name, number, no_page(names[: len(row)], options))
        number += 1
    if stream.problem is not None:
        yield unreadable(name, stream.problem, number)


def _rows(text: io.TextIOBase, delimiter: str, bound: int) -> Iterator[list[str] | str]:
    """The rows, or what is wrong with one; a quote that is never closed takes at most ``bound`` characters."""
    reader = csv.reader(_lines(text, bound), delimiter=delimiter)
    while True:
        # The limit is one for the whole process: it holds while this row is read.
        before = csv.field_size_limit(bound)
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"not CSV: {error}"
            continue
        finally:
            csv.field_size_limit(before)
        yield row


def _lines(text: io.TextIOBase, bound: int) -> Iterator[str]:
    """The lines; one that is longer than two fields may be becomes a field that the reader refuses."""
    while line := text.readline(2 * bound):
        if len(line) == 2 * bound and not line.endswith(("\n", "\r")):
            while (rest := text.readline(bound)) and not rest.endswith(("\n", "\r")):
                pass
            line = "x" * (bound + 1) + "\n"
        yield line


def _short(row: list[str], name: str, number: int, problem: str) -> SourcePage:
    """A row without the page's column: its text is kept."""
    return SourcePage(f"{name}:{number}", "\n".join(row), name, number, kind="text", problem=problem)


def _delimiter(text: str) -> str:
    """The delimiter that the header has most often, outside quotes.

    >>> _delimiter('id;"a,b,c,d";text\\n1;2;3')
    ';'
    """
    unquoted = "".join(text.partition("\n")[0].split('"')[::2])
    return max(_DELIMITERS, key=unquoted.count)


#: Rows in memory at a time: few, because pages are long.
BATCH = 32


def parquet_pages(name: str, options: InputOptions, meter: Meter | None = None) -> Iterator[SourcePage]:
    """A page for each row; offsets are row numbers from 0. Damage costs its row group, with one problem for it.

    ``meter`` goes on by the bytes of each row group that is done.
    """
    parquet = library("pyarrow.parquet", "reads Parquet")
    failures = (OSError, library("pyarrow", "reads Parquet").ArrowException, ValueError, KeyError)
    # Opened here: Arrow refuses names that are no UTF-8.
    with open(name, "rb") as source:
        try:
            file = parquet.ParquetFile(source, pre_buffer=False, buffer_size=1 << 20)
        except failures as error:
            yield unreadable(name, f"damaged Parquet: {_first_line(error)}")
            return
        there = list(file.schema_arrow.names)
        columns = [path for path in dict.fromkeys(column_names(options)) if path.partition(".")[0] in there]
        if not set(columns) & set(page_names(options)):
            yield unreadable(name, no_page(there, options, "file"))
            return
        first = 0
        for group in range(file.num_row_groups):
            facts = file.metadata.row_group(group)
            yield from _group(file, group, first, facts.num_rows, columns, printable(name), options, failures)
            first += facts.num_rows
            if meter is not None:
                meter.done += sum(facts.column(number).total_compressed_size for number in range(facts.num_columns))


def _group(
    file: Any,
    group: int,
    first: int,
    length: int,
    columns: list[str],
    name: str,
    options: InputOptions,
    failures: tuple[type[Exception], ...],
) -> Iterator[SourcePage]:
    """The pages of one row group, whose first row has that number."""
    number = first
    try:
        for batch in file.iter_batches(batch_size=BATCH, row_groups=[group], columns=columns, use_threads=False):
            for row in _dicts(batch):
                page = page_of_row(row, name, number, options)
                yield page or unreadable(name, no_page([], options), number)
                number += 1
    except failures as error:
        lost = first + length - number
        yield unreadable(name, f"damaged Parquet: row group {group}, {lost} rows lost: {_first_line(error)}", number)


def _dicts(batch: Any) -> Iterator[dict[str, Any]]:
    columns = [[_value(one) for one in column] for column in batch.columns]
    for values in zip(*columns, strict=True):
        yield dict(zip(batch.schema.names, values, strict=True))


def _value(scalar: Any) -> Any:
    """The value; text that is no UTF-8 as bytes."""
    try:
        return scalar.as_py()
    except UnicodeDecodeError:
        return scalar.as_buffer().to_pybytes()


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).partition("\n")[0][:300]


#: Messages name at most 20 of the fields that are there.
_NAMED = 20


def page_of_row(row: Mapping[str, Any], name: str, offset: int, options: InputOptions) -> SourcePage | None:
    """The page of a row; None where it has no text in a field that may hold one.

    >>> page_of_row({"id": 7, "text": "Mill bridge opens"}, "a.jsonl", 0, InputOptions()).id
    '7'
    """
    found = _page_value(row, options)
    if found is None:
        return None
    raw, kind = found
    problem = None
    if len(raw) > options.max_page_bytes // 4:
        raw, problem = _bounded(raw, options)
    own = _label(row, (options.id_field,) if options.id_field else ID_FIELDS)
    url = _label(row, (options.url_field,) if options.url_field else URL_FIELDS)
    return SourcePage(own or f"{name}:{offset}", raw, name, offset, url=url, kind=kind, problem=problem)


def page_names(options: InputOptions) -> tuple[str, ...]:
    """The fields that may hold the page, in order."""
    named = tuple(name for name in (options.html_field, options.text_field) if name)
    return named or HTML_FIELDS + TEXT_FIELDS


def column_names(options: InputOptions) -> tuple[str, ...]:
    """All fields that are read of a row."""
    ids = (options.id_field,) if options.id_field else ID_FIELDS
    urls = (options.url_field,) if options.url_field else URL_FIELDS
    return page_names(options) + ids + urls


def no_page(there: Iterable[object], options: InputOptions, row: str = "row") -> str:
    """The problem of a row without a page: what was looked for, and what is there.

    >>> no_page(["title"], InputOptions(text_field="dump"))
    "no text in field 'dump'; the row has: title"
    """
    names = " or ".join(repr(name) for name in page_names(options))
    shown = [str(name)[:80] for name in there]
    more = ", ..." if len(shown) > _NAMED else ""
    return f"no text in field {names}; the {row} has: {', '.join(shown[:_NAMED]) or 'nothing'}{more}"


def value_at(row: Mapping[str, Any], path: str) -> Any:
    """The value of that name, or at that dotted path; None where the row has neither.

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


def _page_value(row: Mapping[str, Any], options: InputOptions) -> tuple[str | bytes, PageKind] | None:
    """The first non-empty text among the fields, else an empty one."""
    empty = None
    for path in page_names(options):
        value = value_at(row, path)
        if not isinstance(value, (str, bytes)):
            continue
        kind: PageKind = "auto"
        if path in (options.html_field, options.text_field):
            kind = "html" if path == options.html_field else "text"
        found = (value, options.kind if options.kind != "auto" else kind)
        if value:
            return found
        empty = empty or found
    return empty


def _bounded(raw: str | bytes, options: InputOptions) -> tuple[str | bytes, str | None]:
    data = raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw
    if len(data) <= options.max_page_bytes:
        return raw, None
    cut = data[: options.max_page_bytes]
    return cut.decode("utf-8", "ignore") if isinstance(raw, str) else cut, too_long(options)


def _label(row: Mapping[str, Any], paths: Iterable[str]) -> str | None:
    """The first id or URL among the paths; numbers count, other values do not."""
    for path in paths:
        value = value_at(row, path)
        if isinstance(value, bytes):
            value = value.decode("utf-8", "replace")
        if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
            try:
                return printable(str(value))
            except ValueError:
                # A number of thousands of digits is no id.
                continue
    return None
