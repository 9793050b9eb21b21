"""Text exports that label their fields: ``HEADLINE: ...``, ``BYLINE: ...``, ``LENGTH: 845 words``, ``BODY:``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleantext.document import Document, Segment
from cleantext.grammar.bylines import BylineMatch, parse_byline
from cleantext.grammar.datelines import match_dateline
from cleantext.grammar.dates import find_dates
from cleantext.marks import Claimed, Field, Mark, Noted, Reason, Removed
from cleantext.records import NamedTuple, dataclass
from cleantext.values import Person, Publisher, Span
from cleantext.vocabulary import load_vocabulary, normalised

#: At least 3 different labels make an export; fewer are lines of prose with a colon.
MIN_LABELS = 3
#: A label is no longer than this.
MAX_LABEL = 30


class Label(NamedTuple):
    """A labelled line: the segment, the field that the label names, and the value after it."""

    segment: Segment
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class LabelledExport:
    """Claims the labelled lines of the first document in an export, and notes where its body stands."""

    name: str = "labelled-export"
    gives: frozenset[Reason | Field] = frozenset(
        (
            Field.BODY,
            Field.HEADLINE,
            Field.BYLINE,
            Field.DATELINE,
            Field.PUBLISHED,
            Field.PUBLISHER,
            Field.SECTION,
            Reason.HEADER_RECORD,
            Reason.OUTSIDE_ARTICLE,
        )
    )

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Nothing unless the page has a headline or body label and enough others."""
        labels = list(_labels(document))
        kinds = {label.field for label in labels}
        if len(kinds) < MIN_LABELS or not kinds & {"headline", "body"}:
            return
        bodies = [label for label in labels if label.field == "body"]
        start = bodies[0].segment if bodies else labels[len(kinds) - 1].segment
        end = next((one.segment.index for one in labels if one.segment.index > start.index), len(document.segments))
        done: set[str] = set()
        for label in labels:
            if label.segment.index > start.index:
                break
            yield from _marks(label, done)
        for segment in document.segments[end:]:
            if not document.is_open(segment.index):
                continue
            yield Removed(segment.index, Reason.OUTSIDE_ARTICLE, "behind the first document of the export")
        if end > start.index + 1:
            inside = document.segments[start.index + 1 : end]
            yield Noted(
                Field.BODY, None, f"behind the label {start.text[:MAX_LABEL]}", Span(inside[0].start, inside[-1].end)
            )


def _labels(document: Document) -> Iterator[Label]:
    """The lines that open with a label of exports; only written in capitals, or in a run of others."""
    table = load_vocabulary().tables["labelled"]
    for segment in document.open():
        head, colon, value = segment.text.partition(":")
        if (
            colon
            and len(head) <= MAX_LABEL
            and (field := table.get(normalised(head)))
            and (head.isupper() or not value)
        ):
            yield Label(segment, str(field), value.strip())


def _marks(label: Label, done: set[str]) -> Iterator[Mark]:
    """What one labelled line gives; the second of a kind, and kinds without a field, are part of the record."""
    segment, kind, value = label
    evidence = f"labelled as {kind}"
    if kind in done or not value:
        yield Removed(segment.index, Reason.HEADER_RECORD, evidence)
        return
    done.add(kind)
    if kind == "headline":
        yield Claimed(segment.index, Field.HEADLINE, evidence, value)
    elif kind == "byline":
        yield Claimed(segment.index, Field.BYLINE, evidence, _byline(value))
    elif kind == "section":
        yield Claimed(segment.index, Field.SECTION, evidence, value.split(";")[0].strip())
    elif kind == "publisher":
        yield Claimed(segment.index, Field.PUBLISHER, evidence, Publisher(value))
    elif kind == "dateline" and (match := match_dateline(f"{value} — The")) is not None:
        yield Claimed(segment.index, Field.DATELINE, evidence, match.dateline)
    elif kind == "date" and (found := find_dates(value)):
        yield Claimed(segment.index, Field.PUBLISHED, evidence, found[0].stamp)
    else:
        yield Removed(segment.index, Reason.HEADER_RECORD, evidence)


def _byline(value: str) -> BylineMatch:
    vocabulary = load_vocabulary()
    match = parse_byline(
        value, prefixes=vocabulary.of("byline"), roles=vocabulary.of("role"), staff=vocabulary.of("staff")
    )
    return match or BylineMatch((Person(value),), (), None, "")
