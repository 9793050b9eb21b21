"""The trees that score lines and candidates, read from files with a checksum.

A file of weights is a line with the SHA-256 of what follows, a line of JSON, and the arrays of the nodes. Where nothing
is compiled, numpy walks the trees.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
from array import array
from collections.abc import Sequence
from functools import cache
from typing import Any

from cleantext.errors import CleantextError
from cleantext.records import dataclass
from cleantext.scorer import trees
from cleantext.scorer.columns import Lists, Table
from cleantext.scorer.wording import WordWeights
from cleantext.words.table import read_data

#: The arrays of a file, in order: the feature that a node asks for, its threshold, its two children, its value (what
#: a leaf adds to the score, the mean of what is below another node).
ARRAYS = (("feature", "H"), ("threshold", "f"), ("left", "i"), ("right", "i"), ("value", "f"))

#: The first 48 trees say which features decided: they carry most of a score, later ones only correct it.
TELLING = 48

#: Sums of trees beyond this are as good as certain.
MOST = 30.0


class WeightsError(CleantextError):
    """The weights are damaged, or those of other features."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Trees, with the names of their features, and the words that these ask for or weigh."""

    names: tuple[str, ...]
    lists: Lists
    forest: trees.Forest
    table: WordWeights | None = None
    kinds: tuple[str, ...] = ()

    def scores(self, table: Table, places: array[int] | None = None) -> array[float]:
        """The probability that a line is the article's, for the rows ``places`` of a table of features, or for all."""
        # Beyond 700 no exponential is a number any more.
        return array("f", [1.0 / (1.0 + math.exp(min(-total, 700.0))) for total in self._sums(table, places)])

    def shares(self, table: Table) -> list[float]:
        """The probability of each row to be the right one; the rest to 1 is the probability that none is."""
        odds = [math.exp(min(max(total, -MOST), MOST)) for total in self._sums(table)]
        everything = 1.0 + sum(odds)
        return [one / everything for one in odds]

    def kind(self, page: Table) -> str:
        """The likeliest of ``kinds`` for a page, whose features are a table of one row."""
        # The trees of the kinds take turns.
        sums = self._sums(page, turns=len(self.kinds))
        return self.kinds[max(range(len(sums)), key=sums.__getitem__)]

    def telling(self, table: Table, places: array[int], most: int = 3) -> list[list[str]]:
        """For each of the ``places`` the names of the features that spoke loudest against it, the strongest first."""
        found = _walks().loudest(self.forest, TELLING, table.values, table.size, places, most)
        return [[self.names[at] for at in row] for row in found]

    def _sums(self, table: Table, places: array[int] | None = None, turns: int = 1) -> array[float]:
        if len(table.values) < len(self.names) * table.size:
            # Compiled loops would read what lies beyond the table.
            raise WeightsError(f"The trees ask for {len(self.names)} features; the table has {len(table.names)}.")
        rows = array("i", range(table.size)) if places is None else places
        sums: array[float] = _walks().leaf_sums(self.forest, table.values, table.size, rows, turns)
        return sums


def _walks() -> Any:
    """Compiled loops, or numpy's."""
    return trees if trees.COMPILED else NumpyWalk


