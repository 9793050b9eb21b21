# cython: infer_types=True, boundscheck=False, wraparound=False, initializedcheck=False
"""How the rows of a table go through trees, in loops that are compiled; ``model`` does the same by numpy.

No index is checked here: nodes are those of a file with a checksum, and the model refuses a table that is too small.
"""

from __future__ import annotations

from array import array

from cleantext.records import NamedTuple

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython


COMPILED = cython.compiled


class Forest(NamedTuple):
    """Trees as arrays with an entry for each node: the feature that it asks for, its cut, its value.

    ``children`` has two entries a node: where values up to the cut go, and where greater ones go. A leaf is its own
    child, so that shorter ways wait at their end. ``value`` is what a leaf adds to the score, the mean of what is below
    another node.
    """

    feature: array[int]
    cut: array[float]
    children: array[int]
    value: array[float]
    roots: array[int]
    depth: int


def leaf_sums(
    forest: Forest, values: array[float], size: cython.Py_ssize_t, places: array[int], turns: int = 1
) -> array[float]:
    """The sum of the leaves that some rows of a table end at, over all trees (64-bit floats).

    ``values`` are the table's columns, one after another, ``size`` numbers each; ``places`` the rows that are asked.
    Where the trees take turns, the sums of each turn stand after those of the one before.
    """
    found = array("d", bytes(8 * len(places) * turns))
    if not len(places):
        return found
    feature: cython.ushort[::1] = forest.feature
    cut: cython.float[::1] = forest.cut
    children: cython.int[::1] = forest.children
    value: cython.float[::1] = forest.value
    roots: cython.int[::1] = forest.roots
    cells: cython.float[::1] = values
    asked: cython.int[::1] = places
    sums: cython.double[::1] = found
    depth: cython.int = forest.depth
    count: cython.Py_ssize_t = len(places)
    here: cython.int[::1] = array("i", bytes(4 * count))
    turn: cython.Py_ssize_t = 0
    # Level by level, so that the walks of all rows go on beside each other.
    for tree in range(len(roots)):
        for at in range(count):
            here[at] = roots[tree]
        for _ in range(depth):
            for at in range(count):
                node = here[at]
                here[at] = children[2 * node + (cells[feature[node] * size + asked[at]] > cut[node])]
        for at in range(count):
            sums[turn + at] += value[here[at]]
        turn = turn + count if turn + count < len(sums) else 0
    return found


def loudest(
    forest: Forest, count: int, values: array[float], size: cython.Py_ssize_t, places: array[int], most: cython.int
) -> list[list[int]]:
    """For each row the features that spoke loudest against it, at most ``most``, the strongest first.

    A feature speaks by how the value of a node changes where the node asks for it; the first ``count`` trees are heard.
    """
    feature: cython.ushort[::1] = forest.feature
    cut: cython.float[::1] = forest.cut
    children: cython.int[::1] = forest.children
    value: cython.float[::1] = forest.value
    roots: cython.int[::1] = forest.roots
    cells: cython.float[::1] = values
    rows: cython.int[::1] = places
    depth: cython.int = forest.depth
    one: cython.int
    below: cython.int
    asked_count: cython.int
    at: cython.int
    trees: cython.Py_ssize_t = min(count, len(roots))
    change_of: cython.double[::1] = array("d", bytes(8 * (len(values) // size)))
    here: cython.int[::1] = array("i", bytes(4 * trees))
    # The features that were asked for, and for each one the last row, from 1, that it was asked for.
    asked: cython.int[::1] = array("i", bytes(4 * trees * depth))
    last: cython.int[::1] = array("i", bytes(4 * len(change_of)))
    change: cython.float
    sum_of: cython.double
    sums: cython.double[::1] = array("d", bytes(8 * (most + 1)))
    loud: cython.int[::1] = array("i", bytes(4 * (most + 1)))
    found = []
    for row in range(len(rows)):
        for tree in range(trees):
            here[tree] = roots[tree]
        asked_count = 0
        for _ in range(depth):
            for tree in range(trees):
                node = here[tree]
                one = feature[node]
                below = children[2 * node + (cells[one * size + rows[row]] > cut[node])]
                here[tree] = below
                # No branches: a leaf, its own child, changes nothing.
                asked[asked_count] = one
                asked_count += last[one] != row + 1
                last[one] = row + 1
                change = value[below] - value[node]
                change_of[one] += change
        # The loudest so far stand in order; each sum is set back as it is read.
        against = 0
        for at in range(asked_count):
            one = asked[at]
            sum_of = change_of[one]
            change_of[one] = 0
            if sum_of >= 0:
                continue
            place = against
            while place > 0 and (sum_of < sums[place - 1] or (sum_of == sums[place - 1] and one < loud[place - 1])):
                place -= 1
            if place < most:
                against = min(against + 1, most)
                for other in range(against - 1, place, -1):
                    sums[other] = sums[other - 1]
                    loud[other] = loud[other - 1]
                sums[place] = sum_of
                loud[place] = one
        found.append(list(loud[:against]))
    return found
