"""Holds our own figures to the floors of benchmarks/floors.toml; fails, and names them, where some have fallen.

    python benchmarks/gate.py DATA [--cache FOLDER] [--only NAME] [--raise | --lower]

Figures are of the validation part. --raise writes floors that are exceeded; --lower also writes those that are missed:
a floor never sinks by accident.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus import read_pages
from metrics import Share
from peers import ENGINES
from run import outcomes_of
from scoring import Row, row_of

FLOORS = Path(__file__).resolve().parent / "floors.toml"
#: Figures have three digits, as in the tables.
DIGITS = 3
_HEAD = """\
# Floors of our own figures, on the validation part: `make bench-gate DATA=...` fails where one is missed.
# Written by `python benchmarks/gate.py DATA --raise`; --lower is needed to make one less.
"""


def main(argv: Sequence[str] | None = None) -> int:
    args = _arguments().parse_args(argv)
    floors = tomllib.loads(FLOORS.read_text("utf-8"))
    missed = 0
    for name, group in floors.items():
        if args.only and args.only not in name:
            continue
        found = figures_of(_row(args, group))
        for figure, value in found.items():
            floor = group["floors"].get(figure)
            if floor is not None and value < floor:
                missed += 1
                print(f"{name}: {figure} is {value}, its floor {floor}", file=sys.stderr)
            if floor is None or value > floor or args.lower:
                group["floors"][figure] = value
        print(f"{name}: " + ", ".join(f"{figure} {value}" for figure, value in found.items()), flush=True)
    if args.lower or (args.raised and not missed):
        FLOORS.write_text(written(floors), "utf-8")
        return 0
    return int(missed > 0)


def figures_of(row: Row) -> dict[str, float]:
    """The figures of a row that have floors: bodies, by type of page, and fields."""
    found: dict[str, float] = {}
    if row.word is not None and row.shingle is not None:
        found |= {"word F1": row.word.f1, "shingle F1": row.shingle.f1}
        found |= {f"word F1, {name}": value for name, value in row.by_type.items() if len(row.by_type) > 1}
    elif row.snippet is not None:
        found["snippet F1"] = row.snippet.f1
    fields: dict[str, Share | None] = {"headline": row.headline, "authors": row.authors, "date": row.date}
    found |= {name: share.value for name, share in fields.items() if share is not None and share.value is not None}
    return {name: round(value, DIGITS) for name, value in found.items()}


def written(floors: dict[str, Any]) -> str:
    """The floors as TOML."""
    blocks = [_HEAD]
    for name, group in floors.items():
        lines = [f"[{name}]", *(f'{key} = "{group[key]}"' for key in ("set", "type", "input")), f"[{name}.floors]"]
        lines += [f'"{figure}" = {value:.{DIGITS}f}' for figure, value in group["floors"].items()]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _row(args: argparse.Namespace, group: dict[str, Any]) -> Row:
    """One run of cleantext on the pages of a group."""
    engine, kind = ENGINES["cleantext"], group["input"]
    pages = read_pages(args.data, group["set"], page_type=group["type"], part="validation")
    outcomes = list(outcomes_of(engine, kind, pages, procs=args.procs, cache=args.cache))
    return row_of(engine, kind, outcomes, set=group["set"], type=group["type"], part="validation", command="")


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA", help="folder of page sets")
    parser.add_argument("--only", help="groups whose name holds this")
    parser.add_argument("--procs", type=int, default=2, help="processes (2)")
    parser.add_argument("--cache", type=Path, help="folder that keeps the dumps")
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--raise", dest="raised", action="store_true", help="write floors that are exceeded")
    change.add_argument("--lower", action="store_true", help="write all figures as floors, lower ones too")
    return parser


if __name__ == "__main__":
    sys.exit(main())
