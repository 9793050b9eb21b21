"""Outputs of a batch: JSONL, plain or compressed, Parquet, and a folder of Markdown files."""

from __future__ import annotations

from cleantext.batch.outputs.encoder import Encoder, Record, encoder_for
from cleantext.batch.outputs.finish import check_output, finish
from cleantext.batch.outputs.options import FORMATS, SPOOLED, OutputFormat, OutputOptions, format_of
from cleantext.batch.outputs.spool import records_of

__all__ = [
    "FORMATS",
    "SPOOLED",
    "Encoder",
    "OutputFormat",
    "OutputOptions",
    "Record",
    "check_output",
    "encoder_for",
    "finish",
    "format_of",
    "records_of",
]
