"""Single dates, in digits or with the name of the month, and the tokens around them."""

from __future__ import annotations

import datetime

from cleantext.grammar.times import Clock, clock_at, zone_at
from cleantext.grammar.tokens import (
    BUDDHIST,
    TokenLine,
    fold,
    from_jalali,
    is_day,
    is_jalali_year,
    is_thai,
    is_year,
    names,
    number_at,
    year_at,
)
from cleantext.records import NamedTuple

_DASHES = ("-", "–", "—", "−", "‐", "‑", "~", "〜")
# Signs that make digits part of a price, a code or an address.
_CODE_SIGNS = ("+", "#", "$", "€", "£", "¥", "_", "=", "%", "&", "?", "\\")
# Signs after a date with a two-digit year: "Published 12 October 23 |".
_SHORT_CLOSERS = ("|", "•", "·", "–", "—", "/", ")", "(")
#: Two digits of a Thai year: 45 is 2002, and lower ones are years of other calendars.
FIRST_SHORT_THAI = 45

_SEPARATORS = ("-", "/", ".", "‐", "‑", "–", "•", "·", "|")
_YEAR_COUNTERS = ("年", "년")
_MONTH_COUNTERS = ("月", "월")
_DAY_COUNTERS = ("日", "号", "號", "일")
_UNITS = ("%", "€", "$", "£", "°")

_APOSTROPHES = ("'", "’", "‘")
_JOINT_SIGNS = (",", "،", ".", "-", "/", "‑", "–", *_APOSTROPHES)


class Day(NamedTuple):
    """A day: the tokens ``first`` to ``last`` (exclusive) and its parts.

    ``day`` is 0 for a month. ``swap`` means that day and month can be exchanged. ``clock`` is a time inside the date
    (``Jul 18 14:05 2025``).
    """

    first: int
    last: int
    year: int
    month: int
    day: int
    swap: bool = False
    clock: Clock | None = None

    def iso(self) -> str:
        """Return the date, as fine as it is."""
        return f"{self.year:04d}-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")


def gregorian(first: int, last: int, year: int, month: int, day: int, *, jalali: bool = False) -> Day | None:
    """Return the day that the parts name, or None if it does not exist."""
    if jalali:
        date = from_jalali(year, month, day)
        return Day(first, last, date.year, date.month, date.day) if date else None
    return Day(first, last, year, month, day) if is_day(year, month, day) else None


def is_coded(line: TokenLine, index: int) -> bool:
    """Return whether the number at a token hangs on a sign, letter or number before it (``v2.0``, ``+49-``)."""
    if not line.adjacent(index):
        return _is_dialled(line, index)
    sign = line.words[index - 1]
    if line.kinds[index - 1] == "word":
        return len(sign) <= 2 and sign.isascii()
    if sign in _CODE_SIGNS:
        return True
    if sign not in ("/", ".", ",", ":", *_DASHES) or not line.adjacent(index - 1):
        return False
    return line.kinds[index - 2] == "number" or (sign == "/" and line.kinds[index - 2] != "end")


def closes_range(line: TokenLine, index: int) -> bool:
    """Return whether a range ends with the token (``12–14 July``, ``12 to 14 July``, ``3 July – 14 July``)."""
    before = line.kinds[index - 2]
    dash = line.words[index - 1]
    if dash in (",", "/", "+", "&") and before == "number" and len(line.words[index - 2]) <= 2:
        return dash != "," and not _in_time(line, index - 2)
    dotted = dash == "." and line.words[index - 2] in _DASHES
    if not dotted and dash not in _DASHES and line.folded(index - 1) not in names().words["range_words"]:
        return False
    if before == "number":
        return len(line.words[index - 2]) <= 2 and not _in_time(line, index - 2)
    if line.words[index - 2] == "." and line.kinds[index - 3] == "number":  # 12.–14. Juli
        return len(line.words[index - 3]) <= 2 and line.adjacent(index - 2) and not _in_time(line, index - 3)
    return line.folded(index - 2) in names().months and line.kinds[index - 3] == "number"


def stands_last(line: TokenLine, last: int) -> bool:
    """Return whether nothing but a separator follows, as after ``Published 12 October 23``."""
    if line.words[last] == "." and line.kinds[last + 1] == "end":
        return True
    return line.kinds[last] == "end" or (line.words[last] in _SHORT_CLOSERS and not line.adjacent(last + 1))


def full_year(line: TokenLine, digits: int) -> int:
    """Return the year that two digits mean: 1970 to 2069; in Thai lines 2002 to 2042, as they count there.

    >>> full_year(TokenLine("5/12/23"), 23), full_year(TokenLine("5/12/98"), 98), full_year(TokenLine("5/12/64 น."), 64)
    (2023, 1998, 2021)
    """
    if digits >= FIRST_SHORT_THAI and is_thai(line):
        return 2500 + digits - BUDDHIST
    return 2000 + digits if digits < 70 else 1900 + digits


