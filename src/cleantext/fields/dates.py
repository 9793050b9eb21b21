"""Published and modified: the date records around the headline, told apart by label and by place.

Dates inside prose are events, not the article's date. Of what is left, the record nearest to the headline is
the article's, looking both ways; a label ("Published", "Updated") says which of the two it is. A date in the
page's masthead, with menus or sponsors between it and the headline, is the day of the visit or of the edition: it is
used only where the article gives none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from cleantext.document import Document, Segment
from cleantext.fields.anchor import anchor_of
from cleantext.grammar.dates import DateMatch, find_dates
from cleantext.marks import Claimed, Field, Mark, Noted, Reason, Removed
from cleantext.values import Span, Timestamp
from cleantext.vocabulary import load_vocabulary, normalised

Role = Literal["published", "modified", "page", ""]

#: Longer lines are prose: the dates in them are events.
MAX_CHARS = 170
#: Records are looked for so many segments before and after the headline.
BEFORE, AFTER = 40, 25
#: A date line holds at most so many words besides its dates, labels and names (a byline fits in).
MAX_OTHER_WORDS = 9

#: A date without a day, or relative to an unknown moment, is taken only where no other is near.
COARSE = 20.0

#: A record so near to the headline is what the page shows as its date.
BESIDE = 9.0

_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?=[/-])")
_WORD = re.compile(r"[^\W\d_]+")


class Record(NamedTuple):
    """One date on the page: where, what, the label's role, and how many words of the line are neither."""

    segment: Segment
    stamp: Timestamp
    role: Role
    others: int
    distance: float


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
        declared = _declared(document, "published")
        changed = _declared(document, "modified")
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
        yield from _notes(document, published, modified, winners)
        yield from _rest(records, winners, document)


def _declared(document: Document, which: Literal["published", "modified"]) -> list[Timestamp]:
    """The moments that the page declares, the most trusted first."""
    if document.page is None:
        return []
    rows = document.page.published if which == "published" else document.page.modified
    found = [find_dates(declared.value) for declared in rows[:6]]
    stamps = [dates[0].stamp for dates in found if dates and dates[0].stamp.day is not None]
    if not stamps and which == "published":
        stamps = _in_address([declared.value for declared in document.page.urls])
    return stamps


def _in_address(urls: list[str]) -> list[Timestamp]:
    """The day that stands in the page's own address: ``/2024/03/09/harbour-wall``."""
    for url in urls:
        match = _ADDRESS.search(url)
        if match and (found := find_dates("-".join(part.zfill(2) for part in match.groups()))):
            return [found[0].stamp]
    return []


def _agreed(records: list[Record], declared: list[Timestamp]) -> Record | None:
    """The visible record nearest to the headline that states a declared day."""
    days = {stamp.day for stamp in declared}
    fitting = [record for record in records if record.stamp.day in days]
    best = min(fitting, key=lambda one: one.distance, default=None)
    if best is None:
        return None
    exact = next(stamp for stamp in declared if stamp.day == best.stamp.day)
    return best._replace(stamp=exact, role="published")


def _shown(record: Record, changed: list[Timestamp]) -> bool:
    """Whether the page shows the day of its last change, unlabelled, as its date."""
    return record.distance <= BESIDE and any(stamp.day == record.stamp.day for stamp in changed)


def _notes(
    document: Document, published: Record | None, modified: Record | None, winners: dict[int, Mark]
) -> Iterator[Mark]:
    """A date beside other things in one line is noted, so that the line stays open for the byline."""
    for record, field in ((published, Field.PUBLISHED), (modified, Field.MODIFIED)):
        if record is not None:
            claim = winners.get(record.segment.index)
            if not isinstance(claim, Claimed) or claim.field != field:
                yield Noted(field, record.stamp, _told(record), Span(record.segment.start, record.segment.end))


