"""What one call may spend: its limits and its time, and which of them it has used up."""

from __future__ import annotations

import time
from collections.abc import Callable

from cleantext.limits import DEFAULT, TIME, Limits
from cleantext.records import NamedTuple

#: Loops look at the clock once in 500 turns: often enough for milliseconds, too seldom to cost any.
STRIDE = 500


class Deadline:
    """The moment at which a time budget is used up.

    >>> ticks = iter(range(9))
    >>> deadline = Deadline(1.5, clock=lambda: next(ticks))
    >>> deadline.passed(), deadline.passed()
    (False, True)
    """

    __slots__ = ("_clock", "_end")

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin now; ValueError for what is no span of time."""
        if not seconds >= 0:
            raise ValueError(f"budget must be a number of seconds, 0 or more, not {seconds!r}.")
        self._clock = clock
        self._end = clock() + seconds

    def passed(self) -> bool:
        """Whether the budget is used up."""
        return self._clock() >= self._end


class Unread(NamedTuple):
    """A stretch of the text that was not read, the number of its first line, and the name of the limit."""

    start: int
    end: int
    line: int
    limit: str


class Watch:
    """The limits of one reading; notes which are reached, and which stretches are left unread for it."""

    __slots__ = ("_deadline", "limits", "reached", "unread")

    def __init__(self, limits: Limits = DEFAULT, deadline: Deadline | None = None) -> None:
        """Begin with nothing reached; without a deadline no clock is read."""
        self.limits = limits
        self.reached: set[str] = set()
        self.unread: list[Unread] = []
        self._deadline = deadline

    def late(self) -> bool:
        """Whether the time is used up, which is noted."""
        if self._deadline is None or not self._deadline.passed():
            return False
        self.reached.add(TIME)
        return True

    def leave(self, text: str, start: int, end: int, line: int, limit: str) -> None:
        """Note that the stretch of ``text`` stays unread, without the white space around it."""
        stretch = text[start:end]
        visible = stretch.strip()
        if visible:
            low = start + len(stretch) - len(stretch.lstrip())
            self.reached.add(limit)
            self.unread.append(Unread(low, low + len(visible), line, limit))
