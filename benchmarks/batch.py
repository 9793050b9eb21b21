"""Measures batches: two workers beside one process's loop over extract, the parent's share, and its memory.

    python benchmarks/batch.py DATA --set wcxb --sample 300 --workers 2 --memory-pages 10000 100000

Throughput is told by the clock and, since other work on the machine moves it, by processor time: pages a second that
as many free cores as there are workers would give. Memory is the peak of the parent of ``cleantext batch`` over the
shortest dumps of the sample, repeated under new ids; --rounds 0 measures nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import cleantext
import tables
from corpus import PARTS, Page, input_of, read_pages

_DUMP = "text-nodes"
#: The shortest dumps of the sample are repeated for the memory: what it is about is their number.
_SHORTEST = 20
_HEAD = ("what", "pages", "pages/s by the clock", "pages/s by processor time", "parent's share of processor time")


@dataclass(frozen=True, slots=True)
class Timing:
    """One way through the pages; seconds of all processes, of which ``parent`` are the parent's."""

    what: str
    pages: int
    clock: float
    processor: float
    parent: float
    cores: int

    @property
    def speed(self) -> float:
        return self.pages / self.clock

    @property
    def free_speed(self) -> float:
        return self.pages * self.cores / self.processor

    @property
    def share(self) -> float:
        return self.parent / self.processor

    @property
    def cells(self) -> tuple[str, ...]:
        share = f"{100 * self.share:.1f} %" if self.cores > 1 else ""
        return (self.what, str(self.pages), f"{self.speed:.1f}", f"{self.free_speed:.1f}", share)


def main(argv: Sequence[str] | None = None) -> int:
    args = _arguments().parse_args(argv)
    if args.inner is not None:
        print(json.dumps(_inner(args.inner, args.data, args.workers)))
        return 0
    pages = read_pages(args.data, args.set, part=args.part, limit=args.sample)
    with tempfile.TemporaryDirectory() as folder:
        if args.rounds:
            _throughput(pages, folder, args)
        if args.memory_pages:
            dumps = sorted((str(input_of(page, _DUMP)) for page in pages), key=len)[:_SHORTEST]
            print(tables.table(("pages", "peak of the parent, MiB", "pages/s"), list(_memory(dumps, folder, args))))
    return 0


def _throughput(pages: Sequence[Page], folder: str, args: argparse.Namespace) -> None:
    html = Path(folder) / "html.jsonl"
    _write(html, ((page.id, page.html().decode("utf-8", "replace")) for page in pages), "html")
    timings = _timings(html, args.workers, args.rounds)
    print(tables.table(_HEAD, [timing.cells for timing in timings]))
    loop = timings[0]
    for timing in timings[1:]:
        by_clock, by_processor = timing.speed / loop.speed, timing.free_speed / loop.free_speed
        print(f"\n{timing.what}: {by_clock:.2f} times the loop by the clock, {by_processor:.2f} by processor time")


def _timings(html: Path, workers: int, times: int) -> list[Timing]:
    """The median round of each way, the ways in turn."""
    ways = ("loop", "extract_many", "batch")
    rounds: dict[str, list[dict[str, Any]]] = {way: [] for way in ways}
    for _ in range(times):
        for way in ways:
            rounds[way].append(_outer(way, html, workers))
    made = []
    for way in ways:
        names = {"loop": "one process, loop over extract", "extract_many": f"extract_many, {workers} workers"}
        found = rounds[way]
        made.append(
            Timing(
                names.get(way, f"cleantext batch to JSONL, {workers} workers"),
                found[0]["pages"],
                median(one["clock"] for one in found),
                median(one["processor"] for one in found),
                median(one["parent"] for one in found),
                1 if way == "loop" else workers,
            )
        )
    return made


def _memory(dumps: Sequence[str], folder: str, args: argparse.Namespace) -> Iterator[tuple[str, ...]]:
    for count in args.memory_pages:
        path = Path(folder) / f"{count}.jsonl"
        _write(path, ((f"{number}", dumps[number % len(dumps)]) for number in range(count)), "text")
        found = _outer("batch", path, args.workers)
        yield (f"{count:,}", f"{found['peak']:.1f}", f"{found['pages'] / found['clock']:.0f}")
        path.unlink()


def _write(path: Path, rows: Any, field: str) -> None:
    with path.open("w", encoding="utf-8", errors="replace") as file:
        for name, raw in rows:
            file.write(json.dumps({"id": name, field: raw}) + "\n")


def _outer(way: str, path: Path, workers: int) -> dict[str, Any]:
    """One way through the pages, in a process of its own."""
    command = [sys.executable, __file__, str(path), "--inner", way, "--workers", str(workers)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _inner(way: str, path: Path, workers: int) -> dict[str, Any]:
    if way == "batch":
        return _measured(lambda: _batch(path, workers))
    with path.open(encoding="utf-8") as file:
        pages = [row["html"] for row in map(json.loads, file)]
    if way == "loop":
        for page in pages[:5]:
            cleantext.extract(page)
        return _measured(lambda: sum(bool(cleantext.extract(page).to_dict()) for page in pages))
    return _measured(lambda: sum(1 for _ in cleantext.extract_many(pages, workers)))


def _batch(path: Path, workers: int) -> int:
    from cleantext.batch.run.command import main as batch

    out = path.with_suffix(".out.jsonl")
    status = batch([str(path), "-o", str(out), "--workers", str(workers), "--quiet", "--overwrite"])
    if status:
        raise SystemExit(status)
    with out.open("rb") as file:
        pages = sum(1 for _ in file)
    out.unlink()
    return pages


def _measured(call: Any) -> dict[str, Any]:
    clock, parent = time.perf_counter(), time.process_time()
    pages = call()
    clock, parent = time.perf_counter() - clock, time.process_time() - parent
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = parent + children.ru_utime + children.ru_stime
    return {"pages": pages, "clock": clock, "processor": processor, "parent": parent, "peak": _peak()}


def _peak() -> float:
    """The peak of this process's memory, in MiB (Linux)."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of the page sets")
    parser.add_argument("--set", default="wcxb")
    parser.add_argument("--part", choices=PARTS, default="train")
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--memory-pages", type=int, nargs="*", default=[], help="numbers of pages: 10000 100000")
    parser.add_argument("--inner", help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
