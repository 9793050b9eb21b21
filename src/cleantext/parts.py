"""The articles of a page that holds several, as steps have noted where each begins."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from cleantext.document import Document
from cleantext.marks import Field
from cleantext.records import NamedTuple
from cleantext.values import Paragraph, Part, Span


class Opening(NamedTuple):
    """Where an article begins on a page that holds several, where its text does, and what its head says of it.

    ``whole`` says that it stands there in full, under a record of its own.
    """

    start: int
    text: int
    headline: str | None = None
    publisher: str | None = None
    section: str | None = None
    stamp: str | None = None
    whole: bool = False


def openings_of(document: Document) -> list[Opening]:
    """The openings that steps have noted, in the order of the page."""
    return sorted(note.value for note in document.noted(Field.PARTS) if isinstance(note.value, Opening))


def parts_of(openings: Sequence[Opening], end: int, paragraphs: Sequence[Paragraph]) -> tuple[Part, ...]:
    """The parts of a page that ends at ``end``; () where it holds one article.

    A part has the paragraphs up to the next one.
    """
    starts = [one.span.start for one in paragraphs]
    ends = [one.start for one in openings[1:]] + [end] * bool(openings)
    found = []
    for opening, last in zip(openings, ends, strict=True):
        own = tuple(paragraphs[bisect_left(starts, opening.text) : bisect_left(starts, last)])
        span = Span(opening.start, own[-1].span.end if own else opening.text)
        found.append(Part(opening.headline, own, span, opening.publisher, opening.section, opening.stamp))
    return tuple(found)
