# cython: infer_types=True, boundscheck=False, wraparound=False, initializedcheck=False
"""How a line is worded: the sum of the weights of its words and pairs of words, learned from public pages.

No word is stored: a word is hashed to a number below 2 ** BITS, and the table has a weight for each number.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from zlib import crc32

from cleantext.patterns import pattern
from cleantext.records import NamedTuple

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython


#: A word, a character of a script that sets no spaces, a mark.
_TOKEN = pattern(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+|[^\w\s]")
_DIGITS = str.maketrans("123456789", "000000000")
#: The remainders of CRC-32, from those of single bytes.
REMAINDERS = array("I", [0xFF000000 ^ crc32(bytes((byte ^ 0xFF,))) for byte in range(256)])
BITS = 17
#: Of a longer line its beginning and its end are read, in characters.
BEGINNING, END = 500, 100
#: Room for the words of a line: two for each character that is read, as a capital may become two small letters.
_ROOM = 2 * (BEGINNING + END + 8)
#: Places for the numbers of a line: a power of two, at least twice as many as a line has numbers.
_PLACES = 1 << 13
#: Odd numbers that spread what they multiply (Knuth, The Art of Computer Programming, 6.4), one for each role.
_PAIR = cython.declare(cython.ulonglong, 2246822519)
_FIRST = cython.declare(cython.ulonglong, 3266489917)
_FIRST_PAIR = cython.declare(cython.ulonglong, 668265263)
_LAST = cython.declare(cython.ulonglong, 374761393)
_LAST_PAIR = cython.declare(cython.ulonglong, 3624381081)
_LENGTH = cython.declare(cython.ulonglong, 2654435789)


class WordWeights(NamedTuple):
    """The weights of hashed words: eight bits each, ``scale`` times, added to ``base``.

    >>> table = WordWeights(array("b", bytes(2**BITS)), 0.01, -0.5)
    >>> table.scores(["Share this", "The wall held."]).tolist()
    [-0.5, -0.5]
    """

    weights: array[int]
    scale: float
    base: float

    def scores(self, texts: Sequence[str]) -> array[float]:
        """The log odds that each line is the article's, by its wording alone.

        Each number counts once in a line: a hundred commas tell no more than one.
        """
        if len(self.weights) < 1 << BITS:
            raise ValueError(f"A table of words needs {1 << BITS} weights, not {len(self.weights)}.")
        found = array("f", bytes(4 * len(texts)))
        odds: cython.float[::1] = found
        weights: cython.schar[::1] = self.weights
        scale: cython.double = self.scale
        base: cython.double = self.base
        remainders: cython.uint[::1] = REMAINDERS
        codes: cython.uint[::1] = array("I", bytes(4 * _ROOM))
        buckets: cython.uint[::1] = array("I", bytes(8 * _ROOM))
        # The number that stands at a place, and its line; a place of an earlier line is free.
        numbers: cython.uint[::1] = array("I", bytes(4 * _PLACES))
        lines: cython.int[::1] = array("i", bytes(4 * _PLACES))
        mask: cython.uint = _PLACES - 1
        bucket: cython.uint
        place: cython.uint
        line: cython.int
        total: cython.int
        for line, text in enumerate(texts, 1):
            total = 0
            for at in range(_write_buckets(_read(text), remainders, codes, buckets)):
                bucket = buckets[at]
                place = bucket & mask
                while lines[place] == line and numbers[place] != bucket:
                    place = (place + 1) & mask
                if lines[place] != line:
                    lines[place] = line
                    numbers[place] = bucket
                    total += weights[bucket]
            odds[line - 1] = base + scale * total
        return found


def buckets_of(text: str) -> set[int]:
    """The numbers of the words and pairs of a line; words at both ends, and its length, have numbers of their own.

    >>> len(buckets_of("Harbour wall")), len(buckets_of(""))
    (8, 2)
    """
    codes = array("I", bytes(4 * _ROOM))
    buckets = array("I", bytes(8 * _ROOM))
    return set(buckets[: _write_buckets(_read(text), REMAINDERS, codes, buckets)])


@cython.cfunc
def _write_buckets(
    text: str, remainders: cython.uint[::1], codes: cython.uint[::1], found: cython.uint[::1]
) -> cython.Py_ssize_t:
    """Write the numbers of a line to the beginning of ``found``; returns their count. ``codes`` is room to work in."""
    mask: cython.ulonglong = 0xFFFFFFFF
    size: cython.Py_ssize_t = _write_checksums(text, remainders, codes)
    if size == 0:
        codes[0] = 0
        size = 1
    first: cython.ulonglong = codes[0]
    last: cython.ulonglong = codes[size - 1]
    opening: cython.ulonglong = first
    ending: cython.ulonglong = last
    code: cython.ulonglong
    for at in range(size):
        found[at] = _spread(codes[at])
    for at in range(size - 1):
        code = codes[at]
        code = (code * _PAIR + codes[at + 1]) & mask
        found[size + at] = _spread(code)
        ending = code
        if at == 0:
            opening = code
    at = 2 * size - 1
    found[at] = _spread(first * _FIRST & mask)
    found[at + 1] = _spread(opening * _FIRST_PAIR & mask)
    found[at + 2] = _spread(last * _LAST & mask)
    found[at + 3] = _spread(ending * _LAST_PAIR & mask)
    code = int(2 * math.log2(size + 1)) + 1
    found[at + 4] = _spread(code * _LENGTH & mask)
    return at + 5


@cython.cfunc
@cython.inline
def _spread(code: cython.ulonglong) -> cython.uint:
    """The bucket of a number below 2 ** 32: the highest ``BITS`` bits of a product."""
    factor: cython.ulonglong = 2654435761
    mask: cython.ulonglong = 0xFFFFFFFF
    return (code * factor & mask) >> 15


def _read(text: str) -> str:
    """What is read of a line, in lower case."""
    if len(text) > BEGINNING + END:
        text = f"{text[:BEGINNING]} … {text[-END:]}"
    return text.lower()[: _ROOM - 8]


def checksums(text: str) -> array[int]:
    """The CRC-32 of each word, mark, and character of a script without spaces, in UTF-8, with 0 for every digit.

    >>> checksums("wall 12").tolist() == [crc32(b"wall"), crc32(b"00")]
    True
    """
    sums = array("I", bytes(4 * (len(text) + 1)))
    return sums[: _write_checksums(text, REMAINDERS, sums)]


def patterned_checksums(text: str) -> list[int]:
    """The definition of :func:`checksums`: the pattern, which runs where nothing is compiled."""
    tokens: list[str] = _TOKEN.findall(text)
    return [crc32(token.translate(_DIGITS).encode("utf-8", "surrogatepass")) for token in tokens]


@cython.cfunc
def _write_checksums(text: str, remainders: cython.uint[::1], found: cython.uint[::1]) -> cython.Py_ssize_t:
    """Write the checksums of a text to the beginning of ``found``, which has room for one a character; their number."""
    if not cython.compiled:
        sums = array("I", patterned_checksums(text))
        found[: len(sums)] = sums
        return len(sums)
    if len(found) < len(text):
        raise ValueError(f"There is room for {len(found)} checksums; {len(text)} characters may need more.")
    count: cython.Py_ssize_t = 0
    full: cython.uint = 0xFFFFFFFF
    rest: cython.uint = full
    begun: cython.bint = False
    alone: cython.bint
    char: cython.Py_UCS4
    code: cython.uint
    for char in text:
        if "a" <= char <= "z":
            code = ord(char)
            rest = remainders[(rest ^ code) & 0xFF] ^ (rest >> 8)
            begun = True
            continue
        alone = "\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff"
        if not alone and not _is_part_of_word(char):
            alone = not char.isspace()
            if not alone:
                if begun:
                    found[count] = rest ^ full
                    count += 1
                    rest = full
                    begun = False
                continue
        if alone and begun:
            found[count] = rest ^ full
            count += 1
            rest = full
        if "1" <= char <= "9":
            char = "0"
        rest = _added(rest, char, remainders)
        begun = True
        if alone:
            found[count] = rest ^ full
            count += 1
            rest = full
            begun = False
    if begun:
        found[count] = rest ^ full
        count += 1
    return count


@cython.cfunc
@cython.inline
def _is_part_of_word(char: cython.Py_UCS4) -> cython.bint:
    if char < "\u0080":
        return "0" <= char <= "9" or "a" <= char <= "z" or "A" <= char <= "Z" or char == "_"
    return char.isalnum()


@cython.cfunc
@cython.inline
def _added(rest: cython.uint, char: cython.Py_UCS4, remainders: cython.uint[::1]) -> cython.uint:
    """The remainder after the bytes of one more character."""
    code: cython.uint = ord(char)
    if code < 0x80:
        return remainders[(rest ^ code) & 0xFF] ^ (rest >> 8)
    if code < 0x800:
        rest = remainders[(rest ^ (0xC0 | code >> 6)) & 0xFF] ^ (rest >> 8)
    else:
        if code < 0x10000:
            rest = remainders[(rest ^ (0xE0 | code >> 12)) & 0xFF] ^ (rest >> 8)
        else:
            rest = remainders[(rest ^ (0xF0 | code >> 18)) & 0xFF] ^ (rest >> 8)
            rest = remainders[(rest ^ (0x80 | code >> 12 & 0x3F)) & 0xFF] ^ (rest >> 8)
        rest = remainders[(rest ^ (0x80 | code >> 6 & 0x3F)) & 0xFF] ^ (rest >> 8)
    return remainders[(rest ^ (0x80 | code & 0x3F)) & 0xFF] ^ (rest >> 8)
