"""From a trained booster to a file of weights: every tree as rows of nodes, a leaf as its own child."""

from __future__ import annotations

from array import array
from typing import Any

import numpy as np

from cleantext.scorer.columns import Lists
from cleantext.scorer.model import ARRAYS, pack_weights
from cleantext.scorer.wording import WordWeights


class _Nodes:
    """The nodes of all trees, one after another."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, float, int, int, float]] = []
        self.depth = 0

    def add(self, node: dict[str, Any], depth: int = 0) -> int:
        """Add a node and what is below it; its number."""
        number = len(self.rows)
        self.depth = max(self.depth, depth)
        if "leaf_value" in node:
            self.rows.append((0, 0.0, number, number, node["leaf_value"]))
            return number
        self.rows.append((0, 0.0, 0, 0, 0.0))
        left, right = self.add(node["left_child"], depth + 1), self.add(node["right_child"], depth + 1)
        self.rows[number] = (node["split_feature"], _below(node["threshold"]), left, right, node["internal_value"])
        return number


def _below(threshold: float) -> float:
    """The greatest number of 32 bits that is not above the threshold: the same values of 32 bits lie below both."""
    cut = np.float32(threshold)
    return float(np.nextafter(cut, np.float32(-np.inf)) if float(cut) > threshold else cut)


def file_of(
    dumped: dict[str, Any],
    names: list[str],
    lists: Lists,
    *,
    table: WordWeights | None = None,
    kinds: tuple[str, ...] = (),
) -> bytes:
    """The bytes of the file of weights for a booster as LightGBM dumps it."""
    nodes = _Nodes()
    roots = [nodes.add(tree["tree_structure"]) for tree in dumped["tree_info"]]
    columns = zip(ARRAYS, zip(*nodes.rows, strict=True), strict=True)
    arrays = {name: array(kind, column) for (name, kind), column in columns}
    header = {
        "names": names,
        "lists": [list(part) for part in lists],
        "depth": nodes.depth,
        "roots": roots,
        "nodes": len(nodes.rows),
        "kinds": list(kinds),
    }
    return pack_weights(header, arrays, table)
