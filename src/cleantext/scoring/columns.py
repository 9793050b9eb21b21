"""Named columns: one number for each segment of a page, collected in a fixed order."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from cleantext.records import NamedTuple

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython


#: For so many columns there is room at first; a page of text has 322.
ROOM = 330


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

    def spread(self, places: array[int], size: int, others: Table | None = None) -> Table:
        """The table with its rows at these ``places`` of a longer one; the other rows are 0, or the row of ``others``.

        >>> Table(["words"], array("f", [3]), 1).spread(array("i", [1]), 3).values.tolist()
        [0.0, 3.0, 0.0]
        """
        values = array("f", [0]) * (size * len(self.names))
        if others is not None:
            _repeat(others.values, values, size)
        _spread(self.values, self.size, places, values, size)
        return Table(self.names, values, size)

    def beside(self, other: Table) -> Table:
        """The columns of two tables of equal length."""
        return Table(self.names + other.names, self.values + other.values, self.size)

    def means(self) -> Table:
        """The features of the page as a whole: the mean of each column, as a table of one row."""
        return Table(self.names, _means(self.values, self.size), 1)


def _repeat(row: cython.float[::1], found: cython.float[::1], size: cython.Py_ssize_t) -> None:
    column: cython.Py_ssize_t
    at: cython.Py_ssize_t
    for column in range(len(row)):
        for at in range(column * size, (column + 1) * size):
            found[at] = row[column]


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


@cython.cclass
class Columns:
    """Columns of equal length, each with its name, in one array of 32-bit floats.

    >>> columns = Columns(2)
    >>> columns.add("words", array("f", [3, 12]))
    >>> columns.table()
    Table(names=['words'], values=array('f', [3.0, 12.0]), size=2)
    """

    size: cython.Py_ssize_t
    names: list[str]
    cells: array[float]

    def __init__(self, size: int, room: int = ROOM) -> None:
        """Begin without columns, for ``size`` segments; with room for so many columns, which grows as they come."""
        self.size = size
        self.names = []
        self.cells = array("f", [0]) * (size * room)

    @cython.ccall
    def take(self, names: Sequence[str]) -> cython.Py_ssize_t:
        """The place in ``cells`` from where on new columns are, full of zeros; ``cells`` may be another array then."""
        first: cython.Py_ssize_t = len(self.names) * self.size
        self.names += names
        missing: cython.Py_ssize_t = len(self.names) * self.size - len(self.cells)
        if missing > 0:
            self.cells = self.cells + array("f", [0]) * max(missing, ROOM * self.size)
        return first

    def add(self, name: str, values: cython.float[::1]) -> None:
        """Add one column."""
        at: cython.Py_ssize_t
        first: cython.Py_ssize_t = self.take((name,))
        cells: cython.float[::1] = self.cells
        for at in range(self.size):
            cells[first + at] = values[at]

    def add_page(self, values: dict[str, float]) -> None:
        """Add columns in which all segments have the same number."""
        at: cython.Py_ssize_t
        first: cython.Py_ssize_t = self.take(tuple(values))
        cells: cython.float[::1] = self.cells
        value: cython.float
        for one in values.values():
            value = one
            for at in range(first, first + self.size):
                cells[at] = value
            first += self.size

    def table(self) -> Table:
        """All columns; no other can be added after that."""
        del self.cells[len(self.names) * self.size :]
        return Table(self.names, self.cells, self.size)


@cython.ccall
def write_shifted(
    row: cython.float[::1],
    start: cython.Py_ssize_t,
    shift: cython.Py_ssize_t,
    beyond: cython.float,
    cells: cython.float[::1],
    first: cython.Py_ssize_t,
    count: cython.Py_ssize_t,
) -> None:
    """Write a column of what ``count`` values of ``row`` have ``shift`` places further down, ``beyond`` at the ends."""
    at: cython.Py_ssize_t
    low: cython.Py_ssize_t = min(max(-shift, 0), count)
    high: cython.Py_ssize_t = max(min(count - shift, count), low)
    for at in range(low):
        cells[first + at] = beyond
    for at in range(low, high):
        cells[first + at] = row[start + at + shift]
    for at in range(high, count):
        cells[first + at] = beyond
