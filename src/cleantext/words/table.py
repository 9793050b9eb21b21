"""The built data of the library: a frozen table of texts in one bytes object, read without creating objects.

``scripts/build_words.py`` writes ``data/words.bin`` from ``data/*.toml`` and ``data/cldr.json``, and the build of the
package runs it. The file is an index and a list of records:

    index       one 32-bit little-endian offset for each bucket, and one for the end of the last bucket
    records     "\\n" key "\\t" value, by bucket; the last bits of the CRC-32 of "\\n" key "\\t" are its bucket
    end         "\\n"

All offsets count from the start of the file, so that the first one is the size of the index too.
"""

from __future__ import annotations

import functools
import os
import sys
from array import array
from collections.abc import Mapping
from typing import Any
from zlib import crc32

import cleantext
from cleantext.errors import CleantextError


def read_data(name: str) -> bytes:
    """Return the bytes of a file of the package; OSError if it is missing.

    >>> read_data("data/embeds.json")[:1]
    b'{'
    """
    # importlib.resources does the same, but its import takes a tenth of the time of a first page.
    loader: Any = cleantext.__spec__.loader
    data: bytes = loader.get_data(os.path.join(*cleantext.__path__, *name.split("/")))
    return data


FILE = "data/words.bin"


class WordTable:
    """A frozen mapping of text to text, looked up in the bytes of a built file.

    >>> table = WordTable(packed({"=share": "share␟en", "tables": "{}"}))
    >>> table["tables"], table.find("=shared")
    ('{}', -1)
    """

    __slots__ = ("_blob", "_last", "_offsets")

    def __init__(self, blob: bytes) -> None:
        """Read the index of a file that ``packed`` has written."""
        self._blob = blob
        self._offsets = array("I", blob[: int.from_bytes(blob[:4], "little")])
        if sys.byteorder == "big":
            self._offsets.byteswap()
        self._last = len(self._offsets) - 2

    def find(self, key: str) -> int:
        """Return the offset of the value of ``key``, or -1 if the table does not have the key."""
        try:
            name = f"\n{key}\t".encode()
        except UnicodeEncodeError:  # half of a surrogate pair
            return -1
        bucket = crc32(name) & self._last
        at = self._blob.find(name, self._offsets[bucket], self._offsets[bucket + 1])
        return at if at < 0 else at + len(name)

    def value(self, at: int) -> str:
        """Return the value that begins at an offset from ``find``."""
        return self._blob[at : self._blob.index(b"\n", at)].decode()

    def __getitem__(self, key: str) -> str:
        """Return the value of ``key``; KeyError if there is none."""
        at = self.find(key)
        if at < 0:
            raise KeyError(key)
        return self.value(at)


def packed(entries: Mapping[str, str]) -> bytes:
    """Return the bytes of a table; keys hold no tab, and neither keys nor values hold a line break.

    The number of buckets is a power of two with between one half and one record a bucket.
    """
    count = 1 << len(entries).bit_length()
    buckets: list[list[bytes]] = [[] for _ in range(count)]
    for key, value in sorted(entries.items()):
        if "\n" in key + value or "\t" in key:
            raise ValueError(f"{key!r} or its value holds a line break or a tab")
        name = f"\n{key}\t".encode()
        buckets[crc32(name) & (count - 1)].append(name + value.encode())
    records = [b"".join(bucket) for bucket in buckets]
    offsets = array("I", [4 * (count + 1)])
    for record in records:
        offsets.append(offsets[-1] + len(record))
    if sys.byteorder == "big":
        offsets.byteswap()
    return b"".join((offsets.tobytes(), *records, b"\n"))


@functools.cache
def load_table() -> WordTable:
    """Return the table that ships with the library; it is read on first use."""
    try:
        return WordTable(read_data(FILE))
    except OSError:
        raise CleantextError(
            f"cleantext/{FILE} is missing, which building the package makes: in a checkout, run "
            "`python scripts/build_words.py` or `make data`; elsewhere, install the package again."
        ) from None
