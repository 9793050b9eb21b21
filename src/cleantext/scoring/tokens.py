# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""The words of a line as the scorer counts them: all words and marks by checksum, and the words that tell its topic.

Each function has its definition as a pattern, which runs where nothing is compiled; the compiled loop does the same.
"""

from __future__ import annotations

import re
from array import array
from zlib import crc32

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython

#: A word, a character of a script that sets no spaces, a mark.
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+|[^\w\s]")
_DIGITS = str.maketrans("123456789", "000000000")
#: Words that tell what a text speaks of: of four letters or more, or two characters of a script without spaces.
_CONTENT = re.compile(r"[\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff]{3}|[\u3040-\u30ff\u3400-\u9fff]{2}|[^\W\d_]{4,}")
#: The remainders of CRC-32, from those of single bytes.
REMAINDERS = array("I", [0xFF000000 ^ crc32(bytes((byte ^ 0xFF,))) for byte in range(256)])


def checksums(text: str) -> array[int]:
    """The CRC-32 of each word, mark, and character of a script without spaces, in UTF-8, with 0 for every digit.

    >>> checksums("wall 12").tolist() == [crc32(b"wall"), crc32(b"00")]
    True
    """
    sums = array("I", bytes(4 * (len(text) + 1)))
    return sums[: write_checksums(text, REMAINDERS, sums)]


def patterned_checksums(text: str) -> list[int]:
    """The definition of :func:`checksums`."""
    tokens: list[str] = _TOKEN.findall(text)
    return [crc32(token.translate(_DIGITS).encode("utf-8", "surrogatepass")) for token in tokens]


@cython.ccall
def write_checksums(text: str, remainders: cython.uint[::1], found: cython.uint[::1]) -> cython.Py_ssize_t:
    """Write the checksums of a text to the beginning of ``found``, which has room for one a character; their number."""
    if len(found) < len(text):
        raise ValueError(f"There is room for {len(found)} checksums; {len(text)} characters may need more.")
    if not cython.compiled:
        sums = array("I", patterned_checksums(text))
        found[: len(sums)] = sums
        return len(sums)
    count: cython.Py_ssize_t = 0
    rest: cython.uint = 0xFFFFFFFF
    begun: cython.bint = False
    alone: cython.bint
    char: cython.Py_UCS4
    for char in text:
        alone = "\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff"
        if not alone and not (char.isalnum() or char == "_"):
            alone = not char.isspace()
            if not alone:
                if begun:
                    found[count] = rest ^ 0xFFFFFFFF
                    count += 1
                    rest = 0xFFFFFFFF
                    begun = False
                continue
        if alone and begun:
            found[count] = rest ^ 0xFFFFFFFF
            count += 1
            rest = 0xFFFFFFFF
        if "1" <= char <= "9":
            char = "0"
        rest = _added(rest, char, remainders)
        begun = True
        if alone:
            found[count] = rest ^ 0xFFFFFFFF
            count += 1
            rest = 0xFFFFFFFF
            begun = False
    if begun:
        found[count] = rest ^ 0xFFFFFFFF
        count += 1
    return count


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


def content_words(text: str) -> set[str]:
    """The words of a case-folded text that tell its topic: of four letters or more, or pieces of unspaced scripts.

    >>> sorted(content_words("the harbour wall of 1987"))
    ['harbour', 'wall']
    """
    return _content_words(text) if cython.compiled else patterned_content_words(text)


def patterned_content_words(text: str) -> set[str]:
    """The definition of :func:`content_words`."""
    return set(_CONTENT.findall(text))


def _content_words(text: str) -> set[str]:
    found = set()
    size: cython.Py_ssize_t = len(text)
    at: cython.Py_ssize_t = 0
    end: cython.Py_ssize_t
    while at < size:
        if at + 2 < size and _is_southern(text[at]) and _is_southern(text[at + 1]) and _is_southern(text[at + 2]):
            end = at + 3
        elif at + 1 < size and _is_eastern(text[at]) and _is_eastern(text[at + 1]):
            end = at + 2
        else:
            end = at
            while end < size and _is_letter(text[end]):
                end += 1
            if end - at < 4:
                at += 1
                continue
        found.add(text[at:end])
        at = end
    return found


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
    return char.isalnum() and not char.isdecimal()
