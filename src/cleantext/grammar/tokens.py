"""The input of the date grammar: a line cut into numbers, words and signs, the names in dates, and calendars."""

from __future__ import annotations

import datetime
import functools
import json
import unicodedata
from collections.abc import Mapping
from typing import Literal

from cleantext.patterns import pattern
from cleantext.records import dataclass
from cleantext.words.table import load_table

Kind = Literal["number", "counter", "word", "sign", "end"]

# Vowel signs and joiners that belong to words, but are no letters to re: combining accents, Arabic vowels, the signs of
# the scripts of India and of Thai, and the zero-width joiners of Persian.
_MARKS = (
    "\u0300-\u036f\u064b-\u065f\u0670\u0970\u200c\u200d"
    "\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0962-\u0963\u0981-\u0983\u09bc\u09be-\u09c4"
    "\u09c7-\u09c8\u09cb-\u09cd\u09d7\u09e2-\u09e3\u09fe\u0a01-\u0a03\u0a3c\u0a3e-\u0a42\u0a47-\u0a48"
    "\u0a4b-\u0a4d\u0a51\u0a70-\u0a71\u0a75\u0a81-\u0a83\u0abc\u0abe-\u0ac5\u0ac7-\u0ac9\u0acb-\u0acd"
    "\u0ae2-\u0ae3\u0afa-\u0aff\u0b01-\u0b03\u0b3c\u0b3e-\u0b44\u0b47-\u0b48\u0b4b-\u0b4d\u0b55-\u0b57"
    "\u0b62-\u0b63\u0b82\u0bbe-\u0bc2\u0bc6-\u0bc8\u0bca-\u0bcd\u0bd7\u0c00-\u0c04\u0c3c\u0c3e-\u0c44"
    "\u0c46-\u0c48\u0c4a-\u0c4d\u0c55-\u0c56\u0c62-\u0c63\u0c81-\u0c83\u0cbc\u0cbe-\u0cc4\u0cc6-\u0cc8"
    "\u0cca-\u0ccd\u0cd5-\u0cd6\u0ce2-\u0ce3\u0d00-\u0d03\u0d3b-\u0d3c\u0d3e-\u0d44\u0d46-\u0d48"
    "\u0d4a-\u0d4d\u0d57\u0d62-\u0d63\u0d81-\u0d83\u0dca\u0dcf-\u0dd4\u0dd6\u0dd8-\u0ddf\u0df2-\u0df3"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
)
# A counter follows its number, with at most one space. 時間, 分钟 and 시간 are durations.
_COUNTERS = "[年月日号號点點秒년월일초]|[時时](?![間间])|시(?!간)|分(?![钟鐘間])|분"
_TOKEN = pattern(
    rf"(\d+)|((?:(?<=\d)|(?<=\d ))(?:{_COUNTERS}))|([^\W\d_](?:[^\W\d_]|[{_MARKS}])*)"
    r"|([^\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff])"
)
_KINDS: tuple[Kind, ...] = ("end", "number", "counter", "word", "sign")
# Beyond the last token, and before the first one (index -1), stand 8 tokens of the kind "end".
_MARGIN = 8
_CENTURIES = ("19", "20")

# Accents of Latin, Greek and Cyrillic letters, the joiners of Persian, the dot of Hindi: the press leaves them out.
_DROPPED = pattern("[\u0300-\u036f\u0640\u064b-\u0652\u093c\u200c\u200d]")
_EDGE_DOTS = ".॰"

FIRST_YEAR = 1900
LAST_YEAR = 2100
_FIRST_JALALI = 1280
_LAST_JALALI = 1479
_NEW_YEAR = datetime.date(2020, 3, 20)  # 1 Farvardin 1399
_NEW_YEAR_JALALI = 1399
#: The Buddhist calendar of Thailand is 543 years ahead.
BUDDHIST = 543
_THAI = pattern("[\u0e01-\u0e2e]")


