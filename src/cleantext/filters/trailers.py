"""What follows the article: a comment thread, blocks of other articles, and all that comes after them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cleantext.document import Document, Segment
from cleantext.filters.page_regions import is_thread
from cleantext.marks import Claimed, Field, Mark, Reason, Removed
from cleantext.records import dataclass
from cleantext.structure.comments import is_said

#: A heading ends the article where so much of the page's prose (in words) stands before it.
MIN_WORDS = 100
MIN_SHARE = 0.5
#: In a dump a heading is told from a button or a word of code: it stands at most twice, and has several words or,
#: among the 12 lines after it, another phrase of its category. On 1,750 public dumps the wanted words that are cut
#: off fell to a tenth; what is no longer cut is left to the scorer. With markup the old cut is the better one.
MOST_TIMES, COMPANY = 2, 12


@dataclass(frozen=True, slots=True)
class Trailer:
    """Removes everything after the first heading that stands after most of the page's prose.

    ``heading`` is the reason that the phrase filter gave to such headings; the same reason is given to what follows.
    With ``strict`` a line of a dump that may be a button ("Reply", "Name") is no heading.
    ``keep_comments`` claims what readers wrote below it as comments instead.
    """

    name: str
    heading: Reason
    min_share: float = MIN_SHARE
    min_words: int = MIN_WORDS
    strict: bool = False
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
        strict = self.strict and document.page is None
        times = Counter(segment.key for segment in document.segments) if strict else None
        before = 0
        cut = None
        for segment, decision in zip(document.segments, document.decisions, strict=True):
            if decision is None:
                if cut is not None:
                    evidence = f"follows line {cut.line}: {cut.text[:80]}"
                    if self.keep_comments and is_said(segment):
                        yield Claimed(segment.index, Field.COMMENTS, evidence, segment.text, sure=False)
                    else:
                        yield Removed(segment.index, self.heading, evidence, sure=False)
                elif segment.prose:
                    before += segment.words
            elif cut is None and isinstance(decision.mark, Removed) and decision.mark.reason is self.heading:
                exact = decision.mark.evidence.startswith("exact")
                if not exact or before < self.min_words or before < self.min_share * total:
                    continue
                if times is None or (times[segment.key] <= MOST_TIMES and self._names(document, segment)):
                    cut = segment

    def _names(self, document: Document, heading: Segment) -> bool:
        """Whether a phrase is the heading of a part, and no lone word."""
        if len(heading.text.split()) > 1:
            return True
        following = document.segments[heading.index + 1 : heading.index + 1 + COMPANY]
        return any(self.heading in one.hits and one.key != heading.key for one in following)
