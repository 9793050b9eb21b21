"""How much of the structure of articles comes back when their Markdown is parsed: headings, items, rows, code, links.

    python benchmarks/round_trip.py DATA [--sets newsweb,news,wcxb,magic] [--limit 1000] [--list]

Reads the pages of DATA as HTML, of all parts: nothing is measured against gold. ``--list`` names what differs.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import cleantext
from corpus import read_pages
from round_trip import KINDS, differences, structure_of


def main(argv: Sequence[str] | None = None) -> int:
    args = _arguments().parse_args(argv)
    held: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    added: Counter[str] = Counter()
    pages = different = 0
    every = [page for name in args.sets.split(",") for page in read_pages(args.data, name)]
    for page in every[: args.limit]:
        article = cleantext.extract(page.html(), url=page.url)
        pages += 1
        structure = structure_of(article)
        held.update({kind: structure[kind].total() for kind in KINDS})
        found = differences(article)
        different += bool(found)
        for kind, (missing, more) in found.items():
            lost[kind] += missing.total()
            added[kind] += more.total()
            if args.listed:
                print(f"{page.set}/{page.id} {kind}: lost {list(missing)[:2]}, besides {list(more)[:2]}")
    print(f"{pages} pages, {different} with a difference")
    for kind in KINDS:
        print(f"{kind}: {held[kind]} in the articles, {lost[kind]} lost, {added[kind]} besides")
    return int(different > 0)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("data", type=Path, help="folder of page sets")
    parser.add_argument("--sets", default="newsweb,news,magic,wcxb", help="names of page sets, with commas")
    parser.add_argument("--limit", type=int, default=1000, help="number of pages (default: 1000)")
    parser.add_argument("--list", dest="listed", action="store_true", help="name the pages that differ, and how")
    return parser


if __name__ == "__main__":
    sys.exit(main())
