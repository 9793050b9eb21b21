# cython: infer_types=True
"""The table of features: named columns with a number for each segment, and columns for what stands around it."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cache

from cleantext.records import NamedTuple

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython


#: Columns that there is room for at first; a page of text has 322.
ROOM = 330
#: The values of the neighbours up to 3 segments away are columns; sums go over stretches of 2 to 40 on either side.
NEAR = 3
STRETCHES = (2, 5, 15, 40)
#: Distances are at most 60 segments, and a line has the weight of at most 60 words.
FAR = 60


class Lists(NamedTuple):
    """The words that features ask for, which are stored with the weights.

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
        """A table of ``size`` rows, with those of this one at ``places``; others are 0, or the row of ``others``.

        >>> Table(["words"], array("f", [3]), 1).spread(array("i", [1]), 3).values.tolist()
        [0.0, 3.0, 0.0]
        """
        values = array("f", [0]) * (size * len(self.names))
        longer: cython.float[::1] = values
        cells: cython.float[::1] = self.values
        rows: cython.int[::1] = places
        count: cython.Py_ssize_t = self.size
        width: cython.Py_ssize_t = len(self.names)
        long: cython.Py_ssize_t = size
        if others is not None:
            row: cython.float[::1] = others.values
            for column in range(width):
                for at in range(column * long, (column + 1) * long):
                    longer[at] = row[column]
        for column in range(width):
            for at in range(count):
                longer[column * long + rows[at]] = cells[column * count + at]
        return Table(self.names, values, size)

    def beside(self, other: Table) -> Table:
        """The columns of two tables of equal length."""
        return Table(self.names + other.names, self.values + other.values, self.size)

    def means(self) -> Table:
        """The features of the page as a whole: the mean of each column, as a table of one row."""
        size: cython.Py_ssize_t = self.size
        cells: cython.float[::1] = self.values
        means = array("f", bytes(4 * (len(self.values) // self.size)))
        found: cython.float[::1] = means
        for column in range(len(found)):
            total = 0.0
            for at in range(column * size, (column + 1) * size):
                total += cells[at]
            found[column] = total / size
        return Table(self.names, means, 1)


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
        """Begin without columns, for ``size`` segments; ``room`` for columns grows when it is used up."""
        self.size = size
        self.names = []
        self.cells = array("f", [0]) * (size * room)

    @cython.ccall
    def take(self, names: Sequence[str]) -> cython.Py_ssize_t:
        """Add columns of zeros; the place of the first in ``cells``, which may be another array afterwards."""
        first: cython.Py_ssize_t = len(self.names) * self.size
        self.names += names
        missing: cython.Py_ssize_t = len(self.names) * self.size - len(self.cells)
        if missing > 0:
            self.cells = self.cells + array("f", [0]) * max(missing, ROOM * self.size)
        return first

    def add(self, name: str, values: cython.float[::1]) -> None:
        """Add one column."""
        first = self.take((name,))
        cells: cython.float[::1] = self.cells
        for at in range(self.size):
            cells[first + at] = values[at]

    def add_page(self, values: dict[str, float]) -> None:
        """Add columns in which all segments have the same number."""
        first = self.take(tuple(values))
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
    """Write to a column the values of ``row`` that stand ``shift`` places further down; ``beyond`` where none does."""
    low: cython.Py_ssize_t = min(max(-shift, 0), count)
    high: cython.Py_ssize_t = max(min(count - shift, count), low)
    for at in range(low):
        cells[first + at] = beyond
    for at in range(low, high):
        cells[first + at] = row[start + at + shift]
    for at in range(high, count):
        cells[first + at] = beyond


@cache
def _near_names(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([f"{name} at {shift:+d}" for shift in range(-NEAR, NEAR + 1) if shift for name in names])


def add_neighbours(names: tuple[str, ...], rows: list[array[float]], columns: Columns) -> None:
    """Add the values of the neighbours; beyond the ends of the page they are -1."""
    place = columns.take(_near_names(names))
    cells: cython.float[::1] = columns.cells
    row: cython.float[::1]
    shift: cython.Py_ssize_t
    for shift in range(-NEAR, NEAR + 1):
        for values in rows if shift else ():
            row = values
            write_shifted(row, 0, shift, -1, cells, place, columns.size)
            place += columns.size


@cache
def _stretch_names(names: tuple[str, ...]) -> tuple[str, ...]:
    parts = [f"in {length} {side}" for length in (*STRETCHES, "all") for side in ("before", "after")]
    return tuple([f"{name} {part}" for part in (*parts, "share before") for name in names])


def add_stretches(names: tuple[str, ...], rows: cython.float[::1], columns: Columns) -> None:
    """Add sums over stretches before and after, and over all of the page before and after."""
    count = columns.size
    place = columns.take(_stretch_names(names))
    cells: cython.float[::1] = columns.cells
    sums: cython.double[::1] = array("d", bytes(8 * (count + 1)))
    start: cython.Py_ssize_t = 0
    for _ in names:
        _write_stretches(rows, start, sums, cells, place + start, len(names) * count)
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
    name: str, marks: cython.float[::1], start: cython.Py_ssize_t, columns: Columns
) -> tuple[array[int], array[int]]:
    """Add how far away the nearest other marked segments before and after each segment are; gives their places.

    A segment is marked where its number in ``marks``, from ``start`` on, is not 0. Where no segment before is marked,
    its place is -FAR; where none after is, as far beyond the end of the page.
    """
    count = columns.size
    far: cython.int = FAR
    place = columns.take((f"from {name} before", f"from {name} after"))
    cells: cython.float[::1] = columns.cells
    places = array("i", bytes(4 * count)), array("i", bytes(4 * count))
    before: cython.int[::1] = places[0]
    after: cython.int[::1] = places[1]
    last: cython.int = -far
    at: cython.int
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
    return places


def add_between(name: str, before: cython.int[::1], after: cython.int[::1], columns: Columns) -> None:
    """Add the number of segments between the marked ones before and after each segment, whose places are given."""
    far: cython.int = FAR
    place = columns.take((f"between {name}",))
    cells: cython.float[::1] = columns.cells
    for at in range(columns.size):
        cells[place + at] = min(after[at] - before[at] - 1, far)


def add_distances(name: str, place: cython.Py_ssize_t, columns: Columns) -> None:
    """Add how far after ``place`` each segment stands, cut at ``FAR``; -FAR - 1 for a place of -1, which means none."""
    far: cython.Py_ssize_t = FAR
    first = columns.take((name,))
    cells: cython.float[::1] = columns.cells
    for at in range(columns.size):
        cells[first + at] = max(-far, min(at - place, far)) if place >= 0 else -far - 1


@cython.ccall
def number_keys(keys: cython.ulonglong[::1], count: cython.Py_ssize_t) -> object:
    """Number the first ``count`` keys from 0, the same number for the same key.

    >>> number_keys(array("Q", [7, 1, 7]), 3).tolist()
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
    # Each slot holds 1 + the place of the first key that fell there. A product spreads keys over their highest bits.
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
