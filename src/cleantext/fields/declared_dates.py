"""Declared dates: the moments that a page's metadata or its own address give."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from typing import Literal

from cleantext.document import Document
from cleantext.fields.date_records import day_first_of
from cleantext.grammar.dates import find_dates
from cleantext.readers.node_fields import WEB_PAGE
from cleantext.readers.page import Declared, Page
from cleantext.readers.schema_types import is_article, is_subject
from cleantext.values import Timestamp

_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?=[/-])")


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
    found = [(declared.source, find_dates(declared.value, day_first=day_first)) for declared in rows[:6]]
    stamps = [
        dates[0].stamp
        for source, dates in found
        if dates and (day := dates[0].stamp.day) is not None and not (source == "time" and day in updates)
    ]
    if not stamps and which == "published":
        stamps = _in_address([declared.value for declared in document.page.urls])
    return stamps


def _published(page: Page) -> tuple[Declared, ...]:
    """The declared days of publication; without the page's own where all of them are that, and it holds no article.

    A page of a site that tells articles from standing pages ("About us") is of the second kind there.
    """
    if all(one.source == WEB_PAGE for one in page.published):
        types = list(page.page_types)
        return page.published if is_article(types) or is_subject(types) else ()
    return page.published


def _in_address(urls: list[str]) -> list[Timestamp]:
    """The day that stands in the page's own address: ``/2024/03/09/harbour-wall``."""
    for url in urls:
        match = _ADDRESS.search(url)
        if match and (found := find_dates("-".join(part.zfill(2) for part in match.groups()))):
            return [found[0].stamp]
    return []
