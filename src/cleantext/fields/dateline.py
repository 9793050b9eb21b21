"""The dateline: ``MOSCOW (AP) —`` at the start of the report, read for place, agency and date, and left in the body."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cleantext.document import Document
from cleantext.fields.anchor import anchor_of
from cleantext.grammar.datelines import match_dateline
from cleantext.marks import Claimed, Field, Mark, Noted, Reason
from cleantext.values import Span

#: The dateline opens one of the first paragraphs.
LOOKED_AT = 6


@dataclass(frozen=True, slots=True)
class DatelineStep:
    """Notes the dateline; with ``strip`` it is claimed, which takes it out of the body."""

    name: str = "dateline"
    gives: frozenset[Reason | Field] = frozenset((Field.DATELINE,))
    strip: bool = False

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Look at the first paragraphs of the article."""
        anchor = anchor_of(document)
        first = max(0, min(anchor.body, anchor.headline + 1) if document.claimed(Field.HEADLINE) else anchor.body - 2)
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
