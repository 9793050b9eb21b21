"""Columns of pages in pandas and Polars."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any

from cleantext.batch.outputs.tables import column_name
from cleantext.batch.outputs.writing import check_fields, get_field
from cleantext.batch.run.record import Outcome, build_record
from cleantext.batch.settings import SourcePage
from cleantext.batch.workers.pool import Pool, make_task

if TYPE_CHECKING:
    from typing import Unpack

    from cleantext.batch.workers.pool import PoolValues
    from cleantext.sites.store import ProfileSource

#: The columns if none are chosen.
FIELDS = ("status", "headline", "date", "byline", "body", "quality")


class RowMaker:
    """Makes the row of a page from the chosen fields; sent to each worker."""

    def __init__(self, fields: Sequence[str]) -> None:
        self.fields = check_fields(fields)

    def __call__(self, page: SourcePage, outcome: Outcome) -> tuple[Any, ...]:
        """The row of a page with this outcome."""
        record = build_record(page, outcome)
        return tuple(get_field(record, field) for field in self.fields)


def articles(
    column: Any,
    fields: Sequence[str] = FIELDS,
    workers: int | None = None,
    *,
    urls: Any = None,
    profiles: ProfileSource | None = None,
    **settings: Unpack[PoolValues],
) -> Any:
    """A table with a row for each page of ``column``, extracted in several processes: much faster than ``map``.

    ``column`` is a Series of pandas or of Polars; the table is a DataFrame of the same library, with the index of the
    column in pandas. ``fields`` are those of records (docs/batch.md), dotted names with "_" for the dot. A value that
    is not text is an empty page. ``urls`` is a column of addresses, in the same order. The other arguments are those of
    :func:`cleantext.extract_many`.
    """
    make_row = RowMaker(fields)
    addresses = repeat(None) if urls is None else (url if isinstance(url, str) else None for url in urls)
    pages = (
        SourcePage("", page if isinstance(page, (str, bytes)) else "", file="", offset=number, url=url)
        for number, (page, url) in enumerate(zip(column, addresses, strict=urls is not None))
    )
    with Pool.for_task(*make_task(make_row, workers, profiles=profiles, **settings)) as pool:
        rows = [row for _, row in pool.run((page.offset, page) for page in pages)]
    names = [column_name(field) for field in make_row.fields]
    if type(column).__module__.partition(".")[0] == "polars":
        import polars

        return polars.DataFrame(rows, schema=names, orient="row", infer_schema_length=None)
    import pandas

    return pandas.DataFrame(rows, columns=names, index=column.index)
