# cython: infer_types=True, boundscheck=False, wraparound=False, initializedcheck=False
"""Counts the words and characters of a line: known words, words that tell its topic, kinds of characters.

Words are defined by a set, or by a pattern, which runs where nothing is compiled. The compiled loop does the same with
a number of 64 bits for each word: that two words of a page have the same one is not to be expected.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from cleantext.patterns import pattern

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython


#: Words that tell what a text speaks of: of four letters or more, or two characters of a script without spaces.
_CONTENT = pattern(r"[\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff]{3}|[\u3040-\u30ff\u3400-\u9fff]{2}|[^\W\d_]{4,}")
#: Classes of characters; other letters are 0.
_CAPITAL = cython.declare(cython.int, 1)
_DIGIT = cython.declare(cython.int, 2)
_SPACE = cython.declare(cython.int, 3)
_COMMA = cython.declare(cython.int, 4)
_MARK = cython.declare(cython.int, 5)
_SMALL = cython.declare(cython.int, 6)
#: Where the number of a word begins; another one in each process, so that no page can choose words that collide.
_SEED = hash("cleantext.scorer.line_words") & 0xFFFFFFFFFFFFFFFF


@cython.cfunc
@cython.inline
def _mix(number: cython.ulonglong, char: cython.Py_UCS4) -> cython.ulonglong:
    """The number of a word with one more character."""
    factor: cython.ulonglong = 0x9E3779B97F4A7C15
    code: cython.ulonglong = ord(char)
    number = (number ^ code) * factor
    return number ^ (number >> 29)


def number_of(word: str) -> int:
    """The number of a word, never 0; Python's hash where nothing is compiled."""
    if not cython.compiled:
        return hash(word) & 0xFFFFFFFFFFFFFFFF or 1
    number: cython.ulonglong = _SEED
    for char in word:
        number = _mix(number, char)
    return number or 1


