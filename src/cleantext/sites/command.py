"""The command ``cleantext learn``: profiles of sites from pages."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence

from cleantext.batch.arguments import add_reading, check_inputs, count, reading_of
from cleantext.batch.inputs import read_pages
from cleantext.batch.page import SourcePage
from cleantext.errors import CleantextError
from cleantext.sites.hosts import site_of
from cleantext.sites.store import SiteProfiles

OK, FAILED = 0, 1
#: More pages of a site say little more.
PAGES = 200

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
    parser.add_argument("-o", "--output", required=True, metavar="FOLDER", help="holds the profiles; known ones grow")
    parser.add_argument(
        "--pages", type=count, default=PAGES, metavar="N", help=f"pages of a site that are read ({PAGES})"
    )
    add_reading(parser)
    options = parser.parse_args(arguments)
    try:
        check_inputs(options.inputs, options.output)
    except CleantextError as error:
        parser.error(str(error))
    try:
        print(_learned(options), file=sys.stderr)
    except CleantextError as error:
        print(f"cleantext: {error}", file=sys.stderr)
        return FAILED
    return OK


def _learned(options: argparse.Namespace) -> str:
    """Learn the pages of the inputs, write the profiles, and say how many there were."""
    profiles = SiteProfiles(options.output)
    read: Counter[str] = Counter()
    passed = 0
    for page in read_pages(options.inputs, reading_of(options, (options.output.rstrip("/"),))):
        site = site_of(page.url) if isinstance(page, SourcePage) and page.url and page.problem is None else ""
        if not isinstance(page, SourcePage) or not site:
            passed += isinstance(page, SourcePage)
        elif read[site] < options.pages:
            read[site] += 1
            profiles.add(page.url or "", page.raw)
    profiles.save()
    learned = f"{sum(read.values()):,} pages of {len(read):,} sites learned"
    return f"cleantext: {learned}; {passed:,} had no address or could not be read"
