"""DataFrames of Spark: a record for each page, and a page that kills its process costs itself, not the job."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cleantext.batch.outputs.tables import record_schema
from cleantext.errors import load_library
from cleantext.integrations.tables import TableExtractor, TableLearner, merge_frame


def extract_pages(frame: Any, **settings: Any) -> Any:
    """A DataFrame with a record for each row of ``frame``, which has columns for pages, ids and URLs.

    The settings are those of :class:`~cleantext.integrations.tables.TableExtractor`: ``fields``, ``keep_columns``,
    ``html_field``, ``timeout``, ``profiles`` and so on. Each task has one worker, beside its Python process.
    """
    extractor = TableExtractor(**settings)
    extractor.check_columns(frame.columns)
    types = _make_struct_type(extractor.schema)
    kept = extractor.keep_columns
    fields = [frame.schema[field.name] if field.name in kept else field for field in types]
    return frame.mapInArrow(extractor.extract_batches, type(types)(fields))


def extract_files(paths: Any, **settings: Any) -> Any:
    """A DataFrame with a record for each page of the files whose paths are the first column of the DataFrame ``paths``.

    Each task opens the paths of its partition itself and reads them as ``cleantext batch`` does: WARC, WET, JSONL, CSV,
    Parquet and pages. The paths must lead to the same files on all executors. Settings: see :func:`extract_pages`.
    """
    extractor = TableExtractor(**settings)

    def extract(batches: Iterator[Any]) -> Iterator[Any]:
        return extractor.extract_files(path for batch in batches for path in batch.column(0).to_pylist())

    return paths.mapInArrow(extract, _make_struct_type(extractor.schema))


def learn_profiles(frame: Any, **settings: Any) -> Any:
    """A DataFrame of ``site`` and ``profile`` (JSON), a row for each site of ``frame``, which has pages and URLs.

    The settings are those of :class:`~cleantext.integrations.tables.TableLearner`: ``pages`` (of a site in a
    partition), ``url_field``, ``timeout`` and so on. ``dict(profiles.collect())`` is what ``profiles=`` takes.
    """
    load_library("pandas", "merge profiles in Spark", "spark")
    learner = TableLearner(**settings)
    learner.check_columns(frame.columns)
    schema = _make_struct_type(learner.schema)
    return frame.mapInArrow(learner.learn_batches, schema).groupBy("site").applyInPandas(merge_frame, schema)


def make_column_function(*fields: str, **settings: Any) -> Any:
    """A ``pandas_udf`` for a column of pages, or for one of pages and one of URLs, that gives a struct of ``fields``.

    ``pages.select("id", make_column_function("headline", "body")("html", "url").alias("article"))``. ``id`` cannot be
    among the fields: the row has it. Settings: see :func:`extract_pages`.
    """
    functions = load_library("pyspark.sql.functions", "extract columns of Spark", "spark")
    arrow = load_library("pyarrow", "extract columns of Spark", "spark")
    load_library("pandas", "extract columns of Spark", "spark")
    extractor = TableExtractor(fields, id_field="row", **settings)

    def extract(columns: Iterator[Any]) -> Iterator[Any]:
        def batches() -> Iterator[Any]:
            for column in columns:
                pages, *urls = column if isinstance(column, tuple) else (column,)
                arrays = {"row": range(len(pages)), "html": pages, **({"url": urls[0]} if urls else {})}
                yield arrow.RecordBatch.from_pydict(arrays)

        for batch in extractor.extract_batches(batches()):
            yield batch.to_pandas()

    import pandas

    # Spark tells the kind of function from these.
    extract.__annotations__ = {
        "columns": Iterator[tuple[pandas.Series, ...]],
        "return": Iterator[pandas.DataFrame],
    }
    return functions.pandas_udf(extract, _make_struct_type(extractor.schema))


def make_record_type(fields: Sequence[str] | None = None) -> Any:
    """The ``StructType`` of records with these fields, by default with all columns of docs/batch.md.

    Its ``toDDL()`` is the schema for SQL.
    """
    return _make_struct_type(record_schema(fields))


def _make_struct_type(schema: Any) -> Any:
    types = load_library("pyspark.sql.pandas.types", "make the schema of a DataFrame", "spark")
    return types.from_arrow_schema(schema)
