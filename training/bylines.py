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

import lightgbm
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

from lines import held_out, is_apart, labelled_tasks
from trees import file_of

from cleantext.fields.anchor import anchor_of
from cleantext.fields.byline import THRESHOLD
from cleantext.fields.signers import signers
from cleantext.pipeline import Pipeline
from cleantext.readers import read_document
from cleantext.scoring.columns import Lists
from cleantext.scoring.model import unpacked
from cleantext.vocabulary import load_vocabulary
from corpus import Page, input_of, read_pages
from metrics import names

WEIGHTS = Path(__file__).resolve().parent.parent / "src" / "cleantext" / "scoring" / "weights"
SETS = ("wcxb", "news", "newsweb", "made_html")
DUMPS = ("inscriptis", "text-nodes", "raw-text")
#: What a page counts for, by its set; fields of dumps whose lines are all labelled are surest.
WEIGHT = {"made": 3.0, "news": 1.5, "newsweb": 1.5}
ROUNDS = 160
SETTINGS = {
    "objective": "cross_entropy",
    "metric": "cross_entropy",
    "num_leaves": 15,
    "max_depth": 6,
    "min_data_in_leaf": 20,
    "learning_rate": 0.07,
    "feature_fraction": 0.5,
    "lambda_l2": 5.0,
    "num_threads": 1,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}


class Signed(NamedTuple):
    """Who is named on a page, their signs, which of them signed it, and whether the page is left out."""

    group: str
    names: tuple[str, ...]
    values: np.ndarray
    right: np.ndarray
    wanted: frozenset[str]
    texts: tuple[str, ...]
    apart: bool


class Source(NamedTuple):
    """An input with its right authors."""

    group: str
    raw: str | Path | Page
    kind: str
    wanted: tuple[str, ...]
    apart: bool


def signed_of(source: Source, cache: Path | None) -> Signed | None:
    """The people that an input names."""
    raw = input_of(source.raw, source.kind, cache) if isinstance(source.raw, Page) else source.raw
    pipeline = Pipeline.default()
    document = pipeline.without(*pipeline.names[pipeline.names.index("byline") :]).run(read_document(raw)[0])
    if (document.page is None) != (source.kind != "html") or document.claimed("byline"):
        return None
    found = signers(document, anchor_of(document), load_vocabulary())
    if not found:
        return None
    wanted = frozenset(source.wanted)
    given = [frozenset(names([person.name for person in one.match.authors])) for one, _ in found]
    return Signed(
        f"{source.group} {'html' if source.kind == 'html' else 'text'}",
        tuple(found[0][1]),
        np.array([list(signs.values()) for _, signs in found], dtype=np.float32),
        np.array([bool(wanted) and some == wanted for some in given]),
        wanted,
        tuple(", ".join(person.name for person in one.match.authors) for one, _ in found),
        source.apart,
    )


def sources_of(data: Path, labelled: Path) -> list[Source]:
    """All inputs with their authors."""
    found = []
    for name in SETS:
        for page in read_pages(data, name, part="train"):
            if name == "wcxb" and page.page_type != "article":
                continue
            wanted = tuple(names(page.gold.author))
            for kind in ("html", *DUMPS):
                found.append(Source(name, page, kind, wanted, held_out(page)))
    apart = {task.page.id for task in labelled_tasks(labelled) if is_apart(task.page)}
    for row in map(json.loads, labelled.read_text("utf-8").splitlines()):
        text = "\n".join(line for line, _ in row["lines"])
        found.append(Source("made", text, "text", tuple(names(row["authors"])), row["id"] in apart))
    return found


def fitted(pages: list[Signed]) -> bytes:
    """The file of the trees that these pages make."""
    data = lightgbm.Dataset(
        np.concatenate([one.values for one in pages]),
        np.concatenate([one.right for one in pages]).astype(np.float32),
        weight=np.concatenate([np.full(len(one.right), WEIGHT.get(one.group.split()[0], 1.0)) for one in pages]),
        params={"verbose": -1},
    )
    return file_of(lightgbm.train(SETTINGS, data, ROUNDS).dump_model(), list(pages[0].names), Lists(()))


def told_of(pages: list[Signed], data: bytes) -> str:
    """How many authors are right, and how often somebody is named where nobody signs, by group."""
    model = unpacked(data)
    counts: dict[str, list[int]] = {}
    for one in pages:
        scores = model.scores(one.values)
        best = int(scores.argmax())
        named = bool(scores[best] >= THRESHOLD)
        row = counts.setdefault(one.group, [0, 0, 0, 0])
        row[1 if one.wanted else 3] += 1
        row[0 if one.wanted else 2] += (named and bool(one.right[best])) if one.wanted else named
    return "; ".join(f"{group}: {a} of {b}, invented {c} of {d}" for group, (a, b, c, d) in sorted(counts.items()))


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
        found = pool.map(signed_of, sources_of(args.data, args.labelled), repeat(args.cache), chunksize=8)
        pages = [one for one in found if one is not None]
    print(f"left out: {told_of([o for o in pages if o.apart], fitted([o for o in pages if not o.apart]))}")
    known = [one for one in pages if not one.apart or not one.group.startswith("made ")]
    (args.out / "byline.trees").write_bytes(fitted(known))


if __name__ == "__main__":
    main()
