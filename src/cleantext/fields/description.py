"""The standfirst: a summary that stands between the headline and the line of byline and date."""

from __future__ import annotations

from collections.abc import Iterable

from cleantext.document import Document
from cleantext.fields.anchor import anchor_of
from cleantext.marks import Claimed, Field, Mark, Reason
from cleantext.records import dataclass

#: A standfirst has 5 to 70 words; it and the byline or date below it stand within 4 segments.
WORDS = range(5, 71)
FOLLOWS = 4


@dataclass(frozen=True, slots=True)
class Description:
    """Claims the one line that is set apart between headline and byline or date."""

    name: str = "description"
    gives: frozenset[Reason | Field] = frozenset((Field.DESCRIPTION,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Claim the line below the headline where a claimed record follows it."""
        headline = document.claimed(Field.HEADLINE)
        if not headline or document.claimed(Field.DESCRIPTION):
            return
        start = anchor_of(document).headline + 1
        open_ones = [index for index in range(start, start + FOLLOWS) if document.is_open(index)]
        if not open_ones:
            return
        deck = document.segments[open_ones[0]]
        if (
            deck.words in WORDS
            and not deck.hits
            and any(_record(document, i) for i in range(deck.index + 1, deck.index + FOLLOWS))
        ):
            evidence = "stands between the headline and the byline or date"
            yield Claimed(deck.index, Field.DESCRIPTION, evidence, deck.text, sure=False)


def _record(document: Document, index: int) -> bool:
    if index >= len(document.segments):
        return False
    decision = document.decisions[index]
    return (
        decision is not None
        and isinstance(decision.mark, Claimed)
        and decision.mark.field in (Field.BYLINE, Field.PUBLISHED, Field.MODIFIED)
    )
