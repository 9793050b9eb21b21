"""How alike two texts are, by hashes of 64 bits: alike texts have alike hashes (Charikar's SimHash)."""

from __future__ import annotations

from hashlib import blake2b

from cleantext.patterns import pattern
from cleantext.writing import UNSPACED_CHAR

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
