"""Named columns: one number for each segment of a page, collected in a fixed order."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import NamedTuple

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython


class Lists(NamedTuple):
    """The words that features ask for; they belong to the weights, and are stored with these.

    ``categories`` of the word lists, ``classes`` (words of class names), ``tags`` of blocks, ``types`` that
    pages declare.
    """

    categories: tuple[str, ...]
    classes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    types: tuple[str, ...] = ()


class Table(NamedTuple):
    """The features of a page: ``values`` (32-bit floats) hold column after column, each with ``size`` numbers."""

    names: list[str]
    values: array[float]
    size: int

    def column(self, name: str) -> array[float]:
        """The values of one feature.

        >>> Table(["words", "ends"], array("f", [3, 12, 0, 1]), 2).column("ends").tolist()
        [0.0, 1.0]
        """
        at = self.names.index(name) * self.size
        return self.values[at : at + self.size]

    def of(self, row: int, name: str) -> float:
        """One number; 0 where no column has that name."""
        return self.values[self.names.index(name) * self.size + row] if name in self.names else 0.0

    def spread(self, places: array[int], size: int) -> Table:
        """The table with its rows at these ``places`` of a longer one; the other rows are 0.

        >>> Table(["words"], array("f", [3]), 1).spread(array("i", [1]), 3).values.tolist()
        [0.0, 3.0, 0.0]
        """
        values = array("f", bytes(4 * size * len(self.names)))
        _spread(self.values, self.size, places, values, size)
        return Table(self.names, values, size)

    def beside(self, other: Table) -> Table:
        """The columns of two tables of equal length."""
        return Table(self.names + other.names, self.values + other.values, self.size)

    def means(self) -> Table:
        """The features of the page as a whole: the mean of each column, as a table of one row."""
        return Table(self.names, _means(self.values, self.size), 1)


def _spread(
    cells: cython.float[::1],
    size: cython.Py_ssize_t,
    places: cython.int[::1],
    found: cython.float[::1],
    longer: cython.Py_ssize_t,
) -> None:
    column: cython.Py_ssize_t
    at: cython.Py_ssize_t
    for column in range(len(cells) // max(size, 1)):
        for at in range(size):
            found[column * longer + places[at]] = cells[column * size + at]


def _means(values: array[float], size: cython.Py_ssize_t) -> array[float]:
    cells: cython.float[::1] = values
    means = array("f", bytes(4 * (len(values) // size)))
    found: cython.float[::1] = means
    column: cython.Py_ssize_t
    at: cython.Py_ssize_t
    total: cython.double
    for column in range(len(means)):
        total = 0
        for at in range(column * size, (column + 1) * size):
            total += cells[at]
        found[column] = total / size
    return means


class Columns:
    """Columns of equal length, each with its name.

    >>> columns = Columns(2)
    >>> columns.add("words", [3, 12])
    >>> columns.table()
    Table(names=['words'], values=array('f', [3.0, 12.0]), size=2)
    """

    __slots__ = ("_blocks", "names", "size")

    def __init__(self, size: int) -> None:
        """Begin without columns, for ``size`` segments."""
        self.size = size
        self.names: list[str] = []
        self._blocks: list[array[float]] = []

    def take(self, names: Sequence[str]) -> array[float]:
        """Zeros for several new columns, one after another, to be filled by the caller."""
        block = array("f", bytes(4 * self.size * len(names)))
        self.names += names
        self._blocks.append(block)
        return block

    def add(self, name: str, values: Sequence[float]) -> None:
        """Add one column."""
        self.names.append(name)
        self._blocks.append(array("f", values))

    def add_page(self, values: dict[str, float]) -> None:
        """Add columns in which all segments have the same number."""
        self.names += values
        self._blocks += [array("f", [value]) * self.size for value in values.values()]

    def table(self) -> Table:
        """All columns."""
        return Table(self.names, array("f", b"".join(self._blocks)), self.size)
