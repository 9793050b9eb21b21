"""All pages of all inputs, in one stream with always the same order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleantext.batch.inputs.files import (
    SAMPLE,
    FileName,
    Recognised,
    expanded,
    page_file,
    printable,
    recognised,
    unreadable,
)
from cleantext.batch.inputs.rows import csv_pages, jsonl_pages, parquet_pages
from cleantext.batch.inputs.streams import Meter, Stream, opened
from cleantext.batch.inputs.warc import warc_pages
from cleantext.batch.settings import InputOptions, Skipped, SourcePage
from cleantext.errors import CleantextError

_FORCED: dict[str, Recognised] = {
    "files": "page",
    "jsonl": "jsonl",
    "csv": "csv",
    "parquet": "parquet",
    "warc": "warc",
    "wet": "warc",
}


def read_pages(
    inputs: Sequence[str], options: InputOptions | None = None, meter: Meter | None = None
) -> Iterator[SourcePage | Skipped]:
    """Every page of the inputs (files, folders, globs, "-"), and what was passed over, one after the other.

    The n-th item is the same in every run over the same files. What cannot be read is a page with a problem; only a
    library that a format needs and that is missing raises. ``meter`` counts the bytes read.

    >>> [page.problem for page in read_pages(["no/such/file"])]
    ['No such file or directory']
    """
    settings = options or InputOptions()
    for name in inputs:
        for found in expanded(name, settings.exclude):
            if isinstance(found, FileName):
                yield from _file(found.path, settings, meter)
            else:
                yield found


def _file(name: str, options: InputOptions, meter: Meter | None) -> Iterator[SourcePage | Skipped]:
    try:
        stream = opened(name, meter)
    except (OSError, ValueError) as error:
        # ValueError: a name with a null character.
        yield unreadable(name, getattr(error, "strerror", None) or str(error))
        return
    with stream:
        try:
            yield from _pages(stream, name, options, meter)
        except CleantextError:
            raise
        except Exception as error:
            # A mistake of a reader costs the rest of its file, never the run.
            yield unreadable(name, f"reading failed: {type(error).__name__}: {error}"[:300])


def _pages(stream: Stream, name: str, options: InputOptions, meter: Meter | None) -> Iterator[SourcePage | Skipped]:
    if options.format == "auto":
        head = stream.peek(SAMPLE)
        kind, why = recognised(name, head)
    else:
        kind, why = _FORCED[options.format], ""
    label = printable(name)
    if kind == "skip":
        yield Skipped(label, 0, why)
    elif kind == "parquet" and name == "-":
        yield unreadable(name, "Parquet is read from the end: name a file instead of standard input")
    elif kind == "parquet":
        yield from parquet_pages(name, options, meter)
    else:
        yield from {"jsonl": jsonl_pages, "csv": csv_pages, "warc": warc_pages, "page": page_file}[kind](
            stream, label, options
        )