@cython.cclass
class WordSet:
    """A set of words, which counts how many words of a text it has.

    >>> WordSet(["the", "of"]).share("the wall of 1987")
    0.5
    """

    _slots: cython.ulonglong[::1]
    _words: frozenset[str]

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words."""
        self._words = frozenset(words)
        size: cython.Py_ssize_t = 16
        while size < 4 * len(self._words):
            size *= 2
        slots = array("Q", bytes(8 * size))
        for word in self._words:
            number = number_of(word)
            at = number & (size - 1)
            while slots[at]:
                at = (at + 1) & (size - 1)
            slots[at] = number
        self._slots = slots

    def __bool__(self) -> bool:
        return bool(self._words)

    @cython.ccall
    def share(self, text: str) -> cython.double:
        """The share of the words of a text, as white space parts them, that are in the set; 0 without words."""
        if not cython.compiled:
            words = text.split()
            return sum([word in self._words for word in words]) / max(len(words), 1)
        mask: cython.Py_ssize_t = len(self._slots) - 1
        seed: cython.ulonglong = _SEED
        number: cython.ulonglong = seed
        begun: cython.bint = False
        count: cython.int = 0
        found: cython.double = 0
        char: cython.Py_UCS4
        for char in text:
            if char == " " or ((char < " " or char > "~") and char.isspace()):
                if begun:
                    count += 1
                    found += self._has(number or 1, mask)
                    number = seed
                    begun = False
            else:
                number = _mix(number, char)
                begun = True
        if begun:
            count += 1
            found += self._has(number or 1, mask)
        return found / max(count, 1)

    @cython.cfunc
    @cython.inline
    def _has(self, number: cython.ulonglong, mask: cython.Py_ssize_t) -> cython.bint:
        at: cython.Py_ssize_t = number & mask
        while self._slots[at] and self._slots[at] != number:
            at = (at + 1) & mask
        return self._slots[at] == number


def content_words(text: str) -> list[int]:
    """The numbers of the words of a case-folded text that tell its topic: of four letters or more, or unspaced scripts.

    >>> content_words("the harbour wall of 1987") == [number_of("harbour"), number_of("wall")]
    True
    """
    numbers = array("Q", bytes(8 * (len(text) + 1)))
    return numbers[: write_content_words(text, array("I", bytes(4 * len(text) + 4)), numbers, 0)].tolist()


def patterned_content_words(text: str) -> list[str]:
    """The words that :func:`write_content_words` numbers, by a pattern."""
    words: list[str] = _CONTENT.findall(text)
    return words


@cython.ccall
def write_content_words(
    text: str, chars: cython.uint[::1], found: cython.ulonglong[::1], at: cython.Py_ssize_t
) -> cython.Py_ssize_t:
    """Write the numbers of a text's content words from place ``at`` on; returns the place after the last.

    They are at most half as many as the characters of the text, which are read into ``chars`` first.
    """
    if not cython.compiled:
        for word in patterned_content_words(text):
            found[at] = number_of(word)
            at += 1
        return at
    size: cython.Py_ssize_t = 0
    char: cython.Py_UCS4
    for char in text:
        chars[size] = char
        size += 1
    seed: cython.ulonglong = _SEED
    number: cython.ulonglong
    start: cython.Py_ssize_t = 0
    spaced: cython.bint
    while start < size:
        if start + 2 < size and _is_southern(chars[start]) and _is_southern(chars[start + 1]):
            end = start + 3 if _is_southern(chars[start + 2]) else start
        elif start + 1 < size and _is_eastern(chars[start]) and _is_eastern(chars[start + 1]):
            end = start + 2
        else:
            end = start
        number = seed
        if end > start:
            for place in range(start, end):
                number = _mix(number, chars[place])
        else:
            spaced = True
            while end < size and _is_letter(chars[end]):
                number = _mix(number, chars[end])
                spaced = spaced and chars[end] < 0x0E00
                end += 1
            if end - start < 4:
                # A piece of a script without spaces may begin within a run of letters that is too short.
                start = max(end if spaced else 0, start + 1)
                continue
        found[at] = number or 1
        at += 1
        start = end
    return at


@cython.cfunc
@cython.inline
def _is_southern(char: cython.Py_UCS4) -> cython.bint:
    return char >= "\u0e00" and (char <= "\u0e7f" or "\u1000" <= char <= "\u109f" or "\u1780" <= char <= "\u17ff")


@cython.cfunc
@cython.inline
def _is_eastern(char: cython.Py_UCS4) -> cython.bint:
    return "\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff"


@cython.cfunc
@cython.inline
def _is_letter(char: cython.Py_UCS4) -> cython.bint:
    if char < "\u0080":
        return "a" <= char <= "z" or "A" <= char <= "Z"
    return char.isalnum() and not char.isdecimal()


@cython.cfunc
@cython.inline
def _class_of(char: cython.Py_UCS4) -> cython.int:
    """The class of a character."""
    if "a" <= char <= "z":
        return _SMALL
    if char == " ":
        return _SPACE
    if "A" <= char <= "Z":
        return _CAPITAL
    if "0" <= char <= "9":
        return _DIGIT
    # From here on letters are taken as those without case.
    if char >= "\u0530":
        return 0
    if char.isupper():
        return _CAPITAL
    if char.isdigit():
        return _DIGIT
    if char.isspace():
        return _SPACE
    if char == ",":
        return _COMMA
    return _SMALL if char.isalnum() else _MARK


@cython.ccall
def count_characters(text: str, own: cython.float[::1], at: cython.Py_ssize_t, step: cython.Py_ssize_t) -> None:
    """Write the shares of kinds of characters into nine columns, from ``at`` on, ``step`` numbers apart."""
    counts: cython.int[7] = [0, 0, 0, 0, 0, 0, 0]
    before: cython.int = _SPACE
    kind: cython.int = _SPACE
    first: cython.int = -1
    openings: cython.int = 0
    for char in text:
        kind = _class_of(char)
        counts[kind] += 1
        if before == _SPACE and kind == _CAPITAL:
            openings += 1
        if first < 0:
            first = kind
        before = kind
    size: cython.double = len(text)
    spaces: cython.double = counts[_SPACE] + 1
    least: cython.double = max(size, 1)
    own[at] = size
    own[at + step] = counts[_CAPITAL] / least
    own[at + 2 * step] = counts[_DIGIT] / least
    own[at + 3 * step] = counts[_COMMA]
    own[at + 4 * step] = counts[_MARK] / least
    own[at + 5 * step] = size / spaces
    own[at + 6 * step] = openings / spaces
    own[at + 7 * step] = first if first >= 0 else _SPACE
    own[at + 8 * step] = kind
