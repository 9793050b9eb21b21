"""Progress while a run goes on, and the summary at its end."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Mapping
from typing import IO, Any

from cleantext.batch.run.record import FAILED, PageStats, Status
from cleantext.terminal import show_controls

#: Seconds between lines of progress, and between drawings of the bar.
LINE_SECONDS, BAR_SECONDS = 30.0, 0.25
#: Quality is counted in 10 steps from 0 to 1.
QUALITY_STEPS = 10
#: The summary draws bars of up to 24 characters, and shows the 8 most frequent reasons.
BAR_CHARS, SHOWN_REASONS = 24, 8
#: The summary names the 10 slowest pages.
SLOWEST_PAGES = 10
#: Reasons contain words of pages and exceptions: 50 different ones are counted, the others together.
MAX_REASONS, OTHER_REASONS = 50, "other reasons"


class Progress:
    """Shows nothing; subclasses show how far a run is."""

    def update(self, pages: int, failed: Mapping[str, int], read: int) -> None:
        """Called after each page with the pages done, those that failed by status, and the bytes of input read."""

    def close(self) -> None:
        """Called at the end of the run."""


class LineProgress(Progress):
    """Prints a line of progress every 30 seconds. ``before``: the pages that earlier runs have done."""

    def __init__(self, stream: IO[str], total: int | None, before: int = 0, every: float = LINE_SECONDS) -> None:
        self._stream = stream
        self._total = total
        self._before = before
        self._every = every
        self._started = self._shown = time.monotonic()

    def update(self, pages: int, failed: Mapping[str, int], read: int) -> None:
        """See :class:`Progress`."""
        now = time.monotonic()
        if now - self._shown >= self._every:
            self._shown = now
            seconds = now - self._started
            self._show(format_progress(pages, pages - self._before, failed, read, self._total, seconds), read)

    def _show(self, text: str, read: int) -> None:
        print(f"cleantext: {text}", file=self._stream, flush=True)


class BarProgress(LineProgress):
    """Draws a bar by rich, with the same text beside it."""

    def __init__(self, stream: IO[str], total: int | None, before: int = 0) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        super().__init__(stream, total, before, BAR_SECONDS)
        self._shown = 0.0
        self._bar = Progress(
            BarColumn(bar_width=24),
            TextColumn("{task.fields[text]}"),
            console=Console(file=stream),
            auto_refresh=False,
            transient=True,
        )
        self._task = self._bar.add_task("", total=total or None, text="")
        self._bar.start()

    def _show(self, text: str, read: int) -> None:
        self._bar.update(self._task, completed=read, text=text)
        self._bar.refresh()

    def close(self) -> None:
        """See :class:`Progress`."""
        self._bar.stop()


def make_progress(total: int | None, before: int) -> Progress:
    """A bar in a terminal if rich is installed, otherwise lines."""
    if sys.stderr is None:
        return Progress()
    if sys.stderr.isatty():
        try:
            return BarProgress(sys.stderr, total, before)
        except ImportError:
            pass
    return LineProgress(sys.stderr, total, before)


def format_progress(
    pages: int, pages_now: int, failed: Mapping[str, int], read: int, total: int | None, seconds: float
) -> str:
    """Pages, speed, time left and failures as text.

    >>> format_progress(1200, 1000, {"timeout": 2}, 50_000_000, 100_000_000, 10.0)
    '1,200 pages, 100.0 pages/s, 5.0 MB/s, 50 %, 0:10 left, 2 timeout'
    """
    seconds = max(seconds, 1e-3)
    parts = [f"{pages:,} pages", f"{pages_now / seconds:,.1f} pages/s", f"{read / seconds / 1e6:.1f} MB/s"]
    if total and read:
        left = round(max(0, total - read) * seconds / read)
        hours, rest = divmod(left, 3600)
        clock = f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
        parts += [f"{min(100, 100 * read // total)} %", f"{clock} left"]
    return ", ".join(parts + [f"{count:,} {status}" for status, count in failed.items()])


class Tally:
    """Adds up the pages of a run; the journal keeps it from one run to the next.

    >>> tally = Tally()
    >>> tally.add(PageStats("a", Status.OK, None, 12.5, ("headline",), 0.93, (("share", 2),)))
    >>> tally.pages, tally.to_dict()["status"]["ok"], tally.to_dict()["quality"]["0.9-1.0"]
    (1, 1, 1)
    """

    def __init__(self) -> None:
        self.status: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()
        self.fields: Counter[str] = Counter()
        self.quality = [0] * QUALITY_STEPS
        self.removed: Counter[str] = Counter()
        self.slowest: list[tuple[float, str]] = []
        self.milliseconds = 0.0

    @property
    def pages(self) -> int:
        """The number of pages that were added."""
        return self.status.total()

    @property
    def failed(self) -> dict[str, int]:
        """The pages that were not extracted, counted by status."""
        return {status.value: self.status[status] for status in Status if status in FAILED and self.status[status]}

    def add(self, stats: PageStats) -> None:
        """Count a page."""
        self.status[stats.status.value] += 1
        self.milliseconds += stats.milliseconds
        self.fields.update(stats.fields)
        if stats.status in FAILED:
            count_reason(self.failures, f"{stats.status}: {stats.reason}")
        if stats.quality is not None:
            self.quality[min(QUALITY_STEPS - 1, int(stats.quality * QUALITY_STEPS))] += 1
        self.removed.update(dict(stats.removed))
        if len(self.slowest) < SLOWEST_PAGES or stats.milliseconds > self.slowest[-1][0]:
            self.slowest = sorted([*self.slowest, (stats.milliseconds, stats.id)], reverse=True)[:SLOWEST_PAGES]

    def to_dict(self) -> dict[str, Any]:
        """The sums as JSON-compatible data."""
        return {
            "pages": self.pages,
            "status": {status.value: self.status[status] for status in Status},
            "failures": dict(self.failures.most_common()),
            "fields": dict(self.fields.most_common()),
            "quality": {
                f"{at / QUALITY_STEPS}-{(at + 1) / QUALITY_STEPS}": count for at, count in enumerate(self.quality)
            },
            "removed": dict(self.removed.most_common()),
            "slowest": [{"id": page_id, "milliseconds": taken} for taken, page_id in self.slowest],
            "milliseconds": round(self.milliseconds, 1),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Tally:
        """The inverse of :meth:`to_dict`."""
        tally = cls()
        tally.status.update({name: count for name, count in data["status"].items() if count})
        tally.failures.update(data["failures"])
        tally.fields.update(data["fields"])
        tally.quality = list(data["quality"].values())
        tally.removed.update(data["removed"])
        tally.slowest = [(one["milliseconds"], one["id"]) for one in data["slowest"]]
        tally.milliseconds = data["milliseconds"]
        return tally


def count_reason(counts: Counter[str], reason: str) -> None:
    """Count a reason; the number of different ones is bounded."""
    counts[reason if reason in counts or len(counts) < MAX_REASONS else OTHER_REASONS] += 1


def draw_bars(counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """A histogram: a name, and a bar with its number, for each count; the longest bar has 24 characters.

    >>> draw_bars({"0.8-0.9": 1, "0.9-1.0": 3})
    [('  0.8-0.9', '████████ 1'), ('  0.9-1.0', '████████████████████████ 3')]
    """
    most = max([*counts.values(), 1])
    bars = {name: "█" * -(-BAR_CHARS * count // most) for name, count in counts.items()}
    return [(f"  {name}", f"{bars[name]} {count:,}".lstrip()) for name, count in counts.items()]


def format_summary(summary: Mapping[str, Any]) -> str:
    """The summary as lines of text.

    >>> print(format_summary(Tally().to_dict() | {"skipped": {}, "seconds": 0.0}))
    pages                 0
    """
    pages, seconds = summary["pages"], summary["seconds"]

    def share(counts: Mapping[str, int], whole: int = pages) -> list[tuple[str, str]]:
        return [(f"  {name}", f"{count:,} ({100 * count / whole:.1f} %)") for name, count in counts.items() if count]

    def first(counts: Mapping[str, int], most: int) -> list[tuple[str, str]]:
        return [(f"  {name}", f"{count:,}") for name, count in list(counts.items())[:most]]

    now = summary.get("pages_of_this_run", pages)
    rows = [
        ("pages", f"{pages:,}" + (f", {now:,} of them in this run" if now < pages else "")),
        *share(summary["status"]),
        *first(summary["failures"], 5),
    ]
    if summary["skipped"]:
        rows += [("skipped records", f"{sum(summary['skipped'].values()):,}"), *first(summary["skipped"], 5)]
    if pages:
        speed = f", {now / seconds:,.1f} pages/s" if seconds else ""
        rows += [("time", f"{seconds:,.1f} s{speed}"), ("fields found", ""), *share(summary["fields"])]
        rows += [("quality", ""), *draw_bars(summary["quality"])]
        lines = sum(summary["removed"].values())
        removed = list(summary["removed"].items())[:SHOWN_REASONS]
        rows += [("lines removed", f"{lines:,}"), *share(dict(removed), lines)]
        rows += [("slowest pages", "")]
        rows += [(f"  {one['id']}", f"{one['milliseconds']:,.0f} ms") for one in summary["slowest"][:5]]
    # A space after the name keeps a long one apart from its value.
    return "\n".join(f"{show_controls(name) + ' ':<22}{value}".rstrip() for name, value in rows)
