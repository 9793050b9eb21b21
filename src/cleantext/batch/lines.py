"""The shape in which outcomes come back to a run: the record as a line of JSON, and what the summary needs of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cleantext.batch.outputs import OutputOptions
from cleantext.batch.outputs.columns import LEDGER
from cleantext.batch.outputs.encoder import JsonLines
from cleantext.batch.page import SourcePage
from cleantext.batch.record import Outcome, Status, record_of

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
