"""Outputs of a batch: JSONL, plain or compressed, Parquet, and a folder of Markdown files."""
