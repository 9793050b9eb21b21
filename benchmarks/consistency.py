"""How often a page read as HTML and the same page read as a dump give the same article.

    python benchmarks/consistency.py DATA [--set wcxb] [--type article] [--limit 200] [--part all]

Needs no gold answers: HTML is the witness. Bodies agree where the word F1 of the one against the other is 0.9 or more.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cleantext
from corpus import PARTS, input_of, read_pages
from dumpers import DUMPERS
from metrics import folded, word_fit

#: Bodies that share so much are the same article, give or take a caption.
SAME_BODY = 0.9


def agreements(page: cleantext.Article, dump: cleantext.Article) -> dict[str, bool]:
    """Which fields of two articles agree; a field that the HTML has not is left out."""
    told = {"body": word_fit(dump.body, page.body).f1 >= SAME_BODY}
    if page.headline:
        told["headline"] = folded(dump.headline) == folded(page.headline)
    if page.date:
        told["date"] = dump.date == page.date
    if page.authors:
        told["authors"] = {folded(one.name) for one in dump.authors} == {folded(one.name) for one in page.authors}
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--set", default="wcxb")
    parser.add_argument("--type", default="article")
    parser.add_argument("--part", default="all", choices=PARTS)
    parser.add_argument("--limit", type=int)
    args = parser.parse_args()
    pages = read_pages(args.data, args.set, page_type=args.type, part=args.part, limit=args.limit)
    counts: dict[str, dict[str, list[bool]]] = {name: {} for name in DUMPERS}
    for page in pages:
        html = cleantext.extract(page.html())
        for name in DUMPERS:
            dump = cleantext.extract(str(input_of(page, name)), kind="text")
            for field, same in agreements(html, dump).items():
                counts[name].setdefault(field, []).append(same)
    print("| dumper | body | headline | date | authors |\n|---|---|---|---|---|")
    for name, fields in counts.items():
        shares = (fields.get(field, []) for field in ("body", "headline", "date", "authors"))
        print(f"| {name} | " + " | ".join(f"{sum(one) / max(1, len(one)):.3f}" for one in shares) + " |")


if __name__ == "__main__":
    main()
