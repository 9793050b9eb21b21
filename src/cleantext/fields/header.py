"""The page's header: publisher, place, section, standfirst, tags, reading time, counts, and the rest of its records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleantext.document import Document, Segment
from cleantext.fields.publisher import publisher_marks
from cleantext.filters.phrase_lines import cite_phrase
from cleantext.grammar.places import is_place_record
from cleantext.layout import ARTICLE_DATES, ContentBounds, bounds_of, field_of
from cleantext.marks import Claimed, Field, Mark, Noted, Reason, Removed
from cleantext.patterns import pattern
from cleantext.records import dataclass
from cleantext.values import Publisher
from cleantext.words.scripts import has_digit
from cleantext.words.vocabulary import Phrase, normalised

#: A tag has at most 5 words, a list below a label at most 15 lines.
TAG_WORDS, MAX_TAGS = 5, 15
#: A standfirst has 5 to 70 words; it and the byline or date below it stand within 4 segments.
STANDFIRST_WORDS, FOLLOWS = range(5, 71), 4
#: A section stands at most 4 segments above the headline.
ABOVE = 4

_SPLIT = pattern(r"[,;|•·、，#]")
_TRAIL = pattern(r"\s[>›»/]\s")
_NUMBER = pattern(r"\d{1,7}(?:[.,]\d{3}){0,5}")
_THOUSANDS = pattern(r"[.,]")


@dataclass(frozen=True, slots=True)
class Header:
    """Claims publisher, place, section and comment count; removes the other lines of the header's records."""

    name: str = "header"
    gives: frozenset[Reason | Field] = frozenset(
        (
            *(Field.PUBLISHER, Field.PLACE, Field.SECTION, Field.COMMENT_COUNT),
            *(Reason.HEADER_RECORD, Reason.READING_TIME, Reason.COUNTS),
        )
    )

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Mark counts wherever they stand, and the other lines before the body."""
        bounds = bounds_of(document)
        taken: set[int] = set()
        yield from _untaken((*_counts(document), *_places(document, bounds)), taken)
        # What a page declares of its publisher is surer than what its lines say.
        declared = document.page is not None and bool(document.page.publishers)
        known = declared or bool(document.claimed(Field.PUBLISHER))
        publisher = [] if known else list(publisher_marks(document, taken))
        yield from _untaken(publisher, taken)
        house = next((normalised(one.value.name or "") for one in publisher if isinstance(one.value, Publisher)), "")
        yield from _untaken((*_sections(document, bounds, house), *_pieces(document, bounds)), taken)


def _untaken(marks: Iterable[Mark], taken: set[int]) -> Iterator[Mark]:
    """The marks on segments that are not taken yet, which then are."""
    for mark in marks:
        if isinstance(mark, Noted):
            yield mark
        elif mark.segment not in taken:
            taken.add(mark.segment)
            yield mark


def _counts(document: Document) -> Iterator[Claimed | Removed]:
    """Comment counts, of which the first is kept as a number, reading times and other counts."""
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


def _places(document: Document, bounds: ContentBounds) -> Iterator[Claimed]:
    """The first line or piece before the body that is a place with its region or country."""
    for segment in document.segments[: bounds.body + 1]:
        if document.is_open(segment.index) and segment.words <= 5 and "," in segment.text and not segment.ends:
            place = is_place_record(segment.text)
            if place is not None:
                yield Claimed(segment.index, Field.PLACE, "a place with its region or country", place)
                return


def _sections(document: Document, bounds: ContentBounds, house: str) -> Iterator[Claimed]:
    """A labelled section ("Category: World"), else the end of a breadcrumb, else a menu word above the headline.

    The publisher's own name, which opens a menu as well, is no section.
    """
    for segment, phrase in document.open_hits("section"):
        name = _after_label(segment, phrase)
        if phrase.mode == "prefix" and name and segment.words <= 6 and not segment.ends:
            yield Claimed(segment.index, Field.SECTION, cite_phrase(phrase), name)
            return
    low = max(0, bounds.headline - ABOVE)
    menu = {segment.key for segment in document.segments[:low] if segment.words <= 4}
    for segment in reversed(document.segments[low : bounds.headline]):
        if not document.is_open(segment.index) or segment.ends:
            continue
        trail = [part.strip() for part in _TRAIL.split(segment.text)]
        if len(trail) >= 2 and all(0 < len(part) <= 40 for part in trail):
            yield Claimed(segment.index, Field.SECTION, "the last part of the breadcrumb", trail[-1])
            return
        if segment.words <= 3 and segment.key in menu and segment.key != house and not has_digit(segment.key):
            yield Claimed(segment.index, Field.SECTION, "a menu word, repeated above the headline", segment.text)
            return


def _after_label(segment: Segment, phrase: Phrase) -> str:
    return segment.text[len(phrase.text.rstrip(":：")) :].strip(" :：|")


def _pieces(document: Document, bounds: ContentBounds) -> Iterator[Removed]:
    """Pieces of the header's record that no field took."""
    for segment in document.segments[: bounds.body]:
        if document.is_open(segment.index) and segment.words <= 4 and _shares_record(document, segment):
            evidence = "a piece of the header's record, of unknown meaning"
            yield Removed(segment.index, Reason.HEADER_RECORD, evidence, sure=False)


