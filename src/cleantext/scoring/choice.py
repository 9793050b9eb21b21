"""Choosing one of several candidates, or none, by small trees: each has signs by name, and gets a probability.

The candidates of a page compete: the likelier one is, the less likely are the others.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from cleantext.scoring.columns import Table


def table_of(names: Sequence[str], rows: Sequence[Sequence[float]]) -> Table:
    """The signs of candidates that give them one by one, in the order of ``names``.

    >>> table_of(("words", "person"), [(2, True)]).column("person").tolist()
    [1.0]
    """
    return Table(list(names), array("f", [row[at] for at in range(len(names)) for row in rows]), len(rows))


def likelihoods(name: str, signs: Table) -> list[float]:
    """How likely each candidate is the one, by the trees called ``name``; signs that these do not know are passed over.

    What the probabilities leave of 1 is that none is.

    >>> likelihoods("headline", table_of(("words",), []))
    []
    """
    if not signs.size:
        return []
    from cleantext.scoring.model import load_model

    model = load_model(name)
    width = 4 * signs.size
    at = {one: place * width for place, one in enumerate(signs.names)}
    data = signs.values.tobytes()
    values = array("f", b"".join([data[at[one] : at[one] + width] for one in model.names]))
    return model.shares(Table(list(model.names), values, signs.size))
