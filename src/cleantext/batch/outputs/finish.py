"""Makes the outputs that cannot be appended to, Parquet and Markdown, from the spool at the end of a run."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from typing import Any

from cleantext.article import Article
from cleantext.batch.outputs.writing import (
    HEAD,
    LEDGER,
    UNFINISHED,
    Record,
    check_fields,
    field_shape,
    get_compressor,
    get_field,
    read_records,
    replace_file,
    sync_folder,
)
from cleantext.batch.settings import SPOOLED, OutputFormat, OutputOptions, detect_output_format
from cleantext.errors import CleantextError, load_library
from cleantext.formats.markdown import yaml_head
from cleantext.patterns import pattern
from cleantext.values import Span

#: The fields of a table if the options choose none.
TABLE_FIELDS = tuple(
    "id file offset stored_offset stored_length url crawled now now_source status reason version milliseconds kind "
    "headline date published.iso modified.iso place.name place.country_code dateline.text byline authors.name "
    "agencies publisher.name publisher.domain section tags description body captions.text canonical image.url "
    "images.url videos.url sponsors.name related comments.text comment_count language access.kind truncated "
    "fingerprint quality warnings.code removed".split()
)
#: A row group holds 5,000 records, or values of about 32,000,000 characters, whichever comes first.
GROUP_ROWS, GROUP_CHARS = 5000, 32_000_000
#: A data page is closed after 32 values at the earliest: with long texts few are enough.
PAGE_ROWS = 32
#: The name of a Markdown file shows the last 60 characters of the id.
NAME_CHARS = 60
_INT64 = range(-(2**63), 2**63)
_UNSAFE = pattern(r"[^a-z0-9]{1,99}")


def check_output(output: str, format: OutputFormat | None = None, options: OutputOptions | None = None) -> OutputFormat:
    """The format of an output; errors of its name, its fields and missing libraries are raised here, before a run.

    >>> check_output("out.parquet", options=OutputOptions(fields=("id", "publisher.name")))
    'parquet'
    """
    chosen = format or detect_output_format(output)
    settings = options or OutputOptions()
    if chosen == "markdown" and settings.fields is not None:
        raise CleantextError("Markdown files show the article and have no columns: leave out the choice of fields.")
    if settings.fields is not None:
        check_fields(settings.fields)
    get_compressor(chosen)
    if chosen == "parquet":
        make_schema(choose_columns(settings))
    return chosen


def finish_output(
    spool: str, out: str, format: OutputFormat, options: OutputOptions | None = None, before: str | None = None
) -> int:
    """Make the output of a run from its spool, which stays; the number of records in it.

    The rows of ``before``, a table that an earlier run has made, come first.
    ``out`` is replaced at the end. After an interruption the same call writes it again.
    """
    if format == "parquet":
        return write_parquet(spool, out, options or OutputOptions(), before)
    if format == "markdown":
        return write_markdown(spool, out)
    raise CleantextError(f"{format} is appended to during the run; only {', '.join(sorted(SPOOLED))} are finished.")


def write_markdown(spool: str, folder: str) -> int:
    """Write a file for each record of the spool into ``folder``; the number of records.

    Each file appears whole. A second run over the same spool writes the same files.
    """
    os.makedirs(folder, exist_ok=True)
    written = 0
    for record in read_records(spool):
        with replace_file(os.path.join(folder, make_file_name(str(record["id"]))), sync=False) as file:
            file.write(render_record(record).encode("utf-8", "replace"))
        written += 1
    # One sync for all files: the spool is still there until it is done.
    if hasattr(os, "sync"):
        os.sync()
    for name in os.listdir(folder):
        if name.endswith(".md" + UNFINISHED):
            os.unlink(os.path.join(folder, name))
    sync_folder(folder)
    return written


def make_file_name(page_id: str) -> str:
    """A file name that is safe on all systems and unique to the id.

    >>> make_file_name("crawl/Mill bridge.html:0")
    'crawl-mill-bridge-html-0-093b91a65516.md'
    """
    digest = hashlib.sha256(page_id.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    shown = _UNSAFE.sub("-", page_id.lower())[-NAME_CHARS:].strip("-")
    return f"{shown}-{digest}.md" if shown else f"{digest}.md"


def render_record(record: Record) -> str:
    """A record as Markdown: its source and status as YAML front matter, then the article.

    >>> print(render_record({"id": "a:0", "status": "error", "reason": "not JSON"}))
    ---
    id: "a:0"
    status: "error"
    reason: "not JSON"
    ---
    <BLANKLINE>
    """
    head = yaml_head({name: record.get(name) for name in HEAD})
    if not record.get("paragraphs"):
        return head
    fields = {name: record[name] for name in Article.__dataclass_fields__ if name in record}
    # Markdown does not show the ledger.
    return head + "\n" + Article.from_dict(fields | {"source": "", "ledger": []}).to_markdown()


def choose_columns(options: OutputOptions) -> tuple[str, ...]:
    """The dotted names of a table's columns.

    >>> choose_columns(OutputOptions())[:3], choose_columns(OutputOptions(ledger=True))[-2:]
    (('id', 'file', 'offset'), ('source', 'ledger'))
    """
    if options.fields is not None:
        return check_fields(options.fields)
    return TABLE_FIELDS + (LEDGER if options.ledger else ())


def column_name(field: str) -> str:
    """The name of a column: "publisher.name" becomes ``publisher_name``."""
    return field.replace(".", "_")


def make_schema(fields: Iterable[str]) -> Any:
    """The Arrow schema of these fields."""
    arrow = load_library("pyarrow", "write Parquet")
    return arrow.schema([(column_name(field), _arrow_type(field_shape(field), arrow)) for field in fields])


def _arrow_type(shape: Any, arrow: Any) -> Any:
    if isinstance(shape, list):
        return arrow.list_(_arrow_type(shape[0], arrow))
    if isinstance(shape, dict):
        return arrow.struct([(name, _arrow_type(one, arrow)) for name, one in shape.items()])
    arrow_types = {
        bool: arrow.bool_(),
        int: arrow.int64(),
        float: arrow.float64(),
        datetime.date: arrow.date32(),
        Span: arrow.list_(arrow.int64()),
    }
    # Mappings are JSON text.
    return arrow_types.get(shape, arrow.string())


def write_parquet(spool: str, out: str, options: OutputOptions, before: str | None = None) -> int:
    """Turn a spool into the Parquet file ``out``, which appears when it is whole; the number of records.

    ``before`` is a file of the same columns, whose row groups are copied first.
    """
    arrow, parquet = load_library("pyarrow", "write Parquet"), load_library("pyarrow.parquet", "write Parquet")
    fields = choose_columns(options)
    schema = make_schema(fields)
    written = 0
    with (
        replace_file(out) as file,
        parquet.ParquetWriter(file, schema, compression="zstd", write_batch_size=PAGE_ROWS) as writer,
    ):
        if before is not None:
            with parquet.ParquetFile(before) as earlier:
                for group in range(earlier.num_row_groups):
                    table = earlier.read_row_group(group)
                    writer.write_table(table, row_group_size=table.num_rows)
        for rows in _group_rows(spool, fields):
            writer.write_table(arrow.Table.from_pylist(rows, schema=schema), row_group_size=len(rows))
            written += len(rows)
    return written


def _group_rows(spool: str, fields: tuple[str, ...]) -> Iterator[list[dict[str, Any]]]:
    columns = [(column_name(field), field, isinstance(field_shape(field), dict)) for field in fields]
    group: list[dict[str, Any]] = []
    size = 0
    for record in read_records(spool):
        row = {name: _make_storable(get_field(record, field), nested) for name, field, nested in columns}
        group.append(row)
        size += _estimate_chars(row)
        if len(group) >= GROUP_ROWS or size >= GROUP_CHARS:
            yield group
            group, size = [], 0
    if group:
        yield group


def _make_storable(value: Any, nested: bool) -> Any:
    """The value as its column takes it: a mapping with free keys as JSON, a number beyond 64 bits as nothing."""
    if isinstance(value, dict) and not nested:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int) and value not in _INT64:
        return None
    return value


def _estimate_chars(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(map(_estimate_chars, value.values()))
    return sum(map(_estimate_chars, value)) if isinstance(value, list) else 8
