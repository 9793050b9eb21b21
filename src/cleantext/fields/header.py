"""The page's header: banner, place, section, reading time, counts, and what is left of its records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleantext.document import Document, Segment
from cleantext.fields.anchor import Anchor, anchor_of
from cleantext.fields.publisher import publisher_marks
from cleantext.fields.section import section_of
from cleantext.filters.phrase_lines import because
from cleantext.grammar.places import is_place_record
from cleantext.marks import Claimed, Field, Mark, Noted, Reason, Removed
from cleantext.patterns import pattern
from cleantext.records import dataclass
from cleantext.values import Publisher
from cleantext.vocabulary import normalised

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
                yield Claimed(segment.index, Field.COMMENT_COUNT, because(hits["comment-count"]), value)
            else:
                yield Removed(segment.index, Reason.COUNTS, because(hits["comment-count"]), sure=False)
        elif "reading-time" in hits and segment.words <= 10:
            yield Removed(segment.index, Reason.READING_TIME, because(hits["reading-time"]), sure=False)
        elif "counts" in hits and segment.words <= 6:
            yield Removed(segment.index, Reason.COUNTS, because(hits["counts"]), sure=False)


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
