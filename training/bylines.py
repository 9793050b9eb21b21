"""Trains the trees that tell who signed an article, among the people that a page names.

    python training/bylines.py DATA LABELLED [--out FOLDER] [--cache FOLDER] [--procs N]

DATA holds page sets with gold authors, LABELLED is a file of dumps with a label for every line and the fields of each.
Only pages of the train part are used, as HTML and as dumps. Pages that name no author are among them.
"""

from __future__ import annotations

import argparse
import json
import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

from choices import Page, fitted, told_of
from heads import headed_pages
from line_scorer import WEIGHTS
from lines import held_out, is_apart, labelled_tasks
from matrices import matrix_of

import corpus
from cleantext.fields.byline.candidates import find_signers
from cleantext.fields.byline.choose_signer import is_likely_signer
from cleantext.input.read import read_document
from cleantext.layout import bounds_of
from cleantext.pipeline import Pipeline
from cleantext.scorer.model import read_weights
from metrics import names

SETS = ("wcxb", "news", "newsweb", "made_html")
DUMPS = ("inscriptis", "text-nodes", "raw-text")
#: What a page counts for, by its set; fields of dumps whose lines are all labelled are surest.
COUNTS_FOR = {"made": 3.0, "news": 1.5, "newsweb": 1.5}
ROUNDS, LEAVES = 120, 20


class Source(NamedTuple):
    """An input with its right authors."""

    group: str
    raw: str | corpus.Page
    kind: str
    wanted: frozenset[str]
    apart: bool


def page_of(source: Source, cache: Path | None) -> Page | None:
    """The people that an input names; None where there are none."""
    raw = corpus.input_of(source.raw, source.kind, cache) if isinstance(source.raw, corpus.Page) else source.raw
    pipeline = Pipeline.default()
    document = pipeline.without(*pipeline.names[pipeline.names.index("byline") :]).run(read_document(raw)[0])
    if (document.page is None) != (source.kind != "html") or document.claimed("byline"):
        return None
    found, signs = find_signers(document, bounds_of(document))
    if not found:
        return None
    given = [names([person.name for person in one.match.authors]) for one in found]
    return Page(
        f"{source.group} {'html' if source.kind == 'html' else 'text'}",
        tuple(signs.names),
        matrix_of(signs),
        np.array([bool(source.wanted) and some == source.wanted for some in given]),
        bool(source.wanted),
        COUNTS_FOR.get(source.group, 1.0),
        source.apart,
    )


def sources_of(data: Path, labelled: Path) -> list[Source]:
    """All inputs with their authors."""
    found = []
    for name in SETS:
        for page in corpus.read_pages(data, name, part="train"):
            if name == "wcxb" and page.page_type != "article":
                continue
            wanted = names(page.gold.author)
            found += [Source(name, page, kind, wanted, held_out(page)) for kind in ("html", *DUMPS)]
    apart = {task.page.id for task in labelled_tasks(labelled) if is_apart(task.page)}
    for row in map(json.loads, labelled.read_text("utf-8").splitlines()):
        text = "\n".join(line for line, _ in row["lines"])
        found.append(Source("made", text, "text", names(row["authors"]), row["id"] in apart))
    for page, made in headed_pages(data, labelled):
        found.append(Source("headed", made.text, "text", names(list(made.authors)), held_out(page)))
    return found


def main() -> None:
    """Train, write, and say how the pages that were left out fare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("labelled", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--cache", type=Path, help="folder that keeps the dumps")
    parser.add_argument("--procs", type=int, default=2)
    args = parser.parse_args()
    with ProcessPoolExecutor(args.procs) as pool:
        found = pool.map(page_of, sources_of(args.data, args.labelled), repeat(args.cache), chunksize=8)
        pages = [one for one in found if one is not None]
    guess = read_weights(fitted([one for one in pages if not one.apart], ROUNDS, LEAVES))
    print(f"byline, left out: {told_of([one for one in pages if one.apart], guess, is_likely_signer)}")
    known = [one for one in pages if not one.apart or not one.group.startswith("made ")]
    (args.out / "byline.trees").write_bytes(fitted(known, ROUNDS, LEAVES))


if __name__ == "__main__":
    main()
