"""Dates in a line: a strict grammar on whole tokens.

The parts of a date stand in an order that people write, with a year that a page can have and a day that exists; nothing
is guessed from the clock. A time and a zone beside the date belong to it.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from cleantext.grammar.date_forms import Day, agrees, named_at, numeric_at, weekday_span
from cleantext.grammar.times import Clock, clock_at
from cleantext.grammar.tokens import TokenLine, fold, names
from cleantext.patterns import pattern
from cleantext.records import NamedTuple
from cleantext.values import Precision, Timestamp

_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86400.0
_MONTH, _YEAR = 28 * _DAY, 365 * _DAY
_PRECISIONS: tuple[tuple[Precision, float], ...] = (
    *(("year", _YEAR), ("month", _MONTH), ("day", _DAY), ("hour", _HOUR), ("minute", _MINUTE)),
)
_MONTHS_PER_SECOND = 12 / (365.2425 * _DAY)
# In scripts without spaces ("3小时前") unit and marker stand in the 6 characters after the number.
_GLUED_LENGTH = 6
# A line with a day named by itself ("Published yesterday") is a label of at most 5 words.
_LABEL_WORDS = 5
_FARTHEST = 200 * _YEAR

# Only the first 400 characters of a line are read: a date stands early, or the line is prose.
MAX_LENGTH = 400
_DIGIT = pattern(r"\d")
_WORD = pattern("[a-z]+")
_NUMBER = pattern("[0-9]+")
_COUNTED = pattern("[0-9]\\s{0,9}([a-z]+)")
_BETWEEN_SIGNS = pattern(r"[0-9]\s{0,9}([-/.‐‑–•·|])\s{0,9}[0-9]{1,2}\s{0,9}\1\s{0,9}[0-9]")
#: Letters and digits of ASCII, and signs.
_PLAIN = pattern("[\0-\x7f©®™–—‘’“”…•·«»€£]*")
#: A date without signs has at least 8 digits.
_COMPACT = 8
_NO_UNITS: Mapping[str, float] = MappingProxyType({})
# Signs between a day and its time or weekday.
_BETWEEN = (",", "،", "-", "–", "—", "|", "/", "•", "·", "・", "@", "(", ")", "（", "）", "，", ":", ".", "~")
_MAX_BETWEEN = 5


class Ago(NamedTuple):
    """A stretch of time before now: its characters, its length and that of its unit in seconds."""

    start: int
    end: int
    seconds: float
    unit: float
    last: int

    @property
    def precision(self) -> Precision:
        """The precision that the unit allows."""
        if self.unit <= 0:
            return "day"
        return next((name for name, seconds in _PRECISIONS if self.unit >= seconds), "second")

    def moment(self, now: datetime) -> str | None:
        """Return the moment as ISO text, as fine as the precision; None beyond the calendar."""
        if self.seconds > _FARTHEST:
            return None
        try:
            if self.precision in ("year", "month"):
                then = _months_before(now, round(self.seconds * _MONTHS_PER_SECOND))
            else:
                then = now - timedelta(seconds=self.seconds)
        except (OverflowError, ValueError):
            return None
        if self.precision in ("year", "month", "day"):
            return then.date().isoformat()[: {"year": 4, "month": 7}.get(self.precision, 10)]
        length = {"hour": 13, "minute": 16}.get(self.precision, 19)
        clock, offset = then.replace(tzinfo=None, microsecond=0).isoformat()[:length], then.strftime("%z")
        return clock + (f"{offset[:3]}:{offset[3:5]}" if offset else "")


def ago_at(line: TokenLine, index: int, units: Mapping[str, float]) -> Ago | None:
    """Return the relative date whose first number is at the token.

    >>> ago_at(TokenLine("3 hours ago"), 0, {"hours": 3600.0}).seconds
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


class DateMatch(NamedTuple):
    """A date in a line: its characters ``start`` to ``end`` (exclusive), and its timestamp."""

    start: int
    end: int
    stamp: Timestamp