def weekday_span(line: TokenLine, index: int, step: int) -> tuple[int, tuple[int, ...]]:
    """Return how many tokens from the index on (``step`` 1) or back (-1) name a weekday, and which.

    Two-word names ("thứ sáu", "quarta-feira") come first.
    """
    if line.kinds[index] != "word":
        return 0, ()
    known = names().weekdays
    for size in (3, 2, 1):
        low, high = (index, index + size) if step > 0 else (index - size + 1, index + 1)
        if low < 0 or line.kinds[high - 1] == "end":
            continue
        days = known.get(fold(line.text[line.starts[low] : line.ends[high - 1]]))
        if days:
            return size, days
    opens = step > 0 and line.words[index].startswith(tuple(names().words["weekday_openings"]))
    return int(opens), ()


def agrees(day: Day, weekdays: tuple[int, ...]) -> bool:
    """Return whether the day falls on one of the weekdays."""
    return bool(day.day) and datetime.date(day.year, day.month, day.day).isoweekday() in weekdays


def numeric_at(line: TokenLine, index: int, *, day_first: bool | None) -> Day | None:
    """Return the date of digits that opens at a token, day-first if both readings hold.

    >>> numeric_at(TokenLine("18.07.2025"), 0, day_first=None).iso()
    '2025-07-18'
    """
    sign = line.words[index + 1]
    if sign in _YEAR_COUNTERS:
        return _counted(line, index)
    if sign in ("T", "t") and len(line.words[index]) == 8:
        return _compact(line, index)
    if sign not in _SEPARATORS or line.words[index + 3] != sign or not _evenly_spaced(line, index):
        return None
    if line.kinds[index + 2] != "number" or line.kinds[index + 4] != "number":
        return None
    if is_coded(line, index) or _runs_on(line, index + 5, sign):
        return None
    if len(line.words[index]) != 4:
        return _year_last(line, index, sign, day_first)
    year, month, day = line.number(index), number_at(line, index + 2), number_at(line, index + 4)
    return gregorian(
        index, index + 5, year, month, day, jalali=is_jalali_year(year) and not line.words[index].isascii()
    )


class Month(NamedTuple):
    """The name of a month: its tokens, its number, whether it is Solar Hijri."""

    first: int
    last: int
    number: int
    jalali: bool = False


def named_at(line: TokenLine, index: int) -> Day | None:
    """Return the date with the name of a month whose first or only number is at the token.

    >>> named_at(TokenLine("July 18th, 2025"), 1).iso()
    '2025-07-18'
    """
    if is_coded(line, index):
        return None
    before = _month_before(line, index)
    if len(line.words[index]) == 4:
        return _month_after_year(line, index) or (_month_only(line, before, index) if before else None)
    if number_at(line, index) < 0:
        return None
    return (_month_first(line, before, index) if before else None) or _day_first(line, index)


def _is_dialled(line: TokenLine, index: int) -> bool:
    """Return whether the numbers before the token open with a plus: +49 30 12-07-2019."""
    for at in range(index - 1, max(index - 5, 0), -1):
        if line.kinds[at] != "number":
            return False
        if line.words[at - 1] == "+" and line.adjacent(at):
            return True
    return False


def _in_time(line: TokenLine, index: int) -> bool:
    return line.adjacent(index) and line.words[index - 1] in (":", ".", "：", "h", "H")


def _evenly_spaced(line: TokenLine, index: int) -> bool:
    """Return whether the parts touch, or have the same spaces: ``12. 7. 2025``, ``12 / 7 / 2025``."""
    touching = [line.adjacent(index + offset) for offset in (1, 2, 3, 4)]
    if all(touching):
        return True
    if line.words[index + 1] == ".":
        return touching[0] and touching[2] and (len(line.words[index]) == 4 or len(line.words[index + 4]) == 4)
    return line.words[index + 1] in "/|" and not any(touching) and len(line.words[index + 4]) == 4


def _runs_on(line: TokenLine, last: int, sign: str) -> bool:
    """Return whether the digits go on after the date, as in versions, addresses and codes."""
    if line.words[last] in _UNITS:
        return True
    if line.words[last] not in (*_SEPARATORS, "_") or not line.adjacent(last) or not line.adjacent(last + 1):
        return False
    if line.kinds[last + 1] == "word":
        return line.words[last] in ("/", "-", "_") and sign == line.words[last] and line.words[last + 1].islower()
    return line.kinds[last + 1] == "number" and (sign == line.words[last] or line.words[last + 2] != ":")


