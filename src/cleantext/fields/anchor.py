"""Where headline and body begin: what the fields around them are looked for from."""

from __future__ import annotations

from bisect import bisect_left

from cleantext.document import Document
from cleantext.marks import Field
from cleantext.records import NamedTuple
from cleantext.scoring.scores import region_of

#: A lead stands at most 6 segments before the run of prose, or 40 in HTML; further up it is a teaser.
#: (HTML says better what is furniture, and that is removed by then.)
MAX_LEAD, MAX_LEAD_HTML = 6, 40


class Anchor(NamedTuple):
    """Indices of segments: the headline's (or the body's, where no headline is), the body's first and last."""

    headline: int
    body: int
    last: int


def anchor_of(document: Document) -> Anchor:
    """The anchor of a document, from the headline's claim and the article's region."""
    claimed = document.claimed(Field.HEADLINE)
    first, last = bounds_of(document)
    if claimed and region_of(document) is None:
        first = claimed[0][0].index + 1
    if not claimed:
        return Anchor(first, first, last)
    headline = claimed[0][0].index
    facts = claimed[0][0].facts
    if facts is not None and facts.tag == "title":
        # The window's title says what the headline is; where it stands on the page is the body's beginning.
        return Anchor(max(first, headline + 1), max(first, headline + 1), last)
    return Anchor(headline, _first_prose(document, headline + 1, first), last)


def bounds_of(document: Document) -> tuple[int, int]:
    """The first and the last segment of the article's region; of the page, where it has none."""
    segments, region = document.segments, region_of(document)
    if region is None:
        return 0, len(segments) - 1
    first = bisect_left(segments, region.start, key=lambda one: one.start)
    return first, bisect_left(segments, region.end, key=lambda one: one.start) - 1


def _first_prose(document: Document, low: int, first: int) -> int:
    """Where the body begins: prose between headline and region is part of it, unless furniture stands between."""
    if not low <= first <= low + (MAX_LEAD if document.page is None else MAX_LEAD_HTML):
        return max(low, first)
    for index in range(low, first):
        segment = document.segments[index]
        linked = segment.facts is not None and segment.facts.link_share > 0.5
        if document.decisions[index] is None and segment.prose and not linked:
            return index
    return first