def find_dates(
    text: str,
    *,
    day_first: bool | None = None,
    now: datetime | None = None,
    relative_units: Mapping[str, float] = _NO_UNITS,
) -> list[DateMatch]:
    """Return the dates of a line in their order.

    ``day_first`` settles 04/05/2025; without it such a date is ambiguous: it is read day-first, with the other reading
    as alternative. ``relative_units`` maps casefolded unit words to seconds; relative dates get an ``iso`` only with
    ``now``. Text beyond ``MAX_LENGTH`` is not read.

    >>> [match.stamp.iso for match in find_dates("Published: 14:05 GMT, 18 September 2023")]
    ['2023-09-18T14:05+00:00']
    >>> find_dates("04/05/2025")[0].stamp.alternatives
    ('2025-04-05',)
    """
    text = text[:MAX_LENGTH]
    if not _DIGIT.search(text):
        ago = alone(text, relative_units) if relative_units else None
        return [_relative(text, ago, now)] if ago else []
    if _PLAIN.fullmatch(text) is not None and not _may_date(text, relative_units):
        return []
    line = TokenLine(text)
    found: list[DateMatch] = []
    timed: _Timed | None = None
    index = 0
    while index < line.size:
        if line.kinds[index] != "number":
            index += 1
            continue
        day = numeric_at(line, index, day_first=day_first) or named_at(line, index)
        if day is not None:
            match, index = _absolute(line, day, timed)
            found.append(match)
            timed = None
        elif relative_units and (ago := ago_at(line, index, relative_units)) is not None:
            found.append(_relative(text, ago, now))
            index = ago.last
        else:
            clock = _clock_here(line, index)
            timed = clock or timed
            index = clock.clock.last if clock is not None else index + 1
    return found


def _months_before(now: datetime, months: int) -> datetime:
    """Return the same day some months earlier, or the last day of that month."""
    from calendar import monthrange

    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    return now.replace(year=year, month=month + 1, day=min(now.day, monthrange(year, month + 1)[1]))


def _unit(line: TokenLine, index: int, units: Mapping[str, float]) -> float | None:
    """Return the seconds of the unit at a token, looked up as written and folded."""
    if line.kinds[index] not in ("word", "counter"):
        return None
    word = line.words[index]
    size = units.get(word.casefold())
    return units.get(fold(word)) if size is None else size


def _led(line: TokenLine, index: int, ago: Ago) -> Ago | None:
    """Return the date if a marker stands before it: vor, hace, il y a."""
    for size in (1, 3, 2):
        low = index - size
        if low < 0 or line.kinds[low] != "word":
            continue
        before = fold(line.text[line.starts[low] : line.ends[index - 1]])
        if before in names().words["ago_before"] and (len(before) > 1 or low == 0):
            return ago._replace(start=line.starts[low])
    return None


def _glued(line: TokenLine, index: int, units: Mapping[str, float]) -> Ago | None:
    """Read 3小时前 and 3시간 전."""
    if line.number(index) < 0 or line.kinds[index + 1] not in ("word", "counter"):
        return None
    end = line.ends[index]
    rest = line.text[end : end + _GLUED_LENGTH]
    for marker in names().words["ago_glued"]:
        unit, found, _ = rest.partition(marker)
        size = units.get(unit.strip()) if found else None
        if size is not None:
            stop = end + len(unit) + len(marker)
            last = next(at for at in range(index, line.size + 1) if line.ends[at] >= stop)
            return Ago(line.starts[index], stop, line.number(index) * size, size, last + 1)
    return None


class _Timed(NamedTuple):
    """A time that waits for the date after it, and its first token."""

    first: int
    clock: Clock


def _may_date(text: str, units: Mapping[str, float]) -> bool:
    """Return whether a text of ASCII letters has what a date needs, so that few lines are cut into tokens.

    That is a year beside the name of a month, digits between equal signs, or a number with a unit of time.
    """
    numbers = _NUMBER.findall(text)
    longest = max(map(len, numbers))
    if longest >= _COMPACT or _BETWEEN_SIGNS.search(text) is not None:
        return True
    folded = text.casefold()
    if units and not units.keys().isdisjoint(_COUNTED.findall(folded)):
        return True
    return (longest >= 4 or len(numbers) > 1) and not _months().isdisjoint(_WORD.findall(folded))


@functools.cache
def _months() -> frozenset[str]:
    """Return the first words of the names of months, and of what stands before their numbers."""
    known = names()
    every = (*known.months, *known.jalali, *known.words["month_labels"])
    return frozenset(word[0] for name in every if (word := _WORD.match(name)) is not None)


