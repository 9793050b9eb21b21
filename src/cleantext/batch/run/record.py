"""The shape in which outcomes come back to a run: the record as a line of JSON, and what the summary needs of it."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

import cleantext
from cleantext.article import Article
from cleantext.batch.outputs.writing import LEDGER, JsonLines
from cleantext.batch.settings import OutputOptions, SourcePage
from cleantext.errors import CleantextError
from cleantext.pipeline import Pipeline
from cleantext.records import completed

if TYPE_CHECKING:
    from cleantext.sites.store import SiteProfiles
    from cleantext.sites.trace import Trace


class Ids:
    """Knows the ids that were given out; a repeated one gets its page's place after it.

    The ids lie in a private database of SQLite, which holds little in memory and the rest in a file that has no name
    and vanishes with the process.

    >>> ids = Ids()
    >>> page = SourcePage("7", "", file="a.jsonl", offset=90)
    >>> ids.unique(page).id, ids.unique(page).id, ids.unique(page).id
    ('7', '7#a.jsonl:90', '7#a.jsonl:90#2')
    """

    def __init__(self) -> None:
        self._known = sqlite3.connect("", isolation_level=None)
        self._known.execute("PRAGMA journal_mode = OFF")
        self._known.execute("PRAGMA synchronous = OFF")
        self._known.execute("CREATE TABLE ids (digest BLOB PRIMARY KEY) WITHOUT ROWID")
        self._known.execute("BEGIN")

    def unique(self, page: SourcePage) -> SourcePage:
        """The page, with another id where its own was given out already."""
        if self._new(page.id):
            return page
        name = placed = f"{page.id}#{page.file}:{page.offset}"
        number = 1
        while not self._new(name):
            number += 1
            name = f"{placed}#{number}"
        return dataclasses.replace(page, id=name)

    def close(self) -> None:
        """Forget all ids."""
        self._known.close()

    def _new(self, name: str) -> bool:
        digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        try:
            return self._known.execute("INSERT OR IGNORE INTO ids VALUES (?)", (digest,)).rowcount == 1
        except sqlite3.Error as error:
            raise CleantextError(f"Ids of pages cannot be kept: {error}; is the temporary folder full?") from None


Read = TypeVar("Read")
#: A reason is a sentence, not a page: what a step wrote into its exception is cut here.
REASON_CHARS = 300


class Status(StrEnum):
    """What became of a page."""

    OK = "ok"
    #: The page was read, and no line of it is an article.
    EMPTY = "empty"
    #: The page or its article is not whole.
    TRUNCATED = "truncated"
    TIMEOUT = "timeout"
    #: The page killed its worker, or asked for more memory than it may have.
    CRASH = "crash"
    #: The page could not be read, or a step of the pipeline raised.
    ERROR = "error"


#: Pages of these statuses have no article.
REJECTED = frozenset((Status.EMPTY, Status.TIMEOUT, Status.CRASH, Status.ERROR))
#: Pages of these statuses were not worked through.
FAILED = frozenset((Status.TIMEOUT, Status.CRASH, Status.ERROR))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a worker made of a page: its article, or what it leaves in the profile of its site."""

    status: Status
    reason: str | None
    milliseconds: float
    article: Article | None = None
    trace: Trace | None = None


def outcome_of(
    page: SourcePage,
    pipeline: Pipeline | None = None,
    now: datetime.datetime | None = None,
    profiles: SiteProfiles | None = None,
) -> Outcome:
    """Extract a page, and say how it went; only MemoryError leaves. ``profiles`` are asked for the page's site.

    >>> page = SourcePage("a", "Home\\nLog in\\nPrivacy policy", file="a.txt", offset=0)
    >>> outcome_of(page).status.value
    'empty'
    """
    started = time.perf_counter()
    article, status, reason = _extracted(page, pipeline, now, profiles)
    return Outcome(status, reason, round(1000 * (time.perf_counter() - started), 1), article)


def learned_of(page: SourcePage, pipeline: Pipeline | None = None) -> Outcome:
    """Read a page for the profile of its site; only MemoryError leaves."""
    from cleantext.input.read import read_document
    from cleantext.sites.trace import trace_of

    def read() -> Trace:
        document, _ = read_document(page.raw, kind=page.kind, url=page.url, content_type=page.content_type)
        return trace_of((pipeline or Pipeline.default()).run(document))

    started = time.perf_counter()
    trace, reason = _tried(read) if page.problem is None else (None, page.problem)
    milliseconds = round(1000 * (time.perf_counter() - started), 1)
    return Outcome(Status.OK if trace is not None else Status.ERROR, reason, milliseconds, trace=trace)