def _rest(records: list[Record], winners: dict[int, Mark], document: Document) -> Iterator[Mark]:
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
    label = {"published": "labelled as published", "modified": "labelled as modified", "page": "in the masthead"}
    return f"date line {label.get(record.role, 'nearest to the headline')}: {record.stamp.raw}"


def chosen(records: list[Record], roles: tuple[str, ...]) -> Record | None:
    """The record of one of the roles that is nearest to the headline; labels of ``roles`` weigh in their order."""
    fitting = [record for record in records if record.role in roles]
    return min(fitting, key=lambda one: one.distance + 3 * roles.index(one.role), default=None)


def date_records(document: Document) -> Iterator[Record]:
    """Every date in a short line near the headline, in order."""
    anchor = anchor_of(document)
    low, high = max(0, anchor.headline - BEFORE), anchor.headline + AFTER
    units = load_vocabulary().tables["relative-time"]
    for segment in document.segments[low:high]:
        if document.is_open(segment.index) and _short(segment):
            found = find_dates(segment.text, now=document.now, relative_units=units)  # type: ignore[arg-type]
            yield from _records(document, segment, found, anchor.headline, anchor.body)


def _short(segment: Segment) -> bool:
    if len(segment.text) > MAX_CHARS:
        return False
    if "relative-time" in segment.hits:
        return True
    return any(char.isdigit() for char in segment.text) and not (segment.ends and segment.words > 14)


def _records(
    document: Document, segment: Segment, found: list[DateMatch], headline: int, body: int
) -> Iterator[Record]:
    """The dates of one line with their roles; the label of each is what stands before it."""
    at = 0
    others = _others(segment, found)
    if others > MAX_OTHER_WORDS:
        return
    role: Role = _label_above(document, segment)
    for match in found:
        role = _role(segment.text[at : match.start]) or role
        at = match.end
        behind = _role(segment.text[at:]) if match is found[-1] else ""
        steps = segment.index - headline
        distance = float(abs(steps)) + (1.0 if steps < 0 else 0.0) + 0.5 * others
        if segment.index > body:
            distance += 6.0
        if match.stamp.precision in ("month", "year") or match.stamp.iso is None:
            distance += COARSE
        final: Role = role or behind
        if not final and steps < 0 and _masthead(document, segment, headline):
            final = "page"
        yield Record(segment, match.stamp, final, others, distance)


def _role(label: str) -> Role:
    """What a label says of the date behind it."""
    words = normalised(label)
    hits = load_vocabulary().lookup(words, 3) if words else {}
    if "modified" in hits:
        return "modified"
    return "published" if "published" in hits else ""


def _label_above(document: Document, segment: Segment) -> Role:
    """The role of a label that stands alone in the line above."""
    if segment.index == 0:
        return ""
    above = document.segments[segment.index - 1]
    return _role(above.text) if above.words <= 4 else ""


def _others(segment: Segment, found: list[DateMatch]) -> int:
    """How many words of the line are neither date nor label."""
    text = segment.text
    rest = []
    at = 0
    for match in found:
        rest.append(text[at : match.start])
        at = match.end
    rest.append(text[at:])
    vocabulary = load_vocabulary()
    count = 0
    for part in rest:
        key = normalised(part)
        if key and not any(kind in vocabulary.lookup(key, 3) for kind in ("published", "modified", "relative-time")):
            count += len(_WORD.findall(key))
    return count


def _masthead(document: Document, segment: Segment, headline: int) -> bool:
    """Whether furniture or sponsors stand between the line and the headline."""
    between = document.decisions[segment.index + 1 : headline]
    told = (Reason.NAVIGATION, Reason.LOGIN, Reason.ADVERTISEMENT, Reason.SUBSCRIPTION)
    return any(
        decision is not None
        and (
            decision.mark.field is Field.SPONSORS
            if isinstance(decision.mark, Claimed)
            else decision.mark.reason in told
        )
        for decision in between
    )
