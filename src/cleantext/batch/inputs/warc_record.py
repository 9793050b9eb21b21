"""One WARC record: what of it is a page, or why it is not one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cleantext.batch.inputs.files import too_long
from cleantext.batch.inputs.http import body_of, parsed
from cleantext.batch.inputs.options import InputOptions
from cleantext.batch.inputs.recognise import is_page
from cleantext.batch.page import PageKind, Skipped, SourcePage

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
