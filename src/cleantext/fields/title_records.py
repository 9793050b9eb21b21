"""The record after a title: who signs and dates the article, where a dump glued it to what stands around it.

A page's title stands at its top, and again above the article. What follows the second one directly dates and signs
the article, wherever the lines break. It is read where no line near the headline does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from cleantext.document import Document
from cleantext.fields.run_together import Cells, Dated, cells_of, whole
from cleantext.grammar.dates import find_dates
from cleantext.marks import Field
from cleantext.page_vocabulary import PageVocabulary
from cleantext.patterns import pattern
from cleantext.vocabulary import load_vocabulary

#: Only 200,000 characters of a page are searched for its title; the first 6 copies of it are looked at.
SEARCHED, COPIES = 200_000, 6
#: A record stands in the 90 characters before the title, or in the first 9 cells of the 260 after it (set by counting
#: on public pages).
BEFORE, BEHIND, CELLS = 90, 260, 9
#: The first 30 mentions of a year are looked at, in the first 60 % of a page: what follows dates teasers and comments
#: (set by counting on public pages).
YEARS, SHARE = 30, 0.6
#: The first 20 characters tell a title from other lines; it has at most 300.
MIN_TITLE, MAX_TITLE = 20, 300

# Both patterns open with a set of characters, which the search skips to.
#: A run of white space with a line break in it, or of more than one character.
_GAP = pattern(r"\s(?:\s+|(?<=[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]))")
#: A number of four digits that begins with 19 or 20.
_YEAR = pattern(r"[12](?:(?<=1)9|(?<=2)0)\d\d(?<!\d{5})")


class TitleRecords:
    """The beginning of a page, each gap between two blocks one line break, and the records in it."""

    __slots__ = ("_document", "_known", "_text")

    def __init__(self, document: Document) -> None:
        """Read the page once for all that is asked of it."""
        self._document = document
        # A feed's sponsors on top are not what the page begins with.
        sponsors = {segment.index for segment, _ in document.claimed(Field.SPONSORS)}
        start = next((segment.start for segment in document.segments if segment.index not in sponsors), 0)
        self._text = _GAP.sub("\n", document.text[start : start + SEARCHED]).replace("\xa0", " ")
        self._known = PageVocabulary(load_vocabulary())

    def of_title(self) -> Iterator[Cells]:
        """What stands after each copy of the title, then what stands right before it, as the blocks it was made of."""
        text = self._text
        places = list(islice(_once(_copies(self._document, text)), COPIES))
        for _, end in places:
            yield self._cells(end, whole(text, end + BEHIND, 1), slice(CELLS))
        for start, _ in places:
            yield self._cells(whole(text, start - BEFORE, -1), start, slice(-2, None))

    def of_years(self) -> Iterator[Cells]:
        """What stands around each of the first years on the page, as the blocks it was made of."""
        text = self._text
        last = 0
        for match in islice(_YEAR.finditer(text, 0, int(len(text) * SHARE)), YEARS):
            if match.start() > last:
                last = match.end() + 30
                yield self._cells(whole(text, match.start() - BEFORE, -1), whole(text, last, 1), slice(None))

    def _cells(self, low: int, high: int, kept: slice) -> Cells:
        """The blocks of a stretch of the text."""
        texts = list(cells_of(self._text[low:high], self._text, self._known.vocabulary))
        return Cells(texts[kept], self._known)


def dated_title(document: Document) -> Dated | None:
    """The first date beside a copy of the title, and what its label says of it."""
    for cells in TitleRecords(document).of_title():
        for at in range(len(cells)):
            found = cells.date(at)
            if found is not None:
                return found
    return None


def dated_headline(document: Document) -> Dated | None:
    """The day that a headline begins with: "23.01.2022 - The harbour wall holds"."""
    for _, claim in document.claimed(Field.HEADLINE):
        for match in find_dates(str(claim.value))[:1]:
            if match.start == 0 and match.stamp.iso is not None and match.stamp.precision == "day":
                return match.stamp, ""
    return None


def _once(places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Each place once, as it is found: a text that repeats its title all over is not searched to its end."""
    seen: set[tuple[int, int]] = set()
    for place in places:
        if place not in seen:
            seen.add(place)
            yield place


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
