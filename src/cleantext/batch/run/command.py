"""The command ``cleantext batch``: a thin shell over a run."""

from __future__ import annotations

import argparse
import glob
import importlib
import json
import os
import sys
from collections.abc import Sequence
from typing import Any, get_args

from cleantext.batch.inputs.files import total_bytes
from cleantext.batch.outputs.finish import check_output
from cleantext.batch.outputs.writing import replacing
from cleantext.batch.run.report import Progress, Quiet, progress_for, table
from cleantext.batch.run.run import Run, Stop, Stopped
from cleantext.batch.settings import (
    FORMATS,
    MAX_PAGE_BYTES,
    STANDARD_OUTPUT,
    InputFormat,
    InputOptions,
    OutputFormat,
    OutputOptions,
    ProcessLimits,
    Settings,
    format_of,
)
from cleantext.batch.workers.pool import cores, stored
from cleantext.cli import moment
from cleantext.errors import CleantextError
from cleantext.pipeline import Pipeline

_DESCRIPTION = """\
Extract many pages in several processes: exactly one record for each page, whatever happens to it. A page that hangs,
kills its process or takes too much memory costs itself alone. A run that was stopped, killed or cut off goes on where
it was when the same command is given again.
"""
_EPILOG = """\
inputs: files and folders of text and HTML, globs, JSONL (.gz, .zst), CSV, Parquet, WARC and WET, - for standard input.
outputs: .jsonl, .jsonl.gz, .jsonl.zst, .parquet, or a folder of Markdown files (a name that ends in /).
While a run goes on its records lie in OUT.partial; OUT.journal says how far they are good, and stays beside OUT.

exit status: 0 every page has its record; 1 the run could not go on; 2 the command line is wrong; 130, 143 stopped.

examples:
  cleantext batch crawl/ -o articles.jsonl
  cleantext batch dumps.jsonl.zst --text-field dump -o articles.parquet --fields id,headline,date,body
  cleantext batch 'CC-NEWS-*.warc.gz' -o articles.jsonl.zst --rejected rejected.jsonl --summary summary.json
  zcat pages.jsonl.gz | cleantext batch - -o - --quiet | jq .headline
"""
STANDARD_INPUT = "-"
#: Pages of a site that are learned: more say little more.
PAGES = 200
_UNITS = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


def parsed(arguments: Sequence[str] | None) -> tuple[argparse.Namespace, Settings]:
    """The options as given, and the settings of the run; a wrong command line ends the process with 2."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return options, _settings(options)
    except CleantextError as error:
        parser.error(str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cleantext batch",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="files, folders, globs; - is standard input")
    parser.add_argument("-o", "--output", required=True, metavar="OUT", help="where records go; - is standard output")
    add_reading(parser)
    writing = parser.add_argument_group("outputs")
    writing.add_argument("--output-format", choices=FORMATS, help="default: told by the name of OUT")
    writing.add_argument("--fields", metavar="A,B.C", help="the fields that records have, in this order")
    writing.add_argument("--ledger", action="store_true", help="add the text and the verdict on every line of it")
    writing.add_argument("--rejected", metavar="FILE", help="JSONL for the records that have no article")
    writing.add_argument("--overwrite", action="store_true", help="begin again; replaces OUT when the run is over")
    writing.add_argument("--summary", metavar="FILE", help="write the summary as JSON")
    writing.add_argument("--quiet", action="store_true", help="tell errors only: no progress, no summary")
    work = parser.add_argument_group("extraction")
    work.add_argument("--now", type=moment, metavar="ISO", help='resolves "3 hours ago": 2025-07-18T14:05')
    work.add_argument("--profiles", metavar="FOLDER", help="profiles of sites, as `cleantext learn` makes them")
    work.add_argument(
        "--two-pass", action="store_true", help="first learn the profiles from the inputs, into --profiles"
    )
    work.add_argument(
        "--learn-pages", type=count, default=PAGES, metavar="N", help=f"pages of a site that are learned ({PAGES})"
    )
    work.add_argument("--pipeline", metavar="MODULE:NAME", help="a Pipeline of your own, in a module on the path")
    processes = add_processes(parser)
    processes.add_argument("--unordered", action="store_true", help="write records as they are done")
    return parser


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say how inputs are read."""
    reading = parser.add_argument_group("inputs")
    formats = get_args(InputFormat)
    reading.add_argument("--input-format", choices=formats, default="auto", help="default: told by each file")
    reading.add_argument("--text-field", metavar="NAME", help="field or column that holds a text dump (a.b: nested)")
    reading.add_argument("--html-field", metavar="NAME", help="field or column that holds HTML")
    reading.add_argument("--id-field", metavar="NAME", help="field or column that holds the page's id")
    reading.add_argument("--url-field", metavar="NAME", help="field or column that holds the page's URL")
    reading.add_argument("--kind", choices=("auto", "text", "html"), default="auto", help="what all pages are")
    reading.add_argument(
        "--max-page-bytes", type=_size, default=MAX_PAGE_BYTES, metavar="SIZE", help="pages are cut there (10 MB)"
    )


