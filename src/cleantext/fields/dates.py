"""Published and modified: chosen from the date records around the headline by label and by place.

Dates inside prose are events, not the article's date. Of the others, the record nearest to the headline, before or
after it, is the article's; a label ("Published", "Updated") says which of the two it is. A date in the page's masthead,
with menus or sponsors between it and the headline, is the day of the visit or of the edition: it is used only where the
article gives none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleantext.document import Document
from cleantext.fields.date_records import DateRecord, Role, date_records
from cleantext.fields.declared import address_date, declared_dates
from cleantext.fields.headline.titles import dated_headline, dated_title
from cleantext.marks import Claimed, Field, Mark, Noted, Reason, Removed
from cleantext.patterns import pattern
from cleantext.records import dataclass
from cleantext.values import Span, Timestamp

#: A record up to this distance from the headline is what the page shows as its date. On public pages that show another
#: day than they declare, the gold day was the visible one in 18 of 30 cases up to 9, in 9 of 11 up to 12, in none of 7
#: beyond.
DISTANCE_BESIDE = 12.0

_DIGITS = pattern(r"\d\d?[./-]\d\d?[./-]\d\d(?:\d\d)?\b")
_EVIDENCE = {"published": "labelled as published", "modified": "labelled as modified", "page": "in the masthead"}


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
        changed = declared_dates(document, "modified")
        updates = {one.stamp.day for one in records if one.role == "modified"}
        declared = declared_dates(document, "published", updates)
        address = address_date(document)
        visible = choose_record(records, ("published", ""))
        given = declared or ([address] if address is not None else [])
        published = _confirmed(records, given, visible) or visible
        shown = None
        if declared and published is not None and published.stamp.day != declared[0].day:
            beside = published.distance <= DISTANCE_BESIDE
            # A page may show the day of its last change, without a label, as its date.
            shown = published if beside and published.stamp.day in {stamp.day for stamp in changed} else None
            published = published if beside and shown is None else None
        if declared and published is None:
            yield Noted(Field.PUBLISHED, declared[0], f"declared: {declared[0].raw}")
        modified = choose_record(records, ("modified",))
        if address is not None and not declared and (published is None or published.stamp.day is None):
            yield Noted(Field.PUBLISHED, address, f"in the address: {address.raw}")
            declared, published = [address], None
        titled = None
        if not (published or modified or declared):
            titled = dated_headline(document) or (dated_title(document) if document.page is None else None)
        if titled is not None:
            yield from _beside_title(*titled)
        if not (published or declared) and modified is not None:
            yield Noted(Field.DATE, modified.stamp, "the day of the last change, and the page shows no other")
        if changed:
            yield Noted(Field.MODIFIED, changed[0], f"declared: {changed[0].raw}")
        page = shown or (None if published or declared or modified or titled else choose_record(records, ("page",)))
        modified = None if changed else modified
        chosen = {Field.PUBLISHED: published, Field.MODIFIED: modified, Field.DATE: page}
        yield from _marks(document, records, chosen)


def choose_record(records: list[DateRecord], roles: tuple[str, ...]) -> DateRecord | None:
    """The record of one of the roles that is nearest to the headline; labels of ``roles`` weigh in their order.

    One that is relative to an unknown time ("3 hours ago") counts only where no other states a day.
    """
    fitting = [record for record in records if record.role in roles]
    return min(fitting, key=lambda one: (one.stamp.iso is None, one.distance + 3 * roles.index(one.role)), default=None)


def _confirmed(records: list[DateRecord], declared: list[Timestamp], visible: DateRecord | None) -> DateRecord | None:
    """The record that states a declared day, and that day; records with another label come after the others."""
    for other in (False, True):
        for stamp in declared:
            day = stamp.iso[:10] if stamp.iso is not None else ""
            fitting = [
                one
                for one in records
                if (one.role in ("modified", "page")) is other and day in _possible_days(one.stamp)
            ]
            best = min(fitting, key=lambda one: one.distance, default=None)
            if best is not None:
                # A declared time of day is finer than the day that is shown; a declared day is not.
                finer = stamp.precision != "day" or best.stamp.day != stamp.day
                return best._replace(stamp=stamp if finer else best.stamp, role="published")
        if visible is not None and visible.role == "published" and visible.distance <= DISTANCE_BESIDE:
            return None
    return None


def _possible_days(stamp: Timestamp) -> set[str]:
    """The days that a date line can mean, as ISO text; two where day and month can be exchanged."""
    found = {text[:10] for text in (stamp.iso, *stamp.alternatives) if text is not None}
    if stamp.day is not None and _DIGITS.match(stamp.raw):
        # 09.10.2024 is the tenth of September where the page declares that day.
        found.add(f"{stamp.day.year:04d}-{stamp.day.day:02d}-{stamp.day.month:02d}")
    return found


def _beside_title(stamp: Timestamp, role: Role) -> Iterator[Noted]:
    """What the date beside a copy of the title says; a page that shows its last change only is of that day."""
    evidence = f"beside a copy of the title: {stamp.raw}"
    yield Noted(Field.MODIFIED if role == "modified" else Field.PUBLISHED, stamp, evidence)
    if role == "modified":
        yield Noted(Field.DATE, stamp, evidence)


def _marks(document: Document, records: list[DateRecord], chosen: dict[Field, DateRecord | None]) -> Iterator[Mark]:
    """Claim the lines of the chosen records for their fields, and remove the date lines that were not chosen.

    A date beside other things in one line is noted, so that the line stays open for the byline.
    """
    claims: dict[int, Claimed] = {}
    for field, record in chosen.items():
        if record is None:
            continue
        index = record.segment.index
        if index not in claims and record.others <= 2 and document.is_open(index):
            sure = record.role in ("published", "modified")
            claims[index] = Claimed(index, field, _evidence(record), record.stamp, sure=sure)
    yield from claims.values()
    for field, record in chosen.items():
        if record is not None and field is not Field.DATE:
            claim = claims.get(record.segment.index)
            if claim is None or claim.field != field:
                yield Noted(field, record.stamp, _evidence(record), Span(record.segment.start, record.segment.end))
    done = set(claims)
    for record in records:
        index = record.segment.index
        if index not in done and not record.others and document.is_open(index):
            done.add(index)
            reason = Reason.PAGE_DATE if record.role == "page" else Reason.HEADER_RECORD
            evidence = f"a date line, {record.stamp.raw}, of which another is nearer to the headline"
            yield Removed(index, reason, evidence, sure=False)


def _evidence(record: DateRecord) -> str:
    return f"date line {_EVIDENCE.get(record.role, 'nearest to the headline')}: {record.stamp.raw}"
