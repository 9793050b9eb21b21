"""How a line is worded: its words and pairs of words, hashed, each with a weight learned from public pages.

No word is stored: a word is a number below 2 ** BITS, and the table has a weight for each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from cleantext.scoring.columns import Floats

BITS = 17
#: Of a longer line its beginning and its end are read, in characters.
BEGINNING, END = 500, 100
#: A word, a character of a script that sets no spaces, a mark.
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+|[^\w\s]")
_DIGITS = str.maketrans("123456789", "000000000")
#: Odd numbers that spread what they multiply (Knuth, The Art of Computer Programming, 6.4), one for each role.
_SPREAD = 2654435761
_PAIR, _FIRST, _OPENING, _LAST, _ENDING, _LENGTH = 2246822519, 3266489917, 668265263, 374761393, 3624381081, 2654435789
_MASK = 0xFFFFFFFF


class WordTable(NamedTuple):
    """The weights of hashed words: eight bits each, ``scale`` times, added to ``base``.

    >>> table = WordTable(np.zeros(2**BITS, dtype=np.int8), 0.01, -0.5)
    >>> table.scores(["Share this", "The wall held."]).tolist()
    [-0.5, -0.5]
    """

    weights: NDArray[np.int8]
    scale: float
    base: float

    def scores(self, texts: Sequence[str]) -> Floats:
        """The log odds, by its wording alone, that a line is the article's."""
        buckets, lines = buckets_of(texts)
        sums = np.bincount(lines, self.weights.take(buckets), len(texts))
        scores: Floats = (self.base + self.scale * sums).astype(np.float32)
        return scores


def buckets_of(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The numbers of all words and pairs of all lines, and of each the line that it stands in.

    Words at both ends of a line, and its length, have numbers of their own.

    >>> buckets, lines = buckets_of(["Harbour wall", ""])
    >>> lines.tolist()
    [0, 0, 0, 0, 0, 0, 0, 0, 1, 1]
    """
    tokens = [_TOKEN.findall(_read(text)) or [""] for text in texts]
    every = [token for line in tokens for token in line]
    known = {token: crc32(token.translate(_DIGITS).encode("utf-8", "surrogatepass")) for token in set(every)}
    codes = np.array([known[token] for token in every], dtype=np.uint64)
    counts = np.array([len(line) for line in tokens], dtype=np.int64)
    ends = np.cumsum(counts)
    first, last = ends - counts, ends - 1
    line_of = np.repeat(np.arange(len(tokens)), counts)
    pairs = codes[:-1] * np.uint64(_PAIR) + codes[1:] & np.uint64(_MASK)
    within = np.flatnonzero(line_of[:-1] == line_of[1:])
    opening = np.where(counts > 1, np.append(pairs, codes[-1:])[first], codes[first])
    ending = np.where(counts > 1, np.append(codes[:1], pairs)[last], codes[last])
    lengths = (2 * np.log2(counts + 1)).astype(np.uint64)
    found = (
        codes,
        pairs[within],
        codes[first] * np.uint64(_FIRST),
        opening * np.uint64(_OPENING),
        codes[last] * np.uint64(_LAST),
        ending * np.uint64(_ENDING),
        (lengths + np.uint64(1)) * np.uint64(_LENGTH),
    )
    numbers = np.concatenate([row & np.uint64(_MASK) for row in found])
    each = np.arange(len(tokens))
    lines = np.concatenate((line_of, line_of[:-1][within], each, each, each, each, each))
    buckets = ((numbers * np.uint64(_SPREAD)) & np.uint64(_MASK)) >> np.uint64(32 - BITS)
    # Each number counts once in a line: a hundred commas tell no more than one.
    once = np.unique(lines << BITS | buckets.astype(np.int64))
    return once & (2**BITS - 1), once >> BITS


def _read(text: str) -> str:
    """What is read of a line, in lower case."""
    if len(text) > BEGINNING + END:
        text = f"{text[:BEGINNING]} … {text[-END:]}"
    return text.lower()
