"""Hashes of lines and of whole articles, which tell how alike two texts are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING
from zlib import crc32

from cleantext.patterns import pattern
from cleantext.words.scripts import UNSPACED_CHAR

if TYPE_CHECKING:
    from cleantext.document import Segment


#: In lines of fewer than 6 words numbers count: prices, ratings, results.
NUMBERED = 6

_DIGITS = pattern(r"\d+")
#: A fingerprint is made of runs of 3 words, or characters in scripts without spaces, and has 64 bits.
RUN, BITS = 3, 64
#: A word, or one of the characters of :data:`UNSPACED_CHAR`.
_WORD = pattern(r"[^\W_\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+|[^\W_]")
#: A byte as eight counters of 32 bits: adding these numbers counts the bits of all hashes.
_COUNTS = [sum((byte >> bit & 1) << (32 * bit) for bit in range(8)) for byte in range(256)]
#: A sketch holds the 32 least hashes of the runs of 5 words in the article.
SHINGLE, SKETCH = 5, 32
#: Articles are copies from 70 % of equal hashes on: short ones share much of their furniture.
COPY = 0.7


def key_of(segment: Segment) -> int:
    """Return the key of a line, whatever its white space and capitals are; numbers count only in short lines."""
    return keyed(segment.text.casefold()) if segment.words < NUMBERED else shape_key(segment)


def shape_key(segment: Segment) -> int:
    """Return the key of a line, whatever its numbers are."""
    return keyed(_DIGITS.sub("0", segment.text.casefold()))


def keyed(text: str) -> int:
    """Return the hash of a text in 64 bits."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def split_words(text: str) -> list[str]:
    """The words of a text as a list, which is quicker to make and takes more memory than :func:`iterate_words`."""
    return _WORD.findall(text.casefold())


def iterate_words(text: str) -> Iterator[str]:
    """The words of a text, casefolded; each character is one in scripts without spaces.

    >>> list(iterate_words("The wall of 海港_held."))
    ['the', 'wall', 'of', '海', '港', 'held']
    """
    return (found[0] for found in _WORD.finditer(text.casefold()))


def fingerprint_of(text: str) -> str | None:
    """Return the fingerprint of a text as 16 hexadecimal digits; None for a text without words.

    Case, punctuation, marks and line breaks do not count.

    >>> fingerprint_of("The harbour wall held.") == fingerprint_of("- The harbour\\n*wall* held"), fingerprint_of("…")
    (True, None)
    """
    # Each word is encoded and held once: a character of a long Chinese text would take 100 bytes wherever it stands.
    encoded: dict[str, bytes] = {}
    words = [
        encoded.get(word) or encoded.setdefault(word, word.encode("utf-8", "surrogatepass"))
        for word in iterate_words(text)
    ]
    if not words:
        return None
    sums = [0] * (BITS // 8)
    runs = {b" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))}
    for run in runs:
        for place, byte in enumerate(blake2b(run, digest_size=BITS // 8).digest()):
            sums[place] += _COUNTS[byte]
    half = len(runs) / 2
    made = bytearray()
    for total in sums:
        made.append(sum(((total >> (32 * bit)) & 0xFFFFFFFF > half) << bit for bit in range(8)))
    return made.hex()


def fingerprint_distance(one: str, other: str) -> int:
    """Count the bits in which two fingerprints differ: 0 to about 6 for copies, about 32 for unrelated texts.

    ValueError if one of them is not a fingerprint.

    >>> fingerprint_distance("00000000000000ff", "0000000000000000")
    8
    """
    for given in (one, other):
        if len(given) != BITS // 4:
            raise ValueError(f"A fingerprint has {BITS // 4} hexadecimal digits, not {given!r}.")
    return (int(one, 16) ^ int(other, 16)).bit_count()


Sketch = tuple[int, ...]


def sketch_of(texts: Iterable[str]) -> Sketch:
    """Return the sketch of the paragraphs of an article; in scripts without spaces each character is a word.

    >>> wall = "The harbour wall held through the storm, and the ferry sailed again before noon."
    >>> toads = "Two classes counted 412 toads in one night, and carried every one across in buckets."
    >>> is_copy(sketch_of([wall]), sketch_of([wall, "So it goes."])), is_copy(sketch_of([wall]), sketch_of([toads]))
    (True, False)
    """
    folded = [text.casefold() for text in texts]
    spaced = [text if text.isascii() else UNSPACED_CHAR.sub(r" \g<0> ", text) for text in folded]
    words = [word.encode("utf-8", "surrogatepass") for text in spaced for word in text.split()]
    starts = range(max(1, len(words) - SHINGLE + 1)) if words else ()
    return tuple(sorted({crc32(b" ".join(words[at : at + SHINGLE])) for at in starts})[:SKETCH])


def is_copy(one: Sketch, other: Sketch) -> bool:
    """Return whether two sketches are of the same article, or nearly so."""
    if not one or not other:
        return False
    least = set(sorted({*one, *other})[:SKETCH])
    return len(least & set(one) & set(other)) >= COPY * len(least)
