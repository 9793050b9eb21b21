"""The paragraphs of an article: what a reader took apart comes together, with the structure around and within it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from cleantext.document import Document, Segment
from cleantext.html.media import Addresses
from cleantext.patterns import pattern
from cleantext.records import cached_property, replace
from cleantext.structure.containers import Surroundings, find_code_language, find_notes
from cleantext.structure.notation import Fences, add_notation, is_marked, nest_marked_items, read_code
from cleantext.structure.spans import Inner, SpanReader
from cleantext.values import Container, Inline, Paragraph, ParagraphKind, Span

_KINDS: dict[str, ParagraphKind] = {
    "li": "list_item",
    "quote": "quote",
    "row": "table_row",
    "pre": "code",
    **{f"h{level}": "subhead" for level in range(1, 7)},
}
#: Shapes of lines that a line break does not join: a row is a line, and code has its lines already.
_WHOLE = frozenset(("row", "pre"))
_OFFICE_MARK = pattern(r"(?:[·•o§▪●○–-]|\(?(?:(\d{1,3})|[A-Za-z]{1,4})[.)])\s{1,9}(?=\S)")
#: A line of verse or of an address has at most 15 words; a single break between longer lines parts paragraphs.
MAX_LINE = 15
#: Spans that stand for something at their place; neighbours stay apart.
_SINGLE = frozenset(("image", "break", "note", "math"))


class Structure:
    """Reads the structure of an article's text; each part is read when it is first asked for."""

    def __init__(self, document: Document, addresses: Addresses) -> None:
        """Take the document, of which nothing is read yet."""
        self.document = document
        self.addresses = addresses

    @cached_property
    def _body(self) -> list[Segment]:
        return [segment for segment, _ in self.document.claimed("body")]

    @cached_property
    def _fences(self) -> Fences:
        return Fences(self.document)

    @cached_property
    def _notes(self) -> dict[str, str]:
        return find_notes(self.document, self._body)

    @cached_property
    def around(self) -> Surroundings:
        """What the markup puts around the blocks."""
        return Surroundings(self._notes)

    @cached_property
    def _spans(self) -> SpanReader:
        return SpanReader(self.document, self.addresses, self._notes)

    @cached_property
    def _code_attributes(self) -> dict[int, list[tuple[str, str]]]:
        """The attributes of ``<code>`` elements, by where they begin."""
        return {start: value for start, _, kind, value in self.document.spans if kind == "language"}

    @cached_property
    def _page_links(self) -> list[int]:
        """Where links to places of the page begin; some of them are no words of the text."""
        return [start for start, _, kind, value in self.document.spans if kind == "link" and value[:1] == "#"]

    def texts(self) -> list[str]:
        """The texts of the paragraphs, for callers who need no more of them."""
        return [self._read_text(pieces) for pieces in self._group()]

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The body segments as paragraphs."""
        made = [self._make_paragraph(pieces) for pieces in self._group()]
        if self._body and self._body[0].facts is None:
            made = add_notation(self.document, made, self.addresses)
        else:
            made = nest_marked_items(made)
        return tuple(self._add_rules(made))

    def _group(self) -> list[list[Segment]]:
        """Group the segments by paragraph: pieces of one line come together, and lines that only a break parts."""
        groups: list[list[Segment]] = []
        continues, fences = self.document.notation.continues, self._fences
        last: Segment | None = None
        for segment in self._body:
            if last is not None and (
                segment.start in continues
                or (segment.piece and _adjoins(last, segment))
                or _breaks(last, segment)
                or (fences.of and fences.holds_both(last, segment))
            ):
                groups[-1].append(segment)
            else:
                groups.append([segment])
            last = segment
        return groups

    def _make_paragraph(self, pieces: list[Segment]) -> Paragraph:
        first = pieces[0]
        span = Span(first.start, pieces[-1].end)
        if (fence := self._fences.of.get(first.index)) is not None:
            code = read_code(self.document, first, pieces[-1])
            return Paragraph(code, "code", span, code=self._fences.languages[fence])
        kind = _KINDS.get(first.shape, "p")
        level = int(first.shape[1]) if kind == "subhead" else None
        text, inner = self._join(pieces)
        if first.facts is None:
            return Paragraph(text, kind, span, level)
        block = first.facts.block
        within, language, direction, _ = self.around.find(block)
        marker = 0
        if within:
            within = _narrow(within, kind, inner.checked)
            if kind == "p" and within and within[-1].kind == "item" and within[-1].index == block.index:
                kind = "list_item"
                marker, within = _number_office_item(text, within)
        spans = tuple(_merge(inner.spans, text)) if inner.spans else ()
        code_language = find_code_language(block, self._code_attributes.get(first.start)) if kind == "code" else None
        cells = tuple(inner.cells)
        return Paragraph(text, kind, span, level, within, spans, cells, marker, code_language, language, direction)

    def _read_text(self, pieces: list[Segment]) -> str:
        first, last = pieces[0], pieces[-1]
        if first.index in self._fences.of:
            return read_code(self.document, first, last)
        if self._page_links:
            low = self.document.text.rfind("\n", 0, first.start) + 1
            if bisect_left(self._page_links, low) < bisect_left(self._page_links, last.end):
                return self._join(pieces)[0]
        parts = [first.text]
        for before, piece in pairwise(pieces):
            parts += self._find_joint(before, piece), piece.text
        return "".join(parts)

    def _find_joint(self, before: Segment, piece: Segment) -> str:
        """What a paragraph has between two of its pieces."""
        if _breaks(before, piece):
            return "\n"
        if piece.start in self.document.notation.continues:
            return " "
        parted = " ".join(self.document.text[before.end : piece.start].split())
        return f" {parted} " if parted else " "

    def _join(self, pieces: list[Segment]) -> tuple[str, Inner]:
        """The text of a paragraph without what is no word of it, and what stands in it."""
        parts = [pieces[0].text]
        length = len(parts[0])
        inner = Inner([], [], [], [])
        self._spans.read(pieces[0], 0, inner)
        for before, piece in pairwise(pieces):
            joint = self._find_joint(before, piece)
            if joint == "\n":
                inner.spans.append(Inline("break", length, length + 1))
            self._spans.read(piece, length + len(joint), inner)
            parts += joint, piece.text
            length += len(joint) + len(piece.text)
        text = "".join(parts)
        if inner.cuts and not inner.cells:
            text, inner = inner.apply_cuts(text)
        return text or pieces[0].text, inner

    def _add_rules(self, paragraphs: list[Paragraph]) -> list[Paragraph]:
        """Say of paragraphs that a rule stands between them and the one above."""
        rules = [start for start, _, kind, _ in self.document.spans if kind == "rule"]
        if not rules:
            return paragraphs
        ruled = paragraphs[:1]
        for above, one in pairwise(paragraphs):
            at = bisect_left(rules, above.span.end)
            stands = at < len(rules) and rules[at] <= one.span.start
            stands = stands and not any(container.kind == "note" for container in one.within)
            ruled.append(replace(one, ruled=True) if stands else one)
        return ruled


def _adjoins(last: Segment, segment: Segment) -> bool:
    """Whether a segment goes on where another ends; blocks that a dumper glued together have nothing between them."""
    return last.index + 1 == segment.index and last.line == segment.line and last.end < segment.start


def _breaks(last: Segment, segment: Segment) -> bool:
    """Whether only a line break parts two segments: lines of one block that follow each other."""
    if segment.gap or last.facts is None or segment.facts is None or segment.shape in _WHOLE:
        return False
    if last.facts.block is not segment.facts.block or last.facts.hidden != segment.facts.hidden:
        return False
    if last.index + 1 != segment.index or last.line + 1 != segment.line:
        return False
    return max(last.words, segment.words) <= MAX_LINE and not is_marked(segment.text)


def _narrow(within: tuple[Container, ...], kind: ParagraphKind, checked: list[bool]) -> tuple[Container, ...]:
    """The containers that mean something to a paragraph: only rows stand in a table, and an item knows its box."""
    last = max((at for at, one in enumerate(within) if one.kind == "table"), default=-1)
    if last >= 0:
        keep = last if kind == "table_row" else -1
        within = tuple(one for at, one in enumerate(within) if one.kind != "table" or at == keep)
    if checked and (item := max((at for at, one in enumerate(within) if one.kind == "item"), default=-1)) >= 0:
        within = (*within[:item], replace(within[item], checked=checked[0]), *within[item + 1 :])
    return within


def _number_office_item(text: str, within: tuple[Container, ...]) -> tuple[int, tuple[Container, ...]]:
    """The length of the mark that an office program has written before an item, and the item with its number."""
    mark = _OFFICE_MARK.match(text)
    if mark is None:
        return 0, within
    return mark.end(), (*within[:-1], replace(within[-1], number=int(mark[1]) if mark[1] else None))


def _merge(spans: Sequence[Inline], text: str) -> list[Inline]:
    """Put spans in order, outer ones first; equal neighbours with nothing but a line break between them become one."""
    found: list[Inline] = []
    # The mark of a footnote is raised anyway.
    notes = {(one.start, one.end) for one in spans if one.kind == "note"}
    spans = [one for one in spans if one.kind != "sup" or (one.start, one.end) not in notes] if notes else spans
    for one in sorted(spans, key=lambda one: (one.start, -one.end)):
        for at in range(len(found) - 1, max(-1, len(found) - 5), -1):
            if _is_continued(found[at], one, text):
                found[at] = found[at]._replace(end=max(found[at].end, one.end))
                break
        else:
            found.append(one)
    return found


def _is_continued(before: Inline, one: Inline, text: str) -> bool:
    """Whether a span goes on with another, or stands within one that says the same."""
    if before.kind != one.kind or before.value != one.value or one.kind in _SINGLE:
        return False
    return one.start <= before.end or (one.start == before.end + 1 and text[before.end] == "\n")
