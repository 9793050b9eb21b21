"""Command lines: their parser, the options of ``extract``, and texts that are sizes, counts, times or selectors."""

from __future__ import annotations

import datetime
import importlib
import os
import shlex
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from typing import NoReturn

from cleantext.budget import Limits
from cleantext.errors import CleantextError
from cleantext.options import FAVORS, KINDS, Options, find_close_name, suggest_name
from cleantext.pipeline import Pipeline
from cleantext.terminal import show_controls

#: Exit code of a wrong command line.
WRONG = 2
_UNITS = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


class Parser(ArgumentParser):
    """A parser whose errors are one short line; the usage comes on request.

    >>> Parser("cleantext", "", "").parse_args(["--hepl"])
    Traceback (most recent call last):
    SystemExit: 2
    """

    def __init__(self, prog: str, description: str, epilog: str) -> None:
        super().__init__(prog, description=description, epilog=epilog, formatter_class=RawDescriptionHelpFormatter)

    def parse_args(self, arguments: Sequence[str] | None = None) -> Namespace:  # type: ignore[override]
        """The arguments; an unknown one ends the process, and says which was meant."""
        parsed, unknown = self.parse_known_args(arguments)
        if unknown:
            name = unknown[0].partition("=")[0]
            close = find_close_name(name, self._option_string_actions)
            self.error(f"there is no argument {name}" + (f"; did you mean {close}?" if close else ""))
        return parsed

    def error(self, message: str) -> NoReturn:
        """End with one line about what is wrong."""
        self.exit(WRONG, f"{self.prog}: error: {show_controls(message)} ({self.prog} --help)\n")


def explain_address(name: str) -> str | None:
    """What to do with a name that is an address; None for others.

    >>> explain_address("page.html") is None
    True
    >>> explain_address("https://ferry.example/")
    'nothing is fetched; pipe the page in: curl -sL https://ferry.example/ | cleantext --url https://ferry.example/ -'
    """
    if not name.startswith(("http://", "https://")):
        return None
    quoted = shlex.quote(name)
    return f"nothing is fetched; pipe the page in: curl -sL {quoted} | cleantext --url {quoted} -"


def add_option_arguments(parser: ArgumentParser) -> None:
    """Add the arguments from which :func:`make_options` is made."""
    add = parser.add_argument_group("extraction").add_argument
    add("--kind", choices=KINDS, default="auto", help="what the pages are (default: auto)")
    add("--content-type", metavar="TYPE", help="the HTTP header of the pages, for their encoding")
    add("--now", type=parse_time, metavar="ISO", help='resolves "3 hours ago": 2025-07-18T14:05')
    add("--pipeline", metavar="MODULE:NAME", help="a Pipeline of your own, in a module on the path")
    add(
        "--favor",
        choices=FAVORS,
        help="keep less text that is not the article's, or lose less of the article",
    )
    add(
        "--limit",
        action="append",
        default=[],
        type=parse_limit,
        metavar="NAME=N",
        dest="limits",
        help="how much of a page is read, as lines=5000; may be given several times, a wrong name lists all",
    )
    add("--budget", type=parse_seconds, metavar="SECONDS", help="per page: what is done by then is printed")
    add("--repair-encoding", action="store_true", help='undo wrong decoding ("FrÃ¼her") on pages that are full of it')
    for name, what in (("drop", "leave out the HTML elements that"), ("keep", "remove nothing from the elements that")):
        add(
            f"--{name}",
            action="append",
            default=[],
            type=parse_selector,
            metavar="CSS",
            help=f"{what} a CSS selector matches; may be given several times",
        )
    add("--comments", action="store_true", help="keep readers' comments, beside the body")


def make_options(arguments: Namespace) -> Options:
    """The options of a parsed command line; CleantextError for a pipeline that cannot be loaded."""
    named = {name: getattr(arguments, name) for name in Options.__slots__}
    named["limits"] = Limits(**dict(arguments.limits))
    named["pipeline"] = load_pipeline(arguments.pipeline) if arguments.pipeline is not None else None
    return Options(**named)


def load_pipeline(name: str) -> Pipeline:
    """The pipeline that MODULE:NAME names; modules of the current folder are found too."""
    module, _, attribute = name.partition(":")
    if not module or not attribute:
        raise CleantextError(f"--pipeline {name}: write MODULE:NAME, as in mysteps:PIPELINE")
    if "" not in sys.path and os.getcwd() not in sys.path:
        sys.path.insert(0, os.getcwd())
    try:
        pipeline = getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise CleantextError(f"--pipeline {name}: {error}") from None
    if not isinstance(pipeline, Pipeline):
        raise CleantextError(f"--pipeline {name}: a {type(pipeline).__name__}, not a Pipeline")
    return pipeline


def parse_size(text: str) -> int:
    """A command line argument in bytes, also as 512M or 2G."""
    unit = _UNITS.get(text[-1:].upper(), 1)
    digits = text if unit == 1 else text[:-1]
    if not digits.isdecimal() or not int(digits):
        raise ArgumentTypeError(f"{text!r} is not a size; write it as 1000000, 512M or 2G")
    return int(digits) * unit


def parse_count(text: str) -> int:
    """A command line argument that is a whole number from 1."""
    if not text.isdecimal() or not int(text):
        raise ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)


def parse_seconds(text: str) -> float:
    """A command line argument in seconds."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 1e9:
        raise ArgumentTypeError(f"{text!r} is not a positive number of seconds")
    return seconds


def parse_time(text: str) -> datetime.datetime:
    """A command line argument that is an ISO 8601 time."""
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not an ISO 8601 time; write it as 2025-07-18T14:05") from None


def parse_selector(text: str) -> str:
    """A command line argument that is a CSS selector."""
    from cleantext.html.tags import selectors_of

    try:
        return selectors_of(text, ()).drop[0]
    except CleantextError as error:
        raise ArgumentTypeError(str(error)) from None


def parse_limit(text: str) -> tuple[str, int]:
    """A command line argument that sets a limit.

    >>> parse_limit("segment-length=5000")
    ('segment_length', 5000)
    """
    name, _, number = text.partition("=")
    name = name.strip().replace("-", "_")
    if name not in Limits.__slots__:
        raise ArgumentTypeError(f"there is no limit {name!r}; {suggest_name(name, Limits.__slots__)}")
    return name, parse_count(number.strip())
