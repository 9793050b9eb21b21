"""Counts of many keys in bounded space: the Misra-Gries summary, which can be merged, and whose rows grow old.

Up to its capacity a summary is exact. Beyond it rare keys are forgotten, and all counts are too low by at most
``lost``, which is at most the sum of all counts divided by the capacity (Agarwal and others, "Mergeable summaries",
2012).
"""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

#: A key, how often it was counted, how often with a mark, in which month last.
_ROW = struct.Struct("<QIIH")
#: The greatest count.
MOST = 2**32 - 1


class Count(NamedTuple):
    """How often a key was counted at least, how often with a mark, and in which month last (0: that is not known)."""

    times: int
    marked: int
    month: int


NEVER = Count(0, 0, 0)


class Counts:
    """How often each key was counted, how often of these times with a mark, and when last."""

    __slots__ = ("capacity", "lost", "rows")

    def __init__(self, capacity: int) -> None:
        """Count nothing yet; at most ``capacity`` keys are kept."""
        self.capacity = capacity
        self.lost = 0
        self.rows: dict[int, Count] = {}

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[int]:
        return iter(self.rows)

    def __contains__(self, key: int) -> bool:
        return key in self.rows

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Counts) and (self.capacity, self.lost, self.rows) == (
            other.capacity,
            other.lost,
            other.rows,
        )

    __hash__ = None  # type: ignore[assignment]

    def of(self, key: int) -> Count:
        """How often a key was counted at least, how often with a mark, and when last."""
        return self.rows.get(key, NEVER)

    def add(self, counted: Mapping[int, bool], month: int = 0) -> None:
        """Count each key once, with a mark where its value is true.

        >>> counts = Counts(2)
        >>> for keys in ({1: True, 2: False}, {1: True, 3: False}):
        ...     counts.add(keys)
        >>> counts.of(1).times, counts.of(3).marked, counts.lost
        (2, 0, 0)
        """
        for key, marked in counted.items():
            times, before, last = self.rows.get(key, NEVER)
            self.rows[key] = Count(times + 1, before + marked, max(last, month))
        if len(self.rows) > 2 * self.capacity:
            self.prune()

    def touch(self, keys: Iterable[int], month: int) -> None:
        """Note that keys that are known were seen again, without counting them."""
        for key in keys:
            if key in self.rows and self.rows[key].month:
                self.rows[key] = self.rows[key]._replace(month=max(self.rows[key].month, month))

    def merge(self, other: Counts) -> None:
        """Add the counts of another summary."""
        for key, (times, marked, month) in other.rows.items():
            own, own_marked, last = self.rows.get(key, NEVER)
            self.rows[key] = Count(own + times, own_marked + marked, max(last, month))
        self.lost += other.lost
        if len(self.rows) > 2 * self.capacity:
            self.prune()

    def forget(self, before: int) -> None:
        """Forget the keys that were last counted before a month, except those of which the month is not known."""
        if any(0 < row.month < before for row in self.rows.values()):
            self.rows = {key: row for key, row in self.rows.items() if not 0 < row.month < before}

    def prune(self) -> None:
        """Forget the rarest keys until no more than the capacity are left."""
        if len(self.rows) <= self.capacity:
            return
        cut = sorted((row.times for row in self.rows.values()), reverse=True)[self.capacity]
        self.lost += cut
        self.rows = {
            key: Count(times - cut, round(marked * (times - cut) / times), month)
            for key, (times, marked, month) in self.rows.items()
            if times > cut
        }

    def packed(self) -> str:
        """The rows as text, in the order of the keys."""
        self.prune()
        rows = b"".join(
            _ROW.pack(key, min(times, MOST), min(marked, MOST), month)
            for key, (times, marked, month) in sorted(self.rows.items())
        )
        return base64.b64encode(rows).decode("ascii")

    @classmethod
    def unpacked(cls, capacity: int, lost: int, text: str) -> Counts:
        """The summary that :meth:`packed` wrote.

        >>> counts = Counts(4)
        >>> counts.add({7: True}, month=24315)
        >>> Counts.unpacked(4, 0, counts.packed()) == counts
        True
        """
        found = cls(capacity)
        found.lost = lost
        rows = _ROW.iter_unpack(base64.b64decode(text, validate=True))
        found.rows = {key: Count(*row) for key, *row in rows}
        return found
