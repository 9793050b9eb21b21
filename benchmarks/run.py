"""Runs engines on pages with gold answers, and prints one row of scores for each engine and input.

python benchmarks/run.py DATA --set wcxb --engine cleantext,trafilatura --input html,text-nodes --part validation
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path

import tables
from corpus import INPUTS, PARTS, Page, input_of, read_pages
from dumpers import DUMPERS
from engines import Engine, Extractor, Raw
from metrics import Answer
from peers import ENGINES
from scoring import Outcome, body_f1, row_of

# So that no page pays for what a library loads when it is first called.
_WARM_UP = "<html><body><h1>Harbour wall holds</h1>" + "<p>The wall held through the storm, they said.</p>" * 9


def main(argv: Sequence[str] | None = None) -> int:
    args = _arguments().parse_args(argv)
    pairs = list(_pairs(args.engine, args.input))
    if not pairs:
        print("The rules for dumps do not read HTML: give --input dumps.", file=sys.stderr)
        return 1
    pages = read_pages(args.data, args.set, page_type=args.type, part=args.part, limit=args.limit)
    if not pages:
        print(f"No page of {args.set} is of type {args.type} and part {args.part}.", file=sys.stderr)
        return 1
    if any((page.path.suffix == ".txt") != (kind == "text") for page in pages for kind in args.input):
        print("A set of dumps is read as --input text, and a set of pages as any other input.", file=sys.stderr)
        return 1
    rows, command = [], _command(args, pairs)
    for engine, kind in pairs:
        outcomes = list(outcomes_of(engine, kind, pages, procs=args.procs, cache=args.cache))
        rows.append(row_of(engine, kind, outcomes, set=args.set, type=args.type, part=args.part, command=command))
        print(f"{engine.name} on {kind}: {len(outcomes)} pages", file=sys.stderr)
        _complain(outcomes)
        if args.out:
            name = f"{args.out.stem}.{engine.name}.{kind}{args.out.suffix}" if len(pairs) > 1 else args.out.name
            _write(args.out.with_name(name), outcomes)
    table = "\n\n".join(filter(None, [tables.results(rows), tables.by_type(rows)]))
    print(table, file=sys.stderr if args.json else sys.stdout)
    if args.json:
        print(json.dumps({"rows": [row.to_dict() for row in rows]}, ensure_ascii=False, indent=1))
    return 0


def outcomes_of(
    engine: Engine, kind: str, pages: Sequence[Page], *, procs: int = 1, cache: Path | None = None
) -> Iterator[Outcome]:
    """The outcome of every page, in order. More than one process makes times less comparable."""
    tasks = [(engine.name, kind, page, cache) for page in pages]
    if procs < 2:
        yield from map(_run, tasks)
        return
    with ProcessPoolExecutor(procs) as pool:
        yield from pool.map(_run, tasks, chunksize=8)


def _run(task: tuple[str, str, Page, Path | None]) -> Outcome:
    """One page through one engine. What the engine raises is an outcome, not the end of the run."""
    name, kind, page, cache = task
    extractor = _ready(name, kind == "html")
    try:
        raw = input_of(page, kind, cache)
    except Exception as error:  # The fault of a dumper: an empty dump for every engine alike.
        print(f"{page.set}/{page.id}: {kind} gave no dump: {error!r}", file=sys.stderr)
        raw = ""
    begin = time.process_time()
    try:
        found = extractor(raw)
    except Exception as error:
        return Outcome(page, Answer(), _ms_since(begin), error=repr(error)[:200])
    ms = _ms_since(begin)
    if found.verify is None:
        return Outcome(page, found.answer, ms)
    try:
        found.verify()
    except Exception as error:
        return Outcome(page, found.answer, ms, ledger_error=repr(error)[:200])
    return Outcome(page, found.answer, ms, verified=True)


@lru_cache(maxsize=4)
def _ready(name: str, html: bool) -> Extractor:
    """An engine, loaded and called once, for this process."""
    extractor = ENGINES[name].load()
    warm: Raw = _WARM_UP.encode() if html else _WARM_UP
    try:
        extractor(warm)
    except Exception as error:
        print(f"{name} fails on the page to warm up with: {error!r}", file=sys.stderr)
    return extractor


def _ms_since(begin: float) -> float:
    return (time.process_time() - begin) * 1000


def _pairs(engines: Iterable[Engine], kinds: Sequence[str]) -> Iterator[tuple[Engine, str]]:
    for engine in engines:
        yield from ((engine, kind) for kind in kinds if engine.takes(kind))


def _complain(outcomes: Sequence[Outcome]) -> None:
    """Print the first errors, so that a count in the table has a page to look at."""
    for outcome in [outcome for outcome in outcomes if outcome.error or outcome.ledger_error][:5]:
        print(f"  {outcome.page.set}/{outcome.page.id}: {outcome.error or outcome.ledger_error}", file=sys.stderr)


def _write(path: Path, outcomes: Iterable[Outcome]) -> None:
    """One JSON object a page, with its word F1 and time beside the answer."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", errors="replace") as lines:
        for outcome in outcomes:
            answer = outcome.answer
            found = {
                "id": outcome.page.id,
                "body": answer.body,
                "headline": answer.headline,
                "authors": list(answer.authors),
                "date": answer.date,
                "f1": body_f1(outcome),
                "ms": round(outcome.ms, 3),
                "error": outcome.error or outcome.ledger_error,
            }
            print(json.dumps(found, ensure_ascii=False), file=lines)


