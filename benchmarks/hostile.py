"""Measures hostile inputs of three sizes: time a megabyte, growth, memory, and which function costs what is too slow.

    python benchmarks/hostile.py --size 250000 --only 'JSON-LD*'

Each input is extracted in a process of its own that is killed after a minute. A class is marked where four times the
input takes more than six times as long, where a megabyte takes more than a second, or where memory grows beyond bounds.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import multiprocessing
import pstats
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict
from fnmatch import fnmatch
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

import tables
from hostile_result import HEAD, KILL, Result, Run

# The inputs are those of the tests; the package there has this file's name, and is to be found first.
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from hostile.generators import CLASSES

T = TypeVar("T")
#: Pages on which every library that may be loaded is, and their sizes; for the last one trafilatura is asked.
WARM_UP = {"many <p>a ": 2000, "JSON-LD of nodes": 2000, "PDF": 2000, "distinct sentences": 2000, "textarea": 1_000_000}


def main(argv: Sequence[str] | None = None) -> int:
    args = _arguments().parse_args(argv)
    import cleantext

    for name, size in WARM_UP.items():
        cleantext.extract(CLASSES[name](size))
    results = []
    for name in CLASSES:
        if not args.only or any(fnmatch(name, pattern) for pattern in args.only):
            results.append(_measured(name, args.size))
            if args.verbose:
                print(*results[-1].cells, sep="\t", file=sys.stderr, flush=True)
    results.sort(key=lambda result: (not result.marks, -result.pace))
    shown = results if args.all else [result for result in results if result.marks]
    print(f"{len(results)} classes at n = {args.size:,}, 2n, 4n; {sum(map(bool, (r.marks for r in results)))} marked\n")
    print(tables.table(HEAD, [result.cells for result in shown]))
    if args.json:
        command = " ".join(["python benchmarks/hostile.py", *(sys.argv[1:] if argv is None else argv)])
        found = {"command": command, "results": [asdict(result) for result in results]}
        args.json.parent.mkdir(parents=True, exist_ok=True)
        args.json.write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")
    return int(any(result.marks for result in results))


def _measured(name: str, size: int) -> Result:
    """The runs of a class; where they are out of bounds, the better ones of two: other programs only slow one down."""
    result = Result(name, _runs(name, size))
    if "killed" not in result.marks and result.marks:
        result = Result(name, tuple(map(_better, result.runs, _runs(name, size))))
    if not result.marks:
        return result
    return Result(name, result.runs, _in_child(_costly, name, size if result.runs[0].seconds else size // 8) or "")


def _runs(name: str, size: int) -> tuple[Run, ...]:
    runs: list[Run] = []
    for factor in (1, 2, 4):
        runs.append(_in_child(_timed, name, size * factor) or Run(len(CLASSES[name](size * factor)) / 1e6, None, 0.0))
        if runs[-1].seconds is None:
            break
    return tuple(runs)


def _better(one: Run, other: Run) -> Run:
    return min(one, other, key=lambda run: KILL if run.seconds is None else run.seconds)


def _in_child(work: Callable[[str, int], T], name: str, size: int) -> T | None:
    """What ``work`` gives in a process of its own, None where that had to be killed or died."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_sent, args=(there, work, name, size))
    child.start()
    there.close()
    try:
        return here.recv() if here.poll(KILL) else None
    except EOFError:
        return None
    finally:
        child.kill()
        child.join()


def _sent(pipe: Connection, work: Callable[[str, int], object], name: str, size: int) -> None:
    pipe.send(work(name, size))


def _timed(name: str, size: int) -> Run:
    """The processor time of one call, and how far memory rose above what it was before."""
    import cleantext

    raw = CLASSES[name](size)
    before = _peak()
    begin = time.process_time()
    cleantext.extract(raw).to_dict()
    return Run(len(raw) / 1e6, time.process_time() - begin, _peak() - before)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _costly(name: str, size: int) -> str:
    """The three functions that take most of the time, with what they call of other libraries."""
    import cleantext

    raw = CLASSES[name](size)
    profile = cProfile.Profile()
    profile.runcall(cleantext.extract, raw)
    own: Counter[str] = Counter()
    total = 0.0
    for (file, _, function), (_, _, seconds, _, callers) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        total += seconds
        if "cleantext" in file:
            own[f"{Path(file).stem}.{function}"] += seconds
            continue
        for (caller, _, calling), times in callers.items():
            own[f"{Path(caller).stem}.{calling}"] += times[2]
    return ", ".join(f"{where} {seconds / total:.0%}" for where, seconds in own.most_common(3))


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=250_000, help="characters of the smallest input (250000)")
    parser.add_argument("--only", nargs="*", help="names of classes, with * for any")
    parser.add_argument("--all", action="store_true", help="show classes without marks too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all measurements to FILE")
    parser.add_argument("--verbose", action="store_true", help="print each class when it is done, to stderr")
    return parser


if __name__ == "__main__":
    sys.exit(main())