def _year_last(line: TokenLine, index: int, sign: str, day_first: bool | None) -> Day | None:
    one, two = number_at(line, index), number_at(line, index + 2)
    year = year_at(line, index + 4)
    if year < 0:
        year = _pair_year(line, index)
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


def _pair_year(line: TokenLine, index: int) -> int:
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


def _compact(line: TokenLine, index: int) -> Day | None:
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


def _counted(line: TokenLine, index: int) -> Day | None:
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


def _named(line: TokenLine, index: int) -> tuple[int, bool] | None:
    """Return the number of the month that a word names, and whether it is Solar Hijri."""
    word, known = line.folded(index), names()
    number = known.months.get(word)
    jalali = number is None
    if jalali:
        number = known.jalali.get(word)
    return None if number is None else (number, jalali)


def _month_at(line: TokenLine, index: int) -> Month | None:
    """Return the month that opens at a token, with its dot and its second name (نيسان / أبريل)."""
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


def _month_before(line: TokenLine, index: int) -> Month | None:
    """Return the month that ends right before a token, with up to two joints between them."""
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


def _after_joints(line: TokenLine, index: int) -> int:
    """Return the token after up to two signs and small words between the parts of a date, or after an era."""
    if line.words[index : index + 4] == list("พ.ศ."):
        return index + 4
    for _ in range(2):
        if line.words[index] in _JOINT_SIGNS or line.folded(index) in names().words["joints"]:
            index += 1
    return index


def _after_ordinal(line: TokenLine, index: int) -> int:
    """Return the token after the ending of a day: 1st, 1er, 14-го, 18., 1°."""
    if line.words[index] in (".", "°", "º") and line.adjacent(index):
        return index + 1
    at = index + 1 if line.words[index] == "-" and line.adjacent(index + 1) else index
    ending = line.folded(at) in names().words["ordinals"] and (line.adjacent(at) or line.folded(at) == "th")
    return at + 1 if ending else index


def _after_year(line: TokenLine, last: int) -> int:
    """Return the token after the ending of a year: 2019 г., 2020 roku."""
    if line.folded(last) not in names().words["year_endings"]:
        return last
    return last + 2 if line.words[last + 1] == "." and len(line.words[last]) == 1 else last + 1


def _year_here(line: TokenLine, index: int, *, jalali: bool) -> int:
    """Return the year at a token if it fits the calendar of the month and is no decade (2020s), or -1."""
    year = year_at(line, index)
    if year < 0 or is_jalali_year(year) != jalali or (line.words[index + 1] == "s" and line.adjacent(index + 1)):
        return -1
    return year


def _day_first(line: TokenLine, index: int) -> Day | None:
    """Read 18 July 2025, 1er novembre 2019, 12 de diciembre de 2023, 18 tháng 7 năm 2025."""
    month = _month_at(line, _after_joints(line, _after_ordinal(line, index + 1)))
    if month is None or closes_range(line, index):
        return None
    at = _after_joints(line, month.last)
    year = _year_here(line, at, jalali=month.jalali)
    if year < 0:
        year = _named_short_year(line, index, at)
    return gregorian(index, _after_year(line, at + 1), year, month.number, number_at(line, index), jalali=month.jalali)


def _named_short_year(line: TokenLine, index: int, at: int) -> int:
    """Return the year of ``Published 12 October 23``, or -1: nothing follows, a word or nothing stands before."""
    marked = line.words[at - 1] in _APOSTROPHES and line.adjacent(at)
    labelled = index == 0 or line.kinds[index - 1] == "word" or line.words[index - 1] in (":", "|", ",", "•", "·", "/")
    if len(line.words[at]) != 2 or not labelled or not (marked or stands_last(line, at + 1)):
        return -1
    year = number_at(line, at)
    return year if year < 0 else full_year(line, year)


def _month_first(line: TokenLine, month: Month, index: int) -> Day | None:
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
    return found._replace(clock=clock._replace(last=clock.last + 1, end=line.ends[clock.last])) if found else None


def _month_after_year(line: TokenLine, index: int) -> Day | None:
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


def _month_only(line: TokenLine, month: Month, index: int) -> Day | None:
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


def _closes_months(line: TokenLine, first: int) -> bool:
    """Return whether the month ends a range or a list: May–July 2025, November and December 2025."""
    joint = line.words[first - 1] in ("-", "–", "/", "&") or line.folded(first - 1) in names().words["range_words"]
    return joint and (line.folded(first - 2) in names().months or line.adjacent(first))


def _follows_number(line: TokenLine, first: int) -> bool:
    """Return whether a day, or the end of a range, stands before the month."""
    at = first - 1
    for _ in range(3):
        joint = line.words[at] in (".", "/", "-") or line.folded(at) in names().words["joints"]
        at -= joint or line.folded(at) in names().words["ordinals"]
    return line.kinds[at] == "number"
