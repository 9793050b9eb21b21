"""What was measured of a class of hostile input, and whether that is within bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

#: Beyond these a class is marked: growth over four times the input, seconds a megabyte, memory (MB, times the input).
MAX_GROWTH, MAX_SECONDS, MAX_MEMORY, MAX_SHARE = 6.0, 1.0, 64.0, 25.0
#: Shorter times tell nothing about growth; so long lives a process.
MIN_TIME, KILL = 0.02, 60.0

HEAD = ("class", "MB", "T(n) ms", "T(2n) ms", "T(4n) ms", "ms per MB", "T(4n)/T(n)", "peak MB", "marks", "cost")


@dataclass(frozen=True, slots=True)
class Run:
    """One input: its size and the peak of memory beside it in megabytes; seconds, None where it was killed."""

    size: float
    seconds: float | None
    memory: float


@dataclass(frozen=True, slots=True)
class Result:
    """The runs of a class at n, 2n and 4n, and the functions that cost most where one of them is marked."""

    name: str
    runs: tuple[Run, ...]
    cost: str = ""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Result:
        """The inverse of ``dataclasses.asdict``."""
        return cls(data["name"], tuple(Run(**run) for run in data["runs"]), data["cost"])

    @property
    def growth(self) -> float | None:
        """T(4n)/T(n), None where a run was killed or too short to tell."""
        first, last = self.runs[0].seconds, self.runs[-1].seconds
        return last / first if first and last and len(self.runs) == 3 and first >= MIN_TIME else None

    @property
    def pace(self) -> float:
        """Seconds a megabyte at the largest size; inputs that stay small count as a tenth of one."""
        last = self.runs[-1]
        return (KILL if last.seconds is None else last.seconds) / max(last.size, 0.1)

    @property
    def marks(self) -> list[str]:
        last = self.runs[-1]
        found = ["killed"] if last.seconds is None else []
        found += ["super-linear"] if self.growth and self.growth > MAX_GROWTH else []
        found += ["slow"] if self.pace > MAX_SECONDS else []
        return found + (["memory"] if last.memory > MAX_MEMORY + MAX_SHARE * last.size else [])

    @property
    def cells(self) -> tuple[str, ...]:
        times = ["killed" if run.seconds is None else f"{run.seconds * 1000:.0f}" for run in self.runs]
        growth = f"{self.growth:.1f}" if self.growth else "–"
        last = self.runs[-1]
        pace = f"{self.pace * 1000:.0f}"
        times += ["–"] * (3 - len(times))
        return (
            self.name,
            f"{last.size:.2f}",
            *times,
            pace,
            growth,
            f"{last.memory:.0f}",
            " ".join(self.marks),
            self.cost,
        )
