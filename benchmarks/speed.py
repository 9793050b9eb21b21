"""Times cleantext beside trafilatura and lxml's parser in one process: the same pages, in turn, after a warm-up.

    python benchmarks/speed.py DATA --set wcxb --sample 100 --page examples/page.txt

Each call of cleantext gives an article, of which the body is read, or with ``--everything`` all that it holds. The
parser gets the page as HTML, also where the others get a dump of it. Times are processor time, so that other work on
the machine counts little; imports are timed in processes of their own.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean, median
from typing import Any

import tables
from corpus import INPUTS, PARTS, input_of, read_pages
from engines import Raw
from peers import as_html

_IMPORTS = 5
_REPEATS = 30
_WARM_UP = 3
_ONE_PAGE = "Harbour wall holds\n\nThe harbour wall held through the storm, engineers said on Monday evening."
#: What is run after an import: the kind of work, and whether the page is HTML.
_FIRST = {"import": None, "import and a first page of text": False, "import and a first page of HTML": True}

Timed = Callable[[Raw], object]


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of both libraries and of lxml's parser for one kind of work; the parser has no part in imports."""

    what: str
    cleantext_median: float
    cleantext_mean: float
    trafilatura_median: float
    trafilatura_mean: float
    command: str = ""
    parse_mean: float = 0.0

    @property
    def cells(self) -> tuple[str, ...]:
        ours, theirs = (self.cleantext_median, self.cleantext_mean), (self.trafilatura_median, self.trafilatura_mean)
        pairs = [*zip(theirs, ours, strict=True), (self.cleantext_mean, self.parse_mean)]
        ratios = [f"{peer / own:.1f}" if own else "–" for peer, own in pairs]
        return (self.what, *(f"{ms:.2f}" for ms in (*ours, *theirs)), *ratios)


HEAD = (
    "what",
    "cleantext median",
    "mean",
    "trafilatura median",
    "mean",
    "trafilatura / cleantext, medians",
    "means",
    "cleantext / lxml's parse, means",
)


def main(argv: Sequence[str] | None = None) -> int:
    args = _arguments().parse_args(argv)
    engines = _engines(everything=args.everything)
    pages = read_pages(args.data, args.set, page_type=args.type, part=args.part, limit=args.sample)
    raws = [input_of(page, args.input) for page in pages]
    parsed = [input_of(page, "html") for page in pages]
    command = f"python benchmarks/speed.py DATA --set {args.set} --type {args.type} --part {args.part}"
    command += f" --sample {args.sample} --input {args.input}{' --page FILE' if args.page else ''}"
    command += " --everything" if args.everything else ""
    what = f"{args.set}, {len(raws)} {args.type} pages, {args.input}"
    timings = [_timing(what, *interleaved(engines, raws, parsed), command=command)]
    if args.page:
        raw = args.page.read_bytes()
        text: Raw = raw if args.kind == "html" else raw.decode("utf-8", "replace")
        what = f"one page of {len(raw)} bytes, {args.kind}, {_REPEATS} times"
        times = interleaved(engines, [text] * _REPEATS, [as_html(text)] * _REPEATS)
        timings.append(_timing(what, *times, command=command))
    first = {what: _import_times(is_html) for what, is_html in _FIRST.items()}
    timings += [_timing(f"{what}, least of {_IMPORTS}", *times, command=command) for what, times in first.items()]
    table = tables.table(HEAD, [timing.cells for timing in timings])
    [theirs] = first["import"][1]
    shares = [f"{what}: {own / theirs:.2f}" for what, ([own], _) in first.items()]
    for text in (table, f"\nas a share of the time that the import of trafilatura takes\n{'; '.join(shares)}"):
        print(text, file=sys.stderr if args.json else sys.stdout)
    if args.json:
        print(json.dumps({"timings": [asdict(timing) for timing in timings]}, ensure_ascii=False, indent=1))
    return 0


def interleaved(engines: Sequence[Timed], raws: Sequence[Raw], parsed: Sequence[Raw]) -> list[list[float]]:
    """The milliseconds of each function on each page, the order changing; the last one gets ``parsed``."""
    given = [(raw, as_html(raw), markup) for raw, markup in zip(raws, parsed, strict=True)]
    for inputs in given[:_WARM_UP]:
        for engine, raw in zip(engines, inputs, strict=True):
            _milliseconds(engine, raw)
    times: list[list[float]] = [[] for _ in engines]
    for at, inputs in enumerate(given):
        for turn in range(len(engines)):
            which = (at + turn) % len(engines)
            times[which].append(_milliseconds(engines[which], inputs[which]))
    return times


def _engines(*, everything: bool) -> tuple[Timed, Timed, Timed]:
    import lxml.html
    import trafilatura

    import cleantext

    def article(raw: Raw) -> object:
        found = cleantext.extract(raw)
        return found.to_dict() if everything else found.body

    return article, trafilatura.extract, lxml.html.fromstring


def _milliseconds(engine: Timed, raw: Raw) -> float:
    """The time of one call."""
    begin = time.process_time()
    try:
        engine(raw)
    except Exception as error:
        print(f"{engine.__module__}: {error!r}", file=sys.stderr)
    return (time.process_time() - begin) * 1000


def _import_times(is_html: bool | None) -> tuple[list[float], list[float]]:
    """The least time of a few processes for each library, in turn, with a first page of a kind, or without one."""
    times: dict[str, list[float]] = {"cleantext": [], "trafilatura": []}
    pages = {"cleantext": as_html(_ONE_PAGE) if is_html else _ONE_PAGE, "trafilatura": as_html(_ONE_PAGE)}
    for _ in range(_IMPORTS):
        for name, page in pages.items():
            work = f"import {name} as m" + ("" if is_html is None else f"; m.extract({page!r})")
            code = f"import time; b = time.process_time(); {work}; print((time.process_time() - b) * 1000)"
            done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
            times[name].append(float(done.stdout))
    return [min(times["cleantext"])], [min(times["trafilatura"])]


def _timing(
    what: str, ours: Sequence[float], theirs: Sequence[float], parse: Sequence[float] = (0.0,), *, command: str
) -> Timing:
    return Timing(what, median(ours), fmean(ours), median(theirs), fmean(theirs), command, fmean(parse))


def timings_of(data: dict[str, Any]) -> list[Timing]:
    """The timings that ``--json`` printed."""
    return [Timing(**timing) for timing in data.get("timings", [])]


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA", help="folder of page sets, or one set")
    parser.add_argument("--set", default="wcxb", help="name of the folder in DATA (wcxb)")
    parser.add_argument("--input", choices=INPUTS, default="html", help="what the pages are given as (html)")
    parser.add_argument("--type", default="article", help="page type, or all (article)")
    parser.add_argument("--part", choices=PARTS, default="all", help="cut by domain (all)")
    parser.add_argument("--sample", type=int, default=100, help="how many pages, evenly spread (100)")
    parser.add_argument("--page", type=Path, help="a file to time over and over")
    parser.add_argument("--kind", choices=("text", "html"), default="text", help="what the file is (text)")
    parser.add_argument("--everything", action="store_true", help="read all that an article holds, not its body alone")
    parser.add_argument("--json", action="store_true", help="times as JSON; the table goes to stderr")
    return parser


if __name__ == "__main__":
    sys.exit(main())
