"""The dateline: ``MOSCOW (AP) —`` at the start of the report, read for place, agency and date, and left in the body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cleantext.document import Document
from cleantext.fields.anchor import anchor_of
from cleantext.grammar.datelines import dateline_alone, match_dateline
from cleantext.marks import Claimed, Field, Mark, Noted, Reason
from cleantext.values import Dateline, Span, Timestamp

#: The dateline opens one of the first paragraphs.
LOOKED_AT = 6
#: One that has a line to itself stands so many lines above the report, and has at most so many words.
ABOVE, MAX_ALONE = 3, 8


@dataclass(frozen=True, slots=True)
class DatelineStep:
    """Notes the dateline; with ``strip`` it is claimed, which takes it out of the body."""

    name: str = "dateline"
    gives: frozenset[Reason | Field] = frozenset((Field.DATELINE, Field.PUBLISHED))
    strip: bool = False

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Look at the first paragraphs of the article."""
        for mark in self._datelines(document):
            yield mark
            if isinstance(value := mark.value, Dateline) and value.date is not None and not _is_dated(document):
                stamp = Timestamp(value.date, "day", value.text)
                yield Noted(Field.PUBLISHED, stamp, "the day of the dateline, and the page shows no other")

    def _datelines(self, document: Document) -> Iterator[Claimed | Noted]:
        anchor = anchor_of(document)
        first = max(0, min(anchor.body, anchor.headline + 1) if document.claimed(Field.HEADLINE) else anchor.body - 2)
        for segment in document.segments[max(0, anchor.body - ABOVE) : anchor.body + 2]:
            if segment.words <= MAX_ALONE and document.is_undecided(segment.index) and not segment.ends:
                alone = dateline_alone(segment.text)
                if alone is not None:
                    yield Claimed(segment.index, Field.DATELINE, "a line of its own above the report", alone)
                    return
        looked_at = 0
        for segment in document.segments[first:]:
            if not document.is_open(segment.index) or segment.words < 6:
                continue
            match = match_dateline(segment.text)
            if match is not None:
                raw = document.text[segment.start : segment.end]
                end = match.end if raw.startswith(segment.text[: match.end]) else len(raw)
                span = Span(segment.start, segment.start + min(end, len(raw)))
                if self.strip and end < len(raw):
                    yield Claimed(segment.index, Field.DATELINE, "opens the report", match.dateline, span)
                else:
                    yield Noted(Field.DATELINE, match.dateline, "opens the report", span)
                return
            looked_at += 1
            if looked_at == LOOKED_AT:
                return


def _is_dated(document: Document) -> bool:
    """Whether a step has found the day of the article."""
    fields = (Field.PUBLISHED, Field.DATE, Field.MODIFIED)
    return any(document.claimed(field) or document.noted(field) for field in fields)
