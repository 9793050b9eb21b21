"""What the scores of all lines say of each: the features of the second look.

The first trees see a line and its neighbours as they are written. The second see what the first have made of the page:
whether the lines above and below are the article's, where its body seems to stand, how sure the page is.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from cleantext.scoring.columns import Columns, Floats

Doubles = NDArray[np.float64]

#: Neighbours on either side of which each score is a feature, and over how many lines their means are taken.
NEAR, WINDOWS = 3, (2, 5, 15)
#: What stands for the score of a neighbour where the page ends.
NOBODY = -0.1
#: A line of this score is likely the article's (about the threshold of a sure page), one between these is not sure.
LIKELY, UNSURE = 0.45, (0.2, 0.8)
#: Distances of lines are cut off here.
FAR = 20
#: Bounds of a score whose odds are taken, and the least sum that is divided by.
CERTAIN = 1e-4


#: The groups that lines are in, by name: one number a line, the same for all of a group.
Kin = Mapping[str, NDArray[np.int64]]


def second_look(scores: Floats, words: Floats, kin: Kin) -> tuple[list[str], Floats]:
    """The names of the features and their values, one row a line; ``scores`` and ``words`` are those of all open lines.

    ``kin`` are the groups of lines that the markup makes alike; a dump has none.

    >>> names, rows = second_look(np.array([0.1, 0.9, 0.8], np.float32), np.array([2, 20, 18], np.float32), {})
    >>> rows[:, names.index("second: in run")].tolist(), rows[:, names.index("second: lines before run")].tolist()
    ([0.0, 1.0, 1.0], [1.0, 0.0, 0.0])
    """
    columns = Columns(len(scores))
    values, weights = scores.astype(np.float64), words.astype(np.float64) + 1
    _add_neighbours(values, weights, columns)
    _add_page(values, weights, columns)
    _add_run(values, weights, columns)
    _add_distances(values, columns)
    for name, groups in kin.items():
        _add_kin(name, groups, values, weights, columns)
    return [f"second: {name}" for name in columns.names], columns.matrix()


def _add_neighbours(values: Doubles, weights: Doubles, columns: Columns) -> None:
    """The score of the line and of those around it, and what is expected of the page above and below."""
    bounded = np.clip(values, CERTAIN, 1 - CERTAIN)
    columns.add("odds", np.log(bounded / (1 - bounded)))
    padded = np.pad(values, NEAR, constant_values=NOBODY)
    count = len(values)
    for step in range(1, NEAR + 1):
        columns.add(f"score at -{step}", padded[NEAR - step : NEAR - step + count])
        columns.add(f"score at +{step}", padded[NEAR + step : NEAR + step + count])
    places = np.arange(count)
    all_words, expected = _sums(weights), _sums(values * weights)
    for size in WINDOWS:
        low, high = np.maximum(0, places - size), np.minimum(count, places + 1 + size)
        above, below = all_words[places] - all_words[low], all_words[high] - all_words[places + 1]
        columns.add(f"mean of {size} above", (expected[places] - expected[low]) / np.maximum(above, 1))
        columns.add(f"mean of {size} below", (expected[high] - expected[places + 1]) / np.maximum(below, 1))
    columns.add("share above", expected[:-1] / max(expected[-1], CERTAIN))
    columns.add("expected above", np.log1p(expected[:-1]))
    columns.add("expected below", np.log1p(np.maximum(expected[-1] - expected[1:], 0)))


def _add_page(values: Doubles, weights: Doubles, columns: Columns) -> None:
    """How much of the page is likely the article's, and how sure that is."""
    kept = values >= LIKELY
    total = weights.sum()
    columns.add("expected", np.log1p((values * weights).sum()))
    columns.add("mean", (values * weights).sum() / total)
    columns.add("highest", values.max())
    columns.add("third highest", np.sort(values)[-3:][0])
    columns.add("likely lines", np.log1p(kept.sum()))
    columns.add("likely share", kept.mean())
    columns.add("likely words", np.log1p(weights[kept].sum()))
    columns.add("unsure", weights[(values > UNSURE[0]) & (values < UNSURE[1])].sum() / total)
    columns.add("lines", np.log1p(len(values)))


def _add_run(values: Doubles, weights: Doubles, columns: Columns) -> None:
    """Where a line stands relative to the run with the greatest sum of likely words less unlikely ones."""
    all_words, expected = _sums(weights), _sums(values * weights)
    sums = _sums((values - 0.5) * weights)
    gains = sums[1:] - np.minimum.accumulate(sums)[:-1]
    last = int(gains.argmax())
    first = int(sums[: last + 1].argmin())
    if gains[last] <= 0:
        # No line is likely: the run is empty, and stands nowhere near.
        first, last = len(values), -1
    places = np.arange(len(values))
    found = last >= first
    columns.add("in run", (places >= first) & (places <= last))
    columns.add("lines before run", np.minimum(np.maximum(first - places, 0), FAR) if found else FAR)
    columns.add("lines after run", np.minimum(np.maximum(places - last, 0), FAR) if found else FAR)
    before = all_words[first] - all_words[1:]
    after = all_words[:-1] - all_words[last + 1]
    columns.add("words to run", np.log1p(np.maximum(np.maximum(before, after), 0)) if found else 0)
    columns.add("words of run", np.log1p(all_words[last + 1] - all_words[first]) if found else 0)
    columns.add("share of run", (expected[last + 1] - expected[first]) / max(expected[-1], CERTAIN) if found else 0)


def _add_distances(values: Doubles, columns: Columns) -> None:
    """How far the next likely lines are, and the best score on either side."""
    count = len(values)
    places = np.arange(count)
    kept = values >= LIKELY
    above = np.maximum.accumulate(np.where(kept, places, -FAR))
    below = np.minimum.accumulate(np.where(kept, places, count + FAR)[::-1])[::-1]
    columns.add("lines since likely", np.minimum(places - np.r_[-FAR, above[:-1]], FAR))
    columns.add("lines until likely", np.minimum(np.r_[below[1:], count + FAR] - places, FAR))
    columns.add("best above", np.r_[0, np.maximum.accumulate(values)[:-1]])
    columns.add("best below", np.r_[np.maximum.accumulate(values[::-1])[::-1][1:], 0])


def _add_kin(name: str, groups: NDArray[np.int64], values: Doubles, weights: Doubles, columns: Columns) -> None:
    """What the other lines of the same group are expected to be, and how much of the page they are."""
    mass, expected = np.bincount(groups, weights), np.bincount(groups, values * weights)
    others = mass[groups] - weights
    mean = (expected[groups] - values * weights) / np.maximum(others, 1)
    columns.add(f"mean of {name}", np.where(others > 0, mean, NOBODY))
    columns.add(f"{name} share of expected", expected[groups] / max(expected.sum(), CERTAIN))
    best = np.zeros(len(mass))
    np.maximum.at(best, groups, values)
    columns.add(f"best of {name}", best[groups])


def _sums(values: Doubles) -> Doubles:
    """The sums of all values before each place, and of all."""
    return np.concatenate((np.zeros(1), np.cumsum(values)))
