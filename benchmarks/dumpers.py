"""The ways in which scrapers turn HTML into text, as functions from page bytes to one str.

Each is a well-known library or idiom with its defaults, so that the dumps are those that people hold.
"""

from __future__ import annotations

from collections.abc import Callable

import lxml.html
from lxml import etree

_SKIPPED = ("script", "style", "noscript", "template")


def _tree(page: bytes) -> lxml.html.HtmlElement:
    parser = lxml.html.HTMLParser(encoding=_encoding(page), huge_tree=True)
    return lxml.html.document_fromstring(page or b"<html></html>", parser=parser)


def _encoding(page: bytes) -> str:
    from resiliparse.parse.encoding import detect_encoding

    try:
        page.decode("utf-8")
    except UnicodeDecodeError:
        return str(detect_encoding(page))
    return "utf-8"


def decoded(page: bytes) -> str:
    """The page as text, for libraries that leave the decoding to their callers."""
    return page.decode(_encoding(page), "replace")


def text_nodes(page: bytes) -> str:
    """Every text node stripped and on a line of its own, as ``soup.get_text("\\n", strip=True)`` gives."""
    body = _tree(page)
    for element in body.iter(*_SKIPPED, etree.Comment, etree.ProcessingInstruction):
        element.text = ""
    return "\n".join(line for text in body.itertext() if (line := text.strip()))


def raw_text(page: bytes) -> str:
    """The text content with the white space of the source, as ``soup.get_text()`` gives."""
    body = _tree(page)
    for element in body.iter(*_SKIPPED):
        element.text = ""
    return str(body.text_content())


def html_text(page: bytes) -> str:
    """The html-text library: layout guessed from tags."""
    import html_text as library

    return str(library.extract_text(_tree(page)))


def inscriptis(page: bytes) -> str:
    """The inscriptis library: a small layout engine, with tables and indentation."""
    from inscriptis import get_text

    return str(get_text(decoded(page)))


def resiliparse(page: bytes) -> str:
    """The resiliparse library's plain text, nothing of the page left out."""
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(decoded(page), preserve_formatting=True))


DUMPERS: dict[str, Callable[[bytes], str]] = {
    "text-nodes": text_nodes,
    "raw-text": raw_text,
    "html-text": html_text,
    "inscriptis": inscriptis,
    "resiliparse": resiliparse,
}
