"""Trains the trees that tell the name of a page's publisher, on dumps whose publishers are stated.

    python training/publishers.py LABELLED [--out FOLDER]

LABELLED is a file of dumps with a label for every line and the fields of each. A fifth, by id, is left out: it tells
how well the trees do.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import NamedTuple

import lightgbm
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

from lines import is_apart, labelled_tasks
from trees import file_of

from cleantext.fields.anchor import anchor_of
from cleantext.fields.publisher import THRESHOLD, named
from cleantext.pipeline import Pipeline
from cleantext.readers import read_document
from cleantext.scoring.columns import Lists
from cleantext.scoring.model import unpacked
from cleantext.vocabulary import normalised

WEIGHTS = Path(__file__).resolve().parent.parent / "src" / "cleantext" / "scoring" / "weights"
ROUNDS = 200
SETTINGS = {
    "objective": "cross_entropy",
    "metric": "cross_entropy",
    "num_leaves": 12,
    "max_depth": 5,
    "min_data_in_leaf": 15,
    "learning_rate": 0.07,
    "feature_fraction": 0.5,
    "lambda_l2": 5.0,
    "num_threads": 1,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
#: How often a page comes with its address: most callers give none.
ADDRESSED = 0.4


class Names(NamedTuple):
    """The names on a page, their signs, which of them is the publisher's, and whether the page is left out."""

    names: tuple[str, ...]
    values: np.ndarray
    right: np.ndarray
    wanted: str
    texts: tuple[str, ...]
    apart: bool


def names_of(text: str, url: str | None, wanted: str, apart: bool) -> Names | None:
    """The names of a page, None where there are none."""
    pipeline = Pipeline.default()
    before = pipeline.without(*pipeline.names[pipeline.names.index("header") :])
    document = before.run(read_document(text, url=url)[0])
    if document.page is not None:
        return None
    found = list(named(document, anchor_of(document)))
    if not found:
        return None
    gold = normalised(wanted)
    return Names(
        tuple(found[0][1]),
        np.array([list(signs.values()) for _, signs in found], dtype=np.float32),
        np.array([bool(gold) and normalised(name.text) == gold for name, _ in found]),
        wanted,
        tuple(name.text for name, _ in found),
        apart,
    )


def pages_of(path: Path) -> list[Names]:
    """The names of all pages, each page once with its address or without."""
    rows = [json.loads(row) for row in path.read_text("utf-8").splitlines()]
    apart = {task.page.id for task in labelled_tasks(path) if is_apart(task.page)}
    random = np.random.default_rng(3)
    found = []
    for row in rows:
        text = "\n".join(line for line, _ in row["lines"])
        url = row["url"] if random.random() < ADDRESSED else None
        found.append(names_of(text, url, row["publisher"] or "", row["id"] in apart))
    return [one for one in found if one is not None]


def fitted(pages: list[Names]) -> bytes:
    """The file of the trees that these pages make."""
    data = lightgbm.Dataset(
        np.concatenate([one.values for one in pages]),
        np.concatenate([one.right for one in pages]).astype(np.float32),
        params={"verbose": -1},
    )
    return file_of(lightgbm.train(SETTINGS, data, ROUNDS).dump_model(), list(pages[0].names), Lists(()))


def told_of(pages: list[Names], data: bytes) -> str:
    """How many publishers are right, and how often one is named where the page has none."""
    model = unpacked(data)
    right = stated = invented = silent = 0
    for one in pages:
        scores = model.scores(one.values)
        best = int(scores.argmax())
        if one.wanted:
            stated += 1
            right += bool(one.right[best]) and scores[best] >= THRESHOLD
        else:
            silent += 1
            invented += bool(scores[best] >= THRESHOLD)
    return f"publisher right on {right} of {stated}, invented on {invented} of {silent}"


def main() -> None:
    """Train, write, and say how the pages that were left out fare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labelled", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    pages = pages_of(args.labelled)
    known, apart = [one for one in pages if not one.apart], [one for one in pages if one.apart]
    data = fitted(known)
    print(f"learned from: {told_of(known, data)}; left out: {told_of(apart, data)}")
    (args.out / "publisher.trees").write_bytes(data)


if __name__ == "__main__":
    main()
