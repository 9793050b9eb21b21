"""What a schema.org node states, as declared values: which node is the article, its authors, its other properties."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from cleantext.grammar.bylines import east_asian_names
from cleantext.grammar.people import looks_like_name, split_names
from cleantext.metadata.collector import MetadataCollector, clean_value
from cleantext.metadata.nodes import MAX_READ, Graph, Node, is_article, is_subject, is_web_page, types_of
from cleantext.patterns import pattern
from cleantext.words.table import read_data

_NOT_WORD = pattern(r"[\W_]+")
_SCHEME = pattern(r"https?://(?:www\.|m\.|amp\.)?", re.I)
#: A name has at most 120 characters; longer texts are notes about an author.
MAX_NAME = 120
#: A value holds at most 30 names.
_MAX_NAMES = 30

_ADDRESS = pattern(r"https?://|www\.|^/|^@\w+$|^\S[^\s@]*@\S+\.\w+$", re.I)
_EMAIL = pattern(r"\s?[(<\[]?\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}[)>\]]?\s?")
_BRACKETS = pattern(r"\s?[(\[][^()\[\]]{0,80}[)\]]$")
_HARD = pattern(r"\s?[;|•·]\s?|\s/\s|\n")
_TEMPLATE = pattern(r"^\w+(?:\.\w+){2,9}$|\{\{|%[A-Za-z_]|\$\{|\[%|<%")
_LAST_FIRST = pattern(r"([^\W\d_][\w'’-]{1,30}),\s?([^\W\d_][\w.'’-]{0,30}(?:\s[A-Z]\.?)?)")

#: The properties of the page's own node: the field of each, and by how many vocabularies its rank is lowered.
_OWN = (
    *(("headline", "titles", 0), ("name", "titles", 3), ("alternativeHeadline", "titles", 20)),
    *(("datePublished", "published", 0), ("dateCreated", "published", 20), ("uploadDate", "published", 20)),
    *(("dateModified", "modified", 0), ("articleSection", "sections", 0), ("description", "descriptions", 0)),
    *(("inLanguage", "languages", 0), ("articleBody", "article_bodies", 0), ("keywords", "tags", 0)),
    *(("author", "authors", 0), ("creator", "authors", 10), ("contributor", "authors", 20)),
    *(("publisher", "publishers", 0), ("sourceOrganization", "publishers", 0)),
    *((key, "places", 0) for key in ("dateline", "locationCreated", "contentLocation", "spatialCoverage")),
)
#: The same for the node of the page as a whole, which is less near to the article.
_WHOLE = (
    *(("headline", "titles", 7), ("name", "titles", 7), ("dateModified", "modified", 7), ("author", "authors", 9)),
    *(("description", "descriptions", 3), ("inLanguage", "languages", 3), ("publisher", "publishers", 3)),
)
_IMAGES = ("image", "thumbnailUrl", "primaryImageOfPage")
_MAX_ITEMS = 50
#: The source of a day on which the page was put up, as its node says, whatever the page is.
WEB_PAGE = "web-page"


def folded(text: str) -> str:
    """Reduce a text to its letters and digits, casefolded, for comparison.

    >>> folded("Ferry – back!"), folded("Ferry: back")
    ('ferryback', 'ferryback')
    """
    return _NOT_WORD.sub("", text.casefold())


def same_address(url: str) -> str:
    """Drop scheme, query, fragment and closing slash of an address, for comparison.

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
            return clean_value(value, 2000)
    return ""


def choose(nodes: list[Node], addresses: list[str], titles: list[str]) -> Node | None:
    """The node that the page is about: articles before other types, those with the page's address or title first.

    Where only lists hold articles (teasers), and none bears the page's address or title, there is no such node.
    """
    here, heads = _bearings(addresses, titles)
    best = 0
    chosen = None
    for node in nodes[:MAX_READ]:
        rank = _rank(node)
        if not rank:
            continue
        score = rank + 8 * _agreement(node, here, heads)
        # A question, a product or a film on the page is not what it is about, unless the title says so.
        if score > best and not (score < 8 and (node.listed or (rank < 3 and heads))):
            best, chosen = score, node
    return chosen


def is_other(node: Node, addresses: list[str], titles: list[str]) -> bool:
    """Whether a node has a headline or address that is not the page's: an item of the markup can be a teaser."""
    here, heads = _bearings(addresses, titles)
    return bool(heads and name_of(node.data)) and not _agreement(node, here, heads)


def _bearings(addresses: list[str], titles: list[str]) -> tuple[set[str], list[str]]:
    """The page's addresses and titles in the forms for comparison."""
    here = {address for address in map(same_address, addresses) if len(address) > 3}
    return here, [title for title in map(folded, titles) if title]


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
    titled = len(name) > 5 and any(head.startswith(name) or name.startswith(head) for head in heads if len(head) > 5)
    located = any(same_address(url) in here for url in address_of(node.data))
    return titled + (located and (is_article(node.types) or titled))


def web_pages(nodes: list[Node]) -> list[Node]:
    """The nodes that speak of the page as a whole."""
    return [node for node in nodes[:MAX_READ] if is_web_page(node.types) and not node.listed][:3]


@functools.cache
def _words(kind: str) -> frozenset[str]:
    """One list of accounts.json, casefolded; the value never changes."""
    text = read_data("data/accounts.json")
    return frozenset(json.loads(text)[kind])


