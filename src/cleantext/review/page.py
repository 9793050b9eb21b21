"""Describes a page for its review: its lines with their verdicts, its fields, its article, its source to look at."""

from __future__ import annotations

import base64
import json
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from html import escape
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from cleantext.article import Article
from cleantext.batch.outputs.tables import column_name
from cleantext.batch.outputs.writing import get_field
from cleantext.batch.run.record import Outcome, build_record
from cleantext.batch.settings import SourcePage
from cleantext.errors import CleantextError
from cleantext.formats.write_html import render_html
from cleantext.patterns import pattern
from cleantext.records import NamedTuple
from cleantext.values import Paragraph
from cleantext.words.scripts import count_words

#: The fields that a review shows, in this order, each with the dotted name of its value in a record.
SHOWN_FIELDS = {
    "headline": "headline",
    "date": "date",
    "published": "published.iso",
    "modified": "modified.iso",
    "byline": "byline",
    "authors": "authors.name",
    "agencies": "agencies",
    "place": "place.name",
    "dateline": "dateline.text",
    "publisher": "publisher.name",
    "section": "section",
    "tags": "tags",
    "description": "description",
    "captions": "captions.text",
    "sponsors": "sponsors.name",
    "related": "related",
    "url": "canonical",
    "image": "image.url",
    "comment_count": "comment_count",
    "language": "language",
    "access": "access.kind",
    "page_kind": "page_kind",
    "truncated": "truncated",
}
#: Fields that hold several values.
LISTS = ("authors", "agencies", "tags", "captions", "sponsors", "related")
#: Fields whose value stands in the line of another field, if no line is claimed for them.
_CLAIMED_AS = {"authors": "byline", "agencies": "byline", "date": "published"}
#: The score that evidence states: "scored 0.98", or "(0.98)" at its end.
_SCORE = pattern(r"(?:\bscored |\()([01]\.\d\d)\b")

#: A page as the review shows it: values that JSON writes.
View = dict[str, Any]


class PageDescriber:
    """Describes the outcome of a page; sent to each worker. With ``inputs`` the page's own bytes are added.

    >>> from cleantext.batch.run.record import extract_page
    >>> page = SourcePage("a.txt:0", "Share\\n\\nThe wall held through the storm, engineers said.", "a.txt", 0)
    >>> view = PageDescriber()(page, extract_page(page))
    >>> view["id"], [(line[0], line[2]) for line in view["lines"]]
    ('a.txt:0', [(1, '-share'), (2, '-blank'), (3, '+body')])
    """

    def __init__(self, *, inputs: bool = False) -> None:
        self._inputs = inputs

    def __call__(self, page: SourcePage, outcome: Outcome) -> View:
        """The view of a page."""
        record = build_record(page, outcome, ledger=True)
        view = describe_record(record, outcome.article)
        if self._inputs and outcome.article is not None and outcome.article.kind == "html":
            from cleantext.review.source_page import render_source

            view["source"] = _store_source(page.raw)
            view["shown"] = render_source(page, outcome.article)
        return view


def describe_record(record: Mapping[str, Any], article: Article | None = None) -> View:
    """The view of a record, nested as in JSON or flat as in Parquet; ``article`` is what the record was made of.

    A record without the ledger gives a view without ``lines``.
    """
    article = article or _restore_article(record)
    ledger = record.get("ledger")
    lines = None if ledger is None else [_describe_line(entry) for entry in ledger]
    places = _Places(ledger or ())
    head = ("id", "file", "url", "status", "reason", "version", "milliseconds", "kind", "quality")
    view: View = {name: record.get(name) for name in head}
    if article is not None and article.paragraphs:
        paragraphs = [(one.text, *places.find(*one.span)) for one in article.paragraphs]
    elif ledger is not None:
        bodies = [(at, entry["text"]) for at, entry in enumerate(ledger) if entry["field"] == "body"]
        paragraphs = [(" ".join(text.split()), at, at) for at, text in bodies]
    else:
        paragraphs = [(text, -1, -1) for text in str(record.get("body") or "").split("\n\n") if text]
    return view | {
        "id": str(view["id"] if view["id"] is not None else f"{view['file']}:{record.get('offset')}"),
        "title": _text(get_field_of(record, "headline")),
        "host": find_host(view["url"]) or _text(record.get("publisher_domain")),
        "language": _text(record.get("language")),
        "fields": _describe_fields(record, places),
        "warnings": _describe_warnings(record),
        "removed": _count_removed(record),
        "lines": lines,
        "paragraphs": paragraphs,
        "words": sum(count_words(text) for text, *_ in paragraphs),
        "article": _render_article(article, paragraphs, places),
    }


def get_field_of(record: Mapping[str, Any], field: str) -> Any:
    """The value of a dotted name, also of a column of a flat table."""
    column = column_name(field)
    if column in record:
        return record[column]
    try:
        return get_field(record, field)
    except AttributeError:
        return None


