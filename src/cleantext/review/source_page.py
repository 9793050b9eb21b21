"""An HTML page made safe to look at: without scripts, styles and addresses, its blocks marked with their verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree
from lxml.html import document_fromstring
from lxml_html_clean import Cleaner

from cleantext.article import Article
from cleantext.batch.settings import SourcePage
from cleantext.budget import Watch
from cleantext.html.parse import parse_page, prepare_source

#: Longer pages, in bytes or characters, are not rendered: a browser would take seconds to draw them.
MAX_SOURCE = 2_000_000
#: Attributes that are kept; nothing in them is loaded or run.
_ATTRIBUTES = frozenset("data-entry data-verdict alt colspan rowspan dir lang start value open".split())
#: What an element is outlined as: the first of these that one of its lines is.
_RANKS = ("body", "field", "removed")


def render_source(page: SourcePage, article: Article) -> str | None:
    """The body of an HTML page as harmless HTML; None for pages that cannot be drawn.

    An element that holds lines has the number of the first entry in ``data-entry``, and in ``data-verdict`` "body",
    "field" or "removed".

    >>> import cleantext
    >>> page = SourcePage("a", "<p onclick=x()>The <b>wall</b> held through the storm.<script>x()</script>", "a", 0)
    >>> render_source(page, cleantext.extract(page.raw, kind="html"))
    '<body><p data-entry="0" data-verdict="body">The <b>wall</b> held through the storm.</p></body>'
    """
    if len(page.raw) > MAX_SOURCE:
        return None
    source, _, _ = prepare_source(page.raw, None, Watch())
    roots, _ = parse_page(source)
    if not roots:
        return None
    _mark_elements(roots[0], article)
    # The cleaner works on the elements of lxml.html.
    root = document_fromstring(etree.tostring(roots[0], method="html", encoding="unicode"))
    cleaner = Cleaner(
        style=True, inline_style=True, meta=True, page_structure=False, forms=True, safe_attrs=_ATTRIBUTES
    )
    cleaner(root)
    body = root.find("body")
    return None if body is None else str(etree.tostring(body, method="html", encoding="unicode", with_tail=False))


def _mark_elements(root: etree._Element, article: Article) -> None:
    verdicts: dict[str, tuple[str, int]] = {}
    for at, entry in enumerate(article.ledger):
        if entry.path is None or entry.reason == "blank":
            continue
        rank = "body" if entry.field == "body" else "field" if entry.field else "removed"
        known = verdicts.get(entry.path)
        if known is None or _RANKS.index(rank) < _RANKS.index(known[0]):
            verdicts[entry.path] = rank, at if known is None else known[1]
    for path, element in _find_paths(root):
        # Attributes of these names may be the page's own.
        for name in ("data-entry", "data-verdict"):
            element.attrib.pop(name, None)
        if path in verdicts:
            rank, at = verdicts[path]
            element.set("data-entry", str(at))
            element.set("data-verdict", rank)


def _find_paths(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """All elements with their paths, as the ledger writes them."""
    waiting = [(f"/{root.tag!s}", root)]
    while waiting:
        path, element = waiting.pop()
        yield path, element
        counts = Counter(child.tag for child in element)
        numbers: Counter[object] = Counter()
        for child in element:
            numbers[child.tag] += 1
            place = f"[{numbers[child.tag]}]" if counts[child.tag] > 1 else ""
            waiting.append((f"{path}/{child.tag!s}{place}", child))
