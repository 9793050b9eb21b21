"""The record behind a title: who signs and dates the article, where a dump glued it to what stands around it.

A page's title stands at its top, and again above the article. What follows the second one directly dates and signs
the article, wherever the lines break. It is read where no line near the headline does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from cleantext.document import Document, Segment
from cleantext.fields.signed_shapes import EDGES, glued_label
from cleantext.marks import Field
from cleantext.segments.segment import made_segment
from cleantext.vocabulary import PageVocabulary, Vocabulary, load_vocabulary

#: Only so much of a page is searched for its title; so many copies of it are looked at.
SEARCHED, COPIES = 200_000, 6
#: A record stands in so many characters before and behind the title, in so many cells.
BEFORE, BEHIND, CELLS = 90, 260, 9
#: Words are no longer than this.
MAX_WORD = 40
#: Of the years on a page so many are looked at, in so large a share of it: what follows dates teasers and comments.
YEARS, SHARE = 30, 0.6
#: So many first characters tell a title from other lines; it has no more than these.
MIN_TITLE, MAX_TITLE = 20, 300

_GAP = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*|\s{2,}")
_LOWER = "a-zß-öø-ÿā-žа-яёіїєґα-ω"
_UPPER = "A-ZÀ-ÞА-ЯЁІЇЄҐΑ-Ω"
#: Where blocks are glued: a capital or a digit behind a word, a capital behind a number, a number behind a year.
_SEAM = re.compile(
    f"(?<=[{_LOWER}][{_LOWER}.])(?=[{_UPPER}])|(?<=[{_LOWER})])(?=\\d)|(?<=\\d)(?=[{_UPPER}])"
    f"|(?<=, (?:19|20)\\d\\d)(?=\\d)"
    f"|(?<=[?!”])(?=[{_UPPER}])|(?<=[{_UPPER}][{_UPPER}])(?=[{_UPPER}][{_LOWER}][{_LOWER}])"
)
_BREAK = re.compile(r"\n|\s?[|•·⋅●∙×]\s?")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d")


def title_records(document: Document) -> Iterator[list[Segment]]:
    """What stands behind each copy of the title, then what stands right before it, as the blocks it was made of."""
    text = _text(document)
    known = PageVocabulary(load_vocabulary())
    places = list(dict.fromkeys(_copies(document, text)))[:COPIES]
    for _, end in places:
        yield _segments(text, end, _whole(text, end + BEHIND, 1), known)[:CELLS]
    for start, _ in places:
        yield _segments(text, _whole(text, start - BEFORE, -1), start, known)[-2:]


def year_records(document: Document) -> Iterator[list[Segment]]:
    """What stands around each of the first years on the page, as the blocks it was made of."""
    text = _text(document)
    known = PageVocabulary(load_vocabulary())
    last = 0
    for match in islice(_YEAR.finditer(text, 0, int(len(text) * SHARE)), YEARS):
        if match.start() > last:
            last = match.end() + 30
            yield _segments(text, _whole(text, match.start() - BEFORE, -1), _whole(text, last, 1), known)


def _text(document: Document) -> str:
    """The beginning of the page, each gap between two blocks one line break."""
    return _GAP.sub("\n", document.text[:SEARCHED]).replace("\xa0", " ")


def _copies(document: Document, text: str) -> Iterator[tuple[int, int]]:
    """Where copies of the title stand: of what the page begins with, and of the headline that was found."""
    low = len(text) - len(text.lstrip())
    opening = text[low : low + MAX_TITLE]
    for at in _places(text, opening[:MIN_TITLE], low + MIN_TITLE):
        yield at, at + _common(opening, text[at : at + MAX_TITLE])
    for _, claim in document.claimed(Field.HEADLINE):
        for at in _places(text, str(claim.value), 0):
            yield at, at + len(str(claim.value))


def _places(text: str, title: str, low: int) -> Iterator[int]:
    """Where a title stands in a text."""
    at = text.find(title, low) if len(title) >= MIN_TITLE else -1
    while at >= 0:
        yield at
        at = text.find(title, at + len(title))


def _common(one: str, other: str) -> int:
    """How many first characters two texts share."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _segments(text: str, low: int, high: int, known: PageVocabulary) -> list[Segment]:
    """The blocks of a stretch of text, as segments that belong to no document."""
    cells = cells_of(text[low:high], text, known.vocabulary)
    return [made_segment(at, (0, len(cell)), cell, 1, 0, True, "", known) for at, cell in enumerate(cells)]


def _whole(text: str, at: int, step: int) -> int:
    """The place moved out of the word that it stands in, forward or back."""
    for _ in range(MAX_WORD):
        if not 0 < at < len(text) or not (text[at - 1].isalpha() and text[at].isalpha()):
            break
        at += step
    return min(max(0, at), len(text))


def cells_of(zone: str, text: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The blocks of a stretch of a text that glues them.

    >>> zone = "Ada Moreno9 min readUpdated October 8, 2025Table of Contents"
    >>> list(cells_of(zone, zone, load_vocabulary()))
    ['Ada Moreno', '9 min read', 'Updated October 8, 2025', 'Table of Contents']
    """
    for line in _BREAK.split(zone):
        low = 0
        for match in _SEAM.finditer(line):
            if _is_word(line, match.start(), text):
                continue
            yield from _unlabelled(line[low : match.start()], vocabulary)
            low = match.start()
        yield from _unlabelled(line[low:], vocabulary)


def _is_word(line: str, at: int, text: str) -> bool:
    """Whether a capital stands inside a word that the page writes again: "HarborTech"."""
    if not (line[at - 1].isalpha() and line[at].isalpha()):
        return False
    low, high = at, at
    while low > 0 and line[low - 1].isalpha():
        low -= 1
    while high < len(line) and line[high].isalpha():
        high += 1
    return text.count(line[low:high]) > 1


def _unlabelled(cell: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The cell, cut behind a byline's label that is glued to the name: "ByAda Moreno"."""
    cell = cell.strip(EDGES)
    if label := glued_label(cell, vocabulary):
        yield cell[:label]
        cell = cell[label:]
    if cell:
        yield cell
