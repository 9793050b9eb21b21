"""Trains the line scorer, and writes its two files of weights.

    python training/line_scorer.py DATA [--out FOLDER] [--cache FOLDER] [--only html|text] [--procs 2]

DATA holds page sets (wcxb, news) with gold bodies. Only pages of the train part, by domain, are read; a sixth of
their domains is held out to stop in time. One model is for HTML, one for dumps. Same data, same bytes. LightGBM is
needed here only.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from statistics import fmean

import lightgbm
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

from lines import Rows, collected, lists_of, parts, tasks_of
from trees import file_of

from cleantext.readers import read_document
from cleantext.scoring.columns import Lists
from cleantext.scoring.features import features_of
from cleantext.scoring.model import unpacked
from cleantext.scoring.threshold import threshold_of

WEIGHTS = Path(__file__).resolve().parent.parent / "src" / "cleantext" / "scoring" / "weights"
ROUNDS, PATIENCE = 260, 40
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
    "num_threads": 2,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
RATES = {"html": 0.05, "text": 0.07}
#: News pages are few, and what dumps are mostly of: with this weight for dumps, news that were held out rose from 0.939
#: to 0.951, other articles fell by 0.002.
NEWS = {"html": 1.0, "text": 3.0}


def dataset(rows: list[Rows], reference: lightgbm.Dataset | None = None) -> lightgbm.Dataset:
    """All rows, weighted so that each page counts for as much as its F1 does."""
    news = [NEWS["html" if one.kind == "html" else "text"] if one.group == "news" else 1.0 for one in rows]
    weights = np.concatenate([(one.sizes + 1) / (one.gold + 100) * k for one, k in zip(rows, news, strict=True)])
    return lightgbm.Dataset(
        np.concatenate([one.values for one in rows]),
        np.concatenate([one.labels for one in rows]),
        weight=weights / weights.mean(),
        reference=reference,
        params={"max_bin": SETTINGS["max_bin"], "verbose": -1},
    )


def trained(fitted: list[Rows], held: list[Rows], rate: float) -> lightgbm.Booster:
    """The trees, as many as serve the pages that are held out."""
    base = dataset(fitted)
    stop = lightgbm.early_stopping(PATIENCE, verbose=False)
    settings = {**SETTINGS, "learning_rate": rate}
    return lightgbm.train(settings, base, ROUNDS, valid_sets=[dataset(held, base)], callbacks=[stop])


def names_of(kind: str, lists: Lists) -> list[str]:
    """The names of the features of a kind of input."""
    page = "<html><body><p>The wall held.</p></body></html>" if kind == "html" else "The wall held."
    return features_of(read_document(page)[0], lists)[0]


def f1_of(rows: Rows, scores: np.ndarray) -> float:
    """About the word F1 that the scores give a page."""
    kept = scores >= threshold_of(scores, rows.sizes)
    hit, size = float((rows.labels * rows.sizes)[kept].sum()), float(rows.sizes[kept].sum())
    return 2 * hit / max(1.0, size + rows.gold)


def main() -> None:
    """Train, write, and say how the pages that were held out fare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--cache", type=Path, help="folder that keeps the dumps")
    parser.add_argument("--only", choices=("html", "text"))
    parser.add_argument("--procs", type=int, default=2)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for kind in [args.only] if args.only else ["html", "text"]:
        tasks = tasks_of(args.data, kind)
        lists = lists_of(tasks, args.cache, args.procs)
        fitted, held = parts(collected(tasks, lists, args.cache, args.procs))
        booster = trained(fitted, held, RATES[kind])
        data = file_of(booster.dump_model(), names_of(kind, lists), lists)
        (args.out / f"{kind}.trees").write_bytes(data)
        model = unpacked(data)
        groups: dict[str, list[float]] = {}
        for one in held:
            groups.setdefault(one.group, []).append(f1_of(one, model.scores(one.values)))
        told = ", ".join(f"{group} {fmean(f1s):.4f} ({len(f1s)})" for group, f1s in sorted(groups.items()))
        print(f"{kind}: {len(fitted)} pages, {len(model.roots)} trees, {len(data)} bytes; held out: {told}")


if __name__ == "__main__":
    main()
