"""Digests: pages that report on several articles, each under its title, which is written twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from cleantext.document import Document, Segment
from cleantext.marks import Field, Mark, Noted, Reason, Removed
from cleantext.parts import Opening

#: A digest has 2 titles with an outlet before the first copy, or 4 of any kind: the title of an article, and that of a
#: film in it, may stand twice too.
FEWEST, FEWEST_PLAIN = 2, 4
#: A title has at least 3 words; fewer may be the two names of one thing.
MIN_WORDS = 3
#: The name of an outlet before a title has at most 40 characters.
MAX_OUTLET = 40

_TOPIC = re.compile(r"#[^\W\d_][\w-]{1,30}")


class Doubled(NamedTuple):
    """A title that stands twice, and the outlet before its first copy ("" for none)."""

    first: Segment
    second: Segment
    outlet: str


@dataclass(frozen=True, slots=True)
class Digests:
    """Removes the second copy of each title and the topics between them, and notes where each article begins."""

    name: str = "digests"
    gives: frozenset[Reason | Field] = frozenset((Reason.DUPLICATE, Reason.HEADER_RECORD, Field.PARTS))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Nothing where few titles stand twice."""
        titles = list(_doubled(document))
        if len(titles) < FEWEST_PLAIN and sum(bool(one.outlet) for one in titles) < FEWEST:
            return
        topics = [segment for segment in document.open() if _TOPIC.fullmatch(segment.text)]
        for first, second, outlet in titles:
            section = next((one.text[1:] for one in reversed(topics) if one.index < first.index), None)
            opening = Opening(first.start, second.end, second.text, outlet or None, section)
            yield Noted(Field.PARTS, opening, f"the title that line {second.line} repeats")
            yield Removed(second.index, Reason.DUPLICATE, f"the title in line {first.line} again")
        for topic in topics:
            yield Removed(topic.index, Reason.HEADER_RECORD, "the topic of what follows in a digest")


def _doubled(document: Document) -> Iterator[Doubled]:
    """The titles that stand twice in a row, with a text below: in a menu the next entry follows."""
    for first, second in pairwise(document.segments):
        if second.words < MIN_WORDS or not (document.is_open(first.index) and document.is_open(second.index)):
            continue
        outlet = _outlet_of(first, second)
        below = document.segments[second.index + 1 : second.index + 3]
        if outlet is not None and any(one.prose for one in below):
            yield Doubled(first, second, outlet)


def _outlet_of(first: Segment, second: Segment) -> str | None:
    """The outlet that a line has before the title below it, "" for none; None where it is another line.

    "Harbour Ledger: Ferry returns" above "Ferry returns".
    """
    if first.text == second.text:
        return "" if not second.ends else None
    outlet, colon, title = first.text.partition(": ")
    return outlet.strip() if colon and title.strip() == second.text and 0 < len(outlet) <= MAX_OUTLET else None
