"""The ledger: every line of the input, in pieces where it holds several things, each with its verdict."""

from __future__ import annotations

from cleantext.document import Decision, Document, Segment
from cleantext.errors import LedgerError
from cleantext.marks import Claimed, Reason
from cleantext.values import Verdict


def ledger_of(document: Document) -> tuple[Verdict, ...]:
    """One verdict for each line, or for each piece of a line; their texts join to the document's text."""
    entries: list[Verdict] = []
    text = document.text
    pairs = list(zip(document.segments, document.decisions, strict=True))
    at = offset = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        end = offset + len(line)
        while at < len(pairs) and pairs[at][0].end <= offset:
            at += 1
        low = offset
        here = at
        while here < len(pairs) and pairs[here][0].start < end:
            following = pairs[here + 1][0].start if here + 1 < len(pairs) else end
            high = min(following, end) if following > low else end
            entries.append(_verdict(number, low, high, text, *pairs[here]))
            low = high
            here += 1
        if low < end:
            entries.append(_blank(number, low, end, text))
        offset = end
    return tuple(entries)


def _verdict(number: int, start: int, end: int, text: str, segment: Segment, decision: Decision | None) -> Verdict:
    if decision is None:
        left = segment.text[:60]
        raise LedgerError(f"Line {number} was left without a verdict: {left!r}. Keep a step that claims the rest.")
    mark = decision.mark
    field, reason = (mark.field.value, None) if isinstance(mark, Claimed) else (None, mark.reason.value)
    path = segment.facts.path if segment.facts is not None else None
    return Verdict(number, start, end, text[start:end], field, reason, decision.step, mark.evidence, path)


def _blank(number: int, start: int, end: int, text: str) -> Verdict:
    return Verdict(number, start, end, text[start:end], None, Reason.BLANK.value, "reader", "white space only")
