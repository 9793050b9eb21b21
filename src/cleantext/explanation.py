"""The annotated listing: every line, its verdict, and the evidence."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cleantext.api import extract
from cleantext.article import Article

if TYPE_CHECKING:
    from cleantext.api import Raw
    from cleantext.sites.profile import SiteProfile

#: Columns for verdict and evidence, and how much of a line is shown.
VERDICT_WIDTH, TEXT_WIDTH = 18, 72

_GREEN, _BLUE, _GREY, _RESET = "\033[32m", "\033[36m", "\033[90m", "\033[0m"


def explain(raw: Raw | Article, *, url: str | None = None, profile: SiteProfile | None = None) -> str:
    """The listing of a page (or of an article made before) as text; in a terminal it is also printed, in colour.

    One line for each entry of the ledger: line number, field or reason, the text, and what decided. ``url`` and
    ``profile`` are those of :func:`cleantext.extract`.

    >>> print(explain("Share this article\\nThe council met on Monday and agreed on the plan.").splitlines()[0])
       1  - share              Share this article  [share-lines: exact, en: share this article]
    """
    article = raw if isinstance(raw, Article) else extract(raw, url=url, profile=profile)
    if sys.stdout is not None and sys.stdout.isatty():
        print(listing(article, colour=True))
    return listing(article)


def listing(article: Article, *, colour: bool = False) -> str:
    """The ledger of an article, one line an entry; blank lines are left out."""
    lines = []
    for entry in article.ledger:
        if entry.reason == "blank":
            continue
        text = " ".join(entry.text.split())
        shown = text if len(text) <= TEXT_WIDTH else text[: TEXT_WIDTH - 1] + "…"
        sign, verdict = ("+", entry.field or "") if entry.field else ("-", entry.reason or "")
        line = f"{entry.number:4d}  {sign} {verdict:{VERDICT_WIDTH}s} {shown}  [{entry.step}: {entry.evidence}]"
        lines.append(f"{_colour(entry.field)}{line}{_RESET}" if colour else line)
    return "\n".join(lines)


def _colour(field: str | None) -> str:
    if field is None:
        return _GREY
    return _GREEN if field == "body" else _BLUE
