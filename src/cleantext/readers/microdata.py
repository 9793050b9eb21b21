"""Microdata and RDFa: elements with itemprop or property as nodes like those of JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml.etree import _Element

from cleantext.readers.jsonld import Node
from cleantext.readers.schema_types import types_of

#: Lists of products repeat their properties; the article's stand first.
MAX_PROPERTIES = 400
_MAX_CLIMB = 60
_MAX_TEXT = 2000

_CAMEL = {
    "datepublished": "datePublished", "datecreated": "dateCreated", "datemodified": "dateModified",
    "articlesection": "articleSection", "inlanguage": "inLanguage",
    "mainentityofpage": "mainEntityOfPage", "alternativeheadline": "alternativeHeadline",
    "isaccessibleforfree": "isAccessibleForFree", "commentcount": "commentCount", "contentlocation": "contentLocation",
    "locationcreated": "locationCreated",
}  # fmt: skip
_PROPERTIES = frozenset(_CAMEL) | {
    "headline", "name", "author", "creator", "keywords", "description", "publisher", "url", "dateline",
}  # fmt: skip
_OBJECTS = frozenset({"author", "creator", "publisher", "contentlocation", "locationcreated"})
_LISTED = frozenset(
    {"Comment", "ListItem", "BreadcrumbList", "ItemList", "Answer", "Review", "ImageObject", "Offer", "VideoObject"}
)


def read_items(elements: Iterable[_Element]) -> list[Node]:
    """The nodes that the elements with itemprop or property make up, in order.

    A property belongs to the nearest enclosing item; the name of an author's own item is the author.
    """
    items: dict[_Element | None, Node] = {}
    for count, element in enumerate(elements):
        if count >= MAX_PROPERTIES:
            break
        given = element.get("itemprop")
        source = "rdfa" if given is None else "microdata"
        for prop in (given or element.get("property") or "").split()[:4]:
            name = prop.rpartition(":")[2].rpartition("/")[2].casefold()
            if name in _PROPERTIES:
                _read(element, name, source, items)
    return [node for node in items.values() if node.data.keys() - {"@type"}]


def _read(element: _Element, name: str, source: str, items: dict[_Element | None, Node]) -> None:
    """Put one property into its item; inside an author's item only the name counts."""
    if name in _OBJECTS and _is_item(element):
        return  # its name comes as an element of its own
    scope = _scope(element)
    if scope is not None:
        role = (scope.get("itemprop") or scope.get("property") or "").split()
        role_name = role[0].rpartition(":")[2].casefold() if role else ""
        if role_name in _OBJECTS:
            if name != "name":
                return
            name, scope = role_name, _scope(scope)
    value = _value(element, name)
    if not value:
        return
    node = items.get(scope)
    if node is None:
        types = types_of(
            {"@type": ((scope.get("itemtype") or scope.get("typeof") or "") if scope is not None else "").split()}
        )
        node = items[scope] = Node({"@type": types}, types, _is_listed(scope, types), source)
    _put(node.data, _CAMEL.get(name, name), value)


def _put(data: dict[str, Any], key: str, value: str) -> None:
    """Several authors are several values; of any other property the first counts."""
    if key in ("author", "creator", "keywords", "articleSection"):
        data.setdefault(key, []).append(value)
    else:
        data.setdefault(key, value)


def _is_item(element: _Element) -> bool:
    return element.get("itemscope") is not None or element.get("typeof") is not None


def _scope(element: _Element) -> _Element | None:
    """The nearest enclosing item."""
    for _, above in zip(range(_MAX_CLIMB), element.iterancestors(), strict=False):
        if _is_item(above):
            return above
    return None


def _is_listed(scope: _Element | None, types: list[str]) -> bool:
    """Whether an item is a comment, a picture or one of a list."""
    if _LISTED.intersection(types):
        return True
    above = _scope(scope) if scope is not None else None
    return above is not None and bool(_LISTED.intersection((above.get("itemtype") or "").replace("/", " ").split()))


def _value(element: _Element, name: str) -> str:
    """The value of a property: an attribute made for machines before the text."""
    for attribute in ("content", "datetime"):
        if value := element.get(attribute):
            return value
    if name in ("url", "mainentityofpage"):
        return element.get("href") or element.get("itemid") or ""
    if name.startswith("date"):
        for inner in element[:10]:
            if inner.tag == "time" and (value := inner.get("datetime")):
                return value
    return "".join(text for _, text in zip(range(40), element.itertext(), strict=False))[:_MAX_TEXT]
