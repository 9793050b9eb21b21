"""The table of hashed words: a logistic regression on the wording of each line by itself."""

from __future__ import annotations

from array import array
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

import numpy as np
from lines import Task, fold_of, labelled
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from cleantext.scorer.wording import BITS, WordWeights, buckets_of

#: How little the weights are held down; 0.05 and 0.2 came out alike on pages that were held out. The figures have two
#: digits in the end, so that a rough minimum will do.
LEEWAY, PRECISION = 0.05, 0.01
MOST_DUMPS, MOST_LINES = 2, 60


class WordedPage(NamedTuple):
    """The open lines of a page: the hashed words of all, the line of each, labels and weights of the lines."""

    fold: int
    buckets: np.ndarray
    lines: np.ndarray
    labels: np.ndarray
    weights: np.ndarray


def worded_pages(tasks: list[Task], cache: Path | None, procs: int) -> list[WordedPage]:
    """The wording of all pages that can be labelled, in order; of a page's dumps, which hold the same words, two."""
    seen: Counter[str] = Counter()
    taken = []
    for task in tasks:
        name = f"{task.page.set}/{task.page.id}"
        seen[name] += 1
        if seen[name] <= MOST_DUMPS or task.made is not None:
            taken.append(task)
    with ProcessPoolExecutor(procs) as pool:
        found = pool.map(_worded, taken, repeat(cache), chunksize=8)
        return [page for page in found if page is not None]


def _worded(task: Task, cache: Path | None) -> WordedPage | None:
    ready = labelled(task, cache)
    if ready is None:
        return None
    document, labels, sizes, _ = ready
    lines = [one for one in document.undecided() if labels[one.index] >= 0]
    if not lines:
        return None
    # Of a long page as many lines as of any other: what they say together is said by fewer.
    random = np.random.default_rng(len(lines))
    if len(lines) > MOST_LINES:
        lines = [lines[at] for at in sorted(random.choice(len(lines), MOST_LINES, replace=False).tolist())]
    places = [one.index for one in lines]
    pairs = [(bucket, at) for at, one in enumerate(lines) for bucket in sorted(buckets_of(one.text))]
    buckets, line_of = np.array(pairs, dtype=np.int32).T
    # Long lines tell more than short ones, and no page is to outweigh the others by its many lines.
    heavy = (np.sqrt(np.array(sizes, dtype=np.float64)[places]) + 1) / (len(lines) ** 0.5 + 10)
    right = np.array(labels)[places] >= 0.5
    return WordedPage(fold_of(task.page), buckets, line_of, right, heavy)


def fitted_table(pages: list[WordedPage]) -> WordWeights:
    """The weights that these pages make, rounded to eight bits."""
    starts = np.cumsum([0, *(len(one.labels) for one in pages)])
    rows = np.concatenate([one.lines + start for one, start in zip(pages, starts, strict=False)])
    columns = np.concatenate([one.buckets for one in pages])
    words = csr_matrix((np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=(starts[-1], 2**BITS))
    weights = np.concatenate([one.weights for one in pages])
    model = LogisticRegression(C=LEEWAY, solver="liblinear", tol=PRECISION)
    model.fit(words, np.concatenate([one.labels for one in pages]), sample_weight=weights / weights.mean())
    found = model.coef_[0]
    scale = float(np.abs(found).max() / 127)
    rounded = array("b", np.rint(found / scale).astype(np.int8).tobytes())
    return WordWeights(rounded, round(scale, 8), round(float(model.intercept_[0]), 6))
