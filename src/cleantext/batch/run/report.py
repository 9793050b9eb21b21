"""What a run came to: counts by status, fields found, how good articles look, the slowest pages, reasons."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Mapping
from typing import IO, Any, Protocol

from cleantext.batch.run.record import FAILED, Facts, Status

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


#: Quality is counted in 10 steps from 0 to 1.
STEPS = 10
#: The 10 slowest pages are named.
SLOWEST = 10
#: Reasons of failures hold words of pages and exceptions: 50 different ones are counted, the rest together.
KINDS, REST = 50, "other reasons"


class Tally:
    """Adds up the pages of a run; plain data, which a journal keeps from one run to the next.

    >>> tally = Tally()
    >>> tally.add(Facts("a", Status.OK, None, 12.5, ("headline",), 0.93, (("share", 2),)))
    >>> tally.pages, tally.as_dict()["status"]["ok"], tally.as_dict()["quality"]["0.9-1.0"]
    (1, 1, 1)
    """

    def __init__(self) -> None:
        self.status: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()
        self.fields: Counter[str] = Counter()
        self.quality = [0] * STEPS
        self.removed: Counter[str] = Counter()
        self.slowest: list[tuple[float, str]] = []
        self.milliseconds = 0.0

    @property
    def pages(self) -> int:
        """How many pages were added."""
        return self.status.total()

    @property
    def failed(self) -> dict[str, int]:
        """The statuses of pages that were not worked through, with their counts."""
        return {status.value: self.status[status] for status in Status if status in FAILED and self.status[status]}

    def add(self, facts: Facts) -> None:
        """Count a page."""
        self.status[facts.status.value] += 1
        self.milliseconds += facts.milliseconds
        self.fields.update(facts.fields)
        if facts.status in FAILED:
            count_kind(self.failures, f"{facts.status}: {facts.reason}")
        if facts.quality is not None:
            self.quality[min(STEPS - 1, int(facts.quality * STEPS))] += 1
        for reason, count in facts.removed:
            self.removed[reason] += count
        if len(self.slowest) < SLOWEST or facts.milliseconds > self.slowest[-1][0]:
            self.slowest = sorted([*self.slowest, (facts.milliseconds, facts.id)], reverse=True)[:SLOWEST]

    def as_dict(self) -> dict[str, Any]:
        """The sums as plain data."""
        return {
            "pages": self.pages,
            "status": {status.value: self.status[status] for status in Status},
            "failures": dict(self.failures.most_common()),
            "fields": dict(self.fields.most_common()),
            "quality": {f"{at / STEPS}-{(at + 1) / STEPS}": count for at, count in enumerate(self.quality)},
            "removed": dict(self.removed.most_common()),
            "slowest": [{"id": name, "milliseconds": taken} for taken, name in self.slowest],
            "milliseconds": round(self.milliseconds, 1),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Tally:
        """The inverse of :meth:`as_dict`."""
        tally = cls()
        tally.status.update({name: count for name, count in data["status"].items() if count})
        tally.failures.update(data["failures"])
        tally.fields.update(data["fields"])
        tally.quality = list(data["quality"].values())
        tally.removed.update(data["removed"])
        tally.slowest = [(one["milliseconds"], one["id"]) for one in data["slowest"]]
        tally.milliseconds = data["milliseconds"]
        return tally


def count_kind(counts: Counter[str], kind: str) -> None:
    """Count a kind, of which there may be as many as pages."""
    counts[kind if kind in counts or len(counts) < KINDS else REST] += 1


def table(summary: Mapping[str, Any]) -> str:
    """The summary as lines of text.

    >>> print(table(Tally().as_dict() | {"skipped": {}, "seconds": 0.0}))
    pages                 0
    """
    pages = summary["pages"]
    rows = [("pages", f"{pages:,}")]
    rows += [(f"  {name}", _share(count, pages)) for name, count in summary["status"].items() if count]
    rows += [(f"  {kind}", f"{count:,}") for kind, count in list(summary["failures"].items())[:5]]
    if summary["skipped"]:
        rows.append(("skipped records", f"{sum(summary['skipped'].values()):,}"))
        rows += [(f"  {kind}", f"{count:,}") for kind, count in list(summary["skipped"].items())[:5]]
    if pages:
        seconds = summary["seconds"]
        speed = f", {summary['pages_of_this_run'] / seconds:,.1f} pages/s" if seconds else ""
        rows.append(("time", f"{seconds:,.1f} s{speed}"))
        rows.append(("fields found", ""))
        rows += [(f"  {name}", _share(count, pages)) for name, count in summary["fields"].items()]
        rows.append(("quality", ""))
        rows += [(f"  {name}", _share(count, pages)) for name, count in summary["quality"].items() if count]
        rows.append(("lines removed", f"{sum(summary['removed'].values()):,}"))
        rows += [(f"  {name}", f"{count:,}") for name, count in list(summary["removed"].items())[:8]]
        rows.append(("slowest pages", ""))
        rows += [(f"  {one['id']}", f"{one['milliseconds']:,.0f} ms") for one in summary["slowest"][:5]]
    # A long id or reason has its number on the same line, further right.
    return "\n".join(f"{name:<22}{value}".rstrip() for name, value in ((f"{name} ", value) for name, value in rows))


def _share(count: int, pages: int) -> str:
    return f"{count:,} ({100 * count / pages:.1f} %)" if pages else f"{count:,}"
