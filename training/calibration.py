"""Trains `Article.quality`: from signs of a result to the word F1 that its body is likely to have.

It learns from pages that the trees were not trained on; on others their scores promise too much.
"""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

import lightgbm
import numpy as np
from lines import Task, held_out
from trees import file_of

from cleantext import Pipeline
from cleantext.build_article import build_article
from cleantext.input.read import read_document
from cleantext.marks import Field
from cleantext.quality import DOUBTFUL, Promise, signs_of
from cleantext.scorer.columns import Lists
from cleantext.scorer.scores import Looks
from corpus import input_of
from metrics import Gold, nearest_body

#: Few pages and few signs: small trees.
ROUNDS = 60
SETTINGS = {
    "objective": "cross_entropy",
    "metric": "cross_entropy",
    "num_leaves": 6,
    "max_depth": 3,
    "min_data_in_leaf": 40,
    "learning_rate": 0.08,
    "lambda_l2": 10.0,
    "feature_fraction": 0.5,
    "num_threads": 1,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}


class Sample(NamedTuple):
    """The signs of a result, the word F1 of its body, what the page counts for."""

    signs: dict[str, float]
    f1: float
    weight: float


def samples_of(tasks: list[Task], looks: Looks, cache: Path | None, procs: int) -> list[Sample]:
    """Signs and F1 of all pages that were held out; a page with several inputs counts once."""
    held = [task for task in tasks if held_out(task.page)]
    times = Counter((task.page.set, task.page.id) for task in held)
    with ProcessPoolExecutor(procs) as pool:
        found = list(pool.map(_sample, held, repeat(looks), repeat(cache), chunksize=8))
    pairs = zip(held, found, strict=True)
    return [one._replace(weight=1 / times[task.page.set, task.page.id]) for task, one in pairs if one is not None]


def _sample(task: Task, looks: Looks, cache: Path | None) -> Sample | None:
    raw = task.made if task.made is not None else input_of(task.page, task.kind, cache)
    document, kind = read_document(raw)
    if (kind == "html") != (task.kind == "html"):
        return None
    document = Pipeline.default().configure("line-scores", looks=looks).run(document)
    article = build_article(document, kind)
    promise = next((note.value for note in document.noted(Field.QUALITY) if isinstance(note.value, Promise)), None)
    if not article.paragraphs:
        return None
    gold = task.page.gold if task.made is None else Gold(frozenset(("body",)), task.gold)
    return Sample(signs_of(article, promise), nearest_body(article.body, gold)[1].f1, 1.0)


def told_of(samples: list[Sample], qualities: np.ndarray) -> str:
    """How often a body has a word F1 below 0.8, where its quality warns and where it does not."""
    low = qualities < DOUBTFUL
    bad = np.array([one.f1 < 0.8 for one in samples])
    return f"word F1 below 0.8: {bad[low].mean():.2f} below quality {DOUBTFUL}, {bad[~low].mean():.2f} above"


def fitted_quality(samples: list[Sample]) -> bytes:
    """The file of the trees."""
    names = list(samples[0].signs)
    data = lightgbm.Dataset(
        np.array([list(one.signs.values()) for one in samples], dtype=np.float32),
        [one.f1 for one in samples],
        weight=[one.weight for one in samples],
        params={"verbose": -1},
    )
    return file_of(lightgbm.train(SETTINGS, data, ROUNDS).dump_model(), names, Lists(()))
