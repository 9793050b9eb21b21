"""The command ``cleantext learn``, which makes profiles of sites from their pages."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cleantext.arguments import Parser, add_option_arguments, make_options, parse_count
from cleantext.batch.inputs.files import count_bytes
from cleantext.batch.inputs.reading import read_pages
from cleantext.batch.run.record import Outcome
from cleantext.batch.run.runner import Stop, Stopped
from cleantext.batch.settings import (
    LEARN_PAGES,
    InputOptions,
    ProcessLimits,
    SourcePage,
    add_input_arguments,
    add_process_arguments,
    check_inputs,
    make_input_options,
    make_limits,
)
from cleantext.batch.workers.pool import Pool
from cleantext.batch.workers.worker import Task
from cleantext.errors import CleantextError, ProfileError
from cleantext.options import Options
from cleantext.sites.store import DATABASES, SiteProfiles
from cleantext.sites.trace import Trace, site_of
from cleantext.terminal import show_controls

#: The file that a pass over all inputs leaves beside its profiles, so that nobody repeats the pass.
MARK = ".learned.json"
OK, FAILED = 0, 1
#: Shells add 128 to a signal's number.
SIGNALLED = 128

_DESCRIPTION = "Learn what the pages of each site repeat. Pages need addresses; others are passed over, and counted."
_EPILOG = """\
example:
  cleantext learn crawl.warc.gz -o profiles/
  cleantext batch crawl.warc.gz -o articles.jsonl --profiles profiles/
"""


@dataclass(slots=True)
class Learned:
    """The numbers of pages and sites that were learned, and of pages without an address or that cannot be read."""

    pages: int = 0
    sites: int = 0
    passed: int = 0

    def __str__(self) -> str:
        learned = f"{self.pages:,} pages of {self.sites:,} sites learned"
        return f"{learned}; {self.passed:,} had no address or could not be read"


@dataclass(frozen=True, slots=True)
class Lesson:
    """What to learn from: the inputs and how to read them, limits, and the ``most`` pages of one site."""

    inputs: tuple[str, ...]
    reading: InputOptions
    limits: ProcessLimits
    most: int
    options: Options = field(default_factory=Options)
    keep_texts: bool = False


def learn(
    lesson: Lesson, profiles: SiteProfiles, allowed: Callable[[], AbstractContextManager[Any]] = contextlib.nullcontext
) -> Learned:
    """Add the pages of the inputs to profiles, and write the profiles; a signal may end the work within ``allowed``."""
    shape = as_trace if lesson.keep_texts else as_bare_trace
    pages = (page for page in read_pages(lesson.inputs, lesson.reading) if isinstance(page, SourcePage))
    with Pool.for_task(Task(shape, lesson.options, learn=True), lesson.limits) as pool:
        return learn_pages(
            pages, pool, profiles, lesson.most, datetime.date.today(), keep_texts=lesson.keep_texts, allowed=allowed
        )


def learn_pages(
    pages: Iterable[SourcePage],
    pool: Pool,
    profiles: SiteProfiles,
    most: int,
    day: datetime.date,
    *,
    keep_texts: bool = False,
    allowed: Callable[[], AbstractContextManager[Any]] = contextlib.nullcontext,
) -> Learned:
    """Add at most ``most`` pages of each site to profiles, through a pool whose task learns, and save the profiles."""
    found = Learned()
    seen: Counter[str] = Counter()

    def with_urls() -> Iterator[tuple[str, SourcePage]]:
        for page in pages:
            site = site_of(page.url) if page.url and page.problem is None else ""
            if not site:
                found.passed += 1
            elif seen[site] < most:
                seen[site] += 1
                yield page.url or "", page

    with contextlib.closing(pool.run(with_urls())) as results:
        while True:
            with allowed():
                result = next(results, None)
            if result is None:
                break
            url, trace = result
            if trace is None:
                found.passed += 1
            else:
                found.pages += 1
                profiles.add_trace(url, trace, day=day, keep_texts=keep_texts)
    profiles.save()
    found.sites = len(seen)
    return found


def learn_once(
    lesson: Lesson,
    path: str,
    config: dict[str, Any],
    allowed: Callable[[], AbstractContextManager[Any]] = contextlib.nullcontext,
) -> Learned | None:
    """Make the profiles of a folder from the inputs alone; None where the same pass has made them before.

    The folder appears when the pass is over, so that a pass that was cut off leaves nothing. ProfileError where the
    folder holds profiles that another pass has made.
    """
    folder = Path(path).resolve()
    if folder.suffix in DATABASES or (folder.exists() and not folder.is_dir()):
        raise ProfileError(f"{path}: the profiles of a pass are kept in a folder. Name one.")
    config = {**config, "bytes": count_bytes(lesson.inputs, lesson.reading)}
    mark = folder / MARK
    if mark.exists():
        try:
            known = json.loads(mark.read_text("utf-8"))
        except ValueError:
            known = None
        if known != config:
            raise ProfileError(f"{path} was learned from other inputs, or in another way. Name another folder.")
        return None
    if folder.exists() and any(folder.iterdir()):
        raise ProfileError(f"{path} holds profiles already; use them without --two-pass, or name another folder.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        found = learn(lesson, SiteProfiles(fresh), allowed)
        (fresh / MARK).write_text(json.dumps(config) + "\n", "utf-8")
        fresh.chmod(0o755)
        os.replace(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return found


def as_trace(page: SourcePage, outcome: Outcome) -> Trace | None:
    """What a worker gives back for a page that is learned; None for a page that could not be read."""
    return outcome.trace


def as_bare_trace(page: SourcePage, outcome: Outcome) -> Trace | None:
    """As :func:`as_trace`, without the texts of lines, which are as long as the page."""
    return outcome.trace._replace(texts={}) if outcome.trace is not None else None


def make_parser() -> Parser:
    """The parser of the command line."""
    parser = Parser("cleantext learn", _DESCRIPTION, _EPILOG)
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="files, folders, globs; - is standard input")
    parser.add_argument(
        "-o", "--output", required=True, metavar="OUT", help="folder or .sqlite file; known profiles grow"
    )
    parser.add_argument(
        "--pages",
        type=parse_count,
        default=LEARN_PAGES,
        metavar="N",
        help=f"pages of a site that are read ({LEARN_PAGES})",
    )
    parser.add_argument("--texts", action="store_true", help="keep the commonest lines in words too, for people")
    add_input_arguments(parser)
    add_option_arguments(parser)
    add_process_arguments(parser)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``cleantext learn`` with ``arguments`` and return its exit status."""
    parser = make_parser()
    options = parser.parse_args(arguments)
    try:
        check_inputs(options.inputs, options.output)
        chosen = make_options(options)
    except CleantextError as error:
        parser.error(str(error))
    lesson = Lesson(
        tuple(options.inputs),
        make_input_options(options, (options.output.rstrip("/"),)),
        make_limits(options, ordered=True),
        options.pages,
        chosen,
        keep_texts=options.texts,
    )
    with Stop() as stop:
        try:
            found = learn(lesson, SiteProfiles(options.output), stop.allowed)
        except Stopped as stopped:
            print("cleantext: stopped; the profiles that were written stay as they are", file=sys.stderr)
            return SIGNALLED + stopped.number
        except CleantextError as error:
            print(f"cleantext: {show_controls(str(error))}", file=sys.stderr)
            return FAILED
    print(f"cleantext: {show_controls(str(found))}", file=sys.stderr)
    return OK
