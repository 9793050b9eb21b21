"""WARC and WET files: reads the pages of their records by FastWARC, and resumes after damage."""

from __future__ import annotations

import datetime
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

from cleantext.batch.inputs.files import truncation_problem, unreadable_page
from cleantext.batch.inputs.http import Response, decode_body, parse_response
from cleantext.batch.inputs.streams import CHUNK, Member, Stream
from cleantext.batch.settings import InputOptions, Skipped, SourcePage
from cleantext.errors import load_library
from cleantext.input.binary import find_binary_type
from cleantext.options import Kind
from cleantext.patterns import pattern

#: The last 8 chunks stay in memory: FastWARC reads one ahead, and a record of a wrong length swallows those after it.
KEPT_CHUNKS = 8
#: The beginning of a record that the end of a chunk cuts is at most 64 bytes long.
OVERLAP = 64
#: A block is read 1 MiB beyond the size limit of a page: its HTTP head, and what encodings add.
EXTRA_BYTES = 1_048_576

_RECORD = pattern(rb"WARC/\d\.\d\r?\n[A-Za-z][A-Za-z-]{1,40}:")
#: The first line of a record, cut by the end of the file: FastWARC takes it for the end.
_CUT_LINE = pattern(rb"(?:\A|\n\r?\n)W(?:A(?:R(?:C(?:/[\d.]{0,5}\r?)?)?)?)?\Z")
#: The first line of a file whose writer ends lines as Unix does.
_UNIX_LINE = pattern(rb"WARC/\d\.\d{1,2}\n")
#: Records that may hold a page.
_PAGES = ("response", "conversion", "resource")
_HTML = ("text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml")
_TEXT = ("text/plain", "text/markdown", "text/x-markdown")
#: Types that say nothing: the content decides.
_UNKNOWN = ("", "application/octet-stream", "application/unknown", "unknown/unknown", "*/*", "text", "html")


def read_warc(stream: Stream, name: str, options: InputOptions) -> Iterator[SourcePage | Skipped]:
    """Read the pages of a WARC or WET file; damage costs the damaged records, and is reported once."""
    while True:
        yield from _read_records(stream, name, options)
        if stream.problem is None:
            return
        yield unreadable_page(name, stream.problem, stream.tell())
        if not stream.resume((b"WARC/",)):
            return


class RecordSource:
    """The decompressed bytes of a WARC file, in the shape that FastWARC reads.

    >>> from io import BytesIO
    >>> source = RecordSource(Stream(BytesIO(b"junk\\nWARC/1.1\\nWARC-Type: response\\n")))
    >>> source.go_to_record(1), source.tell(), source.read(8)
    (True, 5, b'WARC/1.1')
    """

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._kept: deque[bytes] = deque(maxlen=KEPT_CHUNKS)
        # Bytes to read again after going back.
        self._again = b""

    def tell(self) -> int:
        """The position of the next byte."""
        return self._stream.tell() - len(self._again)

    def read(self, size: int = -1, /) -> bytes:
        """Read up to ``size`` bytes."""
        size = CHUNK if size < 0 else min(size, CHUNK)
        if self._again:
            piece, self._again = self._again[:size], self._again[size:]
            return piece
        self._kept.append(piece := self._stream.read(size))
        return piece

    def find_member(self, start: int, following: int | None) -> Member | None:
        """See :meth:`Stream.find_member`."""
        return self._stream.find_member(start, following)

    def ends_within_record(self) -> bool:
        """Whether the last bytes that were read are the cut first line of a record."""
        return _CUT_LINE.search(b"".join(self._kept)[-32:]) is not None

    def go_to_record(self, start: int) -> bool:
        """Go to the first record that begins at ``start`` or later, within the chunks in memory or after them."""
        window = b"".join(self._kept)
        found = _RECORD.search(window, max(0, start - (self._stream.tell() - len(window))))
        while found is None:
            more = self._stream.read(CHUNK)
            if not more:
                return False
            window = window[-OVERLAP:] + more
            found = _RECORD.search(window)
        self._kept.clear()
        self._kept.append(window[-KEPT_CHUNKS * CHUNK :])
        self._again = window[found.start() :]
        return True


#: The offset of a record, whether the file ended within it, and its page.
_Item = tuple[int, bool, SourcePage | Skipped]


