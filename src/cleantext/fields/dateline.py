"""The dateline: ``MOSCOW (AP) —`` at the start of the report, read for place, agency and date, and left in the body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from cleantext.document import Document
from cleantext.grammar.date_finder import find_dates
from cleantext.grammar.datelines import dateline_alone, match_dateline
from cleantext.grammar.places import SEARCHED, Heard, HeardPlaces
from cleantext.layout import ContentBounds, bounds_of, is_open_or_dated
from cleantext.marks import Claimed, Field, Mark, Noted, Reason
from cleantext.patterns import pattern
from cleantext.records import dataclass
from cleantext.values import Dateline, Publisher, Span, Timestamp
from cleantext.words.vocabulary import detect_language, normalised

#: The dateline opens one of the first 6 paragraphs.
LOOKED_AT = 6
#: One that has a line to itself stands at most 3 lines above the report, and has at most 8 words.
ABOVE, MAX_ALONE = 3, 8
#: A day alone opens a report of at least 8 words, in its first 60 characters.
MIN_WORDS, MAX_DAY = 8, 60

_DASH = pattern(r"\s*(?:--|[–—-])\s")


@dataclass(frozen=True, slots=True)
class DatelineStep:
    """Notes the dateline; with ``strip`` it is claimed, which takes it out of the body."""

    name: str = "dateline"
    gives: frozenset[Reason | Field] = frozenset((Field.DATELINE, Field.PUBLISHED))
    strip: bool = False

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Look at the first paragraphs of the article."""
        bounds = bounds_of(document)
        for mark in self._datelines(document, bounds):
            yield mark
            if isinstance(value := mark.value, Dateline) and value.date is not None and not _is_dated(document):
                stamp = Timestamp(value.date, "day", value.text)
                yield Noted(Field.PUBLISHED, stamp, "the day of the dateline, and the page shows no other")
        if not _is_dated(document):
            yield from _opening_day(document, bounds)

    def _datelines(self, document: Document, bounds: ContentBounds) -> Iterator[Claimed | Noted]:
        heard = _heard_in(document, bounds)
        for segment in document.segments[max(0, bounds.body - ABOVE) : bounds.body + 2]:
            if segment.words > MAX_ALONE or segment.ends or not is_open_or_dated(document, segment.index):
                continue
            if (alone := dateline_alone(segment.text, heard)) is not None:
                evidence = "a line of its own above the report"
                if document.is_undecided(segment.index):
                    yield Claimed(segment.index, Field.DATELINE, evidence, alone)
                else:  # it was taken for its day
                    yield Noted(Field.DATELINE, alone, evidence, Span(segment.start, segment.end))
                return
        titled = bool(document.claimed(Field.HEADLINE))
        first = max(0, min(bounds.body, bounds.headline + 1) if titled else bounds.body - 2)
        looked_at = 0
        for segment in document.segments[first:]:
            if not document.is_open(segment.index) or segment.words < 6:
                continue
            if (match := match_dateline(segment.text, heard)) is not None:
                raw = document.text[segment.start : segment.end]
                end = match.end if raw.startswith(segment.text[: match.end]) else len(raw)
                span = Span(segment.start, segment.start + min(end, len(raw)))
                if self.strip and end < len(raw):
                    yield Claimed(segment.index, Field.DATELINE, "opens the report", match.dateline, span)
                else:
                    yield Noted(Field.DATELINE, match.dateline, "opens the report", span)
                return
            looked_at += segment.prose
            if looked_at == LOOKED_AT:
                return


def _heard_in(document: Document, bounds: ContentBounds) -> Heard:
    """What the text speaks of as a place, from the article's first line on, except the publisher."""
    values = [claim.value for _, claim in document.claimed(Field.PUBLISHER)]
    publishers = {normalised(value.name or "") for value in values if isinstance(value, Publisher)}

    @cache
    def places() -> HeardPlaces:
        # Few pages ask, and to find the language of a text takes time.
        start = document.segments[bounds.body].start if bounds.body < len(document.segments) else 0
        text = document.text[start : start + SEARCHED]
        return HeardPlaces(text, detect_language(text))

    return lambda name: normalised(name) not in publishers and places()(name)


def _opening_day(document: Document, bounds: ContentBounds) -> Iterator[Noted]:
    """The day before the first words of the report: "April 17, 2015 -- Sandflies have been found"."""
    for segment in document.segments[bounds.body :]:
        if not document.is_open(segment.index) or segment.words < MIN_WORDS:
            continue
        for match in find_dates(segment.text[:MAX_DAY])[:1]:
            if match.start == 0 and match.stamp.precision == "day" and _DASH.match(segment.text, match.end):
                span = Span(segment.start, segment.start + match.end)
                yield Noted(Field.PUBLISHED, match.stamp, "the day opens the report, and the page shows no other", span)
        return


def _is_dated(document: Document) -> bool:
    """Whether a step has found the day of the article."""
    fields = (Field.PUBLISHED, Field.DATE, Field.MODIFIED)
    return any(document.claimed(field) or document.noted(field) for field in fields)
