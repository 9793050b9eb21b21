"""What a run is told: pages, options of inputs and outputs, limits of processes; and what its records depend on."""

from __future__ import annotations

import datetime
import os
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

import cleantext
from cleantext.errors import CleantextError
from cleantext.pipeline import Pipeline

PageKind = Literal["auto", "text", "html"]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One page of an input, before extraction; each becomes exactly one record.

    ``id`` is the record's own id where it has one (a named field, WARC-Record-ID), else ``FILE:OFFSET``. ``offset`` is
    the byte offset of the record in the decompressed stream of ``file``, or the row number for CSV and Parquet.
    ``kind`` and ``content_type`` are for :func:`cleantext.extract`. ``problem`` tells that the page could not be read
    whole (a line that is no JSON, a cut stream): ``raw`` is then what could be read, maybe nothing; a problem that
    begins with "truncated" leaves a page that is worth extracting.

    >>> SourcePage("a.txt:0", "Mill bridge opens", file="a.txt", offset=0).kind
    'auto'
    """

    id: str
    raw: str | bytes
    file: str
    offset: int
    url: str | None = None
    content_type: str | None = None
    kind: PageKind = "auto"
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that is no page (a WARC request, an image): counted with its reason, without a record of its own.

    Reasons are few and short, so that they can be counted: ``"record type: request"``, ``"content type: image/png"``.
    """

    file: str
    offset: int
    reason: str


@dataclass(frozen=True, slots=True)
class ProcessLimits:
    """How many workers there are, what a page may take, and after how many pages a worker is replaced."""

    workers: int
    #: Wall time of a page, and bytes that a worker may grow by.
    seconds: float = 5.0
    memory: int = 1 << 30
    recycle: int = 2000
    ordered: bool = True


OutputFormat = Literal["jsonl", "jsonl.gz", "jsonl.zst", "parquet", "markdown"]
FORMATS: tuple[OutputFormat, ...] = get_args(OutputFormat)
#: These are made from a spool of JSONL when the run is over.
SPOOLED: frozenset[OutputFormat] = frozenset(("parquet", "markdown"))
_ENDINGS: tuple[tuple[str, OutputFormat], ...] = (
    (".jsonl", "jsonl"),
    (".ndjson", "jsonl"),
    (".jsonl.gz", "jsonl.gz"),
    (".ndjson.gz", "jsonl.gz"),
    (".jsonl.zst", "jsonl.zst"),
    (".ndjson.zst", "jsonl.zst"),
    (".parquet", "parquet"),
)


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """``fields``: the dotted names that are written, None for all; ``ledger``: whether the ledger and its text are."""

    fields: tuple[str, ...] | None = None
    ledger: bool = False


def format_of(path: str) -> OutputFormat:
    """The format that an output's name says; a folder, or a name that ends in a slash, holds Markdown files.

    >>> format_of("out.jsonl.gz"), format_of("pages/")
    ('jsonl.gz', 'markdown')
    """
    for ending, name in _ENDINGS:
        if path.lower().endswith(ending):
            return name
    if path.endswith(("/", os.sep)) or os.path.isdir(path):
        return "markdown"
    known = ", ".join(ending for ending, _ in _ENDINGS)
    raise CleantextError(
        f"{path!r} does not say its format: end it in {known}, or in / for a folder of Markdown files, "
        f"or name one of {', '.join(FORMATS)}."
    )


InputFormat = Literal["auto", "files", "jsonl", "csv", "parquet", "warc", "wet"]

#: A page is read up to 10,000,000 decoded bytes, more than any article needs.
MAX_PAGE_BYTES = 10_000_000

#: Fields and columns tried in this order where none is named; the first that a row has is the page.
HTML_FIELDS = ("html", "raw_html", "page_html")
TEXT_FIELDS = ("text", "content", "body", "raw", "page", "dump")
ID_FIELDS = ("id", "_id", "uid", "record_id")
URL_FIELDS = ("url", "uri", "link", "source_url", "warc_target_uri")


@dataclass(frozen=True, slots=True)
class InputOptions:
    """The format of the inputs, the names of their fields, and the bound of a page.

    ``format`` "auto" recognises each file by its content, then by its name; "files" takes each as one page. A named
    ``html_field`` or ``text_field`` is the only one looked for, and settles the kind of page; without a name the first
    of HTML_FIELDS, then of TEXT_FIELDS is the page. Names may be dotted paths into nested JSON. ``kind`` other than
    "auto" forces the reader of every page. A page of more than ``max_page_bytes`` decoded bytes is cut there.

    >>> InputOptions(text_field="dump").max_page_bytes
    10000000
    """

    format: InputFormat = "auto"
    text_field: str | None = None
    html_field: str | None = None
    id_field: str | None = None
    url_field: str | None = None
    kind: PageKind = "auto"
    max_page_bytes: int = MAX_PAGE_BYTES
    exclude: tuple[str, ...] = ()


#: The name of an output that means standard output.
STANDARD_OUTPUT = "-"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run is told. ``pipeline_name`` is how the command names the pipeline."""

    inputs: tuple[str, ...]
    output: str
    format: OutputFormat
    limits: ProcessLimits
    reading: InputOptions = field(default_factory=InputOptions)
    writing: OutputOptions = field(default_factory=OutputOptions)
    rejected: str | None = None
    #: Rejected pages are always lines of JSON.
    rejected_format: OutputFormat = "jsonl"
    pipeline: Pipeline | None = None
    pipeline_name: str | None = None
    now: datetime.datetime | None = None
    overwrite: bool = False
    #: The folder that holds the profiles of sites.
    profiles: str | None = None
    #: Whether the profiles are first learned from the inputs, and from how many pages of a site.
    two_pass: bool = False
    learn_pages: int = 0

    def config(self) -> dict[str, Any]:
        """What records depend on; the number of workers is not among it."""
        return {
            **self.lesson(),
            "format": self.format,
            "rejected": self.rejected,
            "now": self.now.isoformat() if self.now else None,
            "profiles": self.profiles,
            "timeout": self.limits.seconds,
            "memory": self.limits.memory,
            "fields": list(self.writing.fields) if self.writing.fields is not None else None,
            "ledger": self.writing.ledger,
        }

    def lesson(self) -> dict[str, Any]:
        """What profiles depend on that are learned from the inputs."""
        return {
            "version": cleantext.__version__,
            "inputs": list(self.inputs),
            "pipeline": self.pipeline_name,
            "steps": list((self.pipeline or Pipeline.default()).names),
            "two-pass": self.learn_pages if self.two_pass else None,
            **{f"input {name}": value for name, value in asdict(self.reading).items() if name != "exclude"},
        }
