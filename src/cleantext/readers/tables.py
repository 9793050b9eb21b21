"""Tells tables of data, which are read row by row, from tables that only place things on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleantext.readers.tags import LAYOUT, MAX_CELL
from cleantext.records import NamedTuple

if TYPE_CHECKING:
    from lxml import etree


#: More columns or rows than a browser lets a cell span.
MAX_SPAN = 1000


class CellSpan(NamedTuple):
    """A cell of a row: whether it is a heading, and how many columns and rows it takes up."""

    header: bool
    columns: int = 1
    rows: int = 1


_PLAIN_CELLS = {header: CellSpan(header) for header in (False, True)}


def cell_of(items: list[tuple[str, str]], *, header: bool) -> CellSpan:
    """A cell with the attributes ``items``.

    >>> cell_of([("colspan", "2")], header=True)
    CellSpan(header=True, columns=2, rows=1)
    """
    given = dict(items)
    if "colspan" not in given and "rowspan" not in given:
        return _PLAIN_CELLS[header]
    return CellSpan(header, _count(given.get("colspan")), _count(given.get("rowspan")))


def _count(given: str | None) -> int:
    digits = (given or "").strip()[:5]
    return min(max(1, int(digits)), MAX_SPAN) if digits.isdecimal() else 1


def tabular(table: etree._Element) -> bool:
    """Whether a table holds data: rows of several short cells, without lists, headings or tables in them.

    The scan stops at the first table within, so that nested tables cost no more than flat ones.
    """
    if table.get("role") in ("presentation", "none"):
        return False
    cells = paragraphs = rows = 0
    for element in table.iter("tr", "td", "th", "p", "div", *LAYOUT):
        tag = element.tag
        if tag == "tr":
            rows += 1
        elif tag in ("td", "th"):
            cells += 1
            if _long(element):
                return False
        elif tag in ("p", "div"):
            paragraphs += 1
        elif element is not table:
            return False
    return cells > rows > 0 and paragraphs <= cells


def _long(cell: etree._Element) -> bool:
    """Whether a cell holds more than a datum; looks at no more of it than it has to, and not into tables within."""
    size = 0
    for element in cell.iter():
        if element.tag in LAYOUT:
            return True
        size += len((element.text or "").strip())
        if element is not cell:
            size += len((element.tail or "").strip())
        if size > MAX_CELL:
            return True
    return False
