"""The article as a schema.org NewsArticle, in JSON-LD shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cleantext.article import Article
    from cleantext.values import Person


def article_to_schema_org(article: Article) -> dict[str, Any]:
    """A schema.org NewsArticle; only what the page says."""
    place = article.place
    day = article.date.isoformat() if article.date else None
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.headline,
        "datePublished": article.published.iso if article.published else day,
        "dateModified": article.modified.iso if article.modified else None,
        "author": [_person(person) for person in article.authors],
        "publisher": _organization(article),
        "articleSection": article.section,
        "keywords": list(article.tags),
        "url": article.url,
        "image": _images(article),
        "video": [{"@type": "VideoObject", "contentUrl": video.url} for video in article.videos],
        "description": article.description,
        "dateline": article.dateline.text if article.dateline else None,
        "locationCreated": {"@type": "Place", "name": place.name} if place else None,
        "inLanguage": article.language,
        "articleBody": article.body or None,
        "wordCount": len(article.body.split()) or None,
        "commentCount": article.comment_count,
        "isAccessibleForFree": article.access.kind == "free" if article.access else None,
    }
    return {key: value for key, value in data.items() if value not in (None, [], {})}


def _images(article: Article) -> list[str]:
    """The addresses of the pictures, the one that stands for the article first."""
    lead = [article.image.url] if article.image is not None else []
    return list(dict.fromkeys([*lead, *(image.url for image in article.images)]))


def _person(person: Person) -> dict[str, Any]:
    data: dict[str, Any] = {"@type": "Person", "name": person.name}
    if person.role:
        data["jobTitle"] = person.role
    if person.organization:
        data["affiliation"] = {"@type": "Organization", "name": person.organization}
    if person.email:
        data["email"] = person.email
    return data


def _organization(article: Article) -> dict[str, Any] | None:
    publisher = article.publisher
    if publisher is None:
        return None
    data = {"@type": "Organization", "name": publisher.name, "url": publisher.domain}
    return {key: value for key, value in data.items() if value}
