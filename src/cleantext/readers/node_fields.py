"""What a schema.org node states, as declared values: one small reader a property."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cleantext.readers.gather import Gather
from cleantext.readers.jsonld import Graph, Node
from cleantext.readers.schema_types import types_of
from cleantext.readers.subject import address_of, folded

_SIMPLE = (
    ("headline", "titles", 0),
    ("name", "titles", 3),
    ("alternativeHeadline", "titles", 20),
    ("datePublished", "published", 0),
    ("dateCreated", "published", 20),
    ("uploadDate", "published", 20),
    ("dateModified", "modified", 0),
    ("articleSection", "sections", 0),
    ("description", "descriptions", 0),
    ("inLanguage", "languages", 0),
    ("articleBody", "article_bodies", 0),
)
_PEOPLE = (("author", 0), ("creator", 10), ("contributor", 20))
_PLACES = ("dateline", "locationCreated", "contentLocation", "spatialCoverage")
_IMAGES = ("image", "thumbnailUrl", "primaryImageOfPage")
_MAX_ITEMS = 50
#: The source of a day on which the page was put up, as its node says, whatever the page is.
WEB_PAGE = "web-page"


def read_subject(node: Node, graph: Graph, gather: Gather) -> None:
    """Read the node of the page's own article (or product, question, post)."""
    data, source = node.data, node.source
    for key, field, later in _SIMPLE:
        for value in _texts(data.get(key), graph):
            gather.add(field, value, source, later)
    if source == "json-ld" and "articleBody" not in data:
        for value in _texts(data.get("text"), graph):
            gather.add("article_bodies", value, source)
    _read_people(data, graph, gather, source)
    for key in ("publisher", "sourceOrganization"):
        for value in _texts(data.get(key), graph):
            gather.add("publishers", value, source)
    for url in address_of(data):
        if url.startswith("http"):
            gather.add("urls", url, source)
    for value in _texts(data.get("keywords"), graph):
        gather.add("tags", value, source)
    for key in _PLACES:
        for value in _texts(data.get(key), graph):
            gather.add("places", value, source)
    _read_images(data, graph, gather, source)
    gather.types += node.types
    gather.free = _free(data) if gather.free is None else gather.free
    gather.comments = _comments(data) if gather.comments is None else gather.comments


def _read_people(data: dict[str, Any], graph: Graph, gather: Gather, source: str) -> None:
    for key, later in _PEOPLE:
        for value in _texts(data.get(key), graph):
            gather.add("authors", value, source, later)


def _read_images(data: dict[str, Any], graph: Graph, gather: Gather, source: str) -> None:
    for key in _IMAGES:
        for item in _items(data.get(key), graph):
            value = (item.get("url") or item.get("contentUrl") or item.get("@id")) if isinstance(item, dict) else item
            gather.add("images", value, source)


def read_web_page(node: Node, graph: Graph, gather: Gather) -> None:
    """Read the node of the page as a whole: what it says is less near to the article."""
    data, source = node.data, node.source
    for key, field in (
        ("headline", "titles"),
        ("name", "titles"),
        ("dateModified", "modified"),
    ):
        for value in _texts(data.get(key), graph):
            gather.add(field, value, source, 7)
    for value in _texts(data.get("datePublished"), graph):
        gather.add("published", value, WEB_PAGE)
    for key, field in (("description", "descriptions"), ("inLanguage", "languages"), ("publisher", "publishers")):
        for value in _texts(data.get(key), graph):
            gather.add(field, value, source, 3)
    for value in _texts(data.get("author"), graph):
        gather.add("authors", value, source, 9)
    gather.types += node.types


def read_site(node: Node, graph: Graph, gather: Gather) -> None:
    """Read a node of the site or its owner: its name."""
    for value in _texts(node.data.get("name"), graph):
        gather.add("publishers", value, node.source, 5)


def read_breadcrumb(node: Node, graph: Graph, gather: Gather) -> None:
    """Read a trail of home, sections and mostly the page itself: the last section is the page's."""
    names: list[str] = []
    for item in _items(node.data.get("itemListElement"), graph):
        if isinstance(item, dict):
            name = next(iter(_texts(item.get("name") or item.get("item"), graph)), None)
            names += [name] if name else []
    heads = [folded(declared.value) for declared in gather.all("titles")]
    last = folded(names[-1]) if names else ""
    if last and (
        len(names) > 2 and not heads or any(head.startswith(last) or last.startswith(head) for head in heads if head)
    ):
        names = names[:-1]
    if len(names) > 1:
        gather.add("sections", names[-1], "breadcrumb")


def _items(value: Any, graph: Graph) -> Iterator[Any]:
    """The values of a property: one or several, references followed."""
    listed = value if isinstance(value, list) else [value]
    for one in listed[:_MAX_ITEMS]:
        if isinstance(one, list):
            yield from (graph.resolved(inner) for inner in one[:_MAX_ITEMS])
        elif isinstance(one, dict) and isinstance(one.get("@list"), list):
            yield from (graph.resolved(inner) for inner in one["@list"][:_MAX_ITEMS])
        elif one is not None:
            yield graph.resolved(one)


def _texts(value: Any, graph: Graph) -> Iterator[str]:
    """The values of a property as text: strings, and the names of nodes."""
    for item in _items(value, graph):
        if isinstance(item, dict):
            name = item.get("name") or item.get("@value") or item.get("alternateName")
            if not name and (address := graph.resolved(item.get("address"))) and isinstance(address, dict):
                name = address.get("addressLocality")
            if not name and isinstance(item.get("givenName"), str) and isinstance(item.get("familyName"), str):
                name = f"{item['givenName']} {item['familyName']}"
            for one in name if isinstance(name, list) else [name]:
                if isinstance(one, str):
                    yield one
        elif isinstance(item, (str, int, float)) and not isinstance(item, bool):
            yield str(item)


def _free(data: dict[str, Any]) -> bool | None:
    """Whether the text is free, by the node or by one of its parts."""
    parts = data.get("hasPart")
    stated = [_truth(data.get("isAccessibleForFree"))]
    for part in parts if isinstance(parts, list) else [parts]:
        stated += [_truth(part.get("isAccessibleForFree"))] if isinstance(part, dict) else []
    return False if False in stated else True if True in stated else None


def _truth(value: Any) -> bool | None:
    text = str(value).rpartition("/")[2].casefold()
    return True if text in ("true", "1", "yes") else False if text in ("false", "0", "no") else None


def _comments(data: dict[str, Any]) -> int | None:
    """The number of comments, stated directly or as an interaction."""
    counted = data.get("commentCount", data.get("answerCount"))
    statistics = data.get("interactionStatistic")
    for one in statistics if isinstance(statistics, list) else [statistics]:
        if isinstance(one, dict) and counted is None and "Comment" in str(one.get("interactionType")):
            counted = one.get("userInteractionCount")
    text = str(counted).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def is_site(node: Node) -> bool:
    """Whether a node is the site, or an organisation that stands by itself."""
    return not node.listed and any(one in ("WebSite", "NewsMediaOrganization") for one in types_of(node.data))
