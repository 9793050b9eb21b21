"""The ledger: every line of the input, in pieces where it holds several things, each with its verdict."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from cleantext.document import Document
from cleantext.errors import LedgerError
from cleantext.marks import Claimed, Field, Reason
from cleantext.text.lines import end_of_line, end_of_lines
from cleantext.values import Verdict

if TYPE_CHECKING:
    from cleantext.article import Article
    from cleantext.html.facts import Tree

#: The step that stands beside what the reader decides: white space, and what it left unread.
READER = "reader"

#: The code of a field or None, and of a reason or None: what an entry has of each.
_CODES: dict[Field | Reason, tuple[str | None, str | None]] = {
    **{one: (one.value, None) for one in Field},
    **{one: (None, one.value) for one in Reason},
}
#: What an entry says of its text: field, reason, step, evidence and path.
_Row = tuple[str | None, str | None, str, str, str | None]
_BLANK: _Row = (*_CODES[Reason.BLANK], READER, "white space only", None)
#: Where text stands that no element holds.
_NO_PATH, _DECLARED = -3, -2

#: A verdict from its values in order: made for each line, blank ones too, and in half the time of a call by the class.
_made: Callable[[tuple[object, ...]], Verdict] = partial(tuple.__new__, Verdict)


class Ledger:
    """What became of each segment of a page, in columns; the verdicts are made of them when they are asked for.

    ``verdicts`` are fields and reasons, ``steps`` those who decided.
    """

    __slots__ = ("_ends", "_evidence", "_lines", "_nodes", "_starts", "_tree", "steps", "verdicts")

    def __init__(self, document: Document) -> None:
        """Read off the columns; LedgerError where a segment has no decision."""
        segments = document.segments
        decisions = [one for one in document.decisions if one is not None]
        if len(decisions) < len(segments):
            raise _left(document)
        marks = [mark for _, mark in decisions]
        self.steps = tuple([step for step, _ in decisions])
        self.verdicts = tuple([mark.field if isinstance(mark, Claimed) else mark.reason for mark in marks])
        self._evidence = tuple([mark.evidence for mark in marks])
        self._starts = array("q", [one.start for one in segments])
        self._ends = array("q", [one.end for one in segments])
        self._lines = document.limits.lines
        blocks = [one.facts.block if one.facts is not None else None for one in segments]
        self._tree: Tree | None = next((one.tree for one in blocks if one is not None), None)
        nodes = [_NO_PATH if one is None else _DECLARED if one.tag == "declared" else one.node for one in blocks]
        self._nodes = array("i", nodes)

    @property
    def has_declared_body(self) -> bool:
        """Whether some of the body stands only in what the page declares."""
        pairs = zip(self._nodes, self.verdicts, strict=True) if _DECLARED in self._nodes else ()
        return any(node == _DECLARED and verdict is Field.BODY for node, verdict in pairs)

    def entries(self, article: Article) -> tuple[Verdict, ...]:
        """One verdict for each line, or for each piece of a line; their texts join to the source of the article.

        A stretch that the reader left unread has one verdict for all its lines.
        """
        text = article.source
        entries: list[Verdict] = []
        rows = self._rows()
        first = at = 0
        number = 1
        count = len(self.steps)
        for index in range(count) if READER in self.steps else ():
            if self.steps[index] != READER:
                continue
            number = self._add_lines(entries, text, (at, self._starts[index]), number, rows, (first, index))
            start = self._starts[index]
            at = end_of_line(text, self._ends[index])
            if index + 1 < count:
                at = min(at, self._starts[index + 1])
            entries.append(_made((number, start, at, text[start:at], *rows[index])))
            number += _line_ends(text[start:at].splitlines(keepends=True)) if at < len(text) else 0
            first = index + 1
        end = max(at, end_of_lines(text, self._lines))
        number = self._add_lines(entries, text, (at, end), number, rows, (first, count))
        if end < len(text):
            # Nobody needs an entry for each of more blank lines than lines are read.
            entries.append(_made((number, end, len(text), text[end:], *_BLANK)))
        return tuple(entries)

    def _rows(self) -> list[_Row]:
        """Field, reason, step, evidence and path of each segment."""
        columns = zip(self.verdicts, self.steps, self._evidence, self._nodes, strict=True)
        return [(*_CODES[verdict], step, evidence, self._path(node)) for verdict, step, evidence, node in columns]

    def _path(self, node: int) -> str | None:
        if self._tree is None or node < 0:
            return "/declared" if node == _DECLARED else None if node == _NO_PATH else "/"
        return self._tree.path(node)

    def _add_lines(
        self,
        entries: list[Verdict],
        text: str,
        stretch: tuple[int, int],
        number: int,
        rows: list[_Row],
        segments: tuple[int, int],
    ) -> int:
        """Add the verdicts of a stretch line by line; the number of the line that its end stands on."""
        offset = stretch[0]
        lines = text[offset : stretch[1]].splitlines(keepends=True)
        at, count = segments
        starts, ends = self._starts, self._ends
        for line in lines:
            end = offset + len(line)
            while at < count and ends[at] <= offset:
                at += 1
            low = offset
            here = at
            while here < count and starts[here] < end:
                following = starts[here + 1] if here + 1 < count else end
                high = min(following, end) if following > low else end
                entries.append(_made((number, low, high, text[low:high], *rows[here])))
                low = high
                here += 1
            if low < end:
                entries.append(_made((number, low, end, text[low:end], *_BLANK)))
            offset = end
            number += 1
        return number - len(lines) + _line_ends(lines)


def _line_ends(lines: list[str]) -> int:
    """How many of the lines are closed by a line end: all, or all but the last."""
    return len(lines) - (bool(lines) and len(lines[-1].splitlines()[0]) == len(lines[-1]))


def _left(document: Document) -> LedgerError:
    """The error that names the first segment without a decision."""
    segment = document.segments[document.decisions.index(None)]
    left = segment.text[:60]
    return LedgerError(f"Line {segment.line} was left without a verdict: {left!r}. Keep a step that claims the rest.")


def compare_entries(entries: Iterable[Verdict], expected: str) -> None:
    """Hold the entries of a ledger against the text that they account for; LedgerError where they differ."""
    at = 0
    for entry in entries:
        if (entry.field is None) == (entry.reason is None):
            told = f"field {entry.field}, reason {entry.reason}"
            raise LedgerError(f"Line {entry.number} has no single verdict: {told}.")
        if entry.start != at or expected[entry.start : entry.end] != entry.text:
            found, wanted = entry.text[:40], expected[at : at + 40]
            raise LedgerError(f"Line {entry.number}, offset {at}: the ledger has {found!r}, the input {wanted!r}.")
        at = entry.end
    if at != len(expected):
        missing = expected[at : at + 40]
        raise LedgerError(f"The ledger ends at offset {at} of {len(expected)}: {missing!r} is missing.")
