"""Where headline and body begin: what the fields around them are looked for from."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from cleantext.document import Document
from cleantext.filters.article_region import region_of
from cleantext.marks import Field


class Anchor(NamedTuple):
    """Indices of segments: the headline's (or the body's, where there is none), the body's first and last."""

    headline: int
    body: int
    last: int


def anchor_of(document: Document) -> Anchor:
    """The anchor of a document, from the headline's claim and the article's region."""
    segments = document.segments
    region = region_of(document)
    claimed = document.claimed(Field.HEADLINE)
    if region is None:
        first, last = (claimed[0][0].index + 1, len(segments) - 1) if claimed else (0, len(segments) - 1)
    else:
        first = bisect_left(segments, region.start, key=lambda one: one.start)
        last = bisect_left(segments, region.end, key=lambda one: one.start) - 1
    headline = claimed[0][0].index if claimed else first
    return Anchor(headline, max(first, headline + 1) if claimed else first, last)
