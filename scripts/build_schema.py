"""The JSON Schema of ``Article.to_dict()``, from the types of the values; build_docs.py writes it."""

from __future__ import annotations

import dataclasses
import datetime
import inspect
import json
import types
import typing
from collections.abc import Mapping
from typing import Any

import cleantext
from cleantext.formats.dicts import MORE, defaults_of, field_types
from cleantext.values import Span

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SIMPLE: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    datetime.date: {"type": "string", "format": "date"},
}


def schema() -> dict[str, Any]:
    """The schema of an article; the values that it is made of stand in ``$defs``."""
    definitions: dict[str, Any] = {}
    article = _object(cleantext.Article, definitions)
    article["properties"] |= {name: {"type": ["string", "null"]} for name in MORE}
    article["required"] = [*article["properties"]]
    return {"$schema": DRAFT, "title": "cleantext.Article", **article, "$defs": dict(sorted(definitions.items()))}


def _object(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    fields = field_types(kind)
    required = [name for name, default in defaults_of(kind).items() if default is ...]
    return {
        "description": inspect.cleandoc(kind.__doc__ or "").split("\n\n")[0].replace("\n", " "),
        "type": "object",
        "properties": {name: _of(fields[name], definitions) for name in defaults_of(kind)},
        "required": required,
        "additionalProperties": False,
    }


def _of(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of a type."""
    if kind in _SIMPLE:
        return dict(_SIMPLE[kind])
    if kind is Span:
        return {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        return {"enum": list(inner)}
    if origin is types.UnionType or origin is typing.Union:
        given = [_of(one, definitions) for one in inner if one is not types.NoneType]
        return {"anyOf": [*given, {"type": "null"}]}
    if origin is tuple:
        return {"type": "array", "items": _of(inner[0], definitions)}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _of(inner[1], definitions)}
    if dataclasses.is_dataclass(kind) or hasattr(kind, "_fields"):
        if kind.__name__ not in definitions:
            definitions[kind.__name__] = {}  # a value may hold others of its type
            definitions[kind.__name__] = _object(kind, definitions)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    raise TypeError(f"No schema is known for {kind!r}.")


def schema_page() -> str:
    """The schema as it stands in docs."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"
