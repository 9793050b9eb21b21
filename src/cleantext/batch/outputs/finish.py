"""The end of a run: outputs that cannot be appended to are made from the spool."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cleantext.article import Article
from cleantext.batch.outputs.writing import (
    HEAD,
    LEDGER,
    TABLE,
    UNFINISHED,
    checked,
    fields_of,
    item_of,
    records_of,
    replacing,
    sync_folder,
    type_of,
    value_of,
    without_none,
)
from cleantext.batch.settings import SPOOLED, OutputFormat, OutputOptions, format_of
from cleantext.errors import CleantextError, library
from cleantext.formats.markdown import yaml_head
from cleantext.patterns import pattern
from cleantext.values import Span

#: A name shows at most the last 60 characters of the id.
SHOWN = 60
_UNSAFE = pattern(r"[^a-z0-9]{1,99}")


def write_markdown(spool: str, folder: str) -> int:
    """Write a file for each record of the spool into ``folder``; the number of records.

    Each file appears whole. A second run over the same spool writes the same files.
    """
    os.makedirs(folder, exist_ok=True)
    written = 0
    for record in records_of(spool):
        path = os.path.join(folder, file_name(str(record["id"])))
        with replacing(path, sync=False) as file:
            file.write(markdown_of(record).encode("utf-8", "replace"))
        written += 1
    # One sync for all: the spool is still there until it is done.
    if hasattr(os, "sync"):
        os.sync()
    for name in os.listdir(folder):
        if name.endswith(".md" + UNFINISHED):
            os.unlink(os.path.join(folder, name))
    sync_folder(folder)
    return written


def file_name(page_id: str) -> str:
    """A name that is safe everywhere and unique to the id.

    >>> file_name("crawl/Mill bridge.html:0")
    'crawl-mill-bridge-html-0-093b91a65516.md'
    """
    digest = hashlib.sha256(page_id.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    shown = _UNSAFE.sub("-", page_id.lower())[-SHOWN:].strip("-")
    return f"{shown}-{digest}.md" if shown else f"{digest}.md"


def markdown_of(record: Mapping[str, Any]) -> str:
    """A page's file: source and status between dashes (YAML), then the article.

    >>> print(markdown_of({"id": "a:0", "status": "error", "reason": "not JSON"}))
    ---
    id: "a:0"
    status: "error"
    reason: "not JSON"
    ---
    <BLANKLINE>
    """
    parts = [yaml_head({name: record.get(name) for name in HEAD})]
    if record.get("paragraphs"):
        parts.append(_article(record).to_markdown())
    return "\n".join(parts)


def _article(record: Mapping[str, Any]) -> Article:
    """The article of a record; without the ledger, which Markdown does not show."""
    fields = {name: record[name] for name in Article.__dataclass_fields__ if name in record}
    return Article.from_dict(fields | {"source": "", "ledger": []})


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


def check_output(output: str, format: OutputFormat | None = None, options: OutputOptions | None = None) -> OutputFormat:
    """The format of an output, after all that can be known to fail before a run: format, library, fields.

    >>> check_output("out.parquet", options=OutputOptions(fields=("id", "publisher.name")))
    'parquet'
    """
    from cleantext.batch.outputs.writing import encoder_for

    chosen = format or format_of(output)
    settings = options or OutputOptions()
    encoder_for(chosen, settings)
    if chosen == "parquet":
        table_schema(table_fields(settings))
    if chosen == "markdown" and settings.fields is not None:
        raise CleantextError("Markdown files show the article and have no columns: leave out the choice of fields.")
    return chosen


def finish(spool: str, out: str, format: OutputFormat, options: OutputOptions | None = None) -> int:
    """Make the output of a run from its spool, and say how many records it holds; the spool stays.

    ``out`` is replaced when all is written, or written again in the same way after an interruption.
    """
    if format == "parquet":
        return write_parquet(spool, out, options or OutputOptions())
    if format == "markdown":
        return write_markdown(spool, out)
    raise CleantextError(f"{format} is appended to while a run goes on; only {', '.join(sorted(SPOOLED))} have an end.")
