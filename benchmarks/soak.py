"""Whether a long run grows, leaks or slows down: pages over and over through one process, and through ``batch``.

    python benchmarks/soak.py DATA --pages 200000 --cut 3000          # many small pages: dumps and HTML, cut
    python benchmarks/soak.py DATA --pages 20000                      # pages as they are
    python benchmarks/soak.py DATA --pages 200000 --cut 3000 --batch

Each tenth of the run sees the same pages, so that tenths can be compared; each page ends with its number in the run, so
that no two are equal and a memory of pages would show. Memory is what the process has resident, with
``--batch`` that of its workers too; the slope is a straight line through all samples after the first tenth. The time of
one process is processor time, that of ``--batch`` is the clock's. Linux only. Ends with 1 if a bar is missed.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

import tables
from corpus import PARTS, input_of, read_pages
from dumpers import DUMPERS

#: Bars: megabytes in 100,000 pages, and the last tenth's time as a multiple of the first's.
MAX_SLOPE, MAX_SLOWER = 1.0, 1.1
#: Samples are taken so many times in a run.
SAMPLES = 200
_PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 2**20

Raw = str | bytes


@dataclass(frozen=True, slots=True)
class Sample:
    """How things stand after so many pages: seconds, resident megabytes, open file descriptors, processes."""

    pages: int
    seconds: float
    memory: float
    files: int
    processes: int


def main(argv: Sequence[str] | None = None) -> int:
    args = _arguments().parse_args(argv)
    raws = _loaded(args)
    tenth = args.pages // 10
    cycle = max(size for size in range(1, len(raws) + 1) if tenth % size == 0)
    raws = [raws[index * len(raws) // cycle] for index in range(cycle)]
    samples = list(_batch(raws, args) if args.batch else _single(raws, args))
    size = sum(map(len, raws)) / cycle / 1000
    print(f"{args.pages:,} pages: {cycle} over and over, {size:.1f} thousand characters each\n")
    print(_table(samples, args.pages))
    return _verdict(samples, args.pages)


def _single(raws: Sequence[Raw], args: argparse.Namespace) -> Iterator[Sample]:
    """Samples of one process that calls ``extract``."""
    import cleantext

    step = max(1, args.pages // SAMPLES)
    yield _sample(0, time.process_time())
    for number in range(args.pages):
        cleantext.extract(_numbered(raws[number % len(raws)], number)).to_dict()
        if (number + 1) % step == 0:
            yield _sample(number + 1, time.process_time())


def _batch(raws: Sequence[Raw], args: argparse.Namespace) -> Iterator[Sample]:
    """Samples of ``extract_many`` and its workers."""
    from cleantext import extract_many  # type: ignore[attr-defined,unused-ignore]

    step = max(1, args.pages // SAMPLES)
    endless = ((str(number), _numbered(raws[number % len(raws)], number)) for number in range(args.pages))
    yield _sample(0, time.monotonic())
    for number, _ in enumerate(extract_many(endless, workers=args.workers), 1):
        if number % step == 0:
            yield _sample(number, time.monotonic())


def _numbered(raw: Raw, number: int) -> Raw:
    """A page that ends with a number."""
    return f"{raw}\nPage {number} of the run" if isinstance(raw, str) else raw + b"<p>Page %d of the run" % number


def _sample(pages: int, seconds: float) -> Sample:
    family = _family()
    memory = sum(_resident(process) for process in family)
    return Sample(pages, seconds, memory, len(os.listdir("/proc/self/fd")), len(family))


def _family() -> list[int]:
    """This process and all that descend from it."""
    family = [os.getpid()]
    for process in family:
        for task in _read(f"/proc/{process}/task/{process}/children").split():
            family.append(int(task))
    return family


def _resident(process: int) -> float:
    fields = _read(f"/proc/{process}/statm").split()
    return int(fields[1]) * _PAGE_MB if fields else 0.0


def _read(path: str) -> str:
    """A file of /proc, empty where the process has ended."""
    try:
        return Path(path).read_text()
    except OSError:
        return ""


def _table(samples: Sequence[Sample], pages: int) -> str:
    ends = [next(one for one in samples if one.pages >= pages * part // 10) for part in range(11)]
    head = ("pages", "ms a page", "memory, MB", "file descriptors", "processes")
    rows = []
    for before, after in pairwise(ends):
        pace = (after.seconds - before.seconds) / (after.pages - before.pages) * 1000
        rows.append((f"{after.pages:,}", f"{pace:.2f}", f"{after.memory:.1f}", str(after.files), str(after.processes)))
    return tables.table(head, rows)


def _verdict(samples: Sequence[Sample], pages: int) -> int:
    """Print the three figures that count; 1 if one of them misses its bar."""
    settled = [one for one in samples if one.pages >= pages // 10]
    slope = _slope([(one.pages / 100_000, one.memory) for one in settled])
    first = next(one for one in samples if one.pages >= pages // 10).seconds - samples[0].seconds
    last = samples[-1].seconds - next(one for one in samples if one.pages >= pages * 9 // 10).seconds
    files = {one.files for one in settled}
    print(f"\nmemory after the first tenth: {slope:+.2f} MB in 100,000 pages")
    print(f"file descriptors after the first tenth: {' or '.join(map(str, sorted(files)))}")
    print(f"time of the last tenth: {last / first:.3f} times that of the first")
    return int(slope > MAX_SLOPE or last > MAX_SLOWER * first or len(files) > 1)


def _slope(points: Sequence[tuple[float, float]]) -> float:
    """The slope of the straight line that fits best.

    >>> _slope([(0, 1), (1, 3), (2, 5)])
    2.0
    """
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / spread if spread else 0.0


def _loaded(args: argparse.Namespace) -> list[Raw]:
    """The pages, loaded and dumped by a process of its own, which takes its libraries with it when it ends."""
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    reader = context.Process(target=lambda: there.send(_read_all(args.data, args.set, args.part, args.limit, args.cut)))
    reader.start()
    raws: list[Raw] = here.recv()
    reader.join()
    reader.close()
    here.close()
    there.close()
    return raws


def _read_all(data: Path, name: str, part: str, limit: int, cut: int | None) -> list[Raw]:
    """HTML and all kinds of dumps in turn; HTML may be longer than dumps, as its text is a part of it."""
    kinds = ("html", "text-nodes", "html", "raw-text", "html", "inscriptis")
    assert set(kinds) <= {"html", *DUMPERS}
    raws: list[Raw] = []
    for number, page in enumerate(read_pages(data, name, part=part, limit=limit)):
        kind = kinds[number % len(kinds)]
        raw = input_of(page, kind)
        raws.append(raw[: cut * 8 if kind == "html" else cut] if cut else raw)
    return raws


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA", help="folder of page sets, or one set")
    parser.add_argument("--set", default="wcxb", help="name of the folder in DATA (wcxb)")
    parser.add_argument("--part", choices=PARTS, default="train", help="cut by domain (train)")
    parser.add_argument("--limit", type=int, default=1000, help="how many different pages at most (1000)")
    parser.add_argument("--pages", type=int, default=200_000, help="how many pages in all (200000)")
    parser.add_argument("--cut", type=int, help="cut dumps to so many characters, HTML to eight times as many bytes")
    parser.add_argument("--batch", action="store_true", help="through extract_many instead of extract")
    parser.add_argument("--workers", type=int, default=2, help="processes of --batch (2)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
