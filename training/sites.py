"""Fits how much less likely a line is the article's where it stands on other pages of its site, and prints it.

    python training/sites.py DATA [--apart FOLDER] [--procs N]

DATA holds page sets with gold bodies. Only pages of the train part are read, as HTML, of sites with two pages or more:
each with the profile of the others, and with scores of trees that have not seen its domain (``line_scorer.py`` leaves
them in ``--apart``). The numbers go into ``cleantext/sites/evidence.py`` by hand.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

from forked import mapped
from headlines import looks_of
from line_scorer import APART
from lines import FOLDS, SETS, Task, fold_of, labelled

from cleantext.document import Document
from cleantext.scorer.scores import LineScores, Looks, Scores
from cleantext.sites import SiteProfile
from cleantext.sites.evidence import evidence_of, evidence_rows, times_of
from cleantext.sites.trace import Trace, site_of
from cleantext.words.similarity import key_of, sketch_of
from corpus import Page, read_pages

#: A score from which on the scorer is sure of a line.
SURE = 0.5
#: More pages than any site here has.
MOST = 1000


class Read(NamedTuple):
    """A page, its undecided lines, their scores and labels, the words of its gold body, what the page leaves."""

    document: Document
    lines: list
    scores: Scores
    labels: np.ndarray
    gold: int
    trace: Trace


def read(page: Page, looks: Looks) -> Read | None:
    """A page as its site's profile sees it; None where it does not serve."""
    found = labelled(Task(page, "html"), None)
    if found is None:
        return None
    document, labels, _, gold = found
    lines = document.undecided()
    note = next(iter(LineScores(looks=looks)(document)), None)
    if note is None or not isinstance(note.value, Scores):
        return None
    kept = [line.text for line, good in zip(lines, note.value.kept, strict=True) if good]
    trace = Trace({key_of(one): False for one in document.segments}, sketch_of(kept))
    return Read(document, lines, note.value, np.array([labels[line.index] for line in lines]), gold, trace)


def rows_of(pages: list[Page], looks: list[Looks]) -> list[tuple[np.ndarray, ...]]:
    """Of each page of a site the lines that recur: their signs, labels and weights, and on how many pages they do."""
    site = [one for page in pages if (one := read(page, looks[fold_of(page)])) is not None]
    rows = []
    for page in site:
        profile = SiteProfile()
        for other in site:
            if other is not page:
                profile.add_trace(other.trace)
        recurs = evidence_of(profile, page.document, page.lines, page.scores.kept, page.scores.kind)
        signs = np.array(evidence_rows(recurs, page.lines, page.scores.values), dtype=np.float32)
        times = np.array(times_of(recurs, page.lines))
        places = np.array([line.start in recurs.times for line in page.lines], dtype=np.bool_)
        weights = np.array([line.words + 1 for line in page.lines]) / (page.gold + 100)
        rows.append((signs[places], page.labels[places], weights[places], times[places]))
    return rows


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--apart", type=Path, default=APART, help="folder of the trees that have not seen all pages")
    parser.add_argument("--procs", type=int, default=2)
    args = parser.parse_args()
    sites: dict[str, list[Page]] = defaultdict(list)
    for name in SETS:
        for page in read_pages(args.data, name, part="train"):
            if page.gold.body and site_of(page.url):
                sites[site_of(page.url)].append(page)
    several = [pages for pages in sites.values() if len(pages) > 1]
    looks = [looks_of(args.apart, "html", fold) for fold in range(FOLDS)]
    found = [row for rows in mapped(lambda pages: rows_of(pages, looks), several, args.procs, 4) for row in rows]
    signs, labels, weights, times = (np.concatenate(part) for part in zip(*found, strict=True))
    fit = LogisticRegression().fit(signs, labels >= 0.5, sample_weight=weights / weights.mean())
    sure = (signs[:, 0] > np.log(SURE / (1 - SURE))) & (signs[:, 1] > 0)
    print(
        f"{len(found)} pages of {len(several)} sites, {len(signs)} lines that recur, {labels.mean():.3f} of them text"
    )
    for low, high in ((1, 1), (2, 2), (3, 4), (5, MOST)):
        some = sure & (times >= low) & (times <= high)
        if some.any():
            share = (labels[some] >= 0.5).mean()
            print(f"{some.sum()} of them prose of a score above {SURE}, on {low} to {high} pages: {share:.2f} text")
    print("odds, prose, words, share:", fit.coef_[0].round(2).tolist(), "rest:", fit.intercept_.round(2).tolist())


if __name__ == "__main__":
    main()
