"""The only places that know what the input was: text, HTML, bytes."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from cleantext.document import Document
from cleantext.records import replace

if TYPE_CHECKING:
    from lxml import etree

    from cleantext.readers.selectors import Selectors
    from cleantext.values import InputKind
    from cleantext.watch import Watch

#: The code of the warning that wrong decoding was undone.
ENCODING_REPAIRED = "encoding-repaired"

_KINDS = ("auto", "text", "html")


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
    """The document of any raw input, and what the input was; ``watch`` holds the limits and the time.

    ``selectors`` choose elements of an HTML page. ``repair`` undoes wrong decoding where the text shows it.
    """
    if kind not in _KINDS:
        raise ValueError(f"kind must be one of {', '.join(_KINDS)}, not {kind!r}.")
    url = None if url is None else str.__str__(url)
    tree = _tree(raw)
    if tree is not None:
        return _read_tree(tree, url, now, watch, selectors), "html"
    text = decoded_text = _decoded(raw, content_type)
    if repair:
        text = _repaired(decoded_text)
    document, found = _read(text, kind, url, now, watch, selectors)
    if text is not decoded_text:
        document = replace(document, noticed=document.noticed | {ENCODING_REPAIRED})
    return document, found


def _read(
    text: str,
    kind: str,
    url: str | None,
    now: datetime.datetime | None,
    watch: Watch | None,
    selectors: Selectors | None,
) -> tuple[Document, InputKind]:
    if kind == "html" or (kind == "auto" and _is_html(text)):
        from cleantext.readers.html import read_html

        return replace(read_html(text, url=url, now=now, watch=watch, selectors=selectors), source=text), "html"
    from cleantext.readers.text import read_text

    return read_text(text, url=url, now=now, watch=watch), "text"


def _tree(raw: object) -> etree._Element | None:
    """The root of a tree that lxml has parsed; None for other input, for which lxml is not loaded."""
    if isinstance(raw, (str, bytes, bytearray, memoryview)) or not type(raw).__module__.startswith("lxml"):
        return None
    from lxml import etree

    root = raw.getroot() if isinstance(raw, etree._ElementTree) else raw
    return root if isinstance(root, etree._Element) else etree.Element("html")


def _read_tree(
    root: etree._Element,
    url: str | None,
    now: datetime.datetime | None,
    watch: Watch | None,
    selectors: Selectors | None,
) -> Document:
    """The document of a tree, which is read and never changed; XHTML is read as HTML, a part of a page by itself."""
    from copy import deepcopy

    from lxml import etree

    from cleantext.readers.html import read_html

    markup = etree.tostring(root, encoding="unicode", method="html", with_tail=False)
    if not isinstance(root.tag, str) or root.tag.startswith("{"):
        return replace(read_html(markup, url=url, now=now, watch=watch, selectors=selectors), source=markup)
    if root.getparent() is not None or root.tail:
        root = deepcopy(root)
        root.tail = None
    return replace(read_html(root, url=url, now=now, watch=watch, selectors=selectors), source=markup)


def read_text_of(
    raw: object,
    kind: InputKind,
    content_type: str | None = None,
    watch: Watch | None = None,
    *,
    repair: bool = False,
    selectors: Selectors | None = None,
) -> str:
    """The text that the ledger of an article made from ``raw`` accounts for."""
    if kind == "text":
        text = _decoded(raw, content_type)
        return _repaired(text) if repair else text
    return read_document(raw, kind=kind, content_type=content_type, watch=watch, repair=repair, selectors=selectors)[
        0
    ].text


def _repaired(text: str) -> str:
    """The text itself, or where it is full of mojibake the text without."""
    from cleantext.readers.mojibake import mojibake

    if text.isascii() or not mojibake(text):
        return text
    from cleantext.readers.repair import repaired

    return repaired(text)


def _is_html(text: str) -> bool:
    """Whether the text is HTML; texts without an angle bracket are settled without loading the rules."""
    if "<" not in text:
        return False
    from cleantext.readers.kind import looks_like_html

    return looks_like_html(text)


def _decoded(raw: object, content_type: str | None) -> str:
    if isinstance(raw, str):
        # Compiled modules take no subclass of str, whose methods may do anything.
        return str.__str__(raw)
    if isinstance(raw, (bytes, bytearray, memoryview)):
        from cleantext.readers.encoding import decode_page

        return decode_page(bytes(raw), content_type=content_type).text
    given = type(raw).__name__
    raise TypeError(f"raw must be str, bytes, bytearray, memoryview or an lxml tree, not {given}.")
