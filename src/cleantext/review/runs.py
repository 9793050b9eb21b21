"""Gives the views of a run: from pages, which are extracted now, or from the records of a batch that is done."""

from __future__ import annotations

import contextlib
import functools
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from cleantext.batch.inputs.files import SAMPLE, count_bytes, sniff_format
from cleantext.batch.inputs.parquet import BATCH_ROWS
from cleantext.batch.inputs.reading import read_pages
from cleantext.batch.inputs.rows import HTML_FIELDS, TEXT_FIELDS
from cleantext.batch.inputs.streams import Meter, open_stream
from cleantext.batch.outputs.writing import read_records, record_shape
from cleantext.batch.run.journal import Journal, State
from cleantext.batch.run.report import Progress
from cleantext.batch.settings import InputOptions, ProcessLimits, SourcePage
from cleantext.batch.workers.pool import Pool
from cleantext.batch.workers.worker import Task
from cleantext.errors import CleantextError, load_library
from cleantext.options import Options
from cleantext.review.page import PageDescriber, View, describe_record

#: The field that each record of a batch has, unless it was left out by choice, and that no page has.
MARK = "status"


@dataclass(frozen=True, slots=True)
class PageRun:
    """Pages to extract: the inputs and how to read them. ``inputs`` says whether views hold the pages' own bytes."""

    names: tuple[str, ...]
    reading: InputOptions
    limits: ProcessLimits
    options: Options = field(default_factory=Options)
    profiles: str | None = None
    inputs: bool = False

    def read_views(
        self,
        allowed: Callable[[], AbstractContextManager[Any]] = contextlib.nullcontext,
        make_progress: Callable[[int | None], Progress] | None = None,
    ) -> Iterator[View]:
        """Extract the pages, and give their views; a signal may end the work within ``allowed``."""
        meter, journal = Meter(), Journal(None)
        journal.begin(State({}))
        found = read_pages(self.names, self.reading, meter)
        task = Task(PageDescriber(inputs=self.inputs), self.options, self.profiles)
        pool = Pool.for_task(task, self.limits)
        results = pool.run(journal.remaining(page for page in found if isinstance(page, SourcePage)))
        progress = make_progress(count_bytes(self.names, self.reading)) if make_progress else Progress()
        done = 0
        try:
            while True:
                with allowed():
                    result = next(results, None)
                if result is None:
                    break
                done += 1
                progress.update(done, {}, meter.done)
                yield result[1]
        finally:
            progress.close()
            pool.close()
            journal.close()


def read_output(name: str) -> Iterator[View]:
    """The views of the records of a batch: JSONL, plain or compressed, or Parquet."""
    for record in _read_parquet(name) if _find_format(name) == "parquet" else read_records(name):
        if not is_record(record):
            raise CleantextError(f"{name} is no output of `cleantext batch`: a record has no field {MARK!r}")
        yield describe_record(record)


def is_output(name: str) -> bool:
    """Whether a file holds records of a batch, and not pages; its first record tells."""
    if name == "-" or not os.path.isfile(name):
        return False
    kind = _find_format(name)
    if kind == "parquet":
        parquet = load_library("pyarrow.parquet", "read Parquet")
        try:
            names = parquet.read_schema(name).names
        except (OSError, ValueError):
            return False
        return is_record(dict.fromkeys(names))
    if kind != "jsonl":
        return False
    try:
        first = next(read_records(name), None)
    except CleantextError:
        return False
    return is_record(first)


def is_record(record: object) -> bool:
    """Whether a row is a record of a batch: it has a status, and no field that pages alone have.

    >>> is_record({"id": "a", "status": "ok"}), is_record({"id": "a", "status": "ok", "html": "<p>"})
    (True, False)
    """
    return isinstance(record, dict) and MARK in record and record.keys().isdisjoint(_page_fields())


@functools.cache
def _page_fields() -> frozenset[str]:
    """The names of fields that pages are read from, but for those that records have."""
    return frozenset((*HTML_FIELDS, *TEXT_FIELDS)) - record_shape().keys()


def list_outputs(names: Sequence[str]) -> list[str]:
    """The inputs, if all are outputs of a batch; [] if none is. CleantextError for a mixture."""
    found = [name for name in names if is_output(name)]
    if found and len(found) < len(names):
        other = next(name for name in names if name not in found)
        raise CleantextError(f"{found[0]} is an output of a batch, {other} holds pages: review them one by one")
    return found


def _find_format(name: str) -> str:
    try:
        with open_stream(name) as stream:
            return sniff_format(name, stream.peek(SAMPLE))[0]
    except OSError as error:
        raise CleantextError(f"{name}: {error.strerror or error}") from None


def _read_parquet(name: str) -> Iterator[dict[str, Any]]:
    parquet = load_library("pyarrow.parquet", "read Parquet")
    try:
        with parquet.ParquetFile(name) as file:
            for batch in file.iter_batches(batch_size=BATCH_ROWS):
                yield from batch.to_pylist()
    except (OSError, ValueError) as error:
        raise CleantextError(f"{name}: damaged Parquet: {error}") from None
