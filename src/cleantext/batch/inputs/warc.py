"""WARC and WET: pages of ``response`` and ``conversion`` records, by FastWARC."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from cleantext.batch.inputs.files import unreadable
from cleantext.batch.inputs.options import InputOptions
from cleantext.batch.inputs.streams import Stream
from cleantext.batch.inputs.warc_record import EXTRA_BYTES, Record, page_of_record
from cleantext.batch.inputs.warc_source import RecordSource
from cleantext.batch.page import Skipped, SourcePage
from cleantext.batch.problems import library
from cleantext.patterns import pattern

_UNIX = pattern(rb"WARC/\d\.\d{1,2}\n")


def warc_pages(stream: Stream, name: str, options: InputOptions) -> Iterator[SourcePage | Skipped]:
    """The pages of a WARC or WET file, and what it holds besides; damage costs what is damaged, and is told once."""
    while True:
        yield from _records(stream, name, options)
        if stream.problem is None:
            return
        yield unreadable(name, stream.problem, stream.tell())
        if not stream.resume((b"WARC/",)):
            return


def warc_items(data: bytes, options: InputOptions | None = None) -> list[SourcePage | Skipped]:
    """The items of a WARC file given as bytes, whatever they are.

    >>> warc_items(b"")
    []
    """
    return list(warc_pages(Stream(io.BytesIO(data)), "bytes", options or InputOptions()))


def _records(stream: Stream, name: str, options: InputOptions) -> Iterator[SourcePage | Skipped]:
    """The records up to the end of the file or of its sound part."""
    warc = library("fastwarc.warc", "reads WARC")
    source = RecordSource(stream)
    start = source.tell()
    # Some writers end lines as Unix does.
    quirks = _UNIX.match(stream.peek(32)) is not None
    while True:
        failure = None
        short = False
        try:
            for found in _iterated(warc, source, quirks, options.max_page_bytes + EXTRA_BYTES):
                start, short = found.offset + 1, found.short
                item = page_of_record(found, name, options)
                yield item
                if found.short and stream.problem is None and not isinstance(item, SourcePage):
                    yield unreadable(name, "truncated: the file ends within a record", found.offset)
        except _Broken as error:
            failure = str(error)
        if failure is None and not (short and source.go_to_record(start)):
            if stream.problem is None and source.cut_line():
                yield unreadable(name, "truncated: the file ends within a record", source.tell())
            return
        if failure is None:
            # Its length was wrong: it took in the records after it.
            start = source.tell() + 1
            continue
        if stream.problem is None:
            yield unreadable(name, f"damaged WARC: {failure}", start)
        if not source.go_to_record(start):
            return
        start = source.tell() + 1


class _Broken(Exception):
    """FastWARC cannot go on."""


def _iterated(warc: Any, source: RecordSource, quirks: bool, bound: int) -> Iterator[Record]:
    """Records as plain values, their payload read up to a bound by the time they are given."""
    try:
        archive = warc.ArchiveIterator(
            source, parse_http=False, stream_detect=False, fsspec_args=False, quirks_mode=quirks
        )
        iterator = iter(archive)
        while (found := next(iterator, None)) is not None:
            yield Record.read(found, bound)
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        # Its panics are no Exception.
        raise _Broken(str(error)[:300]) from None
