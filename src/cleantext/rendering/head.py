"""What stands above the text of an article, however it is written: who wrote it, where and when, and its standfirst."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleantext.article import Article


def stamp_of(article: Article) -> str | None:
    """When the article was published, as ISO text and as precise as the page says."""
    published = article.published.iso if article.published else None
    return published or (article.date.isoformat() if article.date else None)


def record_of(article: Article) -> tuple[str | None, str | None, str | None]:
    """Byline, place and time of publication, as far as the page tells them."""
    return article.byline, article.place.name if article.place else None, stamp_of(article)


def standfirst_of(article: Article) -> str | None:
    """The standfirst that the page shows; a description for search engines, or the first paragraph, does not count."""
    told = article.evidence.get("description")
    text = " ".join((article.description or "").split())
    if not text or told is None or told.span is None:
        return None
    return None if article.body[: len(text)] == text else text
