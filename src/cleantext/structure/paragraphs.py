"""The paragraphs of an article: what a reader took apart comes together, with the structure around and within it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from cleantext.document import Document, Segment
from cleantext.html.media import Addresses
from cleantext.patterns import pattern
from cleantext.records import replace
from cleantext.structure.containers import Surroundings, code_language, notes_of
from cleantext.structure.notation import Fences, code_of, is_marked, with_marks, with_notation
from cleantext.structure.spans import Dressed, Spans, without
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
#: A longer line is no verse and no line of an address: pages that put a single break between paragraphs mean two.
MAX_LINE = 15


class Structure:
    """What the page says of the structure of its text; read once for an article, when it is asked for."""

    def __init__(self, document: Document, addresses: Addresses) -> None:
        """Take the document, of which nothing is read before it is asked for."""
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
        return notes_of(self.document, self._body)

    @cached_property
    def around(self) -> Surroundings:
        """What the markup puts around the blocks."""
        return Surroundings(self._notes)

    @cached_property
    def _spans(self) -> Spans:
        return Spans(self.document, self.addresses, self._notes)

    @cached_property
    def _languages(self) -> dict[int, list[tuple[str, str]]]:
        return {start: value for start, _, kind, value in self.document.spans if kind == "language"}

    def texts(self) -> list[str]:
        """The texts of the paragraphs, without what else is said of them."""
        return [self._text(pieces) for pieces in self._groups()]

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The body segments as paragraphs."""
        made = [self._paragraph(pieces) for pieces in self._groups()]
        written = bool(self._body) and self._body[0].facts is None
        made = with_notation(self.document, made, self.addresses) if written else with_marks(made)
        return tuple(self._ruled(made))

    def _groups(self) -> list[list[Segment]]:
        """The segments paragraph by paragraph: pieces of one line come together, and lines that a break parts."""
        groups: list[list[Segment]] = []
        continues, fences = self.document.notation.continues, self._fences
        for segment in self._body:
            last = groups[-1][-1] if groups else None
            if last is not None and (
                segment.start in continues
                or (segment.piece and _adjoins(last, segment))
                or _breaks(last, segment)
                or (fences.of and fences.together(last, segment))
            ):
                groups[-1].append(segment)
            else:
                groups.append([segment])
        return groups

    def _paragraph(self, pieces: list[Segment]) -> Paragraph:
        """One paragraph, with what stands between its pieces."""
        first = pieces[0]
        span = Span(first.start, pieces[-1].end)
        kind = _KINDS.get(first.shape, "p")
        level = int(first.shape[1]) if kind == "subhead" else None
        if (fence := self._fences.of.get(first.index)) is not None:
            code = code_of(self.document, first, pieces[-1])
            return Paragraph(code, "code", span, code=self._fences.languages[fence])
        text, dressed = self._joined(pieces)
        if first.facts is None:
            return Paragraph(text, kind, span, level)
        block = first.facts.block
        within, language, direction, _ = self.around.of(block)
        marker = 0
        if within:
            within = _narrowed(within, kind, dressed.checked)
            if kind == "p" and within and within[-1].kind == "item" and within[-1].index == block.index:
                kind = "list_item"
                marker, within = _office_item(text, within)
        return Paragraph(
            text,
            kind,
            span,
            level,
            within,
            tuple(_merged(dressed.spans, text)),
            tuple(dressed.cells),
            marker,
            code_language(block, self._languages.get(first.start)) if kind == "code" else None,
            language,
            direction,
        )

    def _text(self, pieces: list[Segment]) -> str:
        """The text of a paragraph."""
        if pieces[0].index in self._fences.of:
            return code_of(self.document, pieces[0], pieces[-1])
        if self._turns and self._turns_in(pieces):
            return self._joined(pieces)[0]
        text = pieces[0].text
        for before, piece in pairwise(pieces):
            text += self._between(before, piece) + piece.text
        return text

    @cached_property
    def _turns(self) -> list[int]:
        """Where links to places of the page itself stand, which are no words of the text now and then."""
        return [start for start, _, kind, value in self.document.spans if kind == "link" and value[:1] == "#"]

    def _turns_in(self, pieces: list[Segment]) -> bool:
        """Whether a line of a paragraph has such links up to its end."""
        low = self.document.text.rfind("\n", 0, pieces[0].start) + 1
        return bisect_left(self._turns, low) < bisect_left(self._turns, pieces[-1].end)

    def _between(self, before: Segment, piece: Segment) -> str:
        """What a paragraph has between two of its pieces."""
        if _breaks(before, piece):
            return "\n"
        if piece.start in self.document.notation.continues:
            return " "
        parted = " ".join(self.document.text[before.end : piece.start].split())
        return f" {parted} " if parted else " "

    def _joined(self, pieces: list[Segment]) -> tuple[str, Dressed]:
        """The text of the pieces without what is no word of it, and what is said of it."""
        text = pieces[0].text
        dressed = Dressed([], [], [], [])
        self._spans.dress(pieces[0], 0, dressed)
        for before, piece in pairwise(pieces):
            between = self._between(before, piece)
            if between == "\n":
                dressed.spans.append(Inline("break", len(text), len(text) + 1))
            text += between
            self._spans.dress(piece, len(text), dressed)
            text += piece.text
        if dressed.cuts and not dressed.cells:
            text, spans = without(text, dressed)
            return text or pieces[0].text, dressed._replace(spans=spans)
        return text, dressed

    def _ruled(self, paragraphs: list[Paragraph]) -> list[Paragraph]:
        """The paragraphs, those with a rule between them and the one above told so."""
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
    if is_marked(segment.text) or max(last.words, segment.words) > MAX_LINE:
        return False
    together = last.facts.block is segment.facts.block and last.index + 1 == segment.index
    return together and last.line + 1 == segment.line and last.facts.hidden == segment.facts.hidden


