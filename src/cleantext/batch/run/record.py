"""Makes the record of a page: extracts it in a worker, builds the record, and encodes it as a line of JSON."""

from __future__ import annotations

import dataclasses
import datetime
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

import cleantext
from cleantext.article import Article
from cleantext.batch.outputs.writing import LEDGER, check_fields, encode_record
from cleantext.batch.settings import OutputOptions, SourcePage
from cleantext.budget import UNREAD_CODES
from cleantext.input.binary import find_binary_type
from cleantext.options import Options, choose_options
from cleantext.quality import find_type
from cleantext.records import completed
from cleantext.values import Notice

if TYPE_CHECKING:
    from cleantext.sites.store import SiteProfiles
    from cleantext.sites.trace import Trace

Value = TypeVar("Value")
#: Reasons are cut after 300 characters: the exception of a step may hold a whole page.
REASON_CHARS = 300
#: The fields that the summary counts.
COUNTED_FIELDS = (
    "headline date place byline authors publisher section tags description paragraphs captions images sponsors language"
).split()


class Status(StrEnum):
    """How the extraction of a page ended."""

    OK = "ok"
    #: The page was read, and no line of it is an article.
    EMPTY = "empty"
    #: The page or its article is incomplete.
    TRUNCATED = "truncated"
    TIMEOUT = "timeout"
    #: The page killed its worker, or needed more memory than allowed.
    CRASH = "crash"
    #: The page could not be read, or a step of the pipeline raised.
    ERROR = "error"
    #: The page is no text; the reason is its type.
    BINARY = "binary"


