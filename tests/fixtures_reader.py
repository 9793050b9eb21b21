"""Reads the fixtures: a folder is a page, its expected fields and what it is here to show."""

from __future__ import annotations

import datetime
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cleantext

FIXTURES = Path(__file__).parent / "fixtures"


@dataclass(frozen=True)
class Case:
    """One fixture; the page is text, or the bytes of an HTML page, whose encoding is part of the case."""

    name: str
    page: str | bytes
    expected: dict[str, Any]
    about: dict[str, Any]
    path: Path

    def article(self) -> cleantext.Article:
        """What the library makes of the page."""
        now = self.about.get("now")
        return cleantext.extract(
            self.page,
            url=self.about.get("url"),
            now=datetime.datetime.fromisoformat(str(now)) if now else None,
        )


def cases() -> Iterator[Case]:
    """Every fixture, in order of its name."""
    for about in sorted(FIXTURES.glob("*/*/case.toml")):
        folder = about.parent
        path = next(path for path in (folder / "page.html", folder / "page.txt") if path.exists())
        raw = path.read_bytes()
        yield Case(
            name=f"{folder.parent.name}/{folder.name}",
            page=raw if path.suffix == ".html" else raw.decode("utf-8"),
            expected=json.loads((folder / "expected.json").read_text("utf-8")),
            about=tomllib.loads(about.read_text("utf-8")),
            path=path,
        )


def found(article: cleantext.Article, field: str) -> Any:
    """The article's value in the terms of expected.json."""
    if field == "body":
        return [paragraph.text for paragraph in article.paragraphs]
    if field in ("published", "modified"):
        stamp = getattr(article, field)
        return stamp.iso if stamp else None
    if field == "date":
        return article.date.isoformat() if article.date else None
    if field == "authors":
        return [person.name for person in article.authors]
    if field == "captions":
        return [caption.text for caption in article.captions]
    if field == "publisher":
        return article.publisher.name if article.publisher else None
    if field == "dateline":
        return article.dateline.text if article.dateline else None
    if field == "access":
        return article.access.kind if article.access else None
    if field == "sponsors":
        return [{"name": sponsor.name, "count": sponsor.count} for sponsor in article.sponsors]
    value = getattr(article, field)
    return list(value) if isinstance(value, tuple) else value


def mismatch(article: cleantext.Article, field: str, wanted: Any) -> str | None:
    """What is wrong with a field, in words, or None where it is as expected."""
    if field == "removed":
        return _removed_mismatch(article, wanted)
    got = found(article, field)
    if field == "place" and wanted is not None:
        got = {key: getattr(article.place, key) for key in wanted} if article.place else None
    if field == "publisher" and isinstance(got, str) and isinstance(wanted, str):
        got, wanted = got.casefold(), wanted.casefold()
    return None if got == wanted else f"{field}: got {got!r}, wanted {wanted!r}"


#: Lines that an expected reason speaks of may be kept as data under the field of the same meaning.
_KEPT_AS = {"related": "related", "comments": "comment_count", "copyright": "publisher", "paywall": "access"}
#: A piece of a line carries the divider behind it.
_DIVIDERS = " |｜·•"


def _removed_mismatch(article: cleantext.Article, wanted: dict[str, str]) -> str | None:
    reasons: dict[str, set[str]] = {}
    for entry in article.ledger:
        line = " ".join(entry.text.split())
        for key in {line, line.strip(_DIVIDERS)}:
            reasons.setdefault(key, set()).add(str(entry.reason or f"kept as {entry.field}"))
    wrong = [
        f"{line!r}: {sorted(reasons.get(' '.join(line.split()), {'no such line'}))}, wanted {reason}"
        for line, reason in wanted.items()
        if not {reason, f"kept as {_KEPT_AS.get(reason)}"} & reasons.get(" ".join(line.split()), set())
    ]
    return "; ".join(wrong) or None
