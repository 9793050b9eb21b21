"""Declared dates: the moments that a page's metadata or its own address give."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from typing import Literal

from cleantext.document import Document
from cleantext.fields.anchor import anchor_of
from cleantext.fields.date_records import day_first_of, is_apart
from cleantext.grammar.dates import find_dates
from cleantext.patterns import pattern
from cleantext.readers.page import Declared, Page
from cleantext.readers.schema_types import is_article, is_subject
from cleantext.records import replace
from cleantext.values import Timestamp

#: A day in an address: ``/2024/03/09/``, ``/2024/mar/09/``, ``/2024-03-09-wall``, ``/20240309/``, ``t20240309_``.
_ADDRESS = pattern(
    r"(?<![^/_t-])((?:19|20)\d\d)(?:[/_-](\d\d?|[a-z]{3})[/_-](\d\d?)|[/-]?([01]\d)[/-]?([0-3]\d))(?![^/._-])", re.I
)


def declared_dates(
    document: Document,
    which: Literal["published", "modified"],
    updates: Collection[datetime.date | None] = (),
) -> list[Timestamp]:
    """The moments that the page declares, the most trusted first; ``updates`` are days known as those of changes.

    A ``<time>`` that states such a day is the machine's form of "Updated ...", not a day of publication.
    """
    if document.page is None:
        return []
    rows = _published(document.page) if which == "published" else document.page.modified
    day_first = day_first_of(document)
    rows = tuple(row for row in rows[:6] if row.source != "time" or not _times_another(document, row.value))
    found = [(declared.source, find_dates(declared.value, day_first=day_first)) for declared in rows]
    stamps = [
        dates[0].stamp
        for source, dates in found
        if dates and (day := dates[0].stamp.day) is not None and not (source == "time" and day in updates)
    ]
    return stamps


def _times_another(document: Document, moment: str) -> bool:
    """Whether all lines with this ``<time>`` are set apart from the article, or are one of several after it."""
    timed = [one for one in document.segments if one.facts is not None and one.facts.time]
    last = anchor_of(document).last
    several = len({one.facts.time for one in timed if one.index > last and one.facts is not None}) > 1
    lines = [one for one in timed if one.facts is not None and one.facts.time == moment]
    return bool(lines) and all((several and one.index > last) or is_apart(document, one) for one in lines)


def _published(page: Page) -> tuple[Declared, ...]:
    """The declared days of publication; without the page's own where all of them are that, and it holds no article.

    A page of a site that tells articles from standing pages ("About us") is of the second kind there.
    """
    from cleantext.readers.node_fields import WEB_PAGE

    if all(one.source == WEB_PAGE for one in page.published):
        types = list(page.page_types)
        return page.published if is_article(types) or is_subject(types) else ()
    return page.published


def address_date(document: Document) -> Timestamp | None:
    """The day that stands in the address that the caller gave, else in one that the page declares as its own."""
    page = document.page
    for url in (document.url or "", *(one.value for one in (page.urls if page is not None else ()))):
        path = url.partition("://")[2].partition("?")[0]
        for match in _ADDRESS.finditer(path):
            year, month, day = filter(None, match.groups())
            written = f"{day} {month} {year}" if month.isalpha() else f"{year}-{month:0>2}-{day:0>2}"
            found = find_dates(written)
            if found and found[0].stamp.day is not None:
                return replace(found[0].stamp, raw=match[0])
    return None
