"""The command ``cleantext batch``: turns its arguments into settings, runs the batch, and reports how it ended."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace

from cleantext.arguments import Parser, add_option_arguments, make_options, parse_count
from cleantext.batch.inputs.files import count_bytes, list_files
from cleantext.batch.inputs.parquet import find_column_types
from cleantext.batch.inputs.remote import local_path
from cleantext.batch.outputs.finish import check_output
from cleantext.batch.outputs.writing import replace_file, report_write_errors
from cleantext.batch.run.report import Progress, format_summary, make_progress
from cleantext.batch.run.runner import Run, Stop, Stopped
from cleantext.batch.settings import (
    LEARN_PAGES,
    OUTPUT_FORMATS,
    SPOOLED,
    STANDARD_STREAM,
    TEXT,
    OutputFormat,
    OutputOptions,
    Settings,
    add_input_arguments,
    add_process_arguments,
    check_inputs,
    check_profiles,
    detect_output_format,
    make_input_options,
    make_limits,
    parse_columns,
)
from cleantext.errors import CleantextError
from cleantext.terminal import show_controls

#: Exit codes; shells add 128 to the number of a signal.
OK, FAILED, SIGNALLED = 0, 1, 128

_DESCRIPTION = """\
Extract many pages in several processes: exactly one record for each page, whatever happens to it. A page that hangs,
kills its process or takes too much memory costs itself alone. A run that was stopped, killed or cut off is resumed
when the same command is given again.
"""
_EPILOG = """\
inputs: files and folders of text and HTML, globs, JSONL (.gz, .zst), CSV, Parquet, WARC and WET, - for standard input.
outputs: .jsonl, .jsonl.gz, .jsonl.zst, .parquet, or a folder of Markdown files (a name that ends in /).
During a run its records are in OUT.partial. OUT.journal says how many of them are valid, and stays beside OUT.

exit status: 0 every page has its record; 1 the run failed; 2 the command line is wrong; 130, 143 stopped by a signal.

