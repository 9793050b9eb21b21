"""Ctrl-C and SIGTERM: a run stops where it may be stopped, and nowhere else."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType, TracebackType
from typing import Any

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
