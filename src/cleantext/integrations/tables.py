"""Arrow tables of pages into tables of records or of profiles: what the modules for Spark, Ray and Dask share."""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import datetime
import json
import uuid
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cleantext.batch.inputs.reading import read_pages
from cleantext.batch.inputs.rows import ID_FIELDS, describe_missing_page, find_page, page_fields, url_fields
from cleantext.batch.outputs.tables import TABLE_FIELDS, make_record_batch, record_schema
from cleantext.batch.outputs.writing import check_fields
from cleantext.batch.run.journal import Journal, State
from cleantext.batch.run.record import RecordEncoder
from cleantext.batch.settings import (
    LEARN_PAGES,
    InputOptions,
    OutputOptions,
    SourcePage,
)
from cleantext.batch.workers.pool import Pool, make_task
from cleantext.errors import CleantextError, load_library
from cleantext.sites.learning import as_bare_trace, learn_pages
from cleantext.sites.store import SiteProfiles

if TYPE_CHECKING:
    from typing import Unpack

    from cleantext.batch.workers.pool import PoolValues
    from cleantext.sites.store import ProfileSource

#: Tables and files become batches of 500 records.
BATCH_RECORDS = 500
#: The file of a row, which no id of a row begins with.
_NOWHERE = "\0"
#: The pools that wait for the next table, by the configuration that they belong to.
_idle: dict[str, list[Pool]] = {}


class TableExtractor:
    """Turns tables with a row for each page into tables with a record for each page, through a :class:`Pool`.

    A record has the columns and types that ``cleantext batch`` writes to Parquet (docs/batch.md#columns), or the chosen
    ``fields``. A page that hangs, crashes or needs too much memory costs itself alone: its record says so, and the
    process that called goes on. ``keep_columns`` are columns of the input that stand in the output as they are, after
    the head fields, or where ``fields`` name them.

    The page is taken from ``html_field`` or ``text_field``, its id from ``id_field``, its URL from ``url_field``; by
    default from the usual names (docs/batch.md#inputs). The other arguments are those of :class:`Pool`; one worker is
    the default, because engines run many of these at a time. What is pickled is this configuration. Workers start with
    the first page and stay for the next table.

    CleantextError for unknown fields or columns, MissingExtraError without pyarrow.

    >>> import pyarrow
    >>> pages = pyarrow.table({"id": ["a"], "html": ["<h1>Wall holds</h1><p>The harbour wall held on Monday.</p>"]})
    >>> TableExtractor(("id", "status", "headline")).extract_table(pages).to_pylist()
    [{'id': 'a', 'status': 'ok', 'headline': 'Wall holds'}]
    >>> end_idle_workers()
    """

    def __init__(
        self,
        fields: Sequence[str] | None = None,
        keep_columns: Sequence[str] = (),
        *,
        html_field: str | None = None,
        text_field: str | None = None,
        id_field: str | None = None,
        url_field: str | None = None,
        profiles: ProfileSource | None = None,
        workers: int = 1,
        **settings: Unpack[PoolValues],
    ) -> None:
        chosen = check_fields(TABLE_FIELDS if fields is None else fields, keep_columns)
        # Kept columns do not go through workers.
        self._fields = tuple(field for field in chosen if field not in keep_columns) or ("id",)
        self.keep_columns = tuple(keep_columns)
        #: The Arrow schema of the records; kept columns are text here, and have their own types in each table.
        self.schema = record_schema(fields, keep_columns)
        self._reading = InputOptions(
            html_field=html_field, text_field=text_field, id_field=id_field, url_field=url_field
        )
        encode = RecordEncoder(OutputOptions(self._fields))
        self._pool = Pool.for_task(*make_task(encode, workers, profiles=profiles, **settings))
        # Made once and pickled: a pickle of what was unpickled may have other bytes.
        self._key = uuid.uuid4().hex

    def check_columns(self, names: Sequence[str]) -> None:
        """Raise a CleantextError if a table with columns of these names lacks pages, ids or a column to keep."""
        _check_pages(names, self._reading)
        ids = (self._reading.id_field,) if self._reading.id_field else ID_FIELDS
        _check_column(names, ids, "ids: name one with id_field=")
        if missing := [name for name in self.keep_columns if name not in names]:
            raise CleantextError(f"There is no column {missing[0]!r} to keep; there are {', '.join(names)}.")

    def make_schema(self, pages: Any) -> Any:
        """The Arrow schema of the records of a table with the schema ``pages``; errors as in :meth:`check_columns`."""
        self.check_columns(pages.names)
        schema = self.schema
        for name in self.keep_columns:
            if (index := schema.get_field_index(name)) >= 0:
                schema = schema.set(index, pages.field(name))
        return schema

    def extract_batches(self, batches: Iterable[Any]) -> Iterator[Any]:
        """A record batch for each batch of pages that has rows, with a record for each row, in their order."""
        waiting: deque[Any] = deque()

        def pages() -> Iterator[tuple[None, SourcePage]]:
            for batch in batches:
                schema = self.make_schema(batch.schema)
                if batch.num_rows:
                    waiting.append((batch, schema))
                    yield from ((None, page) for page in _read_rows(batch, self._reading, self.keep_columns))

        records: list[dict[str, Any]] = []
        for record in self._extract(pages()):
            # Where a row stands in its batch says nothing outside of it.
            if str(record.get("id")).startswith(_NOWHERE):
                del record["id"]
            record["file"] = record["offset"] = None
            records.append(record)
            if len(records) == waiting[0][0].num_rows:
                yield self._make_batch(records, *waiting.popleft())
                records = []

    def extract_table(self, table: Any) -> Any:
        """A ``pyarrow.Table`` with a record for each row of the table of pages, in their order."""
        arrow = load_library("pyarrow", "make tables")
        batches = self.extract_batches(table.to_batches(max_chunksize=BATCH_RECORDS))
        return arrow.Table.from_batches(batches, schema=self.make_schema(table.schema))

    def extract_frame(self, frame: Any) -> Any:
        """A DataFrame of pandas with a record for each row of the frame of pages, its index, and columns of Arrow."""
        arrow = load_library("pyarrow", "make tables")
        table = self.extract_table(arrow.Table.from_pandas(frame, preserve_index=False))
        return _make_frame(table).set_axis(frame.index)

    def extract_files(self, names: Iterable[str]) -> Iterator[Any]:
        """Record batches of all pages of files, which are read as ``cleantext batch`` reads them.

        Ids that occur again within one call are made unique by the page's place.
        """
        if self.keep_columns:
            raise CleantextError("Files have no columns to keep: leave out keep_columns.")
        journal = Journal(None)
        journal.begin(State({}))
        found = (page for name in names for page in read_pages([name], self._reading))
        pages = journal.remaining(page for page in found if isinstance(page, SourcePage))
        records: list[dict[str, Any]] = []
        try:
            for record in self._extract(pages):
                records.append(record)
                if len(records) == BATCH_RECORDS:
                    yield make_record_batch(records, self._fields)
                    records = []
        finally:
            journal.close()
        if records:
            yield make_record_batch(records, self._fields)

    def _extract(self, pages: Iterator[tuple[object, SourcePage]]) -> Iterator[dict[str, Any]]:
        with _borrow_pool(self._key, self._pool) as pool, contextlib.closing(pool.run(pages)) as results:
            for _, (line, _) in results:
                yield json.loads(line)

    def _make_batch(self, records: list[dict[str, Any]], pages: Any, schema: Any) -> Any:
        made = make_record_batch(records, self._fields)
        arrays = [pages.column(name) if name in self.keep_columns else made.column(name) for name in schema.names]
        return type(made).from_arrays(arrays, schema=schema)


