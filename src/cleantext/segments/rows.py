"""The lines of a flat text: where they stand, how wide they are, and how several read as one."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import pairwise
from typing import NamedTuple

from cleantext.writing import UNSPACED, ends_sentence

#: Hard-wrapped text: the widths that terminals and mail use, and the share of lines that come close to it.
WRAP_WIDTHS = range(50, 101)
WRAP_SHARE = 0.4

#: ... or so many pairs of lines that follow each other, of which so large a share is full; most of them
#: break within a sentence, which lines that are paragraphs do not.
MIN_PAIRS, FULL_SHARE, BROKEN_SHARE = 4, 0.85, 0.6
#: Only lines of so large a share of the width are looked at; so large a share of verse opens with capitals.
LONG, VERSE_SHARE = 0.6, 0.85

_WIDE = frozenset("，。、；：！？（）「」『』【】《》　％") | {chr(code) for code in range(0xAC00, 0xD7A4)}
#: Closing marks, before which no space belongs, and opening ones, after which none does.
_CLOSES = ",.;:)]?!”%，。、；：？！）」』】》"
_OPENS = "([“„"


class Row(NamedTuple):
    """A line that is not blank: number from 1, span of its visible text, blank lines before it, the text."""

    number: int
    start: int
    end: int
    gap: int
    text: str


def rows_of(text: str) -> list[Row]:
    """The lines of ``text`` that hold more than white space."""
    rows = []
    gap = offset = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        visible = line.strip()
        if visible:
            start = offset + line.index(visible[0])
            rows.append(Row(number, start, start + len(visible), gap, visible))
            gap = 0
        else:
            gap += 1
        offset += len(line)
    return rows


def joined(unit: list[Row], tight: Set[int] = frozenset(), softened: Set[int] = frozenset()) -> str:
    """The lines of a unit as one text: a space between them, none before closing punctuation.

    No space goes before lines that begin at the offsets ``tight``, and the hyphen before ``softened`` ones goes too.
    The marks of a quotation stand before each of its lines, and count once.
    """
    text = unit[0].text
    quoted = text[0] == ">"
    for row in unit[1:]:
        following = row.text.lstrip("> ") or row.text if quoted and row.text[0] == ">" else row.text
        if row.start in softened and text[-1] == "-":
            text = text[:-1]
        close = following[0] in _CLOSES or text[-1] in _OPENS or following.startswith(("’s", "'s"))
        unspaced = text[-1] in UNSPACED and following[0] in UNSPACED
        text += following if close or unspaced or row.start in tight else " " + following
    return text


def wrap_width(rows: list[Row]) -> int:
    """The column at which the text was hard-wrapped, 0 where it was not."""
    if len(rows) < 6 or sum(len(row.text) > WRAP_WIDTHS[-1] for row in rows) > 0.05 * len(rows):
        return 0
    widths = sorted(width_of(row.text) for row in rows)
    width = next((one for one in reversed(widths) if one in WRAP_WIDTHS), 0)
    if not width or _is_verse(rows, width):
        return 0
    near = sum(1 for one in widths if 0.8 * width <= one <= width)
    return width if near >= WRAP_SHARE * len(rows) or _is_filled(rows, width) else 0


def _pairs(rows: list[Row], width: int) -> Iterator[tuple[Row, Row, bool]]:
    """Long lines, each with the one right below it, and whether the first word of that would not have fitted."""
    for above, row in pairwise(rows):
        if not row.gap and (wide := width_of(above.text)) >= LONG * width:
            yield above, row, wide + 1 + first_word_width(row.text) > width


def _is_filled(rows: list[Row], width: int) -> bool:
    """Whether the lines of paragraphs are as full as they can be.

    That tells wrapped paragraphs among menus and lists, however many, from lines that are paragraphs and from tables.
    """
    pairs = list(_pairs(rows, width))
    full = sum(filled for _, _, filled in pairs)
    broken = sum(not ends_sentence(above.text) for above, _, _ in pairs)
    return len(pairs) >= MIN_PAIRS and full >= FULL_SHARE * len(pairs) and broken >= BROKEN_SHARE * len(pairs)


def _is_verse(rows: list[Row], width: int) -> bool:
    """Whether lines below others open with capitals and would have fitted: a poet broke them, no program."""
    pairs = capitals = full = 0
    for _, row, filled in _pairs(rows, width):
        pairs += 1
        full += filled
        capitals += row.text.lstrip("\"“„«‘'—-> ")[:1].isupper()
    return pairs >= MIN_PAIRS and capitals >= VERSE_SHARE * pairs and full < FULL_SHARE * pairs


def width_of(text: str) -> int:
    """The columns that a line takes up on a terminal: wide characters take two."""
    return len(text) if text.isascii() else len(text) + sum(char in UNSPACED or char in _WIDE for char in text)


def first_word_width(text: str) -> int:
    """The columns of what would have had to stay on the line before: a word, or one character and its closing marks."""
    return 4 if text[0] in UNSPACED else width_of(text.split(" ", 1)[0])
