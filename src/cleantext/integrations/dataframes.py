"""Columns of pages in pandas and Polars."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from cleantext.api import Kind
from cleantext.batch.many import cores, shaped
from cleantext.batch.outputs.columns import checked, value_of
from cleantext.batch.outputs.parquet import column_name
from cleantext.batch.page import SourcePage
from cleantext.batch.pool import ProcessLimits
from cleantext.batch.record import Outcome, record_of
from cleantext.batch.work import Work
from cleantext.pipeline import Pipeline

#: The columns where none are chosen.
FIELDS = ("status", "headline", "date", "byline", "body", "quality")


class RowShape:
    """The chosen fields of a page, in their order."""

    def __init__(self, fields: Sequence[str]) -> None:
        self.fields = checked(fields)

    def __call__(self, page: SourcePage, outcome: Outcome) -> tuple[Any, ...]:
        """The row of a page."""
        record = record_of(page, outcome)
        return tuple(value_of(record, field) for field in self.fields)


def articles(
    column: Any,
    fields: Sequence[str] = FIELDS,
    workers: int | None = None,
    *,
    kind: Kind = "auto",
    now: datetime.datetime | None = None,
    pipeline: Pipeline | None = None,
    timeout: float = 5.0,
) -> Any:
    """A table with a row for each page of ``column``, extracted in several processes: much faster than ``map``.

    ``column`` is a Series of pandas or of Polars; the table is a DataFrame of the same library, with the index of the
    column in pandas. ``fields`` are those of records (docs/batch.md), dotted names with "_" for the dot. What is no
    text is an empty page. The other arguments are those of :func:`cleantext.extract_many`.
    """
    shape = RowShape(fields)
    limits = ProcessLimits(cores() if workers is None else workers, timeout)
    pages = (page if isinstance(page, (str, bytes)) else "" for page in column)
    rows = [row for _, row in shaped(pages, Work(shape, pipeline, now), limits, kind)]
    names = [column_name(field) for field in shape.fields]
    if type(column).__module__.partition(".")[0] == "polars":
        import polars

        return polars.DataFrame(rows, schema=names, orient="row", infer_schema_length=None)
    import pandas

    return pandas.DataFrame(rows, columns=names, index=column.index)
