"""A line cut into numbers, words and signs, the input of the date grammar."""

from __future__ import annotations

import re
from typing import Literal

from cleantext.grammar.names import fold, names

Kind = Literal["number", "counter", "word", "sign", "end"]

# Vowel signs and joiners that belong to a word though re does not count them as letters:
# combining accents, Arabic vowels, Devanagari signs, and the zero-width joiners of Persian.
_MARKS = "\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0970\u200c\u200d"
# A counter follows its number, with a space at most. 時間, 分钟 and 시간 are durations.
_COUNTERS = "[年月日号號点點秒년월일초]|[時时](?![間间])|시(?!간)|分(?![钟鐘間])|분"
_TOKEN = re.compile(
    rf"(\d+)|((?:(?<=\d)|(?<=\d ))(?:{_COUNTERS}))|([^\W\d_](?:[^\W\d_]|[{_MARKS}])*)"
    r"|([^\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff])"
)
_KINDS: tuple[Kind, ...] = ("end", "number", "counter", "word", "sign")
# Beyond the last token, and before the first one (index -1), every look finds an end.
_MARGIN = 8
_CENTURIES = ("19", "20")


class Line:
    """The tokens of a line as parallel lists: ``kinds``, ``words`` (the text), ``starts``, ``ends``.

    >>> line = Line("9 Mar 20249 Mar 2024")
    >>> line.words[: line.size]
    ['9', 'Mar', '2024', '9', 'Mar', '2024']
    """

    __slots__ = ("ends", "kinds", "size", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.kinds: list[Kind] = []
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for found in _TOKEN.finditer(text):
            start, end = found.span()
            kind = _KINDS[found.lastindex or 0]
            if kind == "number" and 5 <= end - start <= 6:
                for cut in self._cuts(found[0], end):
                    self._add(kind, start, start + cut)
                    start += cut
            self._add(kind, start, end)
        self.size = len(self.kinds)
        for _ in range(_MARGIN):
            self._add("end", len(text), len(text))

    def _add(self, kind: Kind, start: int, end: int) -> None:
        self.kinds.append(kind)
        self.words.append(self.text[start:end])
        self.starts.append(start)
        self.ends.append(end)

    def _cuts(self, digits: str, end: int) -> tuple[int, ...]:
        """Return where digits fall apart that are a year and run into the next, or a previous, number.

        ``9 Mar 20249 Mar``, ``12/04/202014:05``, ``11, 20225:04 PM``, and ``Apr 072015``.
        """
        before = fold(self.words[-1]) if self.words else ""
        after = self.text[end : end + 1]
        named = before in names().months or before in names().words["joints"]
        if digits.startswith(_CENTURIES):
            clock = before in (",", "-", "/", ".") and after in (":", "h")
            whole = named and "number" in self.kinds[-5:]  # "March 20777" has no day
            return (4,) if whole or clock or (before in ("-", "/", ".") and after in ("/", ".")) else ()
        return (2,) if named and len(digits) == 6 and digits[2:].startswith(_CENTURIES) else ()

    def adjacent(self, index: int) -> bool:
        """Say whether the token follows the one before it without a space."""
        return index > 0 and self.kinds[index] != "end" and self.starts[index] == self.ends[index - 1]

    def number(self, index: int) -> int:
        """Return the value of a number of one to four digits in any script, or -1 for any other token."""
        if self.kinds[index] != "number" or len(self.words[index]) > 4:
            return -1
        return int(self.words[index])

    def folded(self, index: int) -> str:
        """Return the folded word at the index, or an empty text for any other token."""
        return fold(self.words[index]) if self.kinds[index] == "word" else ""
