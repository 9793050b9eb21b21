"""Keys of texts: 64-bit hashes, the same on all machines, for all ways to write a line."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from cleantext.patterns import pattern

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
