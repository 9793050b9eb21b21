"""The articles of a page that holds several: those of a digest, and the entries of a live report."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from cleantext.document import Document
from cleantext.marks import Field, Removed
from cleantext.values import Paragraph, Part, Span

#: So many stamped entries make a live report.
FEWEST_STAMPS = 3
#: A line above an entry's text that has no more words than this, and no sentence's end, is its title.
MAX_TITLE_WORDS = 16

_STAMP = re.compile(r"\[?(\d{1,2}[:.h：]\d{2})(?:\s?(?:[ap]\.?m\.?|Uhr|h|時|น\.))?\]?(?:\s?[-–—|•:]\s|\s|$)", re.I)


def parts_of(document: Document, paragraphs: Sequence[Paragraph]) -> tuple[Part, ...]:
    """The parts of a page, in order; () where it holds one article."""
    return _digest(document, paragraphs) or _live(document, paragraphs)


def _digest(document: Document, paragraphs: Sequence[Paragraph]) -> tuple[Part, ...]:
    """The articles whose titles stand twice in a row."""
    notes = [note.value for note in document.noted(Field.PARTS) if isinstance(note.value, tuple)]
    topics = [
        (segment.start, segment.text.lstrip("#"))
        for segment, decision in zip(document.segments, document.decisions, strict=True)
        if decision is not None and decision.step == "digests" and isinstance(decision.mark, Removed)
        if segment.text.startswith("#")
    ]
    starts = [start for start, _, _ in notes]
    found = []
    for number, (start, title, outlet) in enumerate(notes):
        end = starts[number + 1] if number + 1 < len(starts) else len(document.text)
        own = tuple(one for one in paragraphs if start < one.span.start < end)
        section = next((topic for at, topic in reversed(topics) if at < start), None)
        last = own[-1].span.end if own else start + len(title)
        found.append(Part(title, own, Span(start, last), outlet, section))
    return tuple(found)


def _live(document: Document, paragraphs: Sequence[Paragraph]) -> tuple[Part, ...]:
    """The entries that open with the time of day."""
    marks = [(at, stamp) for at, one in enumerate(paragraphs) if (stamp := _stamp_of(document, one))]
    if len(marks) < FEWEST_STAMPS:
        return ()
    places = [at for at, _ in marks]
    found = []
    for at, stamp in marks:
        after = bisect_left(places, at + 1)
        end = places[after] if after < len(places) else len(paragraphs)
        own = list(paragraphs[at:end])
        rest = own[0].text[_end_of_stamp(own[0].text) :] if own[0].text != stamp else ""
        if not rest:
            own = own[1:]
        title = own[0].text if own and _is_title(own[0], stamped=bool(rest)) else None
        if title is not None:
            own = own[1:]
        last = paragraphs[end - 1].span.end
        found.append(Part(title, tuple(own), Span(paragraphs[at].span.start, last), stamp=stamp))
    return tuple(found)


def _stamp_of(document: Document, paragraph: Paragraph) -> str | None:
    """The time that a paragraph is, or opens with."""
    match = _STAMP.match(paragraph.text)
    if match is not None:
        return match[1]
    place = bisect_left(document.segments, paragraph.span.start, key=lambda one: one.start)
    decision = document.decisions[place] if place < len(document.decisions) else None
    told = decision is not None and decision.step == "live-entries" and "time" in decision.mark.evidence
    return paragraph.text if told else None


def _end_of_stamp(text: str) -> int:
    match = _STAMP.match(text)
    return match.end() if match is not None else 0


def _is_title(paragraph: Paragraph, *, stamped: bool) -> bool:
    """Whether a paragraph is the title of an entry: a subhead, or a short line without a sentence's end."""
    if stamped:
        return False
    short = len(paragraph.text.split()) <= MAX_TITLE_WORDS and paragraph.text[-1:] not in ".!?…。！？।"
    return paragraph.kind == "subhead" or short