def _shares_record(document: Document, segment: Segment) -> bool:
    """Whether a piece beside this one, on its line or on the next line, was claimed, or removed as part of a record."""
    for index in (segment.index - 1, segment.index + 1):
        if 0 <= index < len(document.segments):
            beside, decision = document.segments[index], document.decisions[index]
            if not (beside.piece or segment.piece) or decision is None or abs(beside.line - segment.line) > 1:
                continue
            mark = decision.mark
            if isinstance(mark, Claimed) or mark.reason in (Reason.PAGE_DATE, Reason.HEADER_RECORD):
                return True
    return False


@dataclass(frozen=True, slots=True)
class Description:
    """Claims the one line that is set apart between headline and byline or date."""

    name: str = "description"
    gives: frozenset[Reason | Field] = frozenset((Field.DESCRIPTION,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Claim the line below the headline where a claimed record follows it."""
        if not document.claimed(Field.HEADLINE) or document.claimed(Field.DESCRIPTION):
            return
        start = bounds_of(document).headline + 1
        first = next((index for index in range(start, start + FOLLOWS) if document.is_open(index)), None)
        if first is None:
            return
        deck, records = document.segments[first], ARTICLE_DATES | {Field.BYLINE}
        followed = any(field_of(document, index) in records for index in range(first + 1, first + FOLLOWS))
        if deck.words in STANDFIRST_WORDS and not deck.hits and followed:
            evidence = "stands between the headline and the byline or date"
            yield Claimed(first, Field.DESCRIPTION, evidence, deck.text, sure=False)


@dataclass(frozen=True, slots=True)
class Tags:
    """Claims the label and the tags."""

    name: str = "tags"
    gives: frozenset[Reason | Field] = frozenset((Field.TAGS,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Claim a label with its tags in the same line, or alone with the tags below."""
        taken: set[int] = set()
        for segment, phrase in document.open_hits("tags"):
            if segment.index in taken or (segment.ends and segment.words > 8):
                continue
            taken.add(segment.index)
            tags = split_tags(_after_label(segment, phrase)) if phrase.mode != "exact" else ()
            yield Claimed(segment.index, Field.TAGS, cite_phrase(phrase), tags, sure=False)
            if tags:
                continue
            for index in range(segment.index + 1, segment.index + 1 + MAX_TAGS):
                if not document.is_open(index) or index in taken:
                    break
                below = document.segments[index]
                if below.words > TAG_WORDS or below.ends or below.hits or below.gap > 1:
                    break
                taken.add(index)
                evidence = f"below the label: {segment.text}"
                yield Claimed(index, Field.TAGS, evidence, split_tags(below.text), sure=False)


def split_tags(text: str) -> tuple[str, ...]:
    """The tags between commas and other dividers.

    >>> split_tags("harbour, storm ; ferry,")
    ('harbour', 'storm', 'ferry')
    """
    return tuple(tag for part in _SPLIT.split(text) if (tag := part.strip()))
