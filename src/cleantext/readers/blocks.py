"""What elements do to the lines of a page: open blocks, end lines, hold links, hide text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleantext.readers.facts import Block, Tree
from cleantext.readers.hints import NO_HINTS, Hints, KnownHints
from cleantext.readers.lines import CELL, DATA_MODE, FREE_MODE, ROW_MODE, VERBATIM_MODE, Line, Link, written_line
from cleantext.readers.tables import tabular
from cleantext.readers.tags import BLOCKS, INLINE, NAMING, PICTURES, REGIONS, SHAPES, UNSEEN, VERBATIM

if TYPE_CHECKING:
    from lxml import etree

#: What leaving an element does: end the block, put the text aside, end the link, or keep words apart.
_BLOCK, _ASIDE, _LINK, _PAD = range(4)
#: Blank lines beyond these say no more.
_MAX_GAP = 2


#: What held before an element was entered, to be restored when it is left: the kind of the element, the block, the
#: regions around, whether text is hidden, the mode, the address of the link, the line at hand and its links.
Frame = tuple[int, Block, frozenset[str], bool, int, str | None, list[str], list[Link]]


class Writer:
    """The lines of a page in the making; ``parts`` is the text of the line at hand, the walk adds to it."""

    def __init__(self, deepest: int) -> None:
        """Begin before the first element, in a block without a tag; below ``deepest`` elements no block is opened."""
        self._deepest = deepest
        #: Whether a block further down was met; the limit that ended the walk, and text that it left with its limit.
        self.flattened = False
        self.stopped: str | None = None
        self.unread: list[tuple[str, str]] = []
        self.tree = Tree([], [])
        self.tree.depth = 0
        self.lines: list[Line] = []
        self.parts: list[str] = []
        self._links: list[Link] = []
        self._asides: list[Line] = []
        self._block = Block(0, -1, None, "", "", "", frozenset(), 0, [], frozenset(), self.tree)
        self.blocks = [self._block]
        #: Number of lines written before it, source and alternative text of each picture.
        self.images: list[tuple[int, str, str | None]] = []
        self._inside: frozenset[str] = frozenset()
        self._hidden = False
        self._mode = FREE_MODE
        self._address: str | None = None
        self._link_at = 0
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
            if (source := element.get("src") or element.get("data-src")) and not source.startswith("data:"):
                self.images.append((len(self.lines), source, element.get("alt")))
            return None
        items = element.items()
        hints = self._hints.of(items) if items else NO_HINTS
        if tag in UNSEEN or (hints.hidden and tag in INLINE):
            return self._enter_aside()
        if tag in BLOCKS or hints.block or (tag not in INLINE and any(child.tag in BLOCKS for child in element)):
            return self._enter_block(element, tag, node, depth, items, hints)
        if hints.marks:
            self._marks = hints.marks if self._marks is None else self._marks | hints.marks
        if tag == "a":
            return self._enter_link(element.get("href"))
        if tag == "time":
            self._marks = (self._marks or frozenset()) | {"time"}
            self._time = self._time or element.get("datetime")
        elif "time" in hints.marks:
            self._time = self._time or element.get("datetime") or element.get("content")
        return None

    def leave(self, frame: Frame) -> None:
        """Restore what held before the element that made ``frame``."""
        kind, block, inside, hidden, mode, address, parts, links = frame
        if kind == _BLOCK:
            self._boundary()
            self._block, self._inside, self._hidden, self._mode = block, inside, hidden, mode
        elif kind == _LINK:
            self._end_link()
            self._address, self._inside = address, inside
            self._link_at = len(self.parts)
        elif kind == _PAD:
            self._pad()
        else:
            if (line := self._line(aside=True)) is not None:
                self._asides.append(line)
            self.parts, self._links = parts, links
            self._link_at = len(parts)
            self._address, self._hidden = address, hidden

    def finish(self) -> None:
        """End the last line."""
        self._boundary()

    def _frame(self, kind: int) -> Frame:
        return kind, self._block, self._inside, self._hidden, self._mode, self._address, self.parts, self._links

    def _enter_link(self, address: str | None) -> Frame | None:
        if address is None:
            return None
        frame = self._frame(_LINK)
        self._end_link()
        self._address = address
        self._link_at = len(self.parts)
        if "a" not in self._inside:
            self._inside = self._inside | {"a"}
        return frame

    def _end_link(self) -> None:
        """Note the words of the link at hand, if it has any on this line."""
        if self._address is not None and self._link_at < len(self.parts):
            self._links.append((self._link_at, len(self.parts), self._address))

    def _enter_aside(self) -> Frame:
        """Text that is not shown must not break the sentence around it: it is kept for a line of its own."""
        frame = self._frame(_ASIDE)
        self._end_link()
        self.parts, self._links, self._link_at, self._hidden = [], [], 0, True
        return frame

    def _enter_block(
        self, element: etree._Element, tag: str, node: int, depth: int, items: list[tuple[str, str]], hints: Hints
    ) -> Frame | None:
        mode = self._mode
        if mode == ROW_MODE and tag in ("td", "th"):
            self.parts.append(CELL)
            return None
        deep = depth > self._deepest
        if deep or mode in (ROW_MODE, VERBATIM_MODE):
            self.flattened = self.flattened or deep
            self._pad()
            return self._frame(_PAD)
        self._boundary()
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
        if self.parts or self._asides:
            self._flush()
        self._link_at = 0
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
        if self.parts:
            self.parts, self._links = [], []
        self._link_at = 0
        self._time = self._marks = None
        if self._asides:
            self.lines.extend(self._asides)
            self._asides = []
        return line is not None

    def _line(self, *, aside: bool = False) -> Line | None:
        """The line that the parts make, None where they hold no text."""
        self._end_link()
        text, placed = written_line(self.parts, self._links, self._mode)
        if not text:
            return None
        block = self._block
        block.lines += 1
        if aside:
            return Line(text, block, 0, placed, True, None, None, block.shape)
        gap = 0 if not self.lines or _continues(self.lines[-1].block, block) else self._gap
        self._gap = 0
        return Line(text, block, gap, placed, self._hidden, self._time, self._marks, block.shape)


def _continues(last: Block, block: Block) -> bool:
    """Whether two lines stand in neighbouring items of a list or rows of a table."""
    return block.tag in ("li", "tr") and last.tag == block.tag and last.parent is block.parent and last is not block
