"""The command ``cleantext learn``: profiles of sites from pages."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from cleantext.batch.arguments import PAGES, add_processes, add_reading, check_inputs, count, limits_of, reading_of
from cleantext.batch.signals import Stop, Stopped
from cleantext.errors import CleantextError
from cleantext.sites.learning import Lesson, learn
from cleantext.sites.store import SiteProfiles

OK, FAILED = 0, 1
#: What shells add to a signal's number.
SIGNALLED = 128

_DESCRIPTION = "Learn what the pages of each site repeat. Pages need addresses; others are passed over, and counted."
_EPILOG = """\
example:
  cleantext learn crawl.warc.gz -o profiles/
  cleantext batch crawl.warc.gz -o articles.jsonl --profiles profiles/
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``cleantext learn`` with ``arguments`` and return its exit status."""
    parser = argparse.ArgumentParser(
        prog="cleantext learn",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="files, folders, globs; - is standard input")
    parser.add_argument(
        "-o", "--output", required=True, metavar="OUT", help="folder or .sqlite file; known profiles grow"
    )
    parser.add_argument(
        "--pages", type=count, default=PAGES, metavar="N", help=f"pages of a site that are read ({PAGES})"
    )
    parser.add_argument("--texts", action="store_true", help="keep the commonest lines in words too, for people")
    add_reading(parser)
    add_processes(parser)
    options = parser.parse_args(arguments)
    try:
        check_inputs(options.inputs, options.output)
    except CleantextError as error:
        parser.error(str(error))
    lesson = Lesson(
        tuple(options.inputs),
        reading_of(options, (options.output.rstrip("/"),)),
        limits_of(options, ordered=True),
        options.pages,
        keep_texts=options.texts,
    )
    with Stop() as stop:
        try:
            found = learn(lesson, SiteProfiles(options.output), stop.allowed)
        except Stopped as stopped:
            print("cleantext: stopped; the profiles that were written stay as they are", file=sys.stderr)
            return SIGNALLED + stopped.number
        except CleantextError as error:
            print(f"cleantext: {error}", file=sys.stderr)
            return FAILED
    print(f"cleantext: {found}", file=sys.stderr)
    return OK
