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


#: Keys of an article's dict that are no fields of the article.
MORE = ("body", "fingerprint")
#: Values whose empty fields are left out: an article has many of them, and most of their fields are empty.
_TERSE = (values.Paragraph, values.Inline, values.Cell, values.Container, values.Image, values.Comment, values.Media)
#: Types that JSON writes as they are.
_SIMPLE = frozenset((str, int, float, bool, types.NoneType))


def article_to_dict(article: Article) -> dict[str, Any]:
    """Convert an article to plain dicts and lists; dates become ISO text, spans become pairs."""
    fields = {one.name: _to_plain(getattr(article, one.name)) for one in dataclasses.fields(article)}
    return fields | {"body": article.body, "fingerprint": article.fingerprint}


def _to_plain(value: Any) -> Any:
    kind: Any = type(value)
    if kind in _SIMPLE:
        return value
    if kind is Span:
        return list(value)
    if kind is tuple or kind is list:
        return [_to_plain(item) for item in value]
    if not _has_fields(kind):
        if isinstance(value, str):
            return str(value)
        if isinstance(value, Mapping):
            return {key: _to_plain(item) for key, item in value.items()}
        return value.isoformat() if isinstance(value, datetime.date) else value
    defaults = defaults_of(kind)
    items = value if isinstance(value, tuple) else [getattr(value, name) for name in defaults]
    terse = kind in _TERSE
    # Most items are simple; a call for each of them would take twice the time.
    return {
        name: item if type(item) in _SIMPLE else _to_plain(item)
        for (name, default), item in zip(defaults.items(), items, strict=True)
        if not terse or default is ... or item != default
    }


@functools.cache
def _has_fields(kind: type) -> bool:
    return dataclasses.is_dataclass(kind) or hasattr(kind, "_fields")


@functools.cache
def defaults_of(kind: type) -> dict[str, Any]:
    """The names of a value's fields, each with its default, or ``...`` where it has none."""
    if dataclasses.is_dataclass(kind):
        missing = dataclasses.MISSING
        return {one.name: ... if one.default is missing else one.default for one in dataclasses.fields(kind)}
    given = kind._field_defaults  # type: ignore[attr-defined]
    return {name: given.get(name, ...) for name in kind._fields}  # type: ignore[attr-defined]


@functools.cache
def field_types(kind: type) -> dict[str, Any]:
    """The types of a value's fields, by name."""
    return typing.get_type_hints(kind)


def article_from_dict(kind: type[Article], data: Mapping[str, Any]) -> Article:
    """Make an article from the dict of :func:`article_to_dict`; ``kind`` is the class of articles."""
    known = field_types(kind)  # type: ignore[arg-type]  # mypy asks for the hash of an article, not of the class
    unknown = sorted(set(data) - known.keys() - set(MORE))
    if unknown:
        raise CleantextError(f"Article has no field {', '.join(unknown)}; it has {', '.join(sorted(known))}.")
    return kind(**{name: _from_plain(known[name], value) for name, value in data.items() if name in known})


def _from_plain(kind: Any, value: Any) -> Any:
    """The inverse of :func:`_to_plain` for a value of type ``kind``."""
    if value is None:
        return None
    origin = typing.get_origin(kind)
    arguments = typing.get_args(kind)
    if origin is types.UnionType or origin is typing.Union:
        return _from_plain(next(one for one in arguments if one is not types.NoneType), value)
    if origin is tuple:
        return tuple(_from_plain(arguments[0], one) for one in value)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {key: _from_plain(arguments[1], one) for key, one in value.items()}
    if kind is Span:
        return Span(*value)
    if kind is datetime.date:
        return datetime.date.fromisoformat(value)
    if isinstance(kind, type) and _has_fields(kind):
        known = field_types(kind)
        return kind(**{name: _from_plain(known[name], one) for name, one in value.items() if name in known})
    if not _is_of(kind, value):
        wanted = kind.__name__ if isinstance(kind, type) else " or ".join(map(repr, arguments))
        raise CleantextError(f"An article holds {wanted} where {value!r:.60} is given.")
    return value


def _is_of(kind: Any, value: Any) -> bool:
    """Whether a value is of a simple type or among the values of a ``Literal``; a bool is no number."""
    if typing.get_origin(kind) is typing.Literal:
        return value in typing.get_args(kind)
    if isinstance(value, bool):
        return kind is bool
    return isinstance(value, (int, float) if kind is float else kind)


def article_to_schema_org(article: Article) -> dict[str, Any]:
    """Convert an article to a schema.org NewsArticle, without the keys of which the page says nothing."""
    place = article.place
    day = article.date.isoformat() if article.date else None
    # The picture that stands for the article comes first.
    images = [*([article.image] if article.image else []), *article.images]
    publisher = article.publisher
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.headline,
        "datePublished": article.published.iso if article.published else day,
        "dateModified": article.modified.iso if article.modified else None,
        "author": [_convert_person(person) for person in article.authors],
        "publisher": publisher
        and _drop_empty({"@type": "Organization", "name": publisher.name, "url": publisher.domain}),
        "articleSection": article.section,
        "keywords": list(article.tags),
        "url": article.url,
        "image": list(dict.fromkeys(image.url for image in images)),
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


def _convert_person(person: Person) -> dict[str, Any]:
    employer = {"@type": "Organization", "name": person.organization} if person.organization else None
    details = {"jobTitle": person.role, "affiliation": employer, "email": person.email}
    return {"@type": "Person", "name": person.name, **_drop_empty(details)}


def _drop_empty(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value}
