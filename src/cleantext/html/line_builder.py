"""Builds the lines of a page: takes pieces of text and spans, gives lines with collapsed white space."""

from __future__ import annotations

from typing import Any

from cleantext.html.facts import Block

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython


#: Stands between the cells of a row until the row is written.
CELL = "\x1f"

#: The modes of blocks: on lines of their own, rows of a data table, within such a row, within verbatim text.
FREE_MODE, DATA_MODE, ROW_MODE, VERBATIM_MODE = range(4)

#: At most 16 spans are open at a time: a page may open thousands, and each is looked at on every line.
MAX_OPEN = 16
#: More blank lines than 2 say no more.
_MAX_GAP = cython.declare(cython.int, 2)
# Numbers as the compiler has them.
_ROW = cython.declare(cython.int, ROW_MODE)
_VERBATIM = cython.declare(cython.int, VERBATIM_MODE)
#: A stretch of a line: its first character, the one after its last, its kind and what there is to say of it. Where the
#: first two are equal, something stands at that place: a picture, the beginning of a cell.
Stretch = tuple[int, int, str, Any]


class Line:
    """One line of a block, as the page shows it, with what in-line elements said about it.

    ``gap`` counts blank lines before it; ``spans`` are offsets into ``text``; only verbatim lines hold newlines.
    """

    __slots__ = ("block", "gap", "hidden", "marks", "shape", "spans", "text", "time")

    def __init__(
        self,
        text: str,
        block: Block,
        gap: int,
        spans: list[Stretch] | None,
        hidden: bool,
        time: str | None,
        marks: frozenset[str] | None,
        shape: str,
    ) -> None:
        """Take all that is known of the line."""
        self.text = text
        self.block = block
        self.gap = gap
        self.spans = spans
        self.hidden = hidden
        self.time = time
        self.marks = marks
        self.shape = shape


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
        text, placed = write_line(self._parts, self._spans, self._mode)
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


def write_line(parts: list[str], spans: list[Stretch], mode: int) -> tuple[str, list[Stretch] | None]:
    """The line that ``parts`` make in a block of that mode, and its spans where it has any.

    >>> write_line(["See ", " the plan"], [(0, 2, "link", "/plan")], FREE_MODE)
    ('See the plan', [(0, 12, 'link', '/plan')])
    """
    if mode == VERBATIM_MODE:
        return write_verbatim(parts), None
    if mode == ROW_MODE:
        return write_row(parts, spans)
    whole = len(parts)
    for span in spans:
        if span[0] or span[1] != whole:
            return write_spans(parts, spans)
    text = " ".join("".join(parts).split())
    return text, [(0, len(text), kind, value) for _, _, kind, value in spans] if spans else None


def write_spans(parts: list[str], spans: list[Stretch]) -> tuple[str, list[Stretch]]:
    """The line that ``parts`` make, and its spans; those come as (first part, the one after the last, kind, value).

    >>> write_spans(["See ", " the plan", " ."], [(1, 2, "link", "/plan")])
    ('See the plan .', [(4, 12, 'link', '/plan')])
    """
    begins = [0] * (len(parts) + 1)
    ends = [0] * (len(parts) + 1)
    made: list[str] = []
    size: cython.Py_ssize_t = 0
    at: cython.Py_ssize_t
    # Where words stand that come next: white space at its beginning is no part of a span.
    waiting: cython.Py_ssize_t = 0
    space: cython.bint = False
    for at, part in enumerate(parts):
        ends[at] = size
        text = " ".join(part.split())
        if not text:
            space = space or bool(part)
            continue
        if size and (space or part[0].isspace()):
            made.append(" ")
            size += 1
        while waiting <= at:
            begins[waiting] = size
            waiting += 1
        made.append(text)
        size += len(text)
        space = part[-1].isspace()
    ends[len(parts)] = size
    while waiting <= len(parts):
        begins[waiting] = size
        waiting += 1
    placed = []
    for low, high, kind, value in spans:
        start = begins[low]
        end = start if low == high else ends[high]
        if start < end or low == high:
            placed.append((start, end, kind, value))
    return "".join(made), placed


def write_row(parts: list[str], spans: list[Stretch]) -> tuple[str, list[Stretch]]:
    """The line of a table's row: its cells that hold text, with `` | `` between them.

    >>> write_row(["Team", CELL, " ", CELL, "Goals "], [])
    ('Team | Goals', [])
    """
    written: list[str] = []
    wanted = {at for span in spans for at in span[:2]}
    moved: dict[int, int] = {0: 0}
    empty = True
    separate = False
    cell = -1
    for index, part in enumerate(parts):
        if part == CELL:
            separate = not empty
            cell = index + 1
        elif part and not part.isspace():
            if separate:
                written.append(" | ")
                if cell in moved:
                    moved[cell] = len(written)  # a cell begins after what parts it from the one before
            separate = empty = False
        if index in wanted:
            moved[index] = len(written)
        written.append(" " if part == CELL else part)
    moved[len(parts)] = len(written)
    return write_spans(written, [(moved[low], moved[high], kind, value) for low, high, kind, value in spans])


def write_verbatim(parts: list[str]) -> str:
    """The text of a ``<pre>``: its lines as written, without blank ones at its edges and spaces at line ends."""
    lines = [line.rstrip() for line in "".join(parts).splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    first = next((index for index, line in enumerate(lines) if line), 0)
    return "\n".join(lines[first:])


def _continues(above: Line, block: Block) -> cython.bint:
    """Whether two lines stand in neighbouring items of a list or rows of a table."""
    last: Block = above.block
    return block.tag in ("li", "tr") and last.tag == block.tag and last.parent is block.parent and last is not block
