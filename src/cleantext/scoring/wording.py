# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""How a line is worded: its words and pairs of words, hashed, each with a weight learned from public pages.

No word is stored: a word is a number below 2 ** BITS, and the table has a weight for each.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from typing import NamedTuple

from cleantext.scoring.tokens import REMAINDERS, write_checksums

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython

BITS = 17
#: Of a longer line its beginning and its end are read, in characters.
BEGINNING, END = 500, 100
#: Room for the words of a line: as many as it has characters, of which a capital may become two small letters.
_ROOM = 2 * (BEGINNING + END + 8)


class WordTable(NamedTuple):
    """The weights of hashed words: eight bits each, ``scale`` times, added to ``base``.

    >>> table = WordTable(array("b", bytes(2**BITS)), 0.01, -0.5)
    >>> table.scores(["Share this", "The wall held."]).tolist()
    [-0.5, -0.5]
    """

    weights: array[int]
    scale: float
    base: float

    def scores(self, texts: Sequence[str]) -> array[float]:
        """The log odds, by its wording alone, that each line is the article's."""
        return array("f", [self.base + self.scale * total for total in _sums(self.weights, texts)])


def _sums(table: array[int], texts: Sequence[str]) -> list[int]:
    """What the words of each line weigh; each number counts once in a line: a hundred commas tell no more than one."""
    if len(table) < 1 << BITS:
        raise ValueError(f"A table of words needs {1 << BITS} weights, not {len(table)}.")
    weights: cython.schar[::1] = table
    remainders: cython.uint[::1] = REMAINDERS
    codes: cython.uint[::1] = array("I", bytes(4 * _ROOM))
    buckets: cython.uint[::1] = array("I", bytes(8 * _ROOM))
    counted: cython.int[::1] = array("i", bytes(4 << BITS))
    bucket: cython.uint
    line: cython.int
    total: cython.int
    at: cython.Py_ssize_t
    sums = []
    for line, text in enumerate(texts, 1):
        total = 0
        for at in range(_write_buckets(_read(text), remainders, codes, buckets)):
            bucket = buckets[at]
            if counted[bucket] != line:
                counted[bucket] = line
                total += weights[bucket]
        sums.append(total)
    return sums


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
    """Write the numbers of a line to the beginning of ``found``, by way of ``codes``; how many they are."""
    # Odd numbers that spread what they multiply (Knuth, The Art of Computer Programming, 6.4), one for each role.
    pair: cython.ulonglong = 2246822519
    mask: cython.ulonglong = 0xFFFFFFFF
    at: cython.Py_ssize_t
    size: cython.Py_ssize_t = write_checksums(text, remainders, codes)
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
        code = (code * pair + codes[at + 1]) & mask
        found[size + at] = _spread(code)
        ending = code
        if at == 0:
            opening = code
    at = 2 * size - 1
    found[at] = _spread(first * 3266489917 & mask)
    found[at + 1] = _spread(opening * 668265263 & mask)
    found[at + 2] = _spread(last * 374761393 & mask)
    found[at + 3] = _spread(ending * 3624381081 & mask)
    code = int(2 * math.log2(size + 1)) + 1
    found[at + 4] = _spread(code * 2654435789 & mask)
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
