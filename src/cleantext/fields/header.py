"""The page's header: banner, place, section, reading time, counts, and what is left of its records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cleantext.document import Document, Segment
from cleantext.fields.anchor import Anchor, anchor_of
from cleantext.filters.phrase_lines import because
from cleantext.grammar.places import is_place_record
from cleantext.marks import Claimed, Field, Mark, Noted, Reason, Removed
from cleantext.values import Publisher, Span
from cleantext.vocabulary import load_vocabulary, normalised

#: A banner stands in the first segments of a page and is no longer than this; its copy stands in the last.
BANNER_SEGMENTS, BANNER_WORDS, FOOT = 40, 7, 12
#: What stands around a name without belonging to it.
EDGES = " |｜–—-•·:»›<>[]()*#©."
#: How far from the headline a section, a place or a count is looked for.
NEAR = 12

_COPYRIGHT = re.compile(r"(?:(?:©|\(c\)|copyright)\s*){1,2}(?:\d{4}(?:\s?[-–]\s?\d{2,4})?)?,?\s*(.{2,60})", re.I)
_TRAIL = re.compile(r"\s[>›»/]\s")
_NAME_END = re.compile(r"[.。|｜,;–—·•]\s|\s[-–—]\s|[.。]$| (?:all|alle|tous|todos|tutti|wszelkie|все|med|alla) ", re.I)
_YEARS = re.compile(r"\b\d{4}(?:[-–]\d{2,4})?$|^\d{4} ")
_NUMBER = re.compile(r"\d{1,7}(?:[.,]\d{3})*")


@dataclass(frozen=True, slots=True)
class Header:
    """Claims publisher, place, section and comment count; removes the other lines of the header's records."""

    name: str = "header"
    gives: frozenset[Reason | Field] = frozenset(
        (
            Field.PUBLISHER,
            Field.PLACE,
            Field.SECTION,
            Field.COMMENT_COUNT,
            Reason.HEADER_RECORD,
            Reason.READING_TIME,
            Reason.COUNTS,
        )
    )

    def __call__(self, document: Document) -> Iterable[Mark]:
        """One walk over the segments before the body, then the counts after it."""
        anchor = anchor_of(document)
        taken: set[int] = set()
        for mark in (*_counts(document, anchor), *_section(document, anchor), *_places(document, anchor)):
            if mark.segment not in taken:
                taken.add(mark.segment)
                yield mark
        banner = list(_banner(document, anchor, taken))
        for mark in (*banner, *_pieces(document, anchor)):
            if mark.segment not in taken:
                taken.add(mark.segment)
                yield mark
        if not banner and not document.claimed(Field.PUBLISHER):
            yield from _signed_off(document)


def _counts(document: Document, anchor: Anchor) -> Iterator[Claimed | Removed]:
    found = False
    for segment in document.open():
        hits = segment.hits
        if "comment-count" in hits and segment.words <= 6:
            number = _NUMBER.search(segment.text)
            if number and not found:
                found = True
                value = int(re.sub(r"[.,]", "", number[0]))
                yield Claimed(segment.index, Field.COMMENT_COUNT, because(segment, hits["comment-count"]), value)
            else:
                yield Removed(segment.index, Reason.COUNTS, because(segment, hits["comment-count"]))
        elif "reading-time" in hits and segment.words <= 10:
            yield Removed(segment.index, Reason.READING_TIME, because(segment, hits["reading-time"]))
        elif "counts" in hits and segment.words <= 6:
            yield Removed(segment.index, Reason.COUNTS, because(segment, hits["counts"]))


def _section(document: Document, anchor: Anchor) -> Iterator[Claimed]:
    """A labelled section ("Category: World"), else the last part of a breadcrumb, else a menu word above the headline."""
    for segment, phrase in document.open_hits("section"):
        name = segment.text[len(phrase.text.rstrip(":：")) :].strip(" :：|")
        if phrase.mode == "prefix" and name and segment.words <= 6 and not segment.ends:
            yield Claimed(segment.index, Field.SECTION, because(segment, phrase), name)
            return
    above = document.segments[max(0, anchor.headline - 4) : anchor.headline]
    earlier = {segment.key for segment in document.segments[: max(0, anchor.headline - 4)] if segment.words <= 4}
    for segment in reversed(above):
        if not document.is_open(segment.index) or segment.ends:
            continue
        trail = [part.strip() for part in _TRAIL.split(segment.text)]
        if len(trail) >= 2 and all(0 < len(part) <= 40 for part in trail):
            yield Claimed(segment.index, Field.SECTION, "the last part of the breadcrumb", trail[-1])
            return
        if segment.words <= 3 and segment.key in earlier and not any(map(str.isdigit, segment.key)):
            yield Claimed(segment.index, Field.SECTION, "a menu word, repeated above the headline", segment.text)
            return