def _narrowed(within: tuple[Container, ...], kind: ParagraphKind, checked: list[bool]) -> tuple[Container, ...]:
    """The containers that mean something to a paragraph: tables to rows only, and an item knows its box."""
    last = max((at for at, one in enumerate(within) if one.kind == "table"), default=-1)
    if last >= 0:
        keep = last if kind == "table_row" else -1
        within = tuple(one for at, one in enumerate(within) if one.kind != "table" or at == keep)
    if checked and (item := max((at for at, one in enumerate(within) if one.kind == "item"), default=-1)) >= 0:
        within = (*within[:item], replace(within[item], checked=checked[0]), *within[item + 1 :])
    return within


def _office_item(text: str, within: tuple[Container, ...]) -> tuple[int, tuple[Container, ...]]:
    """The length of the mark that an office program has written before an item, and the item with its number."""
    mark = _OFFICE_MARK.match(text)
    if mark is None:
        return 0, within
    number = int(mark[1]) if mark[1] else None
    return mark.end(), (*within[:-1], replace(within[-1], number=number))


def _merged(spans: Sequence[Inline], text: str) -> list[Inline]:
    """The spans in order, outer ones first; neighbours of one kind that nothing but a line break parts are one."""
    found: list[Inline] = []
    # The mark of a footnote is raised anyway.
    notes = {(one.start, one.end) for one in spans if one.kind == "note"}
    spans = [one for one in spans if one.kind != "sup" or (one.start, one.end) not in notes] if notes else spans
    for one in sorted(spans, key=lambda one: (one.start, -one.end)):
        same = next(
            (at for at in range(len(found) - 1, max(-1, len(found) - 5), -1) if _same(found[at], one, text)), None
        )
        if same is None:
            found.append(one)
        else:
            found[same] = found[same]._replace(end=max(found[same].end, one.end))
    return found


def _same(before: Inline, one: Inline, text: str) -> bool:
    """Whether a span goes on with another, or stands within one that says the same."""
    if before.kind != one.kind or before.value != one.value or one.kind in ("image", "break", "note", "math"):
        return False
    return one.start <= before.end or (one.start == before.end + 1 and text[before.end] == "\n")
