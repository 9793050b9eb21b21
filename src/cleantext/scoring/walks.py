"""The walks of `trees` by numpy, all rows at once, for where nothing is compiled: there a loop would take seconds."""

from __future__ import annotations

from array import array

import numpy as np

from cleantext.scoring.trees import Nodes


def leaf_sums(
    nodes: Nodes, roots: array[int], depth: int, values: array[float], size: int, places: array[int], turns: int = 1
) -> array[float]:
    """The sum of the leaves that some rows of a table end at, over all trees, or over those of each turn."""
    feature, cut, children, value = (np.asarray(one) for one in nodes)
    flat, rows = np.asarray(values), np.asarray(places).astype(np.intp)[:, None]
    offsets = feature.astype(np.intp) * size
    here = np.broadcast_to(np.asarray(roots), (len(places), len(roots)))
    for _ in range(depth):
        right = flat.take(rows + offsets.take(here)) > cut.take(here)
        here = children.take(2 * here + right)
    ends = value.take(here).reshape(len(places), len(roots) // turns, turns)
    return array("d", ends.sum(axis=1, dtype=np.float64).T.tobytes())


def loudest(
    nodes: Nodes, roots: array[int], depth: int, values: array[float], size: int, places: array[int], most: int
) -> list[list[int]]:
    """For each row the features that spoke loudest against it, at most so many, the strongest first."""
    feature, cut, children, value = (np.asarray(one) for one in nodes)
    flat, rows = np.asarray(values), np.asarray(places).astype(np.intp)[:, None]
    count, width = len(places), len(values) // size
    here = np.broadcast_to(np.asarray(roots), (count, len(roots)))
    told = np.zeros(count * width)
    for _ in range(depth):
        asked = feature.astype(np.intp).take(here)
        below = children.take(2 * here + (flat.take(rows + asked * size) > cut.take(here)))
        change = value.take(below) - value.take(here)
        told += np.bincount((np.arange(count)[:, None] * width + asked).ravel(), change.ravel(), count * width)
        here = below
    sums = told.reshape(count, width)
    order = sums.argsort(axis=1, kind="stable")[:, :most]
    return [[at for at in row if sums[index, at] < 0] for index, row in enumerate(order.tolist())]
