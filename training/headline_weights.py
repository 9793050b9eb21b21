"""Fits the weights of the headline's evidence, and prints them.

    python training/headline_weights.py DATA [--inputs html,text-nodes,inscriptis,html-text]

DATA holds page sets (wcxb, news) with gold headlines. Only pages of the train part, by domain, are used. The model is a
conditional logit: of a page's candidate lines one is the headline, each kind of evidence has one weight, and the
likelihood of the right line is maximised with a little ridge. Same data, same output. Weights of evidence that these
pages do not show (a feed's token, words in the URL, a page without furniture) are set by hand beside the others.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

from cleantext.fields import headline as step
from cleantext.fields.headline_signs import signs_of
from cleantext.pipeline import Pipeline
from cleantext.readers import read_document
from corpus import Page, read_pages
from dumpers import DUMPERS
from metrics import folded

ROUNDS, RATE, RIDGE = 600, 0.05, 0.001
Rows = tuple[np.ndarray, np.ndarray]


def prepared() -> Pipeline:
    """The steps that run before the headline's."""
    steps = list(Pipeline.default())
    place = next(index for index, one in enumerate(steps) if isinstance(one, step.Headline))
    return Pipeline(steps[:place])


def rows_of(page: Page, kind: str, pipeline: Pipeline) -> tuple[list[str], Rows] | None:
    """The names of the evidence, its values for each candidate line of a page, and which lines are the headline."""
    raw = page.html() if kind == "html" else DUMPERS[kind](page.html())
    document = pipeline.run(read_document(raw)[0])
    wanted = folded(page.gold.headline)
    values, right, names = [], [], []
    for segment, around in step.candidates(document):
        evidence = signs_of(document, segment, around)
        names = list(evidence)
        values.append(list(evidence.values()))
        right.append(folded(segment.text) == wanted)
    return (names, (np.array(values), np.array(right))) if any(right) else None


def fitted(pages: list[Rows]) -> np.ndarray:
    """The weights under which the right lines are likeliest (Adam on the whole set, which is small)."""
    values = np.concatenate([rows for rows, _ in pages])
    right = np.concatenate([lines for _, lines in pages])
    page = np.concatenate([np.full(len(rows), index) for index, (rows, _) in enumerate(pages)])
    weights = np.zeros(values.shape[1])
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for _ in range(ROUNDS):
        scores = values @ weights
        top = np.full(len(pages), -np.inf)
        np.maximum.at(top, page, scores)
        likely = np.exp(scores - top[page])
        every = likely / np.bincount(page, likely)[page]
        among_right = likely * right / np.bincount(page, likely * right)[page]
        slope = values.T @ (among_right - every) / len(pages) - RIDGE * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        weights = weights + RATE * first / (np.sqrt(second) + 1e-8)
    return weights


def pages_of(data: Path, inputs: list[str]) -> Iterator[tuple[Page, str]]:
    """Every article of the train part that has a gold headline, in every kind of input."""
    for name in ("wcxb", "news"):
        for page in read_pages(data, name, part="train", page_type="article"):
            if page.gold.headline:
                yield from ((page, kind) for kind in inputs)


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--inputs", default="html,text-nodes,inscriptis,html-text")
    args = parser.parse_args()
    pipeline = prepared()
    found = [rows_of(page, kind, pipeline) for page, kind in pages_of(args.data, args.inputs.split(","))]
    usable = [rows for rows in found if rows is not None]
    names = usable[0][0]
    weights = fitted([rows for _, rows in usable])
    for name, weight in zip(names, weights, strict=True):
        print(f"{name:28s} {weight:6.2f}")
    right = sum(bool(lines[np.argmax(rows @ weights)]) for _, (rows, lines) in usable)
    print(f"{right} of {len(usable)} pages with their headline among the candidates; {len(found)} pages in all")


if __name__ == "__main__":
    main()
