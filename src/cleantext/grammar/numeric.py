"""Dates of digits only: 2025-07-18, 18.07.2025, 12/07/19, 20250718T1405, 2025年7月18日."""

from __future__ import annotations

from cleantext.grammar.calendars import is_jalali_year, is_year, number_at, year_at
from cleantext.grammar.days import Day, full_year, gregorian, is_coded, stands_last
from cleantext.grammar.names import names
from cleantext.grammar.times import Clock, clock_at
from cleantext.grammar.tokens import Line
from cleantext.grammar.zones import zone_at

_SEPARATORS = ("-", "/", ".", "‐", "‑", "–", "•", "·", "|")
_YEAR_COUNTERS = ("年", "년")
_MONTH_COUNTERS = ("月", "월")
_DAY_COUNTERS = ("日", "号", "號", "일")
_UNITS = ("%", "€", "$", "£", "°")


def numeric_at(line: Line, index: int, *, day_first: bool | None) -> Day | None:
    """Return the date of digits that opens at a token, day-first where both readings hold.

    >>> numeric_at(Line("18.07.2025"), 0, day_first=None).iso()
    '2025-07-18'
    """
    sign = line.words[index + 1]
    if sign in _YEAR_COUNTERS:
        return _counted(line, index)
    if line.words[index + 1] in ("T", "t") and len(line.words[index]) == 8:
        return _compact(line, index)
    if sign not in _SEPARATORS or line.words[index + 3] != sign or not _evenly_spaced(line, index):
        return None
    if line.kinds[index + 2] != "number" or line.kinds[index + 4] != "number":
        return None
    if is_coded(line, index) or _runs_on(line, index + 5, sign):
        return None
    if len(line.words[index]) == 4:
        return _year_first(line, index)
    return _year_last(line, index, sign, day_first)


def _evenly_spaced(line: Line, index: int) -> bool:
    """Say whether the parts touch, or are set off alike: ``12. 7. 2025``, ``12 / 7 / 2025``."""
    touching = [line.adjacent(index + offset) for offset in (1, 2, 3, 4)]
    if all(touching):
        return True
    if line.words[index + 1] == ".":
        return touching[0] and touching[2] and (len(line.words[index]) == 4 or len(line.words[index + 4]) == 4)
    return line.words[index + 1] in "/|" and not any(touching) and len(line.words[index + 4]) == 4


def _runs_on(line: Line, last: int, sign: str) -> bool:
    """Say whether the digits go on after the date, as in versions, addresses and codes."""
    if line.words[last] in _UNITS:
        return True
    if line.words[last] not in (*_SEPARATORS, "_") or not line.adjacent(last) or not line.adjacent(last + 1):
        return False
    if line.kinds[last + 1] == "word":
        return line.words[last] in ("/", "-", "_") and sign == line.words[last] and line.words[last + 1].islower()
    return line.kinds[last + 1] == "number" and (sign == line.words[last] or line.words[last + 2] != ":")


def _year_first(line: Line, index: int) -> Day | None:
    year, month, day = (line.number(index), number_at(line, index + 2), number_at(line, index + 4))
    jalali = is_jalali_year(year) and not line.words[index].isascii()
    return gregorian(index, index + 5, year, month, day, jalali=jalali)


def _year_last(line: Line, index: int, sign: str, day_first: bool | None) -> Day | None:
    one, two = number_at(line, index), number_at(line, index + 2)
    year = year_at(line, index + 4)
    if year < 0:
        year = _short_year(line, index)
    jalali = is_jalali_year(year)
    if jalali and line.words[index].isascii():
        return None
    by_day = gregorian(index, index + 5, year, two, one, jalali=jalali)
    if jalali or (sign == "." and (by_day or len(line.words[index + 4]) == 2)):
        return by_day
    by_month = gregorian(index, index + 5, year, one, two)
    if by_day and by_month and one != two:
        if day_first is None:
            return by_day._replace(swap=True)
        return by_day if day_first else by_month
    return by_day or by_month


def _short_year(line: Line, index: int) -> int:
    """Return the year of ``12.07.19``, or -1: three pairs of digits, and a time after them or nothing."""
    if any(len(line.words[index + offset]) != 2 for offset in (0, 2, 4)):
        return -1
    last = index + 5
    lead = line.folded(last) in names().words["time_leads"] or line.words[last] in (",", "-", "–", "|")
    timed = clock_at(line, last + lead, led=lead) is not None
    labelled = index == 0 or line.kinds[index - 1] == "word" or line.words[index - 1] in (":", "|", "(", ",")
    if timed or (stands_last(line, last) and labelled):
        return full_year(line, line.number(index + 4))
    return -1


def _compact(line: Line, index: int) -> Day | None:
    """Read 20250718T140511Z."""
    digits, times = line.words[index], line.words[index + 2]
    if line.kinds[index + 2] != "number" or len(times) not in (4, 6) or not line.adjacent(index + 1):
        return None
    if not line.adjacent(index + 2) or is_coded(line, index):
        return None
    hour, minute, second = int(times[:2]), int(times[2:4]), int(times[4:] or 0)
    day = gregorian(index, index + 3, int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if day is None or hour > 23 or minute > 59 or second > 59:
        return None
    clock = Clock(index + 3, line.ends[index + 2], hour, minute, second, "second" if times[4:] else "minute")
    zone = zone_at(line, index + 3, exact=True)
    if zone is not None:
        clock = clock._replace(last=zone.last, end=line.ends[zone.last - 1], zone=zone)
    return day._replace(last=clock.last, clock=clock)


def _counted(line: Line, index: int) -> Day | None:
    """Read 2025年7月18日, 令和7年7月18日 and 2019년 11월 12일, with or without the day."""
    year, first = line.number(index), index
    if len(line.words[index]) < 4:
        before = line.words[index - 1] if line.kinds[index - 1] == "word" else ""
        era = names().eras.get(before[-2:])
        if era is None:
            return None
        year, first = year + era, index - 1
    month = number_at(line, index + 2)
    if line.words[index + 3] not in _MONTH_COUNTERS or not (is_year(year) and 1 <= month <= 12):
        return None
    if line.words[index + 5] in _DAY_COUNTERS:
        return gregorian(first, index + 6, year, month, number_at(line, index + 4))
    return None if line.kinds[index + 4] == "number" else Day(first, index + 4, year, month, 0)
