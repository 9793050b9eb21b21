"""What follows the article: a comment thread, blocks of other articles, and all that comes after them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cleantext.document import Document
from cleantext.filters.page_regions import is_thread
from cleantext.marks import Claimed, Field, Mark, Reason, Removed

#: A heading ends the article where so much of the page's prose (in words) stands before it.
MIN_WORDS = 100
MIN_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Trailer:
    """Removes everything after the first heading that stands behind most of the page's prose.

    ``heading`` is the reason that the phrase filter gave to such headings; the same reason is given to what follows.
    ``keep_comments`` claims the prose that follows as comments instead.
    """

    name: str
    heading: Reason
    min_share: float = MIN_SHARE
    min_words: int = MIN_WORDS
    keep_comments: bool = False

    @property
    def gives(self) -> frozenset[Reason | Field]:
        """The reason of the heading; the field of comments where they are kept."""
        return frozenset((self.heading, Field.COMMENTS) if self.keep_comments else (self.heading,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Find the heading, then mark every open segment after it."""
        if self.heading is Reason.COMMENTS and is_thread(document):
            return
        total = sum(segment.words for segment in document.open() if segment.prose)
        before = 0
        cut = None
        for segment, decision in zip(document.segments, document.decisions, strict=True):
            if decision is None:
                if cut is not None:
                    evidence = f"follows line {cut.line}: {cut.text[:80]}"
                    if self.keep_comments and segment.prose:
                        yield Claimed(segment.index, Field.COMMENTS, evidence, segment.text)
                    else:
                        yield Removed(segment.index, self.heading, evidence)
                elif segment.prose:
                    before += segment.words
            elif cut is None and isinstance(decision.mark, Removed) and decision.mark.reason is self.heading:
                exact = decision.mark.evidence.startswith("exact")
                if exact and before >= self.min_words and before >= self.min_share * total:
                    cut = segment
