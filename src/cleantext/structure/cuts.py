"""Characters that are left out of a text, and where the others then stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from cleantext.values import Inline

#: Spans that may have no characters: something stands at their place.
POINTS = frozenset(("image", "math"))


class Cuts:
    """Stretches to leave out of a text: (start, end) pairs; one that begins within another is passed over.

    >>> cuts = Cuts([(6, 8)])
    >>> cuts.without("Ropes ¶ and tar"), cuts.place(8)
    ('Ropes and tar', 6)
    """

    __slots__ = ("_lows", "_stretches", "_sums")

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        """Put the stretches in order."""
        self._stretches: list[tuple[int, int]] = []
        for low, high in sorted(stretches):
            if not self._stretches or low >= self._stretches[-1][1]:
                self._stretches.append((low, high))
        self._lows = [low for low, _ in self._stretches]
        self._sums = [0, *accumulate(high - low for low, high in self._stretches)]

    def without(self, text: str) -> str:
        """The text without the stretches."""
        ends = [0, *(high for _, high in self._stretches)]
        return "".join(text[low:high] for low, high in zip(ends, [*self._lows, len(text)], strict=True))

    def place(self, offset: int) -> int:
        """Where a place of the text stands without the stretches."""
        count = bisect_left(self._lows, offset)
        inside = max(0, self._stretches[count - 1][1] - offset) if count else 0
        return offset - self._sums[count] + inside

    def moved(self, spans: Sequence[Inline]) -> list[Inline]:
        """The spans where they then stand; those that lose all of their words are gone."""
        placed = [one._replace(start=self.place(one.start), end=self.place(one.end)) for one in spans]
        return [one for one in placed if one.start < one.end or one.kind in POINTS]
