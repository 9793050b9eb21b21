"""Columns of what stands around a segment: values of neighbours, sums over stretches, distances to marks."""

from __future__ import annotations

from array import array
from functools import cache

from cleantext.scoring.columns import Columns, write_shifted

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython

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
    count: cython.Py_ssize_t = columns.size
    place: cython.Py_ssize_t = columns.take(_near_names(names))
    cells: cython.float[::1] = columns.cells
    row: cython.float[::1]
    shift: cython.Py_ssize_t
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
    count: cython.Py_ssize_t = len(sums) - 1
    at: cython.Py_ssize_t
    length: cython.Py_ssize_t
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
    at: cython.int
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
    at: cython.Py_ssize_t
    for at in range(columns.size):
        cells[place + at] = min(after[at] - before[at] - 1, far)


def add_distances(name: str, place: cython.Py_ssize_t, columns: Columns) -> None:
    """Add how far each segment stands after one, cut at ``FAR``; -FAR - 1 where there is none, whose place is -1."""
    far: cython.Py_ssize_t = FAR
    first: cython.Py_ssize_t = columns.take((name,))
    cells: cython.float[::1] = columns.cells
    at: cython.Py_ssize_t
    for at in range(columns.size):
        cells[first + at] = max(-far, min(at - place, far)) if place >= 0 else -far - 1
