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
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import fmean
from typing import Any

import lightgbm
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

from calibration import Sample, fitted_quality, samples_of, told_of
from forked import mapped
from heads import headed_tasks
from lines import FOLDS, Eyes, Rows, collected, lists_of, tasks_of
from trees import file_of
from words import fitted_table, worded_pages

from cleantext.readers import read_document
from cleantext.scoring.columns import Lists
from cleantext.scoring.features import features_of
from cleantext.scoring.model import unpacked
from cleantext.scoring.scores import TWICE, Looks
from cleantext.scoring.second_look import second_look
from cleantext.scoring.threshold import threshold_of
from cleantext.scoring.wording import WordTable

WEIGHTS = Path(__file__).resolve().parent.parent / "src" / "cleantext" / "scoring" / "weights"
#: Where the trees are kept that have not seen a part of the pages, which headlines.py needs.
APART = Path("build") / "train"
#: Of each look. On pages that were held out more trees gained nothing.
ROUNDS = {"html": 300, "text": 240}
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


def fit(rows: list[Rows], kind: str) -> lightgbm.Booster:
    """The trees that these pages make."""
    return lightgbm.train({**SETTINGS, "learning_rate": RATES[kind]}, dataset(rows), ROUNDS[kind])


def kinds_of(rows: list[Rows]) -> lightgbm.Booster:
    """The trees that tell kinds of pages apart."""
    rows = [one for one in rows if not one.composed]
    kinds = [KINDS.index(one.page_type) for one in rows]
    data = lightgbm.Dataset(np.stack([one.page for one in rows]), kinds, params={"max_bin": 63, "verbose": -1})
    return lightgbm.train(KIND_SETTINGS, data, KIND_ROUNDS)


def names_of(kind: str, lists: Lists, table: WordTable | None) -> list[str]:
    """The names of the features of a kind of input."""
    page = "<html><body><p>The wall held.</p></body></html>" if kind == "html" else "The wall held."
    return features_of(read_document(page)[0], lists, table)[0]


def f1_of(rows: Rows, scores: np.ndarray) -> float:
    """About the word F1 that the scores give a page."""
    kept = scores >= threshold_of(scores, rows.sizes)
    if not rows.gold:
        return float(not kept.any())
    hit, size = float((rows.labels * rows.sizes)[kept].sum()), float(rows.sizes[kept].sum())
    return 2 * hit / max(1.0, size + rows.gold)


def told(name: str, rows: list[Rows], f1s: list[float], right: list[bool]) -> str:
    """How the pages that were held out fare, by group."""
    groups: dict[str, list[float]] = {}
    for one, f1 in zip(rows, f1s, strict=True):
        groups.setdefault(f"{one.group}{' composed' if one.composed else ''}", []).append(f1)
    bodies = ", ".join(f"{group} {fmean(found):.4f} ({len(found)})" for group, found in sorted(groups.items()))
    return f"{name}: held out: {bodies}; kind of page right {fmean(right):.3f}"


def trained(kind: str, args: argparse.Namespace) -> list[Sample]:
    """Train and write the weights for one kind of input; what the trees of quality learn from their scores."""
    tasks = tasks_of(args.data, kind, args.labelled, args.procs)
    if kind == "text":
        tasks += headed_tasks(args.data, args.labelled)
    lists = lists_of(tasks, args.cache, args.procs)
    pages = worded_pages(tasks, args.cache, args.procs)
    # A page's wording is scored by a table that has not seen its domain, as it is for pages of other publishers.
    tables = [fitted_table([one for one in pages if one.fold != fold]) for fold in range(FOLDS)]
    rows = collected(tasks, [Eyes(lists, table) for table in tables], args.cache, args.procs)
    names = names_of(kind, lists, tables[0])
    apart = [[one for one in rows if one.fold != fold] for fold in range(FOLDS)]
    whole, *others = fits([rows, *apart], kind, args.procs)
    firsts = [file_of(one, names, lists, table=table) for one, table in zip(others, tables, strict=True)]
    guess = kinds_of(apart[0])
    written = {
        kind: file_of(whole, names, lists, table=fitted_table(pages)),
        f"{kind}-kind": file_of(kinds_of(rows).dump_model(), names, lists, kinds=KINDS),
    }
    looks = [Looks(unpacked(one), unpacked(file_of(guess.dump_model(), names, lists, kinds=KINDS))) for one in firsts]
    right = [looks[0].kinds.kind(one.page) == one.page_type for one in rows if one.held and not one.composed]
    del apart, others
    seconds: list[bytes] = []
    if kind in TWICE:
        # The second look learns from first looks at pages of domains that these have not seen.
        rows = collected(tasks, [Eyes(lists, one.first.table, one.first) for one in looks], args.cache, args.procs)
        names += second_look(np.ones(1, np.float32), np.ones(1, np.float32))[0]
        even, odd = ([one for one in rows if one.fold % 2 == half] for half in (0, 1))
        boosters = fits([rows, [one for one in rows if not one.held], even, odd], kind, args.procs)
        del even, odd
        written[f"{kind}-second"], for_held, *seconds = [file_of(one, names, lists) for one in boosters]
        looks[0] = looks[0]._replace(second=unpacked(for_held))
    held = [one for one in rows if one.held]
    last = looks[0].second or looks[0].first
    print(told(kind, held, [f1_of(one, last.scores(one.values)) for one in held], right), flush=True)
    for name, data in written.items():
        (args.out / f"{name}.trees").write_bytes(data)
        print(f"{name}: {len(rows)} pages, {len(unpacked(data).roots)} trees, {len(data)} bytes", flush=True)
    for fold, data in enumerate(firsts):
        (args.apart / f"{kind}-{fold}.trees").write_bytes(data)
    for half, data in enumerate(seconds):
        (args.apart / f"{kind}-second-{half}.trees").write_bytes(data)
    del rows, held  # many, and calibration forks
    return [] if args.only else samples_of(tasks, looks[0], args.cache, args.procs)


def fits(pages: list[list[Rows]], kind: str, procs: int) -> list[dict[str, Any]]:
    """The trees that each of several lists of pages makes, some at a time."""
    return mapped(lambda at: fit(pages[at], kind).dump_model(), range(len(pages)), procs)


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
        qualities = unpacked((args.out / "quality.trees").read_bytes()).scores(rows)
        print(f"quality: {len(samples)} results of pages that were held out; {told_of(samples, qualities)}")


if __name__ == "__main__":
    main()
