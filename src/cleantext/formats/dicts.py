"""The article as plain dicts, and back; and as a schema.org NewsArticle."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import types
import typing
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cleantext import values
from cleantext.errors import CleantextError
from cleantext.values import Span

if TYPE_CHECKING:
    from cleantext.article import Article
    from cleantext.values import Person


#: Values of which only what they say is written: there are many, and most of their fields are empty.
_TERSE = (values.Paragraph, values.Inline, values.Cell, values.Container, values.Image, values.Comment, values.Media)
#: What a dict of an article holds besides its fields.
MORE = ("body", "fingerprint")


def article_to_dict(article: Article) -> dict[str, Any]:
    """Plain dicts and lists all the way down; dates as ISO text, spans as pairs."""
    fields = {one.name: _plain(getattr(article, one.name)) for one in dataclasses.fields(article)}
    return fields | {"body": article.body, "fingerprint": article.fingerprint}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (str, int, float)):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, (values.Inline, values.Cell, values.Verdict)) or dataclasses.is_dataclass(value):
        kind: Any = type(value)
        if kind in _TERSE:
            return {
                name: _plain(item)
                for name, default in defaults_of(kind).items()
                if (item := getattr(value, name)) != default or default is ...
            }
        return {name: _plain(getattr(value, name)) for name in defaults_of(kind)}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, datetime.date) else value


@functools.cache
def defaults_of(kind: type) -> dict[str, Any]:
    """The names of a value's fields, each with its default; ``...`` where it has none."""
    if dataclasses.is_dataclass(kind):
        missing = dataclasses.MISSING
        return {one.name: ... if one.default is missing else one.default for one in dataclasses.fields(kind)}
    given = kind._field_defaults  # type: ignore[attr-defined]
    return {name: given.get(name, ...) for name in kind._fields}  # type: ignore[attr-defined]


@functools.cache
def types_of(kind: type) -> dict[str, Any]:
    """The types of a value's fields, by name."""
    return typing.get_type_hints(kind)


def article_from_dict(kind: type[Article], data: Mapping[str, Any]) -> Article:
    """The inverse of :func:`article_to_dict`; ``kind`` is the class of articles."""
    known = types_of(kind)  # type: ignore[arg-type]  # mypy asks for the hash of an article, not of the class
    unknown = sorted(set(data) - known.keys() - set(MORE))
    if unknown:
        raise CleantextError(f"Article has no field {', '.join(unknown)}; it has {', '.join(sorted(known))}.")
    return kind(**{name: _typed(known[name], value) for name, value in data.items() if name in known})


def _typed(kind: Any, value: Any) -> Any:
    """A value of a type, from what :func:`_plain` makes of one."""
    if value is None:
        return None
    origin = typing.get_origin(kind)
    if origin is types.UnionType or origin is typing.Union:
        return _typed(next(one for one in typing.get_args(kind) if one is not types.NoneType), value)
    if origin is tuple:
        return tuple(_typed(typing.get_args(kind)[0], one) for one in value)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {key: _typed(typing.get_args(kind)[1], one) for key, one in value.items()}
    if kind is Span:
        return Span(*value)
    if kind is datetime.date:
        return datetime.date.fromisoformat(value)
    if isinstance(kind, type) and (dataclasses.is_dataclass(kind) or hasattr(kind, "_fields")):
        known = types_of(kind)
        return kind(**{name: _typed(known[name], one) for name, one in value.items() if name in known})
    return _checked(kind, value)


def _checked(kind: Any, value: Any) -> Any:
    """The value, if it is of a simple type; else a CleantextError that tells both."""
    if typing.get_origin(kind) is typing.Literal:
        if value in typing.get_args(kind):
            return value
    elif isinstance(value, kind if kind is not float else (int, float)) and (
        kind is bool or value not in (True, False) or not isinstance(value, bool)
    ):
        return value
    told = kind.__name__ if isinstance(kind, type) else " or ".join(map(repr, typing.get_args(kind)))
    raise CleantextError(f"An article holds {told} where {value!r:.60} is given.")


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
