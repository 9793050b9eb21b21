"""The fields of an article as YAML before its text, as site builders and note takers read them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cleantext.patterns import pattern
from cleantext.rendering.head import stamp_of

if TYPE_CHECKING:
    from cleantext.article import Article

#: What YAML takes for the end of a line, or does not take at all.
_NO_YAML = pattern("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def front_matter_of(article: Article) -> str:
    """What the page says of the article, between lines of dashes; what it does not say is left out."""
    image = article.image
    fields = {
        "title": article.headline,
        "url": article.url,
        "date": stamp_of(article),
        "modified": article.modified.iso if article.modified else None,
        "authors": [one.name for one in article.authors],
        "publisher": article.publisher.name if article.publisher else None,
        "place": article.place.name if article.place else None,
        "section": article.section,
        "tags": list(article.tags),
        "description": article.description,
        "language": article.language,
        "image": image.url if image else None,
    }
    return yaml_head(fields)


def yaml_head(fields: Mapping[str, Any]) -> str:
    """Fields between lines of dashes, as YAML that every reader takes; what is None or empty is left out.

    >>> print(yaml_head({"title": 'The "wall"', "tags": ["sea"], "date": None}), end="")
    ---
    title: "The \\"wall\\""
    tags: ["sea"]
    ---
    """
    lines = [f"{name}: {_value(value)}" for name, value in fields.items() if value not in (None, [], "")]
    return "\n".join(["---", *lines, "---", ""])


def _value(value: Any) -> str:
    """A value as YAML in one line: JSON, with escapes for what YAML does not take as it stands."""
    return _NO_YAML.sub(_escape, json.dumps(value, ensure_ascii=False))


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return "\\ufffd" if 0xD800 <= code <= 0xDFFF else f"\\u{code:04x}"
