"""What inputs give: pages to extract, and records that are no pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PageKind = Literal["auto", "text", "html"]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One page of an input, before extraction; each becomes exactly one record.

    ``id`` is the record's own id where it has one (a named field, WARC-Record-ID), else ``FILE:OFFSET``. ``offset`` is
    the byte offset of the record in the decompressed stream of ``file``, or the row number for CSV and Parquet.
    ``kind`` and ``content_type`` are for :func:`cleantext.extract`. ``problem`` tells that the page could not be read
    whole (a line that is no JSON, a cut stream): ``raw`` is then what could be read, maybe nothing; a problem that
    begins with "truncated" leaves a page that is worth extracting.

    >>> SourcePage("a.txt:0", "Mill bridge opens", file="a.txt", offset=0).kind
    'auto'
    """

    id: str
    raw: str | bytes
    file: str
    offset: int
    url: str | None = None
    content_type: str | None = None
    kind: PageKind = "auto"
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that is no page (a WARC request, an image): counted with its reason, without a record of its own.

    Reasons are few and short, so that they can be counted: ``"record type: request"``, ``"content type: image/png"``.
    """

    file: str
    offset: int
    reason: str