def _places(document: Document, anchor: Anchor) -> Iterator[Claimed]:
    """A line or piece that is a place with its region or country, before the body."""
    for segment in document.segments[: anchor.body + 1]:
        if document.is_open(segment.index) and segment.words <= 5 and "," in segment.text and not segment.ends:
            place = is_place_record(segment.text)
            if place is not None:
                yield Claimed(segment.index, Field.PLACE, "a place with its region or country", place)
                return


def _banner(document: Document, anchor: Anchor, taken: set[int]) -> Iterator[Claimed]:
    """The publisher: the banner that a record, a copyright line, the title's suffix or the page's foot confirms."""
    signed = signed_names(document)
    foot = {segment.key for segment in document.segments[-FOOT:]} if len(document.segments) > 2 * FOOT else set()
    for segment in document.segments[: min(anchor.headline, BANNER_SEGMENTS)]:
        if segment.index in taken or not document.is_open(segment.index):
            continue
        if segment.words > BANNER_WORDS or segment.ends or segment.hits or not segment.key:
            continue
        if segment.key in signed or (len(segment.key) >= 4 and any(name.startswith(segment.key) for name in signed)):
            told = "named in the copyright line or behind the title"
        elif segment.index <= 2 and _record_follows(document, segment.index + 1):
            told = "the banner above the header's record"
        elif segment.index <= 2 and segment.key in foot:
            told = "the banner, repeated at the foot of the page"
        else:
            continue
        yield Claimed(segment.index, Field.PUBLISHER, told, Publisher(segment.text.strip(EDGES)))
        return


def _signed_off(document: Document) -> Iterator[Noted]:
    """The publisher that only the copyright line names."""
    for name, span in signed_names(document).values():
        known = load_vocabulary().lookup(normalised(name), 3)
        if len(name.split()) <= BANNER_WORDS and not known and name[:1].upper() == name[:1] and not name[-1:].isdigit():
            yield Noted(Field.PUBLISHER, Publisher(name), "named in the copyright line or behind the title", span)
            return


def _record_follows(document: Document, index: int) -> bool:
    """Whether segment ``index`` is the date of the page's header."""
    decision = document.decisions[index] if index < len(document.decisions) else None
    if decision is None:
        return False
    if isinstance(decision.mark, Claimed):
        return decision.mark.field in (Field.DATE, Field.PUBLISHED)
    return decision.mark.reason is Reason.PAGE_DATE


def signed_names(document: Document) -> dict[str, tuple[str, Span]]:
    """The names that copyright lines and title suffixes give: normalised -> (as written, where)."""
    names: dict[str, tuple[str, Span]] = {}
    headline = next((segment.key for segment, _ in document.claimed(Field.HEADLINE)), "")
    for segment in document.segments[:10]:
        if headline and segment.key.startswith(headline) and len(segment.key) > len(headline):
            suffix = segment.text[len(headline) :].strip(EDGES)
            names[normalised(suffix)] = (suffix, Span(segment.start, segment.end))
    for segment in document.segments[-40:]:
        match = _COPYRIGHT.search(segment.text) if len(segment.text) < 200 else None
        if match:
            name = _YEARS.sub("", _NAME_END.split(match[1], maxsplit=1)[0]).strip(EDGES)
            names.setdefault(normalised(name), (name, Span(segment.start, segment.end)))
    names.pop("", None)
    return names


def _pieces(document: Document, anchor: Anchor) -> Iterator[Removed]:
    """Pieces of the header's record that no field took."""
    for segment in document.segments[: anchor.body]:
        if document.is_open(segment.index) and segment.words <= 4 and _in_record(document, segment):
            yield Removed(segment.index, Reason.HEADER_RECORD, "a piece of the header's record, of unknown meaning")


def _in_record(document: Document, segment: Segment) -> bool:
    """Whether the piece shares its record with a date or place that was claimed, on its line or the lines beside it."""
    for index in (segment.index - 1, segment.index + 1):
        if 0 <= index < len(document.segments):
            beside = document.segments[index]
            decision = document.decisions[index]
            if not (beside.piece or segment.piece) or decision is None or abs(beside.line - segment.line) > 1:
                continue
            mark = decision.mark
            if isinstance(mark, Claimed) or mark.reason in (Reason.PAGE_DATE, Reason.HEADER_RECORD):
                return True
    return False
