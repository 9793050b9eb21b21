"""A day found in a line, and what may stand around one."""

from __future__ import annotations

import datetime

from cleantext.grammar.calendars import BUDDHIST, from_jalali, is_day, is_thai
from cleantext.grammar.names import fold, names
from cleantext.grammar.times import Clock
from cleantext.grammar.tokens import Line
from cleantext.records import NamedTuple

_DASHES = ("-", "–", "—", "−", "‐", "‑", "~", "〜")
# Signs that make digits part of a price, a code or an address.
_CODE_SIGNS = ("+", "#", "$", "€", "£", "¥", "_", "=", "%", "&", "?", "\\")
# What ends the shape "Published 12 October 23".
_SHORT_CLOSERS = ("|", "•", "·", "–", "—", "/", ")", "(")
#: Two digits of a Thai year: 45 is 2002, and lower ones are years of other calendars.
FIRST_SHORT_THAI = 45


class Day(NamedTuple):
    """A day: the tokens ``first`` to ``last`` (exclusive) and its parts.

    ``day`` is 0 for a month. ``swap`` is True where day and month can be exchanged. ``clock`` is
    a time inside the date (``Jul 18 14:05 2025``).
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
    """Return the day that the parts name, or None where no such day exists."""
    if jalali:
        date = from_jalali(year, month, day)
        return Day(first, last, date.year, date.month, date.day) if date else None
    return Day(first, last, year, month, day) if is_day(year, month, day) else None


def is_coded(line: Line, index: int) -> bool:
    """Say whether the number at a token hangs on a sign, letter or number before it (``v2.0``, ``+49-``)."""
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


def _is_dialled(line: Line, index: int) -> bool:
    """Say whether the numbers before the token open with a plus: +49 30 12-07-2019."""
    for at in range(index - 1, max(index - 5, 0), -1):
        if line.kinds[at] != "number":
            return False
        if line.words[at - 1] == "+" and line.adjacent(at):
            return True
    return False


def closes_range(line: Line, index: int) -> bool:
    """Say whether a range ends with the token (``12–14 July``, ``12 to 14 July``, ``3 July – 14 July``)."""
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


def _in_time(line: Line, index: int) -> bool:
    return line.adjacent(index) and line.words[index - 1] in (":", ".", "：", "h", "H")


def stands_last(line: Line, last: int) -> bool:
    """Say whether nothing but a separator follows, as after ``Published 12 October 23``."""
    if line.words[last] == "." and line.kinds[last + 1] == "end":
        return True
    return line.kinds[last] == "end" or (line.words[last] in _SHORT_CLOSERS and not line.adjacent(last + 1))


def full_year(line: Line, digits: int) -> int:
    """Return the year that two digits mean: 1970 to 2069; in Thai lines 2002 to 2042, as they count there.

    >>> full_year(Line("5/12/23"), 23), full_year(Line("5/12/98"), 98), full_year(Line("5/12/64 น."), 64)
    (2023, 1998, 2021)
    """
    if digits >= FIRST_SHORT_THAI and is_thai(line):
        return 2500 + digits - BUDDHIST
    return 2000 + digits if digits < 70 else 1900 + digits


def weekday_span(line: Line, index: int, step: int) -> tuple[int, tuple[int, ...]]:
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
    word = line.words[index]
    if step > 0 and word.startswith(("星期", "週", "周", "礼拜")):
        return 1, ()
    return 0, ()


def agrees(day: Day, weekdays: tuple[int, ...]) -> bool:
    """Say whether the day falls on one of the weekdays."""
    return bool(day.day) and datetime.date(day.year, day.month, day.day).isoweekday() in weekdays
