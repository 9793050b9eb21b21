"""How alike two texts are: hashes of lines and of whole articles."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import TYPE_CHECKING
from zlib import crc32

from cleantext.patterns import pattern
from cleantext.words.scripts import UNSPACED_CHAR

if TYPE_CHECKING:
    from cleantext.document import Segment


#: In lines of fewer words a number is what they say: prices, ratings, results.
NUMBERED = 6

_DIGITS = pattern(r"\d+")


def key_of(segment: Segment) -> int:
    """The key of a line, the same for all ways to write it in white space and capitals; of longer ones in numbers."""
    return keyed(segment.text.casefold()) if segment.words < NUMBERED else shape_key(segment)


def shape_key(segment: Segment) -> int:
    """The key of a line whatever its numbers are."""
    return keyed(_DIGITS.sub("0", segment.text.casefold()))


def keyed(text: str) -> int:
    """The key of a text as it stands."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


#: A hash is made of the runs of 3 words in a text; of scripts without spaces a character counts as a word.
RUN, BITS = 3, 64
#: Bodies whose hashes differ in no more bits are copies, as a rule.
COPY_BITS = 6
_WORD = pattern(r"[^\W_]+")
#: A byte as eight counts, 32 bits each: so the bits of all hashes are counted by adding whole numbers.
_COUNTS = [sum((byte >> bit & 1) << (32 * bit) for bit in range(8)) for byte in range(256)]


def fingerprint_of(text: str) -> str | None:
    """The hash of a text as 16 hexadecimal digits; None for a text without words.

    Case, punctuation, marks and line breaks do not count.

    >>> fingerprint_of("The harbour wall held.") == fingerprint_of("- The harbour\\n*wall* held"), fingerprint_of("…")
    (True, None)
    """
    text = text.casefold()
    if not text.isascii():
        text = UNSPACED_CHAR.sub(r" \g<0> ", text)
    words = [word.encode("utf-8", "surrogatepass") for word in _WORD.findall(text)]
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
    """In how many of its 64 bits one fingerprint differs from another: 0 to about 6 for copies, about 32 for strangers.

    ValueError for what is no fingerprint.

    >>> fingerprint_distance("00000000000000ff", "0000000000000000")
    8
    """
    for given in (one, other):
        if len(given) != BITS // 4:
            raise ValueError(f"A fingerprint has {BITS // 4} hexadecimal digits, not {given!r}.")
    return (int(one, 16) ^ int(other, 16)).bit_count()


#: A fingerprint holds the 32 least hashes of the sequences of 5 words in the article.
SHINGLE, SKETCH = 5, 32
#: Articles are copies of each other from this share of equal hashes on: short ones share much of their furniture.
COPY = 0.7

Sketch = tuple[int, ...]


def sketch_of(texts: Iterable[str]) -> Sketch:
    """The fingerprint of the paragraphs of an article; in scripts without spaces each character is a word.

    >>> wall = "The harbour wall held through the storm, and the ferry sailed again before noon."
    >>> toads = "Two classes counted 412 toads in one night, and carried every one across in buckets."
    >>> is_copy(sketch_of([wall]), sketch_of([wall, "So it goes."])), is_copy(sketch_of([wall]), sketch_of([toads]))
    (True, False)
    """
    words = [word for text in texts for word in _words(text)]
    encoded = [word.encode("utf-8", "surrogatepass") for word in words]
    starts = range(max(1, len(encoded) - SHINGLE + 1)) if encoded else ()
    return tuple(sorted({crc32(b" ".join(encoded[at : at + SHINGLE])) for at in starts})[:SKETCH])


def _words(text: str) -> list[str]:
    if text.isascii():
        return text.casefold().split()
    return UNSPACED_CHAR.sub(r" \g<0> ", text.casefold()).split()


def is_copy(one: Sketch, other: Sketch) -> bool:
    """Whether two fingerprints are of the same article, in full or nearly so."""
    if not one or not other:
        return False
    least = set(sorted({*one, *other})[:SKETCH])
    return len(least & set(one) & set(other)) >= COPY * len(least)