def _clock_here(line: TokenLine, index: int) -> _Timed | None:
    """Return the time at a number, or at the marker before it (오후 9:30)."""
    for first in (index - 1, index):
        clock = clock_at(line, first) if first >= 0 else None
        if clock is not None:
            return _Timed(first, clock)
    return None


def _relative(text: str, ago: Ago, now: datetime | None) -> DateMatch:
    stamp = Timestamp(
        iso=ago.moment(now) if now is not None else None,
        precision=ago.precision,
        raw=text[ago.start : ago.end],
        relative=True,
    )
    return DateMatch(ago.start, ago.end, stamp)


def _absolute(line: TokenLine, day: Day, timed: _Timed | None) -> tuple[DateMatch, int]:
    """Return the date with its weekday and time, and the token after it."""
    first, last, weekdays = _with_weekdays(line, day)
    clock = day.clock
    end = clock.end if clock else line.ends[last - 1]
    if clock is None and day.day:
        clock = _clock_after(line, day.last)
        if clock is not None:
            last, end = clock.last, clock.end
        elif timed is not None and _reaches(line, timed.clock.last, day.first):
            first, clock = min(first, timed.first), timed.clock
    readings = _readings(day, weekdays)
    suffix = clock.iso() if clock else ""
    precision: Precision = clock.precision if clock else "day" if day.day else "month"
    start = line.starts[first]
    stamp = Timestamp(
        iso=readings[0] + suffix,
        precision=precision,
        raw=line.text[start:end],
        tz=clock.zone.name if clock and clock.zone else None,
        ambiguous=len(readings) > 1,
        alternatives=tuple(reading + suffix for reading in readings[1:]),
    )
    return DateMatch(start, end, stamp), max(last, day.last)


def _readings(day: Day, weekdays: tuple[int, ...]) -> list[str]:
    """Return the readings of the date, the day-first one first; a weekday beside it can settle them."""
    if not day.swap:
        return [day.iso()]
    both = [day, day._replace(month=day.day, day=day.month)]
    settled = [reading.iso() for reading in both if agrees(reading, weekdays)]
    return settled if len(settled) == 1 else [reading.iso() for reading in both]


def _with_weekdays(line: TokenLine, day: Day) -> tuple[int, int, tuple[int, ...]]:
    """Return the tokens of the date with a weekday beside it that agrees with it, and the weekdays named."""
    first, last = day.first, day.last
    swapped = day._replace(month=day.day, day=day.month) if day.swap else day
    for step in (-1, 1):
        at = first - 1 if step < 0 else last
        for _ in range(2):
            if line.kinds[at] == "sign" and line.words[at] in _BETWEEN:
                at += step
        size, weekdays = weekday_span(line, at, step)
        if size and (agrees(day, weekdays) or agrees(swapped, weekdays)):
            return (at - size + 1, last, weekdays) if step < 0 else (first, at + size, weekdays)
    return first, last, ()


def _clock_after(line: TokenLine, index: int) -> Clock | None:
    """Return the time after a date; signs, small words and a weekday may stand between."""
    led = dotted = False
    leads = names().words["time_leads"]
    for _ in range(_MAX_BETWEEN):
        clock = clock_at(line, index, led=led)
        if clock is not None:
            return None if dotted and line.words[index + 1] == "." else clock
        if line.words[index] in _BETWEEN:
            dotted = dotted or (line.words[index] == "." and not led)  # the dot of "kl." ends nothing
            index += 1
        elif line.folded(index) in leads:
            led = True
            index += 1
        elif size := weekday_span(line, index, 1)[0]:
            index += size
        elif line.kinds[index] == "word" and len(line.words[index]) == 1:
            index += 1  # 金 in 2025年7月18日(金) 14:05
        else:
            return None
    return None


def _reaches(line: TokenLine, index: int, first: int) -> bool:
    """Return whether only signs, small words and a weekday stand between a time and the date after it."""
    leads = names().words["time_leads"]
    for _ in range(_MAX_BETWEEN):
        if index >= first:
            return index == first
        if line.words[index] in _BETWEEN or line.folded(index) in leads:
            index += 1
        elif size := weekday_span(line, index, 1)[0]:
            index += size
        else:
            return False
    return index == first
