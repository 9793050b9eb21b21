"""Who signs and dates the record behind the title, where no line near the headline does."""

from __future__ import annotations

from cleantext.document import Document, Segment
from cleantext.fields.date_records import Role, role_of_label
from cleantext.fields.signed_around import is_word
from cleantext.fields.signed_shapes import beside_date, labelled_name, named, pen_name, words_that_are_common
from cleantext.fields.title_records import title_records, year_records
from cleantext.grammar.bylines import BylineMatch
from cleantext.grammar.dates import find_dates
from cleantext.marks import Field
from cleantext.values import Timestamp
from cleantext.vocabulary import Vocabulary, load_vocabulary, normalised

#: A block with more words is prose; a date in one stands within so many characters of its beginning.
MAX_WORDS, DATE_AT = 14, 30
#: A name without a label signs where a date stands so many blocks around it.
AROUND = 2
#: What the word lists may know of a block with a name.
_NAME_KINDS = frozenset(("role", "published", "modified", "reading-time", "relative-time"))


def dated_title(document: Document) -> tuple[Timestamp, Role] | None:
    """The first date beside a copy of the title, and what its label says of it."""
    for cells in title_records(document):
        for cell in cells:
            found = _date(cell)
            if found is not None:
                return found
    return None


def dated_headline(document: Document) -> tuple[Timestamp, Role] | None:
    """The day that a headline begins with: "23.01.2022 - The harbour wall holds"."""
    for _, claim in document.claimed(Field.HEADLINE):
        for match in find_dates(str(claim.value))[:1]:
            if match.start == 0 and match.stamp.iso is not None and match.stamp.precision == "day":
                return match.stamp, ""
    return None


def _date(cell: Segment) -> tuple[Timestamp, Role] | None:
    """The date that a block is, or begins with."""
    if not any(map(str.isdigit, cell.text)):
        return None
    for match in find_dates(cell.text)[:1]:
        ahead = cell.text[: match.start]
        if match.stamp.iso is None or match.stamp.precision in ("month", "year") or match.start > DATE_AT:
            return None
        role = role_of_label(ahead)
        if role or cell.words <= MAX_WORDS or not ahead.strip():
            return match.stamp, role
    return None


def signed_title(document: Document) -> BylineMatch | None:
    """Who signs beside a copy of the title."""
    vocabulary = load_vocabulary()
    for cells in title_records(document):
        for at, cell in enumerate(cells):
            match = _signed(document, cells, at, vocabulary) if cell.words <= MAX_WORDS else None
            if match is not None and match.authors and not _is_phrase(document, match, vocabulary):
                return match
    return None


def signed_year(document: Document) -> BylineMatch | None:
    """Who signs right beside a date, where one name alone does so on the page."""
    vocabulary = load_vocabulary()
    found: list[BylineMatch] = []
    for cells in year_records(document):
        for at, cell in enumerate(cells):
            match = _dated_name(document, cells, at, vocabulary) if cell.words <= MAX_WORDS else None
            if match is not None and match.authors and not _is_phrase(document, match, vocabulary):
                found.append(match)
    names = {tuple(person.name for person in match.authors) for match in found}
    return found[0] if len(names) == 1 else None


def _dated_name(document: Document, cells: list[Segment], at: int, vocabulary: Vocabulary) -> BylineMatch | None:
    """Who a block signs for, the date right behind it, or behind a label right before it."""
    if any(0 <= other < len(cells) and cells[other].key == cells[at].key for other in (at - 1, at + 1)):
        return None  # Feeds write an outlet twice, its name and its link.
    if _date(cells[at]) is not None:
        return _signed(document, cells, at, vocabulary)
    beside = at + 1 < len(cells) and _date(cells[at + 1]) is not None
    behind = at > 0 and _date(cells[at - 1]) is not None and "byline" in cells[at].hits
    return _signed(document, cells, at, vocabulary) if beside or behind else None


def _is_phrase(document: Document, match: BylineMatch, vocabulary: Vocabulary) -> bool:
    """Whether an author's name is a phrase of the word lists, or one word that the page uses in lower case too."""
    if is_word(document, match):
        return True
    names = [normalised(person.name) for person in match.authors if person.kind == "person"]
    return any(vocabulary.lookup(name, len(name.split())) for name in names)


def _signed(document: Document, cells: list[Segment], at: int, vocabulary: Vocabulary) -> BylineMatch | None:
    """Who one block signs for: behind a label, beside a date, or as a name with a date among its neighbours."""
    cell = cells[at]
    if at and "reviewer" in cells[at - 1].hits and cells[at - 1].words <= 3:
        return None
    if at and cells[at - 1].words <= 3 and cells[at - 1].key in vocabulary.of("byline"):
        return named(cell, vocabulary) or pen_name(cell, vocabulary)
    if "byline" in cell.hits or "reviewer" in cell.hits:
        match = labelled_name(cell, vocabulary)
        return match if match is not None and match.authors else beside_date(cell, vocabulary)
    if any(map(str.isdigit, cell.text)):
        return beside_date(cell, vocabulary)
    # Capitals alone above a date are a masthead.
    if cell.ends or cell.text.isupper() or cell.hits.keys() - _NAME_KINDS:
        return None
    match = named(cell, vocabulary)
    if match is None or not match.authors:
        return None
    person = match.authors[0]
    if person.kind == "person" and words_that_are_common(person.name, document):
        return None
    around = cells[max(0, at - 1) : at + AROUND + 1]
    return match if any(_date(one) is not None for one in around) else None
