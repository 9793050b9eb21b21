"""What a page states as schema.org nodes: JSON-LD, also damaged, microdata and RDFa."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.etree import _Element


from cleantext.budget import Watch
from cleantext.patterns import pattern
from cleantext.records import NamedTuple

# strict=False reads raw newlines and control characters inside strings.
_DECODER = json.JSONDecoder(strict=False)
_WRAPPER = pattern(r"(?://|/\*)?\s{0,20}(?:<!\[CDATA\[|\]\]>|<!--|-->)(?:\s{0,20}\*/)?")
_TRAILING = pattern(r'"[^"\\]*(?:\\.[^"\\]*)*"?|,(?=\s*[}\]])', re.S)
#: What may stand after a backslash.
_ESCAPED = frozenset('"\\/bfnrt')
_ESCAPE = pattern(r'\\(u[0-9a-fA-F]{4}|["\\/bfnrt]|.?)', re.S)
_BETWEEN = pattern(r"[\s,;]*")
_STRING_END = pattern(r'"\s{0,40}(?:,\s{0,40}"|[}\]])')

#: What is worth saving from JSON that cannot be read as a whole.
_SALVAGED = (
    "headline|datePublished|dateModified|dateCreated|author|publisher|creator|articleSection|description|keywords|url|"
    "mainEntityOfPage|inLanguage|articleBody|isAccessibleForFree|alternativeHeadline|image|commentCount|contentLocation"
)
_KEY = pattern(rf'"({_SALVAGED})"\s{{0,40}}:\s{{0,40}}')
#: At most 200 keys are looked for.
_MAX_KEYS = 200
#: After 16 objects and lists that do not end, no more are tried: they may stand within each other.
_MAX_FAILURES = 16
_MAX_OBJECTS = 100

#: Pages of shops declare thousands of offers; the article's node stands before them, among the first 400 of 2,000.
MAX_NODES, MAX_READ = 2000, 400

#: Properties that list other pages: the articles in them are teasers.
_LISTS = frozenset(
    "itemListElement hasPart blogPost blogPosts relatedLink citation isRelatedTo comment suggestedAnswer".split()
)
_SKIPPED = frozenset(
    {"offers", "additionalProperty", "aggregateRating", "recipeIngredient", "openingHoursSpecification"}
)
#: Lists of products repeat their properties; the article's stand among the first 400.
MAX_PROPERTIES = 400
#: An item is at most 60 elements further up than its property; of a property's text the first 2,000 characters count.
_MAX_CLIMB, _MAX_TEXT = 60, 2000
#: The properties of markup that are read, by their names in small letters.
_CAMEL = {
    name.casefold(): name
    for name in (
        "datePublished dateCreated dateModified articleSection inLanguage mainEntityOfPage alternativeHeadline headline"
        " isAccessibleForFree commentCount contentLocation locationCreated name author creator keywords description"
        " publisher url dateline"
    ).split()
}
#: Of these properties all values count, of any other the first.
_SEVERAL = frozenset({"author", "creator", "keywords", "articleSection"})
_OBJECTS = frozenset({"author", "creator", "publisher", "contentlocation", "locationcreated"})
_LISTED = frozenset(
    {"Comment", "ListItem", "BreadcrumbList", "ItemList", "Answer", "Review", "ImageObject", "Offer", "VideoObject"}
)
#: Types of a page's own subject that bear a headline or name, beside the family of Article.
_SUBJECTS = frozenset(
    "Report Question Recipe HowTo Product ProductGroup VideoObject PodcastEpisode Review CreativeWork Course Event Book"
    " Movie SoftwareApplication Dataset Comment".split()
)
_PAGES = frozenset(
    "WebPage QAPage FAQPage ProfilePage AboutPage CollectionPage ItemPage CheckoutPage ContactPage Legislation".split()
)
_STATE_NAME = pattern(r"(?:__[A-Z][A-Z_]{3,40}__|__NUXT__|__APOLLO_STATE__|_state|State|Fusion\.globalContent)\b")


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
            if name in _CAMEL:
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
    key = _CAMEL[name]
    if key in _SEVERAL:
        node.data.setdefault(key, []).append(value)
    else:
        node.data.setdefault(key, value)


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


def types_of(node: dict[str, Any]) -> list[str]:
    """The types of a node without the vocabulary's address.

    >>> types_of({"@type": ["http://schema.org/NewsArticle", "schema:Report"]})
    ['NewsArticle', 'Report']
    """
    given = node.get("@type") or node.get("type") or []
    listed = given if isinstance(given, list) else [given]
    return [
        one.rstrip("/").rpartition("/")[2].rpartition("#")[2].rpartition(":")[2][:80]
        for one in listed[:10]
        if isinstance(one, str) and one
    ]


def is_article(types: list[str]) -> bool:
    """Whether a type is of the family of Article, posts included.

    >>> is_article(["ReportageNewsArticle"]), is_article(["JobPosting"]), is_article(["WebPage"])
    (True, False, False)
    """
    return any(one == "Report" or (one.endswith(("Article", "Posting")) and one != "JobPosting") for one in types)


def is_subject(types: list[str]) -> bool:
    """Whether a type can be what a page is about, without being an article."""
    return any(one in _SUBJECTS for one in types)


def is_web_page(types: list[str]) -> bool:
    """Whether a type says that the node is the page itself."""
    return any(one in _PAGES or one.endswith("WebPage") for one in types)


def is_state(identity: str, kind: str, head: str) -> bool:
    """Whether a script holds state, by its id, type and first characters.

    >>> is_state("__NEXT_DATA__", "application/json", ""), is_state("", "", "window.__INITIAL_STATE__ = {")
    (True, True)
    """
    if kind.casefold() == "application/json":
        return not identity or "DATA" in identity.upper() or "STATE" in identity.upper()
    return bool(_STATE_NAME.search(head)) and "=" in head


def load_damaged(text: str, watch: Watch | None = None) -> list[Any]:
    """The JSON values in a script; what cannot be repaired gives a node of the single keys that can be read.

    >>> load_damaged('<!-- {"a": [1, 2,],} -->'), load_damaged('{"a": 1} {"b": 2}')
    ([{'a': [1, 2]}], [{'a': 1}, {'b': 2}])
    >>> load_damaged('{"headline": "The "old" mill", "author": {"name": "Ada Brook"}}')
    [{'headline': 'The "old" mill', 'author': {'name': 'Ada Brook'}}]
    """
    for attempt in _attempts(text.strip("\ufeff \t\r\n;")):
        if (found := _values(attempt, watch or Watch())) is not None:
            return found
    return [node] if (node := _salvaged(text)) else []


def _attempts(text: str) -> Iterator[str]:
    """The text, then the text with one more repair each."""
    yield text
    if "<!" in text or "]]>" in text or "-->" in text:
        text = _WRAPPER.sub("", text).strip(" \t\r\n;")
        yield text
    if "&quot;" in text and '"' not in text:
        import html

        text = html.unescape(text)
        yield text
    text = _TRAILING.sub(lambda match: "" if match[0] == "," else match[0], text)
    # An escape that JSON does not know stands for its character.
    yield _ESCAPE.sub(lambda match: match[0] if len(match[1]) == 5 or match[1] in _ESCAPED else match[1], text)


def _values(text: str, watch: Watch) -> list[Any] | None:
    """All JSON values of a text, or None where it holds anything else."""
    found: list[Any] = []
    at = 0
    try:
        while at < len(text) and len(found) < _MAX_OBJECTS:
            value, at = _DECODER.raw_decode(text, at)
            found.append(value)
            at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]  # matches the empty string
    except ValueError:
        return None
    except RecursionError:
        watch.reached.add("json_depth")
        return None
    return found


def _salvaged(text: str) -> dict[str, Any]:
    """The first value of each key of interest, read alone."""
    node: dict[str, Any] = {}
    at = failures = 0
    for _ in range(_MAX_KEYS):
        match = _KEY.search(text, at)
        if match is None:
            break
        at = match.end()
        if failures >= _MAX_FAILURES and text[at : at + 1] in ("{", "["):
            continue
        value, end = _value_at(text, at)
        failures += value is None
        if value is not None:
            node.setdefault(match[1], value)
            # Inside an object that was read, other keys may still be wanted; inside a string, none.
            at = end if isinstance(value, str) else at
    return node


def _value_at(text: str, at: int) -> tuple[Any, int]:
    """The value that begins there; a string with bare quotes ends where the next key or the object's end follows."""
    window = text[at : at + 65536]
    try:
        value, end = _DECODER.raw_decode(window)
        if not isinstance(value, str) or _STRING_END.match(window, end - 1):
            return value, at + end
    except (ValueError, RecursionError):
        pass
    if window[:1] == '"' and (close := _STRING_END.search(window, 1)):
        return window[1 : close.start()], at + close.start() + 1
    return None, at
