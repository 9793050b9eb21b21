"""What an HTML page declares about itself: one read-only pass over its tree.

Sources are JSON-LD, microdata, RDFa, meta elements of all vocabularies, links, time and title
elements, and the state of single-page applications. Steps decide; this only reads.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from lxml.etree import _Element

from cleantext.budget import Watch
from cleantext.html.line_builder import Line
from cleantext.metadata.collector import DECLARED_FIELDS, Declared, MetadataCollector, Page, clean_paragraphs, host_of
from cleantext.metadata.meta_elements import Elements, is_rendered, read_elements, read_image, read_times, read_writers
from cleantext.metadata.nodes import MAX_READ, Graph, Node, is_article, is_subject, read_items, read_jsonld
from cleantext.metadata.schema_org import (
    choose,
    folded,
    is_other,
    is_publisher,
    is_site,
    read_breadcrumb,
    read_site,
    read_subject,
    read_web_page,
    web_pages,
    writers,
)
from cleantext.patterns import pattern

_MAX_STEPS = 50_000
#: Shorter texts are teasers and descriptions.
_MIN_TEXT = 400

_ASSIGNED = pattern(
    r"\s{0,200}(?:window|self|var|let|const)?[\s.]{0,4}[\w$.\[\]\"']{1,80}\s{0,9}=\s{0,9}(?:JSON\.parse\(\s{0,9})?(?=[{\[\"'])"
)
_WANTED = pattern(
    r'\\?"(?:articleBody|body|content|bodyText|bodyHtml|body_html|contentHtml|content_elements|blocks|paragraphs)\\?"\s{0,9}:'
)
_KEYS = frozenset(
    {"articleBody", "body", "content", "bodyText", "bodyHtml", "body_html", "contentHtml", "html", "text", "rendered"}
)
_LISTS = frozenset(
    {"content_elements", "blocks", "paragraphs", "body", "content", "elements", "articleBody", "components"}
)
_PIECES = ("content", "text", "html", "value", "data")
_DECODER = json.JSONDecoder(strict=False)
#: A declared text of fewer than 400 characters is a summary; a paragraph's first 40 tell whether it is shown.
MIN_UNRENDERED, OPENING = 400, 40
#: Declared texts leave out links and write other quotation marks: of 32 samples of 16 letters more than half must be
#: missing. On five public pages that the first test let through, nine tenths were there four times, and once nothing.
SAMPLES, LETTERS, MISSING = 32, 16, 0.5
_NO_LETTERS = pattern(r"[\W_]+")
#: A page has at most 5 scripts of its own state; more are those of widgets.
_MAX_STATES = 5
#: At most 10 types are taken of other things on the page.
_MAX_TYPES = 10
_TAGS = pattern(r"\s?[,;，、|]\s?")
#: A tag of 100 characters or more is a sentence.
MAX_TAG = 100


def read_declared(root: _Element, watch: Watch | None = None) -> Page:
    """Everything the page under ``root`` declares; the limits of ``watch`` bound the JSON that is read.

    >>> from lxml import html
    >>> page = read_declared(html.fromstring('<html lang=en><meta property=og:title content="Mill reopens"><p>Text'))
    >>> page.titles, page.languages
    ((Declared(value='Mill reopens', source='opengraph'),), (Declared(value='en', source='html'),))
    """
    gather = MetadataCollector()
    watch = watch or Watch()
    seen = read_elements(root, gather, watch)
    _read_nodes(read_jsonld(seen.jsonld, watch), read_items(seen.items), gather)
    read_times(seen.times, gather)
    read_writers(seen, gather)
    if seen.states and not gather.all("article_bodies") and not is_rendered(root):
        for script in seen.states[:_MAX_STATES]:
            gather.add("article_bodies", state_body(script, watch), "state")
    return _page(gather, seen)


def unrendered(declared: str, lines: Sequence[Line]) -> list[str]:
    """The paragraphs of a declared text, where the lines of the page do not show it.

    >>> unrendered("The wall held through the storm. " * 20, [])[0][:13]
    'The wall held'
    """
    paragraphs = [" ".join(text.split()) for text in declared.splitlines() if text.strip()]
    if sum(map(len, paragraphs)) < MIN_UNRENDERED:
        return []
    shown = {line.text[:OPENING] for line in lines}
    if any(text[:OPENING] in shown for text in paragraphs if len(text) >= OPENING):
        return []
    whole = _NO_LETTERS.sub("", "".join(line.text for line in lines))
    wanted = _NO_LETTERS.sub("", "".join(paragraphs))
    step = max(1, (len(wanted) - LETTERS) // SAMPLES)
    samples = [wanted[at : at + LETTERS] for at in range(0, max(1, len(wanted) - LETTERS), step)]
    return paragraphs if sum(one not in whole for one in samples) > MISSING * len(samples) else []


def state_body(script: str, watch: Watch | None = None) -> str:
    """The longest text of an article in a state, with its paragraphs on lines; "" where it holds none.

    >>> state_body('{"a": {"articleBody": "' + "Water rose again. " * 30 + '"}}')[:16]
    'Water rose again'
    """
    watch = watch or Watch()
    if not _WANTED.search(script):
        return ""
    if len(script) > watch.limits.json_characters:
        watch.reached.add("json_characters")
        return ""
    match = _ASSIGNED.match(script)
    try:
        value, _ = _DECODER.raw_decode(script, match.end() if match else len(script) - len(script.lstrip()))
        if isinstance(value, str):
            value = _DECODER.decode(value)
    except (ValueError, RecursionError):
        return ""
    return _longest(value, watch)


def _read_nodes(graph: Graph, marked: list[Node], gather: MetadataCollector) -> None:
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
    first = graph.nodes[:MAX_READ]
    for node in web_pages(graph.nodes):
        read_web_page(node, graph, gather)
    for node in [node for node in first if "BreadcrumbList" in node.types][:1]:
        read_breadcrumb(node, graph, gather)
    for node in [node for node in first if is_site(node)][:2]:
        read_site(node, graph, gather)
    own = [node.types for node in first if not node.listed and (is_article(node.types) or is_subject(node.types))]
    # The types of nodes say more than og:type.
    gather.types += before + list(chain.from_iterable(own))[:_MAX_TYPES]


def _page(gather: MetadataCollector, seen: Elements) -> Page:
    """The page's value: authors apart from the publisher, tags apart from each other, no site's name as a title."""
    found: dict[str, Any] = {field: tuple(gather.all(field)) for field in DECLARED_FIELDS}
    publishers = [one for one in found["publishers"] if not one.value.startswith(("http", "@"))]
    site = {folded(one.value) for one in publishers}
    titles = [one for one in found["titles"] if folded(one.value) not in site] or found["titles"]
    hosts = [host for one in found["urls"][:2] if (host := host_of(one.value))]
    names = _unique(Declared(name, one.source) for one in found["authors"] for name in writers(one.value))
    publisher_names = [one.value for one in publishers]
    desks = [one for one in names if is_publisher(one.value, publisher_names, hosts)]
    tags = [Declared(tag, one.source) for one in found["tags"] for tag in _TAGS.split(one.value)]
    found |= {"titles": tuple(titles), "publishers": tuple(publishers), "desks": tuple(desks)}
    found["authors"] = tuple(one for one in names if one not in desks)
    found["tags"] = tuple(_unique(one for one in tags if 0 < len(one.value) < MAX_TAG))
    return Page(
        **found,
        page_types=tuple(dict.fromkeys(gather.types)),
        base=seen.base,
        image=read_image(seen.labels),
        access_free=gather.free,
        comment_count=gather.comments,
    )


def _unique(values: Iterable[Declared]) -> list[Declared]:
    """The values in the order of their last mentions, each as it was first written."""
    return list({folded(one.value): one for one in reversed(list(values))}.values())[::-1]


def _longest(state: Any, watch: Watch) -> str:
    """The longest text under a key of interest: a string, or the joined pieces of a list."""
    best = ""
    stack: list[tuple[Any, int]] = [(state, 0)]
    for _ in range(_MAX_STEPS):
        if not stack:
            break
        value, depth = stack.pop()
        if depth > watch.limits.json_depth:
            watch.reached.add("json_depth")
        elif isinstance(value, list):
            stack.extend((item, depth + 1) for item in value)
        elif isinstance(value, dict):
            for key, inner in value.items():
                text = ""
                if isinstance(inner, str):
                    text = inner if key in _KEYS else ""
                elif isinstance(inner, (dict, list)):
                    stack.append((inner, depth + 1))
                    text = _joined(inner) if key in _LISTS and isinstance(inner, list) else ""
                if len(text) > max(_MIN_TEXT, len(best)) and _is_prose(text):
                    best = text
    return clean_paragraphs(best)


def _joined(pieces: list[Any]) -> str:
    """The texts of a list of blocks, one a line."""
    found: list[str] = []
    for piece in pieces[:2000]:
        if isinstance(piece, str):
            found.append(piece)
        elif isinstance(piece, dict):
            text = next((piece[key] for key in _PIECES if isinstance(piece.get(key), str)), "")
            found.append(text)
    return "\n".join(text for text in found if " " in text)


def _is_prose(text: str) -> bool:
    """Whether a text is sentences, and no code, style or address list."""
    head = text[:4000]
    return (
        head.count(" ") * 14 > len(head) - head.count("<") * 40
        and head.count("{") + head.count(";") < 20
        and "function(" not in head
    )