def _command(args: argparse.Namespace, pairs: Iterable[tuple[Engine, str]]) -> str:
    """The command that makes the rows again; the folder of the pages is called DATA, and no path is named."""
    engines = ",".join(dict.fromkeys(engine.name for engine, _ in pairs))
    kinds = ",".join(args.input)
    limit = f" --limit {args.limit}" if args.limit else ""
    where = f"--set {args.set} --type {args.type} --part {args.part}{limit}"
    return f"python benchmarks/run.py DATA {where} --engine {engines} --input {kinds}"


def _engines(text: str) -> list[Engine]:
    installed = {name: engine for name, engine in ENGINES.items() if engine.installed}
    names = list(installed) if text == "all" else text.split(",")
    unknown = [name for name in names if name not in installed]
    if unknown:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)} is not installed; there are: {', '.join(installed)}")
    return [installed[name] for name in names]


def _inputs(text: str) -> list[str]:
    names = {"all": ["html", *DUMPERS], "dumps": list(DUMPERS)}.get(text) or text.split(",")
    unknown = [name for name in names if name not in INPUTS]
    if unknown:
        raise argparse.ArgumentTypeError(f"no input is called {', '.join(unknown)}; there are: {', '.join(INPUTS)}")
    return names


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA", help="folder of page sets, or one set")
    parser.add_argument("--set", default="wcxb", help="name of the folder in DATA (wcxb)")
    parser.add_argument("--engine", type=_engines, default="cleantext", help="names with commas, or all (cleantext)")
    parser.add_argument("--input", type=_inputs, default="html", help=f"{', '.join(INPUTS)}, dumps or all (html)")
    parser.add_argument("--type", default="article", help="page type, or all (article)")
    parser.add_argument("--part", choices=PARTS, default="all", help="cut by domain; validation is a fifth (all)")
    parser.add_argument("--limit", type=int, help="only so many pages, evenly spread")
    parser.add_argument("--procs", type=int, default=1, help="processes (1)")
    parser.add_argument("--cache", type=Path, help="folder that keeps the dumps")
    parser.add_argument("--out", type=Path, help="JSON lines with the answer for each page")
    parser.add_argument("--json", action="store_true", help="scores as JSON; the table goes to stderr")
    return parser


if __name__ == "__main__":
    sys.exit(main())
