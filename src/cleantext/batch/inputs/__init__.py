"""Inputs of a batch: files, JSONL, CSV, Parquet, WARC, WET and standard input, as a stream of pages."""
