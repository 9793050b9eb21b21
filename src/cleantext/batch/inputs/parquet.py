"""Parquet files: a child process decodes them, which has limits and may end without ending its parent.

A Parquet file of a few kilobytes may hold gigabytes, its footer may lie about that, and a damaged one may crash the
library. The parent receives pages of bounded size, as JSON and bytes: nothing that it would have to trust.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.util import find_spec
from types import TracebackType
from typing import IO, Any

from cleantext.batch.inputs.files import list_inputs, printable, unreadable_page
from cleantext.batch.inputs.json_lines import LINE_FACTOR
from cleantext.batch.inputs.remote import is_remote, open_remote
from cleantext.batch.inputs.rows import (
    describe_missing_page,
    find_page,
    id_fields,
    page_fields,
    url_fields,
)
from cleantext.batch.inputs.streams import Meter
from cleantext.batch.settings import TEXT, InputOptions, SourcePage
from cleantext.batch.workers.limits import limit_memory
from cleantext.errors import MissingExtraError, load_library

#: Rows in the child's memory at a time: few, because pages are long.
BATCH_ROWS = 32
#: The child may take 30 seconds of processor time for a batch of rows, and for a footer.
BATCH_SECONDS = 30
#: The rest of a file is given up after 100 damaged row groups, or after 10 that ended the child: each may cost all that
#: the child may take.
MAX_DAMAGES, MAX_ENDS = 100, 10

#: Before each message stand the length of its header and that of its bytes.
_LENGTHS = struct.Struct(">QQ")
_PROGRAM = """\
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from cleantext.batch.inputs.parquet import main
main(int(sys.argv[2]))
"""
#: One thread, and an allocator that takes no more addresses than it uses: the limit of memory is one of addresses.
_ENVIRONMENT = {
    **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "MALLOC_ARENA_MAX"), "1"),
    "ARROW_DEFAULT_MEMORY_POOL": "system",
}
#: A message: its header, whose only key is its kind, and the bytes of a page.
_Message = tuple[dict[str, Any], bytes]


class _ChildEnded(Exception):
    """The child ended before its answer was complete; the message says how."""


class ParquetReader:
    """Reads Parquet files in a child process, which is started with the first file, and again after it ended.

    The child may grow by ``options.memory`` bytes. A row group that needs more, or ends the child, is one problem.
    """

    def __init__(self, options: InputOptions) -> None:
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> ParquetReader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def read(self, name: str, meter: Meter | None = None) -> Iterator[SourcePage]:
        """Read a page from each row; offsets are row numbers from 0. Damage costs its row group: one problem.

        ``meter`` advances by the bytes of each row group that is begun.
        """
        label = printable(name)
        found = self._inspect(name)
        if "problem" in found:
            yield unreadable_page(label, found["problem"])
            return
        groups: int = found["groups"]
        row = damages = ends = 0
        for group in range(groups):
            if damages == MAX_DAMAGES or ends == MAX_ENDS:
                rest = f"the {groups - group} row groups after {damages} damaged ones are not read"
                yield unreadable_page(label, f"damaged Parquet: {rest}", row)
                return
            rows = done = 0
            problem: str | None = None
            try:
                for header, raw in self._ask(name, group, row):
                    if "page" in header:
                        done += 1
                        yield _unpack_page(header["page"], raw)
                    elif "rows" in header:
                        rows = header["rows"]
                        if meter is not None:
                            meter.done += header["size"]
                    else:
                        problem = header["problem"]
            except _ChildEnded as error:
                problem = str(error)
                ends += 1
            if problem is not None:
                damages += 1
                lost = f"row group {group}, {rows - done} rows lost"
                yield unreadable_page(label, f"damaged Parquet: {lost}: {problem}", row + done)
            row += rows

    def find_types(self, name: str) -> dict[str, str]:
        """The names of a file's columns with their Arrow types, :data:`TEXT` for those that are not simple."""
        types: dict[str, str] = self._inspect(name).get("types", {})
        return types

    def _inspect(self, name: str) -> dict[str, Any]:
        """The number of row ``groups`` of a file and the ``types`` of its columns, or its ``problem``."""
        try:
            return next(iter([header for header, _ in self._ask(name, None)]))
        except _ChildEnded as error:
            return {"problem": f"damaged Parquet: {error}"}

    def _ask(self, name: str, group: int | None, row: int = 0) -> Iterator[_Message]:
        """The messages of the child about a row group, whose first row is ``row`` of the file, or about the file."""
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        request = {"name": os.fsencode(name).hex(), "group": group, "row": row, "options": asdict(self._options)}
        complete = False
        try:
            with contextlib.suppress(BrokenPipeError):
                process.stdin.write(json.dumps(request).encode() + b"\n")
                process.stdin.flush()
            while "end" not in (message := _receive(process.stdout))[0]:
                yield message
            complete = True
        except EOFError:
            raise _ChildEnded(f"its reader ended ({self._end()})") from None
        finally:
            if not complete:
                self._end()

    def _start(self) -> subprocess.Popen[bytes]:
        if find_spec("pyarrow") is None:
            raise MissingExtraError("batch", "pyarrow", "read Parquet")
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, json.dumps([*map(str, sys.path)]), str(self._options.memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **_ENVIRONMENT},
            # A Ctrl-C in the terminal is for the parent, which then ends its child.
            start_new_session=True,
        )
        return self._process

    def _end(self) -> str:
        """End the child if it runs, and say how it ended."""
        process, self._process = self._process, None
        if process is None:
            return ""
        with process:
            # Without requests it ends by itself, if it is not in the middle of an answer.
            if process.stdin is not None:
                with contextlib.suppress(OSError):
                    process.stdin.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.1)
            process.kill()
        code = process.returncode
        with contextlib.suppress(ValueError):
            return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit status {code}"
        return f"signal {-code}"


