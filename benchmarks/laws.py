"""How often the laws hold on real pages: the same page written down in another way, grafted, fed back, stored.

    python benchmarks/laws.py DATA --set wcxb --part train --limit 200

For each law the share of pages on which the article stays the same, and each of its fields; ``--list`` names pages on
which it does not. Laws of HTML are tried on the page as served, the others on its dump by ``--dumper``.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import cleantext
import tables
from cleantext import Article
from corpus import PARTS, input_of, read_pages
from dumpers import DUMPERS, decoded
from markup_changes import CHANGES

FIELDS = ("headline", "body", "date", "authors", "place", "byline")
SPONSORS = "Sponsor: Tolverne\nSponsor: Tolverne: Boats for rent.\nSponsor: Tolverne: Boats for rent. Until autumn.\n"
#: Long enough to be a page of its own.
MIN_BODY = 500
FED_BACK = "dump: the body alone"

Law = Callable[[str, Article], "Article | bool"]


def main(argv: Sequence[str] | None = None) -> int:
    args = _arguments().parse_args(argv)
    told: dict[str, Counter[str]] = {}
    broken: dict[str, list[str]] = {}
    for page in read_pages(args.data, args.set, page_type=args.type, part=args.part, limit=args.limit):
        for kind, laws in (("html", HTML_LAWS), ("text", TEXT_LAWS)):
            raw = decoded(page.html()) if kind == "html" else str(input_of(page, args.dumper))
            base = cleantext.extract(raw, kind=kind)  # type: ignore[arg-type]
            for name, law in laws.items():
                same = _same(law(raw, base), base, name)
                counts = told.setdefault(name, Counter())
                counts.update(["pages"] if same else [])
                counts.update(field for field, holds in same.items() if holds)
                if same and not same["all"]:
                    broken.setdefault(name, []).append(page.id)
    head = ("law", "pages", "all the same", *FIELDS)
    print(tables.table(head, [_row(name, counts) for name, counts in told.items()]))
    for name, pages in broken.items() if args.list else ():
        print(f"{name}: {' '.join(pages)}")
    return 0


def _row(name: str, counts: Counter[str]) -> tuple[str, ...]:
    shown = [field for field in ("all", *FIELDS) if name != FED_BACK or field in ("all", "body")]
    shares = [f"{counts[field] / max(1, counts['pages']):.3f}" if field in shown else "–" for field in ("all", *FIELDS)]
    return (name, str(counts["pages"]), *shares)


def _same(told: Article | bool, base: Article, name: str) -> dict[str, bool]:
    """Which fields agree; nothing where the law does not apply to the page."""
    if told is True or told is False:
        return dict.fromkeys(("all", *FIELDS), told)
    if name == FED_BACK:
        # A text without a headline offers one of its headings as such.
        lines = [told.headline_raw, *(one.text for one in told.paragraphs)]
        same = Counter(filter(None, lines)) == Counter(one.text for one in base.paragraphs)
        return {"all": same, "body": same} if len(base.body) >= MIN_BODY else {}
    fields = {field: getattr(told, field) == getattr(base, field) for field in FIELDS}
    return {"all": all(fields.values()), **fields}


def _changed(change: Callable[[str], str]) -> Law:
    return lambda raw, base: cleantext.extract(change(raw), kind="html")


def _stored(raw: str, base: Article) -> bool:
    """Whether pickle and JSON give the article back, and the ledger accounts for the page."""
    base.verify(raw)
    return pickle.loads(pickle.dumps(base)) == base == Article.from_dict(json.loads(base.to_json()))


def _text(raw: str | bytes) -> Article:
    return cleantext.extract(raw, kind="text")


HTML_LAWS: dict[str, Law] = {
    **{f"HTML: {name}": _changed(change) for name, change in CHANGES.items()},
    "HTML: UTF-8 bytes": lambda raw, base: cleantext.extract(
        raw.encode("utf-8", "replace"), kind="html", content_type="text/html; charset=utf-8"
    ),
    "HTML: ledger, pickle, JSON": _stored,
}
TEXT_LAWS: dict[str, Law] = {
    "dump: CRLF": lambda raw, base: _text(raw.replace("\n", "\r\n")),
    "dump: trailing space": lambda raw, base: _text(raw.replace("\n", " \n")),
    "dump: UTF-8 bytes": lambda raw, base: _text(raw.encode("utf-8", "replace")),
    "dump: UTF-16 bytes": lambda raw, base: _text(raw.encode("utf-16", "replace")),
    "dump: sponsors on top": lambda raw, base: _text(SPONSORS + raw),
    "dump: ledger, pickle, JSON": _stored,
    FED_BACK: lambda raw, base: _text(base.body),
}


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA", help="folder of page sets, or one set")
    parser.add_argument("--set", default="wcxb", help="name of the folder in DATA (wcxb)")
    parser.add_argument("--part", choices=PARTS, default="train", help="cut by domain (train)")
    parser.add_argument("--type", default="article", help="page type, or all (article)")
    parser.add_argument("--limit", type=int, default=200, help="how many pages, evenly spread (200)")
    parser.add_argument("--dumper", choices=DUMPERS, default="text-nodes", help="how dumps are made (text-nodes)")
    parser.add_argument("--list", action="store_true", help="name the pages on which a law does not hold")
    return parser


if __name__ == "__main__":
    sys.exit(main())