class _FastWarcError(Exception):
    """FastWARC cannot read on."""


def _read_records(stream: Stream, name: str, options: InputOptions) -> Iterator[SourcePage | Skipped]:
    """The records up to the end of the file or of its sound part."""
    warc = load_library("fastwarc.warc", "read WARC")
    source = RecordSource(stream)
    start = source.tell()
    quirks = _UNIX_LINE.match(stream.peek(32)) is not None
    while True:
        failure = None
        short = False
        try:
            for offset, short, item in _iterate_records(warc, source, quirks, name, options):
                start = offset + 1
                yield item
                if short and stream.problem is None and not isinstance(item, SourcePage):
                    yield unreadable_page(name, "truncated: the file ends within a record", offset)
        except _FastWarcError as error:
            failure = str(error)
        if failure is not None and stream.problem is None:
            yield unreadable_page(name, f"damaged WARC: {failure}", start)
        # A record that is short in the middle of the file had a wrong length: it took in the records after it.
        if (failure is None and not short) or not source.go_to_record(start):
            if failure is None and stream.problem is None and source.ends_within_record():
                yield unreadable_page(name, "truncated: the file ends within a record", source.tell())
            return
        start = source.tell() + 1


def _iterate_records(
    warc: Any, source: RecordSource, quirks: bool, name: str, options: InputOptions
) -> Iterator[_Item]:
    """The items of all records. Each waits for the next: only then is it known where its member ends."""
    last: _Item | None = None
    failure: str | None = None
    try:
        archive = warc.ArchiveIterator(
            source, parse_http=False, stream_detect=False, fsspec_args=False, quirks_mode=quirks
        )
        iterator = iter(archive)
        while (record := next(iterator, None)) is not None:
            # Before FastWARC goes on to the next one.
            found = _read_record(record, name, options)
            if last is not None:
                yield _locate(last, source, found[0])
            last = found
    except BaseException as error:
        # Panics of FastWARC are not Exceptions; others of that kind end the run, or this generator.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        failure = str(error)[:300]
    if last is not None:
        yield _locate(last, source, None)
    if failure is not None:
        raise _FastWarcError(failure)


def _locate(item: _Item, source: RecordSource, following: int | None) -> _Item:
    """The item, with the place of its member in the compressed file if that holds nothing else."""
    offset, short, page = item
    member = source.find_member(offset, following) if isinstance(page, SourcePage) else None
    if member is None or not isinstance(page, SourcePage):
        return item
    length = member.stored_end - member.stored_start
    return offset, short, replace(page, stored_offset=member.stored_start, stored_length=length)


def _read_record(record: Any, name: str, options: InputOptions) -> _Item:
    offset, headers = record.stream_pos, record.headers
    length = (headers.get("Content-Length") or "").strip()
    if not (length.isascii() and length.isdigit()):
        raise ValueError(f"a record without a length, at byte {offset}")
    size = int(length[:30])
    kind = str(headers.get("WARC-Type") or "none").strip().lower()
    if kind not in _PAGES:
        short = record.reader.consume() < size
        return offset, short, Skipped(name, offset, f"record type: {kind[:40]}")
    size = min(size, options.max_page_bytes + EXTRA_BYTES)
    block = _read_block(record.reader, size)
    short = len(block) < size
    content = _find_content(kind, headers, block, options.max_page_bytes)
    if isinstance(content, str):
        return offset, short, Skipped(name, offset, content)
    problem = content.problem
    if short:
        problem = "truncated: the file ends within the record"
    elif len(content.body) > options.max_page_bytes:
        problem = truncation_problem(options.max_page_bytes)
    elif problem is None and (truncated := headers.get("WARC-Truncated")):
        problem = f"truncated: by the crawler ({_label(truncated)})"
    elif problem is not None and content.body and not problem.startswith("truncated"):
        problem = f"truncated: {problem}"
    crawled = _parse_warc_date(headers.get("WARC-Date") or "")
    now, now_source = _find_now(crawled, content.headers)
    # Older writers put the address between angle brackets.
    url = (headers.get("WARC-Target-URI") or "").strip().removeprefix("<").removesuffix(">")
    page = SourcePage(
        id=headers.get("WARC-Record-ID") or f"{name}:{offset}",
        raw=content.body[: options.max_page_bytes],
        file=name,
        offset=offset,
        url=url or None,
        content_type=content.type or None,
        kind=content.kind,
        problem=problem,
        crawled=crawled,
        now=now,
        now_source=now_source,
        columns={new: headers.get(old) for old, new in options.keep} or None,
    )
    return offset, short, page


