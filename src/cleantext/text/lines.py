"""The lines of a flat text: where they stand, how wide they are, and how several read as one."""

from __future__ import annotations

from collections.abc import Set
from itertools import islice, pairwise

from cleantext.patterns import pattern
from cleantext.records import NamedTuple
from cleantext.words.scripts import UNSPACED_CHAR, ends_sentence, is_unspaced

# What str.splitlines splits at.
_LINE_END = pattern("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")

#: Hard-wrapped text has widths of 50 to 100 columns, and 40 % of its lines come close to that.
WRAP_WIDTHS = range(50, 101)
WRAP_SHARE = 0.4
#: Or it has at least 4 pairs of lines that follow each other (3 if all are full): 85 % are full, 60 % break within a
#: sentence, which lines that are paragraphs do not, and at most 60 % open with a capital.
MIN_PAIRS, FULL_SHARE, BROKEN_SHARE, CAPITAL_SHARE = 4, 0.85, 0.6, 0.6
#: Only lines of at least 60 % of the width count; at least 85 % of the lines of verse open with capitals.
LONG, VERSE_SHARE = 0.6, 0.85

_ITEM = pattern(r"[*•▪‣+#>|-]{1,6} |\d{1,3}\\?[.)] ")

#: Wide characters of scripts with spaces, and the marks that go with wide characters.
_WIDE = pattern("[，。、；：！？（）「」『』【】《》　％\uac00-\ud7a3]")
#: Closing marks, before which no space belongs, and opening ones, after which none does.
_CLOSES = ",.;:)]?!”%，。、；：？！）」』】》"
_OPENS = "([“„"
#: Marks of scripts without spaces, which have their space in themselves.
_WIDE_MARKS = frozenset("，、。；：？！（）「」『』【】《》〈〉")


def end_of_lines(text: str, count: int) -> int:
    """Return the offset after the first ``count`` lines of ``text``.

    >>> end_of_lines("one\\r\\ntwo\\nthree", 2), end_of_lines("one\\n", 2)
    (9, 4)
    """
    if len(text) <= count:
        return len(text)
    last = next(islice(_LINE_END.finditer(text), count - 1, None), None)
    return len(text) if last is None else last.end()


def end_of_line(text: str, offset: int) -> int:
    """Return the offset after the next line end.

    >>> end_of_line("one\\r\\ntwo", 1), end_of_line("one\\r\\ntwo", 6)
    (5, 8)
    """
    found = _LINE_END.search(text, offset)
    return len(text) if found is None else found.end()


def end_of_part(text: str, start: int, end: int, length: int) -> int:
    """Return where to cut the stretch ``start`` to ``end`` to at most ``length`` characters, between words if possible.

    >>> end_of_part("the harbour wall", 0, 16, 13), end_of_part("the harbour wall", 0, 16, 16)
    (11, 16)
    """
    if end - start <= length:
        return end
    space = text.rfind(" ", start + length // 2, start + length)
    return start + length if space < 0 else space


class Row(NamedTuple):
    """A line that is not blank: number from 1, span of its visible text, blank lines before it, the text."""

    number: int
    start: int
    end: int
    gap: int
    text: str


def rows_of(text: str) -> list[Row]:
    """Return the lines of ``text`` that hold more than white space."""
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


def join_rows(unit: list[Row], tight: Set[int] = frozenset(), softened: Set[int] = frozenset()) -> str:
    """Join the lines of a unit with spaces, except before closing punctuation.

    Lines at the offsets ``tight`` get no space before them, and ``softened`` ones drop the hyphen before them. The
    marks of a quotation before each of its lines are kept once.
    """
    text = unit[0].text
    quoted = text[0] == ">"
    for row in unit[1:]:
        following = row.text.lstrip("> ") or row.text if quoted and row.text[0] == ">" else row.text
        if row.start in softened and text[-1] == "-":
            text = text[:-1]
        close = following[0] in _CLOSES or text[-1] in _OPENS or following.startswith(("’s", "'s"))
        unspaced = _is_wide(text[-1]) and _is_wide(following[0])
        text += following if close or unspaced or row.start in tight else " " + following
    return text


def _is_wide(char: str) -> bool:
    """Return whether a character stands without spaces: a letter of such a script, or one of its marks."""
    return is_unspaced(char) or char in _WIDE_MARKS


def wrap_width(rows: list[Row]) -> int:
    """Return the column at which the text was hard-wrapped, 0 if it was not."""
    if len(rows) < 6 or sum(len(row.text) > WRAP_WIDTHS[-1] for row in rows) > 0.05 * len(rows):
        return 0
    widths = sorted(width_of(row.text) for row in rows)
    width = next((one for one in reversed(widths) if one in WRAP_WIDTHS), 0)
    if not width:
        return 0
    pairs, full, broken, capital = _count_pairs(rows, width)
    if pairs >= MIN_PAIRS and capital >= VERSE_SHARE * pairs and full < FULL_SHARE * pairs:
        return 0  # verse
    filled = full >= FULL_SHARE * pairs and broken >= BROKEN_SHARE * pairs and capital <= CAPITAL_SHARE * pairs
    enough = pairs >= MIN_PAIRS or pairs == full == MIN_PAIRS - 1
    near = sum(0.8 * width <= one <= width for one in widths)
    return width if near >= WRAP_SHARE * len(rows) or (enough and filled) else 0


def width_of(text: str) -> int:
    """Return the columns of a line on a terminal, where wide characters take two."""
    return len(text) if text.isascii() else len(text) + len(UNSPACED_CHAR.findall(text)) + len(_WIDE.findall(text))


def first_word_width(text: str) -> int:
    """Return the columns of a line's first word, or of its first character and closing marks in unspaced scripts."""
    return 4 if is_unspaced(text[0]) else width_of(text.split(" ", 1)[0])


def _count_pairs(rows: list[Row], width: int) -> tuple[int, int, int, int]:
    """Count the long lines with another right below that may go on with them: no item, heading or quotation.

    Then count those of these pairs in which the first word below would not have fitted above, in which the line above
    ends within a sentence, and in which the line below opens with a capital.
    """
    pairs = full = broken = capital = 0
    for above, row in pairwise(rows):
        if row.gap or _ITEM.match(row.text) or (wide := width_of(above.text)) < LONG * width:
            continue
        pairs += 1
        full += wide + 1 + first_word_width(row.text) > width
        broken += not ends_sentence(above.text)
        capital += row.text.lstrip("\"“„«‘'—- ")[:1].isupper()
    return pairs, full, broken, capital
