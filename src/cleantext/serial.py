"""The article in other shapes: plain dicts, schema.org JSON-LD, Markdown."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cleantext import values
from cleantext.errors import CleantextError
from cleantext.values import Span

if TYPE_CHECKING:
    from cleantext.article import Article

#: The fields of Article whose values are of one of our own types, alone or in a tuple.
_TYPES: dict[str, type] = {
    "published": values.Timestamp,
    "modified": values.Timestamp,
    "place": values.Place,
    "publisher": values.Publisher,
    "access": values.Access,
    "paragraphs": values.Paragraph,
    "parts": values.Part,
    "authors": values.Person,
    "captions": values.Caption,
    "images": values.Image,
    "sponsors": values.Sponsor,
    "warnings": values.Notice,
    "ledger": values.Verdict,
}
_MARKS = {"subhead": "## ", "list_item": "- ", "quote": "> "}


def article_to_dict(article: Article) -> dict[str, Any]:
    """Plain dicts and lists all the way down; dates as ISO text, spans as pairs."""
    fields = {one.name: _plain(getattr(article, one.name)) for one in dataclasses.fields(article)}
    return fields | {"body": article.body}


def _plain(value: Any) -> Any:
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, values.Verdict):
        return value._asdict()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def article_from_dict(data: Mapping[str, Any]) -> Article:
    """The inverse of :func:`article_to_dict`."""
    from cleantext.article import Article

    known = {one.name for one in dataclasses.fields(Article)}
    unknown = sorted(set(data) - known - {"body"})
    if unknown:
        raise CleantextError(f"Article has no field {', '.join(unknown)}; it has {', '.join(sorted(known))}.")
    return Article(**{name: _typed(name, value) for name, value in data.items() if name in known})


def _typed(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name == "date":
        return datetime.date.fromisoformat(value)
    if name == "dateline":
        places = tuple(_value(values.Place, one) for one in value["places"])
        return values.Dateline(**{**value, "places": places})
    if name == "evidence":
        return {key: _value(values.Evidence, one) for key, one in value.items()}
    if name in _TYPES:
        kind = _TYPES[name]
        return tuple(_value(kind, one) for one in value) if isinstance(value, list) else _value(kind, value)
    return tuple(value) if isinstance(value, list) else value


def _value(kind: type, data: Mapping[str, Any]) -> Any:
    """One of our own values; lists become tuples, pairs named span become spans."""
    made = {key: tuple(item) if isinstance(item, list) else item for key, item in data.items()}
    if made.get("span") is not None:
        made["span"] = Span(*made["span"])
    if "links" in made:
        made["links"] = tuple(values.Link(**link) for link in made["links"])
    if kind is values.Part:
        made["paragraphs"] = tuple(_value(values.Paragraph, one) for one in made["paragraphs"])
    return kind(**made)


def article_to_schema_org(article: Article) -> dict[str, Any]:
    """A schema.org NewsArticle; only what the page says."""
    place = article.place
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.headline,
        "datePublished": article.published.iso if article.published else _plain(article.date),
        "dateModified": article.modified.iso if article.modified else None,
        "author": [_person(person) for person in article.authors],
        "publisher": _organization(article),
        "articleSection": article.section,
        "keywords": list(article.tags),
        "image": [image.url for image in article.images],
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


def _person(person: values.Person) -> dict[str, Any]:
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


def _marked_up(paragraph: values.Paragraph) -> str:
    """A paragraph in Markdown, its links included."""
    if paragraph.kind == "code":
        return f"```\n{paragraph.text}\n```"
    text, done = "", 0
    for link in paragraph.links:
        at = paragraph.text.find(link.text, done)
        if link.text.strip() and at >= 0:
            text += f"{paragraph.text[done:at]}[{link.text}]({link.url})"
            done = at + len(link.text)
    return _MARKS.get(paragraph.kind, "") + text + paragraph.text[done:]


def _table_row(text: str, *, first: bool) -> str:
    """A row between pipes; the first is the table's head, which Markdown needs."""
    cells = [cell.strip() for cell in text.strip("| ").split("|")]
    row = f"| {' | '.join(cells)} |"
    return f"{row}\n|{' --- |' * len(cells)}" if first else row


def article_to_markdown(article: Article) -> str:
    """Headline, a line of byline and date, the standfirst, then the body; runs of list items and rows stay together."""
    date = article.published.iso if article.published else _plain(article.date)
    signed = " · ".join(part for part in (article.byline, article.place.name if article.place else None, date) if part)
    blocks = [f"# {article.headline}" if article.headline else "", f"*{signed}*" if signed else ""]
    blocks.append(f"**{article.description}**" if article.description else "")
    last = ""
    for paragraph in article.paragraphs:
        text = _marked_up(paragraph)
        if paragraph.kind == "table_row":
            text = _table_row(text, first=last != "table_row")
        if paragraph.kind == last and last in ("list_item", "table_row"):
            blocks[-1] += "\n" + text
        else:
            blocks.append(text)
        last = paragraph.kind
    return "\n\n".join(block for block in blocks if block) + "\n"
