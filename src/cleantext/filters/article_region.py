"""Where the article is: the stretch of the page in which prose outweighs everything else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleantext.document import Document, Segment
from cleantext.marks import Field, Mark, Noted, Reason, Removed
from cleantext.values import Span

if TYPE_CHECKING:
    from cleantext.readers.facts import Facts


#: Paragraphs that are mostly links belong to lists of other pages.
MAX_LINKED = 0.5
#: An element holds the article where its own paragraphs have so many words; it is widened where the elements around it
#: add this share to what it holds.
MIN_OWN, WIDEN = 80, 0.35
#: An element that holds this share of the page's prose is taken whole.
HOLDS = 0.6
#: A text by itself has at most this share of lines that filters know as furniture (real dumps: a quarter and more).
MAX_FURNITURE = 0.03
_FURNITURE = frozenset(Reason) - {Reason.MARKUP, Reason.DUPLICATE, Reason.HEADER_RECORD, Reason.PAGE_DATE}


@dataclass(frozen=True, slots=True)
class ArticleRegion:
    """Notes the span of the article: the run of segments with the greatest sum of weights.

    Prose weighs by its words, short lines count against, and what filters have removed does too. One
    pass finds the run (Kadane's algorithm), so cost is linear.
    """

    name: str = "article-region"
    gives: frozenset[Reason | Field] = frozenset((Field.BODY,))
    #: Weights found by a search over real dumps; the unit is one short line.
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
        if segment.shape == "li" and segment.words >= 4:
            return self.list_item
        if segment.words >= 12:
            return segment.words * self.per_word * 0.3
        return self.short_line


@dataclass(frozen=True, slots=True)
class ArticleContainer:
    """Removes what stands outside the element that holds the article, where an HTML page has one such element.

    The element is found as readers find it: the one whose own paragraphs hold most prose, widened to the elements around
    it as long as they add as much prose as an article in parts would.
    """

    name: str = "article-container"
    gives: frozenset[Reason | Field] = frozenset((Reason.OUTSIDE_ARTICLE, Field.BODY))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Mark open prose and lines after the container; what stands before it may hold headline and lead."""
        if document.page is None:
            return
        own: dict[int, int] = {}
        under: dict[int, int] = {}
        chains: dict[int, tuple[int, ...]] = {}
        for segment in document.open():
            facts = segment.facts
            if facts is None or not segment.prose or facts.link_share > MAX_LINKED:
                continue
            own[facts.container] = own.get(facts.container, 0) + segment.words
            chains[facts.container] = facts.ancestors
            for ancestor in facts.ancestors:
                under[ancestor] = under.get(ancestor, 0) + segment.words
        if not own:
            return
        best = max(own, key=lambda container: (own[container], -container))
        if own[best] < MIN_OWN:
            return
        holder = _widened(best, chains[best], own, under)
        inside = [one for one in document.open() if one.facts is not None and _within(one.facts, holder)]
        last = inside[-1].index if inside else -1
        first = next((index for index, one in enumerate(inside) if one.prose), 0)
        if sum(one.words for one in inside[first:]) >= HOLDS * sum(one.words for one in document.open() if one.prose):
            yield Noted(Field.BODY, None, "the element that holds the article", Span(inside[first].start, inside[-1].end))
        for segment in document.open():
            if segment.index > last and segment.facts is not None and not _within(segment.facts, holder):
                yield Removed(segment.index, Reason.OUTSIDE_ARTICLE, "after the element that holds the article")


def _within(facts: Facts, holder: int) -> bool:
    """Whether the text stands inside the element ``holder``."""
    return facts.container == holder or holder in facts.ancestors


def _widened(best: int, chain: tuple[int, ...], own: dict[int, int], under: dict[int, int]) -> int:
    """The outermost element around ``best`` in which each step outwards adds a good part of an article."""
    holder = best
    for ancestor in reversed(chain[:-1] if chain and chain[-1] == best else chain):
        if under.get(ancestor, 0) - under.get(holder, own[best]) >= WIDEN * under.get(holder, own[best]):
            holder = ancestor
    return holder


def region_of(document: Document) -> Span | None:
    """The span that the region step noted, or None where the page has no run of prose."""
    notes = document.noted(Field.BODY)
    return notes[-1].span if notes else None


def bare(document: Document) -> bool:
    """Whether the page has next to no furniture: a text by itself, in which every open line counts."""
    told = sum(
        decision is not None and isinstance(decision.mark, Removed) and decision.mark.reason in _FURNITURE
        for decision in document.decisions
    )
    return told <= MAX_FURNITURE * len(document.segments)
