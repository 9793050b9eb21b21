"""Digests: pages that report on several articles, each under its title, which is written twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cleantext.document import Document, Segment
from cleantext.marks import Field, Mark, Noted, Reason, Removed

#: So many doubled titles make a digest: those with an outlet before the first copy, or all. The title of an article and
#: that of a film in it, may stand twice too.
FEWEST, FEWEST_PLAIN = 2, 4
#: A title has so many words at least; fewer may be the two names of one thing.
MIN_WORDS = 3
#: The name of an outlet before a title is no longer than this.
MAX_OUTLET = 40

_TOPIC = re.compile(r"#[^\W\d_][\w-]{1,30}")


@dataclass(frozen=True, slots=True)
class Digests:
    """Removes the second copy of each title and the topics between them, and notes where each article begins."""

    name: str = "digests"
    gives: frozenset[Reason | Field] = frozenset((Reason.DUPLICATE, Reason.HEADER_RECORD, Field.PARTS))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Nothing where fewer than two titles stand twice."""
        titles = [pair for pair in _pairs(document) if _outlet_of(*pair) is not None and _is_told(document, pair[1])]
        if len(titles) < FEWEST_PLAIN and sum(first.text != second.text for first, second in titles) < FEWEST:
            return
        for first, second in titles:
            outlet = _outlet_of(first, second) or None
            yield Noted(Field.PARTS, (first.start, second.text, outlet), f"the title that line {second.line} repeats")
            yield Removed(second.index, Reason.DUPLICATE, f"the title in line {first.line} again")
        for segment in document.open():
            if _TOPIC.fullmatch(segment.text):
                yield Removed(segment.index, Reason.HEADER_RECORD, "the topic of what follows in a digest")


def _pairs(document: Document) -> Iterable[tuple[Segment, Segment]]:
    """Open lines that follow each other directly."""
    for first, second in zip(document.segments, document.segments[1:], strict=False):
        if second.words >= MIN_WORDS and document.is_open(first.index) and document.is_open(second.index):
            yield first, second


def _is_told(document: Document, title: Segment) -> bool:
    """Whether a text follows a title: in a menu the next entry does."""
    return any(one.prose for one in document.segments[title.index + 1 : title.index + 3])


def _outlet_of(first: Segment, second: Segment) -> str | None:
    """The outlet that a line has before the title below it, "" for none; None where it is another line.

    "Harbour Ledger: Ferry returns" above "Ferry returns".
    """
    if first.text == second.text:
        return "" if not second.ends else None
    outlet, colon, title = first.text.partition(": ")
    return outlet.strip() if colon and title.strip() == second.text and 0 < len(outlet) <= MAX_OUTLET else None
