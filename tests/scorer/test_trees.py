"""The loops over nodes and numpy's strides walk the same ways, and find the same leaves and features."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable
from itertools import pairwise
from random import Random
from typing import Protocol

import pytest

from cleantext.scorer import trees
from cleantext.scorer.model import NumpyWalk


class Walk(Protocol):
    """The compiled loops, or numpy."""

    leaf_sums: Callable[..., array[float]]
    loudest: Callable[..., list[list[int]]]


class Trees:
    """Random trees; their cuts and values are eighths, so that sums are exact and many are equal."""

    def __init__(self, random: Random, count: int, depth: int, width: int) -> None:
        self.random = random
        self.width = width
        self.depth = depth
        self.feature, self.cut = array("H"), array("f")
        self.children, self.value = array("i"), array("f")
        self.roots = array("i", [self.grow(depth) for _ in range(count)])

    def grow(self, depth: int) -> int:
        """Add a node, and below it as many levels at most; its number."""
        number = len(self.feature)
        self.feature.append(0)
        self.cut.append(0)
        self.children.extend((number, number))
        self.value.append(self.random.randrange(-8, 9) / 8)
        if depth and self.random.random() < 0.85:
            self.feature[number] = self.random.randrange(self.width)
            self.cut[number] = self.random.randrange(-8, 9) / 8
            left, right = self.grow(depth - 1), self.grow(depth - 1)
            self.children[2 * number], self.children[2 * number + 1] = left, right
        return number

    @property
    def forest(self) -> trees.Forest:
        return trees.Forest(self.feature, self.cut, self.children, self.value, self.roots, self.depth)

    def table(self, size: int) -> array[float]:
        """Columns of eighths, some of which lie on a cut."""
        return array("f", [self.random.randrange(-9, 10) / 8 for _ in range(size * self.width)])

    def ways(self, values: array[float], size: int, place: int) -> list[list[int]]:
        """The nodes that a row of a table passes in each tree, found one by one."""
        found = []
        for root in self.roots:
            way = [root]
            while self.children[2 * way[-1]] != way[-1]:
                node = way[-1]
                right = values[self.feature[node] * size + place] > self.cut[node]
                way.append(self.children[2 * node + right])
            found.append(way)
        return found


#: Trees, levels, features, rows of the table.
SHAPES = [(1, 0, 1, 1), (1, 1, 1, 3), (7, 3, 2, 1), (12, 5, 4, 9), (48, 8, 30, 40), (3, 6, 1, 5), (20, 2, 200, 2)]


@pytest.mark.parametrize("walk", [trees, NumpyWalk], ids=["loops", "strides"])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_leaves_and_features_are_those_of_the_ways(walk: Walk, shape: tuple[int, int, int, int]) -> None:
    count, depth, width, size = shape
    forest = Trees(Random(str(shape)), count, depth, width)
    values = forest.table(size)
    chosen = forest.random.choices(range(size), k=size + 2)
    sums, told = [], []
    for place in chosen:
        ways = forest.ways(values, size, place)
        sums.append(sum(forest.value[way[-1]] for way in ways))
        changes = [0.0] * width
        for way in ways:
            for node, below in pairwise(way):
                changes[forest.feature[node]] += forest.value[below] - forest.value[node]
        told.append(sorted((one for one in range(width) if changes[one] < 0), key=lambda one: (changes[one], one)))
    places = array("i", chosen)
    asked = values, size, places
    found = walk.leaf_sums(forest.forest, *asked)
    assert found.typecode == "d"
    assert found.tolist() == sums
    for most in (0, 1, 3, width + 1):
        assert walk.loudest(forest.forest, count, *asked, most) == [one[:most] for one in told]


@pytest.mark.parametrize("turn", range(40))
def test_loops_and_strides_agree(turn: int) -> None:
    random = Random(turn)
    depth, size = random.randrange(1, 9), random.randrange(1, 50)
    forest = Trees(random, random.randrange(1, 30), depth, random.randrange(1, 40))
    # Numbers of any size, as learned ones are.
    for at in range(len(forest.value)):
        forest.value[at] = random.gauss(0, 0.2)
        forest.cut[at] = random.gauss(0, 1)
    values = array("f", [random.gauss(0, 1) for _ in range(size * forest.width)])
    asked = values, size, array("i", random.sample(range(size), random.randrange(size)))
    grown = forest.forest
    assert trees.leaf_sums(grown, *asked) == pytest.approx(NumpyWalk.leaf_sums(grown, *asked), rel=1e-6, abs=1e-6)
    assert trees.loudest(grown, 9, *asked, 3) == NumpyWalk.loudest(grown, 9, *asked, 3)


@pytest.mark.parametrize("walk", [trees, NumpyWalk], ids=["loops", "strides"])
def test_no_rows_have_no_sums(walk: Walk) -> None:
    forest = Trees(Random(3), 4, 3, 5)
    asked = forest.table(6), 6, array("i")
    assert not walk.leaf_sums(forest.forest, *asked)
    assert walk.loudest(forest.forest, 4, *asked, 3) == []


@pytest.mark.parametrize("walk", [trees, NumpyWalk], ids=["loops", "strides"])
def test_a_value_at_the_cut_and_one_that_is_no_number_go_left(walk: Walk) -> None:
    arrays = array("H", [0, 0, 0]), array("f", [0.5, 0, 0]), array("i", [1, 2, 1, 1, 2, 2]), array("f", [0, -1, 1])
    values = array("f", [0.5, 0.5000001, math.nan, math.inf, -math.inf])
    found = walk.leaf_sums(trees.Forest(*arrays, array("i", [0]), 1), values, 5, array("i", range(5)))
    assert found.tolist() == [-1, 1, -1, 1, -1]


@pytest.mark.parametrize("walk", [trees, NumpyWalk], ids=["loops", "strides"])
def test_a_feature_that_speaks_both_ways_is_told_by_its_sum(walk: Walk) -> None:
    # Two trees ask the same feature: one speaks against the row by 1, the other for it by as much, or by less.
    for last, told in ((1.0, []), (0.5, [0])):
        forest = trees.Forest(
            array("H", [0] * 6),
            array("f", [0.0] * 6),
            array("i", [1, 2, 1, 1, 2, 2, 4, 5, 4, 4, 5, 5]),
            array("f", [0, 0, -1, 0, 0, last]),
            array("i", [0, 3]),
            1,
        )
        assert walk.loudest(forest, 2, array("f", [1.0]), 1, array("i", [0]), 3) == [told]
