"""Measures what a batch pays to be resumed: the sum of each page and its entry in the journal, beside its extraction.

    python benchmarks/journal.py DATA --set wcxb --sample 300

Times are those of the processor. The entries are those of 100,000 short pages in folders of 1,000, saved after every
hundred, which is more often than a run does.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import cleantext
import tables
from cleantext.batch.run.journal import Journal, State, sum_page
from cleantext.batch.settings import SourcePage
from corpus import PARTS, read_pages

ENTRIES, FOLDER, SAVED = 100_000, 1000, 100


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of the page sets")
    parser.add_argument("--set", default="wcxb")
    parser.add_argument("--part", choices=PARTS, default="train")
    parser.add_argument("--sample", type=int, default=300)
    args = parser.parse_args(argv)
    pages = [
        SourcePage(page.id, page.html(), page.id, 0)
        for page in read_pages(args.data, args.set, part=args.part, limit=args.sample)
    ]
    extraction = _measure(lambda: [cleantext.extract(page.raw).to_json() for page in pages]) / len(pages)
    sums = _measure(lambda: [sum_page(page) for page in pages for _ in range(10)]) / len(pages) / 10
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal"
        entries = _measure(lambda: _fill(Journal(str(path)))) / ENTRIES
        size = path.stat().st_size / ENTRIES
    rows = [("extraction", extraction), ("sum of a page", sums), ("entry in the journal", entries)]
    shown = [(what, f"{1e6 * seconds:.0f}", f"{100 * seconds / extraction:.2f} %") for what, seconds in rows]
    print(tables.table(("what", "µs a page", "of the extraction"), shown))
    print(f"\nThe journal has {size:.0f} bytes a page.")
    return 0


def _fill(journal: Journal) -> None:
    journal.begin(State({}))
    for number, _ in journal.remaining(_short_pages()):
        journal.mark_done(number)
        if number % SAVED == 0:
            journal.save(State({}))
    journal.close()


def _short_pages() -> Iterator[SourcePage]:
    for number in range(ENTRIES):
        yield SourcePage(f"page {number}", "The wall held.", f"crawl/{number // FOLDER}.jsonl", 100 * number)


def _measure(call: Callable[[], object]) -> float:
    """Seconds of processor time."""
    begun = time.process_time()
    call()
    return time.process_time() - begun


if __name__ == "__main__":
    sys.exit(main())
