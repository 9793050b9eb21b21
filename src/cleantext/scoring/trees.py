# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""How the rows of a table walk through trees, one node after another; `walks` does the same by numpy.

No index is checked here: nodes are those of a file with a checksum, and the model refuses a table that is too small.
"""

from __future__ import annotations

from array import array

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython

COMPILED = cython.compiled

#: The arrays of all nodes: the feature that a node asks for, its cut, two children a node, its value. A leaf is its
#: own child, so that shorter ways wait at their end.
Nodes = tuple["array[int]", "array[float]", "array[int]", "array[float]"]


def leaf_sums(
    nodes: Nodes, roots: array[int], depth: int, values: array[float], size: int, places: array[int]
) -> array[float]:
    """The sum of the leaves that some rows of a table end at, over all trees (64-bit floats).

    ``values`` are the table's columns, one after another, ``size`` numbers each; ``places`` the rows that are asked.
    """
    sums = array("d", bytes(8 * len(places)))
    if len(places):
        _walk(nodes[0], nodes[1], nodes[2], nodes[3], roots, depth, values, size, places, sums)
    return sums


def _walk(
    feature: cython.ushort[::1],
    cut: cython.float[::1],
    children: cython.int[::1],
    value: cython.float[::1],
    roots: cython.int[::1],
    depth: cython.int,
    values: cython.float[::1],
    size: cython.Py_ssize_t,
    places: cython.int[::1],
    sums: cython.double[::1],
) -> None:
    count: cython.Py_ssize_t = len(places)
    here: cython.int[::1] = array("i", bytes(4 * count))
    at: cython.Py_ssize_t
    tree: cython.Py_ssize_t
    node: cython.int
    # Level by level, so that the walks of all rows go on beside each other.
    for tree in range(len(roots)):
        for at in range(count):
            here[at] = roots[tree]
        for _ in range(depth):
            for at in range(count):
                node = here[at]
                here[at] = children[2 * node + (values[feature[node] * size + places[at]] > cut[node])]
        for at in range(count):
            sums[at] += value[here[at]]


def loudest(
    nodes: Nodes,
    roots: array[int],
    depth: int,
    values: array[float],
    size: int,
    places: array[int],
    most: int,
) -> list[list[int]]:
    """For each row the features that spoke loudest against it, at most so many, the strongest first.

    A feature speaks by how the value of a tree's node changes where the node asks for it.
    """
    return _loudest(nodes[0], nodes[1], nodes[2], nodes[3], roots, depth, values, size, places, most)


def _loudest(
    feature: cython.ushort[::1],
    cut: cython.float[::1],
    children: cython.int[::1],
    value: cython.float[::1],
    roots: cython.int[::1],
    depth: cython.int,
    values: cython.float[::1],
    size: cython.Py_ssize_t,
    places: cython.int[::1],
    most: cython.int,
) -> list[list[int]]:
    trees: cython.Py_ssize_t = len(roots)
    told: cython.double[::1] = array("d", bytes(8 * (len(values) // size)))
    here: cython.int[::1] = array("i", bytes(4 * trees))
    # The features that were asked for; one whose changes cancel out may stand in it twice.
    asked: cython.int[::1] = array("i", bytes(4 * trees * depth))
    row: cython.Py_ssize_t
    tree: cython.Py_ssize_t
    at: cython.Py_ssize_t
    count: cython.Py_ssize_t
    node: cython.int
    below: cython.int
    one: cython.int
    best: cython.int
    change: cython.float
    found = []
    for row in range(len(places)):
        for tree in range(trees):
            here[tree] = roots[tree]
        count = 0
        for _ in range(depth):
            for tree in range(trees):
                node = here[tree]
                one = feature[node]
                below = children[2 * node + (values[one * size + places[row]] > cut[node])]
                if below != node:
                    here[tree] = below
                    if told[one] == 0:
                        asked[count] = one
                        count += 1
                    change = value[below] - value[node]
                    told[one] += change
        against = []
        for _ in range(most):
            best = -1
            for at in range(count):
                one = asked[at]
                if told[one] < 0 and (best < 0 or told[one] < told[best] or (told[one] == told[best] and one < best)):
                    best = one
            if best < 0:
                break
            against.append(best)
            told[best] = 0
        for at in range(count):
            told[asked[at]] = 0
        found.append(against)
    return found