def find_host(url: object) -> str | None:
    """The host of an address, without "www."; None for what is no address.

    >>> find_host("https://www.ferry.example/a"), find_host("https://ferry]/a")
    ('ferry.example', None)
    """
    try:
        host = urlsplit(url).hostname if isinstance(url, str) else None
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def find_score(evidence: str) -> float | None:
    """The score from 0 to 1 that an evidence states; None where it states none.

    >>> find_score("scored 0.96, against description"), find_score("first line, at the top (0.99)"), find_score("exact")
    (0.96, 0.99, None)
    """
    found = _SCORE.search(evidence)
    return float(found[1]) if found else None


class Place(NamedTuple):
    """The first and the last entry of a stretch, by number from 0; -1 where the ledger is not there."""

    first: int
    last: int


class _Places:
    """Finds the entries of a ledger in which a stretch of the source lies."""

    def __init__(self, ledger: Any) -> None:
        self._starts = [entry["start"] for entry in ledger]
        self._fields: dict[str, int] = {}
        for at, entry in enumerate(ledger):
            self._fields.setdefault(entry["field"], at)

    def find(self, start: int, end: int) -> Place:
        """The entries from the one of ``start`` to the one before ``end``."""
        first = max(0, bisect_right(self._starts, start) - 1)
        return Place(first, max(first, bisect_left(self._starts, end) - 1)) if self._starts else Place(-1, -1)

    def find_field(self, field: str) -> int:
        """The first entry that is claimed for a field; -1 without one."""
        return self._fields.get(field, self._fields.get(_CLAIMED_AS.get(field, ""), -1))


def _restore_article(record: Mapping[str, Any]) -> Article | None:
    """The article of a record that has its paragraphs; the ledger is left out."""
    names = Article.__dataclass_fields__
    fields = {name: value for name, value in record.items() if name in names and value is not None}
    if "paragraphs" not in fields:
        return None
    try:
        return Article.from_dict({"kind": "text"} | fields | {"source": "", "ledger": []})
    except (CleantextError, TypeError, ValueError, AttributeError, KeyError):
        # A table, or a file that was changed by hand: its texts are shown without their structure.
        return None


def _describe_line(entry: Mapping[str, Any]) -> list[Any]:
    """Number, text, verdict, step, evidence, path and score."""
    verdict = f"+{entry['field']}" if entry["field"] else f"-{entry['reason']}"
    evidence = entry["evidence"]
    return [entry["number"], entry["text"], verdict, entry["step"], evidence, entry["path"], find_score(evidence)]


def _describe_fields(record: Mapping[str, Any], places: _Places) -> list[list[Any]]:
    """Name, value, step, rule and entry of each field that the record has; the value is text, texts, or None."""
    evidence = record.get("evidence")
    described = []
    for name, path in SHOWN_FIELDS.items():
        if path.partition(".")[0] not in record and column_name(path) not in record:
            continue
        value = get_field_of(record, path)
        if name in LISTS:
            value = [text for one in value or () if (text := _text(one)) is not None]
        why = evidence.get(name) if isinstance(evidence, Mapping) else None
        entry = places.find(*why["span"]).first if why and why["span"] else places.find_field(name)
        shown = value if isinstance(value, list) else _text(value)
        described.append([name, shown, why and why["step"], why and why["rule"], entry])
    return described


def _describe_warnings(record: Mapping[str, Any]) -> list[list[str]]:
    codes = record.get("warnings_code")
    if codes is not None:
        return [[str(code), ""] for code in codes]
    return [[str(one["code"]), str(one["message"])] for one in record.get("warnings") or ()]


def _count_removed(record: Mapping[str, Any]) -> dict[str, int]:
    removed = record.get("removed")
    if isinstance(removed, str):
        removed = json.loads(removed)
    if removed is None:
        removed = Counter(entry["reason"] for entry in record.get("ledger") or () if entry["reason"])
    return {reason: count for reason, count in removed.items() if reason != "blank"}


def _render_article(article: Article | None, paragraphs: list[Any], places: _Places) -> str:
    """The article as safe HTML whose blocks name their first and last entry."""

    def write_place(first: int, last: int) -> str:
        return f' data-first="{first}" data-last="{last}"' if first >= 0 else ""

    def anchor(paragraph: Paragraph) -> str:
        return write_place(*places.find(*paragraph.span))

    if article is not None:
        return render_html(article, anchor=anchor)
    blocks = (f"<p{write_place(first, last)}>{escape(text)}</p>" for text, first, last in paragraphs)
    return "\n".join(chain(("<article>",), blocks, ("</article>",)))


def _store_source(raw: str | bytes) -> list[str]:
    """The bytes of a page: as text where they are UTF-8, otherwise in base 64."""
    data = raw if isinstance(raw, bytes) else raw.encode("utf-8", "replace")
    try:
        return ["text", data.decode()]
    except UnicodeDecodeError:
        return ["base64", base64.b64encode(data).decode()]


def _text(value: Any) -> str | None:
    if value is None or value is False or value == "":
        return None
    return "yes" if value is True else str(value)