class TableLearner:
    """Turns tables with a row for each page into tables with the columns ``site`` and ``profile``, a row for each site.

    ``profile`` is the JSON of a :class:`cleantext.SiteProfile` of the table's pages, at most ``pages`` of a site. Large
    sites have rows for their sections too. Pages without an address, and pages that hang, crash or cannot be read,
    are left out. :func:`merge_table` merges the rows of several tables. The other arguments, the workers and
    the pickling are those of :class:`TableExtractor`.

    >>> import pyarrow
    >>> texts = ["The harbour wall held on Monday.", "Two classes counted 412 toads in one night."]
    >>> pages = pyarrow.table({"url": ["https://post.example/1", "https://post.example/2"], "text": texts})
    >>> for row in TableLearner().learn_table(pages).to_pylist():
    ...     print(row["site"], json.loads(row["profile"])["format"])
    post.example cleantext site profile
    >>> end_idle_workers()
    """

    def __init__(
        self,
        *,
        pages: int = LEARN_PAGES,
        html_field: str | None = None,
        text_field: str | None = None,
        url_field: str | None = None,
        workers: int = 1,
        **settings: Unpack[PoolValues],
    ) -> None:
        self._pages = pages
        self._reading = InputOptions(html_field=html_field, text_field=text_field, url_field=url_field)
        self._pool = Pool.for_task(*make_task(as_bare_trace, workers, learn=True, **settings))
        self._key = uuid.uuid4().hex
        # One day for all partitions, and for those that an engine repeats.
        self._day = datetime.date.today()
        #: The Arrow schema of the rows.
        self.schema = _make_profile_table({}).schema

    def check_columns(self, names: Sequence[str]) -> None:
        """Raise a CleantextError if a table with columns of these names lacks pages or addresses."""
        _check_pages(names, self._reading)
        _check_column(names, url_fields(self._reading), "addresses: name one with url_field=")

    def learn_batches(self, batches: Iterable[Any]) -> Iterator[Any]:
        """Record batches of the rows of all batches of pages together."""
        profiles: dict[str, str] = {}
        pages = (page for batch in batches for page in self._read_rows(batch))
        with _borrow_pool(self._key, self._pool) as pool:
            learn_pages(pages, pool, SiteProfiles(profiles), self._pages, self._day)
        yield from _make_profile_table(profiles).to_batches(max_chunksize=BATCH_RECORDS)

    def learn_table(self, table: Any) -> Any:
        """A ``pyarrow.Table`` of the rows of a table of pages."""
        self.check_columns(table.schema.names)
        batches = self.learn_batches(table.to_batches(max_chunksize=BATCH_RECORDS))
        return load_library("pyarrow", "make tables").Table.from_batches(batches, schema=self.schema)

    def learn_frame(self, frame: Any) -> Any:
        """A DataFrame of pandas of the rows of a frame of pages."""
        arrow = load_library("pyarrow", "make tables")
        return _make_frame(self.learn_table(arrow.Table.from_pandas(frame, preserve_index=False)))

    def _read_rows(self, batch: Any) -> Iterator[SourcePage]:
        self.check_columns(batch.schema.names)
        return _read_rows(batch, self._reading)


