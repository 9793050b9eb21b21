"""The ledger: every line of the input, in pieces where it holds several things, each with its verdict."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, cast

from cleantext.document import Decision, Document
from cleantext.errors import LedgerError
from cleantext.marks import Claimed, Field, Reason
from cleantext.text.lines import end_of_line, end_of_lines
from cleantext.values import Verdict

if TYPE_CHECKING:
    from cleantext.article import Article
    from cleantext.html.facts import Tree

#: The name that the ledger gives as the step for what the reader decides: white space, and what it left unread.
READER = "reader"
#: The code of a field or None, and of a reason or None, as an entry has them.
_CODES: dict[Field | Reason, tuple[str | None, str | None]] = {
    **{one: (one.value, None) for one in Field},
    **{one: (None, one.value) for one in Reason},
}
#: What an entry says of its text: field, reason, step, evidence and path.
_Row = tuple[str | None, str | None, str, str, str | None]
_BLANK: _Row = (*_CODES[Reason.BLANK], READER, "white space only", None)
#: Stand for the element of a segment that has none, and of a segment that only the metadata holds.
_NO_PATH, _DECLARED = -3, -2

#: Makes a verdict from its values in order, in half the time of a call of the class.
_make_verdict: Callable[[tuple[object, ...]], Verdict] = partial(tuple.__new__, Verdict)


class Ledger:
    """What became of each segment of a page; the entries are made when they are asked for."""

    __slots__ = ("_decisions", "_ends", "_lines", "_nodes", "_starts", "_tree")

    def __init__(self, document: Document) -> None:
        """Keep the decisions and the places of segments; LedgerError where a segment has no decision."""
        segments = document.segments
        if not all(document.decisions):
            left = segments[document.decisions.index(None)]
            place = f"Line {left.line} was left without a verdict: {left.text[:60]!r}."
            raise LedgerError(f"{place} Keep a step that claims the rest.")
        self._decisions = cast("tuple[Decision, ...]", document.decisions)
        self._starts = array("q", [one.start for one in segments])
        self._ends = array("q", [one.end for one in segments])
        self._lines = document.limits.lines
        blocks = [facts.block for one in segments if (facts := one.facts) is not None]
        self._tree: Tree | None = blocks[0].tree if blocks else None
        nodes = [_DECLARED if one.tag == "declared" else one.node for one in blocks]
        if len(nodes) < len(segments):
            found = iter(nodes)
            nodes = [_NO_PATH if one.facts is None else next(found) for one in segments]
        self._nodes = array("i", nodes)

    @property
    def steps(self) -> set[str]:
        """The names of the steps that decided."""
        return {step for step, _ in self._decisions}

    @property
    def has_declared_body(self) -> bool:
        """Whether some of the body stands only in what the page declares."""
        pairs = zip(self._nodes, self._decisions, strict=True) if _DECLARED in self._nodes else ()
        return any(
            node == _DECLARED and isinstance(mark, Claimed) and mark.field is Field.BODY for node, (_, mark) in pairs
        )

    def entries(self, article: Article) -> tuple[Verdict, ...]:
        """One verdict for each line, or for each piece of a line; their texts join to the source of the article.

        A stretch that the reader left unread has one verdict for all its lines.
        """
        text = article.source
        entries: list[Verdict] = []
        rows = self._make_rows()
        first = at = 0
        number = 1
        count = len(rows)
        for index in [index for index, (step, _) in enumerate(self._decisions) if step == READER]:
            start = self._starts[index]
            number = self._add_lines(entries, text, (at, start), number, rows, (first, index))
            at = end_of_line(text, self._ends[index])
            if index + 1 < count:
                at = min(at, self._starts[index + 1])
            entries.append(_make_verdict((number, start, at, text[start:at], *rows[index])))
            number += _count_line_ends(text[start:at].splitlines(keepends=True)) if at < len(text) else 0
            first = index + 1
        end = max(at, end_of_lines(text, self._lines))
        number = self._add_lines(entries, text, (at, end), number, rows, (first, count))
        if end < len(text):
            # Blank lines beyond the limit of lines share one entry.
            entries.append(_make_verdict((number, end, len(text), text[end:], *_BLANK)))
        return tuple(entries)

    def _make_rows(self) -> list[_Row]:
        rows: list[_Row] = []
        last, path = _NO_PATH, None
        for (step, mark), node in zip(self._decisions, self._nodes, strict=True):
            if node != last:
                last, path = node, self._find_path(node)
            verdict = mark.field if isinstance(mark, Claimed) else mark.reason
            rows.append((*_CODES[verdict], step, mark.evidence, path))
        return rows

    def _find_path(self, node: int) -> str | None:
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
                piece = text[low:high]
                # A paragraph that crosses a printed page holds the line of its form feed.
                row = _BLANK if self._tree is None and piece.isspace() else rows[here]
                entries.append(_make_verdict((number, low, high, piece, *row)))
                low = high
                here += 1
            if low < end:
                entries.append(_make_verdict((number, low, end, text[low:end], *_BLANK)))
            offset = end
            number += 1
        return number - len(lines) + _count_line_ends(lines)


def _count_line_ends(lines: list[str]) -> int:
    """How many of the lines are closed by a line end: all, or all but the last."""
    return len(lines) - (bool(lines) and len(lines[-1].splitlines()[0]) == len(lines[-1]))


def compare_entries(entries: Iterable[Verdict], expected: str) -> None:
    """Compare the entries of a ledger with the text that they account for; LedgerError where they differ."""
    at = 0
    for entry in entries:
        if (entry.field is None) == (entry.reason is None):
            given = f"field {entry.field}, reason {entry.reason}"
            raise LedgerError(f"Line {entry.number} has no single verdict: {given}.")
        if entry.start != at or expected[entry.start : entry.end] != entry.text:
            found, wanted = entry.text[:40], expected[at : at + 40]
            raise LedgerError(f"Line {entry.number}, offset {at}: the ledger has {found!r}, the input {wanted!r}.")
        at = entry.end
    if at != len(expected):
        missing = expected[at : at + 40]
        raise LedgerError(f"The ledger ends at offset {at} of {len(expected)}: {missing!r} is missing.")
