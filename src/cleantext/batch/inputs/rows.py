"""Finds the fields of a row that hold page, id and URL, and those that pass through to the record."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from cleantext.batch.inputs.files import printable, truncation_problem
from cleantext.batch.settings import InputOptions, SourcePage
from cleantext.options import Kind

#: The fields that are tried in this order if the options name none; the first that a row has holds the page.
HTML_FIELDS = ("html", "raw_html", "page_html")
TEXT_FIELDS = ("text", "content", "body", "raw", "page", "dump")
ID_FIELDS = ("id", "_id", "uid", "record_id")
URL_FIELDS = ("url", "uri", "link", "source_url", "warc_target_uri")
#: Rows of over 1,000,000 values are not read: each value takes up to 125 bytes of memory, for two or three in the file.
MAX_VALUES = 1_000_000
#: Messages name at most 20 of the fields of a row.
SHOWN_FIELDS = 20
#: Deeper parts of a value that passes through are left out: a value of any depth would end the process that writes it.
KEPT_DEPTH = 50


def find_page(row: Mapping[str, Any], name: str, offset: int, options: InputOptions) -> SourcePage | None:
    """The page of a row; None if no field that may hold a page has text.

    >>> find_page({"id": 7, "text": "Mill bridge opens"}, "a.jsonl", 0, InputOptions()).id
    '7'
    """
    texts = [(path, value_at(row, path)) for path in page_fields(options)]
    texts = [(path, value) for path, value in texts if isinstance(value, (str, bytes))]
    if not texts:
        return None
    path, raw = next(((path, value) for path, value in texts if value), texts[0])
    kind: Kind = "auto"
    if path in (options.html_field, options.text_field):
        kind = "html" if path == options.html_field else "text"
    raw, problem = _cut_page(raw, options.max_page_bytes)
    page_id = _find_label(row, id_fields(options)) or f"{name}:{offset}"
    url = _find_label(row, url_fields(options))
    columns = keep_columns(row, options)
    return SourcePage(page_id, raw, name, offset, url=url, kind=kind, problem=problem, columns=columns)


def page_fields(options: InputOptions) -> tuple[str, ...]:
    """The fields that may hold the page, in order."""
    chosen = tuple(name for name in (options.html_field, options.text_field) if name)
    return chosen or HTML_FIELDS + TEXT_FIELDS


def id_fields(options: InputOptions) -> tuple[str, ...]:
    """The fields that may hold the id, in order."""
    return (options.id_field,) if options.id_field else ID_FIELDS


def url_fields(options: InputOptions) -> tuple[str, ...]:
    """The fields that may hold the URL, in order."""
    return (options.url_field,) if options.url_field else URL_FIELDS


def describe_missing_page(fields: Iterable[object], options: InputOptions, row: str = "row") -> str:
    """The problem of a row without a page: the fields that were looked for, and those that are there.

    >>> describe_missing_page(["title"], InputOptions(text_field="dump"))
    "no text in field 'dump'; the row has: title"
    """
    names = " or ".join(repr(name) for name in page_fields(options))
    shown = [str(name)[:80] for name in islice(fields, SHOWN_FIELDS + 1)]
    more = ", ..." if len(shown) > SHOWN_FIELDS else ""
    return f"no text in field {names}; the {row} has: {', '.join(shown[:SHOWN_FIELDS]) or 'nothing'}{more}"


def value_at(row: Mapping[str, Any], path: str) -> Any:
    """The value of a field, or at a dotted path; None if the row has neither.

    >>> value_at({"page": {"raw": "text"}}, "page.raw"), value_at({"a.b": 1}, "a.b")
    ('text', 1)
    """
    if path in row:
        return row[path]
    value: Any = row
    for part in path.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(part)
    return value


def keep_columns(row: Mapping[str, Any], options: InputOptions) -> dict[str, Any] | None:
    """The fields of a row that pass through, by their names in the record; None if the options choose none.

    >>> keep_columns({"meta": {"lang": "en"}}, InputOptions(keep=(("meta.lang", "lang"), ("rank", "rank"))))
    {'lang': 'en', 'rank': None}
    """
    return {new: make_plain(value_at(row, old)) for old, new in options.keep} or None


def make_plain(value: Any, depth: int = KEPT_DEPTH) -> Any:
    """The value as JSON can write it: bytes as text, dates and decimals as their text; None for what has no such form.

    >>> make_plain([b"a", float("nan"), {"b": (1,)}], depth=2)
    ['a', None, {'b': None}]
    """
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, (Mapping, list, tuple)):
        if depth == 0:
            return None
        if isinstance(value, Mapping):
            return {str(name): make_plain(one, depth - 1) for name, one in value.items()}
        return [make_plain(one, depth - 1) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _cut_page(raw: str | bytes, limit: int) -> tuple[str | bytes, str | None]:
    # A character takes from 1 to 4 bytes.
    if len(raw) <= limit // 4:
        return raw, None
    data = raw[: limit + 1].encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw
    if len(data) <= limit:
        return raw, None
    cut = data[:limit]
    return cut.decode("utf-8", "ignore") if isinstance(raw, str) else cut, truncation_problem(limit)


def _find_label(row: Mapping[str, Any], paths: Iterable[str]) -> str | None:
    """The first text or number among the fields, as an id or a URL."""
    for path in paths:
        value = value_at(row, path)
        if isinstance(value, bytes):
            value = value.decode("utf-8", "replace")
        if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
            try:
                return printable(str(value))
            except ValueError:
                # Python refuses to write a number of thousands of digits.
                continue
    return None
