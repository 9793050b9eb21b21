"""Reads HTML: parses and walks a page once; each line becomes a segment with facts. The tree is never edited."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import accumulate

from lxml import etree

from cleantext.budget import STRIDE, TIME, Watch
from cleantext.document import Document, Segment, with_unread
from cleantext.html.dom_walk import Walked, walk_page
from cleantext.html.facts import Block, Facts, settle
from cleantext.html.line_builder import Line, Stretch
from cleantext.html.parse import find_lost_text, parse_page, prepare_source, text_of
from cleantext.html.tags import Selectors
from cleantext.metadata.page_metadata import read_declared, unrendered
from cleantext.text.join_lines import MAX_RECORD, is_plain, pieces_of
from cleantext.text.lines import Row, end_of_part
from cleantext.text.segment import make_segment
from cleantext.words.vocabulary import PageVocabulary, load_vocabulary

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython


#: Addresses that lead to no page.
_NO_PAGE = ("#", "javascript:", "mailto:", "tel:", "sms:", "data:", "about:", "blob:", "whatsapp:")


def read_html(
    page: str | bytes | etree._Element,
    *,
    url: str | None = None,
    now: datetime.datetime | None = None,
    encoding: str | None = None,
    watch: Watch | None = None,
    selectors: Selectors | None = None,
) -> Document:
    """Read an HTML page. Its text has one line a segment (more for ``<pre>``), with the facts of the markup.

    A tree that lxml has parsed is read as it stands. ``selectors`` choose elements to leave out and to keep.
    ``encoding`` names the encoding of bytes, as an HTTP header would. Pages of any shape give a document, empty ones
    a document without segments; what the parser drops is read without it and stands at the end.

    >>> document = read_html("<h1>Ferry returns</h1><p>The <b>old</b> ferry sails.")
    >>> [(segment.text, segment.shape, segment.facts.path) for segment in document.segments]
    [('Ferry returns', 'h1', '/html/body/h1'), ('The old ferry sails.', '', '/html/body/p')]
    """
    watch = watch or Watch()
    source, beyond, limit, complete = b"", "", "", True
    if isinstance(page, (str, bytes)):
        source, beyond, limit = prepare_source(page, encoding, watch)
        roots, complete = parse_page(source)
    else:
        roots = [page]
    walk = walk_page(roots, watch, selectors.find_elements(roots) if selectors is not None else None)
    lines = walk.lines
    if not complete:
        watch.reached.add("depth")
        kept = [text for root in roots for text in root.itertext()]
        lines.extend(_lines(find_lost_text(source.decode(), kept), _open_block(walk, "lost")))
    declared = read_declared(roots[0], watch) if roots and not watch.late() else None
    if declared is not None and declared.article_bodies:
        missing = unrendered(declared.article_bodies[0].value, lines)
        lines.extend(_lines(missing, _open_block(walk, "declared")))
    settle(walk.blocks)
    written = "".join([line.text + "\n" for line in lines])
    segments = _segments(lines, written, PageVocabulary(load_vocabulary()), watch)
    rests = [*walk.unread, *([(limit, rest)] if beyond and (rest := text_of(beyond)) else [])]
    text = written + "".join([rest + "\n" for _, rest in rests])
    at = len(written)
    for reached, rest in rests:
        watch.leave(text, at, at + len(rest), 1 + len(lines), reached)
        at += len(rest) + 1
    document = Document(
        text,
        segments,
        (None,) * len(segments),
        (),
        url,
        now,
        declared,
        _spans(walk, lines),
        noticed=frozenset({"frames"} if "frameset" in walk.tree.tags else ()),
        selects=selectors is not None,
    )
    return with_unread(document, watch, Facts(_open_block(walk, "unread")))


def _open_block(walk: Walked, tag: str) -> Block:
    """A block of its own for text that stands in no element."""
    root = min(0, len(walk.tree.tags) - 1)
    return Block(len(walk.blocks), root, None, tag, tag, "", 0, 0, [], frozenset(), walk.tree)


def _lines(texts: Iterable[str], block: Block) -> Iterator[Line]:
    return (Line(text, block, 1, None, False, None, None, "") for text in texts)


def _spans(walk: Walked, lines: list[Line]) -> tuple[Stretch, ...]:
    """How words are dressed, and what stands between them, as offsets into the text; outer spans come first."""
    starts = [0, *accumulate(len(line.text) + 1 for line in lines)]
    # What stands before a line stands before what opens it.
    found: list[Stretch] = [(starts[min(at, len(lines))],) * 2 + (kind, value) for at, kind, value in walk.between]
    for line, offset in zip(lines, starts, strict=False):
        if line.spans is not None:
            # What stands at one place is noted in order; of nested spans the inner one is noted first.
            places = [span for span in line.spans if span[0] == span[1]]
            stretches = [span for span in reversed(line.spans) if span[0] < span[1]]
            found += [(offset + low, offset + high, kind, value) for low, high, kind, value in (*places, *stretches)]
    found.sort(key=_place)
    return tuple(found)


def _place(span: Stretch) -> tuple[int, int]:
    return span[0], -span[1]


def _segments(lines: list[Line], written: str, vocabulary: PageVocabulary, watch: Watch) -> tuple[Segment, ...]:
    """A segment for each line, several for a record, as far as the limits allow; ``written`` is the text of all."""
    limits = watch.limits
    segments: list[Segment] = []
    plain: dict[int, Facts] = {}
    offset: cython.Py_ssize_t = 0
    number: cython.Py_ssize_t = 1
    low: cython.Py_ssize_t
    high: cython.Py_ssize_t
    count: cython.Py_ssize_t
    line: Line
    for count, line in enumerate(lines):
        text = line.text
        following = number + 1 + text.count("\n")
        full = "segments" if len(segments) >= limits.segments else "lines" if following > limits.lines + 1 else ""
        if full or (count % STRIDE == 0 and watch.late()):
            watch.leave(written, offset, len(written), number, full or TIME)
            break
        links = [] if line.spans is None else _links(line.spans)
        for low, high, piece in _bounds(line, number, vocabulary):
            if high - low > limits.segment_length:
                end, high = high, end_of_part(text, low, high, limits.segment_length)
                watch.leave(written, offset + high, offset + end, number, "segment_length")
                piece = True
            if links or line.time is not None or line.marks is not None:
                facts = _facts(line, links, low, high, offset)
            else:
                key = 2 * line.block.index + line.hidden
                if key not in plain:
                    plain[key] = Facts(line.block, hidden=line.hidden, marks=line.block.marks)
                facts = plain[key]
            part = text[low:high] if piece else text
            gap = line.gap if low == 0 else 0
            span = (offset + low, offset + high)
            segments.append(make_segment(len(segments), span, part, number, gap, piece, line.shape, vocabulary, facts))
        offset += len(text) + 1
        number = following
    return tuple(segments)


def _bounds(line: Line, number: int, vocabulary: PageVocabulary) -> list[tuple[int, int, bool]]:
    """Where the segments of a line begin and end, and whether they are pieces."""
    text = line.text
    if len(text) > MAX_RECORD or line.shape in ("row", "pre") or is_plain(text):
        return [(0, len(text), False)]
    return list(pieces_of([Row(number, 0, len(text), line.gap, text)], vocabulary))


def _links(spans: list[Stretch]) -> list[tuple[int, int, str]]:
    return [(start, end, value) for start, end, kind, value in spans if kind == "link"]


def _facts(line: Line, links: list[tuple[int, int, str]], low: int, high: int, offset: int) -> Facts:
    """The facts of the stretch ``low`` to ``high`` of a line."""
    marks = line.block.marks if line.marks is None else line.block.marks | line.marks
    inner = [(max(start, low), min(end, high), href) for start, end, href in links if start < high and end > low]
    linked = sum([end - start for start, end, _ in inner])
    leading = [(offset + start, offset + end, href) for start, end, href in inner if _leads(href)]
    return Facts(line.block, linked / (high - low), tuple(leading), line.hidden, line.time, marks)


def _leads(address: str) -> bool:
    # None of these beginnings has more letters than this, and addresses may be long.
    address = address.strip()[:16]
    return bool(address) and not address.lower().startswith(_NO_PAGE)
