"""Fields that the notation of a text states: exports with labels, front matter, heads of mail and crawlers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleantext.document import Document, Segment
from cleantext.fields.headline.titles import MAX_WORDS
from cleantext.grammar.bylines import BylineMatch, parse_byline
from cleantext.grammar.datelines import match_dateline
from cleantext.grammar.dates import find_dates
from cleantext.marks import Claimed, Field, Mark, Noted, Reason, Removed
from cleantext.patterns import pattern
from cleantext.records import NamedTuple, dataclass
from cleantext.text.notations.draft import Role
from cleantext.values import Person, Publisher, Span
from cleantext.words.vocabulary import load_vocabulary, normalised

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
        yield Claimed(segment.index, Field.BYLINE, evidence, _labelled_byline(value))
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


def _labelled_byline(value: str) -> BylineMatch:
    vocabulary = load_vocabulary()
    match = parse_byline(
        value, prefixes=vocabulary.of("byline"), roles=vocabulary.of("role"), staff=vocabulary.of("staff")
    )
    return match or BylineMatch((Person(value),), (), None, "")


#: The text repeats its title within 80 lines.
SEARCHED = 80
#: A part of the stated title is the headline where it has at least 3 words: "Letter 88: The ledger of a keeper".
MIN_PART = 3

_REASONS = {
    "record": Reason.HEADER_RECORD,
    "mark": Reason.MARKUP,
    "form": Reason.FORM,
    "page": Reason.PAGINATION,
}
_DIVIDER = pattern(r"[,;、，；]")
_SEPARATORS = ":|–—-·»/"


@dataclass(frozen=True, slots=True)
class Notations:
    """Claims what the heads of dumps state, and removes the other lines of their notations.

    What a line states that cannot be read (no day, no person) is part of the record.
    """

    name: str = "notations"
    gives: frozenset[Reason | Field] = frozenset(
        (
            Field.HEADLINE,
            Field.PUBLISHED,
            Field.MODIFIED,
            Field.BYLINE,
            Field.TAGS,
            Field.SECTION,
            Field.DESCRIPTION,
            Field.PUBLISHER,
            Field.LANGUAGE,
            Reason.HEADER_RECORD,
            Reason.MARKUP,
            Reason.FORM,
            Reason.PAGINATION,
            Reason.DUPLICATE,
        )
    )

    def __call__(self, document: Document) -> Iterable[Mark]:
        """One mark for each line that a notation has taken, and those for the copies of a stated title."""
        roles = document.notation.roles
        if not roles:
            return
        done: set[str] = set()
        for segment in document.open():
            role = roles.get(segment.start)
            if role is None:
                continue
            if role.kind == "title" and role.values and "title" not in done:
                done.add("title")
                yield from _title(document, segment, role)
            elif role.kind in done or (claim := _claim(segment, role)) is None:
                yield Removed(segment.index, _REASONS.get(role.kind, Reason.HEADER_RECORD), role.evidence)
            else:
                done.add(role.kind)
                yield claim


def _claim(segment: Segment, role: Role) -> Claimed | None:
    """The claim for what a line states, None where it is nothing that can be read."""
    if not role.values:
        return None
    value = role.values[0]
    if role.kind in ("published", "modified"):
        found = find_dates(value)
        field = Field.PUBLISHED if role.kind == "published" else Field.MODIFIED
        return Claimed(segment.index, field, role.evidence, found[0].stamp) if found else None
    if role.kind == "author":
        match = _stated_byline(role.values)
        return Claimed(segment.index, Field.BYLINE, role.evidence, match) if match is not None else None
    if role.kind == "tags":
        split = _DIVIDER.split(value) if len(role.values) == 1 else role.values
        tags = tuple(tag for one in split if (tag := one.strip(" #")))
        return Claimed(segment.index, Field.TAGS, role.evidence, tags)
    if role.kind == "publisher":
        return Claimed(segment.index, Field.PUBLISHER, role.evidence, Publisher(value))
    if role.kind == "language":
        return (
            Claimed(segment.index, Field.LANGUAGE, role.evidence, value.replace("_", "-")) if len(value) < 12 else None
        )
    plain = {"section": Field.SECTION, "description": Field.DESCRIPTION}.get(role.kind)
    return Claimed(segment.index, plain, role.evidence, value) if plain is not None else None


def _stated_byline(names: tuple[str, ...]) -> BylineMatch | None:
    """Who the stated names are: one by one where there are several, else as they read in a byline."""
    vocabulary = load_vocabulary()
    if len(names) > 1:
        return BylineMatch(tuple(Person(name) for name in names), (), None, "")
    return parse_byline(
        names[0], prefixes=vocabulary.of("byline"), roles=vocabulary.of("role"), staff=vocabulary.of("staff")
    )


def _title(document: Document, segment: Segment, role: Role) -> Iterator[Mark]:
    """The headline where the text shows it below its head; the stated title where it does not."""
    title = role.values[0]
    copies = [one for one in document.segments[segment.index + 1 :][:SEARCHED] if _is_shown(document, one, title)]
    headings = [one for one in copies if one.shape == "h1"]
    best = headings[0] if headings else copies[-1] if copies else None
    if best is None:
        yield Claimed(segment.index, Field.HEADLINE, role.evidence, title)
        return
    yield Removed(segment.index, Reason.HEADER_RECORD, f"{role.evidence}, which line {best.line} shows")
    yield Claimed(best.index, Field.HEADLINE, f"{role.evidence}, in line {segment.line}", best.text)
    for other in copies:
        if other is not best:
            yield Removed(other.index, Reason.DUPLICATE, f"copy of the headline in line {best.line}")


def _is_shown(document: Document, segment: Segment, title: str) -> bool:
    """Whether a line is the title, or the part of it that a separator sets apart from a site's or a series' name."""
    if segment.words > MAX_WORDS or segment.start in document.notation.roles or not document.is_open(segment.index):
        return False
    wanted, text = normalised(title), normalised(segment.text)
    if text == wanted:
        return True
    if segment.words < MIN_PART or segment.ends or segment.shape == "li":
        return False
    if wanted.startswith(text):
        return wanted[len(text) :].lstrip()[:1] in _SEPARATORS and not wanted[len(text)].isalnum()
    return wanted.endswith(text) and wanted[: -len(text)].rstrip()[-1:] in _SEPARATORS
