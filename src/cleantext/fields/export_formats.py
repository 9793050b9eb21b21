"""Fields that a dump states in its own notation: exports with labels, front matter, heads of mail and crawlers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleantext.document import Document, Segment
from cleantext.fields.headline.titles import MAX_WORDS
from cleantext.grammar.bylines import BylineMatch, parse_byline
from cleantext.grammar.date_finder import find_dates
from cleantext.grammar.datelines import match_dateline
from cleantext.marks import Claimed, Field, Mark, Noted, Reason, Removed
from cleantext.patterns import pattern
from cleantext.records import NamedTuple, dataclass
from cleantext.text.notations.draft import Role
from cleantext.values import Person, Publisher, Span
from cleantext.words.vocabulary import load_vocabulary, normalised

#: At least 3 different labels make an export; fewer are lines of prose with a colon.
MIN_LABELS = 3
#: A label has at most 30 characters.
MAX_LABEL = 30
#: The text repeats its title within 80 lines.
SEARCHED = 80
#: A part of the stated title is the headline where it has at least 3 words: "Letter 88: The ledger of a keeper".
MIN_PART = 3

#: The fields that labels of exports and lines of notations state, by their kinds.
_FIELDS = {
    **{"headline": Field.HEADLINE, "byline": Field.BYLINE, "author": Field.BYLINE, "dateline": Field.DATELINE},
    **{"date": Field.PUBLISHED, "published": Field.PUBLISHED, "modified": Field.MODIFIED, "tags": Field.TAGS},
    **{"publisher": Field.PUBLISHER, "language": Field.LANGUAGE, "section": Field.SECTION},
    **{"description": Field.DESCRIPTION},
}
_REASONS = {"mark": Reason.MARKUP, "form": Reason.FORM, "page": Reason.PAGINATION}
_DIVIDER = pattern(r"[,;、，；]")
_SEPARATORS = ":|–—-·»/"


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
            *(Field.BODY, Field.HEADLINE, Field.BYLINE, Field.DATELINE, Field.PUBLISHED, Field.PUBLISHER),
            *(Field.SECTION, Reason.HEADER_RECORD, Reason.OUTSIDE_ARTICLE),
        )
    )

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Mark nothing unless the page has a headline or body label and enough others."""
        labels = list(_labels(document))
        kinds = {label.field for label in labels}
        if len(kinds) < MIN_LABELS or not kinds & {"headline", "body"}:
            return
        bodies = [label for label in labels if label.field == "body"]
        start = bodies[0].segment if bodies else labels[len(kinds) - 1].segment
        end = next((one.segment.index for one in labels if one.segment.index > start.index), len(document.segments))
        done: set[str] = set()
        for label in labels:
            if label.segment.index <= start.index:
                yield _mark_of(label, done)
        for segment in document.segments[end:]:
            if document.is_open(segment.index):
                yield Removed(segment.index, Reason.OUTSIDE_ARTICLE, "behind the first document of the export")
        if end > start.index + 1:
            span = Span(document.segments[start.index + 1].start, document.segments[end - 1].end)
            yield Noted(Field.BODY, None, f"behind the label {start.text[:MAX_LABEL]}", span)


def _labels(document: Document) -> Iterator[Label]:
    """The lines that open with a label of exports, written in capitals or without a value."""
    table = load_vocabulary().tables["labelled"]
    for segment in document.open():
        head, colon, value = segment.text.partition(":")
        if not colon or len(head) > MAX_LABEL or not (head.isupper() or not value):
            continue
        if (field := table.get(normalised(head))) is not None:
            yield Label(segment, str(field), value.strip())


def _mark_of(label: Label, done: set[str]) -> Claimed | Removed:
    """What one labelled line gives; the second of a kind, and kinds without a field, are part of the record."""
    segment, kind, text = label
    field, evidence = _FIELDS.get(kind), f"labelled as {kind}"
    if field is not None and text and kind not in done:
        done.add(kind)
        text = text.split(";")[0].strip() if field is Field.SECTION else text
        value = _read_value(field, (text,))
        if value is None and field is Field.BYLINE:
            value = BylineMatch((Person(text),), (), None, "")
        if value is not None:
            return Claimed(segment.index, field, evidence, value)
    return Removed(segment.index, Reason.HEADER_RECORD, evidence)


def _read_value(field: Field, texts: tuple[str, ...]) -> object | None:
    """The value that a line states for a field; None where it cannot be read."""
    text = texts[0]
    if field in (Field.PUBLISHED, Field.MODIFIED):
        return next((match.stamp for match in find_dates(text)), None)
    if field is Field.BYLINE:
        if len(texts) > 1:
            return BylineMatch(tuple(map(Person, texts)), (), None, "")
        words = load_vocabulary().of
        return parse_byline(text, prefixes=words("byline"), roles=words("role"), staff=words("staff"))
    if field is Field.DATELINE:
        match = match_dateline(f"{text} — The")
        return match.dateline if match is not None else None
    if field is Field.TAGS:
        split = _DIVIDER.split(text) if len(texts) == 1 else texts
        return tuple(tag for one in split if (tag := one.strip(" #")))
    if field is Field.LANGUAGE:
        return text.replace("_", "-") if len(text) < 12 else None
    return Publisher(text) if field is Field.PUBLISHER else text


@dataclass(frozen=True, slots=True)
class Notations:
    """Claims what the heads of dumps state, and removes the other lines of their notations.

    What a line states that cannot be read (no day, no person) is part of the record.
    """

    name: str = "notations"
    gives: frozenset[Reason | Field] = frozenset(
        (
            *(Field.HEADLINE, Field.PUBLISHED, Field.MODIFIED, Field.BYLINE, Field.TAGS, Field.SECTION),
            *(Field.DESCRIPTION, Field.PUBLISHER, Field.LANGUAGE),
            *(Reason.HEADER_RECORD, Reason.MARKUP, Reason.FORM, Reason.PAGINATION, Reason.DUPLICATE),
        )
    )

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Mark each line that a notation has taken, and the copies of a stated title."""
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
                yield from _title_marks(document, segment, role)
                continue
            field = _FIELDS.get(role.kind) if role.values and role.kind not in done else None
            value = _read_value(field, role.values) if field is not None else None
            if field is not None and value is not None:
                done.add(role.kind)
                yield Claimed(segment.index, field, role.evidence, value)
            else:
                yield Removed(segment.index, _REASONS.get(role.kind, Reason.HEADER_RECORD), role.evidence)


def _title_marks(document: Document, segment: Segment, role: Role) -> Iterator[Mark]:
    """Claim the headline where the text shows it below its head, else the stated title."""
    title = role.values[0]
    following = document.segments[segment.index + 1 : segment.index + 1 + SEARCHED]
    copies = [one for one in following if _shows_title(document, one, title)]
    if not copies:
        yield Claimed(segment.index, Field.HEADLINE, role.evidence, title)
        return
    best = next((one for one in copies if one.shape == "h1"), copies[-1])
    yield Removed(segment.index, Reason.HEADER_RECORD, f"{role.evidence}, which line {best.line} shows")
    yield Claimed(best.index, Field.HEADLINE, f"{role.evidence}, in line {segment.line}", best.text)
    for other in copies:
        if other is not best:
            yield Removed(other.index, Reason.DUPLICATE, f"copy of the headline in line {best.line}")


def _shows_title(document: Document, segment: Segment, title: str) -> bool:
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
