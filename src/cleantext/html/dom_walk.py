"""Walks the tree of a page once, without recursion or changes: text becomes lines, elements become blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from sys import intern, maxsize
from typing import TYPE_CHECKING, Any

from cleantext.budget import STRIDE, TIME, Watch
from cleantext.html.facts import Block, Tree
from cleantext.html.hints import NO_HINTS, WATCHED, Hints, hints_of
from cleantext.html.line_builder import CELL, DATA_MODE, FREE_MODE, ROW_MODE, VERBATIM_MODE, Line, LineBuilder
from cleantext.html.media import formula_of, media_of, script_formula, shown_picture, tex_of
from cleantext.html.tags import (
    BLOCKS,
    DATA,
    DROP,
    KEEP,
    KIND_BITS,
    KINDS,
    REGION_BITS,
    REGIONS,
    SHAPES,
    STYLES,
    is_data_table,
    read_cell,
)
from cleantext.patterns import pattern
from cleantext.records import NamedTuple

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython

if TYPE_CHECKING:
    from lxml import etree

    from cleantext.html.tags import Chosen


_NORMAL = pattern(r"(?<![-\w])font-weight\s{0,9}:\s{0,9}(?:normal|[34]00)", re.I)
_NO_MARKS: frozenset[str] = frozenset()
_TIME_MARK = frozenset(("time",))
#: Blocks are opened at most 2,048 levels down, as deep as the parser goes: each holds the one around it, and a longer
#: chain, which only a tree made by hand can have, would take more stack than a thread has when it is freed.
_MAX_DEPTH = 2048
# The numbers below are C numbers, as the .pxd says.
_IS_DATA, _IS_PLAIN, _IS_NOTED, _IS_APART, _IS_BLOCK, _IS_INLINE, *_OTHERS = KIND_BITS
_IS_UNSEEN, _IS_PICTURE, _IS_MEDIA, _IS_VERBATIM, _IS_NAMING = _OTHERS
_FREE, _DATA_ROWS, _ROW, _VERBATIM = FREE_MODE, DATA_MODE, ROW_MODE, VERBATIM_MODE
_IN_LINK, _IN_NOSCRIPT = REGION_BITS["a"], REGION_BITS["noscript"]
_DROPPED, _KEPT = REGION_BITS[DROP], REGION_BITS[KEEP]
#: What to do on an element's end tag: end the block, put the text aside, end the link, keep words apart, end styles.
_END_BLOCK, _END_ASIDE, _END_LINK, _PAD, _END_STYLE, _END_STYLES = range(6)


class Walked(NamedTuple):
    """What the walk has made of a page.

    ``between`` is what stands between lines: the number of lines written before it, its kind and what there is to say
    of it. ``unread`` is text that was left for a limit, with that limit.
    """

    tree: Tree
    blocks: list[Block]
    lines: list[Line]
    between: list[tuple[int, str, Any]]
    unread: list[tuple[str, str]]


def walk_page(
    roots: Iterable[etree._Element], watch: Watch, chosen: Mapping[etree._Element, Chosen] | None = None
) -> Walked:
    """Make the lines and blocks of a page from its trees, in order, as far as the limits allow.

    ``chosen`` are elements that the caller leaves out or keeps.
    """
    walk = _Walk(min(watch.limits.depth, _MAX_DEPTH))
    elements = chain.from_iterable([root.iter() for root in roots])
    left = walk.read(elements, watch, chosen or {})
    if walk.flattened:
        watch.reached.add("depth")
    return Walked(walk.tree, walk.blocks, walk.lines, walk.between, [left] if left is not None and left[1] else [])


def texts_of(elements: Iterable[etree._Element]) -> list[str]:
    """The text in and after elements, except code and data."""
    parts: list[str] = []
    for element in elements:
        if element.text and element.tag.__class__ is str and element.tag not in DATA:
            parts.append(element.text)
        if element.tail:
            parts.append(element.tail)
    return parts


@cython.cclass
class _Frame:
    """The state before an element, restored at its end tag; ``kind`` says what else to do there."""

    kind: cython.int
    block: Block
    regions: cython.uint
    hidden: cython.bint
    mode: cython.int
    parts: list[str]
    spans: list[Any]


@cython.cclass
class _Walk(LineBuilder):
    """Builds the blocks of a page, and handles each element's start and end."""

    tree: Tree
    blocks: list[Block]
    flattened: cython.bint
    _deepest: cython.Py_ssize_t
    _depth: cython.Py_ssize_t
    _regions: cython.uint
    _known: dict[object, Hints]
    _styled: _Frame
    _styled_twice: _Frame

    def __init__(self, deepest: int) -> None:
        """Start in a block without a tag; more than ``deepest`` elements down no block is opened."""
        self.tree = Tree([], [])
        super().__init__(Block(0, -1, None, "", "", "", 0, 0, [], _NO_MARKS, self.tree))
        self._deepest = deepest
        self._depth = 0
        #: Whether a block further down was met.
        self.flattened = False
        self.blocks = [self._block]
        self._regions = 0
        #: The hints of attributes that were read: pages repeat them.
        self._known = {}
        self._styled = self._frame(_END_STYLE)
        self._styled_twice = self._frame(_END_STYLES)

    def read(self, elements: Iterator[Any], watch: Watch, chosen: Mapping[Any, Chosen]) -> tuple[str, str] | None:
        """Visit each element once; the limit that ended the walk and the text that is left for it, None at the end.

        The elements around the one at hand are kept on a stack; an element's tail is taken when it leaves the stack.
        """
        names: list[str] = self.tree.tags
        parents: Any = self.tree.parents
        around: list[Any] = []
        frames: list[Any] = []
        top: Any = None
        frame: _Frame | None = None
        node: cython.Py_ssize_t = -1
        count: cython.Py_ssize_t = 0
        limit: cython.Py_ssize_t = min(watch.limits.elements, maxsize)
        check: cython.Py_ssize_t = 0
        # How many parts there were when the last element ended without a tail, and its tag: words that touch.
        closed: cython.Py_ssize_t = -1
        last: str = ""
        kinds: cython.int
        stopped: str | None = None
        element: Any
        while True:
            element = next(elements, None)
            if count == check and element is not None:
                stopped = self._reached(count, limit, watch)
                check = min(count + STRIDE, limit)
            parent = element.getparent() if element is not None and stopped is None else None
            while top is not parent:
                if frame is not None:
                    self._leave(frame)
                    closed = -1
                tail = top.tail
                if tail:
                    if self._parts or not tail.isspace():
                        self._parts.append(tail)
                else:
                    closed = len(self._parts)
                    last = names[node]
                top = around.pop()
                frame = frames.pop()
                node = parents[node]
            if element is None or stopped is not None:
                break
            tag = element.tag
            if tag.__class__ is not str:
                tag = "#"
            # A page has thousands of elements, and some thirty tags.
            tag = intern(tag)
            names.append(tag)
            parents.append(node)
            around.append(top)
            frames.append(frame)
            top = element
            node = count
            frame = None
            count += 1
            kinds = KINDS.get(tag, 0)
            if kinds & _IS_DATA or tag == "#":
                if tag == "script":
                    self._note("math", script_formula(element))
                continue
            text = element.text
            if chosen and element in chosen:
                frame = self._enter_chosen(element, tag, kinds, node, len(around), chosen[element])
                closed = -1
            elif not kinds & _IS_PLAIN:
                touching = text and kinds & _IS_APART and self._parts and closed == len(self._parts)
                if touching and _are_apart(self._parts[closed - 1], text, tag, last):
                    self._parts.append(" ")
                parts = self._parts
                frame = self._enter(element, tag, kinds, node, len(around))
                if parts is not self._parts:
                    closed = -1
            elif kinds & _IS_NOTED:
                frame = self._enter_noted(element, tag)
            if text and (self._parts or not text.isspace()):
                self._parts.append(text)
        self._boundary()
        self.tree.depth = self._depth
        if stopped is None:
            return None
        return stopped, " ".join(" ".join(texts_of(chain([element], elements))).split())

    @cython.cfunc
    def _reached(self, count: cython.Py_ssize_t, limit: cython.Py_ssize_t, watch: Watch) -> str | None:
        """The limit that ends the walk here, if one does."""
        if count >= limit:
            return "elements"
        if len(self.lines) > watch.limits.segments:
            return "segments"
        return TIME if watch.late() else None

    @cython.cfunc
    def _enter(
        self, element: Any, tag: str, kinds: cython.int, node: cython.Py_ssize_t, depth: cython.Py_ssize_t
    ) -> _Frame | None:
        """Handle a start tag; give what :meth:`_leave` needs, None where the end tag does nothing."""
        if tag == "br":
            self._end_line()
            return None
        if kinds & _IS_PICTURE:
            self._add_picture(element)
            return None
        items: list[Any] = element.items()
        hints: Hints = self._hints(items) if items else NO_HINTS
        if kinds & _IS_MEDIA:
            self._note("media", media_of(element, tag, self._block))
        # The last is a formula shown once more, beside a form that is read aloud.
        if (
            kinds & _IS_UNSEEN
            or (hints.hidden and kinds & _IS_INLINE)
            or (hints.unread and "katex-html" in dict(items).get("class", ""))
        ):
            return self._enter_aside(tag)
        if kinds & _IS_BLOCK or hints.block or (not kinds & _IS_INLINE and _holds_block(element)):
            return self._enter_block(element, tag, kinds, node, depth, items, hints)
        if hints.marks:
            self._marks = hints.marks if self._marks is None else self._marks | hints.marks
            if "time" in hints.marks and not self._time and tag not in ("a", "time"):
                self._time = element.get("datetime") or element.get("content")
        if tag == "a":
            return self._enter_link(element.get("href"))
        if tag == "time":
            self._marks = _TIME_MARK if self._marks is None else self._marks | _TIME_MARK
            time = element.get("datetime")
            self._time = self._time or time
            return self._enter_style("time", time) if time else None
        style = STYLES.get(tag)
        if style is None and not hints.styles:
            return None
        if self._mode == _VERBATIM:
            if style == "code" and items:
                self.between.append((len(self.lines), "language", items))
            return None
        if style is not None:
            return self._enter_style(style, tex_of(element) if style == "math" else None)
        frames = [frame for one in hints.styles if (frame := self._enter_style(one, None)) is not None]
        return None if not frames else self._styled if len(frames) == 1 else self._styled_twice

    @cython.cfunc
    def _hints(self, items: list[Any]) -> Hints:
        """What the attributes of an element say."""
        names: Any = None
        others: list[Any] = []
        for item in items:
            if item[0] == "class":
                names = item
            elif item[0] in WATCHED:
                others.append(item)
        if names is None and not others:
            return NO_HINTS
        # Most elements have a class, and no other attribute that says anything.
        key: Any = (names, *others) if others else names
        hints: Hints | None = self._known.get(key)
        if hints is None:
            hints = self._known[key] = hints_of(items)
        return hints

    @cython.cfunc
    def _enter_chosen(
        self,
        element: Any,
        tag: str,
        kinds: cython.int,
        node: cython.Py_ssize_t,
        depth: cython.Py_ssize_t,
        choice: str,
    ) -> _Frame | None:
        """Handle an element that the caller leaves out or keeps; in-line ones leave the sentence around them."""
        before: cython.uint = self._regions
        self._regions = before & ~(_DROPPED | _KEPT) | (_KEPT if choice == KEEP else _DROPPED)
        frame: _Frame | None = self._enter(element, tag, kinds, node, depth)
        if frame is not None:
            if frame.kind == _END_BLOCK or (choice == KEEP and frame.kind in (_END_ASIDE, _END_LINK)):
                frame.regions = before
                return frame
            self._leave(frame)
        self._regions = before
        if choice == KEEP:
            return None
        around = self._block
        frame = self._enter_aside(tag)
        regions: cython.uint = before & ~_KEPT | _DROPPED
        self._open_block(Block(len(self.blocks), node, around, tag, tag, "", regions, depth, [], _NO_MARKS, self.tree))
        return frame

    @cython.cfunc
    def _enter_noted(self, element: Any, tag: str) -> _Frame | None:
        """Handle a plain element that dresses the words within, or stands for something."""
        style = STYLES.get(tag)
        if style is not None:
            # Editors wrap whole pages in <b style="font-weight:normal">.
            plain = style == "strong" and _NORMAL.search(element.get("style", "")) is not None
            return None if plain else self._enter_style(style, None)
        if tag == "embed":
            self._note("media", media_of(element, tag, self._block))
        elif element.get("type") == "checkbox":
            self._note("box", element.get("checked") is not None)
        return None

    @cython.cfunc
    def _add_picture(self, element: Any) -> cython.void:
        self._block.img = True
        for block in self._block.nearest(3):
            block.pictured = True
        formula = formula_of(element)
        if formula is not None:
            self._note("math", formula)
        else:
            unscripted = self._regions & _IN_NOSCRIPT != 0
            self._note("picture", shown_picture(element, self._block, unscripted=unscripted))

    @cython.cfunc
    def _frame(self, kind: cython.int) -> _Frame:
        """The state at this place."""
        frame = _Frame()
        frame.kind = kind
        frame.block = self._block
        frame.regions = self._regions
        frame.hidden = self._hidden
        frame.mode = self._mode
        frame.parts = self._parts
        frame.spans = self._spans
        return frame

    @cython.cfunc
    def _leave(self, frame: _Frame) -> cython.void:
        """Handle an end tag: restore the state before the element."""
        if frame.kind >= _END_STYLE:
            self._close()
            if frame.kind == _END_STYLES:
                self._close()
        elif frame.kind == _END_BLOCK:
            self._boundary()
            self._block = frame.block
            self._regions = frame.regions
            self._hidden = frame.hidden
            self._mode = frame.mode
        elif frame.kind == _END_LINK:
            self._close()
            self._regions = frame.regions
        elif frame.kind == _PAD:
            self._pad()
        else:
            line = self._line(True)
            if line is not None:
                self._asides.append(line)
            self._parts = frame.parts
            self._spans = frame.spans
            self._resume(len(frame.parts))
            self._block = frame.block
            self._hidden = frame.hidden
            self._regions = frame.regions

    @cython.cfunc
    def _enter_link(self, address: str | None) -> _Frame | None:
        if address is None or self._regions & _IN_LINK:
            return None
        frame = self._frame(_END_LINK)
        self._begin("link", address)
        self._regions |= _IN_LINK
        return frame

    @cython.cfunc
    def _enter_style(self, kind: str, value: object) -> _Frame | None:
        if self._is_full():
            return None
        self._begin(kind, value)
        return self._styled

    @cython.cfunc
    def _enter_aside(self, tag: str) -> _Frame:
        """Put hidden text aside for a line of its own: it must not break the sentence around it."""
        frame = self._frame(_END_ASIDE)
        self._end_spans()
        self._parts = []
        self._spans = []
        self._hidden = True
        if tag == "noscript":
            self._regions |= _IN_NOSCRIPT
        self._resume(0)
        return frame

    @cython.cfunc
    def _enter_block(
        self,
        element: Any,
        tag: str,
        kinds: cython.int,
        node: cython.Py_ssize_t,
        depth: cython.Py_ssize_t,
        items: list[Any],
        hints: Hints,
    ) -> _Frame | None:
        if self._mode == _ROW and tag in ("td", "th"):
            self._parts.append(CELL)
            self._note("cell", read_cell(items, header=tag == "th"))
            return None
        deep: cython.bint = depth > self._deepest
        if deep or self._mode in (_ROW, _VERBATIM):
            self.flattened = self.flattened or deep
            self._pad()
            return self._frame(_PAD)
        self._boundary()
        if tag == "hr":
            self.between.append((len(self.lines), "rule", None))
        frame = self._frame(_END_BLOCK)
        around: Block = self._block
        self._regions |= REGION_BITS[tag] if tag in REGIONS else hints.region
        name: str = around.name if not kinds & _IS_NAMING and KINDS.get(around.name, 0) & _IS_NAMING else tag
        shape: str = SHAPES.get(tag, around.shape)
        if tag == "tr" and self._mode == _DATA_ROWS:
            self._mode = _ROW
            shape = "row"
        elif tag == "table":
            self._mode = _DATA_ROWS if is_data_table(element) else _FREE
        elif kinds & _IS_VERBATIM:
            self._mode = _VERBATIM
        self._open_block(
            Block(len(self.blocks), node, around, tag, name, shape, self._regions, depth, items, hints.marks, self.tree)
        )
        self._depth = max(self._depth, depth)
        if hints.hidden or (hints.unread and tag not in ("body", "main", "article")):
            self._hidden = True
        return frame

    @cython.cfunc
    def _open_block(self, block: Block) -> cython.void:
        self._block = block
        self.blocks.append(block)


def _holds_block(element: Any) -> bool:
    return any(child.tag in BLOCKS for child in element)


@cython.cfunc
def _are_apart(part: str, text: str, tag: str, last: str) -> cython.bint:
    """Whether words end between two elements that touch: two links, a time, or a capital after a small letter."""
    before = part[len(part) - 1]
    after = text[0]
    if not (before.isalnum() and after.isalnum()):
        return False
    return (
        tag == last == "a"
        or tag == "time"
        or last == "time"
        or (after.isupper() and (before.islower() or before.isdigit()))
    )
