"""The lines of a page in the making: parts of text and spans come in, lines go out; the walk says what holds."""

from __future__ import annotations

from typing import Any

from cleantext.readers.facts import Block
from cleantext.readers.lines import FREE_MODE, ROW_MODE, VERBATIM_MODE, Line, Stretch, written_line

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython

#: At most 16 spans are open at a time: a page may open thousands, and each is looked at on every line.
MAX_OPEN = 16
#: More blank lines than 2 say no more.
_MAX_GAP = cython.declare(cython.int, 2)
# Numbers as the compiler has them.
_ROW = cython.declare(cython.int, ROW_MODE)
_VERBATIM = cython.declare(cython.int, VERBATIM_MODE)


class Opened:
    """A span that is open: its kind, what there is to say of it, and the first part of the line that is within."""

    __slots__ = ("at", "kind", "value")

    def __init__(self, kind: str, value: object, at: int) -> None:
        """Begin at a part of the line at hand."""
        self.kind = kind
        self.value = value
        self.at = at


class LineBuilder:
    """The line at hand, the lines that are written, and what holds for both: the block, the mode, whether it is shown.

    ``between`` is what stands between lines: the number of lines written before it, its kind and what there is to say
    of it.
    """

    def __init__(self, block: Block) -> None:
        """Begin without text."""
        self.lines: list[Line] = []
        self.between: list[tuple[int, str, Any]] = []
        #: The text of the line at hand, the spans noted in it, and those that its words still stand in.
        self._parts: list[str] = []
        self._spans: list[Stretch] = []
        self._open: list[Opened] = []
        self._asides: list[Line] = []
        self._block = block
        self._hidden = False
        self._mode = FREE_MODE
        self._gap = 0
        self._time: str | None = None
        self._marks: frozenset[str] | None = None

    def _note(self, kind: str, value: object) -> cython.void:
        """Note what stands at this place."""
        if value is not None:
            at = len(self._parts)
            self._spans.append((at, at, kind, value))

    def _begin(self, kind: str, value: object) -> cython.void:
        """Open a span."""
        self._open.append(Opened(kind, value, len(self._parts)))

    def _resume(self, at: cython.Py_ssize_t) -> cython.void:
        """Say that the open spans go on from a part of another line."""
        opened: Opened
        for opened in self._open:
            opened.at = at

    def _close(self) -> cython.void:
        """End the span that was opened last; it is noted if it has words on this line."""
        opened: Opened = self._open.pop()
        if opened.at < len(self._parts):
            self._spans.append((opened.at, len(self._parts), opened.kind, opened.value))

    def _end_spans(self) -> cython.void:
        """Note the words that open spans have on this line."""
        opened: Opened
        here: cython.Py_ssize_t = len(self._parts)
        for opened in reversed(self._open):
            if opened.at < here:
                self._spans.append((opened.at, here, opened.kind, opened.value))

    def _is_full(self) -> cython.bint:
        """Whether no further span is opened."""
        return len(self._open) >= MAX_OPEN

    def _boundary(self) -> cython.void:
        """The edge of a block."""
        if self._parts or self._asides or self._spans:
            self._flush()
        if not self._gap:
            self._gap = 1

    def _pad(self) -> cython.void:
        """The edge of a block within a row or within verbatim text."""
        if self._mode == _ROW:
            self._parts.append(" ")
        elif self._parts and not self._parts[len(self._parts) - 1].endswith("\n"):
            self._parts.append("\n")

    def _end_line(self) -> cython.void:
        if self._mode == _VERBATIM:
            self._parts.append("\n")
        elif self._mode == _ROW:
            self._parts.append(" ")
        elif not self._flush():
            self._gap = min(self._gap + 1, _MAX_GAP)

    def _flush(self) -> cython.bint:
        """Write the line at hand and what was put aside; whether the line held text."""
        line: Line | None = self._line(False) if self._parts else None
        if line is not None:
            self.lines.append(line)
        elif self._spans:
            self._leave_between()
        if self._parts or self._spans:
            self._parts = []
            self._spans = []
        self._resume(0)
        self._time = self._marks = None
        if self._asides:
            self.lines.extend(self._asides)
            self._asides = []
        return line is not None

    def _leave_between(self) -> cython.void:
        """Note what stands here although no text does."""
        for low, high, kind, value in self._spans:
            if low == high:
                self.between.append((len(self.lines), kind, value))

    def _line(self, aside: cython.bint) -> Line | None:
        """The line that the parts make, None where they hold no text."""
        if self._open:
            self._end_spans()
        text, placed = written_line(self._parts, self._spans, self._mode)
        if not text:
            if aside and self._spans:
                self._leave_between()
            return None
        block: Block = self._block
        block.lines += 1
        if aside:
            return Line(text, block, 0, placed, True, None, None, block.shape)
        gap: cython.int = 0 if not self.lines or _continues(self.lines[len(self.lines) - 1], block) else self._gap
        self._gap = 0
        return Line(text, block, gap, placed, self._hidden, self._time, self._marks, block.shape)


def _continues(above: Line, block: Block) -> cython.bint:
    """Whether two lines stand in neighbouring items of a list or rows of a table."""
    last: Block = above.block
    return block.tag in ("li", "tr") and last.tag == block.tag and last.parent is block.parent and last is not block
