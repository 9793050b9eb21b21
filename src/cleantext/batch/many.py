"""``extract_many``: pages through several processes; ``aextract``: one page beside an event loop."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cleantext.api import Kind, extract
from cleantext.article import Article
from cleantext.batch.page import SourcePage
from cleantext.batch.pool import Pool, ProcessLimits
from cleantext.batch.record import Outcome, Status
from cleantext.batch.work import Work
from cleantext.errors import ProfileError
from cleantext.pipeline import Pipeline

if TYPE_CHECKING:
    from cleantext.api import Raw
    from cleantext.sites.profile import SiteProfile


@dataclass(frozen=True, slots=True)
class PageResult:
    """What became of one page of :func:`extract_many`.

    ``id`` is the one given with the page, or the page's number, from 0. ``article`` is None for ``timeout``, ``crash``
    and ``error``; ``reason`` says in words why a status is not ``ok``. ``milliseconds`` is the wall time of extraction.
    """

    id: Any
    article: Article | None
    status: Status
    reason: str | None
    milliseconds: float


def extract_many(
    pages: Iterable[str | bytes | tuple[Any, str | bytes] | SourcePage],
    workers: int | None = None,
    *,
    kind: Kind = "auto",
    now: datetime.datetime | None = None,
    pipeline: Pipeline | None = None,
    profiles: str | os.PathLike[str] | None = None,
    ordered: bool = True,
    timeout: float = 5.0,
    memory_limit: int = 1 << 30,
    recycle: int = 2000,
) -> Iterator[PageResult]:
    """Extract pages in several processes: exactly one :class:`PageResult` for each page, whatever it does.

    ``pages`` is any iterable of pages, of ``(id, page)`` pairs, or of ``SourcePage`` (which has an URL and a content
    type); it is read as far as the workers need. ``workers`` is by default the number of cores. A page that takes more
    than ``timeout`` seconds, kills its worker, or makes it grow by more than ``memory_limit`` bytes costs that page
    alone. Results come in the order of the pages, or as they are done with ``ordered=False``. ``recycle`` is the number
    of pages after which a worker is replaced. ``pipeline`` must be picklable: its steps stand at the top of a module.
    ``profiles`` is the folder or file of :class:`cleantext.SiteProfiles`, used for pages with an URL. Closing the
    iterator ends the workers.

    >>> body = "The harbour wall held through the storm, engineers said on Monday evening."
    >>> for result in extract_many([("wall", f"Harbour wall holds\\n\\n{body}"), ("none", "")], workers=1):
    ...     print(result.id, result.status, result.article.headline)
    wall ok Harbour wall holds
    none empty None
    """
    limits = ProcessLimits(cores() if workers is None else workers, timeout, memory_limit, recycle, ordered)
    return _results(shaped(pages, Work(as_it_is, pipeline, now, stored(profiles)), limits, kind))


def shaped(pages: Iterable[Any], work: Work, limits: ProcessLimits, kind: Kind = "auto") -> Iterator[tuple[Any, Any]]:
    """For each page its id and what the work's shape made of it; ValueError for limits that make no sense."""
    if limits.workers < 1:
        raise ValueError(f"workers is {limits.workers}; at least one is needed")
    if limits.seconds <= 0 or limits.memory <= 0 or limits.recycle < 1:
        raise ValueError("timeout, memory_limit and recycle must be greater than 0")
    pool: Pool[Any] = Pool(work, limits)
    return pool.run(_sources(pages, kind))


def stored(profiles: str | os.PathLike[str] | None) -> str | None:
    """The path of stored profiles; ProfileError where nothing is there."""
    if profiles is not None and not os.path.exists(profiles):
        raise ProfileError(f"{os.fspath(profiles)} holds no profiles; `cleantext learn PAGES -o ...` makes them.")
    return None if profiles is None else os.fspath(profiles)


def as_it_is(page: SourcePage, outcome: Outcome) -> Outcome:
    """The shape in which outcomes come back to Python: as they are."""
    return outcome


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _results(found: Iterator[tuple[Any, Outcome]]) -> Iterator[PageResult]:
    try:
        for name, outcome in found:
            yield PageResult(name, outcome.article, outcome.status, outcome.reason, outcome.milliseconds)
    finally:
        # On the spot, not when the garbage collector comes by.
        found.close()  # type: ignore[attr-defined]


def _sources(pages: Iterable[Any], kind: Kind) -> Iterator[tuple[Any, SourcePage]]:
    for number, item in enumerate(pages):
        if isinstance(item, SourcePage):
            yield item.id, item
            continue
        pair = isinstance(item, tuple) and len(item) == 2
        name, raw = item if pair else (number, item)
        if isinstance(raw, (bytearray, memoryview)):
            raw = bytes(raw)
        if not isinstance(raw, (str, bytes)):
            raise TypeError(f"page {number} is of type {type(raw).__name__}: str, bytes or (id, page) is needed")
        yield name, SourcePage("", raw, file="", offset=number, kind=kind)


async def aextract(
    raw: Raw,
    *,
    url: str | None = None,
    now: datetime.datetime | None = None,
    kind: Kind = "auto",
    content_type: str | None = None,
    pipeline: Pipeline | None = None,
    profile: SiteProfile | None = None,
) -> Article:
    """:func:`cleantext.extract` in a thread, so that the event loop goes on.

    >>> import asyncio
    >>> page = "Harbour wall holds\\n\\nThe harbour wall held through the storm, engineers said on Monday evening."
    >>> asyncio.run(aextract(page)).headline
    'Harbour wall holds'
    """
    import asyncio

    return await asyncio.to_thread(
        extract, raw, url=url, now=now, kind=kind, content_type=content_type, pipeline=pipeline, profile=profile
    )
