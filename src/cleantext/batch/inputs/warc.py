"""WARC and WET: pages of ``response`` and ``conversion`` records, by FastWARC."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cleantext.batch.inputs.files import is_page, too_long, unreadable
from cleantext.batch.inputs.http import body_of, parsed
from cleantext.batch.inputs.streams import CHUNK, Stream
from cleantext.batch.settings import InputOptions, PageKind, Skipped, SourcePage
from cleantext.errors import library
from cleantext.patterns import pattern

#: The last 8 chunks stay in memory: FastWARC reads one ahead, and a record of a wrong length swallows those after it.
KEPT = 8
_RECORD = pattern(rb"WARC/\d\.\d\r?\n[A-Za-z][A-Za-z-]{1,40}:")
#: The first line of a record that the file's end cuts: FastWARC takes it for the end.
_CUT_LINE = pattern(rb"(?:\A|\n\r?\n)W(?:A(?:R(?:C(?:/[\d.]{0,5}\r?)?)?)?)?\Z")
#: A record's beginning that the end of a chunk cuts is this long at most.
_OVERLAP = 64


class RecordSource:
    """The decompressed bytes of a WARC file, with the position that FastWARC asks for.

    >>> import io
    >>> source = RecordSource(Stream(io.BytesIO(b"junk\\nWARC/1.1\\nWARC-Type: response\\n")))
    >>> source.go_to_record(1), source.tell(), source.read(8)
    (True, 5, b'WARC/1.1')
    """

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._kept: deque[bytes] = deque(maxlen=KEPT)
        self._again = b""

    def tell(self) -> int:
        """The position of the next byte."""
        return self._stream.tell() - len(self._again)

    def read(self, size: int = -1, /) -> bytes:
        """Up to ``size`` bytes."""
        if self._again:
            piece = self._again if size < 0 else self._again[:size]
            self._again = self._again[len(piece) :]
            return piece
        piece = self._stream.read(CHUNK if size < 0 else min(size, CHUNK))
        self._kept.append(piece)
        return piece

    def cut_line(self) -> bool:
        """Whether what was read last ends within the first line of a record."""
        return _CUT_LINE.search(b"".join(self._kept)[-32:]) is not None

    def go_to_record(self, after: int) -> bool:
        """Go to the first record that begins at ``after`` or later, as far as the memory reaches back."""
        window = b"".join(self._kept)
        start = self._stream.tell() - len(window)
        found = _RECORD.search(window, max(0, after - start))
        while found is None:
            window = window[-_OVERLAP:]
            more = self._stream.read(CHUNK)
            if not more:
                return False
            window += more
            start = self._stream.tell() - len(window)
            found = _RECORD.search(window)
        self._kept.clear()
        self._kept.append(window[-KEPT * CHUNK :])
        self._again = window[found.start() :]
        return True


#: What a record is read up to beyond the page's bound: its HTTP head, and what encodings add.
EXTRA_BYTES = 1_048_576
#: Records that may hold a page.
_PAGES = ("response", "conversion", "resource")
_HTML = ("text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml")
_TEXT = ("text/plain", "text/markdown", "text/x-markdown")
#: Types that say nothing: the content decides.
_UNTOLD = ("", "application/octet-stream", "application/unknown", "unknown/unknown", "*/*", "text", "html")


@dataclass(frozen=True, slots=True)
class Record:
    """A record as read from the file: headers that matter, and its block up to a bound.

    ``short`` says that the file ended before the block did.
    """

    offset: int
    type: str
    id: str | None
    url: str | None
    content_type: str
    payload_type: str
    truncated: str | None
    block: bytes
    short: bool

    @classmethod
    def read(cls, found: Any, bound: int) -> Record:
        """The record that FastWARC found, before it goes on to the next; ValueError for one without a length."""
        headers = found.headers
        length = headers.get("Content-Length")
        if length is None or not (length.strip().isascii() and length.strip().isdigit()):
            raise ValueError(f"a record without a length, at byte {found.stream_pos}")
        kind = str(headers.get("WARC-Type") or "none").strip().lower()
        wanted = int(length[:30])
        if kind in _PAGES:
            pieces = list(_pieces(found.reader, min(bound, wanted)))
            block = b"".join(pieces)
            short = len(block) < min(bound, wanted)
        else:
            block = b""
            short = found.reader.consume() < wanted
        url = headers.get("WARC-Target-URI")
        return cls(
            offset=found.stream_pos,
            type=kind,
            id=headers.get("WARC-Record-ID"),
            # Older writers put it between angle brackets.
            url=url.strip().removeprefix("<").removesuffix(">") if url else None,
            content_type=(headers.get("Content-Type") or "").lower(),
            payload_type=(headers.get("WARC-Identified-Payload-Type") or "").lower(),
            truncated=headers.get("WARC-Truncated"),
            block=block,
            short=short,
        )


def _pieces(reader: Any, size: int) -> Any:
    while size > 0 and (piece := reader.read(min(size, 1 << 20))):
        size -= len(piece)
        yield piece


def page_of_record(record: Record, name: str, options: InputOptions) -> SourcePage | Skipped:
    """The page of a ``response`` or ``conversion`` record, or the reason why it gives none."""
    if record.type == "conversion":
        return _page(record, record.block, None, record.content_type, "text", name, options)
    if record.type == "resource":
        if _plain_type(record.content_type) not in _HTML:
            return Skipped(name, record.offset, f"record type: resource {_label(record.content_type)}")
        return _page(record, record.block, None, record.content_type, "html", name, options)
    if record.type != "response":
        return Skipped(name, record.offset, f"record type: {record.type[:40]}")
    if record.content_type and not record.content_type.startswith("application/http"):
        return Skipped(name, record.offset, f"not HTTP: {_label(record.content_type)}")
    return _response(record, name, options)


def _response(record: Record, name: str, options: InputOptions) -> SourcePage | Skipped:
    response = parsed(record.block)
    if response.status is not None and not 200 <= response.status < 300:
        return Skipped(name, record.offset, f"status: {response.status}")
    declared = response.headers.get("content-type", "")
    kind = _plain_type(declared)
    if kind in _UNTOLD:
        kind = _plain_type(record.payload_type)
    if kind not in _HTML + _TEXT + _UNTOLD:
        return Skipped(name, record.offset, f"content type: {_label(kind)}")
    body, problem = body_of(response, options.max_page_bytes)
    if kind in _UNTOLD and not is_page(body):
        return Skipped(name, record.offset, "content type: none, binary content")
    return _page(record, body, problem, declared, "html" if kind in _HTML else "auto", name, options)


def _page(
    record: Record,
    body: bytes,
    problem: str | None,
    content_type: str,
    kind: PageKind,
    name: str,
    options: InputOptions,
) -> SourcePage:
    if record.short:
        problem = "truncated: the file ends within the record"
    elif len(body) > options.max_page_bytes:
        problem = too_long(options)
    elif problem is None and record.truncated:
        problem = f"truncated: by the crawler ({_label(record.truncated)})"
    return SourcePage(
        id=record.id or f"{name}:{record.offset}",
        raw=body[: options.max_page_bytes],
        file=name,
        offset=record.offset,
        url=record.url,
        content_type=content_type or None,
        kind=kind if options.kind == "auto" else options.kind,
        problem=problem,
    )


def _plain_type(content_type: str) -> str:
    """The type without its parameters.

    >>> _plain_type("Text/HTML; charset=utf-8")
    'text/html'
    """
    return content_type.partition(";")[0].partition(",")[0].strip().lower()


def _label(text: str) -> str:
    """A type short enough to be counted under."""
    return _plain_type(text)[:60] or "none"


_UNIX = pattern(rb"WARC/\d\.\d{1,2}\n")


def warc_pages(stream: Stream, name: str, options: InputOptions) -> Iterator[SourcePage | Skipped]:
    """The pages of a WARC or WET file, and what it holds besides; damage costs what is damaged, and is told once."""
    while True:
        yield from _records(stream, name, options)
        if stream.problem is None:
            return
        yield unreadable(name, stream.problem, stream.tell())
        if not stream.resume((b"WARC/",)):
            return


def warc_items(data: bytes, options: InputOptions | None = None) -> list[SourcePage | Skipped]:
    """The items of a WARC file given as bytes, whatever they are.

    >>> warc_items(b"")
    []
    """
    return list(warc_pages(Stream(io.BytesIO(data)), "bytes", options or InputOptions()))


def _records(stream: Stream, name: str, options: InputOptions) -> Iterator[SourcePage | Skipped]:
    """The records up to the end of the file or of its sound part."""
    warc = library("fastwarc.warc", "reads WARC")
    source = RecordSource(stream)
    start = source.tell()
    # Some writers end lines as Unix does.
    quirks = _UNIX.match(stream.peek(32)) is not None
    while True:
        failure = None
        short = False
        try:
            for found in _iterated(warc, source, quirks, options.max_page_bytes + EXTRA_BYTES):
                start, short = found.offset + 1, found.short
                item = page_of_record(found, name, options)
                yield item
                if found.short and stream.problem is None and not isinstance(item, SourcePage):
                    yield unreadable(name, "truncated: the file ends within a record", found.offset)
        except _Broken as error:
            failure = str(error)
        if failure is None and not (short and source.go_to_record(start)):
            if stream.problem is None and source.cut_line():
                yield unreadable(name, "truncated: the file ends within a record", source.tell())
            return
        if failure is None:
            # Its length was wrong: it took in the records after it.
            start = source.tell() + 1
            continue
        if stream.problem is None:
            yield unreadable(name, f"damaged WARC: {failure}", start)
        if not source.go_to_record(start):
            return
        start = source.tell() + 1


class _Broken(Exception):
    """FastWARC cannot go on."""


def _iterated(warc: Any, source: RecordSource, quirks: bool, bound: int) -> Iterator[Record]:
    """Records as plain values, their payload read up to a bound by the time they are given."""
    try:
        archive = warc.ArchiveIterator(
            source, parse_http=False, stream_detect=False, fsspec_args=False, quirks_mode=quirks
        )
        iterator = iter(archive)
        while (found := next(iterator, None)) is not None:
            yield Record.read(found, bound)
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        # Its panics are no Exception.
        raise _Broken(str(error)[:300]) from None
