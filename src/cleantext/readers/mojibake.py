"""Text that was UTF-8, was read as Windows-1252 and was written so: "MÃ¼ller", "itâ€™s"."""

from __future__ import annotations

from cleantext.patterns import pattern

#: The first 100,000 characters are looked at.
SAMPLE = 100_000
# One such sequence can be a quotation of the damage; two different ones that nothing contradicts cannot.
_MIN_DISTINCT = 2
_MIN_HITS = 3
#: For each run that is not a double encoding there have to be at least 4 that are.
_HITS_PER_COUNTER = 4

_RUN = pattern(r"[^\x00-\x7f]{1,200}")
#: What every sequence of UTF-8 begins with, when its bytes are taken as characters.
_LEAD = pattern(r"[\xc2-\xf4][^\x00-\x7f]")


def _bytes_1252() -> dict[int, int]:
    """Each character of Windows-1252 to its byte; bytes that it leaves free stand for themselves."""
    table = {byte: byte for byte in range(0x80, 0x100)}
    for byte in range(0x80, 0xA0):
        char = bytes([byte]).decode("cp1252", "ignore")
        if char:
            table[ord(char)] = byte
    return table


_BYTES = _bytes_1252()


def mojibake(text: str) -> bool:
    """Whether the text is UTF-8 encoded twice: several distinct such sequences, and hardly a letter that is right.

    >>> mojibake("FrÃ¼her hieÃŸ es â€žMÃ¼hleâ€œ"), mojibake("Früher hieß es „Mühle“")
    (True, False)
    """
    if _LEAD.search(text, 0, SAMPLE) is None:
        return False
    hits, counter, distinct = 0, 0, set()
    for run in _RUN.findall(text[:SAMPLE]):
        if _is_double(run):
            hits += 1
            distinct.add(run)
        elif run.strip("\xa0\xad\ufffd"):
            counter += 1
    return len(distinct) >= _MIN_DISTINCT and hits >= _MIN_HITS and hits >= _HITS_PER_COUNTER * counter


def _is_double(run: str) -> bool:
    """Whether characters beyond ASCII are the bytes of UTF-8 text."""
    if len(run) < 2 or any(ord(char) not in _BYTES for char in run):
        return False
    try:
        bytes(_BYTES[ord(char)] for char in run).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
