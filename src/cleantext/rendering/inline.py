"""The words of a paragraph as a tree: its spans, outer ones around inner ones."""

from __future__ import annotations

from collections.abc import Sequence

from cleantext.records import dataclass, field
from cleantext.structure.cuts import POINTS
from cleantext.values import Inline

#: Spans within more others are not told apart; a paragraph has no more spans.
MAX_DEPTH, MAX_SPANS = 24, 100_000


@dataclass(slots=True)
class Styled:
    """A stretch of text and what dresses it (None for the whole), with the stretches in it that are dressed again."""

    start: int
    end: int
    span: Inline | None
    inner: list[Styled] = field(default_factory=list)


def styled(spans: Sequence[Inline], start: int, end: int) -> Styled:
    """The spans between two places of a text as a tree; where spans cross, the inner one ends with the outer,
    and one within another of its kind says nothing.

    >>> whole = styled([Inline("strong", 0, 9), Inline("em", 4, 12)], 0, 12)
    >>> [(one.span.kind, one.start, one.end) for one in (whole.inner[0], whole.inner[0].inner[0])]
    [('strong', 0, 9), ('em', 4, 9)]
    """
    spans = spans[:MAX_SPANS]
    whole = Styled(start, end, None)
    stack = [whole]
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        low, high = max(span.start, start), min(span.end, end)
        if low > high or (low == high and span.kind not in POINTS):
            continue
        while len(stack) > 1 and stack[-1].end <= low and not (stack[-1].end == low == high):
            stack.pop()
        high = min(high, stack[-1].end)
        if len(stack) > MAX_DEPTH or any(one.span is not None and one.span.kind == span.kind for one in stack):
            continue  # what is strong already
        if low > high or (low == high and span.kind not in POINTS):
            continue
        one = Styled(low, high, span)
        stack[-1].inner.append(one)
        if low < high:
            stack.append(one)
    return whole
