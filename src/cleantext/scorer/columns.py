# cython: infer_types=True
"""Named columns, one number for each segment of a page; and columns of what stands around a segment."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cache

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
    for column in range(len(cells) // max(size, 1)):
        for at in range(size):
            found[column * longer + places[at]] = cells[column * size + at]


def _means(values: array[float], size: cython.Py_ssize_t) -> array[float]:
    cells: cython.float[::1] = values
    means = array("f", bytes(4 * (len(values) // size)))
    found: cython.float[::1] = means
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
        first: cython.Py_ssize_t = self.take((name,))
        cells: cython.float[::1] = self.cells
        for at in range(self.size):
            cells[first + at] = values[at]

    def add_page(self, values: dict[str, float]) -> None:
        """Add columns in which all segments have the same number."""
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
    low: cython.Py_ssize_t = min(max(-shift, 0), count)
    high: cython.Py_ssize_t = max(min(count - shift, count), low)
    for at in range(low):
        cells[first + at] = beyond
    for at in range(low, high):
        cells[first + at] = row[start + at + shift]
    for at in range(high, count):
        cells[first + at] = beyond


#: Neighbours are looked at one by one up to 3 segments away, and summed over stretches of 2 to 40 on either side.
NEAR = 3
STRETCHES = (2, 5, 15, 40)
#: Distances are cut here, and so are the words of a line where they weigh its wording.
FAR = 60


@cache
def _near_names(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([f"{name} at {shift:+d}" for shift in range(-NEAR, NEAR + 1) if shift for name in names])


def add_neighbours(names: tuple[str, ...], rows: list[array[float]], columns: Columns) -> None:
    """Add the values of the neighbours; beyond the ends of the page they are -1."""
    shift: cython.Py_ssize_t
    count: cython.Py_ssize_t = columns.size
    place: cython.Py_ssize_t = columns.take(_near_names(names))
    cells: cython.float[::1] = columns.cells
    row: cython.float[::1]
    first: cython.Py_ssize_t = place
    for values in rows:
        row = values
        place = first
        for shift in range(-NEAR, NEAR + 1):
            if shift:
                write_shifted(row, 0, shift, -1, cells, place, count)
                place += len(names) * count
        first += count


@cache
def _stretch_names(names: tuple[str, ...]) -> tuple[str, ...]:
    parts = [f"in {length} {side}" for length in (*STRETCHES, "all") for side in ("before", "after")]
    return tuple([f"{name} {part}" for part in (*parts, "share before") for name in names])


def add_stretches(names: tuple[str, ...], rows: cython.float[::1], columns: Columns) -> None:
    """Add sums over stretches before and after, and over all of the page before and after."""
    count: cython.Py_ssize_t = columns.size
    step: cython.Py_ssize_t = len(names) * count
    place: cython.Py_ssize_t = columns.take(_stretch_names(names))
    cells: cython.float[::1] = columns.cells
    sums: cython.double[::1] = array("d", bytes(8 * (count + 1)))
    start: cython.Py_ssize_t = 0
    for _ in names:
        _write_stretches(rows, start, sums, cells, place + start, step)
        start += count


def _write_stretches(
    rows: cython.float[::1],
    start: cython.Py_ssize_t,
    sums: cython.double[::1],
    cells: cython.float[::1],
    place: cython.Py_ssize_t,
    step: cython.Py_ssize_t,
) -> None:
    """Write the sums of one row into eleven columns, the first at ``place``, each ``step`` numbers after the last."""
    length: cython.Py_ssize_t
    count: cython.Py_ssize_t = len(sums) - 1
    for at in range(count):
        sums[at + 1] = sums[at] + rows[start + at]
    total: cython.double = sums[count]
    for length in STRETCHES:
        for at in range(count):
            cells[place + at] = sums[at] - sums[max(at - length, 0)]
            cells[place + step + at] = sums[min(at + 1 + length, count)] - sums[at + 1]
        place += 2 * step
    most: cython.double = max(total, 1)
    for at in range(count):
        cells[place + at] = sums[at]
        cells[place + step + at] = total - sums[at + 1]
        cells[place + 2 * step + at] = sums[at] / most


def add_nearest(
    name: str,
    marks: cython.float[::1],
    start: cython.Py_ssize_t,
    before: cython.int[::1],
    after: cython.int[::1],
    columns: Columns,
) -> None:
    """Add how far the marks before and after each segment are, itself left out; their places go to two arrays.

    Where there is none before, its place is -FAR; where there is none after, as far beyond the end of the page.
    """
    count: cython.Py_ssize_t = columns.size
    far: cython.int = FAR
    place: cython.Py_ssize_t = columns.take((f"from {name} before", f"from {name} after"))
    cells: cython.float[::1] = columns.cells
    last: cython.int = -far
    for at in range(count):
        before[at] = last
        cells[place + at] = min(at - last, far)
        if marks[start + at]:
            last = at
    place += count
    last = count + far
    for at in range(count - 1, -1, -1):
        after[at] = last
        cells[place + at] = min(last - at, far)
        if marks[start + at]:
            last = at


def add_between(name: str, before: cython.int[::1], after: cython.int[::1], columns: Columns) -> None:
    """Add how many segments stand between the marks before and after each segment, by their places."""
    far: cython.int = FAR
    place: cython.Py_ssize_t = columns.take((f"between {name}",))
    cells: cython.float[::1] = columns.cells
    for at in range(columns.size):
        cells[place + at] = min(after[at] - before[at] - 1, far)


def add_distances(name: str, place: cython.Py_ssize_t, columns: Columns) -> None:
    """Add how far each segment stands after one, cut at ``FAR``; -FAR - 1 where there is none, whose place is -1."""
    far: cython.Py_ssize_t = FAR
    first: cython.Py_ssize_t = columns.take((name,))
    cells: cython.float[::1] = columns.cells
    for at in range(columns.size):
        cells[first + at] = max(-far, min(at - place, far)) if place >= 0 else -far - 1


@cython.ccall
def numbered(keys: cython.ulonglong[::1], count: cython.Py_ssize_t) -> object:
    """The same number for the first ``count`` keys that are the same, from 0.

    >>> numbered(array("Q", [7, 1, 7]), 3).tolist()
    [0, 1, 0]
    """
    found = array("i", bytes(4 * count))
    if not cython.compiled:
        numbers: dict[int, int] = {}
        for place in range(count):
            found[place] = numbers.setdefault(keys[place], len(numbers))
        return found
    given: cython.int[::1] = found
    bits: cython.int = 4
    while (1 << bits) < 2 * count:
        bits += 1
    # The place of the first key that fell here, and 1; multiplied, keys spread over their highest bits.
    slots: cython.int[::1] = array("i", bytes(4 << bits))
    factor: cython.ulonglong = 0x9E3779B97F4A7C15
    mask: cython.Py_ssize_t = (1 << bits) - 1
    different: cython.int = 0
    for at in range(count):
        slot = (keys[at] * factor) >> (64 - bits)
        while slots[slot] and keys[slots[slot] - 1] != keys[at]:
            slot = (slot + 1) & mask
        if slots[slot]:
            given[at] = given[slots[slot] - 1]
        else:
            slots[slot] = at + 1
            given[at] = different
            different += 1
    return found
