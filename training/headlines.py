"""Trains the trees that tell a page's headline: for each line that may be it, the probability that it is.

Pages without any headline are among those that they learn from, since none is an answer. The scores of the lines come
from trees that were trained on other domains, as they do for a new page.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

import lightgbm
import numpy as np
from lines import Task, fold_of, group_number, held_out
from trees import file_of

from cleantext.fields import headline as step
from cleantext.fields.headline_signs import signs_of
from cleantext.pipeline import Pipeline
from cleantext.readers import read_document
from cleantext.scoring.columns import Lists
from cleantext.scoring.model import Model
from corpus import input_of
from metrics import folded

ROUNDS = 300
SETTINGS = {
    "objective": "cross_entropy",
    "metric": "cross_entropy",
    "num_leaves": 31,
    "max_depth": 8,
    "min_data_in_leaf": 30,
    "learning_rate": 0.08,
    "feature_fraction": 0.5,
    "lambda_l2": 3.0,
    "num_threads": 1,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
#: What a page counts for, by its set; the labels of dumps whose lines are all labelled are surest. A page of another
#: set in which the headline is not found may show it in other words.
WEIGHTS = {"made": 4.0, "news": 2.0, "newsweb": 1.5}
UNTITLED = 0.4
#: How often a page comes with its address: most callers give none.
ADDRESSED = 0.4
#: So many inputs of a page are read as they are, and so many that are made of it.
MOST_INPUTS = 3


class Lines(NamedTuple):
    """The candidates of one page: signs, and which of them are the headline (none, where the page has none)."""

    held: bool
    group: str
    kind: str
    names: tuple[str, ...]
    values: np.ndarray
    right: np.ndarray
    texts: tuple[str, ...]
    wanted: str


def prepared(model: Model) -> Pipeline:
    """The steps that run before the headline's, with the scores of ``model``."""
    pipeline = Pipeline.default().configure("line-scores", model=model)
    return pipeline.without(*pipeline.names[pipeline.names.index("headline") :])


def lines_of(task: Task, wanted: str, models: tuple[Model, Model], cache: Path | None) -> Lines | None:
    """The candidates of a page; None where its headline is not among them though the page has one."""
    raw = task.made if task.made is not None else input_of(task.page, task.kind, cache)
    known = np.random.default_rng(group_number(task.page) % 2**32).random() < ADDRESSED
    document = read_document(raw, url=task.page.url if known and task.page.url else None)[0]
    if (document.page is None) != (task.kind != "html"):
        return None
    document = prepared(models[fold_of(task.page) % 2]).run(document)
    if document.claimed("headline"):
        return None
    gold = folded(wanted)
    names: list[str] = []
    values, right, texts = [], [], []
    for segment, around in step.candidates(document):
        signs = signs_of(document, segment, around)
        names = list(signs)
        values.append(list(signs.values()))
        right.append(bool(gold) and folded(step.title_of(document, segment)) == gold)
        texts.append(segment.text)
    shown = bool(gold) and gold in folded(document.text)
    if not values or (gold and shown and not any(right)):
        return None
    return Lines(
        held_out(task.page),
        task.page.set,
        "html" if task.kind == "html" else "text",
        tuple(names),
        np.array(values, dtype=np.float32),
        np.array(right),
        tuple(texts),
        wanted,
    )


def headlines_of(tasks: Iterable[Task], labelled: Path | None) -> Iterator[tuple[Task, str]]:
    """The inputs for which it is known what the headline is, each with it, "" where they have none."""
    titles: dict[str, str] = {}
    if labelled is not None:
        rows = map(json.loads, labelled.read_text("utf-8").splitlines())
        titles = {row["id"]: row["headline"] or "" for row in rows}
    seen: Counter[tuple[str, str, bool]] = Counter()
    for task in tasks:
        page = task.page
        if page.set in ("pages", "empty"):
            continue
        wanted = titles.get(page.id) if page.set == "made" else page.gold.headline
        kind = page.set, page.id, task.made is None
        seen[kind] += 1
        if wanted is not None and (wanted or page.set == "made") and seen[kind] <= MOST_INPUTS:
            yield task, wanted


def headline_lines(
    tasks: list[Task], labelled: Path | None, models: tuple[Model, Model], cache: Path | None, procs: int
) -> list[Lines]:
    """The candidates of all pages that serve."""
    pairs = list(headlines_of(tasks, labelled))
    with ProcessPoolExecutor(procs) as pool:
        found = pool.map(lines_of, *zip(*pairs, strict=True), repeat(models), repeat(cache), chunksize=8)
        return [one for one in found if one is not None]


def fit(pages: list[Lines]) -> lightgbm.Booster:
    """The trees that these pages make; a page counts once, however many lines it has."""
    values, labels, weights = [], [], []
    for page in pages:
        count = int(page.right.sum())
        weight = WEIGHTS.get(page.group, 1.0) if count or page.group == "made" else UNTITLED
        values.append(page.values)
        labels.append(page.right)
        weights.append(weight * np.where(page.right, 1 / max(1, count), 1.0))
    data = lightgbm.Dataset(
        np.concatenate(values),
        np.concatenate(labels).astype(np.float32),
        weight=np.concatenate(weights),
        params={"verbose": -1},
    )
    return lightgbm.train(SETTINGS, data, ROUNDS)


def file_of_headlines(pages: list[Lines]) -> bytes:
    """The file of the trees."""
    return file_of(fit(pages).dump_model(), list(pages[0].names), Lists(()))


def told_of(pages: list[Lines], model: Model) -> str:
    """How often the likeliest line is the headline, and how often one is named where there is none."""
    right, named, silent, titled = 0, 0, 0, 0
    for page in pages:
        scores = model.scores(page.values)
        best = int(scores.argmax())
        named_here = step.is_likely(float(scores[best]), float(scores.sum()))
        if page.right.any():
            titled += 1
            right += bool(page.right[best]) and named_here
        else:
            silent += 1
            named += named_here
    return f"headline right on {right} of {titled}, invented on {named} of {silent}"
