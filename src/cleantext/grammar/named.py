"""Dates with the name of the month: 18 July 2025, Jul 18, 2025, 2025. július 18., July 2025."""

from __future__ import annotations

from cleantext.grammar.calendars import is_jalali_year, number_at, year_at
from cleantext.grammar.days import Day, closes_range, full_year, gregorian, is_coded, stands_last
from cleantext.grammar.names import fold, names
from cleantext.grammar.times import Clock, clock_at
from cleantext.grammar.tokens import Line
from cleantext.grammar.zones import zone_at
from cleantext.records import NamedTuple

_APOSTROPHES = ("'", "’", "‘")
_JOINT_SIGNS = (",", "،", ".", "-", "/", "‑", "–", *_APOSTROPHES)


class Month(NamedTuple):
    """The name of a month: its tokens, its number, whether it is Solar Hijri."""

    first: int
    last: int
    number: int
    jalali: bool = False


def named_at(line: Line, index: int) -> Day | None:
    """Return the date with the name of a month whose first or only number is at the token.

    >>> named_at(Line("July 18th, 2025"), 1).iso()
    '2025-07-18'
    """
    if is_coded(line, index):
        return None
    before = _month_before(line, index)
    if len(line.words[index]) == 4:
        return _year_first(line, index) or (_month_only(line, before, index) if before else None)
    if number_at(line, index) < 0:
        return None
    return (_month_first(line, before, index) if before else None) or _day_first(line, index)


def _named(line: Line, index: int) -> tuple[int, bool] | None:
    """Return the number of the month that a word names, and whether it is Solar Hijri."""
    word = line.folded(index)
    known = names()
    if (number := known.months.get(word)) is not None:
        return number, False
    return (known.jalali[word], True) if word in known.jalali else None


def _month_at(line: Line, index: int) -> Month | None:
    """Return the month that opens at a token, its dot and its second name (نيسان / أبريل) taken in."""
    if line.kinds[index] != "word":
        return None
    if line.folded(index) in names().words["month_labels"]:
        number = number_at(line, index + 1)
        return Month(index, index + 2, number) if 1 <= number <= 12 else None
    # "تشرين الثاني" is two words, "เม.ย." two with a dot between.
    count = 3 if line.words[index + 1] == "." and line.adjacent(index + 2) else 2
    longer = names().months.get(fold(line.text[line.starts[index] : line.ends[index + count - 1]]))
    found = (longer, False) if longer else _named(line, index)
    if found is None:
        return None
    last = index + (count if longer else 1)
    if line.words[last] in (".", "॰"):
        last += 1
    if line.words[last] == "/" and _named(line, last + 1) == found:
        last += 2
    return Month(index, last, *found)


def _month_before(line: Line, index: int) -> Month | None:
    """Return the month that ends right before a token, a joint or two between them at most."""
    at = index - 1
    for _ in range(2):
        if line.words[at] in _JOINT_SIGNS or line.folded(at) in names().words["joints"]:
            at -= 1
    found = _named(line, at)
    if found is None:
        return None
    second = _named(line, at - 2) if line.words[at - 1] == "/" else None
    if second is not None:  # نيسان / أبريل is one month, June/July two
        return Month(at - 2, index, *found) if second == found else None
    return Month(at, index, *found)


def _after_joints(line: Line, index: int) -> int:
    """Return the token after the signs and small words between the parts of a date, two at most, or an era."""
    if line.words[index : index + 4] == list("พ.ศ."):
        return index + 4
    for _ in range(2):
        if line.words[index] in _JOINT_SIGNS or line.folded(index) in names().words["joints"]:
            index += 1
    return index


def _after_ordinal(line: Line, index: int) -> int:
    """Return the token after the ending of a day: 1st, 1er, 14-го, 18., 1°."""
    if line.words[index] in (".", "°", "º") and line.adjacent(index):
        return index + 1
    at = index + 1 if line.words[index] == "-" and line.adjacent(index + 1) else index
    ending = line.folded(at) in names().words["ordinals"] and (line.adjacent(at) or line.folded(at) == "th")
    return at + 1 if ending else index


def _after_year(line: Line, last: int) -> int:
    """Return the token after the ending of a year: 2019 г., 2020 roku."""
    if line.folded(last) not in names().words["year_endings"]:
        return last
    return last + 2 if line.words[last + 1] == "." and len(line.words[last]) == 1 else last + 1


