"""What every output has in common: chunks of records become bytes that can be appended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

Record = Mapping[str, Any]


class Encoder(Protocol):
    """Turns records into bytes that may follow any earlier chunk of the same file.

    A file is the chunks one after the other, so a run appends chunk by chunk, and a journal can cut a file back to the
    end of any chunk. The same records give the same bytes.
    """

    #: Name of the format, as ``--output-format`` takes it: "jsonl", "jsonl.gz", "jsonl.zst".
    name: str

    def encode(self, records: Sequence[Record]) -> bytes:
        """The bytes of these records; b"" for none."""
        ...
