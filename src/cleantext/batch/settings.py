"""Settings of a batch: what it reads, what it writes, what a page may cost; and command line arguments for these."""

from __future__ import annotations

import datetime
import glob
import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace, _ArgumentGroup
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args, overload

import cleantext
from cleantext.arguments import explain_address, parse_count, parse_seconds, parse_size
from cleantext.batch.inputs.remote import is_remote, list_remote, remote_exists
from cleantext.batch.step_digests import describe_steps
from cleantext.errors import CleantextError, ProfileError
from cleantext.options import Kind, Options

if TYPE_CHECKING:
    from cleantext.sites.store import ProfileSource

#: The number of a shard, from 1, and how many there are.
Shard = tuple[int, int]
InputFormat = Literal["auto", "files", "jsonl", "csv", "parquet", "warc", "wet"]
OutputFormat = Literal["jsonl", "jsonl.gz", "jsonl.zst", "parquet", "markdown"]

OUTPUT_FORMATS: tuple[OutputFormat, ...] = get_args(OutputFormat)
#: Formats that cannot be appended to: they are made from a spool of JSONL at the end of the run.
SPOOLED: frozenset[OutputFormat] = frozenset(("parquet", "markdown"))
_SUFFIXES: dict[str, OutputFormat] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jsonl.gz": "jsonl.gz",
    ".ndjson.gz": "jsonl.gz",
    ".jsonl.zst": "jsonl.zst",
    ".ndjson.zst": "jsonl.zst",
    ".parquet": "parquet",
}
#: The Arrow type of a kept column that has room for all values: as text, or JSON text.
TEXT = "string"
#: The name that means standard input or standard output.
STANDARD_STREAM = "-"
#: A page is cut after 10,000,000 decoded bytes, more than any article needs.
MAX_PAGE_BYTES = 10_000_000
#: A page may take 5 seconds and make its worker grow by 1 GiB; a worker is replaced after 2,000 pages.
TIMEOUT_SECONDS, MEMORY_BYTES, RECYCLE_PAGES = 5.0, 1 << 30, 2000
#: A profile is learned from up to 200 pages of a site: more add little.
LEARN_PAGES = 200


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One page of an input, before extraction; each becomes exactly one record.

    ``id`` is the record's own id if it has one (a field of the row, WARC-Record-ID), else ``FILE:OFFSET``. ``offset``
    is the byte offset of the record in the decompressed ``file``, or the row number for CSV and Parquet. ``kind`` and
    ``content_type`` are passed to :func:`cleantext.extract`. ``problem`` says why the page could not be read whole
    (invalid JSON, a truncated file); ``raw`` then holds what could be read, possibly nothing. Pages whose problem
    begins with "truncated" are still extracted. ``stored_offset`` and ``stored_length`` are the place in the compressed
    file of the gzip member or zstd frame that holds this record alone (what a CDX index lists), None without one.
    ``crawled`` is when a crawler fetched the page; relative dates count from ``now``, which ``now_source`` names
    ("warc-date", "http-date", "last-modified" or "file-time"), unless the options have a time of their own.
    ``columns`` are the fields of the input that pass through to the record, by the names that they have there, with
    values that JSON can write.

    >>> SourcePage("a.txt:0", "Mill bridge opens", file="a.txt", offset=0).kind
    'auto'
    """

    id: str
    raw: str | bytes
    file: str
    offset: int
    url: str | None = None
    content_type: str | None = None
    kind: Kind = "auto"
    problem: str | None = None
    stored_offset: int | None = None
    stored_length: int | None = None
    crawled: datetime.datetime | None = None
    now: datetime.datetime | None = None
    now_source: str | None = None
    columns: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that is not a page (a WARC request, an image): it is counted by reason and gets no record.

    Reasons are few and short: ``"record type: request"``, ``"content type: image/png"``.
    """

    file: str
    offset: int
    reason: str


