"""Who signs the record after the title, where no line near the headline does."""

from __future__ import annotations

from cleantext.document import Document
from cleantext.fields.byline.context import is_word
from cleantext.fields.byline.name_in_line import words_that_are_common
from cleantext.fields.byline.parse_line import beside_date, labelled_name, named, pen_name
from cleantext.fields.run_together import MAX_WORDS, Cells
from cleantext.fields.title_records import TitleRecords
from cleantext.grammar.bylines import BylineMatch
from cleantext.segments.records import BESIDE_NAMES
from cleantext.vocabulary import Vocabulary, load_vocabulary, normalised
from cleantext.writing import has_digit

#: A name without a label signs where a date stands in it, in the block before it or in the 2 blocks after it.
AROUND = 2


def signed_title(document: Document, records: TitleRecords) -> BylineMatch | None:
    """Who signs beside a copy of the title."""
    vocabulary = load_vocabulary()
    for cells in records.of_title():
        for at in range(len(cells)):
            match = _signed(document, cells, at, vocabulary)
            if match is not None and match.authors and not _is_phrase(document, match, vocabulary):
                return match
    return None


def signed_year(document: Document, records: TitleRecords) -> BylineMatch | None:
    """Who signs right beside a date, where one name alone does so on the page."""
    vocabulary = load_vocabulary()
    found: list[BylineMatch] = []
    for cells in records.of_years():
        for at in range(len(cells)):
            match = _dated_name(document, cells, at, vocabulary)
            if match is not None and match.authors and not _is_phrase(document, match, vocabulary):
                found.append(match)
    names = {tuple(person.name for person in match.authors) for match in found}
    return found[0] if len(names) == 1 else None


def _dated_name(document: Document, cells: Cells, at: int, vocabulary: Vocabulary) -> BylineMatch | None:
    """Who a block signs for: a date is in it or right after it, or right before it where the block has a label."""
    dated = cells.date(at) is not None or cells.date(at + 1) is not None
    if not dated and (cells.date(at - 1) is None or "byline" not in cells.segment(at).hits):
        return None
    beside = [other for other in (at - 1, at + 1) if 0 <= other < len(cells)]
    if any(cells.segment(other).key == cells.segment(at).key for other in beside):
        return None  # Feeds write an outlet twice, its name and its link.
    return _signed(document, cells, at, vocabulary)


def _is_phrase(document: Document, match: BylineMatch, vocabulary: Vocabulary) -> bool:
    """Whether an author's name is a phrase of the word lists, or one word that the page uses in lower case too."""
    if is_word(document, match):
        return True
    names = [normalised(person.name) for person in match.authors if person.kind == "person"]
    return any(vocabulary.lookup(name, len(name.split())) for name in names)


def _signed(document: Document, cells: Cells, at: int, vocabulary: Vocabulary) -> BylineMatch | None:
    """Who one block signs for: after a label, beside a date, or as a name with a date among its neighbours."""
    cell = cells.segment(at)
    if cell.words > MAX_WORDS:
        return None
    above = cells.segment(at - 1) if at else None
    if above is not None and above.words <= 3:
        if "reviewer" in above.hits:
            return None
        if above.key in vocabulary.of("byline"):
            return document.memo.of(named, cell.text) or pen_name(cell, vocabulary)
    if "byline" in cell.hits or "reviewer" in cell.hits:
        match = labelled_name(cell, vocabulary)
        return match if match is not None and match.authors else beside_date(cell, document.memo, vocabulary)
    if has_digit(cell.text):
        return beside_date(cell, document.memo, vocabulary)
    # Capitals alone above a date are a masthead.
    if cell.ends or cell.text.isupper() or cell.hits.keys() - BESIDE_NAMES:
        return None
    if all(cells.date(other) is None for other in range(at - 1, at + AROUND + 1)):
        return None
    match = document.memo.of(named, cell.text)
    if match is None or not match.authors:
        return None
    person = match.authors[0]
    return None if person.kind == "person" and words_that_are_common(person.name, document) else match