def find_column_types(inputs: Sequence[str], options: InputOptions) -> tuple[tuple[str, str], ...]:
    """The columns to keep, each with its Arrow type: that of the inputs if all are Parquet and agree, else text."""
    found: dict[str, set[str]] = {old: set() for old, _ in options.keep}
    with ParquetReader(options) as reader:
        for path in (path for path in list_inputs(inputs, options) if isinstance(path, str)):
            if not _is_parquet(path):
                return tuple((new, TEXT) for _, new in options.keep)
            types = reader.find_types(path)
            for old in found.keys() & types.keys():
                found[old].add(types[old])
    return tuple((new, next(iter(found[old])) if len(found[old]) == 1 else TEXT) for old, new in options.keep)


def _is_parquet(path: str) -> bool:
    try:
        with open_remote(path) if is_remote(path) else open(path, "rb") as file:
            return file.read(4) == b"PAR1"
    except (OSError, ValueError):
        return False


def _receive(pipe: IO[bytes]) -> _Message:
    """The next message; EOFError if the child ends before it is complete."""
    header_size, size = _LENGTHS.unpack(_receive_bytes(pipe, _LENGTHS.size))
    return json.loads(_receive_bytes(pipe, header_size)), _receive_bytes(pipe, size)


def _receive_bytes(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _pack_page(page: SourcePage) -> _Message:
    fields = {name: getattr(page, name) for name in SourcePage.__dataclass_fields__ if name != "raw"}
    is_text = isinstance(page.raw, str)
    raw = page.raw.encode("utf-8", "surrogatepass") if isinstance(page.raw, str) else page.raw
    return {"page": fields | {"is_text": is_text}}, raw


def _unpack_page(fields: dict[str, Any], raw: bytes) -> SourcePage:
    is_text = fields.pop("is_text")
    return SourcePage(raw=raw.decode("utf-8", "surrogatepass") if is_text else raw, **fields)


# -- the child


def main(memory: int) -> None:
    """Answer the requests of the parent until it closes standard input; the process may grow by ``memory`` bytes."""
    answers = os.fdopen(os.dup(1), "wb")
    # What a library prints must not get among the answers.
    os.dup2(2, 1)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    child = _Child(memory)
    limit_memory(memory)
    for line in sys.stdin.buffer:
        request = json.loads(line)
        name = bytes.fromhex(request.pop("name"))
        for header, raw in child.answer(name, **request):
            data = json.dumps(header).encode()
            answers.write(_LENGTHS.pack(len(data), len(raw)) + data)
            answers.write(raw)
            # What was read before the process ends comes to the parent.
            answers.flush()


class _Child:
    """The child's side: it holds the file that was asked for last."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._arrow = load_library("pyarrow", "read Parquet")
        self._parquet = load_library("pyarrow.parquet", "read Parquet")
        self._failures = (OSError, self._arrow.ArrowException, ValueError, KeyError, MemoryError)
        self._name: bytes | None = None
        self._file: Any = None

    def answer(self, name: bytes, group: int | None, row: int, options: dict[str, Any]) -> Iterator[_Message]:
        """The messages of an answer: what the file holds, or the rows of a row group and its pages; then the end."""
        try:
            _extend_time()
            if self._name != name:
                self._open(name)
            settings = InputOptions(**options)
            if group is None:
                yield self._describe_file(settings), b""
            else:
                yield from self._read_row_group(group, row, settings)
        except self._failures as error:
            problem = str(error).partition("\n")[0][:300] or type(error).__name__
            if isinstance(error, MemoryError):
                problem = f"it needs more memory than the limit of {self._memory} bytes"
            yield {"problem": problem if group is not None else f"damaged Parquet: {problem}"}, b""
        yield {"end": True}, b""

    def _open(self, name: bytes) -> None:
        if self._file is not None:
            self._file.close(force=True)
        self._name = self._file = None
        # Arrow refuses names that are not UTF-8, so the file is opened here.
        address = os.fsdecode(name)
        source = open_remote(address) if is_remote(address) else io.FileIO(name)
        self._file = self._parquet.ParquetFile(source, pre_buffer=False, buffer_size=1 << 20)
        self._name = name

    def _describe_file(self, options: InputOptions) -> dict[str, Any]:
        schema = self._file.schema_arrow
        if not self._find_columns(options):
            return {"problem": describe_missing_page(schema.names, options, "file")}
        types = {one.name: _name_type(one.type, self._arrow.types) for one in schema}
        return {"groups": self._file.num_row_groups, "types": types}

    def _find_columns(self, options: InputOptions) -> list[str]:
        """The columns to read, or none if none of them can hold pages."""
        names = set(self._file.schema_arrow.names)
        wanted = page_fields(options), id_fields(options) + url_fields(options) + tuple(old for old, _ in options.keep)
        pages, others = ([path for path in paths if names & {path, path.partition(".")[0]}] for paths in wanted)
        return list(dict.fromkeys(pages + others)) if pages else []

    def _read_row_group(self, group: int, number: int, options: InputOptions) -> Iterator[_Message]:
        metadata = self._file.metadata.row_group(group)
        columns = self._find_columns(options)
        chunks = [metadata.column(at) for at in range(metadata.num_columns)]
        yield {"rows": metadata.num_rows, "size": sum(one.total_compressed_size for one in chunks)}, b""
        limit = LINE_FACTOR * options.max_page_bytes
        size = sum(one.total_uncompressed_size for one in chunks if one.path_in_schema.startswith(tuple(columns)))
        if size > limit * max(1, metadata.num_rows):
            yield {"problem": f"its rows have more than {limit} bytes each"}, b""
            return
        label = printable(os.fsdecode(self._name or b""))
        for row in self._read_rows(group, columns, options):
            page = find_page(row, label, number, options)
            header, raw = _pack_page(page or unreadable_page(label, describe_missing_page([], options), number))
            if len(raw) + len(json.dumps(header)) > limit:
                header, raw = _pack_page(unreadable_page(label, f"row too long: over {limit} bytes", number))
            yield header, raw
            number += 1

    def _read_rows(self, group: int, columns: list[str], options: InputOptions) -> Iterator[dict[str, Any]]:
        kept = {old for old, _ in options.keep}
        for batch in self._file.iter_batches(BATCH_ROWS, row_groups=[group], columns=columns, use_threads=False):
            _extend_time()
            arrays = [
                self._write_times(column) if name in kept else column
                for name, column in zip(batch.schema.names, batch.columns, strict=True)
            ]
            for at in range(batch.num_rows):
                yield {name: _read_value(array[at]) for name, array in zip(batch.schema.names, arrays, strict=True)}

    def _write_times(self, array: Any) -> Any:
        """Times as text: Python has no nanoseconds."""
        types = self._arrow.types
        if not types.is_timestamp(array.type):
            return array
        texts = array.cast(self._arrow.string()).to_pylist()
        return self._arrow.array([None if text is None else text.replace(" ", "T", 1) for text in texts])


def _extend_time() -> None:
    """Let this process use more processor time; the kernel ends it after that."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(time.process_time()) + BATCH_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _name_type(kind: Any, types: Any) -> str:
    """The name of the Arrow type that a column keeps."""
    if types.is_dictionary(kind):
        kind = kind.value_type
    simple = types.is_integer(kind) or types.is_float32(kind) or types.is_float64(kind) or types.is_boolean(kind)
    return str(kind) if simple or types.is_timestamp(kind) or types.is_date(kind) else TEXT


def _read_value(scalar: Any) -> Any:
    """The value; text that is not UTF-8 as bytes, and None for what Python cannot hold."""
    try:
        return scalar.as_py()
    except ValueError:
        return scalar.as_buffer().to_pybytes() if hasattr(scalar, "as_buffer") else None
