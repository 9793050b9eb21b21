"""The article: what ``extract`` returns."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cleantext.errors import LedgerError
from cleantext.limits import DEFAULT, Limits
from cleantext.values import (
    Access,
    Caption,
    Dateline,
    Evidence,
    Image,
    InputKind,
    Notice,
    Paragraph,
    Part,
    Person,
    Place,
    Publisher,
    Span,
    Sponsor,
    Timestamp,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Article:
    """A page as a structured article, with an account of every line.

    Fields carry schema.org meanings under snake_case names; what the page does not say is None or empty.
    ``text`` is the decoded input (for HTML: the page's text), which all spans refer to. ``ledger`` holds
    every line with its verdict, ``removed`` those that carry a reason.

    >>> import cleantext
    >>> article = cleantext.extract("Bridge reopens\\n\\nThe old bridge reopened on Monday after a year of work.")
    >>> article.body
    'The old bridge reopened on Monday after a year of work.'
    """

    text: str
    kind: InputKind
    ledger: tuple[Verdict, ...]
    headline: str | None = None
    headline_raw: str | None = None
    date: datetime.date | None = None
    published: Timestamp | None = None
    modified: Timestamp | None = None
    place: Place | None = None
    dateline: Dateline | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    byline: str | None = None
    authors: tuple[Person, ...] = ()
    agencies: tuple[str, ...] = ()
    publisher: Publisher | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    description: str | None = None
    captions: tuple[Caption, ...] = ()
    images: tuple[Image, ...] = ()
    sponsors: tuple[Sponsor, ...] = ()
    related: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    comment_count: int | None = None
    language: str | None = None
    access: Access | None = None
    page_kind: str | None = None
    parts: tuple[Part, ...] = ()
    truncated: bool = False
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    quality: float = 0.0
    warnings: tuple[Notice, ...] = ()

    @property
    def body(self) -> str:
        """The paragraphs of the article, joined by a blank line; "" where there are none."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def removed(self) -> tuple[Verdict, ...]:
        """The part of the ledger that carries a reason."""
        return tuple(verdict for verdict in self.ledger if verdict.reason is not None)

    def verify(
        self,
        raw: str | bytes | bytearray | memoryview,
        *,
        content_type: str | None = None,
        limits: Limits = DEFAULT,
    ) -> None:
        """Prove that the ledger accounts for all of ``raw``; a LedgerError names the first place where it does not.

        For text the concatenated ledger must equal the (decoded) input; for HTML the text of the page. ``content_type``
        and ``limits`` are those that ``extract`` was given. Of an HTML page that was not read to its end for want of
        time the characters are compared, not their order, which is that of the reading.
        """
        from cleantext.readers import ENCODING_REPAIRED, read_text_of
        from cleantext.watch import Watch

        repair = any(notice.code == ENCODING_REPAIRED for notice in self.warnings)
        expected = read_text_of(raw, self.kind, content_type, Watch(limits), repair=repair)
        if self.kind == "html" and self.text != expected and any(one.reason == "out-of-time" for one in self.ledger):
            from cleantext.readers.letters import compare_letters

            compare_letters(self.text, raw, content_type, limits)
            expected = self.text
        at = 0
        for entry in self.ledger:
            if (entry.field is None) == (entry.reason is None):
                told = f"field {entry.field}, reason {entry.reason}"
                raise LedgerError(f"Line {entry.number} has no single verdict: {told}.")
            if entry.start != at or expected[entry.start : entry.end] != entry.text:
                found, wanted = entry.text[:40], expected[at : at + 40]
                raise LedgerError(f"Line {entry.number}, offset {at}: the ledger has {found!r}, the input {wanted!r}.")
            at = entry.end
        if at != len(expected):
            missing = expected[at : at + 40]
            raise LedgerError(f"The ledger ends at offset {at} of {len(expected)}: {missing!r} is missing.")

    def to_dict(self) -> dict[str, Any]:
        """The article as plain dicts, lists, strings and numbers; ``from_dict`` is its inverse."""
        from cleantext.serial import article_to_dict

        return article_to_dict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Article:
        """The article that ``to_dict`` described; unknown keys are an error that names them."""
        from cleantext.serial import article_from_dict

        return article_from_dict(data)

    def to_json(self, *, indent: int | None = None) -> str:
        """The article as JSON text, with the keys of :meth:`to_dict`."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    def to_schema_org(self) -> dict[str, Any]:
        """The article as schema.org ``NewsArticle`` in JSON-LD shape; keys without a value are left out."""
        from cleantext.serial import article_to_schema_org

        return article_to_schema_org(self)

    def to_markdown(self) -> str:
        """The article as Markdown: headline, byline and date, standfirst, body with its headings, lists and quotes."""
        from cleantext.serial import article_to_markdown

        return article_to_markdown(self)

    def span_text(self, span: Span) -> str:
        """The text of the input that a span points at."""
        return self.text[span.start : span.end]
