"""Word F1 by language and by page type, and how well `Article.quality` foretells it.

    python benchmarks/groups.py DATA [--part validation] [--input html,text-nodes] [--procs 1]

The language is that of the gold body, as cleantext tells it. A row of the calibration holds the pages whose quality
lies between two bounds: their mean quality, and their mean word F1. They agree where the estimate is calibrated. The
area under the curve says how often a page with a bad body has a lower quality than one with a good body.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import pairwise, repeat
from pathlib import Path
from statistics import fmean

from cleantext import extract
from cleantext.words.vocabulary import detect_language
from corpus import PARTS, Page, input_of, read_pages
from metrics import nearest_body
from tables import number, table

#: A body below this word F1 is a bad one.
GOOD = 0.9
BOUNDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)


@dataclass(frozen=True, slots=True)
class Found:
    """One page: its groups, the quality that was told, the word F1 that it had."""

    language: str
    type: str
    quality: float
    f1: float


def found_of(page: Page, kind: str, cache: Path | None) -> Found:
    """What came of one page; a news page is of the type news."""
    article = extract(input_of(page, kind, cache))
    language = detect_language(page.gold.body or "") or "unknown"
    f1 = nearest_body(article.body, page.gold)[1].f1
    return Found(language, "news" if page.set == "news" else page.page_type, article.quality, f1)


def grouped(found: Iterable[Found], key: Callable[[Found], str], head: str) -> str:
    """The mean word F1 of each group."""
    groups: dict[str, list[float]] = defaultdict(list)
    for one in found:
        groups[key(one)].append(one.f1)
    rows = [(name, str(len(f1s)), number(fmean(f1s))) for name, f1s in sorted(groups.items())]
    return table([head, "pages", "word F1"], rows)


def calibration(found: Sequence[Found]) -> str:
    """Mean quality and mean F1 between the bounds; below the table the mean distance of both, page by page."""
    rows = []
    for low, high in pairwise(BOUNDS):
        group = [one for one in found if low <= one.quality < high]
        if group:
            name = f"{low:.2f} to {min(high, 1.0):.2f}"
            means = number(fmean(one.quality for one in group)), number(fmean(one.f1 for one in group))
            rows.append((name, str(len(group)), *means))
    bad, good = ([one.quality for one in found if (one.f1 < GOOD) == low] for low in (True, False))
    apart = fmean(abs(one.quality - one.f1) for one in found)
    return table(["quality", "pages", "mean", "word F1"], rows) + (
        f"\n\nmean distance {apart:.3f}; area under the curve for a word F1 below {GOOD}"
        f" ({len(bad)} of {len(found)} pages): {told_apart(bad, good):.3f}"
    )


def told_apart(low: Sequence[float], high: Sequence[float]) -> float:
    """How often a number of the first kind is below one of the second, ties by half: the area under the ROC curve.

    >>> told_apart([0.2, 0.6], [0.6, 0.9])
    0.875
    """
    pairs = [(one < other) + 0.5 * (one == other) for one in low for other in high]
    return fmean(pairs) if pairs else 0.5


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA", help="folder of page sets")
    parser.add_argument("--part", choices=PARTS, default="validation")
    parser.add_argument("--input", default="html,text-nodes", help="inputs with commas (html,text-nodes)")
    parser.add_argument("--procs", type=int, default=1, help="processes (1)")
    parser.add_argument("--cache", type=Path, help="folder that keeps the dumps")
    args = parser.parse_args(argv)
    pages = [page for name in ("wcxb", "news") for page in read_pages(args.data, name, part=args.part)]
    for kind in args.input.split(","):
        with ProcessPoolExecutor(args.procs) as pool:
            found = list(pool.map(found_of, pages, repeat(kind), repeat(args.cache), chunksize=8))
        articles = [one for one in found if one.type in ("article", "news")]
        print(f"## {kind}\n\n{grouped(found, lambda one: one.type, 'type')}\n")
        print(f"{grouped(articles, lambda one: one.language, 'language of articles')}\n\n{calibration(found)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
