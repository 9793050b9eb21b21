"""``Pool`` and ``extract_many``: pages through several processes."""

from __future__ import annotations

import itertools
import os
import selectors
import sys
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from cleantext.article import Article
from cleantext.batch.run.record import Outcome, Status
from cleantext.batch.settings import (
    MEMORY_BYTES,
    RECYCLE_PAGES,
    TIMEOUT_SECONDS,
    ProcessLimits,
    SourcePage,
    check_profiles,
    count_cores,
)
from cleantext.batch.workers.process import Job, WorkerProcess
from cleantext.batch.workers.worker import Task, pack_task
from cleantext.errors import CleantextError
from cleantext.options import Options, choose_options

if TYPE_CHECKING:
    from typing import Unpack

    from cleantext.options import OptionValues
    from cleantext.sites.store import ProfileSource

    class PoolValues(OptionValues, total=False):
        """What pools take beside workers, profiles and order: limits of a page, and how pages are extracted."""

        timeout: float
        memory_limit: int
        recycle: int
        options: Options | None


Tag = TypeVar("Tag")

#: A worker has up to 8 pages waiting, so that it need not wait for the parent.
QUEUE_PAGES = 8
#: With ordered results, at most 64 pages for each worker are read ahead of the first unfinished one.
AHEAD_PAGES = 64
#: No page is read ahead while those without a returned result have 32 MiB: each is held two or three times.
AHEAD_BYTES = 1 << 25
#: While nothing happens, timeouts are checked every 0.1 s.
TICK_SECONDS = 0.1
#: A page that ends its worker is tried once more, alone in a fresh one: the end may have had another cause.
ATTEMPTS = 2
#: After 3 workers in a row that ended before they were ready, or were not ready after 120 seconds, the run fails.
START_FAILURES, START_SECONDS = 3, 120.0