def merge_table(table: Any) -> Any:
    """A ``pyarrow.Table`` with one row for each ``site`` of a table of ``site`` and ``profile``, sorted by site.

    The order of the rows does not matter. ProfileError for a profile that is damaged.
    """
    texts: dict[str, str] = {}
    profiles = SiteProfiles(texts)
    profiles.merge(zip(table["site"].to_pylist(), table["profile"].to_pylist(), strict=True))
    profiles.save()
    return _make_profile_table(texts)


def merge_frame(frame: Any) -> Any:
    """:func:`merge_table` for DataFrames of pandas."""
    arrow = load_library("pyarrow", "make tables")
    return _make_frame(merge_table(arrow.Table.from_pandas(frame[["site", "profile"]], preserve_index=False)))


def _make_profile_table(texts: dict[str, str]) -> Any:
    arrow = load_library("pyarrow", "make tables")
    sites = sorted(texts)
    columns = {"site": sites, "profile": [texts[site] for site in sites]}
    return arrow.table({name: arrow.array(values, "string") for name, values in columns.items()})


def _make_frame(table: Any) -> Any:
    return table.to_pandas(types_mapper=load_library("pandas", "make frames", "pandas").ArrowDtype)


def _check_pages(names: Sequence[str], reading: InputOptions) -> None:
    if set(names).isdisjoint(path.partition(".")[0] for path in page_fields(reading)):
        raise CleantextError(f"There is {describe_missing_page(names, reading, 'table')}.")


def _check_column(names: Sequence[str], paths: Sequence[str], content: str) -> None:
    if set(names).isdisjoint(path.partition(".")[0] for path in paths):
        raise CleantextError(f"No column {' or '.join(map(repr, paths))} holds {content}.")


def _read_rows(batch: Any, reading: InputOptions, skipped: Sequence[str] = ()) -> Iterator[SourcePage]:
    page_paths = page_fields(reading)
    names = [name for name in batch.schema.names if name not in skipped or name in page_paths]
    for number, values in enumerate(zip(*map(_read_column, map(batch.column, names)), strict=True)):
        row = dict(zip(names, values, strict=True))
        page = find_page(row, _NOWHERE, number, reading)
        if page is None:
            page = find_page({**row, page_paths[0]: ""}, _NOWHERE, number, reading)
            assert page is not None
            page = dataclasses.replace(page, problem=describe_missing_page([], reading))
        yield page


def _read_column(column: Any) -> Iterator[Any]:
    for scalar in column:
        try:
            yield scalar.as_py()
        except UnicodeDecodeError:
            # Text that is not UTF-8.
            yield scalar.as_buffer().to_pybytes()


@contextlib.contextmanager
def _borrow_pool(key: str, configured: Pool) -> Iterator[Pool]:
    """A pool for one table, which waits for the next one afterwards."""
    pool = _take_pool(key) or copy.copy(configured)
    try:
        yield pool
    finally:
        _idle.setdefault(key, []).append(pool)


def _take_pool(key: str) -> Pool | None:
    """A pool that is left from an earlier table with this configuration; those of others are closed."""
    for other in set(_idle) - {key}:
        for pool in _idle.pop(other, ()):
            pool.close()
    try:
        return _idle[key].pop()
    except (KeyError, IndexError):
        return None


def end_idle_workers() -> None:
    """End the workers that wait in this process for the next table; they end with the process anyway.

    >>> end_idle_workers()
    """
    _take_pool("")
