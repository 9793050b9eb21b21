"""The trees that score lines: read from a file with a checksum, walked for all lines at once.

A file of weights is a line with the SHA-256 of what follows, a line of JSON, the arrays of all nodes, little-endian,
and the table of hashed words, where the features ask for one. Nothing in it is run.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from cleantext.errors import CleantextError
from cleantext.scoring.columns import Floats, Lists
from cleantext.scoring.wording import WordTable

#: The arrays of a file, in order: the feature that a node asks for, its threshold, its two children, its value (what
#: a leaf adds to the score, the mean of what is below another node).
_ARRAYS = (("feature", "<u2"), ("threshold", "<f4"), ("left", "<u4"), ("right", "<u4"), ("value", "<f4"))

#: The first trees carry most of a score; later ones only mend it. The first 48 are asked which features told.
TELLING = 48


#: Sums of trees beyond this are as good as certain.
MOST = 30.0


class WeightsError(CleantextError):
    """The weights that ship with the library are damaged."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Trees, with the names of their features and the words that these ask for, by name or hashed.

    A leaf is its own child, so that shorter ways wait at their end.
    """

    names: tuple[str, ...]
    lists: Lists
    depth: int
    roots: NDArray[np.intp]
    feature: NDArray[np.intp]
    cut: Floats
    children: NDArray[np.intp]
    value: Floats
    table: WordTable | None = None
    kinds: tuple[str, ...] = ()

    def scores(self, rows: Floats) -> Floats:
        """The probability that a line is the article's, for each row of features."""
        total = self._leaves(rows).sum(axis=1, dtype=np.float64)
        result: Floats = (1.0 / (1.0 + np.exp(-total))).astype(np.float32)
        return result

    def shares(self, rows: Floats) -> Floats:
        """The probability of each row to be the right one of all; what these leave of 1 is that none is."""
        odds = np.exp(np.clip(self._leaves(rows).sum(axis=1, dtype=np.float64), -MOST, MOST))
        result: Floats = (odds / (1.0 + odds.sum())).astype(np.float32)
        return result

    def kind(self, row: Floats) -> str:
        """The likeliest of ``kinds`` for a page; the trees of the kinds take turns."""
        sums = self._leaves(row[None, :])[0].reshape(-1, len(self.kinds)).sum(axis=0)
        return self.kinds[int(sums.argmax())]

    def _leaves(self, rows: Floats) -> Floats:
        """The value of the leaf that each row ends at, for each tree."""
        count, width = rows.shape
        flat = np.ascontiguousarray(rows).ravel()
        offsets = (np.arange(count) * width)[:, None]
        nodes = np.broadcast_to(self.roots, (count, len(self.roots)))
        for _ in range(self.depth):
            right = flat.take(offsets + self.feature.take(nodes)) > self.cut.take(nodes)
            nodes = self.children.take(2 * nodes + right)
        return self.value.take(nodes)

    def telling(self, rows: Floats, most: int = 3) -> list[list[str]]:
        """For each row the names of the features that spoke loudest against it, the strongest first.

        A feature speaks by how the value of a tree's node changes where the node asks for it.
        """
        count, width = rows.shape
        flat = np.ascontiguousarray(rows).ravel()
        offsets = (np.arange(count) * width)[:, None]
        nodes = np.broadcast_to(self.roots[:TELLING], (count, len(self.roots[:TELLING])))
        told = np.zeros(count * width)
        for _ in range(self.depth):
            asked = offsets + self.feature.take(nodes)
            below = self.children.take(2 * nodes + (flat.take(asked) > self.cut.take(nodes)))
            change = self.value.take(below) - self.value.take(nodes)
            told += np.bincount(asked.ravel(), change.ravel(), count * width)
            nodes = below
        sums = told.reshape(count, width)
        order = sums.argsort(axis=1, kind="stable")[:, :most]
        return [[self.names[at] for at in row if sums[index, at] < 0] for index, row in enumerate(order.tolist())]


def packed(header: dict[str, object], arrays: dict[str, NDArray[np.generic]], table: WordTable | None = None) -> bytes:
    """The bytes of a file of weights."""
    if table is not None:
        header = {**header, "words": [len(table.weights), table.scale, table.base]}
    text = json.dumps(header, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    payload = text.encode() + b"\n" + b"".join(arrays[name].astype(kind).tobytes() for name, kind in _ARRAYS)
    payload += b"" if table is None else table.weights.tobytes()
    return hashlib.sha256(payload).hexdigest().encode() + b"\n" + payload


def unpacked(data: bytes) -> Model:
    """The model of a file of weights; WeightsError where its checksum does not match."""
    digest, _, payload = data.partition(b"\n")
    if hashlib.sha256(payload).hexdigest().encode() != digest:
        raise WeightsError("The weights of the line scorer are damaged (wrong checksum); install the package again.")
    text, _, rest = payload.partition(b"\n")
    header = json.loads(text)
    arrays: dict[str, NDArray[np.generic]] = {}
    at = 0
    for name, kind in _ARRAYS:
        arrays[name] = np.frombuffer(rest, dtype=kind, count=header["nodes"], offset=at)
        at += arrays[name].nbytes
    table = None
    if "words" in header:
        count, scale, base = header["words"]
        table = WordTable(np.frombuffer(rest, dtype=np.int8, count=count, offset=at), scale, base)
    children = np.stack((arrays["left"], arrays["right"]), axis=1).astype(np.intp).ravel()
    return Model(
        names=tuple(header["names"]),
        lists=Lists(*map(tuple, header["lists"])),
        depth=header["depth"],
        roots=np.array(header["roots"], dtype=np.intp),
        feature=arrays["feature"].astype(np.intp),
        cut=arrays["threshold"].astype(np.float32),
        children=children,
        value=arrays["value"].astype(np.float32),
        table=table,
        kinds=tuple(header.get("kinds", ())),
    )


@cache
def load_model(name: str) -> Model:
    """The model ``name`` ("text", "html", or these with "-second" or "-kind"), read once, on first use."""
    return unpacked(resources.files("cleantext.scoring").joinpath("weights", f"{name}.trees").read_bytes())
