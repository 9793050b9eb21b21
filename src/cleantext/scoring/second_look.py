"""What the scores of all lines say of each: the features of the second look.

The first trees see a line and its neighbours as they are written. The second see what the first have made of the page:
whether the lines above and below are the article's, where its body seems to stand, how sure the page is.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping

from cleantext.scoring.columns import Columns, Table

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
#: Bounds of a score whose odds are taken, and the least sum that is divided by.
CERTAIN = 1e-4

#: The groups that lines are in, by name: one number a line, the same for all of a group.
Kin = Mapping[str, "array[int]"]


def second_look(scores: array[float], words: array[float], kin: Kin) -> Table:
    """The features of the lines; ``scores`` and ``words`` are those of all open lines.

    ``kin`` are the groups of lines that the markup makes alike; a dump has none.

    >>> found = second_look(array("f", [0.1, 0.9, 0.8]), array("f", [2, 20, 18]), {})
    >>> found.column("second: in run").tolist(), found.column("second: lines before run").tolist()
    ([0.0, 1.0, 1.0], [1.0, 0.0, 0.0])
    """
    columns = Columns(len(scores))
    values = array("d", scores)
    weights = array("d", [one + 1 for one in words])
    all_words = _sums(weights)
    expected = _sums(array("d", [value * weight for value, weight in zip(values, weights, strict=True)]))
    _add_neighbours(values, all_words, expected, columns)
    _add_page(values, weights, expected, columns)
    _add_run(values, weights, all_words, expected, columns)
    _add_distances(values, columns)
    for name, groups in kin.items():
        _add_kin(name, groups, values, weights, expected[len(expected) - 1], columns)
    table = columns.table()
    return Table([f"second: {name}" for name in table.names], table.values, table.size)


def _add_neighbours(values: array[float], all_words: array[float], expected: array[float], columns: Columns) -> None:
    """The score of the line and of those around it, and what is expected of the page above and below."""
    count: cython.Py_ssize_t = columns.size
    bounded = [min(max(one, CERTAIN), 1 - CERTAIN) for one in values]
    columns.add("odds", [math.log(one / (1 - one)) for one in bounded])
    beyond = array("d", [NOBODY]) * NEAR
    padded = beyond + values + beyond
    for step in range(1, NEAR + 1):
        columns.add(f"score at -{step}", padded[NEAR - step : NEAR - step + count])
        columns.add(f"score at +{step}", padded[NEAR + step : NEAR + step + count])
    names = [f"mean of {size} {side}" for size in WINDOWS for side in ("above", "below")]
    block: cython.float[::1] = columns.take(names)
    words: cython.double[::1] = all_words
    sums: cython.double[::1] = expected
    at: cython.Py_ssize_t
    low: cython.Py_ssize_t
    high: cython.Py_ssize_t
    size: cython.Py_ssize_t
    place: cython.Py_ssize_t = 0
    for size in WINDOWS:
        for at in range(count):
            low = max(0, at - size)
            high = min(count, at + 1 + size)
            block[place + at] = (sums[at] - sums[low]) / max(words[at] - words[low], 1)
            block[place + count + at] = (sums[high] - sums[at + 1]) / max(words[high] - words[at + 1], 1)
        place += 2 * count
    total: cython.double = sums[count]
    block = columns.take(("share above", "expected above", "expected below"))
    for at in range(count):
        block[at] = sums[at] / max(total, CERTAIN)
        block[count + at] = math.log1p(sums[at])
        block[2 * count + at] = math.log1p(max(total - sums[at + 1], 0))


def _add_page(values: array[float], weights: array[float], expected: array[float], columns: Columns) -> None:
    """How much of the page is likely the article's, and how sure that is."""
    pairs = list(zip(values, weights, strict=True))
    count, total, all_expected = len(pairs), sum(weights), expected[len(expected) - 1]
    kept = [weight for value, weight in pairs if value >= LIKELY]
    ranked = sorted(values, reverse=True)
    columns.add_page(
        {
            "expected": math.log1p(all_expected),
            "mean": all_expected / total,
            "highest": ranked[0],
            "third highest": ranked[min(2, count - 1)],
            "likely lines": math.log1p(len(kept)),
            "likely share": len(kept) / count,
            "likely words": math.log1p(sum(kept)),
            "unsure": sum([weight for value, weight in pairs if UNSURE_FROM < value < UNSURE_TO]) / total,
            "lines": math.log1p(count),
        }
    )


