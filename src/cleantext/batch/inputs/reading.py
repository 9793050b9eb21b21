"""Reads all pages of all inputs as one stream, always in the same order."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cleantext.batch.inputs.csv_rows import read_csv
from cleantext.batch.inputs.files import (
    SAMPLE,
    belongs_to,
    is_one_file,
    list_inputs,
    printable,
    read_page_file,
    sniff_format,
    unreadable_page,
)
from cleantext.batch.inputs.json_lines import read_jsonl
from cleantext.batch.inputs.parquet import ParquetReader
from cleantext.batch.inputs.remote import is_remote
from cleantext.batch.inputs.streams import Meter, Stream, open_stream
from cleantext.batch.inputs.warc import read_warc
from cleantext.batch.settings import InputOptions, Skipped, SourcePage
from cleantext.errors import CleantextError

#: Input formats of the command line whose reader has another name.
_ALIASES = {"files": "page", "wet": "warc"}
_READERS = {"jsonl": read_jsonl, "csv": read_csv, "warc": read_warc, "page": read_page_file}


def read_pages(
    inputs: Sequence[str], options: InputOptions | None = None, meter: Meter | None = None
) -> Iterator[SourcePage | Skipped]:
    """Read every page of the inputs (files, folders, globs, "-"), and the records that are skipped.

    The order is the same in every run over the same files. What cannot be read is a page with a problem; only a
    library that is needed and missing raises. ``meter`` counts the bytes read.

    >>> [page.problem for page in read_pages(["no/such/file"])]
    ['No such file or directory']
    """
    settings = options or InputOptions()
    shares = settings.shard is not None and is_one_file(inputs)
    number = 0
    with ParquetReader(settings) as tables:
        for found in list_inputs(inputs, settings):
            for item in _read_file(found, settings, meter, tables) if isinstance(found, str) else [found]:
                if not shares or belongs_to(settings.shard, number):
                    yield item
                number += 1


def _read_file(
    name: str, options: InputOptions, meter: Meter | None, tables: ParquetReader
) -> Iterator[SourcePage | Skipped]:
    try:
        stream = open_stream(name, meter)
    except (OSError, ValueError) as error:
        # A name with a null character is a ValueError.
        yield unreadable_page(name, getattr(error, "strerror", None) or str(error))
        return
    with stream:
        try:
            yield from _read_stream(stream, name, options, meter, tables)
        except CleantextError:
            raise
        except Exception as error:
            # A bug of a reader must not cost more than the rest of its file.
            yield unreadable_page(name, f"reading failed: {type(error).__name__}: {error}"[:300])


def _read_stream(
    stream: Stream, name: str, options: InputOptions, meter: Meter | None, tables: ParquetReader
) -> Iterator[SourcePage | Skipped]:
    file_format: str
    if options.format == "auto":
        file_format, reason = sniff_format(name, stream.peek(SAMPLE))
    else:
        file_format, reason = _ALIASES.get(options.format, options.format), ""
    label = printable(name)
    if file_format == "skip":
        yield Skipped(label, 0, reason)
    elif file_format == "page" and options.file_times and name != "-":
        if is_remote(name):
            raise CleantextError(f"{name}: only files on disk have a time that --file-times can use")
        changed = datetime.datetime.fromtimestamp(os.stat(name).st_mtime, datetime.UTC)
        for page in read_page_file(stream, label, options):
            yield replace(page, now=changed, now_source="file-time")
    elif file_format != "parquet":
        yield from _READERS[file_format](stream, label, options)
    elif name == "-":
        yield unreadable_page(name, "Parquet is read from the end: name a file instead of standard input")
    else:
        yield from tables.read(name, meter)
