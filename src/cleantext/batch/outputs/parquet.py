"""Parquet from a spool of JSONL: a flat table, written row group by row group."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cleantext.batch.outputs.atomic import replacing
from cleantext.batch.outputs.columns import LEDGER, TABLE, checked, fields_of, item_of, type_of, value_of, without_none
from cleantext.batch.outputs.options import OutputOptions
from cleantext.batch.outputs.spool import records_of
from cleantext.batch.problems import library
from cleantext.values import Span

#: A row group holds 5,000 records, or values of about 32,000,000 characters, whichever comes first.
GROUP_ROWS = 5000
GROUP_CHARS = 32_000_000
#: A page of the file is closed after 32 values at the earliest: of long texts few are enough.
PAGE_ROWS = 32
_INT64 = range(-(2**63), 2**63)


def table_fields(options: OutputOptions) -> tuple[str, ...]:
    """The dotted names of a table's columns; the column's name has "_" for each dot.

    >>> table_fields(OutputOptions())[:3], table_fields(OutputOptions(ledger=True))[-2:]
    (('id', 'file', 'offset'), ('source', 'ledger'))
    """
    if options.fields is not None:
        return checked(options.fields)
    return tuple(name for name, _ in TABLE) + (LEDGER if options.ledger else ())


def column_name(field: str) -> str:
    """The name of a column: "publisher.name" is ``publisher_name``."""
    return field.replace(".", "_")


def table_schema(fields: Iterable[str]) -> Any:
    """The Arrow schema of those fields."""
    arrow = library("pyarrow", "writes Parquet")
    return arrow.schema([(column_name(field), _arrow_type(type_of(field), arrow)) for field in fields])


def write_parquet(spool: str, out: str, options: OutputOptions) -> int:
    """Turn a spool into the Parquet file ``out``, which appears when it is whole; the number of records."""
    arrow, parquet = library("pyarrow", "writes Parquet"), library("pyarrow.parquet", "writes Parquet")
    fields = table_fields(options)
    schema = table_schema(fields)
    written = 0
    with (
        replacing(out) as file,
        parquet.ParquetWriter(file, schema, compression="zstd", write_batch_size=PAGE_ROWS) as writer,
    ):
        for rows in _groups(_rows(records_of(spool), fields)):
            writer.write_table(arrow.Table.from_pylist(rows, schema=schema), row_group_size=len(rows))
            written += len(rows)
    return written


def _rows(records: Iterable[Mapping[str, Any]], fields: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    columns = [(column_name(field), field, fields_of(type_of(field)) is not None) for field in fields]
    for record in records:
        yield {name: _storable(value_of(record, field), nested) for name, field, nested in columns}


def _storable(value: Any, nested: bool) -> Any:
    """The value as its column takes it: a mapping with free keys as JSON, a number beyond 64 bits as nothing."""
    if isinstance(value, dict) and not nested:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int) and value not in _INT64:
        return None
    return value


def _groups(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    group: list[dict[str, Any]] = []
    size = 0
    for row in rows:
        group.append(row)
        size += sum(_length(value) for value in row.values())
        if len(group) >= GROUP_ROWS or size >= GROUP_CHARS:
            yield group
            group, size = [], 0
    if group:
        yield group


def _length(value: Any) -> int:
    """About how many characters a value takes."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(map(_length, value.values()))
    return sum(map(_length, value)) if isinstance(value, list) else 8


def _arrow_type(kind: Any, arrow: Any) -> Any:
    """The Arrow type of a field's type: lists and our own values stay nested, mappings are JSON text."""
    kind = without_none(kind)
    simple = {
        bool: arrow.bool_(),
        int: arrow.int64(),
        float: arrow.float64(),
        datetime.date: arrow.date32(),
        Span: arrow.list_(arrow.int64()),
    }
    if kind in simple:
        return simple[kind]
    if (item := item_of(kind)) is not None:
        return arrow.list_(_arrow_type(item, arrow))
    if (fields := fields_of(kind)) is not None:
        return arrow.struct([(name, _arrow_type(one, arrow)) for name, one in fields.items()])
    return arrow.string()
