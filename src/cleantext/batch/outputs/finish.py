"""The end of a run: outputs that cannot be appended to are made from the spool."""

from __future__ import annotations

from cleantext.batch.outputs.markdown import write_markdown
from cleantext.batch.outputs.options import SPOOLED, OutputFormat, OutputOptions, format_of
from cleantext.batch.outputs.parquet import table_fields, table_schema, write_parquet
from cleantext.errors import CleantextError


def check_output(output: str, format: OutputFormat | None = None, options: OutputOptions | None = None) -> OutputFormat:
    """The format of an output, after all that can be known to fail before a run: format, library, fields.

    >>> check_output("out.parquet", options=OutputOptions(fields=("id", "publisher.name")))
    'parquet'
    """
    from cleantext.batch.outputs.encoder import encoder_for

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
