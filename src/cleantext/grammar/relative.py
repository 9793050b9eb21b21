"""Relative dates: 3 hours ago, vor 24 Minuten, 3小时前, yesterday."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from cleantext.grammar.names import fold, names
from cleantext.grammar.tokens import Line
from cleantext.records import NamedTuple
from cleantext.values import Precision

_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86400.0
_MONTH, _YEAR = 28 * _DAY, 365 * _DAY
_MONTHS_PER_SECOND = 12 / (365.2425 * _DAY)
# "前" and "전" close a relative date in scripts without spaces: unit and marker in the 6 characters after the number.
_GLUED_MARKERS = ("以前", "之前", "前", "전")
_GLUED_LENGTH = 6
# A line in which a day named by itself ("Published yesterday") is a label, not prose.
_LABEL_WORDS = 5
_FARTHEST = 200 * _YEAR


class Ago(NamedTuple):
    """A stretch of time before now: the characters it takes, its length and that of its unit in seconds."""

    start: int
    end: int
    seconds: float
    unit: float
    last: int

    @property
    def precision(self) -> Precision:
        """The precision that the unit allows."""
        if self.unit >= _YEAR:
            return "year"
        if self.unit >= _MONTH:
            return "month"
        if self.unit >= _DAY or self.unit <= 0:
            return "day"
        return "hour" if self.unit >= _HOUR else "minute" if self.unit >= _MINUTE else "second"

    def moment(self, now: datetime) -> str | None:
        """Return the moment as ISO text, as fine as the precision; None beyond the calendar."""
        if self.seconds > _FARTHEST:
            return None
        try:
            then = self._before(now)
        except (OverflowError, ValueError):
            return None
        if self.precision == "year":
            return f"{then.year:04d}"
        if self.precision == "month":
            return f"{then.year:04d}-{then.month:02d}"
        if self.precision == "day":
            return then.date().isoformat()
        length = {"hour": 13, "minute": 16}.get(self.precision, 19)
        clock, offset = then.replace(tzinfo=None, microsecond=0).isoformat()[:length], then.strftime("%z")
        return clock + (f"{offset[:3]}:{offset[3:5]}" if offset else "")

    def _before(self, now: datetime) -> datetime:
        if self.precision in ("year", "month"):
            return _months_before(now, round(self.seconds * _MONTHS_PER_SECOND))
        return now - timedelta(seconds=self.seconds)


def _months_before(now: datetime, months: int) -> datetime:
    """Return the same day some months earlier, the last of the month where it has no such day."""
    from calendar import monthrange

    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    return now.replace(year=year, month=month + 1, day=min(now.day, monthrange(year, month + 1)[1]))


def ago_at(line: Line, index: int, units: Mapping[str, float]) -> Ago | None:
    """Return the relative date whose first number is at the token.

    >>> ago_at(Line("3 hours ago"), 0, {"hours": 3600.0}).seconds
    10800.0
    """
    glued = _glued(line, index, units)
    if glued is not None:
        return glued
    seconds, unit, last = 0.0, 0.0, index
    while line.number(last) >= 0 and (size := _unit(line, last + 1, units)) is not None:
        seconds, unit, last = seconds + line.number(last) * size, size, last + 2
        if line.words[last] == "." and not line.adjacent(last + 1):
            last += line.kinds[last + 1] in ("word", "number")
        follows = last + (line.words[last] == ",")
        if _unit(line, follows + 1, units) is None:
            break
        last = follows
    if last == index:
        return None
    start, end = line.starts[index], line.ends[last - 1]
    if line.folded(last) in names().words["ago_after"]:
        twice = line.folded(last + 1) in names().words["ago_after"]
        return Ago(start, line.ends[last + twice], seconds, unit, last + 1 + twice)
    return _led(line, index, Ago(start, end, seconds, unit, last))


def _unit(line: Line, index: int, units: Mapping[str, float]) -> float | None:
    """Return the seconds of the unit at a token, looked up as written and folded."""
    if line.kinds[index] not in ("word", "counter"):
        return None
    word = line.words[index]
    size = units.get(word.casefold())
    return units.get(fold(word)) if size is None else size


def _led(line: Line, index: int, ago: Ago) -> Ago | None:
    """Return the date if a marker stands before it: vor, hace, il y a."""
    for size in (1, 3, 2):
        low = index - size
        if low < 0 or line.kinds[low] != "word":
            continue
        before = fold(line.text[line.starts[low] : line.ends[index - 1]])
        if before in names().words["ago_before"] and (len(before) > 1 or low == 0):
            return ago._replace(start=line.starts[low])
    return None


def _glued(line: Line, index: int, units: Mapping[str, float]) -> Ago | None:
    """Read 3小时前 and 3시간 전."""
    if line.number(index) < 0 or line.kinds[index + 1] not in ("word", "counter"):
        return None
    end = line.ends[index]
    rest = line.text[end : end + _GLUED_LENGTH]
    for marker in _GLUED_MARKERS:
        unit, found, _ = rest.partition(marker)
        size = units.get(unit.strip()) if found else None
        if size is not None:
            stop = end + len(unit) + len(marker)
            last = next(at for at in range(index, line.size + 1) if line.ends[at] >= stop)
            return Ago(line.starts[index], stop, line.number(index) * size, size, last + 1)
    return None


def alone(text: str, units: Mapping[str, float]) -> Ago | None:
    """Return the day that a short label names by itself: yesterday, Published today.

    >>> alone("Published yesterday", {"yesterday": 86400.0}).seconds
    86400.0
    """
    words = text.split()
    if not 0 < len(words) <= _LABEL_WORDS:
        return None
    at = 0
    for word in words:
        at = text.index(word, at)
        bare = word.strip(",.:;|()")
        size = units.get(bare.casefold())
        if size is not None and (size == 0 or fold(bare) in names().words["alone"]):
            start = at + word.index(bare)
            return Ago(start, start + len(bare), size, _DAY, 0)
        at += len(word)
    return None
