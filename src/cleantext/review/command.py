"""The command ``cleantext review``: writes an HTML file in which people look at pages, lines and articles."""

from __future__ import annotations

import contextlib
import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from itertools import chain

from cleantext.arguments import Parser, add_option_arguments, make_options
from cleantext.batch.inputs.files import list_files
from cleantext.batch.run.report import Progress, make_progress
from cleantext.batch.run.runner import Stop, Stopped
from cleantext.batch.settings import (
    STANDARD_STREAM,
    add_input_arguments,
    add_process_arguments,
    check_inputs,
    check_profiles,
    make_input_options,
    make_limits,
)
from cleantext.errors import CleantextError, load_library
from cleantext.review.compare import OldRun
from cleantext.review.page import View
from cleantext.review.runs import PageRun, is_output, list_outputs, read_output
from cleantext.review.write_file import write_review

OK, FAILED = 0, 1
#: Shells add 128 to a signal's number.
SIGNALLED = 128
#: Up to 200 HTML files are held in the review as they are, so that they can be drawn and downloaded: about 10 MB.
INPUT_FILES = 200

_DESCRIPTION = """\
Write one HTML file to look at pages in a browser: each line with its verdict beside the article, and for many pages
what they have in common. The file needs no network and no other file.
"""
_EPILOG = """\
inputs: what `cleantext batch` reads, or its output (.jsonl, .gz, .zst, .parquet). Lines are there if the output has
them (`cleantext batch ... --ledger`).

examples:
  cleantext review page.html -o review.html
  cleantext review crawl/ -o review.html
  cleantext review articles.jsonl --against last-month.jsonl -o review.html
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``cleantext review`` with ``arguments`` and return its exit status."""
    parser = make_parser()
    options = parser.parse_args(arguments)
    try:
        load_library("jinja2", "write a review", "review")
        check_inputs(options.inputs, options.output)
        if options.against is not None:
            _check_old(options.against, options.output)
        outputs = list_outputs(options.inputs)
        run = None if outputs else _make_run(options)
    except CleantextError as error:
        parser.error(str(error))

    def show(total: int | None) -> Progress:
        return Progress() if options.quiet else make_progress(total, 0)

    # Signals end the workers too; without workers Ctrl-C ends the process as usual.
    with Stop() if run is not None else contextlib.nullcontext() as stop:
        try:
            old = OldRun(read_output(options.against)) if options.against is not None else None
            views: Iterator[View] = chain.from_iterable(map(read_output, outputs))
            if run is not None and stop is not None:
                views = run.read_views(stop.allowed, show)
            title = options.title or _make_title(options.inputs)
            now = options.now.isoformat() if options.now is not None else None
            count = write_review(options.output, views, title, old=old, now=now)
        except Stopped as stopped:
            return SIGNALLED + stopped.number
        except CleantextError as error:
            print(f"cleantext: {error}", file=sys.stderr)
            return FAILED
    if not options.quiet:
        pages = f"{count:,} {'page' if count == 1 else 'pages'}"
        size = os.path.getsize(options.output) / 1e6
        print(f"cleantext: {options.output}: {pages}, {size:.1f} MB; open it in a browser", file=sys.stderr)
    return OK


def make_parser() -> Parser:
    """The parser of the command line."""
    parser = Parser("cleantext review", _DESCRIPTION, _EPILOG)
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="pages as for `cleantext batch`, or its output")
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help="the HTML file; it is replaced")
    parser.add_argument("--against", metavar="OUT", help="an older output of `cleantext batch`: show what changed")
    parser.add_argument("--title", help="the title of the review (default: the names of the inputs)")
    parser.add_argument(
        "--embed",
        choices=("auto", "always", "never"),
        default="auto",
        help=f"hold HTML pages as they are, to draw and download them (auto: up to {INPUT_FILES} files)",
    )
    parser.add_argument("--profiles", metavar="FOLDER", help="profiles of sites, as `cleantext learn` makes them")
    parser.add_argument("--quiet", action="store_true", help="print errors only")
    add_input_arguments(parser)
    add_option_arguments(parser)
    add_process_arguments(parser)
    return parser


def _make_run(options: Namespace) -> PageRun:
    reading = make_input_options(options, (options.output,))
    return PageRun(
        names=tuple(options.inputs),
        reading=reading,
        limits=make_limits(options, ordered=True),
        options=make_options(options),
        profiles=check_profiles(options.profiles),
        inputs=options.embed == "always" or (options.embed == "auto" and _are_few_files(options.inputs)),
    )


def _are_few_files(names: Sequence[str]) -> bool:
    """Whether the inputs are pages of their own, not many in one file, and few."""
    pages = (".html", ".htm", ".xhtml", ".shtml", ".txt", ".text", ".md")
    found = (path for name in names for path in list_files(name))
    for number, path in enumerate(found):
        single = isinstance(path, str) and (path == STANDARD_STREAM or path.lower().endswith(pages))
        if number >= INPUT_FILES or (isinstance(path, str) and not single):
            return False
    return True


def _check_old(name: str, output: str) -> None:
    check_inputs([name], output)
    if not is_output(name):
        raise CleantextError(
            f"--against {name}: no output of `cleantext batch` (.jsonl, .gz, .zst or .parquet, with the field status)"
        )


def _make_title(names: Sequence[str]) -> str:
    first = "standard input" if names[0] == STANDARD_STREAM else os.path.basename(os.path.normpath(names[0]))
    return first if len(names) == 1 else f"{first} and {len(names) - 1} more"
