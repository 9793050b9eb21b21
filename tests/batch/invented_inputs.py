"""Inputs made in code: an invented page, WARC records around it, files of all formats."""

from __future__ import annotations

import gzip
import io
import uuid
from collections.abc import Iterable
from pathlib import Path

from cleantext.batch.inputs.reading import read_pages
from cleantext.batch.inputs.streams import Stream
from cleantext.batch.inputs.warc import read_warc
from cleantext.batch.settings import InputOptions, Skipped, SourcePage

PAGE = (
    b"<!doctype html><html><head><title>Mill bridge opens to cyclists</title></head><body><h1>Mill bridge opens</h1>"
    b"<p>The bridge beside the old mill opened to cyclists on Saturday, after two years of repairs.</p></body></html>"
)


def record_id(number: int) -> str:
    return f"<urn:uuid:{uuid.UUID(int=number)}>"


def record(
    block: bytes,
    number: int = 1,
    kind: str = "response",
    *,
    content_type: str = "application/http; msgtype=response",
    length: object = None,
    more: str = "",
) -> bytes:
    """A WARC record; ``length`` is what it says of its block."""
    size = len(block) if length is None else length
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: {record_id(number)}\r\nWARC-Date: 2024-03-09T08:00:00Z\r\n"
        f"WARC-Target-URI: https://ferry.example/{number}\r\n{more}Content-Type: {content_type}\r\n"
        f"Content-Length: {size}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def response(
    body: bytes = PAGE,
    number: int = 1,
    *,
    status: str = "200 OK",
    content_type: str | None = "text/html; charset=utf-8",
    headers: str = "",
    **settings: object,
) -> bytes:
    """A record of an HTTP response."""
    declared = f"Content-Type: {content_type}\r\n" if content_type else ""
    head = f"HTTP/1.1 {status}\r\n{declared}{headers}\r\n".encode()
    return record(head + body, number, **settings)  # type: ignore[arg-type]


def members(records: Iterable[bytes]) -> bytes:
    """Records as a .warc.gz holds them, each in a gzip member."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def items(data: bytes, **options: object) -> list[SourcePage | Skipped]:
    """What a WARC file of these bytes gives."""
    settings = InputOptions(**options)  # type: ignore[arg-type]
    return list(read_warc(Stream(io.BytesIO(data)), "a.warc", settings))


def pages_of(found: Iterable[SourcePage | Skipped]) -> list[SourcePage]:
    return [one for one in found if isinstance(one, SourcePage)]


def reasons(found: Iterable[SourcePage | Skipped]) -> list[str]:
    return [one.reason for one in found if isinstance(one, Skipped)]


def problems(found: Iterable[SourcePage | Skipped]) -> list[str]:
    return [one.problem for one in found if isinstance(one, SourcePage) and one.problem is not None]


def read(path: Path, data: bytes | None = None, **options: object) -> list[SourcePage | Skipped]:
    """What a file gives, written first where ``data`` is given."""
    if data is not None:
        path.write_bytes(data)
    return list(read_pages([str(path)], InputOptions(**options)))  # type: ignore[arg-type]
