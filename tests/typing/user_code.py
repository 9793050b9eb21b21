"""What users write, checked by mypy --strict and run by tests/test_user_code.py."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

import cleantext
from cleantext import Article, Document, Field, Limits, Mark, Noted, Pipeline, Publisher, Reason, Removed, Step, step

PAGE = """\
Mill bridge opens to cyclists
By Nadia Holt
9 March 2024

Weather today: rain, then more rain.

The bridge beside the old mill opened to cyclists on Saturday, after two years in which it was closed for repairs.
"""


@step("weather-lines", Reason.BOILERPLATE)
def weather_lines(document: Document) -> Iterable[Mark]:
    """Removes the weather of the day."""
    for segment in document.open():
        if segment.key.startswith("weather today"):
            yield Removed(segment.index, Reason.BOILERPLATE, "begins with: weather today")


@dataclass(frozen=True, slots=True)
class House:
    """Notes the publisher that the caller knows."""

    publisher: str
    name: str = "house"
    gives: frozenset[Reason | Field] = frozenset((Field.PUBLISHER,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """One note, whatever the page."""
        return [Noted(Field.PUBLISHER, Publisher(self.publisher), "known to the caller")]


def own_pipeline() -> Pipeline:
    """The default steps, one taken out and two put in."""
    house: Step = House("The Mill Gazette")
    return Pipeline.default().without("sponsor-lines").before("headline", weather_lines).after("header", house)


def read(raw: str | bytes) -> Article:
    """The article of a page, by the own pipeline."""
    moment = datetime.datetime(2024, 3, 9)
    return cleantext.extract(raw, pipeline=own_pipeline(), now=moment, limits=Limits(segments=5000), budget=60)


def summary(article: Article) -> dict[str, str | list[str] | None]:
    """Fields as users read them."""
    headline: str | None = article.headline
    day: datetime.date | None = article.date
    return {
        "headline": headline,
        "date": day.isoformat() if day is not None else None,
        "authors": [person.name for person in article.authors],
        "publisher": article.publisher.name if article.publisher else None,
        "body": article.body,
        "removed": [f"{verdict.number}: {verdict.reason}" for verdict in article.removed if verdict.reason != "blank"],
    }
