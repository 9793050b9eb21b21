"""Where fields look for the article's beginning: the stretch of the page in which prose outweighs everything else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cleantext.document import Document, Segment
from cleantext.marks import Field, Mark, Noted, Reason
from cleantext.values import Span


@dataclass(frozen=True, slots=True)
class ArticleRegion:
    """Notes the span of the article: the run of segments with the greatest sum of weights.

    Prose weighs by its words, short lines count against, and what filters have removed does too. One
    pass finds the run (Kadane's algorithm), so cost is linear.
    """

    name: str = "article-region"
    gives: frozenset[Reason | Field] = frozenset((Field.BODY,))
    #: Weights set by hand and checked on dumps of public pages (benchmarks/run.py); they only compare with each other.
    per_word: float = 0.15
    most: float = 12.0
    short_line: float = -0.6
    list_item: float = -0.1
    removed: float = -0.8

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Note the best run, if any segment weighs for it and no earlier step knows where the body stands."""
        if document.noted(Field.BODY):
            return
        best, best_start, best_end = 0.0, -1, -1
        total, start = 0.0, 0
        for segment, decision in zip(document.segments, document.decisions, strict=True):
            total += self.weight(segment) if decision is None else self.removed
            if total <= 0:
                total, start = 0.0, segment.index + 1
            elif total > best:
                best, best_start, best_end = total, start, segment.index
        if best_start >= 0:
            span = Span(document.segments[best_start].start, document.segments[best_end].end)
            yield Noted(Field.BODY, best, "the run of lines in which prose outweighs the rest", span)

    def weight(self, segment: Segment) -> float:
        """How much an open segment speaks for the article (positive) or against."""
        if segment.ends and segment.words >= 5 or segment.words >= 30:
            return min(segment.words * self.per_word, self.most)
        if segment.shape == "row" or (segment.shape == "li" and segment.words >= 4):
            return self.list_item
        if segment.words >= 12:
            return segment.words * self.per_word * 0.3
        return self.short_line


def region_of(document: Document) -> Span | None:
    """The span that the region step noted, or None where the page has no run of prose."""
    notes = document.noted(Field.BODY)
    return notes[-1].span if notes else None
