"""A batch from inputs to outputs: one record for each page, and a journal from which a run that ended early goes on."""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from types import FrameType, TracebackType
from typing import Any

from cleantext.batch.inputs.reading import read_pages
from cleantext.batch.inputs.streams import Meter
from cleantext.batch.run.journal import (
    Bookmark,
    CannotGoOn,
    CannotWrite,
    Journal,
    Mark,
    Sink,
    StandardOutput,
    State,
    same_config,
)
from cleantext.batch.run.record import REJECTED, Ids, Line, LineShape
from cleantext.batch.run.report import Progress, Tally, count_kind
from cleantext.batch.settings import STANDARD_OUTPUT, Settings, Skipped, SourcePage
from cleantext.batch.workers.pool import Pool
from cleantext.batch.workers.worker import Work

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """A signal asked the run to end; ``number`` is its number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Stop:
    """While entered, signals raise Stopped within :meth:`allowed`; outside of it they wait for the next one.

    >>> with Stop() as stop:
    ...     signal.raise_signal(signal.SIGTERM)
    ...     try:
    ...         with stop.allowed():
    ...             print("not reached")
    ...     except Stopped as stopped:
    ...         print(stopped.number)
    15
    """

    def __init__(self) -> None:
        self._asked: int | None = None
        self._allowed = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Stop:
        # Only the main thread may set handlers; elsewhere signals stay what they were. So does what is ignored (nohup).
        if threading.current_thread() is threading.main_thread():
            for number in _SIGNALS:
                if signal.getsignal(number) != signal.SIG_IGN:
                    self._before[number] = signal.signal(number, self._hear)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @contextlib.contextmanager
    def allowed(self) -> Iterator[None]:
        """Where a signal may end the run at any moment."""
        self._allowed = True
        try:
            if self._asked is not None:
                raise Stopped(self._asked)
            yield
        finally:
            self._allowed = False

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self._asked = number
        if self._allowed:
            self._allowed = False
            raise Stopped(number)


#: A chunk is brought to disk when it has 4,000,000 bytes, or 1 second after the one before.
CHUNK_BYTES, CHUNK_SECONDS = 4_000_000, 1.0


class Run:
    """One run of a batch; :meth:`go` does all of it. ``progress`` is told how many pages earlier runs have done."""

    def __init__(self, settings: Settings, stop: Stop, progress: Callable[[int], Progress]) -> None:
        self.settings = settings
        self.tally = Tally()
        self.meter = Meter()
        self._stop = stop
        self._progress = progress
        self._skipped: Counter[str] = Counter()
        self._state = State(settings.config())
        self._bookmark = Bookmark()
        self._held = 0
        self._committed = time.monotonic()
        to_file = settings.output != STANDARD_OUTPUT
        self._journal = Journal(settings.output.rstrip("/") + ".journal") if to_file else None
        out = (Sink if to_file else StandardOutput)(settings.output, settings.format, settings.writing)
        self._sinks = {"output": out}
        if settings.rejected is not None:
            self._sinks["rejected"] = Sink(settings.rejected, settings.rejected_format, settings.writing)

    def go(self) -> dict[str, Any]:
        """Do what is left to do; the summary of this run and of those before it.

        CannotGoOn, CannotWrite and InputChanged say what is in the way, Stopped that a signal came. Whatever leaves,
        and whatever ends the process, the same command goes on from there.
        """
        started = time.monotonic()
        try:
            self._begin()
            before = self.tally.pages
            if self._state.stage == "running":
                self._extract()
            if self._state.stage == "read":
                self._finish()
        finally:
            for sink in self._sinks.values():
                sink.close()
        return self._summary(before, time.monotonic() - started)

    # -- beginning

    def _begin(self) -> None:
        """Take hold of the files, and find out how far earlier runs came."""
        known = None if self.settings.overwrite else self._known()
        if known is None and not self.settings.overwrite:
            self._refuse_existing()
        for sink in self._sinks.values():
            sink.open(create=known is None or known.stage == "running")
        # Another run may have written the journal until its files were ours.
        known = None if self.settings.overwrite else self._known()
        if known is None:
            self._begin_anew()
        else:
            self._go_on(known)

    def _known(self) -> State | None:
        if self._journal is None:
            return None
        try:
            state = self._journal.load()
        except OSError as error:
            raise CannotWrite(self._journal.path, error) from None
        if state is not None:
            same_config(state, self.settings.config())
        return state

    def _refuse_existing(self) -> None:
        for sink in self._sinks.values():
            if sink.is_taken():
                raise CannotGoOn(f"{sink.path} exists already; choose another output, or replace it with --overwrite.")

    def _begin_anew(self) -> None:
        if self._journal is not None:
            self._journal.remove()
        for sink in self._sinks.values():
            sink.cut_back(0)
            sink.discard_pages()
        self._save()

    def _go_on(self, known: State) -> None:
        self._state = known
        self._bookmark = Bookmark(known.upto, known.chain, known.beyond)
        if known.tally is not None:
            self.tally = Tally.from_dict(known.tally)
        if known.stage == "running":
            for name, sink in self._sinks.items():
                sink.cut_back(known.sizes[name])
            return
        # Inputs are read again only while pages are left.
        self._skipped.update(known.skipped)
        if known.stage == "done":
            for name, sink in self._sinks.items():
                if sink.finished_size() != known.sizes[name]:
                    raise CannotGoOn(f"{sink.path} was changed since it was finished; replace it with --overwrite.")
                sink.remove_partial()

    # -- extracting

    def _extract(self) -> None:
        settings = self.settings
        work = Work(LineShape(settings.writing), settings.pipeline, settings.now, settings.profiles)
        pool: Pool[Mark] = Pool(work, settings.limits)
        ids = Ids()
        results = pool.run(self._bookmark.remaining(self._pages(ids)))
        progress = self._progress(self.tally.pages)
        try:
            while True:
                with self._stop.allowed():
                    result = next(results, None)
                if result is None:
                    break
                self._take(*result)
                progress.update(self.tally.pages, self.tally.failed, self.meter.done)
        except CannotWrite:
            raise
        except BaseException:
            self._commit()
            raise
        finally:
            results.close()  # type: ignore[attr-defined]
            ids.close()
            progress.close()
        self._state.stage = "read"
        self._commit()

    def _pages(self, ids: Ids) -> Iterator[SourcePage]:
        for item in read_pages(self.settings.inputs, self.settings.reading, self.meter):
            if isinstance(item, Skipped):
                count_kind(self._skipped, item.reason)
            else:
                yield ids.unique(item)

    def _take(self, mark: Mark, line: Line) -> None:
        """Keep a record; from time to time bring what is kept to disk."""
        rejected = "rejected" in self._sinks and line.facts.status in REJECTED
        self._held += self._sinks["rejected" if rejected else "output"].add(line.data)
        self.tally.add(line.facts)
        self._bookmark.done(mark)
        if self._held >= CHUNK_BYTES or time.monotonic() - self._committed >= CHUNK_SECONDS:
            self._commit()

    def _commit(self) -> None:
        """Records first, then the journal that speaks of them."""
        for sink in self._sinks.values():
            sink.flush()
        self._save()
        self._held = 0
        self._committed = time.monotonic()

    def _save(self) -> None:
        if self._journal is None:
            return
        state, bookmark = self._state, self._bookmark
        state.upto, state.chain, state.beyond = bookmark.upto, bookmark.chain, bookmark.beyond
        if state.stage != "done":
            state.sizes = {name: sink.size for name, sink in self._sinks.items()}
        state.tally = self.tally.as_dict()
        state.skipped = dict(self._skipped)
        try:
            self._journal.save(state)
        except OSError as error:
            raise CannotWrite(self._journal.path, error) from None

    # -- finishing

    def _finish(self) -> None:
        """Give the outputs their names; what an earlier run has finished already stays."""
        sizes = {}
        for name, sink in self._sinks.items():
            with self._stop.allowed():
                sizes[name] = sink.finish(self._state.sizes[name]) if self._journal is not None else 0
        self._state.sizes = sizes
        self._state.stage = "done"
        self._save()
        for sink in self._sinks.values():
            sink.remove_partial()

    def _summary(self, before: int, seconds: float) -> dict[str, Any]:
        return self.tally.as_dict() | {
            "skipped": dict(self._skipped.most_common()),
            "pages_of_this_run": self.tally.pages - before,
            "seconds": round(seconds, 1),
        }
