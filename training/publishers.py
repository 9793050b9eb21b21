"""Trains the trees that tell the name of a page's publisher, on dumps whose publishers are stated.

    python training/publishers.py DATA LABELLED [--out FOLDER]

DATA holds page sets, whose articles get invented heads. LABELLED is a file of dumps with a label for every line and the
fields of each; a fifth of these, by id, is left out: it tells how well the trees do.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

from choices import Page, fitted, told_of
from heads import headed_pages
from line_scorer import WEIGHTS
from lines import held_out, is_apart, labelled_tasks
from matrices import matrix_of

from cleantext.fields.publisher import find_names, is_likely_publisher
from cleantext.input.read import read_document
from cleantext.pipeline import Pipeline
from cleantext.scorer.model import read_weights
from cleantext.words.vocabulary import normalised

ROUNDS, LEAVES = 200, 12
#: How often a page comes with its address: most callers give none.
ADDRESSED = 0.4


#: What a labelled dump counts for beside one under an invented head.
COUNTS_FOR = 3.0


def page_of(group: str, text: str, url: str | None, wanted: str, apart: bool) -> Page | None:
    """The names of a page, None where there are none."""
    pipeline = Pipeline.default()
    before = pipeline.without(*pipeline.names[pipeline.names.index("house-names") :])
    document = before.run(read_document(text, url=url)[0])
    found, signs = find_names(document)
    if document.page is not None or not found:
        return None
    gold = normalised(wanted)
    return Page(
        group,
        tuple(signs.names),
        matrix_of(signs),
        np.array([bool(gold) and key == gold for key in found]),
        bool(gold),
        COUNTS_FOR if group == "made" else 1.0,
        apart,
    )


def pages_of(data: Path, path: Path) -> list[Page]:
    """The names of all pages, each page once, the labelled with their address or without."""
    apart = {task.page.id for task in labelled_tasks(path) if is_apart(task.page)}
    random = np.random.default_rng(3)
    found = []
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        text = "\n".join(line for line, _ in row["lines"])
        url = row["url"] if random.random() < ADDRESSED else None
        found.append(page_of("made", text, url, row["publisher"] or "", row["id"] in apart))
    for page, made in headed_pages(data, path):
        if made.publisher is not None:
            found.append(page_of("headed", made.text, None, made.publisher, held_out(page)))
    return [one for one in found if one is not None]


def main() -> None:
    """Train, write, and say how the pages that were left out fare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("labelled", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    pages = pages_of(args.data, args.labelled)
    data = fitted([one for one in pages if not one.apart], ROUNDS, LEAVES)
    print(
        f"publisher, left out: {told_of([one for one in pages if one.apart], read_weights(data), is_likely_publisher)}"
    )
    (args.out / "publisher.trees").write_bytes(data)


if __name__ == "__main__":
    main()
