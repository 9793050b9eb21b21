"""How the time of each pattern grows on texts made from its own parts: n, 2n and 4n characters.

    python benchmarks/patterns.py [--size 20000] [--only dates]

Linear is 4 from n to 4n; times too small to tell are left out. Prints the patterns that grow most and those that take
most, worst text each. Ends with 1 where one grows by more than the bar.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "scripts" / "regexes")]

from collect import is_anchored, patterns  # noqa: E402

import tables  # noqa: E402
from pattern_attacks import attacks  # noqa: E402

#: T(4n) / T(n) may be so much; 16 would be quadratic.
MAX_GROWTH = 6.0
#: Milliseconds below which a time tells nothing.
LEAST = 2.0


class Growth(NamedTuple):
    """A pattern on its worst text: milliseconds at 4n, T(4n) / T(n), nanoseconds a character."""

    name: str
    milliseconds: float
    growth: float
    pace: float
    text: str

    @property
    def cells(self) -> tuple[str, ...]:
        grown = f"{self.growth:.1f}" if self.milliseconds >= LEAST else "–"
        return (self.name, f"{self.milliseconds:.1f}", grown, f"{self.pace:.0f}", self.text)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=20_000, help="characters of the smallest text (20000)")
    parser.add_argument("--only", default="", help="a part of the names of patterns")
    args = parser.parse_args(argv)
    results = [
        _growth(name, pattern, args.size)
        for name, pattern in patterns().items()
        if args.only in name and "pattern_lines" not in name
    ]
    told = [one for one in results if one.milliseconds >= LEAST]
    bad = [one for one in told if one.growth > MAX_GROWTH]
    worst = sorted(told, key=lambda one: -one.growth)[:5] + sorted(results, key=lambda one: -one.pace)[:10]
    head = ("pattern", "ms at 4n", "T(4n) / T(n)", "ns a character", "begin of the text")
    print(f"{len(results)} patterns at n = {args.size:,}, 2n, 4n; {len(bad)} grow by more than {MAX_GROWTH:g}\n")
    print(tables.table(head, [one.cells for one in dict.fromkeys(worst)]))
    return int(bool(bad))


def _growth(name: str, pattern: re.Pattern[Any], size: int) -> Growth:
    """The pattern on the text that takes it longest at 4n."""
    anchored = is_anchored(name)
    texts = list(zip(*(attacks(pattern, size * factor) for factor in (1, 4)), strict=True))
    small, large = max(texts, key=lambda pair: _seconds(pattern, pair[1], anchored))
    # The least of a few: other work on the machine only adds.
    short, long = (min(_seconds(pattern, text, anchored) for _ in range(3)) for text in (small, large))
    return Growth(name, long * 1e3, long / short if short else 0.0, long * 1e9 / len(large), repr(large[:16]))


def _seconds(pattern: re.Pattern[Any], text: Any, anchored: bool) -> float:
    begin = time.process_time()
    if anchored:
        pattern.match(text)
        pattern.fullmatch(text)
    else:
        for _ in pattern.finditer(text):
            pass
    return time.process_time() - begin


if __name__ == "__main__":
    sys.exit(main())
