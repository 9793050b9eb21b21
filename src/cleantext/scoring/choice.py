"""Choosing one of several candidates, or none, by small trees: each has signs by name, and gets a probability.

The candidates of a page compete: the likelier one is, the less likely are the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def likelihoods(name: str, candidates: Sequence[Mapping[str, float]]) -> list[float]:
    """How likely each candidate is the one, by the trees called ``name``; signs that these do not know are passed over.

    What the probabilities leave of 1 is that none is.

    >>> likelihoods("headline", [])
    []
    """
    if not candidates:
        return []
    from cleantext.scoring.model import load_model

    model = load_model(name)
    return model.shares([[signs[one] for one in model.names] for signs in candidates])
