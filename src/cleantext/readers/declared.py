"""What an HTML page declares about itself: one read-only pass over its tree.

Sources are JSON-LD, microdata, RDFa, meta elements of all vocabularies, links, time and title
elements, and the state of single-page applications. Steps decide; this only reads.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml import etree
from lxml.etree import _Element

from cleantext.readers.gather import Gather
from cleantext.readers.jsonld import Graph, Node, read_jsonld
from cleantext.readers.meta_names import META_NAMES
from cleantext.readers.microdata import read_items
from cleantext.readers.node_fields import is_site, read_breadcrumb, read_site, read_subject, read_web_page
from cleantext.readers.page import Declared, Page
from cleantext.readers.state import is_state, state_body
from cleantext.readers.subject import choose, folded, web_pages
from cleantext.readers.writers import is_publisher, writers, written_by

__all__ = ["Declared", "Page", "read_declared"]

#: So much JSON-LD is read of one page.
LIMIT = 2_000_000
#: The first time elements are the article's, later ones those of teasers and comments.
_MAX_TIMES = 5

_TOLD = etree.XPath("descendant-or-self::*[self::meta or self::link or self::script or self::title or self::html or self::time or @itemprop or @property or @rel='author']")
_LABELLED = frozenset({"twitter:label1", "twitter:data1", "twitter:label2", "twitter:data2"})
#: Links to authors beyond these are those of teasers.
_MAX_WRITERS = 3
_UPDATED = re.compile(r"updat|modif|aktualis|geändert|actualiz", re.I)
_TAGS = re.compile(r"\s?[,;，、|]\s?")


class _Elements:
    """The elements of a page that declare something, by what they are."""

    def __init__(self) -> None:
        self.jsonld: list[str] = []
        self.states: list[str] = []
        self.items: list[_Element] = []
        self.times: list[_Element] = []
        self.writers: list[_Element] = []
        self.labels: dict[str, str] = {}


def read_declared(root: _Element, *, limit_bytes: int = LIMIT) -> Page:
    """Everything the page under ``root`` declares; ``limit_bytes`` bounds the JSON that is read.

    >>> from lxml import html
    >>> page = read_declared(html.fromstring('<html lang=en><meta property=og:title content="Mill reopens"><p>Text'))
    >>> page.titles, page.languages
    ((Declared(value='Mill reopens', source='opengraph'),), (Declared(value='en', source='html'),))
    """
    gather, seen = Gather(), _Elements()
    budget = limit_bytes
    for element in _TOLD(root):
        tag = element.tag
        if tag == "meta":
            _read_meta(element, seen, gather)
        elif tag == "script":
            budget -= _read_script(element, seen, budget)
        elif tag == "link":
            _read_link(element, gather)
        elif tag == "html":
            gather.add("languages", element.get("lang") or element.get("xml:lang"), "html")
        elif tag == "title" and element.getparent() is not None and element.getparent().tag != "svg":
            gather.add("titles", element.text, "title")
        elif tag == "time":
            seen.times.append(element)
        elif tag == "a" and element.get("rel") == "author" and len(seen.writers) < _MAX_WRITERS:
            seen.writers.append(element)
        if element.get("itemprop") is not None or (tag != "meta" and element.get("property") is not None):
            seen.items.append(element)
    _read_nodes(read_jsonld(seen.jsonld), seen, gather)
    _read_times(seen.times, gather)
    _read_writers(seen, gather)
    if not gather.all("article_bodies"):
        for script in seen.states:
            gather.add("article_bodies", state_body(script), "state")
    return _page(gather)


def _read_meta(element: _Element, seen: _Elements, gather: Gather) -> None:
    """One meta element, by its name, property, http-equiv or itemprop."""
    content = element.get("content")
    if not content:
        return
    for attribute in ("property", "name", "http-equiv"):
        name = (element.get(attribute) or "").strip().casefold()
        told = META_NAMES.get(name)
        if told is None:
            if name in _LABELLED:
                seen.labels[name] = content
            continue
        field, source = told
        if field == "types":
            gather.types.append(content.strip()[:80])
        elif field == "access":
            tier = content.strip().casefold()
            if gather.free is None and tier in ("free", "true", "locked", "metered", "false", "paid", "premium"):
                gather.free = tier in ("free", "true")
        else:
            gather.add(field, content, source)
        return


def _read_script(element: _Element, seen: _Elements, budget: int) -> int:
    """Keep a script that holds JSON-LD or state; returns its size, 0 where it is skipped."""
    text = element.text
    if not text or element.get("src"):
        return 0
    kind = (element.get("type") or "").strip().casefold()
    if "ld+json" in kind:
        if len(text) > budget:
            return 0
        seen.jsonld.append(text)
        return len(text)
    if is_state(element.get("id") or "", kind, text[:120]):
        seen.states.append(text)
    return 0


def _read_link(element: _Element, gather: Gather) -> None:
    rel = (element.get("rel") or "").casefold().split()
    if "canonical" in rel:
        gather.add("urls", element.get("href"), "link")
    elif "image_src" in rel:
        gather.add("images", element.get("href"), "link")


def _read_nodes(graph: Graph, seen: _Elements, gather: Gather) -> None:
    """The page's own article among the nodes of JSON-LD and of the markup, then what else they tell."""
    addresses = [declared.value for declared in gather.all("urls")]
    titles = [declared.value for declared in gather.all("titles")]
    marked = read_items(seen.items)
    written = sum(1 for _ in gather.types)
    for nodes in (graph.nodes, marked):
        chosen = choose(nodes, addresses, titles)
        if chosen is not None:
            read_subject(chosen, graph, gather)
    _read_around(graph, gather)
    # The types of nodes say more than og:type.
    gather.types = gather.types[written:] + gather.types[:written]


