"""The entry points that are fuzzed: each takes bytes, makes an input of them, and holds the result to the laws."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

from lxml import etree

from cleantext.batch.inputs.streams import Stream
from cleantext.batch.inputs.warc import read_warc
from cleantext.batch.settings import InputOptions, Skipped, SourcePage
from cleantext.metadata.collector import DECLARED_FIELDS
from cleantext.metadata.page_metadata import Declared, read_declared
from laws import check

#: Where declared metadata stands: the first byte of an input chooses, the rest is put in.
FRAMES = (
    '<script type="application/ld+json">{}</script>',
    '<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle", {}}}</script>',
    '<script type="application/ld+json">{{"@type": "Article", "author": {0}, "datePublished": {0}}}</script>',
    '<script id="__NEXT_DATA__" type="application/json">{}</script>',
    "<script>window.__INITIAL_STATE__ = {};</script>",
    '<meta property="og:title" content="{0}"><meta name="author" content="{0}"><title>{0}</title>',
    '<meta property="article:published_time" content="{0}"><time datetime="{0}">{0}</time>',
    '<div itemscope itemtype="https://schema.org/NewsArticle"><p itemprop="author">{0}<p itemprop="headline">{0}',
    '<html lang="{0}"><link rel=canonical href="{0}"><meta name=keywords content="{0}"><base href="{0}">',
    "{}",
)
#: All laws are tried on one input in so many: the costly ones halve the number of inputs in a minute.
THOROUGH = 8
_PROSE = "<h1>Harbour wall holds</h1><p>The harbour wall held through the storm, engineers said on Monday evening.</p>"


def fuzz_text(data: bytes) -> None:
    """A text dump, read as text; bytes that are no UTF-8 become lone surrogates."""
    check(data.decode("utf-8", "surrogateescape"), "text", thorough=_thorough(data))


def fuzz_html(data: bytes) -> None:
    """Bytes that nobody has told the kind or the encoding of, read as HTML and by guess."""
    check(data, "html", thorough=_thorough(data))
    check(data, thorough=False)


def fuzz_declared(data: bytes) -> None:
    """Declared metadata: the reader alone, then the page."""
    text = data[1:].decode("utf-8", "surrogateescape")
    page = FRAMES[data[0] % len(FRAMES) if data else -1].format(text) + _PROSE
    root = etree.fromstring(page.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8", huge_tree=True))
    if root is not None:
        declared = read_declared(root)
        for field in DECLARED_FIELDS:
            values = getattr(declared, field, ())
            assert all(isinstance(one, Declared) and one.value.strip() for one in values), f"{field}: {values!r}"
    check(page, "html", thorough=_thorough(data))


def fuzz_warc(data: bytes) -> None:
    """A WARC or WET file: every item in order, the same ones each time, and the pages among them hold to the laws."""
    items = _read_items(data)
    offsets = [item.offset for item in items]
    assert offsets == sorted(offsets), f"items out of order: {offsets}"
    if _thorough(data):
        assert _read_items(data) == items, "a second reading says something else"
    for item in items[:5]:
        if isinstance(item, Skipped):
            assert item.reason, "skipped without a reason"
        elif item.raw:
            check(item.raw, item.kind, item.content_type, thorough=_thorough(data))


def _read_items(data: bytes) -> list[SourcePage | Skipped]:
    return list(read_warc(Stream(io.BytesIO(data)), "bytes", InputOptions()))


def _thorough(data: bytes) -> bool:
    """Whether all laws are tried on an input: the same ones each time."""
    return zlib.crc32(data) % THOROUGH == 0


TARGETS: dict[str, Callable[[bytes], None]] = {
    "text": fuzz_text,
    "html": fuzz_html,
    "declared": fuzz_declared,
    "warc": fuzz_warc,
}
