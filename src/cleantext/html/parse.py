"""Decodes, bounds and parses HTML; recovers text that the parser lost from the source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

from lxml import etree

from cleantext.budget import Watch
from cleantext.html.attributes import bound_attributes
from cleantext.html.dom_walk import texts_of
from cleantext.patterns import pattern

_OPENING = pattern("<[a-zA-Z]")
#: Elements that are not cut apart where they begin near the limit: their second half would read as text.
_WHOLE = (("<script", "</script"), ("<style", "</style"), ("<!--", "-->"))
#: The end tags of elements whose text is code.
_CODE_ENDS = {"script": pattern("</script", re.I), "style": pattern("</style", re.I)}
#: The parser takes what stands between these as one text, tags and all; on a page of frames it is all there is.
_NOFRAMES = pattern(rb"</?noframes\b[^>]{0,999}>", re.I)
#: The same goes for what follows an open ``<iframe>``: where nobody closes it that is the rest of the page.
_FRAME = pattern(rb"<[iI][fF][rR][aA][mM][eE]")
_FRAMES = pattern(rb"<(/?)(iframe|noscript|body)\b[^>]{0,4000}>", re.I)


def prepare_source(page: str | bytes, encoding: str | None, watch: Watch) -> tuple[bytes, str, str]:
    """Make UTF-8 that the parser can take: without NUL, endless tags and open frames, up to the limits.

    Gives also the text beyond the limits, and the name of the limit.
    """
    if not isinstance(page, str):
        from cleantext.input.encoding import decode_page

        page = decode_page(page, content_type=f"charset={encoding}" if encoding else None, html=True).text
    data = page.encode("utf-8", "replace")
    if b"\0" in data:
        page = page.replace("\0", "")
        data = data.replace(b"\0", b"")
    beyond, limit = "", ""
    limits = watch.limits
    # A tag has two bytes at least.
    if len(page) > limits.characters or (len(data) > 2 * limits.elements and data.count(b"<") > limits.elements):
        end = end_of_tags(page, limits.elements)
        limit = "elements" if end < limits.characters else "characters"
        end = min(end, limits.characters)
        if end < len(page):
            page, beyond = split_source(page, end)
            data = page.encode("utf-8", "replace")
    data = _close_frames(data)
    source = bound_attributes(data, limits.attributes)
    if len(source) < len(data):
        watch.reached.add("attributes")
    return source, beyond, limit


def parse_page(source: bytes) -> tuple[list[etree._Element], bool]:
    """Parse a page; give the roots (text after ``</html>`` gets roots of its own), and whether the tree is complete."""
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        root: etree._Element | None = etree.fromstring(source, parser)
    except etree.LxmlError:
        return [], not source.strip()
    if root is None:
        return [], not source.strip()
    if root.find("frameset") is not None and (bare := _NOFRAMES.sub(b"", source)) != source:
        return parse_page(bare)
    complete = not parser.error_log.filter_from_fatals()
    return [root, *root.itersiblings()], complete


def text_nodes(page: str, watch: Watch) -> list[str]:
    """All text of a page, node by node, without the order and the lines that reading it gives.

    >>> text_nodes("<p>The <b>wall</b> held.<script>wall()</script>", Watch())
    ['The ', 'wall', ' held.']
    """
    source, beyond, _ = prepare_source(page, None, watch)
    roots, complete = parse_page(source)
    kept = [text for root in roots for text in root.itertext()]
    lost = [] if complete else list(find_lost_text(source.decode(), kept))
    return [*texts_of(element for root in roots for element in root.iter()), *lost, *filter(None, [text_of(beyond)])]


def find_lost_text(source: str, kept: Iterable[str]) -> Iterator[str]:
    """Find the text in ``source`` that is not among the text nodes ``kept``, white space collapsed.

    >>> list(find_lost_text("<p>One &amp; two<p>three", ["One & two"]))
    ['three']
    """
    from html import unescape

    known = Counter(" ".join(text.split()) for text in kept)
    for raw in _texts_between_tags(source):
        text = " ".join(unescape(raw).split())
        if not text:
            continue
        if known[text] > 0:
            known[text] -= 1
        else:
            yield text


def text_of(source: str) -> str:
    """The text of markup without its tags, white space collapsed.

    >>> text_of("a</b> held &amp; <i>stood</i>")
    'a held & stood'
    """
    from html import unescape

    return " ".join(unescape(" ".join(_texts_between_tags(source))).split())


def end_of_tags(source: str, count: int) -> int:
    """Where the tag after the first ``count`` tags opens, its length where there are no more; end tags do not count.

    >>> end_of_tags("<p>One</p><p>two", 1), end_of_tags("<p>One</p>", 1)
    (10, 10)
    """
    if source.count("<") <= count:
        return len(source)
    following = next(islice(_OPENING.finditer(source), count, None), None)
    return len(source) if following is None else following.start()


def split_source(source: str, limit: int) -> tuple[str, str]:
    """Split markup after about ``limit`` characters, before a tag if one is near.

    >>> split_source("<p>One</p><p>two</p>", 10), split_source("<p>One</p><p>two</p>", 5)
    (('<p>One</p>', '<p>two</p>'), ('<p>On', 'e</p><p>two</p>'))
    >>> split_source("<p>One</p><script>wall('<p>')</script>", 19)
    ('<p>One</p>', "<script>wall('<p>')</script>")
    """
    near = limit // 2
    cut = limit if source[limit : limit + 1] == "<" else source.rfind("<", near, limit)
    for opening, closing in _WHOLE:
        start = source.rfind(opening, near, limit)
        if start >= 0 and source.find(closing, start, limit) < 0:
            cut = min(cut, start)
    # Half a number is another number: the text that goes on after the limit belongs to the rest.
    cut = cut if cut > near else limit
    return source[:cut], source[cut:]


def _close_frames(source: bytes) -> bytes:
    """Add an end tag to each ``<iframe>`` that has none before the next one or its ``</noscript>``.

    >>> _close_frames(b"<noscript><iframe src=a></noscript><p>The wall held.<iframe>old</iframe>")
    b'<noscript><iframe src=a></iframe></noscript><p>The wall held.<iframe>old</iframe>'
    """
    first = _FRAME.search(source)
    if first is None:
        return source
    ends: list[int] = []
    opened: int | None = None
    for tag in _FRAMES.finditer(source, first.start()):
        closes, is_frame = bool(tag[1]), tag[2].lower() == b"iframe"
        if opened is not None and not (closes and is_frame):
            ends.append(opened)
        opened = tag.end() if is_frame and not closes else None
    if opened is not None:
        ends.append(opened)
    bounds = [0, *ends, len(source)]
    return b"</iframe>".join([source[low:high] for low, high in pairwise(bounds)]) if ends else source


def _texts_between_tags(source: str) -> Iterator[str]:
    """What stands between the tags; comments, scripts and an unclosed tag at the end are no text."""
    low = 0
    while (start := source.find("<", low)) >= 0:
        following = source[start + 1 : start + 2]
        if not (following.isalpha() or following in ("/", "!", "?")):
            yield source[low : start + 1]
            low = start + 1
            continue
        yield source[low:start]
        low = _end_of_markup(source, start)
        if low < 0:
            return
    yield source[low:]


def _end_of_markup(source: str, start: int) -> int:
    """Where the text goes on after the tag, comment or code at ``start``; -1 where that does not close."""
    closing = "-->" if source.startswith("<!--", start) else ">"
    at = start + 4 if closing == "-->" else start
    name = source[start + 1 : start + 7].lower()
    for tag, pattern_of_end in _CODE_ENDS.items():
        if name.startswith(tag):
            match = pattern_of_end.search(source, start + 1)
            at = match.start() if match is not None else len(source)
    end = source.find(closing, at)
    return -1 if end < 0 else end + len(closing)
