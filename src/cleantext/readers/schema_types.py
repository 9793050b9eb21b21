"""Types of schema.org as far as they tell what a page is about."""

from __future__ import annotations

from typing import Any

# Types of a page's own subject that bear a headline or name, beside the family of Article.
_SUBJECTS = frozenset({
    "Report", "Question", "Recipe", "HowTo", "Product", "ProductGroup", "VideoObject", "PodcastEpisode", "Review",
    "CreativeWork", "Course", "Event", "Book", "Movie", "SoftwareApplication", "Dataset", "Comment",
})  # fmt: skip
_PAGES = (
    "WebPage",
    "QAPage",
    "FAQPage",
    "ProfilePage",
    "AboutPage",
    "CollectionPage",
    "ItemPage",
    "CheckoutPage",
    "ContactPage",
    "Legislation",
)
_NOT_POSTS = frozenset({"JobPosting"})


def types_of(node: dict[str, Any]) -> list[str]:
    """The types of a node without the vocabulary's address.

    >>> types_of({"@type": ["http://schema.org/NewsArticle", "schema:Report"]})
    ['NewsArticle', 'Report']
    """
    given = node.get("@type") or node.get("type") or []
    listed = given if isinstance(given, list) else [given]
    return [
        one.rstrip("/").rpartition("/")[2].rpartition("#")[2].rpartition(":")[2][:80]
        for one in listed[:10]
        if isinstance(one, str) and one
    ]


def is_article(types: list[str]) -> bool:
    """Whether a type is of the family of Article, posts included.

    >>> is_article(["ReportageNewsArticle"]), is_article(["JobPosting"]), is_article(["WebPage"])
    (True, False, False)
    """
    return any(one == "Report" or (one.endswith(("Article", "Posting")) and one not in _NOT_POSTS) for one in types)


def is_subject(types: list[str]) -> bool:
    """Whether a type can be what a page is about, without being an article."""
    return any(one in _SUBJECTS for one in types)


def is_web_page(types: list[str]) -> bool:
    """Whether a type says that the node is the page itself."""
    return any(one in _PAGES or one.endswith("WebPage") for one in types)
