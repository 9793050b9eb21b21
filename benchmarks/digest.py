"""Writes a digest of all that comes out for pages with gold, or compares with one that was written before.

    python benchmarks/digest.py DATA before.json                  # with the code as it is
    python benchmarks/digest.py DATA --against before.json        # after the change; ends with 1 where pages differ

A change that is to change nothing is proven so. Each page is read as HTML and as one dump. Of each reading the body,
the fields, the verdicts and their evidence have a hash of their own.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import cleantext
from corpus import Page, input_of, read_pages
from dumpers import DUMPERS

#: What has a hash of its own, in order.
PARTS = ("body", "fields", "verdicts", "evidence")


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA", help="folder of page sets")
    parser.add_argument("out", type=Path, nargs="?", metavar="FILE", help="where the digest goes")
    parser.add_argument("--against", type=Path, metavar="FILE", help="the digest to compare with")
    parser.add_argument("--limit", type=int, help="how many pages of each set, evenly spread (all)")
    parser.add_argument("--procs", type=int, default=2, help="processes (2)")
    args = parser.parse_args(argv)
    sets = sorted(path.parent.name for path in args.data.glob("*/gold.jsonl.gz"))
    pages = [page for name in sets for page in read_pages(args.data, name, limit=args.limit)]
    with ProcessPoolExecutor(args.procs) as pool:
        found = {key: row for rows in pool.map(digests_of, pages, chunksize=8) for key, row in rows.items()}
    if args.out is not None:
        args.out.write_text(json.dumps(found, indent=0), "utf-8")
    if args.against is None:
        print(f"{len(found)} readings")
        return 0
    before = json.loads(args.against.read_text("utf-8"))
    differing = {
        key: [part for part, one, other in zip(PARTS, row, before.get(key, [""] * 4), strict=True) if one != other]
        for key, row in found.items()
    }
    for key, parts in differing.items():
        if parts:
            print(f"{key}: {', '.join(parts)}")
    count = sum(map(bool, differing.values()))
    print(f"{len(found)} readings, {count} differ")
    return 1 if count else 0


def digests_of(page: Page) -> dict[str, list[str]]:
    """The hashes of a page as HTML and as a dump; which dump is told by the page's name."""
    dump = sorted(DUMPERS)[sum(page.id.encode()) % len(DUMPERS)]
    return {f"{page.set}/{page.id} {kind}": _hashes(page, kind) for kind in ("html", dump)}


def _hashes(page: Page, kind: str) -> list[str]:
    article = cleantext.extract(input_of(page, kind))
    fields = article.to_dict()
    ledger, evidence = fields.pop("ledger"), fields.pop("evidence", None)
    verdicts = [{name: value for name, value in entry.items() if name != "evidence"} for entry in ledger]
    told = [[entry.get("evidence") for entry in ledger], evidence]
    return [_hash(part) for part in (article.body, fields, verdicts, told)]


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()[:16]


if __name__ == "__main__":
    sys.exit(main())
