"""The page's header: banner, place, section, reading time, counts, and what is left of its records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleantext.document import Document, Segment
from cleantext.fields.publisher import publisher_marks
from cleantext.filters.phrase_lines import cite_phrase
from cleantext.grammar.places import is_place_record
from cleantext.layout import Anchor, anchor_of
from cleantext.marks import Claimed, Field, Mark, Noted, Reason, Removed
from cleantext.patterns import pattern
from cleantext.records import dataclass
from cleantext.values import Publisher
from cleantext.words.scripts import has_digit
from cleantext.words.vocabulary import normalised

#: A tag has at most 5 words, a list below a label at most 15 lines.
TAG_WORDS, MAX_TAGS = 5, 15

_SPLIT = pattern(r"[,;|•·、，#]")


@dataclass(frozen=True, slots=True)
class Tags:
    """Claims the label and the tags."""

    name: str = "tags"
    gives: frozenset[Reason | Field] = frozenset((Field.TAGS,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """A label with its tags in the same line, or alone with the tags below."""
        taken: set[int] = set()
        for segment, phrase in document.open_hits("tags"):
            if segment.index in taken or segment.ends and segment.words > 8:
                continue
            taken.add(segment.index)
            rest = segment.text[len(phrase.text.rstrip(":：")) :].strip(" :：|")
            tags = _tags(rest) if phrase.mode != "exact" else ()
            yield Claimed(segment.index, Field.TAGS, cite_phrase(phrase), tags, sure=False)
            if not tags:
                for index in range(segment.index + 1, segment.index + 1 + MAX_TAGS):
                    if not document.is_open(index) or index in taken:
                        break
                    below = document.segments[index]
                    if below.words > TAG_WORDS or below.ends or below.hits or below.gap > 1:
                        break
                    taken.add(index)
                    yield Claimed(index, Field.TAGS, f"below the label: {segment.text}", _tags(below.text), sure=False)


def _tags(text: str) -> tuple[str, ...]:
    """The tags between commas and other dividers.

    >>> _tags("harbour, storm ; ferry,")
    ('harbour', 'storm', 'ferry')
    """
    return tuple(tag for part in _SPLIT.split(text) if (tag := part.strip()))


_TRAIL = pattern(r"\s[>›»/]\s")


def section_of(document: Document, anchor: Anchor, house: str) -> Iterator[Claimed]:
    """A labelled section ("Category: World"), else the end of a breadcrumb, else a menu word above the headline.

    The publisher's own name, which opens a menu as well, is no section.
    """
    for segment, phrase in document.open_hits("section"):
        name = segment.text[len(phrase.text.rstrip(":：")) :].strip(" :：|")
        if phrase.mode == "prefix" and name and segment.words <= 6 and not segment.ends:
            yield Claimed(segment.index, Field.SECTION, cite_phrase(phrase), name)
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
        if segment.words <= 3 and segment.key in earlier and not has_digit(segment.key):
            if segment.key == house:
                continue
            yield Claimed(segment.index, Field.SECTION, "a menu word, repeated above the headline", segment.text)
            return


#: A standfirst has 5 to 70 words; it and the byline or date below it stand within 4 segments.
WORDS = range(5, 71)
FOLLOWS = 4


@dataclass(frozen=True, slots=True)
class Description:
    """Claims the one line that is set apart between headline and byline or date."""

    name: str = "description"
    gives: frozenset[Reason | Field] = frozenset((Field.DESCRIPTION,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Claim the line below the headline where a claimed record follows it."""
        headline = document.claimed(Field.HEADLINE)
        if not headline or document.claimed(Field.DESCRIPTION):
            return
        start = anchor_of(document).headline + 1
        open_ones = [index for index in range(start, start + FOLLOWS) if document.is_open(index)]
        if not open_ones:
            return
        deck = document.segments[open_ones[0]]
        if (
            deck.words in WORDS
            and not deck.hits
            and any(_record(document, i) for i in range(deck.index + 1, deck.index + FOLLOWS))
        ):
            evidence = "stands between the headline and the byline or date"
            yield Claimed(deck.index, Field.DESCRIPTION, evidence, deck.text, sure=False)


def _record(document: Document, index: int) -> bool:
    if index >= len(document.segments):
        return False
    decision = document.decisions[index]
    return (
        decision is not None
        and isinstance(decision.mark, Claimed)
        and decision.mark.field in (Field.BYLINE, Field.PUBLISHED, Field.MODIFIED)
    )


_NUMBER = pattern(r"\d{1,7}(?:[.,]\d{3}){0,5}")
_THOUSANDS = pattern(r"[.,]")


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
        yield from _once((*_counts(document), *_places(document, anchor)), taken)
        # What a page declares of its publisher is surer than what its lines tell.
        declared = document.page is not None and bool(document.page.publishers)
        known = declared or bool(document.claimed(Field.PUBLISHER))
        publisher = [] if known else list(publisher_marks(document, taken))
        yield from _once(publisher, taken)
        house = next((normalised(one.value.name or "") for one in publisher if isinstance(one.value, Publisher)), "")
        yield from _once((*section_of(document, anchor, house), *_pieces(document, anchor)), taken)


def _once(marks: Iterable[Mark], taken: set[int]) -> Iterator[Mark]:
    """The marks on segments that are not taken yet; they are then."""
    for mark in marks:
        if isinstance(mark, Noted):
            yield mark
        elif mark.segment not in taken:
            taken.add(mark.segment)
            yield mark


def _counts(document: Document) -> Iterator[Claimed | Removed]:
    """Comment counts, of which the first is kept as a number, reading times and other counts, wherever they stand."""
    found = False
    for segment in document.open():
        hits = segment.hits
        if "comment-count" in hits and segment.words <= 6:
            number = _NUMBER.search(segment.text)
            if number and not found:
                found = True
                value = int(_THOUSANDS.sub("", number[0]))
                yield Claimed(segment.index, Field.COMMENT_COUNT, cite_phrase(hits["comment-count"]), value)
            else:
                yield Removed(segment.index, Reason.COUNTS, cite_phrase(hits["comment-count"]), sure=False)
        elif "reading-time" in hits and segment.words <= 10:
            yield Removed(segment.index, Reason.READING_TIME, cite_phrase(hits["reading-time"]), sure=False)
        elif "counts" in hits and segment.words <= 6:
            yield Removed(segment.index, Reason.COUNTS, cite_phrase(hits["counts"]), sure=False)


def _places(document: Document, anchor: Anchor) -> Iterator[Claimed]:
    """A line or piece that is a place with its region or country, before the body."""
    for segment in document.segments[: anchor.body + 1]:
        if document.is_open(segment.index) and segment.words <= 5 and "," in segment.text and not segment.ends:
            place = is_place_record(segment.text)
            if place is not None:
                yield Claimed(segment.index, Field.PLACE, "a place with its region or country", place)
                return


def _pieces(document: Document, anchor: Anchor) -> Iterator[Removed]:
    """Pieces of the header's record that no field took."""
    for segment in document.segments[: anchor.body]:
        if document.is_open(segment.index) and segment.words <= 4 and _in_record(document, segment):
            yield Removed(
                segment.index, Reason.HEADER_RECORD, "a piece of the header's record, of unknown meaning", sure=False
            )


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