@dataclass(frozen=True, slots=True)
class ProcessLimits:
    """The number of workers, and per page the wall time in ``seconds`` and the growth in bytes of ``memory``.

    A worker is replaced after ``recycle`` pages. ``ordered`` results come in the order of the pages.
    """

    workers: int
    seconds: float = TIMEOUT_SECONDS
    memory: int = MEMORY_BYTES
    recycle: int = RECYCLE_PAGES
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class InputOptions:
    """The format of the inputs, the names of their fields, and the size limit of a page.

    With the ``format`` "auto" each file's format is detected from its content, then from its name; with "files" each
    file is one page. If ``html_field`` or ``text_field`` is given, only these are looked up, and they determine the
    kind of the page; otherwise the usual names are tried. A dotted name leads into nested JSON. ``exclude`` names files
    and folders that are not read: the outputs of the run. With ``file_times`` the relative dates of a file that is one
    page count from its time of modification. ``keep`` are the fields of the input that pass through (columns, dotted
    names in JSON, headers of a WARC record), each with its name in the record. With a ``shard`` only its part is read:
    of one file every n-th page, otherwise the files whose names fall to it. The process that reads Parquet may grow by
    ``memory`` bytes.

    >>> InputOptions(text_field="dump").max_page_bytes
    10000000
    """

    format: InputFormat = "auto"
    text_field: str | None = None
    html_field: str | None = None
    id_field: str | None = None
    url_field: str | None = None
    max_page_bytes: int = MAX_PAGE_BYTES
    exclude: tuple[str, ...] = ()
    file_times: bool = False
    shard: Shard | None = None
    keep: tuple[tuple[str, str], ...] = ()
    memory: int = MEMORY_BYTES


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """``fields``: the dotted names that records have, None for all; ``ledger``: add the ledger and the page's text.

    ``kept``: the names of the columns that pass through from the input, each with its Arrow type in Parquet.
    """

    fields: tuple[str, ...] | None = None
    ledger: bool = False
    kept: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a run. ``pipeline_name`` is the pipeline as the command line names it."""

    inputs: tuple[str, ...]
    output: str
    format: OutputFormat
    limits: ProcessLimits
    reading: InputOptions = field(default_factory=InputOptions)
    writing: OutputOptions = field(default_factory=OutputOptions)
    rejected: str | None = None
    rejected_format: OutputFormat = "jsonl"
    options: Options = field(default_factory=Options)
    pipeline_name: str | None = None
    overwrite: bool = False
    #: The folder in which outputs for other stores (``s3://``) are made, with their journals, before they are copied.
    spool: str = "."
    #: The folder or file of site profiles.
    profiles: str | None = None
    #: Whether to learn the profiles from the inputs first, and from how many pages of a site.
    two_pass: bool = False
    learn_pages: int = 0

    def config(self) -> dict[str, Any]:
        """What the records depend on; the number of workers is not part of it."""
        return {
            **self.learning_config(),
            "format": self.format,
            "output": self.output if is_remote(self.output) else None,
            "rejected": self.rejected,
            "profiles": self.profiles,
            "timeout": self.limits.seconds,
            "memory": self.limits.memory,
            "fields": list(self.writing.fields) if self.writing.fields is not None else None,
            "ledger": self.writing.ledger,
            "keep-columns": [list(pair) for pair in self.reading.keep],
            "types of columns": dict(self.writing.kept),
        }

    def learning_config(self) -> dict[str, Any]:
        """What profiles that are learned from the inputs depend on."""
        return {
            "version": cleantext.__version__,
            "inputs": list(self.inputs),
            "pipeline": self.pipeline_name,
            "steps": describe_steps(self.options.pipeline),
            "options": {name: value for name, value in self.options.to_dict().items() if name != "pipeline"},
            "two-pass": self.learn_pages if self.two_pass else None,
            **{
                f"input {name}": list(value) if isinstance(value, tuple) else value
                for name, value in asdict(self.reading).items()
                if name not in ("exclude", "keep", "memory")
            },
        }


def detect_output_format(path: str) -> OutputFormat:
    """The output format of a file name; an existing folder, or a name that ends in a slash, is a Markdown folder.

    >>> detect_output_format("out.jsonl.gz"), detect_output_format("pages/")
    ('jsonl.gz', 'markdown')
    """
    for suffix, name in _SUFFIXES.items():
        if path.lower().endswith(suffix):
            return name
    if path.endswith(("/", os.sep)) or os.path.isdir(path):
        return "markdown"
    raise CleantextError(
        f"The name {path!r} does not tell the output format: end it in {', '.join(_SUFFIXES)}, or in / for a folder of "
        f"Markdown files, or choose the format: {', '.join(OUTPUT_FORMATS)}."
    )


def count_cores() -> int:
    """The number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def check_inputs(names: Sequence[str], output: str) -> None:
    """Raise a CleantextError for an input that does not exist, matches nothing, or is the output too."""
    for name in names:
        if name == output != STANDARD_STREAM:
            raise CleantextError(f"{name} is an input and the output")
        if is_remote(name):
            if not (any(list_remote(name)) if glob.has_magic(name) else remote_exists(name)):
                raise CleantextError(f"{name}: no such file or folder, or no file matches")
            continue
        if name != STANDARD_STREAM and not os.path.lexists(name) and not glob.has_magic(name):
            raise CleantextError(f"{name}: {explain_address(name) or 'no such file or folder'}")
        if glob.has_magic(name) and not os.path.lexists(name) and next(glob.iglob(name, recursive=True), None) is None:
            reason = explain_address(name) or "no file matches; check the pattern, and put it in quotes"
            raise CleantextError(f"{name}: {reason}")


