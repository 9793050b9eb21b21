"""Chunks of records as bytes that can be appended: JSONL, plain or as compressed members."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from cleantext.batch.outputs.columns import checked, pruned
from cleantext.batch.outputs.options import FORMATS, SPOOLED, OutputOptions, format_of
from cleantext.batch.problems import library
from cleantext.patterns import pattern

Record = Mapping[str, Any]

#: Usual levels: the writer is the parent of all workers, and has little time for each record.
GZIP_LEVEL = 6
ZSTD_LEVEL = 3
_SURROGATE = pattern("[\ud800-\udfff]")


class Encoder(Protocol):
    """Turns records into bytes that may follow any earlier chunk of the same file.

    A file is the chunks one after the other, so a run appends chunk by chunk, and a journal can cut a file back to the
    end of any chunk. The same records give the same bytes.
    """

    #: Name of the format: "jsonl", "jsonl.gz", "jsonl.zst".
    name: str

    def encode(self, records: Sequence[Record]) -> bytes:
        """The bytes of these records; b"" for none."""
        ...

    def pack(self, lines: bytes) -> bytes:
        """The same for records that are lines of JSON already, as workers send them."""
        ...


class JsonLines:
    """A JSON object a line, in UTF-8, with the chosen fields.

    >>> JsonLines().encode([{"id": "a", "status": "ok"}])
    b'{"id": "a", "status": "ok"}\\n'
    """

    name = "jsonl"

    def __init__(self, options: OutputOptions | None = None) -> None:
        self._fields = checked(options.fields) if options and options.fields is not None else None

    def encode(self, records: Sequence[Record]) -> bytes:
        """See :class:`Encoder`."""
        return self.pack(b"".join(self._line(record) for record in records))

    def pack(self, lines: bytes) -> bytes:
        """See :class:`Encoder`."""
        return lines

    def _line(self, record: Record) -> bytes:
        chosen = record if self._fields is None else pruned(record, self._fields)
        text = json.dumps(chosen, ensure_ascii=False)
        try:
            return text.encode() + b"\n"
        except UnicodeEncodeError:
            # Half a surrogate pair, which readers of JSON refuse.
            return _SURROGATE.sub("\ufffd", text).encode() + b"\n"


class GzipLines(JsonLines):
    """JSONL, a gzip member a chunk."""

    name = "jsonl.gz"

    def pack(self, lines: bytes) -> bytes:
        """See :class:`Encoder`."""
        return gzip.compress(lines, GZIP_LEVEL, mtime=0) if lines else b""


class ZstdLines(JsonLines):
    """JSONL, a zstd frame with checksum a chunk."""

    name = "jsonl.zst"

    def __init__(self, options: OutputOptions | None = None) -> None:
        super().__init__(options)
        self._compressor: Any = library("zstandard", "writes zstd").ZstdCompressor(
            level=ZSTD_LEVEL, write_checksum=True
        )

    def pack(self, lines: bytes) -> bytes:
        """See :class:`Encoder`."""
        return bytes(self._compressor.compress(lines)) if lines else b""


def encoder_for(output: str, options: OutputOptions | None = None) -> Encoder:
    """The encoder of a path or a format's name; for Parquet and Markdown that of their spool.

    CleantextError for a name that says no format, and for unknown fields.

    >>> encoder_for("out.jsonl.gz").name, encoder_for("parquet").name
    ('jsonl.gz', 'jsonl')
    """
    name = output if output in FORMATS else format_of(output)
    if name in SPOOLED:
        # A Markdown file shows the whole article.
        return JsonLines(options if name == "parquet" else None)
    made = {"jsonl": JsonLines, "jsonl.gz": GzipLines, "jsonl.zst": ZstdLines}
    return made[name](options)