def _add_run(
    values: array[float], weights: array[float], all_words: array[float], expected: array[float], columns: Columns
) -> None:
    """Where a line stands relative to the run with the greatest sum of likely words less unlikely ones."""
    count: cython.Py_ssize_t = columns.size
    sums = _sums(array("d", [(value - 0.5) * weight for value, weight in zip(values, weights, strict=True)]))
    first: cython.Py_ssize_t = 0
    last: cython.Py_ssize_t = 0
    lowest: cython.Py_ssize_t = 0
    at: cython.Py_ssize_t
    gain: cython.double
    most: cython.double = -math.inf
    for at in range(count):
        if sums[at] < sums[lowest]:
            lowest = at
        gain = sums[at + 1] - sums[lowest]
        if gain > most:
            most = gain
            first = lowest
            last = at
    block: cython.float[::1] = columns.take(
        ("in run", "lines before run", "lines after run", "words to run", "words of run", "share of run")
    )
    words: cython.double[::1] = all_words
    if most <= 0:
        # No line is likely: the run is empty, and stands nowhere near.
        for at in range(count):
            block[count + at] = block[2 * count + at] = FAR
        return
    size: cython.double = math.log1p(all_words[last + 1] - all_words[first])
    share: cython.double = (expected[last + 1] - expected[first]) / max(expected[count], CERTAIN)
    for at in range(count):
        block[at] = first <= at <= last
        block[count + at] = min(max(first - at, 0), FAR)
        block[2 * count + at] = min(max(at - last, 0), FAR)
        block[3 * count + at] = math.log1p(max(words[first] - words[at + 1], words[at] - words[last + 1], 0))
        block[4 * count + at] = size
        block[5 * count + at] = share


def _add_distances(values: array[float], columns: Columns) -> None:
    """How far the next likely lines are, and the best score on either side."""
    count: cython.Py_ssize_t = columns.size
    block: cython.float[::1] = columns.take(("lines since likely", "lines until likely", "best above", "best below"))
    scores: cython.double[::1] = values
    at: cython.Py_ssize_t
    last: cython.Py_ssize_t = -FAR
    best: cython.double = 0
    for at in range(count):
        block[at] = min(at - last, FAR)
        block[2 * count + at] = best
        if scores[at] >= LIKELY:
            last = at
        best = scores[at] if at == 0 else max(best, scores[at])
    last = count + FAR
    best = 0
    for at in range(count - 1, -1, -1):
        block[count + at] = min(last - at, FAR)
        block[3 * count + at] = best
        if scores[at] >= LIKELY:
            last = at
        best = scores[at] if at == count - 1 else max(best, scores[at])


def _add_kin(
    name: str, groups: array[int], values: array[float], weights: array[float], total: float, columns: Columns
) -> None:
    """What the other lines of the same group are expected to be, and how much of the page they are."""
    count: cython.Py_ssize_t = columns.size
    block: cython.float[::1] = columns.take((f"mean of {name}", f"{name} share of expected", f"best of {name}"))
    group: cython.int[::1] = groups
    scores: cython.double[::1] = values
    weight: cython.double[::1] = weights
    size: cython.Py_ssize_t = 1 + max(groups)
    mass: cython.double[::1] = array("d", bytes(8 * size))
    expected: cython.double[::1] = array("d", bytes(8 * size))
    best: cython.double[::1] = array("d", bytes(8 * size))
    at: cython.Py_ssize_t
    others: cython.double
    everything: cython.double = max(total, CERTAIN)
    for at in range(count):
        mass[group[at]] += weight[at]
        expected[group[at]] += scores[at] * weight[at]
        best[group[at]] = max(best[group[at]], scores[at])
    for at in range(count):
        others = mass[group[at]] - weight[at]
        if others > 0:
            block[at] = (expected[group[at]] - scores[at] * weight[at]) / max(others, 1)
        else:
            block[at] = NOBODY
        block[count + at] = expected[group[at]] / everything
        block[2 * count + at] = best[group[at]]


def _sums(values: array[float]) -> array[float]:
    """The sums of all values before each place, and of all."""
    sums = array("d", bytes(8 * (len(values) + 1)))
    total = 0.0
    for at, value in enumerate(values):
        total += value
        sums[at + 1] = total
    return sums
