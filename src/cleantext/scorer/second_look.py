# cython: infer_types=True
"""The features of the second look: what the scores of all lines tell about each line.

The first trees see a line and its neighbours as they are written. The second see what the first have made of the page:
whether the lines above and below are the article's, where its body seems to stand, how sure the page is.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping

from cleantext.scorer.columns import Columns, Table, write_shifted

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython


#: Neighbours on either side of which each score is a feature, and over how many lines their means are taken.
NEAR, WINDOWS = 3, (2, 5, 15)
#: What stands for the score of a neighbour where the page ends.
NOBODY = -0.1
#: A line of this score is likely the article's (about the threshold of a sure page), one between these is not sure.
LIKELY, UNSURE_FROM, UNSURE_TO = 0.45, 0.2, 0.8
#: Distances of lines are cut off here.
FAR = 20
#: Columns of a page of HTML.
ROOM = 48
#: Bounds of a score whose odds are taken, and the least sum that is divided by.
CERTAIN = 1e-4

_BEFORE = (
    *("odds", *[f"score at {side}{step}" for step in range(1, NEAR + 1) for side in "-+"]),
    *[f"mean of {size} {side}" for size in WINDOWS for side in ("above", "below")],
    *("share above", "expected above", "expected below"),
)
_RUN = ("in run", "lines before run", "lines after run", "words to run", "words of run", "share of run")
_DISTANCES = ("lines since likely", "lines until likely", "best above", "best below")

#: The groups that lines are in, by name: one number a line, the same for all of a group.
Kin = Mapping[str, "array[int]"]


def second_look(scores: array[float], words: array[float], kin: Kin) -> Table:
    """The features of the undecided lines, from the ``scores`` and ``words`` of all of them.

    ``kin`` are the groups of lines that the markup makes alike; a dump has none.

    >>> found = second_look(array("f", [0.1, 0.9, 0.8]), array("f", [2, 20, 18]), {})
    >>> found.column("second: in run").tolist(), found.column("second: lines before run").tolist()
    ([0.0, 1.0, 1.0], [1.0, 0.0, 0.0])
    """
    count: cython.Py_ssize_t = len(scores)
    columns = Columns(count, ROOM)
    values: cython.float[::1] = scores
    lengths: cython.float[::1] = words
    # Up to each line: its words, one more for each, and those that are expected to be the article's.
    all_words: cython.double[::1] = array("d", bytes(8 * (count + 1)))
    expected: cython.double[::1] = array("d", bytes(8 * (count + 1)))
    weight: cython.double
    score: cython.double
    for at in range(count):
        weight = lengths[at] + 1
        all_words[at + 1] = all_words[at] + weight
        score = values[at]
        expected[at + 1] = expected[at] + score * weight
    _add_before(values, all_words, expected, columns)
    _add_page(scores, lengths, all_words[count], expected[count], columns)
    _add_run(values, lengths, all_words, expected, columns)
    _add_distances(values, columns)
    for name, groups in kin.items():
        _add_kin(name, groups, values, lengths, expected[count], columns)
    table = columns.table()
    return Table([f"second: {name}" for name in table.names], table.values, table.size)


def _add_before(
    scores: cython.float[::1], words: cython.double[::1], sums: cython.double[::1], columns: Columns
) -> None:
    """Add the score of the line and of those around it, and how much of the page above and below is likely kept."""
    step: cython.Py_ssize_t
    size: cython.Py_ssize_t
    count: cython.Py_ssize_t = columns.size
    place: cython.Py_ssize_t = columns.take(_BEFORE)
    cells: cython.float[::1] = columns.cells
    least: cython.double = CERTAIN
    bounded: cython.double
    for at in range(count):
        bounded = min(max(scores[at], least), 1 - least)
        cells[place + at] = math.log(bounded / (1 - bounded))
    place += count
    for step in range(1, NEAR + 1):
        write_shifted(scores, 0, -step, NOBODY, cells, place, count)
        write_shifted(scores, 0, step, NOBODY, cells, place + count, count)
        place += 2 * count
    for size in WINDOWS:
        for at in range(count):
            low = max(0, at - size)
            high = min(count, at + 1 + size)
            cells[place + at] = (sums[at] - sums[low]) / max(words[at] - words[low], 1)
            cells[place + count + at] = (sums[high] - sums[at + 1]) / max(words[high] - words[at + 1], 1)
        place += 2 * count
    total: cython.double = sums[count]
    for at in range(count):
        cells[place + at] = sums[at] / max(total, least)
        cells[place + count + at] = math.log1p(sums[at])
        cells[place + 2 * count + at] = math.log1p(max(total - sums[at + 1], 0))


def _add_page(
    scores: array[float],
    lengths: cython.float[::1],
    total: cython.double,
    expected: cython.double,
    columns: Columns,
) -> None:
    """Add how much of the page is likely the article's, and how sure that is."""
    values: cython.float[::1] = scores
    count: cython.Py_ssize_t = columns.size
    likely: cython.double = LIKELY
    unsure_from: cython.double = UNSURE_FROM
    unsure_to: cython.double = UNSURE_TO
    kept: cython.Py_ssize_t = 0
    words: cython.double = 0
    unsure: cython.double = 0
    for at in range(count):
        if values[at] >= likely:
            kept += 1
            words += lengths[at] + 1
        if unsure_from < values[at] < unsure_to:
            unsure += lengths[at] + 1
    ranked = sorted(scores, reverse=True)
    columns.add_page(
        {
            "expected": math.log1p(expected),
            "mean": expected / total,
            "highest": ranked[0],
            "third highest": ranked[min(2, count - 1)],
            "likely lines": math.log1p(kept),
            "likely share": kept / float(count),
            "likely words": math.log1p(words),
            "unsure": unsure / total,
            "lines": math.log1p(count),
        }
    )


