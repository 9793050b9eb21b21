"""The reader of HTML: parsed once, walked once, each line a segment with facts; the tree is never edited."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import accumulate

from lxml import etree

from cleantext.document import Document, Segment
from cleantext.readers.attributes import bounded
from cleantext.readers.declared import read_declared
from cleantext.readers.facts import Block, Facts, Page, settle
from cleantext.readers.lines import Line
from cleantext.readers.lost import lost_lines
from cleantext.readers.walk import walked
from cleantext.segments import made_segment
from cleantext.segments.pieces import MAX_RECORD, is_plain, pieces_of
from cleantext.segments.rows import Row
from cleantext.values import Image
from cleantext.vocabulary import Vocabulary, load_vocabulary

#: A declared text of fewer characters is a summary; so many of a paragraph's first characters tell whether it is shown.
MIN_UNRENDERED, OPENING = 400, 40
#: Addresses that lead to no page.
_NO_PAGE = ("#", "javascript:", "mailto:", "tel:", "sms:", "data:", "about:", "blob:", "whatsapp:")


def read_html(
    page: str | bytes,
    *,
    url: str | None = None,
    now: datetime.datetime | None = None,
    encoding: str | None = None,
) -> Document:
    """The document of an HTML page: its text is one line a segment (more for ``<pre>``), with the facts of the markup.

    ``encoding`` names the encoding of bytes, as an HTTP header would. Pages of any shape give a document, empty ones
    a document without segments; what the parser drops is read without it and stands at the end.

    >>> document = read_html("<h1>Ferry returns</h1><p>The <b>old</b> ferry sails.")
    >>> [(segment.text, segment.shape, segment.facts.path) for segment in document.segments]
    [('Ferry returns', 'h1', '/html/body/h1'), ('The old ferry sails.', '', '/html/body/p')]
    """
    source = _source(page, encoding)
    roots, complete = _parsed(source)
    writer = walked(roots)
    lines = writer.lines
    if not complete:
        lost = Block(len(writer.blocks), 0, None, "lost", "lost", "", frozenset(), 0, [], frozenset(), writer.tree)
        kept = [text for root in roots for text in root.itertext()]
        lines.extend(Line(text, lost, 1, None, False, None, None, "") for text in lost_lines(source, kept))
    page_facts = _declared(roots)
    stated = Block(
        len(writer.blocks), 0, None, "declared", "declared", "", frozenset(), 0, [], frozenset(), writer.tree
    )
    lines.extend(Line(text, stated, 1, None, False, None, None, "") for text in _unrendered(page_facts, lines))
    settle(writer.blocks)
    text = "".join([line.text + "\n" for line in lines])
    segments = _segments(lines, load_vocabulary())
    starts = [0, *accumulate(len(line.text) + 1 for line in lines)]
    images = tuple(Image(source, alt or None, starts[min(at, len(lines))]) for at, source, alt in writer.images)
    return Document(text, segments, (None,) * len(segments), url=url, now=now, page=page_facts, images=images)


def _source(page: str | bytes, encoding: str | None) -> str:
    """The page as text that the parser takes: no NUL, which would end it or become a character, no endless tags."""
    if not isinstance(page, str):
        from cleantext.readers.encoding import decode_page

        page = decode_page(page, content_type=f"charset={encoding}" if encoding else None, html=True).text
    return bounded(page.replace("\0", "") if "\0" in page else page)


def _parsed(source: str) -> tuple[list[etree._Element], bool]:
    """The roots of the page's tree (text behind ``</html>`` gets roots of its own), and whether it is complete."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root: etree._Element | None = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return [], not source.strip()
    if root is None:
        return [], not source.strip()
    complete = all(entry.level < etree.ErrorLevels.FATAL for entry in parser.error_log)
    return [root, *root.itersiblings()], complete


def _declared(roots: list[etree._Element]) -> Page | None:
    """What the page declares about itself."""
    return read_declared(roots[0]) if roots else None


def _unrendered(page: Page | None, lines: list[Line]) -> list[str]:
    """The paragraphs of an article that only the page's metadata or state holds, as in single-page applications."""
    if page is None or not page.article_bodies:
        return []
    paragraphs = [" ".join(text.split()) for text in page.article_bodies[0].value.splitlines() if text.strip()]
    if sum(map(len, paragraphs)) < MIN_UNRENDERED:
        return []
    shown = {line.text[:OPENING] for line in lines}
    if any(text[:OPENING] in shown for text in paragraphs if len(text) >= OPENING):
        return []
    whole = "\n".join(line.text for line in lines)
    return [] if any(text[:OPENING] in whole for text in paragraphs[:3]) else paragraphs


def _segments(lines: list[Line], vocabulary: Vocabulary) -> tuple[Segment, ...]:
    """A segment for each line, several for a record."""
    segments: list[Segment] = []
    plain: dict[tuple[int, bool], Facts] = {}
    offset = 0
    number = 1
    for line in lines:
        text = line.text
        bounds = _bounds(line, number, vocabulary)
        for low, high, piece in bounds:
            if line.links is None and line.time is None and line.marks is None:
                key = (line.block.index, line.hidden)
                facts = plain.get(key)
                if facts is None:
                    facts = plain[key] = Facts(line.block, hidden=line.hidden, marks=line.block.marks)
            else:
                facts = _facts(line, low, high, offset)
            part = text[low:high] if piece else text
            gap = line.gap if low == 0 else 0
            span = (offset + low, offset + high)
            segments.append(made_segment(len(segments), span, part, number, gap, piece, line.shape, vocabulary, facts))
        offset += len(text) + 1
        number += 1 + text.count("\n")
    return tuple(segments)


def _bounds(line: Line, number: int, vocabulary: Vocabulary) -> list[tuple[int, int, bool]]:
    """Where the segments of a line begin and end, and whether they are pieces."""
    text = line.text
    if len(text) > MAX_RECORD or line.shape in ("row", "pre") or is_plain(text):
        return [(0, len(text), False)]
    return list(pieces_of([Row(number, 0, len(text), line.gap, text)], vocabulary))


def _facts(line: Line, low: int, high: int, offset: int) -> Facts:
    """The facts of the stretch ``low`` to ``high`` of a line."""
    marks = line.block.marks if line.marks is None else line.block.marks | line.marks
    links = list(_clipped(line, low, high))
    linked = sum(end - start for start, end, _ in links)
    return Facts(
        line.block,
        linked / (high - low),
        tuple([(offset + start, offset + end, href) for start, end, href in links if _leads(href)]),
        line.hidden,
        line.time,
        marks,
    )


def _clipped(line: Line, low: int, high: int) -> Iterator[tuple[int, int, str]]:
    for start, end, address in line.links or ():
        if start < high and end > low:
            yield max(start, low), min(end, high), address


def _leads(address: str) -> bool:
    address = address.strip()
    return bool(address) and not address.lower().startswith(_NO_PAGE)
