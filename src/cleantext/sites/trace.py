"""What one page leaves in the profile of its site: keys of its lines, and a fingerprint of its article."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import NamedTuple

from cleantext.document import Document, Segment
from cleantext.marks import Claimed, Field

#: A fingerprint holds the 32 least hashes of the sequences of 5 words in the article.
SHINGLE, SKETCH = 5, 32
#: Articles are copies of each other from this share of equal hashes on: short ones share much of their furniture.
COPY = 0.7

_DIGITS = re.compile(r"\d+")

Sketch = tuple[int, ...]


class Trace(NamedTuple):
    """Of each line of a page whether it was the article's, by key; the fingerprint of the article."""

    lines: dict[int, bool]
    sketch: Sketch


def key_of(segment: Segment) -> int:
    """The key of a line, the same for all ways to write it in numbers, white space and capitals."""
    return _hashed(_DIGITS.sub("0", segment.text.casefold()))


def _hashed(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def trace_of(document: Document) -> Trace:
    """What a page that all steps have seen leaves behind."""
    lines: dict[int, bool] = {}
    words: list[str] = []
    for segment, decision in zip(document.segments, document.decisions, strict=True):
        kept = decision is not None and isinstance(decision.mark, Claimed) and decision.mark.field is Field.BODY
        key = key_of(segment)
        lines[key] = lines.get(key, False) or kept
        if kept:
            words += segment.text.casefold().split()
    return Trace(lines, sketch_of(words))


def sketch_of(words: list[str]) -> Sketch:
    """The fingerprint of a text.

    >>> text = "the harbour wall held through the storm and the ferry sailed again before noon".split()
    >>> is_copy(sketch_of(text), sketch_of([*text, "today"])), is_copy(sketch_of(text), sketch_of(text[::-1]))
    (True, False)
    """
    starts = range(max(1, len(words) - SHINGLE + 1)) if words else ()
    shingles = {" ".join(words[at : at + SHINGLE]) for at in starts}
    return tuple(sorted(_hashed(one) >> 32 for one in shingles)[:SKETCH])


def is_copy(one: Sketch, other: Sketch) -> bool:
    """Whether two fingerprints are of the same article, in full or nearly so."""
    if not one or not other:
        return False
    least = set(sorted({*one, *other})[:SKETCH])
    return len(least & set(one) & set(other)) >= COPY * len(least)