#: Pages of these statuses were not extracted.
FAILED = frozenset((Status.TIMEOUT, Status.CRASH, Status.ERROR, Status.BINARY))
#: Pages of these statuses have no article.
REJECTED = FAILED | {Status.EMPTY}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a worker made of a page: its article, or its trace in the profile of its site."""

    status: Status
    reason: str | None
    milliseconds: float
    article: Article | None = None
    trace: Trace | None = None


def extract_page(page: SourcePage, options: Options | None = None, profiles: SiteProfiles | None = None) -> Outcome:
    """Extract a page, with the profile of its site; raises nothing but MemoryError.

    >>> page = SourcePage("a", "Home\\nLog in\\nPrivacy policy", file="a.txt", offset=0)
    >>> extract_page(page).status.value
    'empty'
    """
    started = time.perf_counter()
    problem = page.problem

    def extract() -> Article:
        profile = profiles.for_url(page.url) if profiles is not None and page.url else None
        article = cleantext.extract(page.raw, url=page.url, profile=profile, options=_options_of(page, options))
        # What is computed on demand counts as the page's time too.
        return completed(article)

    if problem is not None and not problem.startswith("truncated"):
        return Outcome(Status.ERROR, problem, _milliseconds_since(started))
    if (label := find_binary_type(page.raw)) is not None:
        return Outcome(Status.BINARY, label, _milliseconds_since(started))
    article, reason = _call(extract)
    status = Status.ERROR
    if article is not None:
        status, reason = find_status(article, problem)
        if problem is not None:
            article = mark_truncated(article, problem)
    return Outcome(status, reason, _milliseconds_since(started), article)


def find_status(article: Article, problem: str | None = None) -> tuple[Status, str | None]:
    """How the extraction of a page ended that was read, and why not well; ``problem`` says that it was cut.

    >>> find_status(cleantext.extract(""))
    (<Status.EMPTY: 'empty'>, 'The input holds no text.')
    """
    if (label := find_type(article)) is not None:
        return Status.BINARY, label
    if problem is not None:
        return Status.TRUNCATED, problem
    if article.truncated:
        return Status.TRUNCATED, _find_warning(article, "truncated", *UNREAD_CODES)
    if not article.paragraphs:
        return Status.EMPTY, _find_warning(article, "empty", "no-body")
    return Status.OK, None


def trace_page(page: SourcePage, options: Options | None = None, profiles: SiteProfiles | None = None) -> Outcome:
    """Read a page for the profile of its site, without one; raises nothing but MemoryError."""
    from cleantext.api import label_page
    from cleantext.sites.trace import trace_of

    def read() -> Trace:
        document, _ = label_page(page.raw, _options_of(page, options), url=page.url)
        return trace_of(document)

    started = time.perf_counter()
    trace, reason = _call(read) if page.problem is None else (None, page.problem)
    status = Status.ERROR if trace is None else Status.OK
    return Outcome(status, reason, _milliseconds_since(started), trace=trace)


def _options_of(page: SourcePage, options: Options | None) -> Options:
    """The options of a page: what the input says of it holds where the caller says nothing."""
    chosen = choose_options(options, {})
    own: dict[str, Any] = {}
    if chosen.kind == "auto" != page.kind:
        own["kind"] = page.kind
    if chosen.content_type is None is not page.content_type:
        own["content_type"] = page.content_type
    if chosen.now is None is not page.now:
        own["now"] = page.now
    return choose_options(chosen, own)


def mark_truncated(article: Article, problem: str) -> Article:
    """The article of a page that could not be read whole, with a warning that says why."""
    notice = Notice("truncated", problem)
    return dataclasses.replace(article, truncated=True, warnings=(*article.warnings, notice))


def _call(function: Callable[[], Value]) -> tuple[Value | None, str | None]:
    """The result, or why there is none: a step of the caller may raise anything."""
    try:
        return function(), None
    except MemoryError:
        raise
    except Exception as error:
        notes = "".join(f", {note}" for note in getattr(error, "__notes__", ()))[:REASON_CHARS]
        return None, f"{type(error).__name__}: {error}"[: REASON_CHARS - len(notes)] + notes


def _milliseconds_since(started: float) -> float:
    return round(1000 * (time.perf_counter() - started), 1)


def _find_warning(article: Article, *codes: str) -> str | None:
    return next((warning.message for warning in article.warnings if warning.code in codes), None)


def build_record(
    page: SourcePage,
    outcome: Outcome,
    *,
    ledger: bool = False,
    now: datetime.datetime | None = None,
    kept: Iterable[str] | None = None,
) -> dict[str, Any]:
    """The record of a page: its source, its status, its columns that pass through, and the fields of the article.

    ``now`` is the time of the options that relative dates count from.

    ``removed`` counts the removed lines by reason. The ledger itself, and the text that it refers to, are added on
    request. ``kept`` names the columns of all pages; those that a page lacks are None.

    >>> page = SourcePage("a", "", file="a.txt", offset=0)
    >>> record = build_record(page, extract_page(page))
    >>> record["id"], record["status"], record["reason"], record["body"]
    ('a', 'empty', 'The input holds no text.', '')
    """
    record: dict[str, Any] = {
        "id": page.id,
        "file": page.file,
        "offset": page.offset,
        "stored_offset": page.stored_offset,
        "stored_length": page.stored_length,
        "url": page.url,
        "crawled": page.crawled.isoformat() if page.crawled is not None else None,
        "now": chosen.isoformat() if (chosen := now or page.now) is not None else None,
        "now_source": "option" if now is not None else page.now_source,
        "status": outcome.status.value,
        "reason": outcome.reason,
        "version": cleantext.__version__,
        "milliseconds": outcome.milliseconds,
    }
    columns = page.columns or {}
    record |= {name: columns.get(name) for name in (columns if kept is None else kept)}
    article = outcome.article
    if article is None:
        return record
    removed = Counter(entry.reason for entry in article.ledger if entry.reason is not None)
    if not ledger:
        # Most of the time that to_dict takes is the ledger's.
        article = dataclasses.replace(article, ledger=(), source="")
    record |= article.to_dict() | {"url": page.url, "canonical": article.url}
    record["removed"] = dict(sorted(removed.items()))
    if not ledger:
        del record["ledger"], record["source"]
    return record


@dataclass(frozen=True, slots=True)
class PageStats:
    """What the summary counts of a page; ``quality`` is None without an article."""

    id: str
    status: Status
    reason: str | None
    milliseconds: float
    fields: tuple[str, ...] = ()
    quality: float | None = None
    removed: tuple[tuple[str, int], ...] = ()


class RecordEncoder:
    """Turns the outcome of a page into a line of JSON and its stats; sent to each worker.

    The worker encodes the record, so that the parent only has to write it.

    >>> page = SourcePage("a", "", file="a.txt", offset=0)
    >>> encode = RecordEncoder(OutputOptions(fields=("id", "status")))
    >>> line, stats = encode(page, Outcome(Status.TIMEOUT, "slow", 5000.0))
    >>> line, stats.milliseconds
    (b'{"id": "a", "status": "timeout"}\\n', 5000.0)
    """

    def __init__(self, options: OutputOptions, now: datetime.datetime | None = None) -> None:
        """``now`` is the time of the options that relative dates count from."""
        self._now = now
        self._kept = tuple(name for name, _ in options.kept)
        self._fields = check_fields(options.fields, self._kept) if options.fields is not None else None
        chosen = {field.partition(".")[0] for field in options.fields or ()}
        self._ledger = options.ledger or not chosen.isdisjoint(LEDGER)

    def __call__(self, page: SourcePage, outcome: Outcome) -> tuple[bytes, PageStats]:
        """The line and the stats of a page with this outcome."""
        record = build_record(page, outcome, ledger=self._ledger, now=self._now, kept=self._kept)
        stats = PageStats(page.id, outcome.status, outcome.reason, outcome.milliseconds)
        if (article := outcome.article) is not None:
            fields = tuple(name for name in COUNTED_FIELDS if getattr(article, name))
            removed = tuple(record["removed"].items())
            stats = dataclasses.replace(stats, fields=fields, quality=article.quality, removed=removed)
        return encode_record(record, self._fields), stats
