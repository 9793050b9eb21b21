"""What elements do to the lines of a page: open blocks, end lines, hold links, hide text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cleantext.readers.facts import Block, Tree
from cleantext.readers.hints import NO_HINTS, Hints, KnownHints
from cleantext.readers.lines import CELL, DATA_MODE, FREE_MODE, ROW_MODE, VERBATIM_MODE, Line, Stretch, written_line
from cleantext.readers.media import formula_of, media_of, script_formula, shown_picture, tex_of
from cleantext.readers.open_line import OpenLine
from cleantext.readers.selectors import DROP, KEEP
from cleantext.readers.tables import cell_of, tabular
from cleantext.readers.tags import BLOCKS, INLINE, MEDIA, NAMING, PICTURES, REGIONS, SHAPES, STYLES, UNSEEN, VERBATIM

if TYPE_CHECKING:
    from lxml import etree

    from cleantext.readers.selectors import Chosen

#: What leaving an element does: end the block, put the text aside, end the link, keep words apart, or end a style.
_BLOCK, _ASIDE, _LINK, _PAD, _STYLE = range(5)
_NORMAL = re.compile(r"(?<![-\w])font-weight\s{0,9}:\s{0,9}(?:normal|[34]00)", re.I)
#: Blank lines beyond these say no more.
_MAX_GAP = 2


#: What held before an element was entered, to be restored when it is left: the kind of the element, the block, the
#: regions around, whether text is hidden, the mode, the line at hand and its spans.
Frame = tuple[int, Block, frozenset[str], bool, int, list[str], list[Stretch]]
_NOWHERE = Block(0, -1, None, "", "", "", frozenset(), 0, [], frozenset(), Tree([], []))
_NO_MARKS: frozenset[str] = frozenset()
_STYLED: Frame = (_STYLE, _NOWHERE, frozenset(), False, 0, [], [])
_STYLED_TWICE: Frame = (_STYLE, _NOWHERE, frozenset(), False, 1, [], [])


class Writer(OpenLine):
    """The lines of a page in the making; ``parts`` is the text of the line at hand, the walk adds to it."""

    def __init__(self, deepest: int) -> None:
        """Begin before the first element, in a block without a tag; below ``deepest`` elements no block is opened."""
        super().__init__()
        self._deepest = deepest
        #: Whether a block further down was met; the limit that ended the walk, and text that it left with its limit.
        self.flattened = False
        self.stopped: str | None = None
        self.unread: list[tuple[str, str]] = []
        self.tree = Tree([], [])
        self.tree.depth = 0
        self.lines: list[Line] = []
        self._asides: list[Line] = []
        self._block = Block(0, -1, None, "", "", "", frozenset(), 0, [], frozenset(), self.tree)
        self.blocks = [self._block]
        #: What stands between lines: the number of lines written before it, its kind and what there is to say of it.
        self.between: list[tuple[int, str, Any]] = []
        self._inside: frozenset[str] = frozenset()
        self._hidden = False
        self._mode = FREE_MODE
        self._gap = 0
        self._time: str | None = None
        self._marks: frozenset[str] | None = None
        self._hints = KnownHints()

    def enter(self, element: etree._Element, tag: str, node: int, depth: int) -> Frame | None:
        """Take note of an element that is opened; what :meth:`leave` needs, None where leaving it does nothing."""
        if tag == "br":
            self._end_line()
            return None
        if tag in PICTURES:
            self._block.img = True
            for block in self._block.nearest(3):
                block.pictured = True
            if (formula := formula_of(element)) is not None:
                self._note("math", formula)
            else:
                self._note("picture", shown_picture(element, self._block, unscripted="noscript" in self._inside))
            return None
        items = element.items()
        hints = self._hints.of(items) if items else NO_HINTS
        if tag in MEDIA:
            self._note("media", media_of(element, tag, self._block))
        if tag in UNSEEN or (hints.hidden and tag in INLINE) or (hints.unread and _is_copy(items)):
            return self._enter_aside(tag)
        if tag in BLOCKS or hints.block or (tag not in INLINE and any(child.tag in BLOCKS for child in element)):
            return self._enter_block(element, tag, node, depth, items, hints)
        if hints.marks:
            self._marks = hints.marks if self._marks is None else self._marks | hints.marks
        if tag == "a":
            return self._enter_link(element.get("href"))
        if tag == "time":
            self._marks = (self._marks or frozenset()) | {"time"}
            moment = element.get("datetime")
            self._time = self._time or moment
            return self._enter_style("time", moment) if moment else None
        if "time" in hints.marks:
            self._time = self._time or element.get("datetime") or element.get("content")
        style = STYLES.get(tag)
        if style is None and not hints.styles:
            return None
        if self._mode == VERBATIM_MODE:
            if style == "code" and items:
                self.between.append((len(self.lines), "language", items))
            return None
        if style is not None:
            return self._enter_style(style, tex_of(element) if style == "math" else None)
        frames = [frame for one in hints.styles if (frame := self._enter_style(one)) is not None]
        return None if not frames else _STYLED if len(frames) == 1 else _STYLED_TWICE

    def enter_chosen(self, element: etree._Element, tag: str, node: int, depth: int, choice: Chosen) -> Frame | None:
        """Take note of an element that the caller leaves out or keeps; in-line ones leave the sentence around them."""
        before = self._inside
        self._inside = (before - {DROP, KEEP}) | {choice}
        frame = self.enter(element, tag, node, depth)
        if frame is not None and frame[0] in (_BLOCK, _ASIDE, _LINK):
            if frame[0] == _BLOCK or choice == KEEP:
                return (*frame[:2], before, *frame[3:])
            self.leave(frame)
        elif frame is not None:
            self.leave(frame)
        if choice == KEEP:
            self._inside = before
            return None
        around = self._block
        self._inside = before
        frame = self._enter_aside(tag)
        inside = (before - {KEEP}) | {DROP}
        self._block = Block(len(self.blocks), node, around, tag, tag, "", inside, depth, [], _NO_MARKS, self.tree)
        self.blocks.append(self._block)
        return frame

    def note(self, element: etree._Element, tag: str) -> Frame | None:
        """Take note of an element that is not entered: of how it dresses the words within, or of what it stands for."""
        style = STYLES.get(tag)
        if style is not None:
            # Editors wrap whole pages in <b style="font-weight:normal">.
            plain = style == "strong" and _NORMAL.search(element.get("style", "")) is not None
            return None if plain else self._enter_style(style)
        if tag == "embed":
            self._note("media", media_of(element, tag, self._block))
        elif tag == "script":
            self._note("math", script_formula(element))
        elif element.get("type") == "checkbox":
            self._note("box", element.get("checked") is not None)
        return None

    def leave(self, frame: Frame) -> None:
        """Restore what held before the element that made ``frame``."""
        kind, block, inside, hidden, mode, parts, spans = frame
        if kind == _STYLE:
            self._close()
            if frame is _STYLED_TWICE:
                self._close()
        elif kind == _BLOCK:
            self._boundary()
            self._block, self._inside, self._hidden, self._mode = block, inside, hidden, mode
        elif kind == _LINK:
            self._close()
            self._inside = inside
        elif kind == _PAD:
            self._pad()
        else:
            if (line := self._line(aside=True)) is not None:
                self._asides.append(line)
            self.parts, self._spans = parts, spans
            self._resume(len(parts))
            self._block, self._hidden, self._inside = block, hidden, inside

    def finish(self) -> None:
        """End the last line."""
        self._boundary()

    def _frame(self, kind: int) -> Frame:
        return kind, self._block, self._inside, self._hidden, self._mode, self.parts, self._spans

    def _enter_link(self, address: str | None) -> Frame | None:
        if address is None or "a" in self._inside:
            return None
        frame = self._frame(_LINK)
        self._begin("link", address)
        self._inside = self._inside | {"a"}
        return frame

    def _enter_style(self, kind: str, value: object = None) -> Frame | None:
        if self._is_full():
            return None
        self._begin(kind, value)
        return _STYLED

    def _enter_aside(self, tag: str) -> Frame:
        """Text that is not shown must not break the sentence around it: it is kept for a line of its own."""
        frame = self._frame(_ASIDE)
        self._end_spans()
        self.parts, self._spans, self._hidden = [], [], True
        if tag == "noscript":
            self._inside = self._inside | {"noscript"}
        self._resume(0)
        return frame

    def _enter_block(
        self, element: etree._Element, tag: str, node: int, depth: int, items: list[tuple[str, str]], hints: Hints
    ) -> Frame | None:
        mode = self._mode
        if mode == ROW_MODE and tag in ("td", "th"):
            self.parts.append(CELL)
            self._note("cell", cell_of(items, header=tag == "th"))
            return None
        deep = depth > self._deepest
        if deep or mode in (ROW_MODE, VERBATIM_MODE):
            self.flattened = self.flattened or deep
            self._pad()
            return self._frame(_PAD)
        self._boundary()
        if tag == "hr":
            self.between.append((len(self.lines), "rule", None))
        frame = self._frame(_BLOCK)
        around = self._block
        inside = self._inside
        region = tag if tag in REGIONS else hints.region
        if region is not None and region not in inside:
            inside = inside | {region}
        name = around.name if around.name in NAMING and tag not in NAMING else tag
        shape = SHAPES.get(tag, around.shape)
        if tag == "tr" and mode == DATA_MODE:
            self._mode, shape = ROW_MODE, "row"
        elif tag == "table":
            self._mode = DATA_MODE if tabular(element) else FREE_MODE
        elif tag in VERBATIM:
            self._mode = VERBATIM_MODE
        block = Block(len(self.blocks), node, around, tag, name, shape, inside, depth, items, hints.marks, self.tree)
        self._block = block
        self.blocks.append(block)
        if depth > (self.tree.depth or 0):
            self.tree.depth = depth
        self._inside = inside
        self._hidden = self._hidden or hints.hidden or (hints.unread and tag not in ("body", "main", "article"))
        return frame

    def _boundary(self) -> None:
        """The edge of a block."""
        if self.parts or self._asides or self._spans:
            self._flush()
        if not self._gap:
            self._gap = 1

    def _pad(self) -> None:
        """The edge of a block within a row or within verbatim text."""
        if self._mode == ROW_MODE:
            self.parts.append(" ")
        elif self.parts and self.parts[-1][-1] != "\n":
            self.parts.append("\n")

    def _end_line(self) -> None:
        if self._mode == VERBATIM_MODE:
            self.parts.append("\n")
        elif self._mode == ROW_MODE:
            self.parts.append(" ")
        elif not self._flush():
            self._gap = min(self._gap + 1, _MAX_GAP)

    def _flush(self) -> bool:
        """Write the line at hand and what was put aside; whether the line held text."""
        line = self._line() if self.parts else None
        if line is not None:
            self.lines.append(line)
        elif self._spans:
            self._leave_between()
        if self.parts or self._spans:
            self.parts, self._spans = [], []
        self._resume(0)
        self._time = self._marks = None
        if self._asides:
            self.lines.extend(self._asides)
            self._asides = []
        return line is not None

    def _leave_between(self) -> None:
        """Note what stands here although no text does."""
        for low, high, kind, value in self._spans:
            if low == high:
                self.between.append((len(self.lines), kind, value))

    def _line(self, *, aside: bool = False) -> Line | None:
        """The line that the parts make, None where they hold no text."""
        if self._open:
            self._end_spans()
        text, placed = written_line(self.parts, self._spans, self._mode)
        if not text:
            if aside and self._spans:
                self._leave_between()
            return None
        block = self._block
        block.lines += 1
        if aside:
            return Line(text, block, 0, placed, True, None, None, block.shape)
        gap = 0 if not self.lines or _continues(self.lines[-1].block, block) else self._gap
        self._gap = 0
        return Line(text, block, gap, placed, self._hidden, self._time, self._marks, block.shape)


def _is_copy(items: list[tuple[str, str]]) -> bool:
    """Whether an element shows a formula once more, which stands beside it in a form that is read aloud."""
    return "katex-html" in dict(items).get("class", "")


def _continues(last: Block, block: Block) -> bool:
    """Whether two lines stand in neighbouring items of a list or rows of a table."""
    return block.tag in ("li", "tr") and last.tag == block.tag and last.parent is block.parent and last is not block
