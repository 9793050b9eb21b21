"""Declared dates: the moments that a page's metadata or its own address give."""

from __future__ import annotations

import re
from typing import Literal

from cleantext.document import Document
from cleantext.grammar.dates import find_dates
from cleantext.values import Timestamp

_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?=[/-])")


def declared_dates(document: Document, which: Literal["published", "modified"]) -> list[Timestamp]:
    """The moments that the page declares, the most trusted first."""
    if document.page is None:
        return []
    rows = document.page.published if which == "published" else document.page.modified
    found = [find_dates(declared.value) for declared in rows[:6]]
    stamps = [dates[0].stamp for dates in found if dates and dates[0].stamp.day is not None]
    if not stamps and which == "published":
        stamps = _in_address([declared.value for declared in document.page.urls])
    return stamps


def _in_address(urls: list[str]) -> list[Timestamp]:
    """The day that stands in the page's own address: ``/2024/03/09/harbour-wall``."""
    for url in urls:
        match = _ADDRESS.search(url)
        if match and (found := find_dates("-".join(part.zfill(2) for part in match.groups()))):
            return [found[0].stamp]
    return []
