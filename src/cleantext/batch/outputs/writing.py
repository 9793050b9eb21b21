"""Writes and reads records: their fields and types, lines of JSON, and files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import functools
import gzip
import json
import os
import types
import typing
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import IO, Any

from cleantext.article import Article
from cleantext.batch.inputs.json_lines import read_bounded_lines
from cleantext.batch.inputs.streams import open_stream
from cleantext.batch.settings import OutputFormat
from cleantext.errors import CleantextError, load_library
from cleantext.options import suggest_name
from cleantext.patterns import pattern
from cleantext.values import Span

Record = Mapping[str, Any]

#: The fields of a record that precede those of the article, with their types.
HEAD: dict[str, Any] = {
    "id": str,
    "file": str,
    "offset": int,
    "stored_offset": int,
    "stored_length": int,
    "url": str,
    "crawled": str,
    "now": str,
    "now_source": str,
    "status": str,
    "reason": str,
    "version": str,
    "milliseconds": float,
}
#: The fields of a record that are not attributes of Article.
_DERIVED: dict[str, Any] = {"body": str, "fingerprint": str, "canonical": str, "removed": Mapping[str, int]}
#: Written on request only.
LEDGER = ("source", "ledger")
#: Ends the name of a file that is being written; a second run overwrites it.
UNFINISHED = ".tmp"
#: The usual levels: the writer is the parent of all workers, and has little time for each record.
GZIP_LEVEL, ZSTD_LEVEL = 6, 3
#: Records are shorter: their pages are bounded, and a ledger holds the page once more.
RECORD_BYTES = 1 << 30
_SURROGATE = pattern("[\ud800-\udfff]")
#: Controls and separators of lines that JSON may hold as they are.
_CONTROL = pattern("[\x7f-\x9f\u2028\u2029]")


@functools.cache
def record_shape() -> dict[str, Any]:
    """The fields of a record in their order, each with its type.

    A value class is a dict of its fields, and a list has the shape of its items as the only item.
    """
    return {name: _describe_type(kind) for name, kind in (HEAD | typing.get_type_hints(Article) | _DERIVED).items()}


def _describe_type(kind: Any) -> Any:
    if isinstance(kind, types.UnionType):
        kind = next(one for one in typing.get_args(kind) if one is not type(None))
    if typing.get_origin(kind) is tuple:
        return [_describe_type(typing.get_args(kind)[0])]
    if dataclasses.is_dataclass(kind) or (hasattr(kind, "_fields") and kind is not Span):
        return {name: _describe_type(one) for name, one in typing.get_type_hints(kind).items()}
    return kind


def field_shape(field: str) -> Any:
    """The shape of a dotted name (see :func:`record_shape`); below a list it is a list.

    >>> field_shape("publisher.name"), field_shape("authors.name"), field_shape("tags")
    (<class 'str'>, [<class 'str'>], [<class 'str'>])
    """
    shape: Any = record_shape()
    listed, parent = False, ""
    for part in field.split("."):
        if isinstance(shape, list):
            listed, shape = True, shape[0]
        if not isinstance(shape, dict) or part not in shape:
            hint = suggest_name(part, shape) if isinstance(shape, dict) else f"{parent!r} has no fields of its own"
            raise CleantextError(f"There is no field {field!r}; {hint}")
        shape = shape[part]
        parent = f"{parent}.{part}" if parent else part
    return [shape] if listed else shape


def check_fields(fields: Sequence[str], kept: Collection[str] = ()) -> tuple[str, ...]:
    """The fields without repetitions; a CleantextError for an unknown one names the known ones.

    ``kept`` columns of the input may be among them; the others follow.

    >>> check_fields(["id", "crawled", "publisher.name", "id"], kept=["lang", "crawled"])
    ('id', 'crawled', 'publisher.name', 'lang')
    """
    for field in fields:
        if field not in kept:
            field_shape(field)
    if not fields:
        raise CleantextError(f"No field is chosen; there are {', '.join(record_shape())}.")
    return tuple(dict.fromkeys((*fields, *kept)))


def select_fields(record: Record, fields: Iterable[str]) -> dict[str, Any]:
    """The record with these fields only, in their order; nested values stay nested.

    >>> select_fields({"id": "a", "authors": [{"name": "Ada Moreno", "role": None}]}, ["authors.name", "id"])
    {'authors': [{'name': 'Ada Moreno'}], 'id': 'a'}
    """
    parts: dict[str, list[str] | None] = {}
    for field in fields:
        # The name of a kept column may have a dot.
        name, dot, rest = (field, "", "") if field in record else field.partition(".")
        below = parts.setdefault(name, [])
        if not dot:
            # A field that is chosen as a whole includes all below it.
            parts[name] = None
        elif below is not None:
            below.append(rest)
    return {name: _select_parts(record.get(name), below) for name, below in parts.items()}


def _select_parts(value: Any, fields: list[str] | None) -> Any:
    if fields is None or value is None:
        return value
    if isinstance(value, list):
        return [_select_parts(item, fields) for item in value]
    return select_fields(value, fields)


def get_field(record: Record, field: str) -> Any:
    """The value of a dotted name; below a list the list of values.

    >>> get_field({"authors": [{"name": "Ada Moreno"}, {"name": "Nadia Holt"}]}, "authors.name")
    ['Ada Moreno', 'Nadia Holt']
    """
    value: Any = record
    for part in field.split("."):
        if isinstance(value, list):
            value = [item.get(part) for item in value]
        elif value is not None:
            value = value.get(part)
    if field == "date" and isinstance(value, str):
        return datetime.date.fromisoformat(value)
    return value


class ResumeError(CleantextError):
    """The outputs, the journal or the inputs do not allow this command to resume; the message says what to do."""


class WriteError(CleantextError):
    """The system refuses to write a file; what was written before is valid."""


@contextlib.contextmanager
def report_write_errors(path: str) -> Iterator[None]:
    """Raise WriteError for an OSError, except for a reader that closed the pipe."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise WriteError(f"cannot write {path}: {error.strerror or error}") from None


