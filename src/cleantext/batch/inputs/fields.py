"""From a row of named values to a page: which value is the page, its id, its URL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cleantext.batch.inputs.files import printable, too_long
from cleantext.batch.inputs.options import HTML_FIELDS, ID_FIELDS, TEXT_FIELDS, URL_FIELDS, InputOptions
from cleantext.batch.page import PageKind, SourcePage

#: Messages name at most 20 of the fields that are there.
_NAMED = 20


def page_of_row(row: Mapping[str, Any], name: str, offset: int, options: InputOptions) -> SourcePage | None:
    """The page of a row; None where it has no text in a field that may hold one.

    >>> page_of_row({"id": 7, "text": "Mill bridge opens"}, "a.jsonl", 0, InputOptions()).id
    '7'
    """
    found = _page_value(row, options)
    if found is None:
        return None
    raw, kind = found
    problem = None
    if len(raw) > options.max_page_bytes // 4:
        raw, problem = _bounded(raw, options)
    own = _label(row, (options.id_field,) if options.id_field else ID_FIELDS)
    url = _label(row, (options.url_field,) if options.url_field else URL_FIELDS)
    return SourcePage(own or f"{name}:{offset}", raw, name, offset, url=url, kind=kind, problem=problem)


def page_names(options: InputOptions) -> tuple[str, ...]:
    """The fields that may hold the page, in order."""
    named = tuple(name for name in (options.html_field, options.text_field) if name)
    return named or HTML_FIELDS + TEXT_FIELDS


def column_names(options: InputOptions) -> tuple[str, ...]:
    """All fields that are read of a row."""
    ids = (options.id_field,) if options.id_field else ID_FIELDS
    urls = (options.url_field,) if options.url_field else URL_FIELDS
    return page_names(options) + ids + urls


def no_page(there: Iterable[object], options: InputOptions, row: str = "row") -> str:
    """The problem of a row without a page: what was looked for, and what is there.

    >>> no_page(["title"], InputOptions(text_field="dump"))
    "no text in field 'dump'; the row has: title"
    """
    names = " or ".join(repr(name) for name in page_names(options))
    shown = [str(name)[:80] for name in there]
    more = ", ..." if len(shown) > _NAMED else ""
    return f"no text in field {names}; the {row} has: {', '.join(shown[:_NAMED]) or 'nothing'}{more}"


def value_at(row: Mapping[str, Any], path: str) -> Any:
    """The value of that name, or at that dotted path; None where the row has neither.

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


def _page_value(row: Mapping[str, Any], options: InputOptions) -> tuple[str | bytes, PageKind] | None:
    """The first non-empty text among the fields, else an empty one."""
    empty = None
    for path in page_names(options):
        value = value_at(row, path)
        if not isinstance(value, (str, bytes)):
            continue
        kind: PageKind = "auto"
        if path in (options.html_field, options.text_field):
            kind = "html" if path == options.html_field else "text"
        found = (value, options.kind if options.kind != "auto" else kind)
        if value:
            return found
        empty = empty or found
    return empty


def _bounded(raw: str | bytes, options: InputOptions) -> tuple[str | bytes, str | None]:
    data = raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw
    if len(data) <= options.max_page_bytes:
        return raw, None
    cut = data[: options.max_page_bytes]
    return cut.decode("utf-8", "ignore") if isinstance(raw, str) else cut, too_long(options)


def _label(row: Mapping[str, Any], paths: Iterable[str]) -> str | None:
    """The first id or URL among the paths; numbers count, other values do not."""
    for path in paths:
        value = value_at(row, path)
        if isinstance(value, bytes):
            value = value.decode("utf-8", "replace")
        if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
            try:
                return printable(str(value))
            except ValueError:
                # A number of thousands of digits is no id.
                continue
    return None