def pack_weights(header: dict[str, object], arrays: dict[str, array[float]], table: WordWeights | None = None) -> bytes:
    """The bytes of a file of weights."""
    if table is not None:
        header = {**header, "words": [len(table.weights), table.scale, table.base]}
    text = json.dumps(header, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    payload = text.encode() + b"\n" + b"".join(_little(array(kind, arrays[name])).tobytes() for name, kind in ARRAYS)
    payload += b"" if table is None else table.weights.tobytes()
    return hashlib.sha256(payload).hexdigest().encode() + b"\n" + payload


def read_weights(data: bytes) -> Model:
    """The model of a file of weights; WeightsError where its checksum does not match."""
    digest, _, payload = data.partition(b"\n")
    if hashlib.sha256(payload).hexdigest().encode() != digest:
        raise WeightsError("The weights of the line scorer are damaged (wrong checksum); install the package again.")
    text = payload[: payload.index(b"\n")]
    rest = memoryview(payload)[len(text) + 1 :]
    header = json.loads(text)
    arrays: dict[str, array[Any]] = {}
    at = 0
    for name, kind in ARRAYS:
        one = array(kind)
        size = header["nodes"] * one.itemsize
        one.frombytes(rest[at : at + size])
        arrays[name] = _little(one)
        at += size
    table = None
    if "words" in header:
        count, scale, base = header["words"]
        table = WordWeights(array("b", rest[at : at + count].tobytes()), scale, base)
    children = array("i", bytes(8 * header["nodes"]))
    children[0::2], children[1::2] = arrays["left"], arrays["right"]
    nodes, roots = range(header["nodes"]), array("i", header["roots"])
    named = max(arrays["feature"], default=0) < len(header["names"])
    led = all(min(one) in nodes and max(one) in nodes for one in (roots, children) if one)
    if len(rest) < at or not (named and led):
        # Compiled loops follow every number that they are given.
        raise WeightsError("The weights name features or nodes that they do not have.")
    return Model(
        names=tuple(header["names"]),
        lists=Lists(*map(tuple, header["lists"])),
        forest=trees.Forest(arrays["feature"], arrays["threshold"], children, arrays["value"], roots, header["depth"]),
        table=table,
        kinds=tuple(header.get("kinds", ())),
    )


def _little(one: array[Any]) -> array[Any]:
    """The array, its bytes swapped on machines that are not little-endian."""
    if sys.byteorder != "little":
        one.byteswap()
    return one


@cache
def load_model(name: str) -> Model:
    """The model ``name`` ("text", "html", or these with "-second" or "-kind"), read once, on first use."""
    return read_weights(read_data(f"scorer/weights/{name}.trees"))


def table_of(names: Sequence[str], rows: Sequence[Sequence[float]]) -> Table:
    """The table of candidates, each given as a row of numbers in the order of ``names``.

    >>> table_of(("words", "person"), [(2, True)]).column("person").tolist()
    [1.0]
    """
    return Table(list(names), array("f", [row[at] for at in range(len(names)) for row in rows]), len(rows))


def likelihoods(name: str, signs: Table) -> list[float]:
    """The probability of each candidate to be the right one, by the trees called ``name``.

    The rest to 1 is the probability that none is. Features that the trees do not know are ignored.

    >>> likelihoods("headline", table_of(("words",), []))
    []
    """
    if not signs.size:
        return []

    model = load_model(name)
    width = 4 * signs.size
    at = {one: place * width for place, one in enumerate(signs.names)}
    data = signs.values.tobytes()
    values = array("f", b"".join([data[at[one] : at[one] + width] for one in model.names]))
    return model.shares(Table(list(model.names), values, signs.size))


class NumpyWalk:
    """The functions of ``trees`` by numpy, all rows at once: where nothing is compiled, loops would take seconds."""

    @staticmethod
    def leaf_sums(
        forest: trees.Forest, values: array[float], size: int, places: array[int], turns: int = 1
    ) -> array[float]:
        """The sums of the leaves that rows of a table end at, over all trees or over those of each turn."""
        import numpy as np

        feature, cut, children, value = (np.asarray(one) for one in forest[:4])
        flat, rows = np.asarray(values), np.asarray(places).astype(np.intp)[:, None]
        offsets = feature.astype(np.intp) * size
        here = np.broadcast_to(np.asarray(forest.roots), (len(places), len(forest.roots)))
        for _ in range(forest.depth):
            right = flat.take(rows + offsets.take(here)) > cut.take(here)
            here = children.take(2 * here + right)
        ends = value.take(here).reshape(len(places), len(forest.roots) // turns, turns)
        return array("d", ends.sum(axis=1, dtype=np.float64).T.tobytes())

    @staticmethod
    def loudest(
        forest: trees.Forest, count: int, values: array[float], size: int, places: array[int], most: int
    ) -> list[list[int]]:
        """For each row the features that spoke loudest against it, at most ``most``, the strongest first."""
        import numpy as np

        feature, cut, children, value = (np.asarray(one) for one in forest[:4])
        flat, rows = np.asarray(values), np.asarray(places).astype(np.intp)[:, None]
        width = len(values) // size
        here = np.broadcast_to(np.asarray(forest.roots[:count]), (len(places), min(count, len(forest.roots))))
        told = np.zeros(len(places) * width)
        for _ in range(forest.depth):
            asked = feature.astype(np.intp).take(here)
            below = children.take(2 * here + (flat.take(rows + asked * size) > cut.take(here)))
            change = value.take(below) - value.take(here)
            told += np.bincount((np.arange(len(places))[:, None] * width + asked).ravel(), change.ravel(), len(told))
            here = below
        sums = told.reshape(len(places), width)
        order = sums.argsort(axis=1, kind="stable")[:, :most]
        return [[at for at in row if sums[index, at] < 0] for index, row in enumerate(order.tolist())]