def _tried(read: Callable[[], Read]) -> tuple[Read | None, str | None]:
    """What a reading gives, or why it gives nothing: a step of the caller's own may raise anything."""
    try:
        return read(), None
    except MemoryError:
        raise
    except Exception as error:
        return None, f"{type(error).__name__}: {error}"[:REASON_CHARS]


def _extracted(
    page: SourcePage, pipeline: Pipeline | None, now: datetime.datetime | None, profiles: SiteProfiles | None
) -> tuple[Article | None, Status, str | None]:
    problem = page.problem
    if problem is not None and not problem.startswith("truncated"):
        return None, Status.ERROR, problem

    def read() -> Article:
        article = cleantext.extract(
            page.raw,
            url=page.url,
            now=now,
            kind=page.kind,
            content_type=page.content_type,
            pipeline=pipeline,
            profile=profiles.for_url(page.url) if profiles is not None and page.url else None,
        )
        return completed(article)  # all of it within the page's time

    article, raised = _tried(read)
    if article is None:
        return None, Status.ERROR, raised
    if problem is not None:
        return article, Status.TRUNCATED, problem
    if not article.paragraphs:
        return article, Status.EMPTY, _notice(article, "empty", "no-body")
    if article.truncated:
        return article, Status.TRUNCATED, _notice(article, "truncated")
    return article, Status.OK, None


def _notice(article: Article, *codes: str) -> str | None:
    return next((notice.message for notice in article.warnings if notice.code in codes), None)


def record_of(page: SourcePage, outcome: Outcome, *, ledger: bool = False) -> dict[str, Any]:
    """The record of a page: where it is from, how it went, and the fields of the article.

    ``removed`` counts the ledger's lines by reason; the ledger itself, and the text that its positions refer to, come
    on request.

    >>> page = SourcePage("a", "", file="a.txt", offset=0)
    >>> record = record_of(page, outcome_of(page))
    >>> record["id"], record["status"], record["reason"], record["body"]
    ('a', 'empty', 'The input holds no text.', '')
    """
    record: dict[str, Any] = {
        "id": page.id,
        "file": page.file,
        "offset": page.offset,
        "url": page.url,
        "status": outcome.status.value,
        "reason": outcome.reason,
        "version": cleantext.__version__,
        "milliseconds": outcome.milliseconds,
    }
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


#: The fields whose presence the summary counts.
COUNTED = (
    "headline",
    "date",
    "place",
    "byline",
    "authors",
    "publisher",
    "section",
    "tags",
    "description",
    "paragraphs",
    "captions",
    "images",
    "sponsors",
    "language",
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the summary counts of a page; ``quality`` is None where there is no article."""

    id: str
    status: Status
    reason: str | None
    milliseconds: float
    fields: tuple[str, ...] = ()
    quality: float | None = None
    removed: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A record, encoded by the worker, so that the parent only has to write it."""

    data: bytes
    facts: Facts


class LineShape:
    """Makes the line of a page; pickled once for each worker.

    >>> page = SourcePage("a", "", file="a.txt", offset=0)
    >>> line = LineShape(OutputOptions(fields=("id", "status")))(page, Outcome(Status.TIMEOUT, "slow", 5000.0))
    >>> line.data, line.facts.milliseconds
    (b'{"id": "a", "status": "timeout"}\\n', 5000.0)
    """

    def __init__(self, options: OutputOptions) -> None:
        named = {field.partition(".")[0] for field in options.fields or ()}
        self._ledger = options.ledger or not named.isdisjoint(LEDGER)
        self._encoder = JsonLines(options)

    def __call__(self, page: SourcePage, outcome: Outcome) -> Line:
        """The line of a page with this outcome."""
        record = record_of(page, outcome, ledger=self._ledger)
        return Line(self._encoder.encode([record]), _facts(page, outcome, record.get("removed") or {}))


def _facts(page: SourcePage, outcome: Outcome, removed: Mapping[str, int]) -> Facts:
    article = outcome.article
    known = Facts(page.id, outcome.status, outcome.reason, outcome.milliseconds)
    if article is None:
        return known
    found = tuple(name for name in COUNTED if getattr(article, name))
    return replace(known, fields=found, quality=article.quality, removed=tuple(removed.items()))
