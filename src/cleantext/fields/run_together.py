"""The blocks that a dump glued together: cut apart again, and read where they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleantext.document import Segment
from cleantext.fields.byline.name_in_line import EDGES, glued_label
from cleantext.fields.date_records import Role, role_of_label
from cleantext.grammar.dates import find_dates
from cleantext.page_vocabulary import PageVocabulary
from cleantext.patterns import pattern
from cleantext.segments.segment import made_segment
from cleantext.values import Timestamp
from cleantext.vocabulary import Vocabulary
from cleantext.writing import has_digit

#: A block with more than 14 words is prose; a block's date begins within 30 characters of the block's beginning.
MAX_WORDS, DATE_AT = 14, 30
#: Words are no longer than this.
MAX_WORD = 40

_LOWER = "a-zß-öø-ÿā-žа-яёіїєґα-ω"
_UPPER = "A-ZÀ-ÞА-ЯЁІЇЄҐΑ-Ω"
#: Where blocks are glued: a capital or a digit after a word, a capital after a number, a number after a year.
_SEAM = pattern(
    f"(?<=[{_LOWER}][{_LOWER}.])(?=[{_UPPER}])|(?<=[{_LOWER})])(?=\\d)|(?<=\\d)(?=[{_UPPER}])"
    f"|(?<=, (?:19|20)\\d\\d)(?=\\d)"
    f"|(?<=[?!”])(?=[{_UPPER}])|(?<=[{_UPPER}][{_UPPER}])(?=[{_UPPER}][{_LOWER}][{_LOWER}])"
)
_BREAK = pattern(r"\n|\s?[|•·⋅●∙×]\s?")

#: A date, and what its label says of it.
Dated = tuple[Timestamp, Role]


class Cells:
    """The blocks of a stretch of text; most are never asked about, so each is read when it is, and once."""

    __slots__ = ("_dates", "_known", "_segments", "_texts")

    def __init__(self, texts: Sequence[str], known: PageVocabulary) -> None:
        """Begin with the bare texts."""
        self._texts = texts
        self._known = known
        self._segments: dict[int, Segment] = {}
        self._dates: dict[int, Dated | None] = {}

    def __len__(self) -> int:
        return len(self._texts)

    def segment(self, at: int) -> Segment:
        """A block as a segment that belongs to no document."""
        if at not in self._segments:
            text = self._texts[at]
            self._segments[at] = made_segment(at, (0, len(text)), text, 1, 0, True, "", self._known)
        return self._segments[at]

    def date(self, at: int) -> Dated | None:
        """The date that a block is, or begins with; None where it has none, or where no such block is."""
        if not 0 <= at < len(self._texts) or not has_digit(self._texts[at]):
            return None
        if at not in self._dates:
            self._dates[at] = self._read_date(at)
        return self._dates[at]

    def _read_date(self, at: int) -> Dated | None:
        """The date of a block with a digit."""
        text = self._texts[at]
        for match in find_dates(text)[:1]:
            ahead = text[: match.start]
            if match.stamp.iso is None or match.stamp.precision in ("month", "year") or match.start > DATE_AT:
                return None
            role = role_of_label(ahead)
            if role or not ahead.strip() or self.segment(at).words <= MAX_WORDS:
                return match.stamp, role
        return None


def whole(text: str, at: int, step: int) -> int:
    """The place moved out of the word that it stands in, forward or back."""
    for _ in range(MAX_WORD):
        if not 0 < at < len(text) or not (text[at - 1].isalpha() and text[at].isalpha()):
            break
        at += step
    return min(max(0, at), len(text))


def cells_of(zone: str, text: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The blocks of a stretch of a text that glues them.

    >>> from cleantext.vocabulary import load_vocabulary
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
    """The cell, cut after a byline's label that is glued to the name: "ByAda Moreno"."""
    cell = cell.strip(EDGES)
    if label := glued_label(cell, vocabulary):
        yield cell[:label]
        cell = cell[label:]
    if cell:
        yield cell
