"""Measures how much memory a process needs for many pages and for one large page, beside trafilatura.

    python benchmarks/memory.py DATA --pages 1000

Each figure is from a process of its own: the growth of its peak over what it held before the library was imported, with
all pages in memory. The large page is made up: 5 MB of paragraphs with links. Linux only.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from multiprocessing.connection import Connection
from pathlib import Path

from corpus import input_of, read_pages

PARAGRAPH = (
    '<div class="c{0}"><p>The harbour wall held through storm number {0}, <a href="/s/{0}">engineers</a> said on'
    " <b>Monday</b> evening.</p></div>"
)
LARGE = 5_000_000


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA", help="folder of page sets")
    parser.add_argument("--pages", type=int, default=1000, help="how many pages one process reads (1000)")
    args = parser.parse_args(argv)
    sets = sorted(path.parent.name for path in args.data.glob("*/gold.jsonl.gz"))
    raws = [input_of(page, "html") for name in sets for page in read_pages(args.data, name, limit=args.pages)]
    large = f"<html><body><article>{''.join(map(PARAGRAPH.format, range(40_000)))}"[:LARGE]
    for kind, pages in (
        (f"{args.pages} pages", list(islice(cycle(raws), args.pages))),
        ("one page of 5 MB", [large]),
    ):
        for library in (read_by_cleantext, read_by_trafilatura):
            # A forked process has the pages without a copy of its own.
            fork = multiprocessing.get_context("fork")
            mine, theirs = fork.Pipe(duplex=False)
            process = fork.Process(target=tell_growth, args=(library, pages, theirs))
            process.start()
            print(f"{kind}, {library.__name__.removeprefix('read_by_')}: {mine.recv():.0f} MB")
            process.join()
    return 0


def tell_growth(read: Callable[[list[str | bytes]], None], pages: list[str | bytes], to: Connection) -> None:
    """Send by how many megabytes the peak of this process grows while it reads the pages."""
    before = resident()
    read(pages)
    to.send(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before)


def resident() -> float:
    """The memory that this process holds, in megabytes."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def read_by_cleantext(pages: list[str | bytes]) -> None:
    import cleantext

    for page in pages:
        cleantext.extract(page).body  # noqa: B018


def read_by_trafilatura(pages: list[str | bytes]) -> None:
    import trafilatura

    for page in pages:
        trafilatura.extract(page)


if __name__ == "__main__":
    raise SystemExit(main())
