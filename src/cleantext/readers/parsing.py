"""From a page to its tree: decoded, bounded, parsed; and all of its text, without the order that reading it gives."""

from __future__ import annotations

import re

from lxml import etree

from cleantext.patterns import pattern
from cleantext.readers.attributes import bounded
from cleantext.readers.dom_walk import texts_of
from cleantext.readers.lost import end_of_tags, lost_lines, parted, text_of
from cleantext.watch import Watch

#: The parser takes what stands between these as one text, tags and all; on a page of frames it is all there is.
_NOFRAMES = pattern(r"</?noframes\b[^>]{0,999}>", re.I)
#: The same goes for what follows an open ``<iframe>``: where nobody closes it that is the rest of the page.
_FRAMES = pattern(r"<(/?)(iframe|noscript|body)\b[^>]{0,4000}>", re.I)


def text_nodes(page: str, watch: Watch) -> list[str]:
    """All text of a page, node by node, without the order and the lines that reading it gives.

    >>> text_nodes("<p>The <b>wall</b> held.<script>wall()</script>", Watch())
    ['The ', 'wall', ' held.']
    """
    source, beyond, _ = source_of(page, None, watch)
    roots, complete = parsed(source)
    kept = [text for root in roots for text in root.itertext()]
    lost = [] if complete else list(lost_lines(source, kept))
    return [*texts_of(element for root in roots for element in root.iter()), *lost, *filter(None, [text_of(beyond)])]


def source_of(page: str | bytes, encoding: str | None, watch: Watch) -> tuple[str, str, str]:
    """The page as text that the parser takes: no NUL, which would end it or become a character, no endless tags.

    The second text is what lies beyond a limit, the third the limit.
    """
    if not isinstance(page, str):
        from cleantext.readers.encoding import decode_page

        page = decode_page(page, content_type=f"charset={encoding}" if encoding else None, html=True).text
    page = page.replace("\0", "") if "\0" in page else page
    end = end_of_tags(page, watch.limits.elements)
    limit = "elements" if end < watch.limits.characters else "characters"
    end = min(end, watch.limits.characters)
    page, beyond = (page, "") if len(page) <= end else parted(page, end)
    source = bounded(page, watch.limits.attributes)
    if len(source) < len(page):
        watch.reached.add("attributes")
    return source, beyond, limit


def parsed(source: str) -> tuple[list[etree._Element], bool]:
    """The roots of the page's tree (text after ``</html>`` gets roots of its own), and whether it is complete."""
    source = _with_closed_frames(source)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root: etree._Element | None = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return [], not source.strip()
    if root is None:
        return [], not source.strip()
    if root.find("frameset") is not None and (bare := _NOFRAMES.sub("", source)) != source:
        return parsed(bare)
    complete = not parser.error_log.filter_from_fatals()
    return [root, *root.itersiblings()], complete


def _with_closed_frames(source: str) -> str:
    """The page with an end tag after each ``<iframe>`` that has none before the next one or its ``</noscript>``.

    >>> _with_closed_frames("<noscript><iframe src=a></noscript><p>The wall held.<iframe>old</iframe>")
    '<noscript><iframe src=a></iframe></noscript><p>The wall held.<iframe>old</iframe>'
    """
    if "<iframe" not in source and "<IFRAME" not in source:
        return source
    ends: list[int] = []
    opened: int | None = None
    for tag in _FRAMES.finditer(source):
        closes, name = bool(tag[1]), tag[2].lower()
        if opened is not None and not (closes and name == "iframe"):
            ends.append(opened)
        opened = tag.end() if name == "iframe" and not closes else None
    if opened is not None:
        ends.append(opened)
    if not ends:
        return source
    pieces = [source[low:high] for low, high in zip([0, *ends], [*ends, len(source)], strict=True)]
    return "</iframe>".join(pieces)
