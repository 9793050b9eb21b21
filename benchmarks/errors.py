"""Ranks what goes wrong with bodies: pages, and lines with the step that decided, by lost and wrongly kept words.

    python benchmarks/errors.py DATA [--set wcxb] [--type article] [--input html] [--limit N] [--lines 5]

Only pages of the training part are read: pages of the validation part are for counting.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "training"))

from labels import labels_of

from cleantext import extract
from corpus import INPUTS, Page, input_of, read_pages
from metrics import nearest_body, words
from tables import number, table

SHOWN = 90


@dataclass(frozen=True, slots=True)
class Slip:
    """A line that was lost, or kept wrongly: its words, what decided, and its text."""

    lost: bool
    words: int
    step: str
    verdict: str
    text: str


@dataclass(frozen=True, slots=True)
class Slips:
    """What went wrong on one page, and how many words its gold has."""

    page: Page
    f1: float
    gold: int
    slips: tuple[Slip, ...]

    def words(self, lost: bool) -> int:
        """The words that were lost, or kept wrongly."""
        return sum(slip.words for slip in self.slips if slip.lost is lost)


def slips_of(page: Page, kind: str, cache: Path | None) -> Slips:
    """Compare the ledger of a page with its gold body, line by line."""
    article = extract(input_of(page, kind, cache))
    body, fit = nearest_body(article.body, page.gold)
    gold = words(body.lower())
    entries = [words(entry.text.lower()) for entry in article.ledger]
    slips = []
    for entry, found, label in zip(article.ledger, entries, labels_of(entries, gold), strict=True):
        kept, wanted = entry.field == "body", label >= 0.5
        if found and kept != wanted:
            text = " ".join(entry.text.split())[:SHOWN]
            slips.append(Slip(wanted, len(found), entry.step, str(entry.field or entry.reason), text))
    return Slips(page, fit.f1, len(gold), tuple(slips))


def report(pages: Sequence[Slips], lines: int, worst: int) -> str:
    """Steps, page types, pages and lines, the heaviest first."""
    parts = ["## By step\n", _steps(pages), "\n## By type of page\n", _types(pages)]
    parts += ["\n## Pages\n", _pages(pages, worst)]
    if lines:
        parts += ["\n## Lines\n", *_lines(pages, lines)]
    return "\n".join(parts)


def _steps(pages: Iterable[Slips]) -> str:
    """Words by step and verdict, as sums and in hundredths of a page's gold, so that long pages do not tell alone."""
    sums: Counter[tuple[bool, str, str]] = Counter()
    shares: dict[tuple[bool, str, str], float] = defaultdict(float)
    for one in pages:
        for slip in one.slips:
            key = slip.lost, slip.step, slip.verdict
            sums[key] += slip.words
            shares[key] += 100 * slip.words / max(100, one.gold)
    ranked = sorted(sums, key=lambda key: -shares[key])
    rows = [
        ("lost" if key[0] else "kept wrongly", key[1], key[2], str(sums[key]), number(shares[key], 0)) for key in ranked
    ]
    return table(["what", "step", "verdict", "words", "hundredths of gold"], rows)


def _types(pages: Sequence[Slips]) -> str:
    rows = []
    for kind in sorted({one.page.page_type for one in pages}):
        group = [one for one in pages if one.page.page_type == kind]
        gold = max(1, sum(one.gold for one in group))
        mean = sum(one.f1 for one in group) / len(group)
        shares = [number(sum(one.words(lost) for one in group) / gold) for lost in (True, False)]
        rows.append((kind, str(len(group)), number(mean), *shares))
    return table(["type", "pages", "word F1", "lost / gold", "kept wrongly / gold"], rows)


def _pages(pages: Iterable[Slips], worst: int) -> str:
    ranked = sorted(pages, key=lambda one: one.f1)[:worst]
    rows = [
        (one.page.id, one.page.page_type, number(one.f1), str(one.gold), str(one.words(True)), str(one.words(False)))
        for one in ranked
    ]
    return table(["page", "type", "word F1", "gold words", "lost", "kept wrongly"], rows)


def _lines(pages: Iterable[Slips], lines: int) -> Iterable[str]:
    """The heaviest lines of each step."""
    found: dict[tuple[bool, str], list[tuple[float, str]]] = defaultdict(list)
    for one in pages:
        for slip in one.slips:
            share = slip.words / max(100, one.gold)
            found[slip.lost, slip.step].append((share, f"{one.page.id}  {slip.words} words  {slip.text}"))
    for lost, step in sorted(found, key=lambda key: -sum(share for share, _ in found[key])):
        yield f"### {'lost' if lost else 'kept wrongly'} by {step}\n"
        yield from (f"- {text}" for _, text in sorted(found[lost, step], reverse=True)[:lines])
        yield ""


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA", help="folder of page sets")
    parser.add_argument("--set", default="wcxb", help="name of the folder in DATA (wcxb)")
    parser.add_argument("--type", default="all", help="page type (all)")
    parser.add_argument("--input", choices=INPUTS, default="html")
    parser.add_argument("--limit", type=int, help="only so many pages, evenly spread")
    parser.add_argument("--lines", type=int, default=5, help="lines shown for each step (5)")
    parser.add_argument("--worst", type=int, default=30, help="pages shown (30)")
    parser.add_argument("--procs", type=int, default=2, help="processes (2)")
    parser.add_argument("--cache", type=Path, help="folder that keeps the dumps")
    args = parser.parse_args(argv)
    pages = read_pages(args.data, args.set, page_type=args.type, part="train", limit=args.limit)
    pages = [page for page in pages if "body" in page.gold.known]
    with ProcessPoolExecutor(args.procs) as pool:
        found = list(pool.map(slips_of, pages, repeat(args.input), repeat(args.cache), chunksize=8))
    print(report(found, args.lines, args.worst))
    return 0


if __name__ == "__main__":
    sys.exit(main())
