"""Fingerprints of articles: by them the copies of one article are told, whatever stands around it."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from cleantext.writing import UNSPACED_CHAR

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
