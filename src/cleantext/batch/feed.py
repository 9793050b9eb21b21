"""What workers are given next: pages as they are read, in batches of a fitting size, and pages that are done again."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable
from typing import Any

from cleantext.batch.page import SourcePage
from cleantext.batch.process import Ticket

#: A batch is sized to take a worker about so long, within bounds: small enough to be done again, large enough to
#: keep messages few. The first batches, whose pages nobody has timed yet, are of one page.
BATCH_SECONDS, BATCH_PAGES, BATCH_BYTES = 0.1, 64, 1 << 20
#: Reading a batch stops after so long: what a slow input has given already is worked on meanwhile.
READ_SECONDS = 0.05
#: Weight of a new time in the running mean of a page's time, and the least mean, in seconds.
NEW_WEIGHT, LEAST_MEAN = 0.05, 1e-4


class Feed:
    """Batches from an iterable of tags and pages; an error that it raises is kept for the end.

    >>> feed = Feed((name, SourcePage(name, "", file=name, offset=0)) for name in "abc")
    >>> [[ticket.tag for ticket in feed.batch(99)] for _ in range(4)]
    [['a'], ['b'], ['c'], []]
    >>> feed.read, feed.is_over
    (3, True)
    """

    def __init__(self, pages: Iterable[tuple[Any, SourcePage]]) -> None:
        self.read = 0
        self.exhausted = False
        self.failure: Exception | None = None
        self._source = iter(pages)
        self._again: deque[list[Ticket]] = deque()
        self._mean: float | None = None

    @property
    def has_again(self) -> bool:
        """Whether pages wait that have to be done again."""
        return bool(self._again)

    @property
    def is_over(self) -> bool:
        """Whether there is nothing to give, and never will be unless something has to be done again."""
        return self.exhausted and not self._again

    @property
    def span(self) -> int:
        """How many pages a batch has."""
        if self._mean is None:
            return 1
        return max(1, min(BATCH_PAGES, int(BATCH_SECONDS / self._mean)))

    def timed(self, milliseconds: float) -> None:
        """A page took so long."""
        new = milliseconds / 1000
        mean = new if self._mean is None else (1 - NEW_WEIGHT) * self._mean + NEW_WEIGHT * new
        self._mean = max(LEAST_MEAN, mean)

    def redo(self, tickets: list[Ticket]) -> None:
        """These pages come next."""
        if tickets:
            self._again.appendleft(tickets)

    def batch(self, most: int) -> list[Ticket]:
        """What comes next: pages that are done again, or up to ``most`` that are read now."""
        if self._again:
            return self._again.popleft()
        batch: list[Ticket] = []
        started, size = time.monotonic(), 0
        most = min(most, self.span)
        while len(batch) < most and size < BATCH_BYTES and time.monotonic() - started < READ_SECONDS:
            try:
                item = next(self._source, None)
            except Exception as error:
                # The caller's own iterable: raised again as it is, after the results of the pages before.
                self.failure, item = error, None
            if item is None:
                self.exhausted = True
                break
            tag, page = item
            batch.append(Ticket(self.read, tag, page))
            self.read += 1
            size += len(page.raw)
        return batch
