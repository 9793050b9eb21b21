"""The blocks of an article in its page: paragraphs, lists, tables and the like that the gold body aligns with."""

from __future__ import annotations

import copy
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import lxml.html
from lxml import etree

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "training"))

from labels import labels_of

from dumpers import decoded
from metrics import folded, words

#: What is kept or cut as one: a list goes with all of its items.
BLOCKS = frozenset({"p", "h2", "h3", "h4", "ul", "ol", "table", "blockquote", "pre", "figure", "dl"})
#: A list that holds these is a row of cards, a table of these lays out the page: their own blocks count.
_INNER = {
    "table": ("table", "h1", "h2", "h3", "p", "ul"),
    **dict.fromkeys(("ul", "ol", "dl", "figure"), ("h1", "h2", "h3", "table")),
}
SUBHEADS = frozenset({"h2", "h3", "h4"})
#: Where text of one element ends and that of the next begins.
_ROOMS = BLOCKS | frozenset(
    {"h1", "h5", "h6", "li", "dt", "dd", "tr", "td", "th", "div", "section", "article", "br", "figcaption", "caption"}
)
_UNREAD = ("script", "style", "noscript", "template")
#: From this share of its words on a block is the article's, as for the lines that the scorer learns from.
MIN_SHARE = 0.5
#: A page of which the blocks hold less of the gold has its text elsewhere, as bare text between breaks.
MIN_COVERED = 0.8
#: A declared copy of the whole body says what the cut took away.
_COPY = re.compile(r'"(?:articleBody|text)"\s*:')

_MARKDOWN = (
    (re.compile(r"^\s*(?:```|~~~).*$", re.M), ""),
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),
    (re.compile(r"\[([^\[\]]*)\]\((?:[^()]|\([^()]*\))*\)"), r"\1"),
    (re.compile(r"^\s*\d+\.\s", re.M), ""),
)


@dataclass(frozen=True, slots=True)
class Article:
    """A page, its headline, the blocks of its body in order, and words that count neither as wanted nor as surplus."""

    id: str
    set: str
    headline: str
    tree: lxml.html.HtmlElement
    blocks: tuple[lxml.html.HtmlElement, ...]
    neutral: Counter[str]

    def alone(self, kept: int) -> bytes:
        """A page that is the headline and the first blocks, in their own markup, in one article element."""
        blocks = "\n".join(_markup(block) for block in self.blocks[:kept])
        title = lxml.html.tostring(_element("title", self.headline), encoding="unicode")
        headline = lxml.html.tostring(_element("h1", self.headline), encoding="unicode")
        head = f"<!DOCTYPE html>\n<html><head><meta charset='utf-8'>{title}</head>"
        page = f"{head}\n<body><article>\n{headline}\n{blocks}\n</article></body></html>\n"
        return page.encode("utf-8", "replace")

    def page(self, kept: int) -> bytes:
        """The page as it was, without the blocks after the first ones and without copies in its scripts."""
        tree = copy.deepcopy(self.tree)
        # Both trees have the same elements in the same order.
        numbers = {block: number for number, block in enumerate(self.blocks)}
        gone = [twin for own, twin in zip(self.tree.iter(), tree.iter(), strict=True) if numbers.get(own, -1) >= kept]
        gone += [script for script in tree.iter("script") if _COPY.search(script.text or "")]
        for element in gone:
            element.drop_tree()
        return bytes(lxml.html.tostring(tree, encoding="utf-8", doctype="<!DOCTYPE html>"))


