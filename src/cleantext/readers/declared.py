"""What an HTML page declares about itself: one read-only pass over its tree.

Sources are JSON-LD, microdata, RDFa, meta elements of all vocabularies, links, time and title
elements, and the state of single-page applications. Steps decide; this only reads.
"""

from __future__ import annotations

from lxml.etree import _Element

from cleantext.patterns import pattern
from cleantext.readers.elements import Elements, is_rendered, read_elements, read_image, read_times, read_writers
from cleantext.readers.gather import Gather
from cleantext.readers.hosts import host_of
from cleantext.readers.jsonld import Graph, Node, read_jsonld
from cleantext.readers.microdata import read_items
from cleantext.readers.node_fields import is_site, read_breadcrumb, read_site, read_subject, read_web_page
from cleantext.readers.page import Declared, Page
from cleantext.readers.schema_types import is_article, is_subject
from cleantext.readers.state import state_body
from cleantext.readers.subject import choose, folded, is_other, web_pages
from cleantext.readers.writers import is_publisher, writers
from cleantext.watch import Watch

__all__ = ["Declared", "Page", "read_declared"]

#: More scripts of state than these are those of widgets.
_MAX_STATES = 5

#: Types of other things on the page.
_MAX_TYPES = 10

_TAGS = pattern(r"\s?[,;，、|]\s?")


def read_declared(root: _Element, watch: Watch | None = None) -> Page:
    """Everything the page under ``root`` declares; the limits of ``watch`` bound the JSON that is read.

    >>> from lxml import html
    >>> page = read_declared(html.fromstring('<html lang=en><meta property=og:title content="Mill reopens"><p>Text'))
    >>> page.titles, page.languages
    ((Declared(value='Mill reopens', source='opengraph'),), (Declared(value='en', source='html'),))
    """
    gather = Gather()
    watch = watch or Watch()
    seen = read_elements(root, gather, watch)
    _read_nodes(read_jsonld(seen.jsonld, watch), read_items(seen.items), gather)
    read_times(seen.times, gather)
    read_writers(seen, gather)
    if seen.states and not gather.all("article_bodies") and not is_rendered(root):
        for script in seen.states[:_MAX_STATES]:
            gather.add("article_bodies", state_body(script, watch), "state")
    return _page(gather, seen)


def _read_nodes(graph: Graph, marked: list[Node], gather: Gather) -> None:
    """The page's own article among the nodes of JSON-LD and of the markup, then what else they tell."""
    addresses = [declared.value for declared in gather.all("urls")]
    titles = [declared.value for declared in gather.all("titles")]
    before = gather.types
    gather.types = []
    for nodes in (graph.nodes, marked):
        chosen = choose(nodes, addresses, titles)
        # Several items of the markup are teasers, where none has the page's address or title.
        teasers = nodes is marked and sum(is_article(node.types) for node in marked) > 1
        if chosen is not None and not (teasers and is_other(chosen, addresses, titles)):
            read_subject(chosen, graph, gather)
    _read_around(graph, gather)
    others = [
        one
        for node in graph.nodes[:400]
        if not node.listed and (is_article(node.types) or is_subject(node.types))
        for one in node.types
    ]
    # The types of nodes say more than og:type.
    gather.types += before + others[:_MAX_TYPES]


def _read_around(graph: Graph, gather: Gather) -> None:
    for node in web_pages(graph.nodes):
        read_web_page(node, graph, gather)
    crumbs: list[Node] = [node for node in graph.nodes[:400] if "BreadcrumbList" in node.types]
    for node in crumbs[:1]:
        read_breadcrumb(node, graph, gather)
    for node in [node for node in graph.nodes[:400] if is_site(node)][:2]:
        read_site(node, graph, gather)


def _page(gather: Gather, seen: Elements) -> Page:
    """The page's value: authors apart from the publisher, tags apart from each other, no site's name as a title."""
    publishers = tuple(one for one in gather.all("publishers") if not one.value.startswith(("http", "@")))
    hosts = [host for one in gather.all("urls")[:2] if (host := host_of(one.value))]
    names = [Declared(name, one.source) for one in gather.all("authors") for name in writers(one.value)]
    names = list({folded(one.value): one for one in reversed(names)}.values())[::-1]
    desks = [one for one in names if is_publisher(one.value, (publisher.value for publisher in publishers), hosts)]
    titles = gather.all("titles")
    site = {folded(one.value) for one in publishers}
    tags = [
        Declared(tag, one.source)
        for one in gather.all("tags")
        for tag in _TAGS.split(one.value)
        if tag and len(tag) < 100
    ]
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
        base=seen.base,
        image=read_image(seen.labels),
        access_free=gather.free,
        comment_count=gather.comments,
    )
