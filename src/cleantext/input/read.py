"""Reads any raw input into a document: decodes it, tells HTML from text, calls the reader."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from typing import TYPE_CHECKING

from cleantext.budget import Limits, Watch
from cleantext.document import Document
from cleantext.errors import LedgerError
from cleantext.patterns import pattern
from cleantext.records import replace

if TYPE_CHECKING:
    from lxml import etree

    from cleantext.html.tags import Selectors
    from cleantext.values import InputKind


#: Only the first 65,536 characters are looked at.
SAMPLE = 65536
#: Markup has at least 3 tags in 5,000 characters.
TAGS, STRETCH = 3, 5000
#: A text with half of its letters outside all elements, in lines without a tag, only holds some markup, as of a film.
BARE_SHARE = 0.5

_OPENING = pattern(
    r"\s{0,999}(?:<\?xml\b[^>]{0,300}>\s{0,99})?(?:<!--(?:(?!-->).){0,2000}-->\s{0,99}){0,3}<(?:!doctype\s{1,9}html|html|head|body)\b",
    re.I | re.S,
)
#: What pages alone open with; their outer elements may come after much code.
_PAGE_ONLY = pattern(r"\s{0,999}<(?:script|style|link|meta|noscript)[\s>]", re.I)
_OUTER = pattern(r"<(?:html|head|body)[\s>]", re.I)
_TAG = pattern(
    r"</?(p|div|span|a|br|h[1-6]|ul|ol|li|table|tr|td|img|section|article|header|footer|nav|main|aside|figure|figcaption"
    r"|blockquote|time|strong|em|b|i|script|style|meta|link|title|form|button|noscript|center|font|dl|dt|dd)(?=[\s/>])[^<>]{0,2000}>",
    re.I,
)
_CODE = pattern(r"^ {0,3}(?:```|~~~)", re.M)
_INLINE_CODE = pattern(r"`[^`\n]{1,300}`")
#: Elements whose end tag is left out often: a blank line or the next of them ends them.
_OPEN_ENDED = frozenset(("p", "li", "tr", "td", "dt", "dd"))
_EMPTY = frozenset(("br", "img", "meta", "link"))
#: The code of the warning that wrong decoding was undone.
ENCODING_REPAIRED = "encoding-repaired"


def looks_like_html(text: str) -> bool:
    """Whether ``text`` is markup rather than a text dump, Markdown or prose that shows or holds some.

    A page opens with its document type or its outer elements, or with code before these; a part of one has several
    usual tags, closed ones among them, in proportion to its length, and its words stand within them. Tags within code
    marks are shown, not meant.

    >>> looks_like_html("<div><p>The ferry <b>sails</b>.</p></div>"), looks_like_html("Use <p> or vector<int>.")
    (True, False)
    """
    sample = text[:SAMPLE].lstrip("\ufeff")
    if _OPENING.match(sample) or (_PAGE_ONLY.match(sample) and _OUTER.search(text)):
        return True
    if sample.count("<") < TAGS or sample.count(">") < TAGS:
        return False
    if "`" in sample or "~~~" in sample:
        sample = _INLINE_CODE.sub(" ", "".join(_CODE.split(sample)[::2]))
    needed = max(TAGS, TAGS * len(sample) // STRETCH)
    tags = list(_TAG.finditer(sample))
    if len(tags) < needed:
        return False
    closing = any(tag[0][1] == "/" for tag in tags)
    return (closing or sample.lstrip()[:1] == "<") and _bare_share(sample, tags) < BARE_SHARE


def _bare_share(sample: str, tags: list[re.Match[str]]) -> float:
    """The share of letters in lines that no element holds and no tag touches."""
    bare = total = at = 0
    for low, high in [*_elements(sample, tags), (len(sample), len(sample))]:
        outside = sample[at:low]
        # The first and the last of the lines share theirs with a tag, except at the edges of the text.
        lines = outside.split("\n")
        last = lines.pop()
        inner = lines[1:] if at else lines
        if low == len(sample) and (at == 0 or lines):
            inner.append(last)
        bare += sum(map(_letters, inner))
        total += _letters(outside)
        if not sample.startswith(("<script", "<style"), low):
            total += _letters(_TAG.sub("", sample[low:high]))
        at = high
    return bare / total if total else 0.0


def _letters(text: str) -> int:
    return sum(map(len, text.split()))


def _elements(sample: str, tags: list[re.Match[str]]) -> list[tuple[int, int]]:
    """The outermost stretches that elements hold, in order."""
    found: list[tuple[int, int]] = []
    partners = _partners(tags)
    end = 0
    for index, tag in enumerate(tags):
        if tag.start() < end:
            continue
        end = tag.end()
        if index in partners:
            end = tags[partners[index]].end()
        elif tag[1].lower() in _OPEN_ENDED and tag[0][1] != "/":
            following = tags[index + 1].start() if index + 1 < len(tags) else len(sample)
            blank = sample.find("\n\n", end, following)
            end = following if blank < 0 else blank
        found.append((tag.start(), end))
    return found


def _partners(tags: list[re.Match[str]]) -> dict[int, int]:
    """The index of each opening tag with that of the tag that closes it."""
    waiting: dict[str, list[int]] = {}
    partners: dict[int, int] = {}
    for index, tag in enumerate(tags):
        name = tag[1].lower()
        if tag[0][1] != "/":
            if name not in _EMPTY:
                waiting.setdefault(name, []).append(index)
        elif waiting.get(name):
            partners[waiting[name].pop()] = index
    return partners


def read_document(
    raw: object,
    *,
    kind: str = "auto",
    url: str | None = None,
    now: datetime.datetime | None = None,
    content_type: str | None = None,
    watch: Watch | None = None,
    repair: bool = False,
    selectors: Selectors | None = None,
) -> tuple[Document, InputKind]:
    """Read any raw input; give its document, and what the input was. ``watch`` holds the limits and the time.

    ``selectors`` choose elements of an HTML page. ``repair`` undoes wrong decoding where the text shows it.
    """
    url = None if url is None else str.__str__(url)
    page: str | etree._Element
    noticed: frozenset[str] = frozenset()
    if (tree := _tree(raw)) is not None:
        page, source = _prepare_tree(tree)
    else:
        source = page = _decode(raw, content_type)
        if repair and (page := _repair(source)) is not source:
            source, noticed = page, frozenset((ENCODING_REPAIRED,))
        # A text without an angle bracket is settled without loading the rules.
        if kind == "text" or (kind == "auto" and not ("<" in source and looks_like_html(source))):
            from cleantext.text.read_text import read_text

            document = read_text(source, url=url, now=now, watch=watch)
            return (replace(document, noticed=document.noticed | noticed) if noticed else document), "text"
    from cleantext.html.read_html import read_html

    document = read_html(page, url=url, now=now, watch=watch, selectors=selectors)
    return replace(document, source=source, noticed=document.noticed | noticed), "html"


def _tree(raw: object) -> etree._Element | None:
    """The root of a tree that lxml has parsed; None for other input, for which lxml is not loaded."""
    if isinstance(raw, (str, bytes, bytearray, memoryview)) or not type(raw).__module__.startswith("lxml"):
        return None
    from lxml import etree

    root = raw.getroot() if isinstance(raw, etree._ElementTree) else raw
    return root if isinstance(root, etree._Element) else etree.Element("html")


def _prepare_tree(root: etree._Element) -> tuple[str | etree._Element, str]:
    """What to read of a tree, which is never changed, and its markup. XHTML is read as HTML, a part of a page alone."""
    from copy import deepcopy

    from lxml import etree

    markup = etree.tostring(root, encoding="unicode", method="html", with_tail=False)
    if not isinstance(root.tag, str) or root.tag.startswith("{"):
        return markup, markup
    if root.getparent() is not None or root.tail:
        root = deepcopy(root)
        root.tail = None
    return root, markup


def read_text_of(
    raw: object,
    kind: InputKind,
    content_type: str | None = None,
    watch: Watch | None = None,
    *,
    repair: bool = False,
    selectors: Selectors | None = None,
) -> str:
    """Read the text that the ledger of an article made from ``raw`` accounts for."""
    if kind == "text":
        text = _decode(raw, content_type)
        return _repair(text) if repair else text
    document, _ = read_document(
        raw, kind=kind, content_type=content_type, watch=watch, repair=repair, selectors=selectors
    )
    return document.text


def _repair(text: str) -> str:
    """The text without mojibake where it is full of it, else the text itself."""
    from cleantext.input.encoding import is_mojibake, repair_mojibake

    return repair_mojibake(text) if not text.isascii() and is_mojibake(text) else text


def _decode(raw: object, content_type: str | None) -> str:
    if isinstance(raw, str):
        # Compiled modules take no subclass of str, whose methods may do anything.
        return str.__str__(raw)
    if isinstance(raw, (bytes, bytearray, memoryview)):
        from cleantext.input.encoding import decode_page

        return decode_page(bytes(raw), content_type=content_type).text
    given = type(raw).__name__
    raise TypeError(f"raw must be str, bytes, bytearray, memoryview or an lxml tree, not {given}.")


def compare_letters(
    text: str, raw: str | bytes | bytearray | memoryview, content_type: str | None, limits: Limits
) -> None:
    """Raise LedgerError where ``text`` lacks characters of the HTML page ``raw``, or has others; white space aside.

    >>> from cleantext.budget import DEFAULT
    >>> compare_letters("held. The wall", "<p>The <b>wall</b> held.", None, DEFAULT)
    """
    from cleantext.html.parse import text_nodes

    page = _decode(raw, content_type)
    expected = _count_letters("".join(text_nodes(page, Watch(limits))))
    found = _count_letters(text)
    if expected != found:
        missing, more = "".join((expected - found).elements())[:40], "".join((found - expected).elements())[:40]
        raise LedgerError(f"The text of the article is not that of the page: {missing!r} is missing, {more!r} is new.")


def _count_letters(text: str) -> Counter[str]:
    """Count the characters of a text without white space and the bars that the reader puts between cells."""
    return Counter("".join(text.replace("|", "").split()))
