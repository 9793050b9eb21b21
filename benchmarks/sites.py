"""Reads pages with the profile of the other pages of their site, and says what that changes.

    python benchmarks/sites.py DATA [--sets newsweb,magic] [--part all|train|validation] [--procs N]

Only sites with two pages or more are read, as HTML: each page without a profile, then with that of the site's others.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import cleantext
from cleantext.pipeline import Pipeline
from cleantext.readers import read_document
from cleantext.sites.hosts import site_of
from cleantext.sites.trace import Trace, trace_of
from corpus import Page, read_pages
from metrics import nearest_body

SETS = "newsweb,magic,magicforum,news"
#: A page is better or worse from this difference of word F1 on, and has lost text from this one of recall on.
DIFFERENCE, LOSS = 0.005, 0.01


class Pair(NamedTuple):
    """Word F1 and recall of a page without a profile and with one."""

    f1: float
    f1_with: float
    recall: float
    recall_with: float


def pairs_of(pages: list[Page]) -> list[Pair]:
    """What the profile of the others does to each page of a site."""
    steps = Pipeline.default()
    traces = [trace_of(steps.run(read_document(page.html(), url=page.url)[0])) for page in pages]
    return [
        pair_of(page, [one for other, one in enumerate(traces) if other != at], page.url)
        for at, page in enumerate(pages)
    ]


def pair_of(page: Page, others: list[Trace], url: str) -> Pair:
    """A page read twice."""
    profile = cleantext.SiteProfile()
    for trace in others:
        profile.add_trace(trace)
    fits = [
        nearest_body(cleantext.extract(page.html(), url=url, profile=one).body, page.gold)[1] for one in (None, profile)
    ]
    return Pair(fits[0].f1, fits[1].f1, fits[0].recall, fits[1].recall)


def sites_of(data: Path, name: str, part: str) -> Iterator[list[Page]]:
    """The pages of each site that has several."""
    found: dict[str, list[Page]] = defaultdict(list)
    for page in read_pages(data, name, part=part):
        if page.gold.body:
            found[site_of(page.url)].append(page)
    yield from (pages for site, pages in found.items() if site and len(pages) > 1)


def main() -> None:
    """Print a line for each set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA", help="folder of page sets")
    parser.add_argument("--sets", default=SETS, help=f"names of sets ({SETS})")
    parser.add_argument("--part", default="all", choices=("all", "train", "validation"))
    parser.add_argument("--procs", type=int, default=2)
    args = parser.parse_args()
    with ProcessPoolExecutor(args.procs) as pool:
        for name in args.sets.split(","):
            rows = [row for some in pool.map(pairs_of, sites_of(args.data, name, args.part)) for row in some]
            if not rows:
                print(f"{name}: no site with several pages")
                continue
            better = sum(row.f1_with > row.f1 + DIFFERENCE for row in rows)
            worse = sum(row.f1_with < row.f1 - DIFFERENCE for row in rows)
            lost = sum(row.recall_with < row.recall - LOSS for row in rows)
            f1, f1_with = fmean(row.f1 for row in rows), fmean(row.f1_with for row in rows)
            told = f"word F1 {f1:.4f} without a profile, {f1_with:.4f} with one; {better} better, {worse} worse"
            print(f"{name}: {len(rows)} pages: {told}, {lost} lose more than 1 % of the text", flush=True)


if __name__ == "__main__":
    main()
