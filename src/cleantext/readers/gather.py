"""Collects declared values while a page is read, and orders them by trust."""

from __future__ import annotations

import datetime

from cleantext.patterns import pattern
from cleantext.readers.meta_names import trust
from cleantext.readers.page import DECLARED_FIELDS, Declared
from cleantext.readers.plain import MAX_VALUE, plain, plain_paragraphs

#: The bounds of what is no running text.
_LIMITS = {
    "titles": 1000,
    "published": 100,
    "modified": 100,
    "authors": 2500,
    "publishers": 300,
    "sections": 300,
    "tags": 5000,
}
_LIMITS |= {"languages": 40, "urls": 2000, "places": 300, "images": 2000, "descriptions": 5000}
#: More values than this of one field are a list of something else.
_MAX_VALUES = 60

_NO_DATE = pattern(r"(?:19(?:70|69)-(?:01-01|12-31)|0000|0001-|1900-01-01|-?0+$)")
_COMPACT = pattern(r"((?:19|20)\d\d)([01]\d)([0-3]\d)(?=$|T\d)")
_CLOCK = pattern(r"\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?")
_SECONDS = pattern(r"(?:[1-9]\d{8,9})(?:\d{3})?(?:\.\d+)?")
_TEMPLATE = pattern(r"\{\{|\}\}|\$\{|<%|%%|\[%")


class Gather:
    """Values by field, each with its rank; ``all`` gives them in order of trust."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._found: dict[str, list[tuple[int, Declared]]] = {field: [] for field in DECLARED_FIELDS}
        self.types: list[str] = []
        self.free: bool | None = None
        self.comments: int | None = None

    def add(self, field: str, value: object, source: str, later: int = 0) -> None:
        """Keep a value if it says something; ``later`` puts it after values of as many more vocabularies."""
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            value = str(int(value)) if abs(value) < 1e15 else ""
        if not isinstance(value, str) or not value or len(self._found[field]) >= _MAX_VALUES:
            return
        text = plain_paragraphs(value) if field == "article_bodies" else plain(value, _LIMITS.get(field, MAX_VALUE))
        if field in ("published", "modified"):
            text = moment(text) or ""
        if text and not _TEMPLATE.search(text):
            self._found[field].append((trust(field, source) + later, Declared(text, source)))

    def all(self, field: str) -> list[Declared]:
        """The values of a field in order of trust, each once."""
        ordered = [declared for _, declared in sorted(self._found[field], key=lambda pair: pair[0])]
        return list({declared.value: declared for declared in reversed(ordered)}.values())[::-1]


def moment(text: str) -> str | None:
    """A declared time as written, but seconds since 1970 and 20250718T14:05 as ISO text; None for what is no date.

    >>> moment("2025-07-18T14:05Z"), moment("1752847500"), moment("20250718T14:05:00Z")
    ('2025-07-18T14:05Z', '2025-07-18T14:05:00Z', '2025-07-18T14:05:00Z')
    >>> moment("1970-01-01T00:00:00Z"), moment("{{date}}"), moment("14:05")
    (None, None, None)
    """
    if not any(map(str.isdigit, text)) or _NO_DATE.match(text) or _CLOCK.fullmatch(text):
        return None
    text = _COMPACT.sub(r"\1-\2-\3", text, count=1) if _COMPACT.match(text) else text
    if _SECONDS.fullmatch(text):
        seconds = int(text.split(".")[0][:13]) / (1000 if len(text.split(".")[0]) > 10 else 1)
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return text
