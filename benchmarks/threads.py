"""Whether threads meet: 8 threads over real pages for some minutes, each result compared with that of one thread.

    python benchmarks/threads.py DATA --minutes 10

Pages are HTML and dumps in turn; the threads take them in different orders. Ends with 1 if a result differs, 2 where
none was made; a crash ends it before.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

import cleantext
from corpus import PARTS, input_of, read_pages

KINDS = ("html", "text-nodes", "html", "raw-text")


def digest(raw: str | bytes) -> str:
    """All that an article says, its ledger included, as one number."""
    return hashlib.sha256(cleantext.extract(raw).to_json().encode("utf-8", "surrogatepass")).hexdigest()


class Worker(threading.Thread):
    """Extracts pages in an order of its own until the time is up."""

    def __init__(self, number: int, raws: Sequence[str | bytes], wanted: Sequence[str], end: float) -> None:
        super().__init__(name=f"worker {number}")
        self._order = Random(number).sample(range(len(raws)), len(raws))
        self._raws, self._wanted, self._end = raws, wanted, end
        self.done = 0
        self.wrong: list[str] = []

    def run(self) -> None:
        while True:
            for index in self._order:
                if time.monotonic() >= self._end:
                    return
                try:
                    if digest(self._raws[index]) != self._wanted[index]:
                        self.wrong.append(f"page {index}: another result")
                except Exception as error:
                    self.wrong.append(f"page {index}: {error!r}")
                self.done += 1


def main(argv: Sequence[str] | None = None) -> int:
    args = _arguments().parse_args(argv)
    pages = read_pages(args.data, args.set, part=args.part, limit=args.limit)
    raws = [input_of(page, KINDS[number % len(KINDS)]) for number, page in enumerate(pages)]
    wanted = [digest(raw) for raw in raws]
    # Threads that change places often meet more often.
    sys.setswitchinterval(args.switch)
    end = time.monotonic() + args.minutes * 60
    workers = [Worker(number, raws, wanted, end) for number in range(args.threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    done = sum(worker.done for worker in workers)
    wrong = [line for worker in workers for line in worker.wrong]
    print(
        f"{args.threads} threads, {args.minutes:g} minutes, switching every {args.switch:g} s, {len(raws)} pages:"
        f" {done:,} extractions, {len(wrong)} unlike those of one thread"
    )
    print("\n".join(wrong[:20]))
    return 1 if wrong else 0 if done else 2


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA", help="folder of page sets, or one set")
    parser.add_argument("--set", default="wcxb", help="name of the folder in DATA (wcxb)")
    parser.add_argument("--part", choices=PARTS, default="train", help="cut by domain (train)")
    parser.add_argument("--limit", type=int, default=300, help="how many different pages (300)")
    parser.add_argument("--threads", type=int, default=8, help="how many threads (8)")
    parser.add_argument("--minutes", type=float, default=10.0, help="for how long (10)")
    parser.add_argument("--switch", type=float, default=0.0005, help="seconds between changes of thread (0.0005)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