@overload
def check_profiles(profiles: str | os.PathLike[str] | None) -> str | None: ...
@overload
def check_profiles(profiles: ProfileSource | None) -> str | dict[str, str] | None: ...
def check_profiles(profiles: ProfileSource | None) -> str | dict[str, str] | None:
    """The path of stored profiles as a string, or their texts as a dict; ProfileError if these are no profiles."""
    if isinstance(profiles, Mapping):
        for site, text in profiles.items():
            if not isinstance(text, str):
                raise ProfileError(f"profiles has a {type(text).__name__} for {site!r}: give the JSON of the profile.")
        return dict(profiles)
    if profiles is not None and not os.path.exists(profiles):
        raise ProfileError(f"{os.fspath(profiles)} holds no profiles; `cleantext learn PAGES -o ...` makes them.")
    return None if profiles is None else os.fspath(profiles)


def add_input_arguments(parser: ArgumentParser) -> None:
    """Add the arguments from which :func:`make_input_options` is made."""
    group = parser.add_argument_group("inputs")
    formats = get_args(InputFormat)
    group.add_argument("--input-format", choices=formats, default="auto", help="default: detected for each file")
    contents = {"text": "a text dump (a.b: nested)", "html": "HTML", "id": "the page's id", "url": "the page's URL"}
    for name, content in contents.items():
        group.add_argument(f"--{name}-field", metavar="NAME", help=f"field or column that holds {content}")
    group.add_argument(
        "--max-page-bytes", type=parse_size, default=MAX_PAGE_BYTES, metavar="SIZE", help="cut pages there (10 MB)"
    )
    group.add_argument(
        "--file-times", action="store_true", help='resolve "3 hours ago" by when a file was changed, if it is one page'
    )
    group.add_argument(
        "--shard",
        type=parse_shard,
        metavar="I/N",
        help="read the I-th of N parts, for jobs that share inputs",
    )


def make_input_options(options: Namespace, exclude: tuple[str, ...]) -> InputOptions:
    """The input options of a parsed command line; ``exclude`` names the outputs, which may lie among the inputs."""
    names = ("text_field", "html_field", "id_field", "url_field", "max_page_bytes", "file_times", "shard")
    return InputOptions(options.input_format, exclude=exclude, **{name: getattr(options, name) for name in names})


def add_process_arguments(parser: ArgumentParser) -> _ArgumentGroup:
    """Add the arguments from which :func:`make_limits` is made; the group takes more."""
    group = parser.add_argument_group("processes")
    group.add_argument("--workers", type=parse_count, metavar="N", help="default: one for each core")
    group.add_argument(
        "--timeout", type=parse_seconds, default=TIMEOUT_SECONDS, metavar="SECONDS", help="per page (default: 5)"
    )
    group.add_argument("--memory", type=parse_size, default=MEMORY_BYTES, metavar="SIZE", help="per page (default: 1G)")
    group.add_argument(
        "--recycle", type=parse_count, default=RECYCLE_PAGES, metavar="PAGES", help="replace a worker after this many"
    )
    return group


def make_limits(options: Namespace, *, ordered: bool) -> ProcessLimits:
    """The limits of a parsed command line."""
    return ProcessLimits(options.workers or count_cores(), options.timeout, options.memory, options.recycle, ordered)


def parse_shard(text: str) -> Shard:
    """A command line argument that names one of several parts.

    >>> parse_shard("2/8")
    (2, 8)
    """
    number, _, count = text.partition("/")
    if not (number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
        raise ArgumentTypeError(f"{text!r} is not a shard; write the third of eight as 3/8")
    return int(number), int(count)


def parse_columns(text: str) -> tuple[tuple[str, str], ...]:
    """A command line argument of columns, each with the name it gets: "lang,date=seen".

    >>> parse_columns("lang,date=seen")
    (('lang', 'lang'), ('date', 'seen'))
    """
    parts = [part.strip().partition("=") for part in text.split(",")]
    pairs = tuple((old.strip(), new.strip() if equals else old.strip()) for old, equals, new in parts)
    if not all(old and new for old, new in pairs):
        raise ArgumentTypeError(f"{text!r} does not name columns; write them as lang or lang,date=seen")
    return pairs
