"""The command ``cleantext``: prints the articles of pages, or calls ``batch``, ``learn`` or ``review``."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
import time
from argparse import Action, ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cleantext
from cleantext.api import listing
from cleantext.arguments import Parser, add_option_arguments, explain_address, make_options
from cleantext.article import Article
from cleantext.budget import BINARY, UNREAD_CODES
from cleantext.errors import CleantextError, MissingExtraError
from cleantext.options import find_close_name
from cleantext.terminal import show_controls, show_lines

if TYPE_CHECKING:
    from cleantext.sites.profile import SiteProfile

#: Exit codes; argparse ends with 2 for a wrong command line, shells with 130 after Ctrl-C.
OK, FAILED, INTERRUPTED = 0, 1, 130

#: A page is read up to the number of characters that its limits allow; a character takes at most 4 bytes.
BYTES_PER_CHARACTER = 4
#: The subcommands, and the shells that can complete command lines.
_COMMANDS, _SHELLS = ("batch", "learn", "review"), ("bash", "zsh", "tcsh")
_DESCRIPTION = "Turn raw pages (text dumps or HTML) into articles, with an account of every line."
_EPILOG = """\
A page may be compressed: gzip and zstd are known by their content, brotli by the suffix .br.

exit status: 0 all well; 1 a file could not be read, or not whole (also for a limit or --budget), is no text, or holds
no article; 2 the command line is wrong.

