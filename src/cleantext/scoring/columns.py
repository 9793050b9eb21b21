"""Named columns: one number for each segment of a page, collected in a fixed order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Lists(NamedTuple):
    """The words that features ask for; they belong to the weights, and are stored with these.

    ``categories`` of the word lists, ``classes`` (words of class names), ``tags`` of blocks, ``types`` that
    pages declare.
    """

    categories: tuple[str, ...]
    classes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    types: tuple[str, ...] = ()


class Columns:
    """Columns of equal length, each with its name.

    >>> columns = Columns(2)
    >>> columns.add("words", [3, 12])
    >>> columns.names, columns.matrix().shape
    (['words'], (2, 1))
    """

    __slots__ = ("_rows", "names", "size")

    def __init__(self, size: int) -> None:
        """Begin without columns, for ``size`` segments."""
        self.size = size
        self.names: list[str] = []
        self._rows: list[Floats] = []

    def add(self, name: str, values: Sequence[float] | NDArray[np.generic] | float) -> None:
        """Add one column; a single number stands for all segments."""
        self.names.append(name)
        row = np.empty((1, self.size), dtype=np.float32)
        row[0] = values
        self._rows.append(row)

    def add_block(self, names: Sequence[str], rows: NDArray[np.generic]) -> None:
        """Add several columns at once, given as rows of a matrix."""
        self.names.extend(names)
        self._rows.append(rows.astype(np.float32, copy=False))

    def matrix(self) -> Floats:
        """The segments as rows, the columns as columns."""
        return np.concatenate(self._rows).T
