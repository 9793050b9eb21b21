"""Outputs of a batch: JSONL, plain or compressed, Parquet, and a folder of Markdown files."""

from __future__ import annotations

from cleantext.batch.outputs.encoder import Encoder, Record

__all__ = ["Encoder", "Record"]