def _without_prefix(text: str) -> str:
    for prefix in _words("prefixes"):
        if text[: len(prefix)].casefold() == prefix:
            rest = text[len(prefix) :].lstrip(" \t:")
            if len(rest) < len(text) - len(prefix) and rest[:1].isalpha() and not rest[0].islower():
                return rest
    return text


def written_by() -> frozenset[str]:
    """The labels of authors on the cards that messengers show, casefolded."""
    return _words("written-by")


def writers(value: str) -> list[str]:
    """The names in one declared value; what names nobody is left out.

    >>> writers("By Ada Brook and Lin Marsh"), writers("Ada Brook, Lin Marsh"), writers("Brook, Ada")
    (['Ada Brook', 'Lin Marsh'], ['Ada Brook', 'Lin Marsh'], ['Ada Brook'])
    >>> writers("admin"), writers("https://orrin.example/ada"), writers("desk@orrin.example")
    ([], [], [])
    >>> writers("Society of Mills and Locks")
    ['Society of Mills and Locks']
    """
    found: list[str] = []
    for piece in _HARD.split(value[: 20 * MAX_NAME]):
        found += _split(_bare(piece))
    return [name for name in dict.fromkeys(found) if _names_somebody(name)][:_MAX_NAMES]


def _bare(text: str) -> str:
    """The text without e-mail address, "By" and a note in brackets at its end."""
    text = text.strip(' ,.–—-|\t"')
    if _ADDRESS.search(text):
        return ""
    if "@" in text:
        text = _EMAIL.sub(" ", text).strip(" ,")
    return _BRACKETS.sub("", _without_prefix(text)).strip(" ,")


def _split(text: str) -> list[str]:
    """Names joined by commas or "and" apart, where the pieces read as names; the text itself otherwise."""
    if (asian := east_asian_names(text, marked=True)) is not None:
        return list(asian.names)
    if match := _LAST_FIRST.fullmatch(text):
        return [f"{match[2]} {match[1]}"]
    parts = split_names(text).parts if " " in text else [text]
    if len(parts) < 2:
        return [text] if text else []
    names = [part for part in parts if looks_like_name(part)]
    if len(names) == len(parts) or (
        names and all(len(part.split()) in (2, 3) and all(word[0].isupper() for word in part.split()) for part in parts)
    ):
        return parts
    # "Ada Brook, Political editor": what follows the name describes it.
    return names if names and looks_like_name(parts[0]) and "," in text else [text]


def _names_somebody(name: str) -> bool:
    return (
        1 < len(name) <= MAX_NAME
        and any(map(str.isalpha, name))
        and name.casefold() not in _words("accounts")
        and name.split()[-1].casefold() not in _words("account-words")
        and not _TEMPLATE.search(name)
        and not _ADDRESS.search(name)
    )


def is_publisher(name: str, publishers: Iterable[str], hosts: Iterable[str]) -> bool:
    """Whether a name is the publisher's, or the first label of its host.

    >>> is_publisher("Orrin Courier", ["The Orrin Courier"], [])
    True
    >>> is_publisher("OrrinCourier", [], ["www.orrincourier.example"])
    True
    """
    key = folded(name).removeprefix("the")
    if any(key == folded(publisher).removeprefix("the") for publisher in publishers):
        return True
    for host in hosts:
        labels = host.casefold().removeprefix("www.").split(".")
        if key in {folded(".".join(labels)), *map(folded, labels[:-1])} and len(key) > 2:
            return True
    return False


def read_subject(node: Node, graph: Graph, gather: MetadataCollector) -> None:
    """Read the node of the page's own article (or product, question, post)."""
    data, source = node.data, node.source
    _read_properties(_OWN, node, graph, gather)
    if source == "json-ld" and "articleBody" not in data:
        for value in _texts(data.get("text"), graph):
            gather.add("article_bodies", value, source)
    for url in address_of(data):
        if url.startswith("http"):
            gather.add("urls", url, source)
    for key in _IMAGES:
        for item in _items(data.get(key), graph):
            if isinstance(item, dict):
                item = item.get("url") or item.get("contentUrl") or item.get("@id")
            gather.add("images", item, source)
    gather.types += node.types
    gather.free = _free(data) if gather.free is None else gather.free
    gather.comments = _comments(data) if gather.comments is None else gather.comments


def read_web_page(node: Node, graph: Graph, gather: MetadataCollector) -> None:
    """Read the node of the page as a whole."""
    _read_properties(_WHOLE, node, graph, gather)
    for value in _texts(node.data.get("datePublished"), graph):
        gather.add("published", value, WEB_PAGE)
    gather.types += node.types


def _read_properties(
    properties: Iterable[tuple[str, str, int]], node: Node, graph: Graph, gather: MetadataCollector
) -> None:
    for key, field, later in properties:
        for value in _texts(node.data.get(key), graph):
            gather.add(field, value, node.source, later)


def read_site(node: Node, graph: Graph, gather: MetadataCollector) -> None:
    """Read a node of the site or its owner: its name."""
    for value in _texts(node.data.get("name"), graph):
        gather.add("publishers", value, node.source, 5)


def read_breadcrumb(node: Node, graph: Graph, gather: MetadataCollector) -> None:
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
    """Whether a node is the site, or its owner by itself."""
    return not node.listed and any(one in ("WebSite", "NewsMediaOrganization") for one in types_of(node.data))