def _year_here(line: Line, index: int, *, jalali: bool) -> int:
    """Return the year at a token if it fits the calendar of the month and does not run on, or -1."""
    year = year_at(line, index)
    if year < 0 or is_jalali_year(year) != jalali or (line.words[index + 1] == "s" and line.adjacent(index + 1)):
        return -1
    return year


def _day_first(line: Line, index: int) -> Day | None:
    """Read 18 July 2025, 1er novembre 2019, 12 de diciembre de 2023, 18 tháng 7 năm 2025."""
    month = _month_at(line, _after_joints(line, _after_ordinal(line, index + 1)))
    if month is None or closes_range(line, index):
        return None
    at = _after_joints(line, month.last)
    year = _year_here(line, at, jalali=month.jalali)
    if year < 0:
        year = _short_year(line, index, at)
    return gregorian(index, _after_year(line, at + 1), year, month.number, number_at(line, index), jalali=month.jalali)


def _short_year(line: Line, index: int, at: int) -> int:
    """Return the year of ``Published 12 October 23``, or -1: nothing follows, a word or nothing stands before."""
    marked = line.words[at - 1] in _APOSTROPHES and line.adjacent(at)
    labelled = index == 0 or line.kinds[index - 1] == "word" or line.words[index - 1] in (":", "|", ",", "•", "·", "/")
    if len(line.words[at]) != 2 or number_at(line, at) < 0 or not labelled:
        return -1
    if not (marked or stands_last(line, at + 1)):
        return -1
    return full_year(line, number_at(line, at))


def _month_first(line: Line, month: Month, index: int) -> Day | None:
    """Read July 18th, 2025 and Jul 18 14:05:11 GMT 2025."""
    if closes_range(line, month.first):
        return None
    day = number_at(line, index)
    at = _after_joints(line, _after_ordinal(line, index + 1))
    year = _year_here(line, at, jalali=month.jalali)
    if year >= 0:
        return gregorian(month.first, at + 1, year, month.number, day, jalali=month.jalali)
    clock = clock_at(line, index + 1)
    if clock is None:
        return None
    zone = clock.zone or zone_at(line, clock.last, exact=True)
    clock = clock._replace(zone=zone, last=zone.last if zone else clock.last)
    year = year_at(line, clock.last)
    found = gregorian(month.first, clock.last + 1, year, month.number, day)
    return found._replace(clock=_within(line, clock)) if found else None


def _within(line: Line, clock: Clock) -> Clock:
    """Return the time with its end at the year that follows it."""
    return clock._replace(last=clock.last + 1, end=line.ends[clock.last])


def _year_first(line: Line, index: int) -> Day | None:
    """Read 2025. július 18. and 2025 July 18."""
    month = _month_at(line, _after_joints(line, index + 1))
    if month is None:
        return None
    at = _after_joints(line, month.last)
    day, last = number_at(line, at), _after_ordinal(line, at + 1)
    year = _year_here(line, index, jalali=month.jalali)
    if day < 0 or year_at(line, last) > 0 or (line.words[last] == "," and year_at(line, last + 1) > 0):
        return None
    return gregorian(index, last, year, month.number, day, jalali=month.jalali)


def _month_only(line: Line, month: Month, index: int) -> Day | None:
    """Read July 2025: no number before the name, no range, no name that is also a word."""
    if month.jalali or fold(line.words[month.first]) in names().words["word_months"]:
        return None
    year = _year_here(line, index, jalali=False)
    if year < 0 or _follows_number(line, month.first):
        return None
    opens_range = line.words[index + 1] in ("-", "–", "/") and line.adjacent(index + 1) and line.adjacent(index + 2)
    if opens_range or _closes_months(line, month.first) or line.words[index - 1] in ("-", "/", "–"):
        return None
    return Day(month.first, _after_year(line, index + 1), year, month.number, 0)


def _closes_months(line: Line, first: int) -> bool:
    """Say whether the month ends a range or a list: May–July 2025, November and December 2025."""
    joint = line.words[first - 1] in ("-", "–", "/", "&") or line.folded(first - 1) in names().words["range_words"]
    return joint and (line.folded(first - 2) in names().months or line.adjacent(first))


def _follows_number(line: Line, first: int) -> bool:
    """Say whether a day, or the end of a range, stands before the month."""
    at = first - 1
    for _ in range(3):
        joint = line.words[at] in (".", "/", "-") or line.folded(at) in names().words["joints"]
        at -= joint or line.folded(at) in names().words["ordinals"]
    return line.kinds[at] == "number"
