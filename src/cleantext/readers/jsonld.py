"""JSON-LD: the scripts of a page as one list of nodes, with references between nodes followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from cleantext.readers.damaged_json import load_damaged
from cleantext.readers.schema_types import types_of
from cleantext.records import NamedTuple
from cleantext.watch import Watch

#: Pages of shops declare thousands of offers; the article's node stands before them.
MAX_NODES = 2000

# A list of other pages: the articles in it are teasers.
_LISTS = (
    "itemListElement",
    "hasPart",
    "blogPost",
    "blogPosts",
    "relatedLink",
    "citation",
    "isRelatedTo",
    "comment",
    "suggestedAnswer",
)
_SKIPPED = frozenset(
    {"offers", "additionalProperty", "aggregateRating", "recipeIngredient", "openingHoursSpecification"}
)


class Node(NamedTuple):
    """One typed node: its properties, its types, and whether it stands in a list of other things."""

    data: dict[str, Any]
    types: list[str]
    listed: bool
    source: str = "json-ld"


class Graph(NamedTuple):
    """All nodes in order, and those that have an @id, by it."""

    nodes: list[Node]
    by_id: dict[str, dict[str, Any]]

    def resolved(self, value: Any) -> Any:
        """The node that a bare reference ``{"@id": ...}`` means; any other value stays."""
        if isinstance(value, dict) and len(value) <= 2 and isinstance(name := value.get("@id"), str):
            return self.by_id.get(name, value)
        return value


def read_jsonld(scripts: Iterable[str], watch: Watch | None = None) -> Graph:
    """The graph of all JSON-LD scripts of a page.

    >>> article = '{"@type": "Article", "author": {"@id": "#a"}}'
    >>> person = '{"@type": "Person", "@id": "#a", "name": "Ada"}'
    >>> graph = read_jsonld([f'{{"@graph": [{article}, {person}]}}'])
    >>> graph.resolved(graph.nodes[0].data["author"])["name"]
    'Ada'
    """
    graph = Graph([], {})
    watch = watch or Watch()
    for script in scripts:
        for value in load_damaged(script, watch):
            for node in walk(value, watch):
                graph.nodes.append(node)
                name = node.data.get("@id")
                if isinstance(name, str) and len(node.data) > len(graph.by_id.get(name, {})):
                    graph.by_id[name] = node.data
    return graph


def walk(value: Any, watch: Watch) -> Iterator[Node]:
    """The nodes inside a JSON value from the top down, without recursion and with bounds."""
    stack: list[tuple[Any, bool, int]] = [(value, False, 0)]
    for _ in range(MAX_NODES):
        if not stack:
            return
        one, listed, depth = stack.pop()
        deep = depth >= watch.limits.json_depth
        if deep and isinstance(one, (dict, list)) and one:
            watch.reached.add("json_depth")
        if isinstance(one, list):
            if not deep:
                stack.extend((item, listed, depth + 1) for item in reversed(one[:MAX_NODES]))
        elif isinstance(one, dict):
            types = types_of(one)
            if types or "headline" in one or "datePublished" in one:
                yield Node(one, types, listed)
            if not deep:
                inner = [
                    (item, listed or key in _LISTS or "ItemList" in types, depth + 1)
                    for key, item in one.items()
                    if isinstance(item, (dict, list)) and key not in _SKIPPED
                ]
                stack.extend(reversed(inner))
