"""Inputs of a batch: files, JSONL, CSV, Parquet, WARC, WET and standard input, as a stream of pages."""

from __future__ import annotations

from cleantext.batch.inputs.options import InputFormat, InputOptions

__all__ = ["InputFormat", "InputOptions"]
