"""Writes records: their columns, as chunks of bytes that can be appended, in files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import gzip
import json
import os
import types
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, Any, Protocol

from cleantext.article import Article
from cleantext.batch.inputs.rows import lines
from cleantext.batch.inputs.streams import opened
from cleantext.batch.settings import FORMATS, SPOOLED, OutputOptions, format_of
from cleantext.errors import CleantextError, library
from cleantext.patterns import pattern
from cleantext.values import Span

#: What every record says before the article, with its type.
HEAD: dict[str, Any] = {
    "id": str,
    "file": str,
    "offset": int,
    "url": str,
    "status": str,
    "reason": str,
    "version": str,
    "milliseconds": float,
}
#: What records have besides the fields of Article.
_MORE: dict[str, Any] = {"body": str, "fingerprint": str, "canonical": str, "removed": Mapping[str, int]}
#: Written on request only.
LEDGER = ("source", "ledger")

#: The columns of a table where none are chosen: dotted names, and what they hold.
TABLE: tuple[tuple[str, str], ...] = (
    ("id", "the page's own id, or `FILE:OFFSET`"),
    ("file", "the input file; `-` is standard input"),
    ("offset", "byte in the decompressed file, or row of a table, where the page begins"),
    ("url", "where the page is from"),
    ("status", "`ok`, `empty`, `truncated`, `timeout`, `crash` or `error`"),
    ("reason", "why the status is not `ok`"),
    ("version", "the version of cleantext"),
    ("milliseconds", "how long the extraction took"),
    ("kind", "the reader: `text` or `html`"),
    ("headline", "the headline"),
    ("date", "the day of publication"),
    ("published.iso", "the moment of publication, as precise as the page says"),
    ("modified.iso", "the moment of the last change"),
    ("place.name", "the place that the report is from"),
    ("place.country_code", "its country, ISO 3166-1 alpha-2"),
    ("dateline.text", "the opening that names place, agency or day"),
    ("byline", "the line that names who wrote the article"),
    ("authors.name", "the authors"),
    ("agencies", "news agencies"),
    ("publisher.name", "who publishes the page"),
    ("publisher.domain", "the publisher's host name"),
    ("section", "the section of the publication"),
    ("tags", "keywords"),
    ("description", "the standfirst"),
    ("body", "the paragraphs, with a blank line between them"),
    ("captions.text", "captions of pictures"),
    ("canonical", "the address that the page declares for itself"),
    ("image.url", "the picture that stands for the article"),
    ("images.url", "pictures of the article"),
    ("videos.url", "films in the article"),
    ("sponsors.name", "sponsors that the page announces"),
    ("related", "headlines of other articles that the page offers"),
    ("comments.text", "comments of readers, where they are kept"),
    ("comment_count", "how many comments the page counts"),
    ("language", "the language, ISO 639-1"),
    ("access.kind", "`free`, `metered` or `paywalled`, where the page says so"),
    ("truncated", "whether the text breaks off"),
    ("fingerprint", "a similarity hash of the body, for finding copies"),
    ("quality", "how much the result is to be trusted, 0 to 1"),
    ("warnings.code", "codes of warnings"),
    ("removed", "how many lines were removed for each reason, as JSON"),
)


def column_types() -> dict[str, Any]:
    """The type of every field of a record by its name, in the order of a record."""
    return HEAD | typing.get_type_hints(Article) | _MORE


def checked(fields: Sequence[str]) -> tuple[str, ...]:
    """The same fields, each once, if all are known; else a CleantextError that names the known ones.

    >>> checked(["id", "publisher.name", "id"])
    ('id', 'publisher.name')
    """
    for field in fields:
        type_of(field)
    if not fields:
        raise CleantextError(f"No field is chosen; there are {', '.join(column_types())}.")
    return tuple(dict.fromkeys(fields))


def type_of(field: str) -> Any:
    """The type of a dotted name; through a list it is a list.

    >>> type_of("publisher.name"), type_of("authors.name"), type_of("tags")
    (<class 'str'>, tuple[str, ...], tuple[str, ...])
    """
    names: Mapping[str, Any] | None = column_types()
    kind: Any = None
    listed = through = False
    done: list[str] = []
    for part in field.split("."):
        if names is None or part not in names:
            below = f"{'.'.join(done)!r} has" if done else "there are"
            known = ", ".join(names) if names else "no fields of its own"
            raise CleantextError(f"There is no field {field!r}; {below} {known}.")
        listed = listed or through
        kind = without_none(names[part])
        done.append(part)
        names, through = _below(kind)
    return tuple[kind, ...] if listed else kind


def without_none(kind: Any) -> Any:
    """The type without its ``| None``."""
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union:
        return next(one for one in typing.get_args(kind) if one is not type(None))
    return kind


def item_of(kind: Any) -> Any:
    """The type of a list's items; None for what is no list."""
    return typing.get_args(kind)[0] if typing.get_origin(kind) is tuple else None