class TokenLine:
    """The tokens of a line as parallel lists: ``kinds``, ``words`` (the text), ``starts``, ``ends``.

    >>> line = TokenLine("9 Mar 20249 Mar 2024")
    >>> line.words[: line.size]
    ['9', 'Mar', '2024', '9', 'Mar', '2024']
    """

    __slots__ = ("_folded", "ends", "kinds", "size", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        kinds: list[Kind] = []
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        self.text, self.kinds, self.words, self.starts, self.ends = text, kinds, words, starts, ends
        folded: dict[int, str] = {}
        self._folded = folded
        for found in _TOKEN.finditer(text):
            start, end = found.span()
            kind = _KINDS[found.lastindex or 0]
            cut = start + self._year_end(found[0], end) if kind == "number" and 5 <= end - start <= 6 else start
            for low, high in ((start, cut), (cut, end)) if cut > start else ((start, end),):
                kinds.append(kind)
                words.append(text[low:high])
                starts.append(low)
                ends.append(high)
        self.size = len(kinds)
        kinds += ["end"] * _MARGIN
        words += [""] * _MARGIN
        starts += [len(text)] * _MARGIN
        ends += [len(text)] * _MARGIN

    def _year_end(self, digits: str, end: int) -> int:
        """Return where to cut digits in which a year runs into another number; 0 where none does.

        ``9 Mar 20249 Mar``, ``12/04/202014:05``, ``11, 20225:04 PM``, and ``Apr 072015``.
        """
        before = fold(self.words[-1]) if self.words else ""
        after = self.text[end : end + 1]
        known = names()
        named = before in known.months or before in known.words["joints"]
        if digits.startswith(_CENTURIES):
            clock = before in (",", "-", "/", ".") and after in (":", "h")
            whole = named and "number" in self.kinds[-5:]  # "March 20777" has no day
            return 4 if whole or clock or (before in ("-", "/", ".") and after in ("/", ".")) else 0
        return 2 if named and len(digits) == 6 and digits[2:].startswith(_CENTURIES) else 0

    def adjacent(self, index: int) -> bool:
        """Return whether the token follows the one before it without a space."""
        return index > 0 and self.kinds[index] != "end" and self.starts[index] == self.ends[index - 1]

    def number(self, index: int) -> int:
        """Return the value of a number of one to four digits in any script, or -1 for any other token."""
        if self.kinds[index] != "number" or len(self.words[index]) > 4:
            return -1
        return int(self.words[index])

    def folded(self, index: int) -> str:
        """Return the folded word at the index, or an empty text for any other token."""
        known = self._folded.get(index)
        if known is None:
            known = self._folded[index] = fold(self.words[index]) if self.kinds[index] == "word" else ""
        return known


def fold(name: str) -> str:
    """Return the form in which names are compared: lower case, no accents, no final dot, spaces for hyphens.

    >>> fold("Août."), fold("KASIM"), fold("terça-feira"), fold("p. m.")
    ('aout', 'kasim', 'terca feira', 'p. m')
    """
    folded = name.casefold().rstrip(_EDGE_DOTS)
    if not folded.isascii():
        plain = _DROPPED.sub("", unicodedata.normalize("NFD", folded))
        folded = unicodedata.normalize("NFC", plain).replace("ı", "i").replace("ي", "ی")
    return folded.replace("-", " ")


@dataclass(frozen=True, slots=True)
class CalendarNames:
    """Names of months, weekdays and zones, and the small words around them, by folded form.

    ``weekdays`` has the ISO numbers that a name can mean ("mar" is a Tuesday in two languages), ``meridiems`` the hours
    to add to a 12-hour time, ``zones`` the offset by the name as written, empty if the name has more than one;
    ``words`` has the small words by role.
    """

    months: Mapping[str, int]
    jalali: Mapping[str, int]
    weekdays: Mapping[str, tuple[int, ...]]
    meridiems: Mapping[str, int]
    zones: Mapping[str, str]
    eras: Mapping[str, int]
    words: Mapping[str, frozenset[str]]


@functools.cache
def names() -> CalendarNames:
    """Return the names of all languages; they are read on first use."""
    data = json.loads(load_table()["dates"])
    return CalendarNames(
        months=data["months"],
        jalali=data["jalali"],
        weekdays={name: tuple(days) for name, days in data["weekdays"].items()},
        meridiems=data["meridiems"],
        zones=data["zones"],
        eras=data["eras"],
        words={role: frozenset(words) for role, words in data["words"].items()},
    )


def is_year(year: int) -> bool:
    """Return whether a page can be dated in this year.

    >>> is_year(2025), is_year(1850)
    (True, False)
    """
    return FIRST_YEAR <= year <= LAST_YEAR


def is_thai(line: TokenLine) -> bool:
    """Return whether the line is written in Thai, so that its years are those of the Buddhist calendar."""
    return _THAI.search(line.text) is not None


def is_jalali_year(year: int) -> bool:
    """Return whether a year of the Solar Hijri calendar falls into the years of ``is_year``."""
    return _FIRST_JALALI <= year <= _LAST_JALALI


def is_day(year: int, month: int, day: int) -> bool:
    """Return whether there is such a day.

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


def number_at(line: TokenLine, index: int) -> int:
    """Return the number of at most two digits at a token, a day or a month, or -1."""
    return line.number(index) if len(line.words[index]) <= 2 else -1


def year_at(line: TokenLine, index: int) -> int:
    """Return the year, four digits and nothing else, at a token, or -1; one of Thailand in Gregorian count.

    >>> year_at(TokenLine("25 เมษายน 2564"), 2)
    2021
    """
    value = line.number(index) if len(line.words[index]) == 4 else -1
    if is_year(value - BUDDHIST) and is_thai(line):
        return value - BUDDHIST
    return value if is_year(value) or is_jalali_year(value) else -1


def _is_leap(year: int) -> bool:
    """Return whether the year has 366 days: 8 of the 33 years of a cycle, a fifth year after a seventh."""
    return year % 33 in (1, 5, 9, 13, 17, 22, 26, 30)


def _days_to(year: int) -> int:
    """Return the days from 1 Farvardin 1399 to the first day of the year."""
    low, high = sorted((year, _NEW_YEAR_JALALI))
    days = 365 * (high - low) + sum(_is_leap(passed) for passed in range(low, high))
    return days if year >= _NEW_YEAR_JALALI else -days
