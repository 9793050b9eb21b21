"""Choosing one of several candidates, or none, by small trees: each has signs by name, and gets a probability.

The candidates of a page compete: the likelier one is, the less likely are the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cleantext.scoring.columns import Floats


class Signs(NamedTuple):
    """The signs of all candidates: a name for each column, a row for each candidate."""

    names: tuple[str, ...]
    rows: Floats

    def of(self, candidate: int, name: str) -> float:
        """One sign of one candidate, by its place among them; 0 where there is no such sign."""
        return float(self.rows[candidate, self.names.index(name)]) if name in self.names else 0.0


def table_of(names: Sequence[str], rows: Sequence[Sequence[float]]) -> Signs:
    """The signs of candidates that give them one by one, in the order of ``names``.

    >>> table_of(("words", "person"), [(2, True)]).of(0, "person")
    1.0
    """
    import numpy as np

    return Signs(tuple(names), np.array(rows, dtype=np.float32).reshape(-1, len(names)))


def likelihoods(name: str, signs: Signs) -> list[float]:
    """How likely each candidate is the one, by the trees called ``name``; signs that these do not know are passed over.

    What the probabilities leave of 1 is that none is.

    >>> likelihoods("headline", table_of(("words",), []))
    []
    """
    if not len(signs.rows):
        return []
    from cleantext.scoring.model import load_model

    model = load_model(name)
    at = {one: place for place, one in enumerate(signs.names)}
    found: list[float] = model.shares(signs.rows[:, [at[one] for one in model.names]]).tolist()
    return found
