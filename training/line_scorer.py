"""Trains the line scorer and what goes with it, and writes the files of weights.

    python training/line_scorer.py DATA [--out FOLDER] [--cache FOLDER] [--labelled FILE] [--only html|text] [--procs 2]

DATA holds page sets (wcxb, news and others) with gold bodies. Only pages of the train part, by domain, are read. A
sixth of their domains is held out first: it tells how well the trees do, and what the calibration of `quality` learns
from. The weights that are written are then made from all of them. Same data, same bytes. LightGBM and scikit-learn are
needed here only.
"""

from __future__ import annotations

import argparse
import sys
from array import array
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

import lightgbm
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

from calibration import Sample, fitted_quality, samples_of, told_of
from forked import mapped
from heads import headed_tasks
from lines import FOLDS, HEADED, Eyes, Rows, Task, collected, lists_of, tasks_of
from matrices import table_of
from trees import file_of

from cleantext.input.read import read_document
from cleantext.scorer.columns import Lists
from cleantext.scorer.decision import threshold_of
from cleantext.scorer.model import Model, read_weights
from cleantext.scorer.scores import Looks, features_of
from cleantext.scorer.second_look import second_look
from cleantext.scorer.surroundings import kin_of
from cleantext.scorer.wording import WordWeights
from words import fitted_table, worded_pages