def _read_around(graph: Graph, gather: Gather) -> None:
    for node in web_pages(graph.nodes):
        read_web_page(node, graph, gather)
    crumbs: list[Node] = [node for node in graph.nodes[:400] if "BreadcrumbList" in node.types]
    for node in crumbs[:1]:
        read_breadcrumb(node, graph, gather)
    for node in [node for node in graph.nodes[:400] if is_site(node)][:2]:
        read_site(node, graph, gather)


def _read_times(times: list[_Element], gather: Gather) -> None:
    for element in times[:_MAX_TIMES]:
        about = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        gather.add("modified" if _UPDATED.search(about) else "published", element.get("datetime"), "time")


def _read_writers(seen: _Elements, gather: Gather) -> None:
    """Links to authors, and the card of messengers: "Written by" as one element, the name as the next."""
    for element in seen.writers:
        gather.add("authors", "".join(element.itertext())[:300], "link")
    for number in "12":
        value = seen.labels.get(f"twitter:data{number}", "")
        if value and seen.labels.get(f"twitter:label{number}", "").strip(" :").casefold() in written_by():
            gather.add("authors", value, "twitter")


def _page(gather: Gather) -> Page:
    """The page's value: authors apart from the publisher, tags apart from each other, no site's name as a title."""
    publishers = tuple(one for one in gather.all("publishers") if not one.value.startswith(("http", "@")))
    hosts = [urlsplit(one.value).hostname or "" for one in gather.all("urls")[:2] if one.value.startswith("http") and one.value.isprintable()]
    names = [Declared(name, one.source) for one in gather.all("authors") for name in writers(one.value)]
    names = list({folded(one.value): one for one in reversed(names)}.values())[::-1]
    desks = [one for one in names if is_publisher(one.value, (publisher.value for publisher in publishers), hosts)]
    titles = gather.all("titles")
    site = {folded(one.value) for one in publishers}
    tags = [Declared(tag, one.source) for one in gather.all("tags") for tag in _TAGS.split(one.value) if tag and len(tag) < 100]
    return Page(
        titles=tuple([one for one in titles if folded(one.value) not in site] or titles),
        published=tuple(gather.all("published")),
        modified=tuple(gather.all("modified")),
        authors=tuple(one for one in names if one not in desks),
        desks=tuple(desks),
        publishers=publishers,
        sections=tuple(gather.all("sections")),
        descriptions=tuple(gather.all("descriptions")),
        tags=tuple({folded(one.value): one for one in reversed(tags)}.values())[::-1],
        languages=tuple(gather.all("languages")),
        urls=tuple(gather.all("urls")),
        places=tuple(gather.all("places")),
        images=tuple(gather.all("images")),
        page_types=tuple(dict.fromkeys(gather.types)),
        article_bodies=tuple(gather.all("article_bodies")),
        access_free=gather.free,
        comment_count=gather.comments,
    )
