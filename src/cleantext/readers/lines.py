"""From the pieces of text between tags to one line: white space collapsed, links placed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from cleantext.readers.facts import Block

#: Stands between the cells of a row until the row is written.
CELL = "\x1f"

#: How blocks are taken: each on lines of its own, as rows of a table of data, within such a row, within verbatim text.
FREE_MODE, DATA_MODE, ROW_MODE, VERBATIM_MODE = range(4)

#: A link: its first character, the one after its last, its address.
Link = tuple[int, int, str]


@dataclass(slots=True, eq=False)
class Line:
    """One line of a block, as the page shows it, with what in-line elements said about it.

    ``gap`` counts blank lines before it; ``links`` are offsets into ``text``, in order; only verbatim lines hold
    newlines.
    """

    text: str
    block: Block
    gap: int
    links: list[Link] | None
    hidden: bool
    time: str | None
    marks: frozenset[str] | None
    shape: str


def written_line(parts: list[str], links: list[Link], mode: int) -> tuple[str, list[Link] | None]:
    """The line that ``parts`` make in a block of that mode, and its links where it has any.

    >>> written_line(["See ", " the plan"], [(0, 2, "/plan")], FREE_MODE)
    ('See the plan', [(0, 12, '/plan')])
    """
    if mode == VERBATIM_MODE:
        return verbatim_lines(parts), None
    if mode == ROW_MODE:
        return row_line(parts, links)
    if links and not (len(links) == 1 and links[0][0] == 0 and links[0][1] == len(parts)):
        return linked_line(parts, links)
    text = " ".join("".join(parts).split())
    return text, [(0, len(text), links[0][2])] if links else None


def linked_line(parts: list[str], links: list[Link]) -> tuple[str, list[Link]]:
    """The line that ``parts`` make, and its links; those come as (first part, the one after the last, address).

    >>> linked_line(["See ", " the plan", " ."], [(1, 2, "/plan")])
    ('See the plan .', [(4, 12, '/plan')])
    """
    begins = dict.fromkeys([link[0] for link in links], 0)
    ends = dict.fromkeys([link[1] for link in links], 0)
    bounds = sorted([0, *begins, *ends, len(parts)])
    made: list[str] = []
    size = 0
    space = False
    for low, high in pairwise(bounds):
        raw = "".join(parts[low:high])
        text = " ".join(raw.split())
        if not text:
            space = space or bool(raw)
            if low in begins:
                begins[low] = size
            if high in ends:
                ends[high] = size
            continue
        if size and (space or raw[0].isspace()):
            made.append(" ")
            size += 1
        if low in begins:
            begins[low] = size
        made.append(text)
        size += len(text)
        if high in ends:
            ends[high] = size
        space = raw[-1].isspace()
    placed = [(begins[low], ends[high], address) for low, high, address in links if low < high]
    return "".join(made), [link for link in placed if link[0] < link[1]]


def row_line(parts: list[str], links: list[Link]) -> tuple[str, list[Link]]:
    """The line of a table's row: its cells that hold text, with `` | `` between them.

    >>> row_line(["Team", CELL, " ", CELL, "Goals "], [])
    ('Team | Goals', [])
    """
    written: list[str] = []
    # Rows may have thousands of cells, and few links.
    wanted = {at for link in links for at in link[:2]}
    moved: dict[int, int] = {0: 0}
    empty = True
    separate = False
    for index, part in enumerate(parts):
        if part == CELL:
            separate = not empty
        elif part and not part.isspace():
            if separate:
                written.append(" | ")
            separate = empty = False
        if index in wanted:
            moved[index] = len(written)
        written.append(" " if part == CELL else part)
    moved[len(parts)] = len(written)
    return linked_line(written, [(moved[low], moved[high], address) for low, high, address in links])


def verbatim_lines(parts: list[str]) -> str:
    """The text of a ``<pre>``: its lines as written, without blank ones at its edges and spaces at line ends."""
    lines = [line.rstrip() for line in "".join(parts).splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    first = next((index for index, line in enumerate(lines) if line), 0)
    return "\n".join(lines[first:])
