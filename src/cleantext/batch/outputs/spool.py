"""Records read back from JSONL: the spool of a run, or its finished output."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from cleantext.batch.inputs.streams import opened
from cleantext.batch.inputs.text_lines import lines
from cleantext.errors import CleantextError

#: A record is shorter: its page is bounded, and its ledger holds the page once more.
RECORD_BYTES = 1 << 30


def records_of(path: str) -> Iterator[dict[str, Any]]:
    """The records of a JSONL file, plain or compressed; CleantextError names the first line that is not one."""
    with opened(path) as stream:
        for number, line in enumerate(lines(stream, RECORD_BYTES), 1):
            try:
                record = json.loads(line.data)
            except (ValueError, RecursionError) as error:
                raise CleantextError(f"{path}: line {number} is no record: {error}") from None
            yield record
        if stream.problem is not None:
            raise CleantextError(f"{path}: {stream.problem}")