def _below(kind: Any) -> tuple[Mapping[str, Any] | None, bool]:
    """The fields of a value, or of the items of a list, and whether it is one."""
    item = item_of(kind)
    inner = kind if item is None else item
    return fields_of(inner), item is not None


def fields_of(kind: Any) -> Mapping[str, Any] | None:
    """The fields of one of our own values, with their types; None for what is written as one value.

    >>> from cleantext.values import Verdict
    >>> list(fields_of(Verdict) or ())[:2], fields_of(str)
    (['number', 'start'], None)
    """
    if dataclasses.is_dataclass(kind) or (hasattr(kind, "_fields") and kind is not Span):
        return typing.get_type_hints(kind)
    return None


def pruned(record: Mapping[str, Any], fields: Iterable[str]) -> dict[str, Any]:
    """The record cut down to those fields, in their order; what is nested stays nested.

    >>> pruned({"id": "a", "authors": [{"name": "Ada Moreno", "role": None}]}, ["authors.name", "id"])
    {'authors': [{'name': 'Ada Moreno'}], 'id': 'a'}
    """
    tree: dict[str, Any] = {}
    for field in fields:
        place = tree
        *parents, last = field.split(".")
        for part in parents:
            # A field that is chosen as a whole holds all below.
            inner = place.setdefault(part, {})
            if inner is None:
                break
            place = inner
        else:
            place[last] = None
    return {name: _cut(record.get(name), below) for name, below in tree.items()}


def _cut(value: Any, tree: Mapping[str, Any] | None) -> Any:
    if tree is None or value is None:
        return value
    if isinstance(value, list):
        return [_cut(item, tree) for item in value]
    return {name: _cut(value.get(name), below) for name, below in tree.items()}


