"""What a run writes: format, columns, ledger."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Literal, get_args

from cleantext.errors import CleantextError

OutputFormat = Literal["jsonl", "jsonl.gz", "jsonl.zst", "parquet", "markdown"]
FORMATS: tuple[OutputFormat, ...] = get_args(OutputFormat)
#: These are made from a spool of JSONL when the run is over.
SPOOLED: frozenset[OutputFormat] = frozenset(("parquet", "markdown"))
_ENDINGS: tuple[tuple[str, OutputFormat], ...] = (
    (".jsonl", "jsonl"),
    (".ndjson", "jsonl"),
    (".jsonl.gz", "jsonl.gz"),
    (".ndjson.gz", "jsonl.gz"),
    (".jsonl.zst", "jsonl.zst"),
    (".ndjson.zst", "jsonl.zst"),
    (".parquet", "parquet"),
)


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """``fields``: the dotted names that are written, None for all; ``ledger``: whether the ledger and its text are."""

    fields: tuple[str, ...] | None = None
    ledger: bool = False


def format_of(path: str) -> OutputFormat:
    """The format that an output's name says; a folder, or a name that ends in a slash, holds Markdown files.

    >>> format_of("out.jsonl.gz"), format_of("pages/")
    ('jsonl.gz', 'markdown')
    """
    for ending, name in _ENDINGS:
        if path.lower().endswith(ending):
            return name
    if path.endswith(("/", os.sep)) or os.path.isdir(path):
        return "markdown"
    known = ", ".join(ending for ending, _ in _ENDINGS)
    raise CleantextError(
        f"{path!r} does not say its format: end it in {known}, or in / for a folder of Markdown files, "
        f"or name one of {', '.join(FORMATS)}."
    )
