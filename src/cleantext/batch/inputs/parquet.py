"""Parquet: a page a row, read column by column in small batches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cleantext.batch.inputs.fields import column_names, no_page, page_names, page_of_row
from cleantext.batch.inputs.files import unreadable
from cleantext.batch.inputs.options import InputOptions
from cleantext.batch.inputs.streams import Meter
from cleantext.batch.page import SourcePage
from cleantext.batch.problems import library

#: Rows in memory at a time: few, because pages are long.
BATCH = 32


def parquet_pages(name: str, options: InputOptions, meter: Meter | None = None) -> Iterator[SourcePage]:
    """A page for each row; offsets are row numbers from 0. Damage costs its row group, with one problem for it.

    ``meter`` goes on by the bytes of each row group that is done.
    """
    parquet = library("pyarrow.parquet", "reads Parquet")
    failures = (OSError, library("pyarrow", "reads Parquet").ArrowException, ValueError, KeyError)
    try:
        file = parquet.ParquetFile(name, pre_buffer=False, buffer_size=1 << 20)
    except failures as error:
        yield unreadable(name, f"damaged Parquet: {_first_line(error)}")
        return
    with file:
        there = list(file.schema_arrow.names)
        columns = [path for path in dict.fromkeys(column_names(options)) if path.partition(".")[0] in there]
        if not set(columns) & set(page_names(options)):
            yield unreadable(name, no_page(there, options, "file"))
            return
        first = 0
        for group in range(file.num_row_groups):
            facts = file.metadata.row_group(group)
            yield from _group(file, group, first, facts.num_rows, columns, name, options, failures)
            first += facts.num_rows
            if meter is not None:
                meter.done += sum(facts.column(number).total_compressed_size for number in range(facts.num_columns))


def _group(
    file: Any,
    group: int,
    first: int,
    length: int,
    columns: list[str],
    name: str,
    options: InputOptions,
    failures: tuple[type[Exception], ...],
) -> Iterator[SourcePage]:
    """The pages of one row group, whose first row has that number."""
    number = first
    try:
        for batch in file.iter_batches(batch_size=BATCH, row_groups=[group], columns=columns, use_threads=False):
            for row in _dicts(batch):
                page = page_of_row(row, name, number, options)
                yield page or unreadable(name, no_page([], options), number)
                number += 1
    except failures as error:
        lost = first + length - number
        yield unreadable(name, f"damaged Parquet: row group {group}, {lost} rows lost: {_first_line(error)}", number)


def _dicts(batch: Any) -> Iterator[dict[str, Any]]:
    columns = [[_value(one) for one in column] for column in batch.columns]
    for values in zip(*columns, strict=True):
        yield dict(zip(batch.schema.names, values, strict=True))


def _value(scalar: Any) -> Any:
    """The value; text that is no UTF-8 as bytes."""
    try:
        return scalar.as_py()
    except UnicodeDecodeError:
        return scalar.as_buffer().to_pybytes()


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).partition("\n")[0][:300]
