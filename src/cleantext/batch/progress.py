"""How a run gets on: a bar in a terminal, elsewhere a plain line every so often, on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from typing import IO, Any, Protocol

#: Seconds between plain lines, and between drawings of the bar.
LINE_SECONDS, BAR_SECONDS = 30.0, 0.25


class Progress(Protocol):
    """Is told after each page how far the run is."""

    def update(self, pages: int, failed: Mapping[str, int], read: int) -> None:
        """``pages`` done in all, those that failed by kind, bytes of input read in this run."""

    def close(self) -> None:
        """The run has ended, in one way or the other."""


class Quiet:
    """Says nothing."""

    def update(self, pages: int, failed: Mapping[str, int], read: int) -> None:
        """See :class:`Progress`."""

    def close(self) -> None:
        """See :class:`Progress`."""


class Plain:
    """A line every so often."""

    def __init__(self, stream: IO[str], total: int | None, before: int = 0, every: float = LINE_SECONDS) -> None:
        self._stream = stream
        self._total = total
        self._before = before
        self._every = every
        self._started = self._told = time.monotonic()

    def update(self, pages: int, failed: Mapping[str, int], read: int) -> None:
        """See :class:`Progress`."""
        now = time.monotonic()
        if now - self._told >= self._every:
            self._told = now
            told = line(pages, pages - self._before, failed, read, self._total, now - self._started)
            print(f"cleantext: {told}", file=self._stream, flush=True)

    def close(self) -> None:
        """See :class:`Progress`."""


class Bar:
    """A bar by rich, with the same words beside it."""

    def __init__(self, total: int | None, before: int = 0) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        self._bar = Progress(
            BarColumn(bar_width=24),
            TextColumn("{task.fields[told]}"),
            console=Console(stderr=True),
            auto_refresh=False,
            transient=True,
        )
        self._task = self._bar.add_task("", total=total or None, told="")
        self._total = total
        self._before = before
        self._started = time.monotonic()
        self._drawn = 0.0
        self._bar.start()

    def update(self, pages: int, failed: Mapping[str, int], read: int) -> None:
        """See :class:`Progress`."""
        now = time.monotonic()
        if now - self._drawn >= BAR_SECONDS:
            self._drawn = now
            told = line(pages, pages - self._before, failed, read, self._total, now - self._started)
            self._bar.update(self._task, completed=read, told=told)
            self._bar.refresh()

    def close(self) -> None:
        """See :class:`Progress`."""
        self._bar.stop()


def progress_for(total: int | None, before: int) -> Progress:
    """The bar in a terminal where rich is installed, plain lines elsewhere."""
    if sys.stderr is None:
        return Quiet()
    if sys.stderr.isatty():
        try:
            return Bar(total, before)
        except ImportError:
            pass
    return Plain(sys.stderr, total, before)


def line(pages: int, pages_now: int, failed: Mapping[str, int], read: int, total: int | None, seconds: float) -> str:
    """Pages, speed, time left and failures in words.

    >>> line(1200, 1000, {"timeout": 2}, 50_000_000, 100_000_000, 10.0)
    '1,200 pages, 100.0 pages/s, 5.0 MB/s, 50 %, 0:10 left, 2 timeout'
    """
    seconds = max(seconds, 1e-3)
    parts: list[Any] = [f"{pages:,} pages", f"{pages_now / seconds:,.1f} pages/s", f"{read / seconds / 1e6:.1f} MB/s"]
    if total and read:
        left = round(max(0, total - read) * seconds / read)
        hours, rest = divmod(left, 3600)
        clock = f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
        parts += [f"{min(100, 100 * read // total)} %", f"{clock} left"]
    parts += [f"{count:,} {kind}" for kind, count in failed.items()]
    return ", ".join(parts)
