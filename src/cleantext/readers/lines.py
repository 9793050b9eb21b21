"""From the pieces of text between tags to one line: white space collapsed, spans placed."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from cleantext.readers.facts import Block

#: Stands between the cells of a row until the row is written.
CELL = "\x1f"

#: How blocks are taken: each on lines of its own, as rows of a table of data, within such a row, within verbatim text.
FREE_MODE, DATA_MODE, ROW_MODE, VERBATIM_MODE = range(4)

#: A stretch of a line: its first character, the one after its last, its kind and what there is to say of it. Where the
#: first two are equal, something stands at that place: a picture, the beginning of a cell.
Stretch = tuple[int, int, str, Any]


class Line:
    """One line of a block, as the page shows it, with what in-line elements said about it.

    ``gap`` counts blank lines before it; ``spans`` are offsets into ``text``; only verbatim lines hold newlines.
    """

    __slots__ = ("block", "gap", "hidden", "marks", "shape", "spans", "text", "time")

    def __init__(
        self,
        text: str,
        block: Block,
        gap: int,
        spans: list[Stretch] | None,
        hidden: bool,
        time: str | None,
        marks: frozenset[str] | None,
        shape: str,
    ) -> None:
        """Take all that is known of the line."""
        self.text = text
        self.block = block
        self.gap = gap
        self.spans = spans
        self.hidden = hidden
        self.time = time
        self.marks = marks
        self.shape = shape


def written_line(parts: list[str], spans: list[Stretch], mode: int) -> tuple[str, list[Stretch] | None]:
    """The line that ``parts`` make in a block of that mode, and its spans where it has any.

    >>> written_line(["See ", " the plan"], [(0, 2, "link", "/plan")], FREE_MODE)
    ('See the plan', [(0, 12, 'link', '/plan')])
    """
    if mode == VERBATIM_MODE:
        return verbatim_lines(parts), None
    if mode == ROW_MODE:
        return row_line(parts, spans)
    whole = len(parts)
    for span in spans:
        if span[0] or span[1] != whole:
            return spanned_line(parts, spans)
    text = " ".join("".join(parts).split())
    return text, [(0, len(text), kind, value) for _, _, kind, value in spans] if spans else None


def spanned_line(parts: list[str], spans: list[Stretch]) -> tuple[str, list[Stretch]]:
    """The line that ``parts`` make, and its spans; those come as (first part, the one after the last, kind, value).

    >>> spanned_line(["See ", " the plan", " ."], [(1, 2, "link", "/plan")])
    ('See the plan .', [(4, 12, 'link', '/plan')])
    """
    begins = dict.fromkeys([span[0] for span in spans], 0)
    ends = dict.fromkeys([span[1] for span in spans], 0)
    bounds = sorted({0, *begins, *ends, len(parts)})
    made: list[str] = []
    size = 0
    space = False
    waiting: list[int] = []
    for low, high in pairwise(bounds):
        raw = "".join(parts[low:high])
        text = " ".join(raw.split())
        if low in begins:
            waiting.append(low)
        if not text:
            space = space or bool(raw)
            if high in ends:
                ends[high] = size
            continue
        if size and (space or raw[0].isspace()):
            made.append(" ")
            size += 1
        # White space at its beginning is no part of a span.
        begins.update(dict.fromkeys(waiting, size))
        waiting.clear()
        made.append(text)
        size += len(text)
        if high in ends:
            ends[high] = size
        space = raw[-1].isspace()
    begins.update(dict.fromkeys([*waiting, len(parts)], size))
    placed = []
    for low, high, kind, value in spans:
        start = begins[low]
        end = start if low == high else ends[high]
        if start < end or low == high:
            placed.append((start, end, kind, value))
    return "".join(made), placed


def row_line(parts: list[str], spans: list[Stretch]) -> tuple[str, list[Stretch]]:
    """The line of a table's row: its cells that hold text, with `` | `` between them.

    >>> row_line(["Team", CELL, " ", CELL, "Goals "], [])
    ('Team | Goals', [])
    """
    written: list[str] = []
    wanted = {at for span in spans for at in span[:2]}
    moved: dict[int, int] = {0: 0}
    empty = True
    separate = False
    cell = -1
    for index, part in enumerate(parts):
        if part == CELL:
            separate = not empty
            cell = index + 1
        elif part and not part.isspace():
            if separate:
                written.append(" | ")
                if cell in moved:
                    moved[cell] = len(written)  # a cell begins after what parts it from the one before
            separate = empty = False
        if index in wanted:
            moved[index] = len(written)
        written.append(" " if part == CELL else part)
    moved[len(parts)] = len(written)
    return spanned_line(written, [(moved[low], moved[high], kind, value) for low, high, kind, value in spans])


def verbatim_lines(parts: list[str]) -> str:
    """The text of a ``<pre>``: its lines as written, without blank ones at its edges and spaces at line ends."""
    lines = [line.rstrip() for line in "".join(parts).splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    first = next((index for index, line in enumerate(lines) if line), 0)
    return "\n".join(lines[first:])