def add_processes(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    """Add the arguments on workers and their limits."""
    processes = parser.add_argument_group("processes")
    processes.add_argument("--workers", type=count, metavar="N", help="default: one for each core")
    processes.add_argument("--timeout", type=_seconds, default=5.0, metavar="SECONDS", help="for a page (default: 5)")
    processes.add_argument("--memory", type=_size, default=1 << 30, metavar="SIZE", help="for a page (default: 1G)")
    processes.add_argument("--recycle", type=count, default=2000, metavar="PAGES", help="then a worker is replaced")
    return processes


def limits_of(options: argparse.Namespace, *, ordered: bool) -> ProcessLimits:
    """How many workers there are, and what a page may take."""
    return ProcessLimits(options.workers or cores(), options.timeout, options.memory, options.recycle, ordered)


def reading_of(options: argparse.Namespace, exclude: tuple[str, ...]) -> InputOptions:
    """How inputs are read; a folder of inputs may hold what is written, which ``exclude`` names."""
    return InputOptions(
        options.input_format,
        options.text_field,
        options.html_field,
        options.id_field,
        options.url_field,
        options.kind,
        options.max_page_bytes,
        exclude=exclude,
    )


def _settings(options: argparse.Namespace) -> Settings:
    check_inputs(options.inputs, options.output)
    fields = tuple(name.strip() for name in options.fields.split(",")) if options.fields is not None else None
    writing = OutputOptions(fields, options.ledger)
    return Settings(
        inputs=tuple(options.inputs),
        output=options.output,
        format=_output_format(options, writing),
        limits=limits_of(options, ordered=not options.unordered),
        reading=reading_of(
            options,
            tuple(
                name.rstrip("/")
                for name in (options.output, options.rejected, options.summary, options.profiles)
                if name
            ),
        ),
        writing=writing,
        rejected=options.rejected,
        rejected_format=_rejected_format(options),
        pipeline=_pipeline(options.pipeline) if options.pipeline else None,
        pipeline_name=options.pipeline,
        now=options.now,
        overwrite=options.overwrite,
        profiles=_profiles(options),
        two_pass=options.two_pass,
        learn_pages=options.learn_pages,
    )


def check_inputs(names: Sequence[str], output: str) -> None:
    """Refuse inputs that are not there, and one that is the output too."""
    for name in names:
        if name == output != STANDARD_OUTPUT:
            raise CleantextError(f"{name} is an input and the output")
        if name != STANDARD_INPUT and not os.path.lexists(name) and not glob.has_magic(name):
            raise CleantextError(f"{name}: no such file or folder")


def _output_format(options: argparse.Namespace, writing: OutputOptions) -> OutputFormat:
    name: OutputFormat | None = options.output_format
    if options.output == STANDARD_OUTPUT:
        name = name or "jsonl"
        if name in ("parquet", "markdown"):
            raise CleantextError(f"{name} cannot go to standard output: name a file")
        if options.rejected is not None:
            raise CleantextError("--rejected needs an output file: standard output gets all records")
    made = check_output(options.output, name, writing)
    if made != "markdown" and os.path.isdir(options.output):
        raise CleantextError(f"{options.output} is a folder, and {made} is one file")
    return made


def _rejected_format(options: argparse.Namespace) -> OutputFormat:
    if options.rejected is None:
        return "jsonl"
    if os.path.abspath(options.rejected) == os.path.abspath(options.output):
        raise CleantextError("--rejected and --output name the same file")
    made = format_of(options.rejected)
    if made in ("parquet", "markdown"):
        raise CleantextError(f"--rejected {options.rejected}: rejected pages are written as JSONL (.gz, .zst)")
    return made


def _pipeline(name: str) -> Pipeline:
    """The pipeline that ``module:name`` stands for; modules of the current folder are found too."""
    module, _, attribute = name.partition(":")
    if not module or not attribute:
        raise CleantextError(f"--pipeline {name}: write MODULE:NAME, as in mysteps:PIPELINE")
    if "" not in sys.path and os.getcwd() not in sys.path:
        sys.path.insert(0, os.getcwd())
    try:
        found = getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise CleantextError(f"--pipeline {name}: {error}") from None
    if not isinstance(found, Pipeline):
        raise CleantextError(f"--pipeline {name}: a {type(found).__name__}, not a Pipeline")
    return found


def _profiles(options: argparse.Namespace) -> str | None:
    name: str | None = options.profiles
    if options.two_pass:
        if name is None:
            raise CleantextError("--two-pass needs --profiles FOLDER: there the profiles go")
        if STANDARD_INPUT in options.inputs:
            raise CleantextError("--two-pass reads the inputs twice, which standard input does not allow")
        return name.rstrip("/")
    return stored(name)


def _size(text: str) -> int:
    """Bytes, also as 512M or 2G."""
    unit = _UNITS.get(text[-1:].upper(), 1)
    digits = text if unit == 1 else text[:-1]
    if not digits.isdecimal() or not int(digits):
        raise argparse.ArgumentTypeError(f"{text!r} is no size; write it as 1000000, 512M or 2G")
    return int(digits) * unit


def count(text: str) -> int:
    """A number from 1 of the command line."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 1e9:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds")
    return seconds


OK, FAILED = 0, 1
#: What shells add to a signal's number.
SIGNALLED = 128


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``cleantext batch`` with ``arguments`` and return its exit status."""
    options, settings = parsed(arguments)
    with Stop() as stop:
        run = Run(settings, stop, lambda before: _progress(options.quiet, settings, before))
        try:
            if settings.two_pass:
                _learn(settings, stop, options.quiet)
            summary = run.go()
            if options.summary is not None:
                _write_summary(options.summary, summary)
        except Stopped as stopped:
            _say(f"stopped after {run.tally.pages:,} pages. {_way_on(settings)}")
            return SIGNALLED + stopped.number
        except BrokenPipeError:
            # The reader of standard output wants no more; the interpreter's flush at exit must not meet it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return OK
        except CleantextError as error:
            _say(str(error))
            if run.tally.pages and "--overwrite" not in str(error):
                _say(f"{run.tally.pages:,} pages are done. When this is settled: {_way_on(settings)}")
            return FAILED
    if not options.quiet:
        print(table(summary), file=sys.stderr)
        if settings.output != STANDARD_OUTPUT and not summary["pages_of_this_run"]:
            _say(f"{settings.output} was complete; there was nothing left to do.")
    return OK


def _learn(settings: Settings, stop: Stop, quiet: bool) -> None:
    """The first pass: the profiles that the second one reads with."""
    from cleantext.sites.learning import Lesson, learn_once

    lesson = Lesson(settings.inputs, settings.reading, settings.limits, settings.learn_pages, settings.pipeline)
    found = learn_once(lesson, settings.profiles or "", settings.lesson(), stop.allowed)
    if found is not None and not quiet:
        _say(str(found))


def _progress(quiet: bool, settings: Settings, before: int) -> Progress:
    return Quiet() if quiet else progress_for(total_bytes(settings.inputs, settings.reading.exclude), before)


def _way_on(settings: Settings) -> str:
    if settings.output == STANDARD_OUTPUT:
        return "With an output file (-o) a run can go on where it was stopped."
    without = " without --overwrite" if settings.overwrite else ""
    return f"The same command{without} goes on from there."


def _write_summary(path: str, summary: dict[str, Any]) -> None:
    try:
        with replacing(path, sync=False) as file:
            file.write(json.dumps(summary, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n")
    except OSError as error:
        raise CleantextError(f"cannot write {path}: {error.strerror or error}") from None


def _say(text: str) -> None:
    print(f"cleantext: {text}", file=sys.stderr)