examples:
  cleantext page.txt                      the article as plain text
  cleantext --explain page.txt            every line, what became of it, and why
  cleantext --format json *.txt           one JSON object a line, each with its "file"
  cleantext --fields file,date,body *     a table of these fields, as CSV
  curl -s URL | cleantext --url URL -     a page from a pipe
  cleantext batch --help                  many pages at once: folders, JSONL, Parquet, WARC
  cleantext learn --help                  what the pages of a site repeat
  cleantext review page.html -o r.html    lines and article side by side, in a browser
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with ``arguments`` (by default those of the process) and return its exit status.

    A reader that closes the pipe early (``cleantext page.txt | head -1``) ends the command quietly.
    """
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    try:
        if arguments[:1] == ["batch"]:
            from cleantext.batch.run.command import main as run_batch

            return run_batch(arguments[1:])
        if arguments[:1] == ["learn"]:
            from cleantext.sites.learning import main as learn

            return learn(arguments[1:])
        if arguments[:1] == ["review"]:
            from cleantext.review.command import main as review

            return review(arguments[1:])
        status = _print_pages(_parse_arguments(arguments))
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still buffered has no reader: the interpreter's flush at exit must not fail.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def format_plain(article: Article) -> str:
    """The article as plain text: headline, a line of byline, place and date, standfirst, paragraphs.

    >>> import cleantext
    >>> body = "The bridge beside the old mill opened to cyclists on Saturday, after two years of repairs."
    >>> page = "Mill bridge opens to cyclists\\nBy Nadia Holt\\n9 March 2024\\n\\n" + body
    >>> print(format_plain(cleantext.extract(page)))
    Mill bridge opens to cyclists
    By Nadia Holt · 2024-03-09
    <BLANKLINE>
    The bridge beside the old mill opened to cyclists on Saturday, after two years of repairs.
    """
    from cleantext.formats.tree import record_of

    head = (article.headline, " · ".join(part for part in record_of(article) if part))
    blocks = ("\n".join(part for part in head if part), article.description, article.body)
    return "\n\n".join(block for block in blocks if block)


def make_parser() -> Parser:
    """The parser of the command line."""
    parser = Parser("cleantext", _DESCRIPTION, _EPILOG)
    parser.add_argument("files", nargs="*", metavar="FILE", help="pages to read; - or none: standard input")
    _add_arguments(parser)
    return parser


def _add_arguments(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "--format",
        choices=("json", "text", "markdown", "html", "csv"),
        help="how articles are printed (default: text; with --fields csv)",
    )
    add("--fields", type=_parse_fields, metavar="A,B.C", help="print fields of a record: headline,authors.name")
    add(
        "--explain",
        action="store_true",
        help="print every line with its verdict and evidence, after the article if --format is given, otherwise alone "
        "(JSON holds the ledger anyway)",
    )
    add("--url", help="the address of the page; evidence for publisher, headline and date")
    add(
        "--profile",
        type=_load_profile,
        metavar="FILE",
        help="what the pages of the site repeat, as `cleantext learn` writes it",
    )
    add_option_arguments(parser)
    kernel = "compiled" if cleantext.__compiled__ else "not compiled"
    add("--version", action="version", version=f"%(prog)s {cleantext.__version__} ({kernel})")
    add("--completion", action=_PrintCompletion, choices=_SHELLS, help="print what completes commands in a shell")


class _PrintCompletion(Action):
    """Prints the script that completes all commands in a shell, and ends the process."""

    def __call__(self, parser: ArgumentParser, namespace: object, shell: Any, option: str | None = None) -> None:
        """Print it; an error says which library is missing."""
        from cleantext.batch.run.command import make_parser as make_batch_parser
        from cleantext.review.command import make_parser as make_review_parser
        from cleantext.sites.learning import make_parser as make_learn_parser

        try:
            import shtab
        except ImportError:
            parser.error(str(MissingExtraError("completion", "shtab", "complete commands")))
        makers = dict(zip(_COMMANDS, (make_batch_parser, make_learn_parser, make_review_parser), strict=True))
        whole = Parser("cleantext", "", "")
        commands = whole.add_subparsers(parser_class=ArgumentParser)
        _add_arguments(whole)
        for name, make in makers.items():
            commands.add_parser(name, parents=[make()], add_help=False, help=f"cleantext {name} --help")
        for one in (whole, *commands.choices.values()):
            for action in one._actions:
                if action.metavar in ("FILE", "FOLDER", "INPUT", "OUT"):
                    action.complete = shtab.FILE  # type: ignore[attr-defined]
        print(shtab.complete(whole, shell))
        parser.exit()


def _parse_fields(text: str) -> tuple[str, ...]:
    from cleantext.batch.outputs.writing import check_fields

    try:
        return check_fields([name.strip() for name in text.split(",")])
    except CleantextError as error:
        raise ArgumentTypeError(str(error)) from None


def _parse_arguments(arguments: Sequence[str]) -> Namespace:
    parser = make_parser()
    options = parser.parse_args(arguments)
    if not options.files:
        if sys.stdin is None or sys.stdin.isatty():
            parser.error("no page to read: name a FILE, or pipe a page in")
        options.files = ["-"]
    try:
        options.chosen = make_options(options)
    except CleantextError as error:
        parser.error(str(error))
    if options.format is None:
        options.format = "csv" if options.fields else None
    if (options.format == "csv") != bool(options.fields) and options.format != "json":
        parser.error("--fields and --format csv or json belong together")
    if options.fields and options.explain:
        parser.error("--explain prints whole pages, --fields parts of them: choose one")
    if options.url is not None and len(options.files) > 1:
        parser.error(f"--url belongs to one page, but {len(options.files)} files are named: run the command for each")
    return options


def _load_profile(name: str) -> SiteProfile:
    from cleantext.sites.profile import SiteProfile

    try:
        return SiteProfile.from_json(Path(name).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, CleantextError) as error:
        raise ArgumentTypeError(f"{name}: {error}") from None


def _print_pages(options: Namespace) -> int:
    """Extract and print file by file, so that memory holds one page at a time."""
    status = OK
    for number, name in enumerate(options.files):
        try:
            raw, problem = _read_page(name, BYTES_PER_CHARACTER * options.chosen.limits.characters)
        except (OSError, CleantextError) as error:
            reason = _explain_name(name) or getattr(error, "strerror", None) or str(error)
            _print_error(name, reason)
            status = FAILED
            continue
        started = time.perf_counter()
        article = cleantext.extract(raw, url=options.url, profile=options.profile, options=options.chosen)
        milliseconds = round(1000 * (time.perf_counter() - started), 1)
        if problem is not None:
            from cleantext.batch.run.record import mark_truncated

            article = mark_truncated(article, problem)
        for message in _find_faults(article, problem, explain=options.explain):
            _print_error(name, message)
            status = FAILED
        if options.fields:
            text = _show(_format_fields(article, options, name, milliseconds, header=number == 0))
        else:
            text = _format_page(article, options, name)
        # UTF-8 whatever the locale is; surrogates become question marks.
        sys.stdout.flush()
        sys.stdout.buffer.write((text + "\n").encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    return status


def _explain_name(name: str) -> str | None:
    """What may have been meant by the name of a file that is not there."""
    command = None if os.path.lexists(name) else find_close_name(name, _COMMANDS)
    return explain_address(name) or (f"no such file; did you mean `cleantext {command}`?" if command else None)


def _read_page(name: str, limit: int) -> tuple[bytes, str | None]:
    """The first ``limit`` bytes of a page, decompressed, and what ended it early."""
    from cleantext.batch.inputs.streams import open_stream

    stream = open_stream(name)
    raw = stream.read(limit)
    if name != "-":
        stream.close()
    return raw, stream.problem


def _find_faults(article: Article, problem: str | None, *, explain: bool) -> Iterator[str]:
    """What is wrong with the result of a page: it was not read whole, it is no text, or it holds no article."""
    codes = {notice.code: notice.message for notice in article.warnings}
    if problem is not None:
        yield f"the page could not be read whole: {problem}"
    for code in sorted(UNREAD_CODES.intersection(codes)) if article.truncated else ():
        yield codes[code]
    if BINARY in codes:
        yield codes[BINARY]
    elif not article.paragraphs:
        yield "no article was found" + ("" if explain else "; --explain shows what became of each line")


def _format_page(article: Article, options: Namespace, name: str) -> str:
    """What is printed for one page, with its name if there are several."""
    several = len(options.files) > 1
    if options.format == "json":
        text = article.to_json()
        return _show(f'{{"file": {json.dumps(name, ensure_ascii=False)}, {text[1:]}' if several else text)
    blocks = [f"==> {name} <=="] if several else []
    if options.format == "markdown":
        blocks.append(article.to_markdown().rstrip("\n"))
    elif options.format == "html":
        blocks.append(article.to_html().rstrip("\n"))
    elif options.format == "text" or not options.explain:
        blocks.append(format_plain(article).rstrip("\n"))
    blocks = [_show(block) for block in blocks]
    if options.explain:
        blocks.append(listing(article, colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ))
    # A blank line precedes the next page.
    return "\n\n".join(blocks) + ("\n" if several else "")


def _format_fields(article: Article, options: Namespace, name: str, milliseconds: float, *, header: bool) -> str:
    """The chosen fields of a page's record, as JSON or as a row of CSV, with ``header`` below the names."""
    from cleantext.batch.outputs.writing import LEDGER, encode_record, get_field
    from cleantext.batch.run.record import Outcome, build_record, find_status
    from cleantext.batch.settings import SourcePage

    page = SourcePage(f"{name}:0", "", name, 0, options.url)
    ledger = any(field.partition(".")[0] in LEDGER for field in options.fields)
    outcome = Outcome(*find_status(article), milliseconds, article)
    record = build_record(page, outcome, ledger=ledger, now=options.chosen.now)
    if options.format == "json":
        return encode_record(record, options.fields).decode().rstrip("\n")
    values = [get_field(record, field) for field in options.fields]
    row = [json.dumps(one, ensure_ascii=False) if isinstance(one, (dict, list)) else one for one in values]
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows([options.fields, row] if header else [row])
    return file.getvalue().rstrip("\n")


def _show(text: str) -> str:
    """The text as a terminal may have it; a file or a pipe gets every character."""
    return show_lines(text) if sys.stdout.isatty() else text


def _print_error(name: str, message: str) -> None:
    text = f"{'standard input' if name == '-' else name}: {message}"
    print(f"cleantext: {show_controls(text)}", file=sys.stderr)
