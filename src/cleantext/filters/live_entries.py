"""Live reports: entries that open with the time of day, one after the other, each with a text of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from cleantext.document import Document, Segment
from cleantext.marks import Claimed, Field, Mark, Noted, Reason, Removed
from cleantext.parts import Opening
from cleantext.patterns import pattern
from cleantext.records import NamedTuple, dataclass
from cleantext.writing import has_digit

#: A live report has at least 3 entries, and 0.6 of the times that stand at the beginning of a line open one.
FEWEST, SHARE = 3, 0.6
#: The title of an entry has at most 20 words, a time that is alone on its line at most 20 characters.
MAX_TITLE_WORDS, MAX_STAMP = 20, 20

#: A list above the entries has at least 2 items, of which at most so much is linked, and a heading of at most 5 words.
FEWEST_POINTS, MAX_LINKED, MAX_HEADING = 2, 0.5, 5

_STAMP = pattern(
    r"\[?(\d{1,2})[:.h：](\d{2})(?:\s?(?:[ap]\.?m\.?|Uhr|h|時|น\.|WIB|GMT|[A-Z]{3,4}))?\]?(?:\s?[-–—|•:]|$)", re.I
)


class Entry(NamedTuple):
    """One entry: the line or piece with its time, the time, the title below, whether the line is the time alone."""

    line: Segment
    stamp: str
    title: Segment | None
    alone: bool


@dataclass(frozen=True, slots=True)
class LiveEntries:
    """Claims the times and titles of a live report's entries for the body, and notes where each begins.

    By their shape they are a list of other articles.
    """

    name: str = "live-entries"
    gives: frozenset[Reason | Field] = frozenset((Field.BODY, Field.PARTS))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Nothing where comments begin before the first time, or where times stand above no text."""
        stamped = [(one, stamp) for one in document.open() if (stamp := _stamp_of(one)) is not None]
        if len(stamped) < FEWEST or _after_comments(document, stamped[0][0]) or _follow_text(document, stamped[0][0]):
            return
        entries = [entry for line, stamp in stamped if (entry := _entry(document, line, stamp)) is not None]
        if len(entries) < max(FEWEST, SHARE * len(stamped)) or not _in_order([one.line for one in entries]):
            return
        for line in _points_above(document, entries[0].line):
            yield Claimed(line.index, Field.BODY, "a list above the first entry of a live report")
        for line, stamp, title, alone in entries:
            text = title.end if title is not None else line.end if alone else line.start
            headline = title.text if title is not None else None
            yield Noted(Field.PARTS, Opening(line.start, text, headline, stamp=stamp), "an entry of a live report")
            if not line.prose:
                yield Claimed(line.index, Field.BODY, "the time of an entry in a live report")
            if title is not None:
                yield Claimed(title.index, Field.BODY, "the title of an entry in a live report")


def _points_above(document: Document, first: Segment) -> list[Segment]:
    """The list right above the first entry, with its heading: what the report sums up first."""
    index = first.index - 1
    items = []
    while index >= 0 and document.is_open(index) and document.segments[index].shape == "li":
        items.append(document.segments[index])
        index -= 1
    linked = any(one.facts is not None and one.facts.link_share > MAX_LINKED for one in items)
    # What a step suspects above them is a label of other articles, say.
    if len(items) < FEWEST_POINTS or linked or (index >= 0 and document.decisions[index] is not None):
        return []
    heading = document.segments[index] if index >= 0 else None
    return [heading, *items] if heading is not None and heading.words <= MAX_HEADING else items


def _stamp_of(segment: Segment) -> str | None:
    """The time of day, or how long ago something was, where a line is that, or a text that opens with a time."""
    match = _STAMP.match(segment.text)
    if match is not None:
        told = len(segment.text) <= MAX_STAMP or segment.prose
        return segment.text[: match.end()].rstrip(" -–—|•:") if told else None
    relative = "relative-time" in segment.hits and has_digit(segment.text)
    return segment.text if relative and len(segment.text) <= MAX_STAMP and not segment.ends else None


def _follow_text(document: Document, first: Segment) -> bool:
    """Whether most of the page's prose stands before the first time: then it opens a list of other articles."""
    before = sum(one.words for one in document.segments[: first.index] if one.prose)
    after = sum(one.words for one in document.segments[first.index :] if one.prose)
    return before > after


def _after_comments(document: Document, first: Segment) -> bool:
    """Whether something before the first time belongs to comments."""
    marks = (decision.mark for decision in document.decisions[: first.index] if decision is not None)
    return any(isinstance(mark, Removed) and mark.reason is Reason.COMMENTS for mark in marks)


def _entry(document: Document, line: Segment, stamp: str) -> Entry | None:
    """The entry that a time opens; None where no text follows, but another time, say."""
    if line.prose:
        return Entry(line, stamp, None, alone=False)
    below = document.segments[line.index + 1 : line.index + 3]
    if not below or not document.is_open(below[0].index) or _stamp_of(below[0]) is not None:
        return None
    if below[0].prose:
        return Entry(line, stamp, None, alone=below[0].line != line.line)
    titled = len(below) == 2 and below[1].prose and below[0].words <= MAX_TITLE_WORDS
    return Entry(line, stamp, below[0], alone=True) if titled else None


def _in_order(lines: list[Segment]) -> bool:
    """Whether the times run in one direction, with one exception for midnight."""
    times = [int(match[1]) * 60 + int(match[2]) for one in lines if (match := _STAMP.match(one.text))]
    up = sum(after < before for before, after in pairwise(times))
    down = sum(after > before for before, after in pairwise(times))
    return min(up, down) <= 1