@dataclass(frozen=True, slots=True)
class PageResult:
    """The result of one page of :func:`extract_many` and :meth:`Pool.map`.

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
    profiles: ProfileSource | None = None,
    ordered: bool = True,
    **settings: Unpack[PoolValues],
) -> Iterator[PageResult]:
    """Extract pages in several processes: exactly one :class:`PageResult` for each page, whatever it does.

    ``pages`` is any iterable of pages, of ``(id, page)`` pairs, or of ``SourcePage`` (which has a URL and a content
    type); it is read as far as the workers need. ``workers`` is by default the number of cores. A page that takes more
    than ``timeout`` seconds, kills its worker, or makes it grow by more than ``memory_limit`` bytes costs that page
    alone. Results come in the order of the pages, or as they are done with ``ordered=False``. ``recycle`` is the number
    of pages after which a worker is replaced. ``profiles`` is the folder or file of :class:`cleantext.SiteProfiles`,
    or a dict of their JSON by site, used for pages with a URL. ``options`` and ``settings`` are those of
    :func:`cleantext.extract`; a pipeline must be picklable: its steps stand at the top of a module. Closing the
    iterator ends the workers.

    >>> body = "The harbour wall held through the storm, engineers said on Monday evening."
    >>> for result in extract_many([("wall", f"Harbour wall holds\\n\\n{body}"), ("none", "")], workers=1):
    ...     print(result.id, result.status, result.article.headline)
    wall ok Harbour wall holds
    none empty None
    """
    pool = Pool(workers, profiles=profiles, ordered=ordered, **settings)
    return _map_and_close(pool, pages)


def _map_and_close(pool: Pool, pages: Iterable[Any]) -> Iterator[PageResult]:
    with pool:
        yield from pool.map(pages)


def return_outcome(page: SourcePage, outcome: Outcome) -> Outcome:
    """The ``make_result`` of a task whose results are the outcomes themselves."""
    return outcome


def make_task(
    make_result: Callable[[SourcePage, Outcome], Any],
    workers: int | None = None,
    *,
    learn: bool = False,
    profiles: ProfileSource | None = None,
    ordered: bool = True,
    timeout: float = TIMEOUT_SECONDS,
    memory_limit: int = MEMORY_BYTES,
    recycle: int = RECYCLE_PAGES,
    options: Options | None = None,
    **settings: Unpack[OptionValues],
) -> tuple[Task, ProcessLimits]:
    """The task and the limits that :meth:`Pool.for_task` takes, from the arguments of :func:`extract_many`."""
    task = Task(make_result, choose_options(options, settings), check_profiles(profiles), learn)
    return task, ProcessLimits(count_cores() if workers is None else workers, timeout, memory_limit, recycle, ordered)


def _make_source_pages(pages: Iterable[Any]) -> Iterator[tuple[Any, SourcePage]]:
    for number, item in enumerate(pages):
        if isinstance(item, SourcePage):
            yield item.id, item
            continue
        pair = isinstance(item, tuple) and len(item) == 2
        page_id, raw = item if pair else (number, item)
        if isinstance(raw, (bytearray, memoryview)):
            raw = bytes(raw)
        if not isinstance(raw, (str, bytes)):
            raise TypeError(f"page {number} is of type {type(raw).__name__}: str, bytes or (id, page) is needed")
        yield page_id, SourcePage("", raw, file="", offset=number)


#: All pools of this process, so that a fork can forget the workers of its parent.
_pools: weakref.WeakSet[Pool] = weakref.WeakSet()


class Pool:
    """Worker processes that stay warm from one :meth:`map` to the next.

    Workers start with the first page, and end with the ``with`` block, with the pool itself or with this process. The
    arguments are those of :func:`extract_many`; ValueError if a limit is not positive.

    A pool reads the pages of one iterator at a time. It may live in a daemonic process of multiprocessing. In a process
    that was forked it starts workers of its own, and what is pickled is its configuration, without the workers.

    >>> body = "The harbour wall held through the storm, engineers said on Monday evening."
    >>> with Pool(workers=1) as pool:
    ...     for day in ("Monday", "Tuesday"):
    ...         print([result.article.headline for result in pool.map([f"Wall holds on {day}\\n\\n{body}"])])
    ['Wall holds on Monday']
    ['Wall holds on Tuesday']
    """

    def __init__(
        self,
        workers: int | None = None,
        *,
        profiles: ProfileSource | None = None,
        ordered: bool = True,
        **settings: Unpack[PoolValues],
    ) -> None:
        self._configure(*make_task(return_outcome, workers, profiles=profiles, ordered=ordered, **settings))

    @classmethod
    def for_task(cls, task: Task, limits: ProcessLimits) -> Pool:
        """A pool whose workers make the results of ``task``, for :meth:`run`."""
        pool = cls.__new__(cls)
        pool._configure(task, limits)
        return pool

    def __getstate__(self) -> tuple[Task, ProcessLimits]:
        return self._task, self._limits

    def __setstate__(self, state: tuple[Task, ProcessLimits]) -> None:
        self._configure(*state)

    def _configure(self, task: Task, limits: ProcessLimits) -> None:
        if limits.workers < 1:
            raise ValueError(f"workers is {limits.workers}; at least one is needed")
        if limits.seconds <= 0 or limits.memory <= 0 or limits.recycle < 1:
            raise ValueError("timeout, memory_limit and recycle must be greater than 0")
        self._task = task
        self._limits = limits
        self._packed = pack_task(task, limits.memory)
        self._workers: list[WorkerProcess] = []
        weakref.finalize(self, _end_workers, self._workers)
        _pools.add(self)
        self._reset()

    def _reset(self) -> None:
        """Begin without workers; iterators that are still open find another lock, and give an error."""
        self._selector = selectors.DefaultSelector()
        self._busy = threading.Lock()
        self._begin(())

    def _begin(self, pages: Iterable[tuple[Any, SourcePage]]) -> None:
        # The pages that are left, how many were read, and the error that the caller's iterable raised.
        self._pages: Iterator[tuple[Any, SourcePage]] | None = iter(pages) if pages else None
        self._read = 0
        self._failure: Exception | None = None
        # Jobs that have to be done again.
        self._repeated: deque[Job] = deque()
        # The bytes of each page whose result was not returned yet, by its index, and their sum.
        self._sizes: dict[int, int] = {}
        self._held = 0
        # Results by the index of their page, and the number of results that were returned.
        self._done: dict[int, tuple[Any, Any]] = {}
        self._returned = 0
        self._checked = time.monotonic()
        self._start_failures = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def map(self, pages: Iterable[str | bytes | tuple[Any, str | bytes] | SourcePage]) -> Iterator[PageResult]:
        """Extract pages: exactly one :class:`PageResult` for each, as :func:`extract_many` gives them.

        An error that ``pages`` raises comes after the results of the pages before it. Whether the iterator is read to
        its end or closed, the pool can be used again: workers with unfinished pages are replaced, the others stay.
        CleantextError while another iterator of this pool is open.
        """
        return _make_results(self.run(_make_source_pages(pages)))

    def run(self, pages: Iterable[tuple[Tag, SourcePage]]) -> Generator[tuple[Tag, Any], None, None]:
        """The tag and the result of each page, in the order of the pages (or as they are done); see :meth:`map`."""
        busy = self._busy
        if not busy.acquire(blocking=False):
            raise CleantextError(
                "This pool is reading other pages: read that iterator to its end, or close it, or make another pool."
            )
        try:
            iterator = iter(pages)
            for first in iterator:
                self._begin(itertools.chain((first,), iterator))
                break
            # Without a page no worker starts.
            while self._pages is not None or self._returned < self._read:
                worker = self._choose_worker()
                if worker is not None and (job := self._next_job()) is not None:
                    worker.assign(job)
                self._handle_events(TICK_SECONDS if worker is None else 0.0)
                self._check_workers()
                for result in self._take_results():
                    yield result
                    if self._busy is not busy:
                        raise CleantextError("The pool was closed, or the process forked, before all pages were read.")
            if self._failure is not None:
                raise self._failure
        finally:
            if self._busy is busy:
                for worker in [worker for worker in self._workers if worker.assigned]:
                    self._end_worker(worker)
                self._begin(())
                busy.release()

    def close(self) -> None:
        """End all workers, and the iterator that is open; a later :meth:`map` starts new ones."""
        _end_workers(self._workers)
        self._selector.close()
        self._reset()

    def forget_workers(self) -> None:
        """Leave the workers to the process that this one was forked from."""
        while self._workers:
            self._workers.pop().forget()
        self._selector.close()
        self._reset()

    def _end_worker(self, worker: WorkerProcess, patience: float = 0.0) -> str:
        self._workers.remove(worker)
        return worker.end(patience)

    def _choose_worker(self) -> WorkerProcess | None:
        """The worker that should get the next page, a new one if all are busy; None if there is no need."""
        limits = self._limits
        if not self._repeated:
            ahead = limits.ordered and self._read - self._returned >= AHEAD_PAGES * limits.workers
            if ahead or self._pages is None or self._held >= AHEAD_BYTES:
                return None
        free = [worker for worker in self._workers if worker.given < limits.recycle]
        least = min(free, key=lambda worker: len(worker.assigned), default=None)
        if (least is None or least.assigned) and len(free) < limits.workers:
            return self._start_worker()
        return least if least is not None and len(least.assigned) < QUEUE_PAGES else None

    def _start_worker(self) -> WorkerProcess:
        worker = WorkerProcess(self._packed, self._selector)
        self._workers.append(worker)
        return worker

    def _next_job(self) -> Job | None:
        if self._repeated:
            return self._repeated.popleft()
        assert self._pages is not None
        try:
            tag, page = next(self._pages)
        except StopIteration:
            self._pages = None
        except Exception as error:
            # Raised again after the results of the pages before.
            self._pages, self._failure = None, error
        else:
            self._sizes[self._read] = size = sys.getsizeof(page.raw)
            self._held += size
            self._read += 1
            return Job(self._read - 1, tag, page)
        return None

    def _handle_events(self, timeout: float) -> None:
        """Exchange messages with workers, for ``timeout`` seconds at most."""
        for key, events in self._selector.select(timeout):
            worker: WorkerProcess = key.data
            if events & selectors.EVENT_WRITE:
                worker.write()
            if events & selectors.EVENT_READ:
                messages, ended = worker.read()
                for message in messages:
                    self._handle_message(worker, *message)
                if ended:
                    self._handle_end(worker)

    def _handle_message(self, worker: WorkerProcess, kind: str, *rest: Any) -> None:
        worker.since = time.monotonic()
        if kind == "ready":
            worker.ready = True
            self._start_failures = 0
        elif kind == "memory":
            worker.out_of_memory = True
        elif kind == "failed":
            raise CleantextError(f"A worker could not begin: {rest[0]}.")
        else:
            job = worker.assigned.popleft()
            self._done[job.index] = (job.tag, rest[0])

    def _check_workers(self) -> None:
        """Kill workers whose page takes too long, and end those that had their number of pages."""
        now = time.monotonic()
        # While the caller was busy with a result nobody checked the workers: that time does not count.
        away, self._checked = max(0.0, now - self._checked - 2 * TICK_SECONDS), now
        for worker in list(self._workers):
            worker.since += away
            silent = now - worker.since
            if not worker.ready and silent > START_SECONDS:
                self._handle_end(worker)
            elif worker.ready and worker.assigned and silent > self._limits.seconds:
                self._kill_overdue(worker)
            elif not worker.assigned and worker.given >= self._limits.recycle:
                self._end_worker(worker)

    def _handle_end(self, worker: WorkerProcess) -> None:
        """After a worker ended by itself: its current page is tried once more, alone; the others are repeated."""
        how = self._end_worker(worker, patience=1.0)
        jobs = list(worker.assigned)
        if not worker.ready:
            self._start_failures += 1
            if self._start_failures >= START_FAILURES:
                raise CleantextError(f"Workers end before they are ready ({how}); is their memory limit too low?")
        elif jobs:
            first = jobs.pop(0)
            first.killed += 1
            if first.killed < ATTEMPTS:
                self._start_worker().assign(first)
            elif worker.out_of_memory:
                self._fail(first, Status.CRASH, "the page needs more memory than a worker may have")
            else:
                self._fail(first, Status.CRASH, f"the page ended its worker ({how})")
        self._repeated.extendleft(reversed(jobs))

    def _kill_overdue(self, worker: WorkerProcess) -> None:
        """Kill a worker whose page takes too long; its other pages are repeated."""
        self._end_worker(worker)
        first, *others = worker.assigned
        limit = self._limits.seconds
        self._fail(first, Status.TIMEOUT, f"the page took more than {limit:g} s", 1000 * limit)
        self._repeated.extendleft(reversed(others))

    def _fail(self, job: Job, status: Status, reason: str, milliseconds: float = 0.0) -> None:
        outcome = Outcome(status, reason, milliseconds)
        self._done[job.index] = (job.tag, self._task.make_result(job.page, outcome))

    def _take_results(self) -> Iterator[tuple[Any, Any]]:
        """Take out the results that may be returned now."""
        while self._done:
            index = self._returned if self._limits.ordered else next(iter(self._done))
            if index not in self._done:
                return
            self._returned += 1
            self._held -= self._sizes.pop(index)
            yield self._done.pop(index)


def _make_results(outcomes: Iterator[tuple[Any, Outcome]]) -> Iterator[PageResult]:
    try:
        for page_id, outcome in outcomes:
            yield PageResult(page_id, outcome.article, outcome.status, outcome.reason, outcome.milliseconds)
    finally:
        # At once, not when the garbage collector runs.
        outcomes.close()  # type: ignore[attr-defined]


def _end_workers(workers: list[WorkerProcess]) -> None:
    while workers:
        workers.pop().end()


def _forget_copied_workers() -> None:
    for pool in list(_pools):
        pool.forget_workers()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_copied_workers)