examples:
  cleantext batch crawl/ -o articles.jsonl
  cleantext batch dumps.jsonl.zst --text-field dump -o articles.parquet --fields id,headline,date,body
  cleantext batch 'CC-NEWS-*.warc.gz' -o articles.jsonl.zst --rejected rejected.jsonl --summary summary.json
  zcat pages.jsonl.gz | cleantext batch - -o - --quiet | jq .headline
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``cleantext batch`` with ``arguments`` and return its exit status."""
    parser = make_parser()
    options = parser.parse_args(arguments)
    try:
        settings = _make_settings(options)
    except CleantextError as error:
        parser.error(str(error))

    def progress(before: int) -> Progress:
        return Progress() if options.quiet else make_progress(count_bytes(settings.inputs, settings.reading), before)

    with Stop() as stop:
        run = Run(settings, stop, progress)
        try:
            if settings.two_pass:
                _learn_profiles(settings, stop, options.quiet)
            summary = run.run()
            if options.summary is not None:
                with report_write_errors(options.summary), replace_file(options.summary, sync=False) as file:
                    file.write(json.dumps(summary, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n")
        except Stopped as stopped:
            _print_message(f"stopped after {run.tally.pages:,} pages. {_explain_resuming(settings)}")
            return SIGNALLED + stopped.number
        except BrokenPipeError:
            # The reader of standard output wants no more; the interpreter's flush at exit must not fail.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return OK
        except CleantextError as error:
            _print_message(str(error))
            if run.tally.pages and "--overwrite" not in str(error):
                _print_message(f"{run.tally.pages:,} pages are done. {_explain_resuming(settings)}")
            return FAILED
    if not options.quiet:
        nothing_new = settings.output != STANDARD_STREAM and summary["pages"] and not summary["pages_of_this_run"]
        if not nothing_new:
            print(format_summary(summary), file=sys.stderr)
        for name in settings.inputs:
            files = list_files(name, settings.reading.exclude) if os.path.isdir(name) else [name]
            if not any(isinstance(one, str) for one in files):
                _print_message(f"{name} holds no files.")
        if nothing_new:
            _print_message(f"nothing new: {settings.output} is complete, with {summary['pages']:,} pages.")
    return OK


def _learn_profiles(settings: Settings, stop: Stop, quiet: bool) -> None:
    """The first of two passes: learn the profiles that the second one uses."""
    from cleantext.sites.learning import Lesson, learn_once

    lesson = Lesson(settings.inputs, settings.reading, settings.limits, settings.learn_pages, settings.options)
    learned = learn_once(lesson, settings.profiles or "", settings.learning_config(), stop.allowed)
    if learned is not None and not quiet:
        _print_message(str(learned))


def _explain_resuming(settings: Settings) -> str:
    if settings.output == STANDARD_STREAM:
        return "A run with an output file (-o) can be resumed."
    without = " without --overwrite" if settings.overwrite else ""
    return f"The same command{without} resumes the run."


def _print_message(text: str) -> None:
    print(f"cleantext: {show_controls(text)}", file=sys.stderr)


def make_parser() -> Parser:
    """The parser of the command line."""
    parser = Parser("cleantext batch", _DESCRIPTION, _EPILOG)
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="files, folders, globs; - is standard input")
    parser.add_argument("-o", "--output", required=True, metavar="OUT", help="where records go; - is standard output")
    add_input_arguments(parser)
    outputs = parser.add_argument_group("outputs")
    outputs.add_argument("--output-format", choices=OUTPUT_FORMATS, help="default: detected from the name of OUT")
    outputs.add_argument("--fields", metavar="A,B.C", help="the fields that records have, in this order")
    outputs.add_argument(
        "--keep-columns",
        type=parse_columns,
        default=(),
        metavar="A,B=NAME",
        help="columns of the input that pass through to the records, B under another NAME",
    )
    outputs.add_argument("--ledger", action="store_true", help="add the text and the verdict on every line of it")
    outputs.add_argument("--rejected", metavar="FILE", help="JSONL for the records that have no article")
    outputs.add_argument("--overwrite", action="store_true", help="begin again; replaces OUT at the end of the run")
    outputs.add_argument(
        "--spool", metavar="FOLDER", default=".", help="where outputs for s3:// and the like are made, with journals"
    )
    outputs.add_argument("--summary", metavar="FILE", help="write the summary as JSON")
    outputs.add_argument("--quiet", action="store_true", help="print errors only: no progress, no summary")
    add_option_arguments(parser)
    group = parser.add_argument_group("profiles of sites")
    group.add_argument("--profiles", metavar="FOLDER", help="profiles of sites, as `cleantext learn` makes them")
    group.add_argument(
        "--two-pass", action="store_true", help="first learn the profiles from the inputs, into --profiles"
    )
    group.add_argument(
        "--learn-pages",
        type=parse_count,
        default=LEARN_PAGES,
        metavar="N",
        help=f"learn from this many pages of a site ({LEARN_PAGES})",
    )
    processes = add_process_arguments(parser)
    processes.add_argument("--unordered", action="store_true", help="write each record as soon as it is done")
    return parser


def _make_settings(options: Namespace) -> Settings:
    check_inputs(options.inputs, options.output)
    fields = tuple(name.strip() for name in options.fields.split(",")) if options.fields is not None else None
    writing = OutputOptions(fields, options.ledger, tuple((name, TEXT) for _, name in options.keep_columns))
    written = (options.output, options.rejected, options.summary, options.profiles)
    local = [local_path(name, options.spool).rstrip("/") for name in written if name]
    reading = make_input_options(options, tuple(local))
    reading = replace(reading, keep=options.keep_columns, memory=options.memory)
    output_format = _check_output(options, writing)
    if output_format == "parquet" and reading.keep:
        writing = replace(writing, kept=find_column_types(options.inputs, reading))
    return Settings(
        inputs=tuple(options.inputs),
        output=options.output,
        format=output_format,
        limits=make_limits(options, ordered=not options.unordered),
        reading=reading,
        writing=writing,
        rejected=options.rejected,
        rejected_format=_check_rejected(options),
        options=make_options(options),
        pipeline_name=options.pipeline,
        overwrite=options.overwrite,
        spool=options.spool,
        profiles=_check_profiles(options),
        two_pass=options.two_pass,
        learn_pages=options.learn_pages,
    )


def _check_output(options: Namespace, writing: OutputOptions) -> OutputFormat:
    output_format: OutputFormat | None = options.output_format
    if options.output == STANDARD_STREAM:
        output_format = output_format or "jsonl"
        if output_format in SPOOLED:
            raise CleantextError(f"{output_format} cannot go to standard output: name a file")
        if options.rejected is not None:
            raise CleantextError("--rejected needs an output file: standard output gets all records")
    checked = check_output(options.output, output_format, writing)
    if checked != "markdown" and os.path.isdir(options.output):
        raise CleantextError(f"{options.output} is a folder, and {checked} is one file")
    return checked


def _check_rejected(options: Namespace) -> OutputFormat:
    if options.rejected is None:
        return "jsonl"
    if os.path.abspath(options.rejected) == os.path.abspath(options.output):
        raise CleantextError("--rejected and --output name the same file")
    output_format = detect_output_format(options.rejected)
    if output_format in SPOOLED:
        raise CleantextError(f"--rejected {options.rejected}: rejected pages are written as JSONL (.gz, .zst)")
    return output_format


def _check_profiles(options: Namespace) -> str | None:
    name: str | None = options.profiles
    if not options.two_pass:
        return check_profiles(name)
    if name is None:
        raise CleantextError("--two-pass needs --profiles FOLDER, into which it writes the profiles")
    if options.shard is not None:
        raise CleantextError("--two-pass would learn from a part alone: run `cleantext learn` first, then --profiles")
    if STANDARD_STREAM in options.inputs:
        raise CleantextError("--two-pass reads the inputs twice, which standard input does not allow")
    return name.rstrip("/")
