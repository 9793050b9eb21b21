"""Inputs of a batch: files, JSONL, CSV, Parquet, WARC, WET and standard input, as a stream of pages."""

from __future__ import annotations

from cleantext.batch.inputs.files import total_bytes
from cleantext.batch.inputs.options import InputFormat, InputOptions
from cleantext.batch.inputs.reading import read_pages
from cleantext.batch.inputs.streams import Meter

__all__ = ["InputFormat", "InputOptions", "Meter", "read_pages", "total_bytes"]
