"""``extract_many``: pages through several processes; ``aextract``: one page beside an event loop."""

from __future__ import annotations

import datetime
import os
import selectors
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from cleantext.api import Kind, extract
from cleantext.article import Article
from cleantext.batch.run.record import Outcome, Status
from cleantext.batch.settings import ProcessLimits, SourcePage
from cleantext.batch.workers.process import Ticket, WorkerProcess
from cleantext.batch.workers.worker import Work, order_of
from cleantext.errors import CleantextError, ProfileError
from cleantext.pipeline import Pipeline

if TYPE_CHECKING:
    from cleantext.api import Raw
    from cleantext.sites.profile import SiteProfile


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


Tag = TypeVar("Tag")

#: In order, 64 pages for each worker are read ahead of the first unfinished one.
AHEAD = 64
#: How often the clock is looked at while nothing happens.
TICK = 0.1
#: A page that ends its worker is tried once more, alone in a fresh one: the end may have had another cause.
ATTEMPTS = 2
#: If 3 workers in a row end before they are ready, or are not ready after 120 seconds, none will be.
START_FAILURES, START_SECONDS = 3, 120.0


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


@dataclass(frozen=True, slots=True)
class PageResult:
    """What became of one page of :func:`extract_many`.

    ``id`` is the one given with the page, or the page's number, from 0. ``article`` is None for ``timeout``, ``crash``
    and ``error``; ``reason`` says in words why a status is not ``ok``. ``milliseconds`` is the wall time of extraction.
    """

    id: Any
    article: Article | None
    status: Status
    reason: str | None
    milliseconds: float


def extract_many(
    pages: Iterable[str | bytes | tuple[Any, str | bytes] | SourcePage],
    workers: int | None = None,
    *,
    kind: Kind = "auto",
    now: datetime.datetime | None = None,
    pipeline: Pipeline | None = None,
    profiles: str | os.PathLike[str] | None = None,
    ordered: bool = True,
    timeout: float = 5.0,
    memory_limit: int = 1 << 30,
    recycle: int = 2000,
) -> Iterator[PageResult]:
    """Extract pages in several processes: exactly one :class:`PageResult` for each page, whatever it does.

    ``pages`` is any iterable of pages, of ``(id, page)`` pairs, or of ``SourcePage`` (which has an URL and a content
    type); it is read as far as the workers need. ``workers`` is by default the number of cores. A page that takes more
    than ``timeout`` seconds, kills its worker, or makes it grow by more than ``memory_limit`` bytes costs that page
    alone. Results come in the order of the pages, or as they are done with ``ordered=False``. ``recycle`` is the number
    of pages after which a worker is replaced. ``pipeline`` must be picklable: its steps stand at the top of a module.
    ``profiles`` is the folder or file of :class:`cleantext.SiteProfiles`, used for pages with an URL. Closing the
    iterator ends the workers.

    >>> body = "The harbour wall held through the storm, engineers said on Monday evening."
    >>> for result in extract_many([("wall", f"Harbour wall holds\\n\\n{body}"), ("none", "")], workers=1):
    ...     print(result.id, result.status, result.article.headline)
    wall ok Harbour wall holds
    none empty None
    """
    limits = ProcessLimits(cores() if workers is None else workers, timeout, memory_limit, recycle, ordered)
    return _results(shaped(pages, Work(as_it_is, pipeline, now, stored(profiles)), limits, kind))


def shaped(pages: Iterable[Any], work: Work, limits: ProcessLimits, kind: Kind = "auto") -> Iterator[tuple[Any, Any]]:
    """For each page its id and what the work's shape made of it; ValueError for limits that make no sense."""
    if limits.workers < 1:
        raise ValueError(f"workers is {limits.workers}; at least one is needed")
    if limits.seconds <= 0 or limits.memory <= 0 or limits.recycle < 1:
        raise ValueError("timeout, memory_limit and recycle must be greater than 0")
    pool: Pool[Any] = Pool(work, limits)
    return pool.run(_sources(pages, kind))


def stored(profiles: str | os.PathLike[str] | None) -> str | None:
    """The path of stored profiles; ProfileError where nothing is there."""
    if profiles is not None and not os.path.exists(profiles):
        raise ProfileError(f"{os.fspath(profiles)} holds no profiles; `cleantext learn PAGES -o ...` makes them.")
    return None if profiles is None else os.fspath(profiles)


def as_it_is(page: SourcePage, outcome: Outcome) -> Outcome:
    """The shape in which outcomes come back to Python: as they are."""
    return outcome


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _results(found: Iterator[tuple[Any, Outcome]]) -> Iterator[PageResult]:
    try:
        for name, outcome in found:
            yield PageResult(name, outcome.article, outcome.status, outcome.reason, outcome.milliseconds)
    finally:
        # On the spot, not when the garbage collector comes by.
        found.close()  # type: ignore[attr-defined]


def _sources(pages: Iterable[Any], kind: Kind) -> Iterator[tuple[Any, SourcePage]]:
    for number, item in enumerate(pages):
        if isinstance(item, SourcePage):
            yield item.id, item
            continue
        pair = isinstance(item, tuple) and len(item) == 2
        name, raw = item if pair else (number, item)
        if isinstance(raw, (bytearray, memoryview)):
            raw = bytes(raw)
        if not isinstance(raw, (str, bytes)):
            raise TypeError(f"page {number} is of type {type(raw).__name__}: str, bytes or (id, page) is needed")
        yield name, SourcePage("", raw, file="", offset=number, kind=kind)


async def aextract(
    raw: Raw,
    *,
    url: str | None = None,
    now: datetime.datetime | None = None,
    kind: Kind = "auto",
    content_type: str | None = None,
    pipeline: Pipeline | None = None,
    profile: SiteProfile | None = None,
) -> Article:
    """:func:`cleantext.extract` in a thread, so that the event loop goes on.

    >>> import asyncio
    >>> page = "Harbour wall holds\\n\\nThe harbour wall held through the storm, engineers said on Monday evening."
    >>> asyncio.run(aextract(page)).headline
    'Harbour wall holds'
    """
    import asyncio

    return await asyncio.to_thread(
        extract, raw, url=url, now=now, kind=kind, content_type=content_type, pipeline=pipeline, profile=profile
    )
