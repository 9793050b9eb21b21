"""Counts of many keys in bounded space: the Misra-Gries summary, which can be merged.

Up to its capacity a summary is exact. Beyond it rare keys are forgotten, and all counts are too low by at most
``lost``, which is at most the sum of all counts divided by the capacity (Agarwal and others, "Mergeable summaries",
2012).
"""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator, Mapping

_ROW = struct.Struct("<QII")


class Counts:
    """How often each key was counted, and how often of these times with a mark."""

    __slots__ = ("capacity", "lost", "rows")

    def __init__(self, capacity: int) -> None:
        """Count nothing yet; at most ``capacity`` keys are kept."""
        self.capacity = capacity
        self.lost = 0
        self.rows: dict[int, tuple[int, int]] = {}

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[int]:
        return iter(self.rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Counts) and (self.capacity, self.lost, self.rows) == (
            other.capacity,
            other.lost,
            other.rows,
        )

    __hash__ = None  # type: ignore[assignment]

    def of(self, key: int) -> tuple[int, int]:
        """How often a key was counted at least, and how often with a mark."""
        return self.rows.get(key, (0, 0))

    def add(self, counted: Mapping[int, bool]) -> None:
        """Count each key once, with a mark where its value is true.

        >>> counts = Counts(2)
        >>> for keys in ({1: True, 2: False}, {1: True, 3: False}):
        ...     counts.add(keys)
        >>> counts.of(1), counts.of(3), counts.lost
        ((2, 2), (1, 0), 0)
        """
        for key, marked in counted.items():
            times, before = self.rows.get(key, (0, 0))
            self.rows[key] = (times + 1, before + marked)
        if len(self.rows) > 2 * self.capacity:
            self.prune()

    def merge(self, other: Counts) -> None:
        """Add the counts of another summary."""
        for key, (times, marked) in other.rows.items():
            own, own_marked = self.rows.get(key, (0, 0))
            self.rows[key] = (own + times, own_marked + marked)
        self.lost += other.lost
        if len(self.rows) > 2 * self.capacity:
            self.prune()

    def prune(self) -> None:
        """Forget the rarest keys until no more than the capacity are left."""
        if len(self.rows) <= self.capacity:
            return
        cut = sorted((times for times, _ in self.rows.values()), reverse=True)[self.capacity]
        self.lost += cut
        self.rows = {
            key: (times - cut, round(marked * (times - cut) / times))
            for key, (times, marked) in self.rows.items()
            if times > cut
        }

    def packed(self) -> str:
        """The rows as text: key, times, times with a mark of each, in the order of the keys."""
        self.prune()
        rows = b"".join(_ROW.pack(key, *row) for key, row in sorted(self.rows.items()))
        return base64.b64encode(rows).decode("ascii")

    @classmethod
    def unpacked(cls, capacity: int, lost: int, text: str) -> Counts:
        """The summary that :meth:`packed` wrote.

        >>> counts = Counts(4)
        >>> counts.add({7: True})
        >>> Counts.unpacked(4, 0, counts.packed()) == counts
        True
        """
        found = cls(capacity)
        found.lost = lost
        rows = _ROW.iter_unpack(base64.b64decode(text, validate=True))
        found.rows = {key: (times, marked) for key, times, marked in rows}
        return found
