"""The lines of a flat text: where they stand, how wide they are, and how several read as one."""

from __future__ import annotations

from typing import NamedTuple

from cleantext.writing import UNSPACED

#: Hard-wrapped text: the widths that terminals and mail use, and the share of lines that come close to it.
WRAP_WIDTHS = range(50, 101)
WRAP_SHARE = 0.4

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


def joined(unit: list[Row]) -> str:
    """The lines of a unit as one text: a space between them, none before closing punctuation."""
    text = unit[0].text
    for row in unit[1:]:
        tight = row.text[0] in _CLOSES or text[-1] in _OPENS or row.text.startswith(("’s", "'s"))
        unspaced = text[-1] in UNSPACED and row.text[0] in UNSPACED
        text += row.text if tight or unspaced else " " + row.text
    return text


def wrap_width(rows: list[Row]) -> int:
    """The column at which the text was hard-wrapped, 0 where it was not."""
    if len(rows) < 6 or sum(len(row.text) > WRAP_WIDTHS[-1] for row in rows) > 0.05 * len(rows):
        return 0
    widths = sorted(width_of(row.text) for row in rows)
    width = next((one for one in reversed(widths) if one in WRAP_WIDTHS), 0)
    near = sum(1 for one in widths if 0.8 * width <= one <= width)
    return width if width and near >= WRAP_SHARE * len(rows) else 0


def width_of(text: str) -> int:
    """The columns that a line takes up on a terminal: wide characters take two."""
    return len(text) if text.isascii() else len(text) + sum(char in UNSPACED or char in _WIDE for char in text)


def first_word_width(text: str) -> int:
    """The columns of what would have had to stay on the line before: a word, or one character and its closing marks."""
    return 4 if text[0] in UNSPACED else width_of(text.split(" ", 1)[0])
