"""The publisher: the likeliest of the names that a page gives of its house; where none is likely enough it is None."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.fields.house_names import PLACES, houses_of
from cleantext.marks import Claimed, Field, Noted
from cleantext.readers.hosts import host_of
from cleantext.values import Publisher, Span

#: The least probability; below it silence is better.
THRESHOLD = 0.4


def is_likely(score: float) -> bool:
    """Whether a name with this probability is taken."""
    return score >= THRESHOLD


def publisher_marks(document: Document, taken: set[int]) -> Iterator[Claimed | Noted]:
    """The likeliest name, with its line, or noted where the line says more than the name.

    What is the headline is no name, and the others are the likelier for it.
    """
    houses = houses_of(document)
    if houses is None:
        return
    headline = next((segment.key for segment, _ in document.claimed(Field.HEADLINE)), "")
    others = {key: score for key, score in houses.scores.items() if key != headline}
    best = max(others, key=others.__getitem__, default="")
    score = others.get(best, 0.0) / max(1 - houses.scores.get(headline, 0.0), 1e-6)
    if not is_likely(score):
        return
    name = houses.names[best]
    # A step may have cut lines since the names were found.
    at = bisect_right(document.segments, name.segment.start, key=lambda one: one.start) - 1
    segment = document.segments[max(0, at)]
    told = f"{', '.join(one for one in PLACES if one in name.places)} ({score:.2f})"
    # Another outlet's report is named as the source on a page that is not that outlet's.
    host = "" if "after a source's label" in name.places or not document.url else host_of(document.url)
    publisher = Publisher(name.text, host.removeprefix("www.") or None)
    if best == segment.key and segment.index not in taken and document.is_open(segment.index):
        yield Claimed(segment.index, Field.PUBLISHER, told, publisher)
    else:
        yield Noted(Field.PUBLISHER, publisher, told, Span(segment.start, segment.end))
