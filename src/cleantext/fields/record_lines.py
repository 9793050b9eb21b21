"""Which lines around a candidate are of a record, or read as a byline."""

from __future__ import annotations

from collections.abc import Sequence

from cleantext.document import Segment
from cleantext.fields.signed_shapes import named
from cleantext.segments.records import is_record
from cleantext.vocabulary import load_vocabulary

#: A line of at most 8 words may be names alone.
MAX_NAMES = 8


class Records:
    """Which lines of a page date or sign an article; the candidates are neighbours, and ask about the same lines."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        """``segments`` are all of the page."""
        self._segments = segments
        self._known: dict[int, bool] = {}
        self._signed: dict[int, bool] = {}

    def within(self, low: int, high: int) -> bool:
        """Whether a line from ``low`` to before ``high`` is such a line."""
        return any(map(self._is, range(max(0, low), min(high, len(self._segments)))))

    def signed(self, index: int) -> bool:
        """Whether a line reads as a byline; False outside the page."""
        known = self._signed.get(index)
        if known is None:
            inside = 0 <= index < len(self._segments)
            known = self._signed[index] = inside and reads_as_byline(self._segments[index])
        return known

    def _is(self, index: int) -> bool:
        known = self._known.get(index)
        if known is None:
            known = self._known[index] = is_record(self._segments[index])
        return known


def reads_as_byline(segment: Segment) -> bool:
    """Whether a short line reads as a byline: after a label, or as names alone."""
    return segment.words <= MAX_NAMES and not segment.ends and named(segment, load_vocabulary()) is not None
