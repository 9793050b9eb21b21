"""From the outcomes of one engine on one input to one row of the table."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from statistics import fmean, median
from typing import Any

import metrics
from corpus import Page
from engines import Engine
from metrics import Answer, Fit, Share


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one page: the answer, the processor time it took, and what went wrong."""

    page: Page
    answer: Answer
    ms: float
    error: str | None = None
    ledger_error: str | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The scores of one engine on one input; None where the gold or the engine has nothing to be compared."""

    engine: str
    version: str | None
    input: str
    set: str
    type: str
    part: str
    pages: int
    word: Fit | None = None
    by_type: dict[str, float] = field(default_factory=dict)
    shingle: Fit | None = None
    snippet: Fit | None = None
    wanted: Share | None = None
    unwanted: Share | None = None
    headline: Share | None = None
    authors: Share | None = None
    authors_where_none: Share | None = None
    date: Share | None = None
    date_where_none: Share | None = None
    exceptions: int = 0
    ledger_failures: int | None = None
    median_ms: float = 0.0
    mean_ms: float = 0.0
    command: str = ""

    def to_dict(self) -> dict[str, Any]:
        return dataclasses.asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Row:
        """The row that ``to_dict`` gave, after it has been through JSON."""
        fits = {key: Fit(*data[key]) for key in ("word", "shingle", "snippet") if data[key]}
        shares = {key: Share(*data[key]) for key in SHARES if data[key]}
        return cls(**{**data, **fits, **shares})


SHARES = ("wanted", "unwanted", "headline", "authors", "authors_where_none", "date", "date_where_none")


def row_of(
    engine: Engine, kind: str, outcomes: Sequence[Outcome], *, set: str, type: str, part: str, command: str
) -> Row:
    """The row for the outcomes of an engine on all pages of a part."""
    checked = [outcome for outcome in outcomes if outcome.verified or outcome.ledger_error]
    times = [outcome.ms for outcome in outcomes] or [0.0]
    return Row(
        engine=engine.name,
        version=engine.version,
        input=kind,
        set=set,
        type=type,
        part=part,
        pages=len(outcomes),
        **_bodies(outcomes),
        **_snippets(outcomes),
        **_fields(engine.gives, outcomes),
        exceptions=sum(outcome.error is not None for outcome in outcomes),
        ledger_failures=sum(outcome.ledger_error is not None for outcome in checked) if checked else None,
        median_ms=median(times),
        mean_ms=fmean(times),
        command=command,
    )


def body_f1(outcome: Outcome) -> float | None:
    """The word F1 of one page, or None where the gold has no body."""
    gold = outcome.page.gold
    return metrics.nearest_body(outcome.answer.body, gold)[1].f1 if "body" in gold.known else None


def _bodies(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    scored = [outcome for outcome in outcomes if "body" in outcome.page.gold.known]
    if not scored:
        return {}
    nearest = [metrics.nearest_body(outcome.answer.body, outcome.page.gold) for outcome in scored]
    word = Fit(*(fmean(numbers) for numbers in zip(*(fit for _, fit in nearest), strict=True)))
    by_type = sorted((outcome.page.page_type, fit.f1) for outcome, (_, fit) in zip(scored, nearest, strict=True))
    return {
        "word": word,
        "by_type": {key: fmean(f1 for _, f1 in group) for key, group in groupby(by_type, key=lambda pair: pair[0])},
        "shingle": metrics.shingle_fit(
            (outcome.answer.body, body) for outcome, (body, _) in zip(scored, nearest, strict=True)
        ),
    }


def _snippets(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    pairs = [(outcome.answer.body, outcome.page.gold) for outcome in outcomes if "must" in outcome.page.gold.known]
    if not pairs:
        return {}
    wanted, unwanted = metrics.snippet_shares(pairs)
    return {"snippet": metrics.snippet_fit(pairs), "wanted": wanted, "unwanted": unwanted}


def _fields(gives: frozenset[str], outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The shares of right fields; only of pages whose gold says what is right, and of fields that the engine gives."""
    pairs = [(outcome.answer, outcome.page.gold) for outcome in outcomes]
    found: dict[str, Share] = {}
    if "headline" in gives:
        found["headline"] = metrics.share(metrics.same_headline(a, gold) for a, gold in pairs if gold.headline)
    if "authors" in gives:
        silent = [a for a, gold in pairs if "author" in gold.known and not gold.author]
        found["authors"] = metrics.share(metrics.same_authors(a, gold) for a, gold in pairs if gold.author)
        found["authors_where_none"] = metrics.share(bool(metrics.names(a.authors)) for a in silent)
    if "date" in gives:
        undated = [a for a, gold in pairs if "date" in gold.known and not gold.date]
        found["date"] = metrics.share(metrics.same_day(a, gold) for a, gold in pairs if gold.date)
        found["date_where_none"] = metrics.share(bool(a.date) for a in undated)
    return found
