"""One run of a batch: it begins or resumes, extracts the pages that are left, and finishes the outputs."""

from __future__ import annotations

import contextlib
import itertools
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from types import FrameType, TracebackType
from typing import Any

from cleantext.batch.inputs.files import digest_listing
from cleantext.batch.inputs.reading import read_pages
from cleantext.batch.inputs.remote import local_path
from cleantext.batch.inputs.streams import Meter
from cleantext.batch.outputs.output_file import OutputFile, StandardOutput
from cleantext.batch.outputs.writing import ResumeError, WriteError
from cleantext.batch.run.journal import Journal, State, check_config
from cleantext.batch.run.record import REJECTED, PageStats, RecordEncoder
from cleantext.batch.run.report import Progress, Tally, count_reason
from cleantext.batch.settings import SPOOLED, STANDARD_STREAM, Settings, Skipped, SourcePage
from cleantext.batch.workers.pool import Pool
from cleantext.batch.workers.worker import Task

#: Records are written to disk when there are 4,000,000 bytes of them, or after 1 second.
CHUNK_BYTES, CHUNK_SECONDS = 4_000_000, 1.0
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Run:
    """One run of a batch. ``make_progress`` is called with the number of pages that earlier runs have done."""

    def __init__(self, settings: Settings, stop: Stop, make_progress: Callable[[int], Progress]) -> None:
        self.settings = settings
        self.tally = Tally()
        self.meter = Meter()
        self._stop = stop
        self._make_progress = make_progress
        self._skipped: Counter[str] = Counter()
        self._state = State(settings.config())
        # The bytes of records that are not on disk, and when the last ones were written.
        self._waiting = 0
        self._committed = time.monotonic()
        to_file = settings.output != STANDARD_STREAM
        journal = local_path(settings.output, settings.spool).rstrip("/") + ".journal"
        self._journal = Journal(journal if to_file else None)
        output_class = OutputFile if to_file else StandardOutput
        self._outputs = {"output": output_class(settings.output, settings.format, settings.writing, settings.spool)}
        if settings.rejected is not None:
            rejected = OutputFile(settings.rejected, settings.rejected_format, settings.writing, settings.spool)
            self._outputs["rejected"] = rejected

    def run(self) -> dict[str, Any]:
        """Do what is left to do; the summary of this run and the earlier ones that it resumes.

        ResumeError and WriteError say what is in the way; Stopped says that a signal came. However a run ends, even by
        the end of its process, the same command resumes it. A run that is done goes on with pages that are new.
        """
        started = time.monotonic()
        try:
            self._begin_or_resume()
            before = self.tally.pages
            if self._state.stage == "running":
                self._extract_pages(self._find_pages())
            elif self._state.stage == "done":
                self._extend()
            if self._state.stage == "read":
                self._finish_outputs()
        finally:
            self._journal.close()
            for output in self._outputs.values():
                output.close()
        return self.tally.to_dict() | {
            "skipped": dict(self._skipped.most_common()),
            "pages_of_this_run": self.tally.pages - before,
            "seconds": round(time.monotonic() - started, 1),
        }

    # -- beginning

    def _begin_or_resume(self) -> None:
        """Lock the outputs, and find out how far earlier runs came."""
        state = self._load_state()
        for output in self._outputs.values():
            if state is None and not self.settings.overwrite and output.would_replace():
                raise ResumeError(
                    f"{output.address} exists already; choose another output, or replace it with --overwrite."
                )
        self._open_outputs(state)
        # Another run may have written the journal before the outputs were locked.
        state = self._load_state()
        if state is None:
            self._begin()
        else:
            self._resume(state)

    def _load_state(self) -> State | None:
        state = self._journal.load() if not self.settings.overwrite else None
        if state is not None:
            check_config(state, self.settings.config())
        return state

    def _open_outputs(self, state: State | None) -> None:
        for output in self._outputs.values():
            if state is not None and state.stage == "running" and state.extends:
                output.take_back()
            output.open(create=state is None or state.stage == "running")

    def _begin(self) -> None:
        self._journal.remove()
        for output in self._outputs.values():
            output.truncate(0)
            output.remove_pages()
        self._note_outputs()
        self._journal.begin(self._state)

    def _resume(self, state: State) -> None:
        self._state = state
        self._journal.resume()
        if state.tally is not None:
            self.tally = Tally.from_dict(state.tally)
        self._skipped.update(state.skipped)
        for name, output in self._outputs.items():
            if output.is_open and state.stage != "done":
                output.truncate(state.sizes[name], state.sums[name])
            elif state.stage == "done":
                if output.finished_size() != state.sizes[name]:
                    raise ResumeError(f"{output.path} was changed since it was finished; replace it with --overwrite.")
                output.size, output.sum = state.sizes[name], state.sums[name]
                output.remove_partial()

    def _extend(self) -> None:
        """Go on with the pages that are new since the run was done; if there are none, nothing is touched."""
        state = self._state
        listing = digest_listing(self.settings.inputs, self.settings.reading)
        if listing is not None and listing == state.listing:
            return
        pages = self._find_pages()
        with self._stop.allowed():
            first = next(pages, None)
        state.listing = listing
        if first is None:
            self._save_state()
            return
        for name, output in self._outputs.items():
            if output.format in SPOOLED:
                # A spool for the new records alone.
                state.sizes[name] = state.sums[name] = 0
        state.stage, state.extends = "running", True
        self._journal.save(state)
        self._open_outputs(state)
        for name, output in self._outputs.items():
            output.truncate(state.sizes[name], state.sums[name])
        self._extract_pages(itertools.chain([first], pages))

    # -- extracting

    def _find_pages(self) -> Iterator[tuple[int, SourcePage]]:
        """The pages that are left, with their numbers in the journal. Skipped records are counted anew."""
        self._skipped.clear()
        return self._journal.remaining(self._read_pages())

    def _extract_pages(self, pages: Iterator[tuple[int, SourcePage]]) -> None:
        """Have workers extract the pages, and write their records."""
        settings = self.settings
        task = Task(RecordEncoder(settings.writing, settings.options.now), settings.options, settings.profiles)
        pool = Pool.for_task(task, settings.limits)
        if not self._state.extends:
            # What comes while the inputs are read is new to the next run.
            self._state.listing = digest_listing(settings.inputs, settings.reading)
        results = pool.run(pages)
        progress = self._make_progress(self.tally.pages)
        try:
            while True:
                with self._stop.allowed():
                    result = next(results, None)
                if result is None:
                    break
                number, (line, stats) = result
                self._add_record(number, line, stats)
                progress.update(self.tally.pages, self.tally.failed, self.meter.done)
        except WriteError:
            raise
        except BaseException:
            self._commit()
            raise
        finally:
            pool.close()
            progress.close()
        self._state.stage = "read"
        self._commit()

    def _read_pages(self) -> Iterator[SourcePage]:
        for item in read_pages(self.settings.inputs, self.settings.reading, self.meter):
            if isinstance(item, Skipped):
                count_reason(self._skipped, item.reason)
            else:
                yield item

    def _add_record(self, number: int, line: bytes, stats: PageStats) -> None:
        rejected = "rejected" in self._outputs and stats.status in REJECTED
        self._outputs["rejected" if rejected else "output"].add(line)
        self._waiting += len(line)
        self.tally.add(stats)
        self._journal.mark_done(number)
        if self._waiting >= CHUNK_BYTES or time.monotonic() - self._committed >= CHUNK_SECONDS:
            self._commit()

    def _commit(self) -> None:
        """Bring the records to disk, then the journal, which refers to them."""
        for output in self._outputs.values():
            output.flush()
        self._save_state()
        self._waiting = 0
        self._committed = time.monotonic()

    def _save_state(self) -> None:
        self._note_outputs()
        self._journal.save(self._state)

    def _note_outputs(self) -> None:
        state = self._state
        if state.stage != "done":
            state.sizes = {name: output.size for name, output in self._outputs.items()}
            state.sums = {name: output.sum for name, output in self._outputs.items()}
        state.tally = self.tally.to_dict()
        state.skipped = dict(self._skipped)

    # -- finishing

    def _finish_outputs(self) -> None:
        """Give the outputs their names; those that an earlier run has finished stay."""
        sizes = {}
        for name, output in self._outputs.items():
            with self._stop.allowed():
                sizes[name] = output.finish(self._state.sizes[name]) if self._journal.path is not None else 0
        self._state.sizes = sizes
        self._state.stage, self._state.extends = "done", False
        self._save_state()
        for output in self._outputs.values():
            output.remove_partial()


class Stopped(BaseException):
    """A signal asked the run to end; ``number`` is its number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Stop:
    """Turns signals into Stopped, but only within :meth:`allowed`; others wait for the next such block.

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
        self._received: int | None = None
        self._allowed = False
        self._previous: dict[int, Any] = {}

    def __enter__(self) -> Stop:
        # Only the main thread may set handlers. A signal that is ignored (nohup) stays ignored.
        if threading.current_thread() is threading.main_thread():
            for number in _SIGNALS:
                if signal.getsignal(number) != signal.SIG_IGN:
                    self._previous[number] = signal.signal(number, self._handle_signal)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for number, handler in self._previous.items():
            signal.signal(number, handler)

    @contextlib.contextmanager
    def allowed(self) -> Iterator[None]:
        """A block in which a signal may end the run at any point."""
        self._allowed = True
        try:
            if self._received is not None:
                raise Stopped(self._received)
            yield
        finally:
            self._allowed = False

    def _handle_signal(self, number: int, frame: FrameType | None) -> None:
        self._received = number
        if self._allowed:
            self._allowed = False
            raise Stopped(number)
