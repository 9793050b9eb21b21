"""Live reports: entries that open with the time of day, one after the other, each with a text of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from cleantext.document import Document, Segment
from cleantext.marks import Claimed, Field, Mark, Reason, Removed

#: So many entries make a live report, and this share of the times that stand alone have to open one.
FEWEST, SHARE = 3, 0.6
#: The title of an entry has no more words.
MAX_TITLE_WORDS = 20
#: A time has no more characters.
MAX_STAMP = 20

_STAMP = re.compile(
    r"\[?(\d{1,2})[:.h：](\d{2})(?:\s?(?:[ap]\.?m\.?|Uhr|h|น\.|WIB|GMT|[A-Z]{3,4}))?\]?\s?[-–—|•:]?", re.I
)


@dataclass(frozen=True, slots=True)
class LiveEntries:
    """Claims the times and titles of a live report's entries for the body: they look like a list of other articles."""

    name: str = "live-entries"
    gives: frozenset[Reason | Field] = frozenset((Field.BODY,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Nothing where comments begin before the first time, or where times stand above no text."""
        stamps = [segment for segment in document.open() if _is_stamp(segment)]
        if len(stamps) < FEWEST or _after_comments(document, stamps[0]) or _follow_text(document, stamps[0]):
            return
        entries = [(stamp, title) for stamp in stamps if (title := _entry(document, stamp)) is not None]
        if len(entries) < max(FEWEST, SHARE * len(stamps)) or not _in_order([stamp for stamp, _ in entries]):
            return
        for stamp, title in entries:
            yield Claimed(stamp.index, Field.BODY, "the time of an entry in a live report")
            if title:
                yield Claimed(title[0].index, Field.BODY, "the title of an entry in a live report")


def _is_stamp(segment: Segment) -> bool:
    """Whether a line is the time of day, or how long ago something was."""
    if len(segment.text) > MAX_STAMP or segment.ends:
        return False
    told = "relative-time" in segment.hits and any(map(str.isdigit, segment.text))
    return told or _STAMP.fullmatch(segment.text) is not None


def _follow_text(document: Document, first: Segment) -> bool:
    """Whether most of the page's prose stands before the first time: then it opens a list of other articles."""
    before = sum(one.words for one in document.segments[: first.index] if one.prose)
    behind = sum(one.words for one in document.segments[first.index :] if one.prose)
    return before > behind


def _after_comments(document: Document, first: Segment) -> bool:
    """Whether something before the first time belongs to comments."""
    marks = (decision.mark for decision in document.decisions[: first.index] if decision is not None)
    return any(isinstance(mark, Removed) and mark.reason is Reason.COMMENTS for mark in marks)


def _entry(document: Document, stamp: Segment) -> list[Segment] | None:
    """The title below a time, [] where the text follows at once; None where no text follows."""
    below = document.segments[stamp.index + 1 : stamp.index + 3]
    if below and below[0].prose and document.is_open(below[0].index):
        return []
    if len(below) == 2 and below[1].prose and below[0].words <= MAX_TITLE_WORDS and document.is_open(below[0].index):
        return [below[0]]
    return None


def _in_order(stamps: list[Segment]) -> bool:
    """Whether the times run in one direction, but for midnight."""
    times = [int(match[1]) * 60 + int(match[2]) for one in stamps if (match := _STAMP.fullmatch(one.text))]
    up = sum(after < before for before, after in pairwise(times))
    down = sum(after > before for before, after in pairwise(times))
    return min(up, down) <= 1
