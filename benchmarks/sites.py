"""Reads pages with the profile of the other pages of their site, and says what that changes.

    python benchmarks/sites.py DATA [--sets newsweb] [--least 2] [--input html] [--part validation] [--procs N]

The pages of all sets named are put together by site. Of sites with ``--least`` pages or more each page is read without
a profile, then with that of the site's others, of which copies of its article are left out; a line is printed for each
set and input. A field is counted where the gold knows it, also where it says that there is none.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import cleantext
from cleantext.input.read import read_document
from cleantext.pipeline import Pipeline
from cleantext.sites.trace import Trace, site_of, trace_of
from corpus import INPUTS, PARTS, Page, input_of, read_pages
from metrics import Answer, Gold, nearest_body, same_authors, same_day, same_headline

SETS = "newsweb,magic,magicforum,news"
#: A page is better or worse from this difference of word F1 on, and has lost text from this one of recall on.
DIFFERENCE, LOSS = 0.005, 0.01
#: Fields by the name that the gold has for them.
FIELDS: Mapping[str, Callable[[Answer, Gold], bool]] = {
    "headline": same_headline,
    "author": same_authors,
    "date": same_day,
}


class Reading(NamedTuple):
    """One way to read a page: word F1 and recall of its body, None without gold; whether each field is right."""

    f1: float | None
    recall: float | None
    right: Mapping[str, bool]


class Pair(NamedTuple):
    """A page of a set read without a profile and with one."""

    set: str
    without: Reading
    within: Reading


def pairs_of(pages: list[Page], kind: str, cache: Path | None) -> list[Pair]:
    """What the profile of the others does to each page of a site."""
    steps = Pipeline.default()
    traces = [trace_of(steps.run(read_document(input_of(page, kind, cache), url=page.url)[0])) for page in pages]
    found = []
    for page, own in zip(pages, traces, strict=True):
        others = [one for other, one in zip(pages, traces, strict=True) if one is not own and other.url != page.url]
        profile = profile_of(others)
        readings = [reading_of(page, kind, cache, one) for one in (None, profile)]
        found.append(Pair(page.set, *readings))
    return found


def profile_of(traces: list[Trace]) -> cleantext.SiteProfile:
    """The profile that some pages give."""
    profile = cleantext.SiteProfile()
    for trace in traces:
        profile.add_trace(trace)
    return profile


def reading_of(page: Page, kind: str, cache: Path | None, profile: cleantext.SiteProfile | None) -> Reading:
    """How well a page is read."""
    article = cleantext.extract(input_of(page, kind, cache), url=page.url, profile=profile)
    names = tuple(one.name for one in article.authors)
    answer = Answer(article.body, article.headline, names, str(article.date) if article.date else None)
    right = {name: same(answer, page.gold) for name, same in FIELDS.items() if name in page.gold.known}
    if not page.gold.body:
        return Reading(None, None, right)
    fit = nearest_body(article.body, page.gold)[1]
    return Reading(fit.f1, fit.recall, right)


def sites_of(data: Path, sets: list[str], part: str, least: int) -> list[list[Page]]:
    """The pages of each site that has several."""
    found: dict[str, list[Page]] = defaultdict(list)
    for name in sets:
        for page in read_pages(data, name, part=part):
            if site_of(page.url):
                found[site_of(page.url)].append(page)
    return [pages for pages in found.values() if len({page.url for page in pages}) >= least]


def told(name: str, pairs: list[Pair]) -> str:
    """The line that is printed for a set."""
    bodies = [pair for pair in pairs if pair.without.f1 is not None]
    parts = [f"{name}: {len(pairs)} pages"]
    if bodies:
        differences = [(pair.within.f1 or 0.0) - (pair.without.f1 or 0.0) for pair in bodies]
        better, worse = sum(one > DIFFERENCE for one in differences), sum(one < -DIFFERENCE for one in differences)
        lost = sum((pair.within.recall or 0.0) < (pair.without.recall or 0.0) - LOSS for pair in bodies)
        f1s = [fmean(getattr(pair, way).f1 or 0.0 for pair in bodies) for way in ("without", "within")]
        parts.append(f"word F1 {f1s[0]:.4f} to {f1s[1]:.4f}, {better} better, {worse} worse, {lost} lose over 1 %")
    for field in FIELDS:
        known = [pair for pair in pairs if field in pair.without.right]
        if known:
            rights = [sum(getattr(pair, way).right[field] for pair in known) for way in ("without", "within")]
            parts.append(f"{field} {rights[0]} to {rights[1]} of {len(known)}")
    return "; ".join(parts)


def main() -> None:
    """Print a line for each set and input."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA", help="folder of page sets")
    parser.add_argument("--sets", default=SETS, help=f"names of sets ({SETS})")
    parser.add_argument("--least", type=int, default=2, help="pages that a site has at least (2)")
    parser.add_argument("--input", default="html", help=f"html or dumps: some of {', '.join(INPUTS)}")
    parser.add_argument("--part", default="all", choices=PARTS)
    parser.add_argument("--cache", type=Path, help="folder that keeps the dumps")
    parser.add_argument("--procs", type=int, default=2)
    args = parser.parse_args()
    sites = sites_of(args.data, args.sets.split(","), args.part, args.least)
    with ProcessPoolExecutor(args.procs) as pool:
        for kind in args.input.split(","):
            read = pool.map(partial(pairs_of, kind=kind, cache=args.cache), sites)
            pairs = [pair for some in read for pair in some]
            print(f"{kind}: {len(sites)} sites of {args.least} pages or more")
            for name in args.sets.split(","):
                own = [pair for pair in pairs if pair.set == name]
                if own:
                    print("  " + told(name, own), flush=True)
            print("  " + told("together", pairs), flush=True)


if __name__ == "__main__":
    main()
