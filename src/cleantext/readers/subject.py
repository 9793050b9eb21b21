"""Which of the declared nodes is the page's own article."""

from __future__ import annotations

import re
from typing import Any

from cleantext.patterns import pattern
from cleantext.readers.jsonld import Node
from cleantext.readers.plain import plain
from cleantext.readers.schema_types import is_article, is_subject, is_web_page

_NOT_WORD = pattern(r"[\W_]+")
_SCHEME = pattern(r"https?://(?:www\.|m\.|amp\.)?", re.I)


def folded(text: str) -> str:
    """A text for comparison: letters and digits, casefolded.

    >>> folded("Ferry – back!"), folded("Ferry: back")
    ('ferryback', 'ferryback')
    """
    return _NOT_WORD.sub("", text.casefold())


def same_address(url: str) -> str:
    """An address for comparison: without scheme, query, fragment and closing slash.

    >>> same_address("https://www.orrin.example/a/?x=1#top")
    'orrin.example/a'
    """
    return _SCHEME.sub("", url.split("#")[0].split("?")[0], count=1).rstrip("/").casefold()


def address_of(node: dict[str, Any]) -> list[str]:
    """The addresses under which a node stands."""
    found: list[str] = []
    for key in ("url", "mainEntityOfPage", "@id"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value:
            found.append(value)
    return found


def name_of(node: dict[str, Any]) -> str:
    """The headline or name of a node, as plain text."""
    for key in ("headline", "name", "title"):
        value = node.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, str) and value.strip():
            return plain(value, 2000)
    return ""


def choose(nodes: list[Node], addresses: list[str], titles: list[str]) -> Node | None:
    """The node that the page is about: articles before other types, those with the page's address or title first.

    Where only lists hold articles (teasers), and none bears the page's address or title, there is no such node.
    """
    here, heads = _bearings(addresses, titles)
    best: tuple[int, int] | None = None
    chosen = None
    for at, node in enumerate(nodes[:400]):
        rank = _rank(node)
        if not rank:
            continue
        score = rank + 8 * _agreement(node, here, heads)
        # A question, a product or a film on the page is not what it is about, unless the title says so.
        if score < 8 and (node.listed or (rank < 3 and heads)):
            continue
        if best is None or (score, -at) > best:
            best, chosen = (score, -at), node
    return chosen


def is_other(node: Node, addresses: list[str], titles: list[str]) -> bool:
    """Whether a node has a headline or address that is not the page's: an item of the markup can be a teaser."""
    here, heads = _bearings(addresses, titles)
    return bool(heads and name_of(node.data)) and not _agreement(node, here, heads)


def _bearings(addresses: list[str], titles: list[str]) -> tuple[set[str], list[str]]:
    """The page's addresses and titles in the forms for comparison."""
    return {same_address(url) for url in addresses if len(same_address(url)) > 3}, [
        title for title in map(folded, titles) if title
    ]


def _rank(node: Node) -> int:
    """How likely a node of that type is the page's own: articles, dated or headed ones without a type, others."""
    stated = bool(node.data.get("headline") or node.data.get("datePublished"))
    if is_article(node.types):
        return 5 if stated else 3
    if not node.types:
        return 4 if stated else 0
    return (1 if node.listed else 2) if is_subject(node.types) else 0


def _agreement(node: Node, here: set[str], heads: list[str]) -> int:
    """How many of address and title a node shares with the page; articles only need one, other things a title."""
    name = folded(name_of(node.data))
    titled = bool(name) and any(
        head.startswith(name) or name.startswith(head) for head in heads if len(head) > 5 and len(name) > 5
    )
    located = any(same_address(url) in here for url in address_of(node.data))
    return titled + (located and (is_article(node.types) or titled))


def web_pages(nodes: list[Node]) -> list[Node]:
    """The nodes that speak of the page as a whole."""
    return [node for node in nodes[:400] if is_web_page(node.types) and not node.listed][:3]