WEIGHTS = Path(__file__).resolve().parent.parent / "src" / "cleantext" / "scorer" / "weights"
#: Where the trees are kept that have not seen a part of the pages, which headlines.py needs.
APART = Path("build") / "train"
#: A page of each kind of input.
PAGE = {"html": "<html><body><p>The wall held.</p></body></html>", "text": "The wall held."}
#: Of the first look and of the second. On pages that were held out more trees gained nothing.
ROUNDS = {"html": 300, "text": 240}
ROUNDS_OF_SECOND = {"html": 150, "text": 240}
#: One thread: the sums of several may differ in their last bit, and several wait for each other on busy machines.
SETTINGS = {
    "objective": "cross_entropy",
    "metric": "cross_entropy",
    "num_leaves": 31,
    "max_depth": 8,
    "min_data_in_leaf": 100,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "max_bin": 63,
    "use_missing": False,
    "num_threads": 1,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
RATES = {"html": 0.06, "text": 0.1}
#: News pages are few, and what dumps are mostly of: they count for more.
NEWS = {"html": 1.0, "text": 3.0}
#: Pages made of pieces of others, of which there are many.
COMPOSED = 0.7
#: Pages without an article: there are few.
EMPTY = 2.5
#: Invented pages of ordinary kinds, which no set of pages has.
MARKED = 1.2
#: Forums are few, and their replies look like the comments of articles.
FORUMS = 2.0
#: Heads and tails as markup: in full they taught that cards of one make are furniture. Pages of cards are few.
HEADED_MARKUP, HEADED_EMPTY, CARDS = 0.25, 0.5, 1.5
CARD_PAGES = frozenset(("collection", "listing", "product", "service"))
#: The kinds of pages, and how their trees are trained: few pages, so small trees.
KINDS = ("article", "collection", "documentation", "forum", "listing", "product", "service")
KIND_ROUNDS = 40
KIND_SETTINGS = {
    **SETTINGS,
    "objective": "multiclass",
    "metric": "multi_logloss",
    "num_class": len(KINDS),
    "num_leaves": 7,
    "max_depth": 4,
    "min_data_in_leaf": 20,
    "learning_rate": 0.1,
}


def dataset(rows: list[Rows]) -> lightgbm.Dataset:
    """All rows, weighted so that each page counts for as much as its F1 does."""
    news = [weight_of(one) for one in rows]
    weights = [(one.sizes + 1) / (one.gold + 100) * one.stands * more for one, more in zip(rows, news, strict=True)]
    weight = np.concatenate(weights)
    return lightgbm.Dataset(
        np.concatenate([one.values for one in rows]),
        np.concatenate([one.labels for one in rows]),
        weight=weight / weight.mean(),
        params={"max_bin": SETTINGS["max_bin"], "verbose": -1},
    )


def weight_of(rows: Rows) -> float:
    """What a page counts for beside others."""
    if rows.group == HEADED and rows.kind == "html":
        return HEADED_MARKUP if rows.gold else HEADED_EMPTY
    if rows.page_type in CARD_PAGES and not rows.composed and rows.kind == "html":
        return CARDS
    if not rows.gold:
        return EMPTY
    if rows.group == "pages":
        return MARKED
    if rows.page_type == "forum" and not rows.composed:
        return FORUMS
    if rows.composed:
        return COMPOSED
    if rows.group in ("news", "made"):
        return NEWS["html" if rows.kind == "html" else "text"]
    return 1.0


def fit(rows: list[Rows], kind: str, rounds: int) -> lightgbm.Booster:
    """The trees that these pages make."""
    return lightgbm.train({**SETTINGS, "learning_rate": RATES[kind]}, dataset(rows), rounds)


def kinds_of(rows: list[Rows]) -> lightgbm.Booster:
    """The trees that tell kinds of pages apart."""
    rows = [one for one in rows if not one.composed]
    kinds = [KINDS.index(one.page_type) for one in rows]
    data = lightgbm.Dataset(np.stack([one.page for one in rows]), kinds, params={"max_bin": 63, "verbose": -1})
    return lightgbm.train(KIND_SETTINGS, data, KIND_ROUNDS)


def names_of(kind: str, lists: Lists, table: WordWeights | None) -> list[str]:
    """The names of the features of a kind of input."""
    return features_of(read_document(PAGE[kind])[0], lists, table).names


def second_names(kind: str) -> list[str]:
    """The names of the features of the second look at a kind of input."""
    document = read_document(PAGE[kind])[0]
    ones = array("f", [1]) * len(document.segments)
    return second_look(ones, ones, kin_of(document, document.segments)).names


def f1_of(rows: Rows, scores: array[float]) -> float:
    """About the word F1 that the scores give a page."""
    kept = np.array(scores) >= threshold_of(scores, rows.sizes.tolist())
    if not rows.gold:
        return float(not kept.any())
    hit, size = float((rows.labels * rows.sizes)[kept].sum()), float(rows.sizes[kept].sum())
    return 2 * hit / max(1.0, size + rows.gold)


def print_held(name: str, rows: list[Rows], model: Model) -> None:
    """Say how the pages that were held out fare, by group."""
    groups: dict[str, list[float]] = {}
    for one in rows:
        if one.held:
            group = f"{one.group}{' composed' if one.composed else ''}"
            groups.setdefault(group, []).append(f1_of(one, model.scores(table_of(model.names, one.values))))
    bodies = ", ".join(f"{group} {fmean(found):.4f} ({len(found)})" for group, found in sorted(groups.items()))
    print(f"{name}: held out: {bodies}", flush=True)


class Material(NamedTuple):
    """What one kind of input is trained on: pages, and what reads them.

    ``table`` weighs the words of all pages; each of ``tables`` has not seen a part of the domains.
    """

    kind: str
    tasks: list[Task]
    lists: Lists
    table: WordWeights
    tables: list[WordWeights]
    names: list[str]


def material(kind: str, args: argparse.Namespace) -> Material:
    """The pages of a kind of input, and the words and names that they have."""
    tasks = tasks_of(args.data, kind, args.labelled, args.procs) + headed_tasks(args.data, kind, args.labelled)
    lists = lists_of(tasks, args.cache, args.procs)
    pages = worded_pages(tasks, args.cache, args.procs)
    # A page's wording is scored by a table that has not seen its domain, as it is for pages of other publishers.
    tables = [fitted_table([one for one in pages if one.fold != fold]) for fold in range(FOLDS)]
    return Material(kind, tasks, lists, fitted_table(pages), tables, names_of(kind, lists, tables[0]))


def first_looks(found: Material, args: argparse.Namespace) -> tuple[dict[str, bytes], list[bytes], Looks]:
    """The weights of the first look; the trees that have not seen a part of the domains; what reads held pages."""
    kind, names, lists = found.kind, found.names, found.lists
    rows = collected(found.tasks, [Eyes(lists, table) for table in found.tables], args.cache, args.procs)
    apart = [[one for one in rows if one.fold != fold] for fold in range(FOLDS)]
    whole, *others = fits([rows, *apart], kind, ROUNDS[kind], args.procs)
    firsts = [file_of(one, names, lists, table=table) for one, table in zip(others, found.tables, strict=True)]
    guess = file_of(kinds_of(apart[0]).dump_model(), names, lists, kinds=KINDS)
    held = Looks(read_weights(firsts[0]), read_weights(guess))
    guessed = [one for one in rows if one.held and not one.composed]
    right = [held.kinds.kind(table_of(names, one.page[None])) == one.page_type for one in guessed]
    print(f"{kind}: {len(rows)} pages", flush=True)
    print_held(f"{kind}, first look", rows, held.first)
    print(f"{kind}: kind of page right on {fmean(right):.3f} of {len(right)}", flush=True)
    written = {
        kind: file_of(whole, names, lists, table=found.table),
        f"{kind}-kind": file_of(kinds_of(rows).dump_model(), names, lists, kinds=KINDS),
    }
    return written, firsts, held


def second_looks(found: Material, firsts: list[bytes], args: argparse.Namespace) -> tuple[bytes, list[bytes], Model]:
    """The weights of the second look, the trees that have not seen half of the domains, those that read held pages.

    They learn from first looks at pages of domains that these have not seen.
    """
    kind, names = found.kind, found.names + second_names(found.kind)
    models = [read_weights(data) for data in firsts]
    rows = collected(found.tasks, [Eyes(found.lists, one.table, one) for one in models], args.cache, args.procs)
    parts = [rows, [one for one in rows if not one.held]]
    parts += [[one for one in rows if one.fold % 2 == half] for half in (0, 1)]
    boosters = fits(parts, kind, ROUNDS_OF_SECOND[kind], args.procs)
    whole, for_held, *halves = [file_of(one, names, found.lists) for one in boosters]
    model = read_weights(for_held)
    print_held(f"{kind}, second look", rows, model)
    return whole, halves, model


def trained(kind: str, args: argparse.Namespace) -> list[Sample]:
    """Train and write the weights for one kind of input; what the trees of quality learn from their scores."""
    found = material(kind, args)
    written, firsts, held = first_looks(found, args)
    written[f"{kind}-second"], halves, second = second_looks(found, firsts, args)
    for name, data in written.items():
        (args.out / f"{name}.trees").write_bytes(data)
        print(f"{name}: {len(read_weights(data).forest.roots)} trees, {len(data)} bytes", flush=True)
    for fold, data in enumerate(firsts):
        (args.apart / f"{kind}-{fold}.trees").write_bytes(data)
    for half, data in enumerate(halves):
        (args.apart / f"{kind}-second-{half}.trees").write_bytes(data)
    held = held._replace(second=second)
    return [] if args.only else samples_of(found.tasks, held, args.cache, args.procs)


def fits(pages: list[list[Rows]], kind: str, rounds: int, procs: int) -> list[dict[str, Any]]:
    """The trees that each of several lists of pages makes, some at a time."""
    return mapped(lambda at: fit(pages[at], kind, rounds).dump_model(), range(len(pages)), procs)


def main() -> None:
    """Train, write, and say how the pages that were held out fare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--cache", type=Path, help="folder that keeps the dumps")
    parser.add_argument("--labelled", type=Path, help="a file of dumps with a label for every line")
    parser.add_argument("--only", choices=("html", "text"), help="leaves the calibration as it is")
    parser.add_argument("--apart", type=Path, default=APART, help="folder for trees that have not seen all pages")
    parser.add_argument("--procs", type=int, default=2)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    args.apart.mkdir(parents=True, exist_ok=True)
    kinds = [args.only] if args.only else ["html", "text"]
    with ProcessPoolExecutor(len(kinds)) as pool:
        found = list(pool.map(trained, kinds, [args] * len(kinds)))
    samples = [one for some in found for one in some]
    if not args.only:
        (args.out / "quality.trees").write_bytes(fitted_quality(samples))
        rows = np.array([list(one.signs.values()) for one in samples], dtype=np.float32)
        model = read_weights((args.out / "quality.trees").read_bytes())
        qualities = np.array(model.scores(table_of(model.names, rows)))
        print(f"quality: {len(samples)} results of pages that were held out; {told_of(samples, qualities)}")


if __name__ == "__main__":
    main()
