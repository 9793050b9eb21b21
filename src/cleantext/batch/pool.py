"""The pool: one parent that hands out pages, watches the clock, and replaces workers; each page in gives one result.

Everything happens in the thread of the caller, between two results: there is no thread, lock or queue of its own.
"""

from __future__ import annotations

import os
import selectors
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from cleantext.batch.feed import Feed
from cleantext.batch.page import SourcePage
from cleantext.batch.process import Ticket, WorkerProcess
from cleantext.batch.record import Outcome, Status
from cleantext.batch.work import Work, order_of
from cleantext.errors import CleantextError

Tag = TypeVar("Tag")

#: In order, 64 pages for each worker are read ahead of the first unfinished one.
AHEAD = 64
#: How often the clock is looked at while nothing happens.
TICK = 0.1
#: A page that ends its worker is tried once more, alone in a fresh one: the end may have had another cause.
ATTEMPTS = 2
#: If 3 workers in a row end before they are ready, or are not ready after 120 seconds, none will be.
START_FAILURES, START_SECONDS = 3, 120.0


@dataclass(frozen=True, slots=True)
class ProcessLimits:
    """How many workers there are, what a page may take, and after how many pages a worker is replaced."""

    workers: int
    #: Wall time of a page, and bytes that a worker may grow by.
    seconds: float = 5.0
    memory: int = 1 << 30
    recycle: int = 2000
    ordered: bool = True


class Pool(Generic[Tag]):
    """Workers for the pages of one iterable; see :meth:`run`."""

    def __init__(self, work: Work, limits: ProcessLimits) -> None:
        self._work = work
        self._limits = limits
        self._order = order_of(work, limits.memory)
        self._feed = Feed(())
        self._selector = selectors.DefaultSelector()
        self._workers: list[WorkerProcess] = []
        self._done: dict[int, tuple[Tag, Any]] = {}
        self._out = 0
        self._looked = time.monotonic()
        self._start_failures = 0
        self._owner = os.getpid()

    def run(self, pages: Iterable[tuple[Tag, SourcePage]]) -> Iterator[tuple[Tag, Any]]:
        """One shaped outcome for each page, in the order of the pages (or as they are done).

        An error that ``pages`` raises comes after the results of the pages before it. Closing the iterator ends the
        workers.
        """
        self._feed = feed = Feed(pages)
        try:
            while True:
                worker = self._needy()
                if worker is not None:
                    batch = feed.batch(self._limits.recycle - worker.given)
                    if batch:
                        worker.give(batch)
                if feed.exhausted and self._out == feed.read:
                    break
                self._look(TICK if worker is None else 0.0)
                yield from self._ready()
            if feed.failure is not None:
                raise feed.failure
        finally:
            self.close()

    def close(self) -> None:
        """End all workers; a fork of the process that made them leaves them alone."""
        if os.getpid() == self._owner:
            while self._workers:
                self._workers.pop().end()
            self._selector.close()

    # -- handing out

    def _needy(self) -> WorkerProcess | None:
        """The worker that should get the next batch, a new one where all are busy; None where there is no room."""
        feed, limits = self._feed, self._limits
        if feed.is_over:
            return None
        ahead = limits.ordered and feed.read - self._out >= AHEAD * limits.workers
        if ahead and not feed.has_again:
            return None
        free = [worker for worker in self._workers if worker.given < limits.recycle]
        least = min(free, key=lambda worker: len(worker.assigned), default=None)
        if (least is None or least.assigned) and len(free) < limits.workers:
            return self._started()
        return least if least is not None and len(least.assigned) <= feed.span else None

    def _started(self) -> WorkerProcess:
        worker = WorkerProcess(self._order, self._selector)
        self._workers.append(worker)
        return worker

    # -- taking in

    def _look(self, timeout: float) -> None:
        """Take what workers send, for ``timeout`` seconds at most; then look at the clock."""
        for key, events in self._selector.select(timeout):
            worker: WorkerProcess = key.data
            if events & selectors.EVENT_WRITE:
                worker.write()
            if events & selectors.EVENT_READ:
                messages, ended = worker.read()
                for message in messages:
                    self._hear(worker, *message)
                if ended:
                    self._lose(worker)
        now = time.monotonic()
        # While the caller was busy with a result nobody looked at the workers: that time does not count.
        away, self._looked = max(0.0, now - self._looked - 2 * TICK), now
        for worker in list(self._workers):
            worker.since += away
            silent = now - worker.since
            if not worker.ready and silent > START_SECONDS:
                self._lose(worker)
            elif worker.ready and worker.assigned and silent > self._limits.seconds:
                self._stop(worker)
            elif not worker.assigned and worker.given >= self._limits.recycle:
                worker.end()
                self._workers.remove(worker)

    def _hear(self, worker: WorkerProcess, kind: str, *rest: Any) -> None:
        worker.since = time.monotonic()
        if kind == "ready":
            worker.ready = True
            self._start_failures = 0
        elif kind == "memory":
            worker.out_of_memory = True
        elif kind == "failed":
            raise CleantextError(f"A worker could not begin: {rest[0]}.")
        else:
            _, milliseconds, shaped = rest
            ticket = worker.assigned.popleft()
            self._done[ticket.index] = (ticket.tag, shaped)
            self._feed.timed(milliseconds)

    def _lose(self, worker: WorkerProcess) -> None:
        """A worker has ended by itself: the page it was at is tried once more, alone, and the others again."""
        how = worker.end(patience=1.0)
        self._workers.remove(worker)
        tickets = list(worker.assigned)
        if not worker.ready:
            self._start_failures += 1
            if self._start_failures >= START_FAILURES:
                raise CleantextError(f"Workers end before they are ready ({how}); is their memory limit too low?")
        elif tickets:
            first = tickets.pop(0)
            first.killed += 1
            if first.killed < ATTEMPTS:
                self._started().give([first])
            else:
                reason = "the page needs more memory than a worker may have"
                reason = reason if worker.out_of_memory else f"the page ended its worker ({how})"
                self._fail(first, Status.CRASH, reason)
        self._feed.redo(tickets)

    def _stop(self, worker: WorkerProcess) -> None:
        """A page takes too long: its worker is killed, and the other pages of the worker are done again."""
        worker.end()
        self._workers.remove(worker)
        tickets = list(worker.assigned)
        limit = self._limits.seconds
        self._fail(tickets.pop(0), Status.TIMEOUT, f"the page took more than {limit:g} s", 1000 * limit)
        self._feed.redo(tickets)

    def _fail(self, ticket: Ticket, status: Status, reason: str, milliseconds: float = 0.0) -> None:
        outcome = Outcome(status, reason, milliseconds)
        self._done[ticket.index] = (ticket.tag, self._work.shape(ticket.page, outcome))

    def _ready(self) -> Iterator[tuple[Tag, Any]]:
        """What may be given out now."""
        while self._done:
            index = self._out if self._limits.ordered else next(iter(self._done))
            if index not in self._done:
                return
            self._out += 1
            yield self._done.pop(index)
