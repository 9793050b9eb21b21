"""Notes about the author at the article's end: a paragraph that opens with the name that the byline gives."""

from __future__ import annotations

from collections.abc import Iterable

from cleantext.document import Document
from cleantext.fields.anchor import anchor_of
from cleantext.grammar.bylines import BylineMatch
from cleantext.marks import Field, Mark, Reason, Removed
from cleantext.records import dataclass

#: The note is among the last 4 paragraphs of a longer article, and has at most 60 words.
LAST, MAX_WORDS = 4, 60


@dataclass(frozen=True, slots=True)
class AuthorNotes:
    """Removes the author's note from the end of the article."""

    name: str = "author-notes"
    gives: frozenset[Reason | Field] = frozenset((Reason.AUTHOR_BOX,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Look at the last paragraphs for the names of the byline, in full."""
        names = [
            person.name
            for _, claim in document.claimed(Field.BYLINE)
            if isinstance(claim.value, BylineMatch)
            for person in claim.value.authors
            if " " in person.name
        ]
        if not names:
            return
        anchor = anchor_of(document)
        inside = [one for one in document.open() if anchor.body < one.index <= anchor.last + LAST]
        for segment in inside[max(LAST, len(inside) - LAST) :]:
            name = next((one for one in names if segment.text.startswith(one)), None)
            if name is not None and segment.words <= MAX_WORDS:
                yield Removed(
                    segment.index,
                    Reason.AUTHOR_BOX,
                    f"a last paragraph that opens with the author's name, {name}",
                    sure=False,
                )
