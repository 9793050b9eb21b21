"""The ledger: every line of the input, in pieces where it holds several things, each with its verdict."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from cleantext.document import Decision, Document, Segment
from cleantext.errors import LedgerError
from cleantext.marks import Claimed, Field, Reason
from cleantext.segments.bounds import end_of_line, end_of_lines
from cleantext.values import Verdict

#: The step that stands beside what the reader decides: white space, and what it left unread.
READER = "reader"

#: Codes by member: an enum's own way to its value takes two calls.
_CODES = {one: one.value for one in (*Field, *Reason)}

#: A verdict from its values in order: made for each line, blank ones too, and in half the time of a call by the class.
_made: Callable[[tuple[object, ...]], Verdict] = partial(tuple.__new__, Verdict)

_Pair = tuple[Segment, Decision | None]


def ledger_of(document: Document) -> tuple[Verdict, ...]:
    """One verdict for each line, or for each piece of a line; their texts join to the document's text.

    A stretch that the reader left unread has one verdict for all its lines.
    """
    text = document.text
    entries: list[Verdict] = []
    pairs = list(zip(document.segments, document.decisions, strict=True))
    first = at = 0
    number = 1
    for index, (segment, decision) in enumerate(pairs):
        if decision is None or decision.step != READER:
            continue
        number = _add_lines(entries, text, (at, segment.start), number, pairs[first:index])
        at = end_of_line(text, segment.end)
        if index + 1 < len(pairs):
            at = min(at, pairs[index + 1][0].start)
        entries.append(_verdict(number, segment.start, at, text, segment, decision))
        number += _line_ends(text[segment.start : at].splitlines(keepends=True)) if at < len(text) else 0
        first = index + 1
    end = max(at, end_of_lines(text, document.limits.lines))
    number = _add_lines(entries, text, (at, end), number, pairs[first:])
    if end < len(text):
        # Nobody needs an entry for each of more blank lines than lines are read.
        entries.append(_blank(number, end, len(text), text))
    return tuple(entries)


def _add_lines(entries: list[Verdict], text: str, stretch: tuple[int, int], number: int, pairs: list[_Pair]) -> int:
    """Add the verdicts of a stretch line by line; the number of the line that its end stands on."""
    at = 0
    offset = stretch[0]
    lines = text[offset : stretch[1]].splitlines(keepends=True)
    count = len(pairs)
    starts, ends = [one.start for one, _ in pairs], [one.end for one, _ in pairs]
    for line in lines:
        end = offset + len(line)
        while at < count and ends[at] <= offset:
            at += 1
        low = offset
        here = at
        while here < count and starts[here] < end:
            following = starts[here + 1] if here + 1 < count else end
            high = min(following, end) if following > low else end
            entries.append(_verdict(number, low, high, text, *pairs[here]))
            low = high
            here += 1
        if low < end:
            entries.append(_blank(number, low, end, text))
        offset = end
        number += 1
    return number - len(lines) + _line_ends(lines)


def _line_ends(lines: list[str]) -> int:
    """How many of the lines are closed by a line end: all, or all but the last."""
    return len(lines) - (bool(lines) and len(lines[-1].splitlines()[0]) == len(lines[-1]))


def _verdict(number: int, start: int, end: int, text: str, segment: Segment, decision: Decision | None) -> Verdict:
    if decision is None:
        left = segment.text[:60]
        raise LedgerError(f"Line {number} was left without a verdict: {left!r}. Keep a step that claims the rest.")
    mark = decision.mark
    field, reason = (_CODES[mark.field], None) if isinstance(mark, Claimed) else (None, _CODES[mark.reason])
    path = segment.facts.path if segment.facts is not None else None
    return _made((number, start, end, text[start:end], field, reason, decision.step, mark.evidence, path))


def _blank(number: int, start: int, end: int, text: str) -> Verdict:
    return _made((number, start, end, text[start:end], None, _CODES[Reason.BLANK], READER, "white space only", None))
