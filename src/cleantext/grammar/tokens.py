"""A line cut into numbers, words and signs, the input of the date grammar."""

from __future__ import annotations

from typing import Literal

from cleantext.grammar.names import fold, names
from cleantext.patterns import pattern

Kind = Literal["number", "counter", "word", "sign", "end"]

# Vowel signs and joiners that belong to a word though re does not count them as letters: combining accents, Arabic
# vowels, the signs of the scripts of India and of Thai, and the zero-width joiners of Persian.
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
# A counter follows its number, with a space at most. 時間, 分钟 and 시간 are durations.
_COUNTERS = "[年月日号號点點秒년월일초]|[時时](?![間间])|시(?!간)|分(?![钟鐘間])|분"
_TOKEN = pattern(
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

    __slots__ = ("_folded", "ends", "kinds", "size", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.kinds: list[Kind] = []
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._folded: dict[int, str] = {}
        for found in _TOKEN.finditer(text):
            start, end = found.span()
            kind = _KINDS[found.lastindex or 0]
            if kind == "number" and 5 <= end - start <= 6:
                for cut in self._cuts(found[0], end):
                    self._add(kind, start, start + cut)
                    start += cut
            # As ``_add`` does, without the call: a line has many tokens.
            self.kinds.append(kind)
            self.words.append(text[start:end])
            self.starts.append(start)
            self.ends.append(end)
        self.size = len(self.kinds)
        self.kinds += ["end"] * _MARGIN
        self.words += [""] * _MARGIN
        self.starts += [len(text)] * _MARGIN
        self.ends += [len(text)] * _MARGIN

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
        known = self._folded.get(index)
        if known is None:
            known = self._folded[index] = fold(self.words[index]) if self.kinds[index] == "word" else ""
        return known
