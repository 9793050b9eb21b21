"""Writes docs/hostile.md from what hostile.py measures with --json.

python benchmarks/hostile_report.py build/bench/hostile.json
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import tables
from hostile_result import HEAD, MAX_GROWTH, MAX_MEMORY, MAX_SECONDS, MAX_SHARE, Result
from report import machine

_DEFAULT = Path(__file__).resolve().parent.parent / "docs" / "hostile.md"
_INTRODUCTION = """\
# Hostile input: time and memory

`make hostile` makes this page. Each class of input (tests/hostile) is extracted at n, 2n and 4n characters, in a
process of its own. Times are processor time; if the first is out of bounds, the better of two. A class is marked if
four times the input takes more than {growth:g} times as long, if a megabyte takes more than {seconds:g} s, or if the
peak of memory is above {memory:g} MB and {share:g} times the input."""
_BELOW = """\
A line costs 15 to 90 µs, however short it is; the more its structure says, the more. So a megabyte of short lines that
are links, rows or quotations costs more than a second. `limits.segments` bounds its total cost at about 1.3 s.

A class whose page is one long line grows by more than 6 where that line exceeds `limits.segment_length`: only there it
has no body of our own, and trafilatura is asked."""


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=Path, help="JSON file of hostile.py")
    parser.add_argument("--out", type=Path, default=_DEFAULT, help="the page to write (docs/hostile.md)")
    parser.add_argument("--date", type=datetime.date.fromisoformat, default=datetime.date.today())
    args = parser.parse_args(argv)
    data = json.loads(args.results.read_text("utf-8"))
    results = [Result.from_dict(one) for one in data["results"]]
    args.out.write_text(page_of(results, data["command"], args.date), "utf-8")
    return 0


def page_of(results: Sequence[Result], command: str, day: datetime.date) -> str:
    """The whole page; the slowest class first."""
    ordered = sorted(results, key=lambda one: (not one.marks, -one.pace))
    marked = sum(bool(one.marks) for one in ordered)
    pace = max(one.pace for one in ordered)
    growth = max(one.growth for one in ordered if one.growth is not None)
    peak = max(one.runs[-1].memory for one in ordered)
    figures = (
        f"{len(ordered)} classes, {marked} marked. The slowest takes {pace:.2f} s a megabyte, the greatest growth is "
        f"{growth:.1f}, the highest peak {peak:.0f} MB."
    )
    told = _INTRODUCTION.format(growth=MAX_GROWTH, seconds=MAX_SECONDS, memory=MAX_MEMORY, share=MAX_SHARE)
    rows = [(_code(one.name), *one.cells[1:-1]) for one in ordered]
    made = f"{day.isoformat()}, {machine()}.\n\n```sh\n{command}\n```"
    return "\n\n".join((told, made, figures, _BELOW, tables.table(HEAD[:-1], rows))) + "\n"


def _code(name: str) -> str:
    """A name as it is written, in Markdown."""
    name = name.replace("|", "\\|")
    return f"`` {name} ``" if "`" in name else f"`{name}`"


if __name__ == "__main__":
    sys.exit(main())