def _read_block(reader: Any, size: int) -> bytes:
    pieces = []
    while size > 0 and (piece := reader.read(min(size, 1 << 20))):
        size -= len(piece)
        pieces.append(piece)
    return b"".join(pieces)


class _Content(NamedTuple):
    body: bytes
    type: str
    kind: Kind
    problem: str | None = None
    headers: Mapping[str, str] = {}


def _find_content(kind: str, headers: Any, block: bytes, limit: int) -> _Content | str:
    """The content of a record that may hold a page, or why it is skipped."""
    declared = (headers.get("Content-Type") or "").lower()
    if kind == "conversion":
        return _Content(block, declared, "text")
    if kind == "resource":
        is_html = _media_type(declared) in _HTML
        return _Content(block, declared, "html") if is_html else f"record type: resource {_label(declared)}"
    if declared and not declared.startswith("application/http"):
        return f"not HTTP: {_label(declared)}"
    response = parse_response(block)
    if response.status is not None and not 200 <= response.status < 300:
        return f"status: {response.status}"
    declared = response.headers.get("content-type", "")
    media_type = _media_type(declared)
    if media_type in _UNKNOWN:
        media_type = _media_type(headers.get("WARC-Identified-Payload-Type") or "")
    if media_type not in _HTML + _TEXT + _UNKNOWN:
        return f"content type: {_label(media_type)}"
    body, problem = decode_body(response, limit)
    problem = problem or _find_shortage(response)
    if media_type in _UNKNOWN and (label := find_binary_type(body)) is not None:
        return f"content type: none, {label}"
    return _Content(body, declared, "html" if media_type in _HTML else "auto", problem, response.headers)


def _find_shortage(response: Response) -> str | None:
    """What is missing of a body that is shorter than the server said, and that no crawler has decoded.

    >>> _find_shortage(Response(200, {"content-length": "9"}, b"<p>Mi"))
    'truncated: the body has 5 of 9 bytes'
    """
    length = response.headers.get("content-length", "")[:20]
    encoded = {"content-encoding", "transfer-encoding"}.intersection(response.headers)
    if encoded or not (length.isascii() and length.isdigit()) or not 0 < len(response.body) < int(length):
        return None
    return f"truncated: the body has {len(response.body)} of {int(length)} bytes"


def _find_now(
    crawled: datetime.datetime | None, headers: Mapping[str, str]
) -> tuple[datetime.datetime | None, str | None]:
    """The time that relative dates of a page count from, and what it is from.

    A page says "3 hours ago" to those who see it. So the day of the crawl comes first, then the server's clock. When
    the page was made is the last resort: it is long past where the server words its relative dates at each request.

    >>> _find_now(None, {"date": "Sat, 09 Mar 2024 08:00:00 GMT"})[1]
    'http-date'
    """
    if crawled is not None:
        return crawled, "warc-date"
    for header, source in (("date", "http-date"), ("last-modified", "last-modified")):
        try:
            time = parsedate_to_datetime(headers[header])
            return (time if time.tzinfo else time.replace(tzinfo=datetime.UTC)), source
        except (KeyError, ValueError, OverflowError, TypeError, IndexError):
            continue
    return None, None


def _parse_warc_date(text: str) -> datetime.datetime | None:
    """The time of a WARC-Date; None for one that is damaged, or less precise than a second.

    >>> str(_parse_warc_date("2024-03-09T08:00:00Z")), _parse_warc_date("2024-03")
    ('2024-03-09 08:00:00+00:00', None)
    """
    try:
        time = datetime.datetime.fromisoformat(text.strip()) if "T" in text else None
    except ValueError:
        return None
    return time if time is None or time.tzinfo else time.replace(tzinfo=datetime.UTC)


def _media_type(content_type: str) -> str:
    """The type without its parameters.

    >>> _media_type("Text/HTML; charset=utf-8")
    'text/html'
    """
    return content_type.partition(";")[0].partition(",")[0].strip().lower()


def _label(text: str) -> str:
    """A type that is short enough to count by."""
    return _media_type(text)[:60] or "none"
