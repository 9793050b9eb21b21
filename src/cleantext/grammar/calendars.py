"""Calendars: which days there are, and the Solar Hijri calendar in Gregorian days."""

from __future__ import annotations

import datetime

from cleantext.grammar.tokens import Line
from cleantext.patterns import pattern

FIRST_YEAR = 1900
LAST_YEAR = 2100
_FIRST_JALALI = 1280
_LAST_JALALI = 1479
_NEW_YEAR = datetime.date(2020, 3, 20)  # 1 Farvardin 1399
_NEW_YEAR_JALALI = 1399
#: How many years the Buddhist calendar of Thailand is ahead.
BUDDHIST = 543
_THAI = pattern("[\u0e01-\u0e2e]")


def is_year(year: int) -> bool:
    """Say whether a page can be dated in this year.

    >>> is_year(2025), is_year(1850)
    (True, False)
    """
    return FIRST_YEAR <= year <= LAST_YEAR


def is_thai(line: Line) -> bool:
    """Say whether the line is written in Thai, so that its years are those of the Buddhist calendar."""
    return _THAI.search(line.text) is not None


def is_jalali_year(year: int) -> bool:
    """Say whether a year of the Solar Hijri calendar falls into the years of ``is_year``."""
    return _FIRST_JALALI <= year <= _LAST_JALALI


def is_day(year: int, month: int, day: int) -> bool:
    """Say whether there is such a day.

    >>> is_day(2024, 2, 29), is_day(2025, 2, 29)
    (True, False)
    """
    if not (is_year(year) and 1 <= month <= 12 and 1 <= day <= 31):
        return False
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def from_jalali(year: int, month: int, day: int) -> datetime.date | None:
    """Return the Gregorian day, or None where the calendar has no such day.

    >>> from_jalali(1402, 5, 12), from_jalali(1400, 12, 30)
    (datetime.date(2023, 8, 3), None)
    """
    if not is_jalali_year(year) or not 1 <= month <= 12:
        return None
    length = 31 if month <= 6 else 30 if month <= 11 or _is_leap(year) else 29
    if not 1 <= day <= length:
        return None
    before = 31 * min(month - 1, 6) + 30 * max(month - 7, 0)
    return _NEW_YEAR + datetime.timedelta(days=_days_to(year) + before + day - 1)


def _is_leap(year: int) -> bool:
    """Say whether the year has 366 days: 8 of the 33 years of a cycle, a fifth year after a seventh."""
    return year % 33 in (1, 5, 9, 13, 17, 22, 26, 30)


def _days_to(year: int) -> int:
    """Return the days from 1 Farvardin 1399 to the first day of the year."""
    low, high = sorted((year, _NEW_YEAR_JALALI))
    days = 365 * (high - low) + sum(_is_leap(passed) for passed in range(low, high))
    return days if year >= _NEW_YEAR_JALALI else -days


def number_at(line: Line, index: int) -> int:
    """Return the number of at most two digits at a token, a day or a month, or -1."""
    return line.number(index) if len(line.words[index]) <= 2 else -1


def year_at(line: Line, index: int) -> int:
    """Return the year, four digits and nothing else, at a token, or -1; one of Thailand in Gregorian count.

    >>> year_at(Line("25 เมษายน 2564"), 2)
    2021
    """
    value = line.number(index) if len(line.words[index]) == 4 else -1
    if is_year(value - BUDDHIST) and is_thai(line):
        return value - BUDDHIST
    return value if is_year(value) or is_jalali_year(value) else -1
