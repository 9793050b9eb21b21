"""The command ``cleantext``: a thin shell over ``extract``, made for terminals and pipes."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import cleantext
from cleantext.api import listing
from cleantext.article import Article
from cleantext.errors import CleantextError

if TYPE_CHECKING:
    from cleantext.sites.profile import SiteProfile

#: Exit codes; 2 is what argparse uses for a wrong command line, 130 what shells use for Ctrl-C.
OK, FAILED, INTERRUPTED = 0, 1, 130

_DESCRIPTION = "Turn raw pages (text dumps or HTML) into articles, with an account of every line."
_EPILOG = """\
exit status: 0 all well; 1 a file could not be read, or holds no article; 2 the command line is wrong.

examples:
  cleantext page.txt                      the article as plain text
  cleantext --explain page.txt            every line, what became of it, and why
  cleantext --format json *.txt           one JSON object a line, each with its "file"
  curl -s URL | cleantext --url URL -     a page from a pipe
  cleantext batch --help                  many pages at once: folders, JSONL, Parquet, WARC
  cleantext learn --help                  what the pages of a site repeat
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with ``arguments`` (without them: the process's own) and return its exit status.

    A reader that closes the pipe early (``cleantext page.txt | head -1``) ends the command quietly.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        if given[:1] == ["batch"]:
            from cleantext.batch.run.command import main as batch

            return batch(given[1:])
        if given[:1] == ["learn"]:
            from cleantext.sites.learning import main as learn

            return learn(given[1:])
        status = _run(_parsed(given))
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still buffered has no reader: the interpreter's own flush at exit must not meet the closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="cleantext",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help="pages to read; - or none: standard input")
    parser.add_argument(
        "--format", choices=("json", "text", "markdown", "html"), help="how articles are printed (default: text)"
    )
    parser.add_argument(
        "--explain",
        action="store_true",
        help="print every line with its verdict and evidence: alone, or after the article where --format is given "
        "(JSON holds the ledger anyway)",
    )
    parser.add_argument(
        "--kind", choices=("auto", "text", "html"), default="auto", help="what the input is (default: auto)"
    )
    parser.add_argument("--url", help="where the page is from; evidence for publisher, headline and date")
    parser.add_argument("--now", type=moment, metavar="ISO", help='resolves "3 hours ago": 2025-07-18T14:05')
    parser.add_argument(
        "--favor",
        choices=("precision", "recall"),
        help="keep less that is not the article's, or lose less of it (longer pages)",
    )
    parser.add_argument(
        "--repair-encoding", action="store_true", help='undo wrong decoding ("FrÃ¼her") where a page is full of it'
    )
    for name, told in (("drop", "leave out the HTML elements that"), ("keep", "remove nothing from the elements that")):
        parser.add_argument(
            f"--{name}",
            action="append",
            default=[],
            type=_selector,
            metavar="CSS",
            help=f"{told} a CSS selector matches; may be given several times",
        )
    parser.add_argument("--comments", action="store_true", help="keep readers' comments, beside the body")
    parser.add_argument(
        "--profile",
        type=_profile,
        metavar="FILE",
        help="what the pages of the site repeat, as `cleantext learn` writes it",
    )
    parser.add_argument("--version", action="version", version=_version())
    options = parser.parse_args(arguments)
    if not options.files:
        if sys.stdin is None or sys.stdin.isatty():
            parser.error("no page to read: name a FILE, or pipe a page in")
        options.files = ["-"]
    if options.url is not None and len(options.files) > 1:
        parser.error(f"--url belongs to one page, but {len(options.files)} files are named: run the command for each")
    return options


def _version() -> str:
    """The version, and whether the kernel is compiled."""
    return f"%(prog)s {cleantext.__version__} ({'compiled' if cleantext.__compiled__ else 'not compiled'})"


def moment(text: str) -> datetime.datetime:
    """An ISO 8601 time of the command line."""
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no ISO 8601 time; write it as 2025-07-18T14:05") from None


def _selector(text: str) -> str:
    """A CSS selector of the command line."""
    from cleantext.html.tags import selectors_of

    try:
        return selectors_of(text, ()).drop[0]
    except CleantextError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _profile(name: str) -> SiteProfile:
    """A profile of the command line."""
    from cleantext.sites.profile import SiteProfile

    try:
        return SiteProfile.from_json(Path(name).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, CleantextError) as error:
        raise argparse.ArgumentTypeError(f"{name}: {error}") from None


def _run(options: argparse.Namespace) -> int:
    """Read, extract and print file by file, so that memory holds one page at a time."""
    status = OK
    several = len(options.files) > 1
    for name in options.files:
        try:
            raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as error:
            _complain(name, f"{error.strerror or error}; check the path, or give - to read standard input")
            status = FAILED
            continue
        article = cleantext.extract(
            raw,
            url=options.url,
            now=options.now,
            kind=options.kind,
            favor=options.favor,
            repair_encoding=options.repair_encoding,
            profile=options.profile,
            drop=options.drop,
            keep=options.keep,
            comments=options.comments,
        )
        if not article.paragraphs:
            way_out = "" if options.explain else "; --explain shows what became of each line"
            _complain(name, f"no article was found{way_out}")
            status = FAILED
        _write(_printed(article, options, name if several else None))
    return status


def _printed(article: Article, options: argparse.Namespace, name: str | None) -> str:
    """What is printed for one page; ``name`` is told where there are several."""
    if options.format == "json":
        text = article.to_json()
        return text if name is None else f'{{"file": {_quoted(name)}, {text[1:]}'
    blocks = [f"==> {name} <=="] if name is not None else []
    if options.format is not None or not options.explain:
        blocks.append(_SHAPES[options.format or "text"](article).rstrip("\n"))
    if options.explain:
        blocks.append(listing(article, colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ))
    # A blank line sets the next page apart.
    return "\n\n".join(blocks) + ("" if name is None else "\n")


def plain(article: Article) -> str:
    """The article as plain text: headline, a line of byline, place and date, standfirst, paragraphs.

    >>> import cleantext
    >>> body = "The bridge beside the old mill opened to cyclists on Saturday, after two years of repairs."
    >>> print(plain(cleantext.extract("Mill bridge opens to cyclists\\nBy Nadia Holt\\n9 March 2024\\n\\n" + body)))
    Mill bridge opens to cyclists
    By Nadia Holt · 2024-03-09
    <BLANKLINE>
    The bridge beside the old mill opened to cyclists on Saturday, after two years of repairs.
    """
    from cleantext.formats.tree import record_of

    head = (article.headline, " · ".join(part for part in record_of(article) if part))
    blocks = ("\n".join(part for part in head if part), article.description, article.body)
    return "\n\n".join(block for block in blocks if block)


_SHAPES: dict[str, Callable[[Article], str]] = {
    "text": plain,
    "markdown": lambda article: article.to_markdown(),
    "html": lambda article: article.to_html(),
}


def _quoted(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)


def _write(text: str) -> None:
    """Print as UTF-8 whatever the locale is; what UTF-8 cannot hold becomes a question mark."""
    data = (text + "\n").encode("utf-8", "replace")
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _complain(name: str, message: str) -> None:
    shown = "standard input" if name == "-" else name
    print(f"cleantext: {shown}: {message}", file=sys.stderr)
