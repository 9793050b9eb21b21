"""Writes docs/benchmarks.md, and its plots, from what run.py, cuts.py and speed.py print with --json.

python benchmarks/report.py build/bench/*.json
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import sys
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import tables
from cuts import losing_by_size
from plots import drawn
from scoring import Row
from speed import HEAD, Timing, timings_of

_DEFAULT = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
_INTRODUCTION = """\
# Benchmarks

`make bench` makes this page from pages with gold answers, which are not part of the project. benchmarks/README.md
explains the columns. Libraries run with their defaults, except where that file says otherwise. Libraries that read HTML
get a dump as one paragraph per line."""
_CUTS = """\
Articles of wcxb and news, cut after their first 1, 2, 3 ... blocks; `alone` is a page of nothing else, `page` the whole
page without the other blocks, the others are dumps of `alone`. A cut article loses where its recall is below 0.95: the
table has the share of those, by the number of words that are left."""
#: What the sets are.
_SETS = {
    "wcxb": "Pages of seven types, mostly English.",
    "news": "Articles of newspapers of many countries, about a third German.",
    "newsweb": "Articles of English news sites.",
    "magic": "Articles in many languages, many Chinese, Japanese or Korean; the gold often has captions.",
    "magicforum": "Pages of forums, a third of them Chinese.",
    "made_html": "Invented pages with much around the article, in prose like its own.",
    "snippets": "Pages in many languages with strings that the body must, or must not, contain.",
    "dates": "Pages in many languages with their day.",
    "wild": "Invented dumps in the style of many crawlers, with fields and snippets; they also served to find faults.",
}
#: The folder of the plots, beside the page.
_PICTURES = "img"
#: Drawn from the page by scripts/draw_lead.py.
_LEAD = ("lead.svg", "Word F1 against time, article pages as HTML")
_TITLES = {"train": "training part", "validation": "validation part", "all": "all domains"}


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=Path, nargs="+", help="JSON files of run.py, cuts.py and speed.py")
    parser.add_argument("--out", type=Path, default=_DEFAULT, help="the page to write (docs/benchmarks.md)")
    parser.add_argument("--date", type=datetime.date.fromisoformat, default=datetime.date.today())
    args = parser.parse_args(argv)
    loaded = [json.loads(path.read_text("utf-8")) for path in args.results]
    rows = [Row.from_dict(row) for data in loaded for row in data.get("rows", [])]
    timings = [timing for data in loaded for timing in timings_of(data)]
    cuts = [data for data in loaded if "cuts" in data]
    pictures = drawn(rows, args.out.parent / _PICTURES)
    args.out.write_text(page_of(rows, timings, args.date, cuts, pictures), "utf-8")
    print(f"{args.out.name}: {len(rows)} rows, {len(timings)} timings", file=sys.stderr)
    return 0


def page_of(
    rows: Sequence[Row],
    timings: Sequence[Timing],
    day: datetime.date,
    cuts: Sequence[dict[str, Any]] = (),
    pictures: Sequence[tuple[str, str]] = (),
) -> str:
    """The whole page: plots; tables by set, type and part, rows in the order in which they came."""
    head = f"{_INTRODUCTION}\n\n{day.isoformat()}, {machine()}.\n{_versions(rows)}"
    groups = groupby(sorted(rows, key=_group), key=_group)
    shown = [f"![{title}]({_PICTURES}/{name})" for name, title in (_LEAD, *pictures)]
    sections = [head, *shown, *(_section(list(group)) for _, group in groups)]
    sections += [f"## Short articles\n\n{_CUTS}\n\n{losing_by_size(cut['cuts'])}" for cut in cuts]
    if timings:
        speed = tables.table(HEAD, [timing.cells for timing in timings])
        note = "Milliseconds of processor time. Both libraries run in one process and take turns page by page."
        sections.append(f"## Speed\n\n{note}\n\n{speed}")
    commands = _unique(
        [*(row.command for row in rows), *(cut["command"] for cut in cuts), *(one.command for one in timings)]
    )
    if commands:
        sections.append("## The commands\n\n```sh\n" + "\n".join(commands) + "\n```")
    return "\n\n".join(sections) + "\n"


def machine() -> str:
    """The class of machine: architecture, cores, Python; no names and no paths."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _section(rows: Sequence[Row]) -> str:
    """One table, with word F1 by page type below it where there are several types."""
    first = rows[0]
    kind = "pages of all types" if first.type == "all" else f"{first.type} pages"
    several = len(first.by_type) > 1 or first.set == "wcxb"
    title = f"## {first.set}{f': {kind}' if several else ''}, {_TITLES[first.part]}"
    parts = [title, *filter(None, [_SETS.get(first.set)]), tables.results(rows)]
    if types := tables.by_type(rows):
        parts += ["Word F1 by page type:", types]
    return "\n\n".join(parts)


def _group(row: Row) -> tuple[bool, str, str, str]:
    """What a table holds; the set with all libraries comes first."""
    return row.set != "wcxb", row.set, row.type, row.part


def _versions(rows: Iterable[Row]) -> str:
    """The release of each engine that has one, on one line."""
    return ", ".join(_unique(f"{row.engine} {row.version}" for row in rows if row.version)) + "."


def _unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, texts)))


if __name__ == "__main__":
    sys.exit(main())
