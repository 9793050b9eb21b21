"""Between the tables of the scorer, which hold columns, and the matrices that trees are trained on, which hold rows."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np

from cleantext.scorer.columns import Table


def matrix_of(table: Table) -> np.ndarray:
    """The rows of a table."""
    columns = np.frombuffer(table.values, dtype=np.float32).reshape(len(table.names), table.size)
    return np.ascontiguousarray(columns.T)


def table_of(names: Sequence[str], rows: np.ndarray) -> Table:
    """The table that has these rows."""
    return Table(list(names), array("f", rows.T.astype(np.float32).tobytes()), len(rows))
