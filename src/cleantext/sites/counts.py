"""Counts of many keys in bounded space: a Misra-Gries summary, which can be merged, and whose rows age.

Up to its capacity a summary is exact. Beyond that it forgets rare keys, and all counts are too low by at most ``lost``,
which is at most the sum of all counts divided by the capacity (Agarwal and others, "Mergeable summaries", 2012).
"""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

#: A row as bytes: a key, how often it was counted, how often with a mark, in which month last.
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
        return isinstance(other, Counts) and all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

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
        self._add(((key, Count(1, marked, month)) for key, marked in counted.items()))

    def _add(self, rows: Iterable[tuple[int, Count]]) -> None:
        for key, (times, marked, month) in rows:
            own, own_marked, last = self.rows.get(key, NEVER)
            self.rows[key] = Count(own + times, own_marked + marked, max(last, month))
        if len(self.rows) > 2 * self.capacity:
            self.prune()

    def touch(self, keys: Iterable[int], month: int) -> None:
        """Note that known keys were seen again, without counting them."""
        for key in keys:
            row = self.rows.get(key, NEVER)
            if row.month:
                self.rows[key] = row._replace(month=max(row.month, month))

    def merge(self, other: Counts) -> None:
        """Add the counts of another summary."""
        self.lost += other.lost
        self._add(other.rows.items())

    def forget(self, before: int) -> None:
        """Forget the keys that were last counted before a month, except those whose month is not known."""
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

    def pack(self) -> str:
        """Write the rows as text, in the order of the keys."""
        self.prune()
        rows = b"".join(
            _ROW.pack(key, min(times, MOST), min(marked, MOST), month)
            for key, (times, marked, month) in sorted(self.rows.items())
        )
        return base64.b64encode(rows).decode("ascii")

    @classmethod
    def unpack(cls, capacity: int, lost: int, text: str) -> Counts:
        """Read the summary that :meth:`pack` wrote.

        >>> counts = Counts(4)
        >>> counts.add({7: True}, month=24315)
        >>> Counts.unpack(4, 0, counts.pack()) == counts
        True
        """
        found = cls(capacity)
        found.lost = lost
        rows = _ROW.iter_unpack(base64.b64decode(text, validate=True))
        found.rows = {key: Count(*row) for key, *row in rows}
        return found