def article_of(page: bytes, *, id: str, set: str, gold: str, headline: str | None, aside: str = "") -> Article | None:
    """The article of a page, or None where the gold body is not found in blocks of its own.

    ``aside`` is text that may be in a body or not, as a standfirst.

    >>> page = b"<title>Wall</title><nav><p>Home</p></nav><p>The wall held through the storm.</p><ul><li>one boat sank"
    >>> found = article_of(page, id="1", set="x", gold="The wall held through the storm. One boat sank", headline=None)
    >>> [block.tag for block in found.blocks], found.headline
    (['p', 'ul'], 'Wall')
    """
    parser = lxml.html.HTMLParser(huge_tree=True)
    tree = lxml.html.document_fromstring(decoded(page), parser=parser)
    title = " ".join((headline or tree.findtext(".//title") or "").split())
    wanted = words(gold.lower())
    found = [block for block in _blocks(tree) if not _is_title(text_of(block), title)]
    segments = [words(text_of(block).lower()) for block in found]
    labels = labels_of(segments, wanted)
    kept = [number for number, label in enumerate(labels) if label >= MIN_SHARE]
    held = sum((Counter(segments[number]) for number in kept), Counter[str]())
    if not wanted or (held & Counter(wanted)).total() < MIN_COVERED * len(wanted):
        return None
    neutral = (Counter(wanted) - held) + Counter(words(f"{title} {aside}".lower()))
    return Article(id, set, title, tree, tuple(found[number] for number in kept), neutral)


def wanted_words(blocks: Sequence[lxml.html.HtmlElement]) -> tuple[Counter[str], Counter[str]]:
    """The words of blocks that a body has to have, and those of captions, which it may have or not.

    >>> figure = lxml.html.fragment_fromstring("<figure><img><figcaption>The wall</figcaption></figure>")
    >>> wanted_words([figure, lxml.html.fragment_fromstring("<p>It held.</p>")])
    (Counter({'it': 1, 'held': 1}), Counter({'the': 1, 'wall': 1}))
    """
    wanted, captions = Counter[str](), Counter[str]()
    for block in blocks:
        mine = Counter(words(text_of(block).lower()))
        for caption in block.iter("figcaption"):
            captions += Counter(words(text_of(caption).lower())) & mine
            mine -= captions
        wanted += mine
    return wanted, captions


def text_of(element: lxml.html.HtmlElement) -> str:
    """The text of an element, with white space where its blocks, items and cells end.

    >>> text_of(lxml.html.fragment_fromstring("<ul><li>one</li><li>t<b>w</b>o<script>3</script></li></ul>")).split()
    ['one', 'two']
    """
    return "".join(_texts(element))


def plain(markdown: str) -> str:
    """Markdown without what is no word of the text: addresses, pictures, fences, the numbers of items.

    >>> plain("1. The [wall](https://w.example) held.").strip()
    'The wall held.'
    """
    for pattern, text in _MARKDOWN:
        markdown = pattern.sub(text, markdown)
    return markdown


def _blocks(element: lxml.html.HtmlElement) -> Iterator[lxml.html.HtmlElement]:
    """The outermost blocks, in the order of the page; one that holds paragraphs of its own is only a frame of them."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _UNREAD or child.tag == "head":
            continue
        inner = _INNER.get(child.tag, ())
        if child.tag in BLOCKS and not (inner and next(child.iterdescendants(*inner), None) is not None):
            yield child
        else:
            yield from _blocks(child)


def _is_title(text: str, title: str) -> bool:
    """Whether a block is the title, or a breadcrumb that ends in it."""
    return bool(title) and folded(title) in folded(text) and len(words(text)) < 2 * len(words(title))


def _texts(element: lxml.html.HtmlElement) -> Iterator[str]:
    room = " " if element.tag in _ROOMS else ""
    yield room
    if isinstance(element.tag, str) and element.tag not in _UNREAD:
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""
    yield room


def _markup(block: lxml.html.HtmlElement) -> str:
    bare = copy.deepcopy(block)
    bare.tail = None
    etree.strip_elements(bare, *_UNREAD, with_tail=False)
    return str(lxml.html.tostring(bare, encoding="unicode", with_tail=False))


def _element(tag: str, text: str) -> lxml.html.HtmlElement:
    element = lxml.html.Element(tag)
    element.text = text
    return element
