"""The element that holds the article, where an HTML page has one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleantext.document import Document
from cleantext.marks import Field, Mark, Noted, Reason
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


@dataclass(frozen=True, slots=True)
class ArticleContainer:
    """Notes the element that holds the article: fields look for the article's beginning there.

    The element is found as readers find it: the one whose own paragraphs hold most prose, widened to the elements
    around it as long as they add as much prose as an article in parts would.
    """

    name: str = "article-container"
    gives: frozenset[Reason | Field] = frozenset((Field.BODY,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Note the stretch of the page that the element takes."""
        if document.page is None or (holder := _holder(document)) is None:
            return
        inside = [one for one in document.open() if one.facts is not None and _within(one.facts, holder)]
        first = next((index for index, one in enumerate(inside) if one.prose), 0)
        if sum(one.words for one in inside[first:]) >= HOLDS * sum(one.words for one in document.open() if one.prose):
            yield Noted(
                Field.BODY, None, "the element that holds the article", Span(inside[first].start, inside[-1].end)
            )


def _holder(document: Document) -> int | None:
    """The element that holds the article, None where none has paragraphs enough."""
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
        return None
    best = max(own, key=lambda container: (own[container], -container))
    if own[best] < MIN_OWN:
        return None
    return _widened(best, chains[best], own, under)


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