def value_of(record: Mapping[str, Any], field: str) -> Any:
    """The value of a dotted name; through a list the list of values, those that are there.

    >>> value_of({"authors": [{"name": "Ada Moreno"}, {"name": "Nadia Holt"}]}, "authors.name")
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


#: Ends the name of a file that is not finished; a second run overwrites it.
UNFINISHED = ".tmp"


@contextlib.contextmanager
def replacing(path: str, *, sync: bool = True) -> Iterator[IO[bytes]]:
    """A file to write, which takes the place of ``path`` when all went well, and vanishes when not.

    With ``sync`` it lies on disk before it gets its name.

    >>> import tempfile
    >>> name = os.path.join(tempfile.mkdtemp(), "page.md")
    >>> with replacing(name) as file:
    ...     written, there = file.write(b"text"), os.path.exists(name)
    >>> there, os.listdir(os.path.dirname(name))
    (False, ['page.md'])
    """
    unfinished = path + UNFINISHED
    try:
        with open(unfinished, "wb") as file:
            yield file
            if not file.closed:
                file.flush()
                if sync:
                    os.fsync(file.fileno())
        os.replace(unfinished, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(unfinished)
        raise
    if sync:
        sync_folder(os.path.dirname(path) or ".")


def sync_folder(path: str) -> None:
    """Bring the names in a folder to disk, where the system lets folders be opened."""
    with contextlib.suppress(OSError):
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


Record = Mapping[str, Any]

#: Usual levels: the writer is the parent of all workers, and has little time for each record.
GZIP_LEVEL = 6
ZSTD_LEVEL = 3
_SURROGATE = pattern("[\ud800-\udfff]")


class Encoder(Protocol):
    """Turns records into bytes that may follow any earlier chunk of the same file.

    A file is the chunks one after the other, so a run appends chunk by chunk, and a journal can cut a file back to the
    end of any chunk. The same records give the same bytes.
    """

    #: Name of the format: "jsonl", "jsonl.gz", "jsonl.zst".
    name: str

    def encode(self, records: Sequence[Record]) -> bytes:
        """The bytes of these records; b"" for none."""
        ...

    def pack(self, lines: bytes) -> bytes:
        """The same for records that are lines of JSON already, as workers send them."""
        ...


class JsonLines:
    """A JSON object a line, in UTF-8, with the chosen fields.

    >>> JsonLines().encode([{"id": "a", "status": "ok"}])
    b'{"id": "a", "status": "ok"}\\n'
    """

    name = "jsonl"

    def __init__(self, options: OutputOptions | None = None) -> None:
        self._fields = checked(options.fields) if options and options.fields is not None else None

    def encode(self, records: Sequence[Record]) -> bytes:
        """See :class:`Encoder`."""
        return self.pack(b"".join(self._line(record) for record in records))

    def pack(self, lines: bytes) -> bytes:
        """See :class:`Encoder`."""
        return lines

    def _line(self, record: Record) -> bytes:
        chosen = record if self._fields is None else pruned(record, self._fields)
        text = json.dumps(chosen, ensure_ascii=False)
        try:
            return text.encode() + b"\n"
        except UnicodeEncodeError:
            # Half a surrogate pair, which readers of JSON refuse.
            return _SURROGATE.sub("\ufffd", text).encode() + b"\n"


class GzipLines(JsonLines):
    """JSONL, a gzip member a chunk."""

    name = "jsonl.gz"

    def pack(self, lines: bytes) -> bytes:
        """See :class:`Encoder`."""
        return gzip.compress(lines, GZIP_LEVEL, mtime=0) if lines else b""


class ZstdLines(JsonLines):
    """JSONL, a zstd frame with checksum a chunk."""

    name = "jsonl.zst"

    def __init__(self, options: OutputOptions | None = None) -> None:
        super().__init__(options)
        self._compressor: Any = library("zstandard", "writes zstd").ZstdCompressor(
            level=ZSTD_LEVEL, write_checksum=True
        )

    def pack(self, lines: bytes) -> bytes:
        """See :class:`Encoder`."""
        return bytes(self._compressor.compress(lines)) if lines else b""


def encoder_for(output: str, options: OutputOptions | None = None) -> Encoder:
    """The encoder of a path or a format's name; for Parquet and Markdown that of their spool.

    CleantextError for a name that says no format, and for unknown fields.

    >>> encoder_for("out.jsonl.gz").name, encoder_for("parquet").name
    ('jsonl.gz', 'jsonl')
    """
    name = output if output in FORMATS else format_of(output)
    if name in SPOOLED:
        # A Markdown file shows the whole article.
        return JsonLines(options if name == "parquet" else None)
    made = {"jsonl": JsonLines, "jsonl.gz": GzipLines, "jsonl.zst": ZstdLines}
    return made[name](options)


#: A record is shorter: its page is bounded, and its ledger holds the page once more.
RECORD_BYTES = 1 << 30


def records_of(path: str) -> Iterator[dict[str, Any]]:
    """The records of a JSONL file, plain or compressed; CleantextError names the first line that is not one."""
    with opened(path) as stream:
        for number, line in enumerate(lines(stream, RECORD_BYTES), 1):
            try:
                record = json.loads(line.data)
            except (ValueError, RecursionError) as error:
                raise CleantextError(f"{path}: line {number} is no record: {error}") from None
            yield record
        if stream.problem is not None:
            raise CleantextError(f"{path}: {stream.problem}")