@contextlib.contextmanager
def replace_file(path: str, *, sync: bool = True) -> Iterator[IO[bytes]]:
    """A new file that replaces ``path`` at the end, and vanishes after an exception.

    With ``sync`` its content is on disk before it gets its name.

    >>> import tempfile
    >>> name = os.path.join(tempfile.mkdtemp(), "page.md")
    >>> with replace_file(name) as file:
    ...     written, exists = file.write(b"text"), os.path.exists(name)
    >>> exists, os.listdir(os.path.dirname(name))
    (False, ['page.md'])
    """
    unfinished = path + UNFINISHED
    try:
        with open(unfinished, "wb") as file:
            yield file
            if sync and not file.closed:
                file.flush()
                os.fsync(file.fileno())
        os.replace(unfinished, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(unfinished)
        raise
    if sync:
        sync_folder(os.path.dirname(path) or ".")


def sync_folder(path: str) -> None:
    """Bring the names in a folder to disk, if the system lets folders be opened."""
    with contextlib.suppress(OSError):
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def encode_record(record: Record, fields: Sequence[str] | None = None) -> bytes:
    """A record as a line of JSON in UTF-8, with the chosen fields.

    >>> encode_record({"id": "a", "status": "ok"}, ["status"])
    b'{"status": "ok"}\\n'
    """
    text = json.dumps(record if fields is None else select_fields(record, fields), ensure_ascii=False)
    # Some readers take more than a line feed for the end of a line, and terminals obey controls.
    text = _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    try:
        return text.encode() + b"\n"
    except UnicodeEncodeError:
        # Readers of JSON refuse half a surrogate pair.
        return _SURROGATE.sub("\ufffd", text).encode() + b"\n"


def get_compressor(output_format: OutputFormat) -> Callable[[bytes], bytes]:
    """The function that turns lines of JSON into a chunk of the output, or of the spool from which it is made.

    A file is a sequence of chunks: a run appends chunk by chunk, and can be resumed after the end of any chunk. The
    same lines give the same bytes.

    >>> get_compressor("jsonl")(b'{"id": "a"}')
    b'{"id": "a"}'
    """
    if output_format == "jsonl.gz":
        return functools.partial(gzip.compress, compresslevel=GZIP_LEVEL, mtime=0)
    if output_format == "jsonl.zst":
        zstandard = load_library("zstandard", "write zstd")
        compress: Callable[[bytes], bytes] = zstandard.ZstdCompressor(level=ZSTD_LEVEL, write_checksum=True).compress
        return compress
    return bytes


def read_records(path: str) -> Iterator[dict[str, Any]]:
    """Read the records of a JSONL file, plain or compressed; a CleantextError names the first invalid line."""
    with open_stream(path) as stream:
        for number, line in enumerate(read_bounded_lines(stream, RECORD_BYTES), 1):
            try:
                record = json.loads(line.data)
            except (ValueError, RecursionError) as error:
                raise CleantextError(f"{path}: line {number} is no record: {error}") from None
            yield record
        if stream.problem is not None:
            raise CleantextError(f"{path}: {stream.problem}")
