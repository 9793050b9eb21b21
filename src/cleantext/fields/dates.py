"""Published and modified: the date records around the headline, told apart by label and by place.

Dates inside prose are events, not the article's date. Of what is left, the record nearest to the headline is
the article's, looking both ways; a label ("Published", "Updated") says which of the two it is. A date in the
page's masthead, with menus or sponsors between it and the headline, is the day of the visit or of the edition: it is
used only where the article gives none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cleantext.document import Document
from cleantext.fields.date_records import Record, date_records
from cleantext.fields.declared_dates import declared_dates
from cleantext.marks import Claimed, Field, Mark, Noted, Reason, Removed
from cleantext.values import Span, Timestamp

#: A record so near to the headline is what the page shows as its date.
BESIDE = 9.0


@dataclass(frozen=True, slots=True)
class Dates:
    """Claims the date records of the article and of the page."""

    name: str = "dates"
    gives: frozenset[Reason | Field] = frozenset(
        (Field.PUBLISHED, Field.MODIFIED, Field.DATE, Reason.PAGE_DATE, Reason.HEADER_RECORD)
    )

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Find the records near the headline, choose, and claim one line for each role."""
        records = list(date_records(document))
        declared = declared_dates(document, "published")
        changed = declared_dates(document, "modified")
        visible = chosen(records, ("published", ""))
        published = _agreed(records, declared) or visible
        shown = None
        if declared and published is not None and published.stamp.day != declared[0].day:
            shown = published if _shown(published, changed) else None
            published = published if published.distance <= BESIDE and shown is None else None
        if declared and published is None:
            yield Noted(Field.PUBLISHED, declared[0], f"declared: {declared[0].raw}")
        modified = chosen(records, ("modified",))
        if changed:
            yield Noted(Field.MODIFIED, changed[0], f"declared: {changed[0].raw}")
            modified = None
        page = shown or (None if published or declared else chosen(records, ("page",)))
        winners: dict[int, Mark] = {}
        for record, field in ((published, Field.PUBLISHED), (modified, Field.MODIFIED), (page, Field.DATE)):
            if record is None:
                continue
            index = record.segment.index
            if index in winners or record.others > 2:
                continue
            winners[index] = Claimed(index, field, _told(record), record.stamp)
        yield from winners.values()
        yield from _notes(published, modified, winners)
        yield from _rest(document, records, winners)


def _agreed(records: list[Record], declared: list[Timestamp]) -> Record | None:
    """The visible record nearest to the headline that states a declared day."""
    for stamp in declared:
        fitting = [record for record in records if stamp.iso is not None and stamp.iso[:10] in _readings(record.stamp)]
        best = min(fitting, key=lambda one: one.distance, default=None)
        if best is not None:
            return best._replace(stamp=stamp, role="published")
    return None


def _readings(stamp: Timestamp) -> set[str]:
    """The days that a date line can mean, as ISO text; two where day and month can be exchanged."""
    return {text[:10] for text in (stamp.iso, *stamp.alternatives) if text is not None}


def _shown(record: Record, changed: list[Timestamp]) -> bool:
    """Whether the page shows the day of its last change, unlabelled, as its date."""
    return record.distance <= BESIDE and any(stamp.day == record.stamp.day for stamp in changed)


def chosen(records: list[Record], roles: tuple[str, ...]) -> Record | None:
    """The record of one of the roles that is nearest to the headline; labels of ``roles`` weigh in their order."""
    fitting = [record for record in records if record.role in roles]
    return min(fitting, key=lambda one: one.distance + 3 * roles.index(one.role), default=None)


def _notes(published: Record | None, modified: Record | None, winners: dict[int, Mark]) -> Iterator[Mark]:
    """A date beside other things in one line is noted, so that the line stays open for the byline."""
    for record, field in ((published, Field.PUBLISHED), (modified, Field.MODIFIED)):
        if record is not None:
            claim = winners.get(record.segment.index)
            if not isinstance(claim, Claimed) or claim.field != field:
                yield Noted(field, record.stamp, _told(record), Span(record.segment.start, record.segment.end))


def _rest(document: Document, records: list[Record], winners: dict[int, Mark]) -> Iterator[Mark]:
    """Date lines that were not chosen: they are lines of the page's record, and no text of the article."""
    done = set(winners)
    for record in records:
        index = record.segment.index
        if index in done or record.others > 0 or not document.is_open(index):
            continue
        done.add(index)
        reason = Reason.PAGE_DATE if record.role == "page" else Reason.HEADER_RECORD
        yield Removed(index, reason, f"a date line, {record.stamp.raw}, of which another is nearer to the headline")


def _told(record: Record) -> str:
    """The evidence for a record: its role and what it says."""
    label = {"published": "labelled as published", "modified": "labelled as modified", "page": "in the masthead"}
    return f"date line {label.get(record.role, 'nearest to the headline')}: {record.stamp.raw}"
