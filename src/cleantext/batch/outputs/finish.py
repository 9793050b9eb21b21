"""Makes the outputs that cannot be appended to, Parquet and Markdown, from the spool at the end of a run."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from typing import Any

from cleantext.article import Article
from cleantext.batch.outputs.tables import TABLE_FIELDS, make_record_batch, record_schema
from cleantext.batch.outputs.writing import (
    HEAD,
    LEDGER,
    UNFINISHED,
    Record,
    check_fields,
    get_compressor,
    read_records,
    replace_file,
    sync_folder,
)
from cleantext.batch.settings import SPOOLED, OutputFormat, OutputOptions, detect_output_format
from cleantext.errors import CleantextError, load_library
from cleantext.formats.markdown import yaml_head
from cleantext.patterns import pattern

#: A row group holds 5,000 records, or values of about 32,000,000 characters, whichever comes first.
GROUP_ROWS, GROUP_CHARS = 5000, 32_000_000
#: A data page is closed after 32 values at the earliest: with long texts few are enough.
PAGE_ROWS = 32
#: The name of a Markdown file shows the last 60 characters of the id.
NAME_CHARS = 60
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
        record_schema(choose_columns(settings))
    return chosen


def finish_output(spool: str, out: str, format: OutputFormat, options: OutputOptions | None = None) -> int:
    """Make the output of a run from its spool, which stays; the number of records.

    ``out`` is replaced at the end. After an interruption the same call writes it again.
    """
    if format == "parquet":
        return write_parquet(spool, out, options or OutputOptions())
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


def write_parquet(spool: str, out: str, options: OutputOptions) -> int:
    """Turn a spool into the Parquet file ``out``, which appears when it is whole; the number of records."""
    parquet = load_library("pyarrow.parquet", "write Parquet")
    fields = choose_columns(options)
    written = 0
    with (
        replace_file(out) as file,
        parquet.ParquetWriter(file, record_schema(fields), compression="zstd", write_batch_size=PAGE_ROWS) as writer,
    ):
        for records in _group_records(spool):
            writer.write_batch(make_record_batch(records, fields), row_group_size=len(records))
            written += len(records)
    return written


def _group_records(spool: str) -> Iterator[list[Record]]:
    group: list[Record] = []
    size = 0
    for record in read_records(spool):
        group.append(record)
        size += _estimate_chars(record)
        if len(group) >= GROUP_ROWS or size >= GROUP_CHARS:
            yield group
            group, size = [], 0
    if group:
        yield group


def _estimate_chars(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(map(_estimate_chars, value.values()))
    return sum(map(_estimate_chars, value)) if isinstance(value, list) else 8
