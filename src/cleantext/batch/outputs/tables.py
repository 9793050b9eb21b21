"""Records as Arrow tables: one schema for every output and engine, and batches of rows that have it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from cleantext.batch.outputs.writing import HEAD, LEDGER, Record, check_fields, field_shape, get_field, record_shape
from cleantext.batch.settings import TEXT
from cleantext.errors import CleantextError, load_library
from cleantext.patterns import pattern
from cleantext.values import Span

#: The fields of a table if none are chosen.
TABLE_FIELDS = tuple(
    "id file offset stored_offset stored_length url crawled now now_source status reason version milliseconds kind "
    "headline date published.iso modified.iso place.name place.country_code dateline.text byline authors.name "
    "agencies publisher.name publisher.domain section tags description body captions.text canonical image.url "
    "images.url videos.url sponsors.name related comments.text comment_count language access.kind truncated "
    "fingerprint quality warnings.code removed".split()
)
_INT64 = range(-(2**63), 2**63)
_TIMESTAMP = pattern(r"timestamp\[(s|ms|us|ns)(?:, tz=([^\]]{1,60}))?\]")
_SURROGATE = pattern("[\ud800-\udfff]")


class _Column(NamedTuple):
    """A column: its name, the dotted field of the record, and its Arrow type; ``kept`` if it is one of the input."""

    name: str
    field: str
    type: Any
    kept: bool


def record_schema(fields: Sequence[str] | None = None, kept: Mapping[str, str] | Iterable[str] = ()) -> Any:
    """The ``pyarrow.Schema`` of records: a column for each of the dotted ``fields``, with "_" for the dot.

    Without ``fields`` it has the columns of docs/batch.md, all of them flat, and the ``kept`` columns of the input
    after the head fields. ``kept`` maps their names to the names of Arrow types ("int64", "timestamp[us, tz=UTC]"); as
    names alone they are text. ``fields`` may name kept columns; the others follow. CleantextError for an unknown field,
    MissingExtraError without pyarrow.

    >>> record_schema(["id", "publisher.name"], {"crawled": "date32[day]"}).types
    [DataType(string), DataType(string), DataType(date32[day])]
    """
    arrow = load_library("pyarrow", "make tables")
    return arrow.schema([(column.name, column.type) for column in _list_columns(fields, kept, arrow)])


def make_record_batch(
    records: Iterable[Record], fields: Sequence[str] | None = None, kept: Mapping[str, str] | Iterable[str] = ()
) -> Any:
    """The records as a ``pyarrow.RecordBatch`` with the schema that :func:`record_schema` has for these arguments.

    A record is a dict as :func:`~cleantext.batch.run.record.build_record` makes it, or a line of JSONL output has it.
    A field that it lacks is null.

    >>> make_record_batch([{"id": "a", "authors": [{"name": "Ada Moreno"}]}], ["authors.name"]).to_pylist()
    [{'authors_name': ['Ada Moreno']}]
    """
    arrow = load_library("pyarrow", "make tables")
    columns = _list_columns(fields, kept, arrow)
    rows = list(records)
    arrays = [_make_array(rows, column, arrow) for column in columns]
    return arrow.RecordBatch.from_arrays(
        arrays, schema=arrow.schema([(column.name, column.type) for column in columns])
    )


def choose_columns(fields: Sequence[str] | None, kept: Collection[str], *, ledger: bool = False) -> tuple[str, ...]:
    """The dotted names of a table's columns, by default those of docs/batch.md, and those of the ledger on request.

    >>> choose_columns(None, ["lang"])[12:15], choose_columns(None, [], ledger=True)[-2:]
    (('milliseconds', 'lang', 'kind'), ('source', 'ledger'))
    """
    if fields is not None:
        return check_fields(fields, kept)
    return TABLE_FIELDS[: len(HEAD)] + tuple(kept) + TABLE_FIELDS[len(HEAD) :] + (LEDGER if ledger else ())


def check_kept(names: Sequence[str]) -> None:
    """Raise a CleantextError if a column that passes through has the name of another one, or of a field of records.

    >>> check_kept(["lang", "date"])
    Traceback (most recent call last):
    cleantext.errors.CleantextError: Records have a field 'date' already; give the column another name: date=OTHER.
    """
    taken = {*record_shape(), *map(column_name, TABLE_FIELDS)}
    for at, name in enumerate(names):
        if name in taken:
            raise CleantextError(f"Records have a field {name!r} already; give the column another name: {name}=OTHER.")
        if name in names[:at]:
            raise CleantextError(f"Two columns are named {name!r}; give one another name: {name}=OTHER.")


def column_name(field: str) -> str:
    """The name of a column: "publisher.name" becomes ``publisher_name``."""
    return field.replace(".", "_")


def _list_columns(fields: Sequence[str] | None, kept: Mapping[str, str] | Iterable[str], arrow: Any) -> list[_Column]:
    types = dict(kept) if isinstance(kept, Mapping) else dict.fromkeys(kept, TEXT)
    columns = [
        _Column(field, field, _find_kept_type(types[field], arrow), True)
        if field in types
        else _Column(column_name(field), field, _find_type(field_shape(field), arrow), False)
        for field in choose_columns(fields, types)
    ]
    names = [column.name for column in columns]
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        raise CleantextError(f"Two columns are named {twice[0]!r}; give the kept one another name: {twice[0]}=OTHER.")
    return columns


def _find_type(shape: Any, arrow: Any) -> Any:
    if isinstance(shape, list):
        return arrow.list_(_find_type(shape[0], arrow))
    if isinstance(shape, dict):
        return arrow.struct([(name, _find_type(one, arrow)) for name, one in shape.items()])
    arrow_types = {
        bool: arrow.bool_(),
        int: arrow.int64(),
        float: arrow.float64(),
        datetime.date: arrow.date32(),
        Span: arrow.list_(arrow.int64()),
    }
    # Mappings are JSON text.
    return arrow_types.get(shape, arrow.string())


def _find_kept_type(name: str, arrow: Any) -> Any:
    """The Arrow type of this name, as ``str`` of the type writes it."""
    if (timestamp := _TIMESTAMP.fullmatch(name)) is not None:
        return arrow.timestamp(timestamp[1], timestamp[2])
    try:
        return arrow.type_for_alias(name)
    except ValueError:
        raise CleantextError(f"A kept column cannot have the type {name!r}; {TEXT!r} takes all values.") from None


def _make_array(records: Sequence[Record], column: _Column, arrow: Any) -> Any:
    if column.kept:
        return _make_kept_array([record.get(column.name) for record in records], column.type, arrow)
    nested = arrow.types.is_nested(column.type)
    return arrow.array([_make_storable(get_field(one, column.field), nested) for one in records], column.type)


def _make_kept_array(values: Iterable[Any], kind: Any, arrow: Any) -> Any:
    """The values of a kept column by way of their text, of which Arrow reads all scalar types to the nanosecond."""
    texts = arrow.array([None if value is None else _write_text(value) for value in values], arrow.string())
    return texts if kind == arrow.string() else texts.cast(kind)


def _write_text(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return _SURROGATE.sub("\ufffd", text)


def _make_storable(value: Any, nested: bool) -> Any:
    """The value as its column takes it: a mapping with free keys as JSON, a number beyond 64 bits as nothing."""
    if isinstance(value, dict) and not nested:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int) and value not in _INT64:
        return None
    return value
