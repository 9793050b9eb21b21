"""Lines that date or sign an article, told by the word lists and by a year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleantext.document import Segment
from cleantext.fields.signed_shapes import named
from cleantext.vocabulary import load_vocabulary

#: What the word lists call a line of a record.
RECORD_KINDS = frozenset(("byline", "published", "modified", "reading-time", "relative-time", "role"))
#: A line of at most 8 words may be names alone.
MAX_NAMES = 8
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


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


def is_record(segment: Segment) -> bool:
    """Whether a short line dates or signs an article."""
    return segment.words <= 14 and (not RECORD_KINDS.isdisjoint(segment.hits) or dated(segment.text))


def reads_as_byline(segment: Segment) -> bool:
    """Whether a short line reads as a byline: after a label, or as names alone."""
    return segment.words <= MAX_NAMES and not segment.ends and named(segment, load_vocabulary()) is not None


def dated(text: str) -> bool:
    """Whether a short line holds a year."""
    return len(text) < 90 and _YEAR.search(text) is not None