def _add_run(
    scores: cython.float[::1],
    lengths: cython.float[::1],
    words: cython.double[::1],
    expected: cython.double[::1],
    columns: Columns,
) -> None:
    """Add where a line stands relative to the run with the greatest sum of likely words less unlikely ones."""
    count: cython.Py_ssize_t = columns.size
    place: cython.Py_ssize_t = columns.take(_RUN)
    cells: cython.float[::1] = columns.cells
    far: cython.Py_ssize_t = FAR
    first: cython.Py_ssize_t = 0
    last: cython.Py_ssize_t = 0
    begin: cython.Py_ssize_t = 0
    total: cython.double = 0
    lowest: cython.double = 0
    most: cython.double = -math.inf
    score: cython.double
    weight: cython.double
    for at in range(count):
        if total < lowest:
            lowest = total
            begin = at
        score = scores[at]
        weight = lengths[at] + 1
        total += (score - 0.5) * weight
        if total - lowest > most:
            most = total - lowest
            first = begin
            last = at
    if most <= 0:
        # No line is likely: the run is empty, and stands nowhere near.
        for at in range(count):
            cells[place + count + at] = cells[place + 2 * count + at] = far
        return
    size: cython.double = math.log1p(words[last + 1] - words[first])
    share: cython.double = (expected[last + 1] - expected[first]) / max(expected[count], CERTAIN)
    away: cython.double
    for at in range(count):
        away = max(words[first] - words[at + 1], words[at] - words[last + 1], 0)
        cells[place + at] = first <= at <= last
        cells[place + count + at] = min(max(first - at, 0), far)
        cells[place + 2 * count + at] = min(max(at - last, 0), far)
        cells[place + 3 * count + at] = math.log1p(away)
        cells[place + 4 * count + at] = size
        cells[place + 5 * count + at] = share


def _add_distances(scores: cython.float[::1], columns: Columns) -> None:
    """Add how far away the next likely lines are, and the best score on either side."""
    count: cython.Py_ssize_t = columns.size
    place: cython.Py_ssize_t = columns.take(_DISTANCES)
    cells: cython.float[::1] = columns.cells
    likely: cython.double = LIKELY
    far: cython.Py_ssize_t = FAR
    last: cython.Py_ssize_t = -far
    best: cython.float = 0
    for at in range(count):
        cells[place + at] = min(at - last, far)
        cells[place + 2 * count + at] = best
        if scores[at] >= likely:
            last = at
        best = max(best, scores[at])
    last = count + far
    best = 0
    for at in range(count - 1, -1, -1):
        cells[place + count + at] = min(last - at, far)
        cells[place + 3 * count + at] = best
        if scores[at] >= likely:
            last = at
        best = max(best, scores[at])


def _add_kin(
    name: str,
    group: cython.int[::1],
    scores: cython.float[::1],
    lengths: cython.float[::1],
    total: cython.double,
    columns: Columns,
) -> None:
    """Add the mean score of the other lines of the same group, their share of the page, and their best score."""
    count: cython.Py_ssize_t = columns.size
    place: cython.Py_ssize_t = columns.take((f"mean of {name}", f"{name} share of expected", f"best of {name}"))
    cells: cython.float[::1] = columns.cells
    size: cython.Py_ssize_t = 1
    for at in range(count):
        size = max(size, group[at] + 1)
    mass: cython.double[::1] = array("d", bytes(8 * size))
    expected: cython.double[::1] = array("d", bytes(8 * size))
    best: cython.double[::1] = array("d", bytes(8 * size))
    weight: cython.double
    score: cython.double
    others: cython.double
    nobody: cython.double = NOBODY
    everything: cython.double = max(total, CERTAIN)
    for at in range(count):
        weight = lengths[at] + 1
        score = scores[at]
        mass[group[at]] += weight
        expected[group[at]] += score * weight
        best[group[at]] = max(best[group[at]], score)
    for at in range(count):
        weight = lengths[at] + 1
        score = scores[at]
        others = mass[group[at]] - weight
        cells[place + at] = (expected[group[at]] - score * weight) / max(others, 1) if others > 0 else nobody
        cells[place + count + at] = expected[group[at]] / everything
        cells[place + 2 * count + at] = best[group[at]]
