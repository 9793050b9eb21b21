"""What becomes of a page: its status, and the record that is written of it."""

from __future__ import annotations

import dataclasses
import datetime
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

import cleantext
from cleantext.article import Article
from cleantext.batch.page import SourcePage
from cleantext.lazy import completed
from cleantext.pipeline import Pipeline

if TYPE_CHECKING:
    from cleantext.sites.store import SiteProfiles
    from cleantext.sites.trace import Trace

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
    from cleantext.readers import read_document
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
