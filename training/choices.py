"""What the trees that choose one of several candidates for a field learn from, and how: headline, byline, publisher."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import lightgbm
import numpy as np
from matrices import table_of
from trees import file_of

from cleantext.scorer.columns import Lists
from cleantext.scorer.model import MOST, Model

#: Small trees: the candidates are few.
SETTINGS = {
    "learning_rate": 0.08,
    "feature_fraction": 0.5,
    "min_data_in_leaf": 20,
    "lambda_l2": 4.0,
    "num_threads": 1,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
#: The second derivative of a candidate that is all but certain is no smaller than this.
LEAST_CURVE = 1e-4


class Page(NamedTuple):
    """The candidates of one input: their signs, which of them are right, and whether the page states the field.

    ``group`` is the kind of page that results are told for, ``weight`` what the page counts for, ``apart`` whether it
    is left out of training.
    """

    group: str
    names: tuple[str, ...]
    values: np.ndarray
    right: np.ndarray
    stated: bool
    weight: float
    apart: bool


def fitted(pages: Sequence[Page], rounds: int, leaves: int) -> bytes:
    """The file of the trees that these pages make.

    The candidates of a page compete with each other and with none of them, whose sum of trees is always 0; where
    several are right, it is enough that one of them wins.
    """
    values = np.concatenate([one.values for one in pages])
    right = np.concatenate([one.right for one in pages]).astype(float)
    sizes = [len(one.right) for one in pages]
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    page = np.repeat(np.arange(len(pages)), sizes)
    weight = np.repeat([one.weight for one in pages], sizes)

    def objective(sums: np.ndarray, _: lightgbm.Dataset) -> tuple[np.ndarray, np.ndarray]:
        odds = np.exp(np.clip(sums, -MOST, MOST))
        likely = odds / (1 + np.add.reduceat(odds, starts))[page]
        among = np.add.reduceat(odds * right, starts)[page]
        wanted = np.divide(odds * right, among, out=np.zeros_like(odds), where=among > 0)
        return (likely - wanted) * weight, np.maximum(likely * (1 - likely), LEAST_CURVE) * weight

    settings = {**SETTINGS, "num_leaves": leaves, "objective": objective}
    data = lightgbm.Dataset(values, right.astype(np.float32), params={"verbose": -1})
    booster = lightgbm.train(settings, data, rounds)
    return file_of(booster.dump_model(), list(pages[0].names), Lists(()))


def told_of(pages: Sequence[Page], model: Model, is_taken: Callable[[float], bool]) -> str:
    """How often the field is right where the page states it, and invented where it does not, by group."""
    counts: dict[str, list[int]] = {}
    for one in pages:
        scores = model.shares(table_of(one.names, one.values))
        best = max(range(len(scores)), key=scores.__getitem__)
        taken = is_taken(scores[best])
        row = counts.setdefault(one.group, [0, 0, 0, 0])
        at = 0 if one.stated else 2
        row[at] += taken and (bool(one.right[best]) if one.stated else True)
        row[at + 1] += 1
    return "; ".join(
        f"{group}: right {right} of {stated}, invented {invented} of {silent}"
        for group, (right, stated, invented, silent) in sorted(counts.items())
    )
