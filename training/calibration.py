"""Fits `Article.quality`: from signs of a result to the word F1 that its body is likely to have.

It learns from pages that the trees were not trained on; on others their scores promise too much.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
from lines import Task, held_out

from cleantext import Pipeline
from cleantext.assembly import assembled
from cleantext.marks import Field
from cleantext.quality import signs_of
from cleantext.readers import read_document
from cleantext.scoring.model import Model
from corpus import input_of
from metrics import nearest_body

#: Pages count for less where a page has several dumps; the ridge keeps rare signs small.
RIDGE, STEPS = 1.0, 30


class Sample(NamedTuple):
    """The signs of a result, the word F1 of its body, what the page counts for."""

    signs: dict[str, float]
    f1: float
    weight: float


def samples_of(tasks: list[Task], model: Model, cache: Path | None) -> list[Sample]:
    """Signs and F1 of all pages that were held out."""
    pipeline = Pipeline.default().configure("line-scorer", model=model)
    held = [task for task in tasks if held_out(task.page)]
    pages = {task.page.path for task in held}
    found = []
    for page, kind, _ in held:
        document, input_kind = read_document(input_of(page, kind, cache))
        document = pipeline.run(document)
        article = assembled(document, input_kind)
        expected = next((note.value for note in document.noted(Field.QUALITY) if isinstance(note.value, float)), None)
        if article.paragraphs:
            f1 = nearest_body(article.body, page.gold)[1].f1
            found.append(Sample(signs_of(article, expected), f1, len(pages) / len(held)))
    return found


def fitted_quality(samples: list[Sample]) -> str:
    """The coefficients as JSON: a logistic curve through F1, by Newton's method."""
    names = list(samples[0].signs)
    rows = np.array([[1.0, *(one.signs[name] for name in names)] for one in samples])
    target = np.array([one.f1 for one in samples])
    weight = np.array([one.weight for one in samples])
    found = np.zeros(rows.shape[1])
    ridge = RIDGE * np.eye(rows.shape[1])
    ridge[0, 0] = 0
    for _ in range(STEPS):
        value = 1 / (1 + np.exp(-rows @ found))
        slope = rows.T @ (weight * (target - value)) - ridge @ found
        bend = (rows * (weight * value * (1 - value))[:, None]).T @ rows + ridge
        found = found + np.linalg.solve(bend, slope)
    table = dict(zip(["base", *names], found.round(4).tolist(), strict=True))
    return json.dumps(table, indent=1) + "\n"
