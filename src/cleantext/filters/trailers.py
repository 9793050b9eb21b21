"""What follows the article or interrupts it: author's notes, other articles, comment threads, last lines of feeds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import takewhile

from cleantext.document import Document, Segment
from cleantext.filters.page_regions import is_thread
from cleantext.filters.phrase_lines import cite_phrase, end_of_label, remove_phrase
from cleantext.grammar.bylines import BylineMatch
from cleantext.layout import bounds_of
from cleantext.marks import Claimed, Field, Mark, Reason, Removed
from cleantext.records import dataclass
from cleantext.structure.comments import is_said
from cleantext.words.vocabulary import load_vocabulary, normalised

#: The author's note is one of the last 4 paragraphs of a longer article, and has at most 60 words.
LAST, MAX_WORDS = 4, 60
#: Of a block of titles under a heading, at most 12 are removed; what follows is judged on its own.
MAX_TITLES = 12
#: Titles have 3 to 25 words; shorter lines are menu words, longer ones text.
TITLE_WORDS = range(3, 26)
#: A heading ends the article where at least 100 words and half of the page's prose stand before it.
MIN_WORDS = 100
MIN_SHARE = 0.5
#: In a dump a heading is told from a button or a word of code: it stands at most twice, and has several words or,
#: among the 12 lines after it, another phrase of its category. On 1,750 public dumps the wanted words that are cut
#: off fell to a tenth; what is no longer cut is left to the scorer. With markup the old cut is the better one.
MOST_TIMES, COMPANY = 2, 12


@dataclass(frozen=True, slots=True)
class FeedTails:
    """Removes the lines that say where a post appeared first, told by how they begin and what stands in them."""

    name: str = "feed-tails"
    gives: frozenset[Reason | Field] = frozenset((Reason.BOILERPLATE,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Mark every open line that has the longest opening that it begins with, and what goes with that."""
        tails = load_vocabulary().tables["feed-tail"]
        openings = tuple(tails)
        for segment in document.open():
            if not segment.key.startswith(openings):
                continue
            opening = max(filter(segment.key.startswith, openings), key=len)
            if normalised(tails[opening]) in segment.key[len(opening) :]:
                yield Removed(segment.index, Reason.BOILERPLATE, f"{opening} ... {tails[opening]}")


@dataclass(frozen=True, slots=True)
class AuthorNotes:
    """Removes the author's note from the end of the article."""

    name: str = "author-notes"
    gives: frozenset[Reason | Field] = frozenset((Reason.AUTHOR_BOX,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Mark the last paragraphs that open with a full name of the byline."""
        bylines = [claim.value for _, claim in document.claimed(Field.BYLINE) if isinstance(claim.value, BylineMatch)]
        names = [person.name for byline in bylines for person in byline.authors if " " in person.name]
        if not names:
            return
        anchor = bounds_of(document)
        inside = [one for one in document.open() if anchor.body < one.index <= anchor.last + LAST]
        for segment in inside[max(LAST, len(inside) - LAST) :]:
            name = next(filter(segment.text.startswith, names), None)
            if name is not None and segment.words <= MAX_WORDS:
                evidence = f"a last paragraph that opens with the author's name, {name}"
                yield Removed(segment.index, Reason.AUTHOR_BOX, evidence, sure=False)


@dataclass(frozen=True, slots=True)
class RelatedLines:
    """Claims labelled headlines of other articles, removes headings of such blocks and the titles below them."""

    name: str = "related-lines"
    gives: frozenset[Reason | Field] = frozenset((Field.RELATED, Reason.RELATED))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Labels first; then headings, each with the run of titles that follows it."""
        taken: set[int] = set()
        for segment, phrase in document.open_hits("related-inline"):
            taken.add(segment.index)
            end = end_of_label(segment.text, phrase.text)
            title = segment.text[end:].strip(" :：|-–—»›>*") if end else ""
            if title:
                yield Claimed(segment.index, Field.RELATED, cite_phrase(phrase), title, sure=False)
                continue
            yield remove_phrase(segment, Reason.RELATED, phrase)
            for below in _titles_below(document, segment, taken, 1):
                if below.gap <= 1:
                    taken.add(below.index)
                    evidence = f"the line below the label: {phrase.text}"
                    yield Claimed(below.index, Field.RELATED, evidence, below.text, sure=False)
        for segment, phrase in document.open_hits("related"):
            if segment.index in taken:
                continue
            taken.add(segment.index)
            yield remove_phrase(segment, Reason.RELATED, phrase)
            titles = _titles_below(document, segment, taken, MAX_TITLES) if phrase.mode == "exact" else []
            if len(titles) >= 2:
                taken.update([below.index for below in titles])
                for below in titles:
                    yield Removed(below.index, Reason.RELATED, f"a title under the heading: {segment.text}", sure=False)


def _titles_below(document: Document, heading: Segment, taken: set[int], most: int) -> list[Segment]:
    """The titles right below a heading or label, up to the first line that is not one, or not in its element."""
    lines = document.segments[heading.index + 1 : heading.index + 1 + most]
    return list(takewhile(lambda line: line.index not in taken and _is_title(document, heading, line), lines))


def _is_title(document: Document, heading: Segment, line: Segment) -> bool:
    if not document.is_open(line.index) or line.words not in TITLE_WORDS or line.ends or line.hits:
        return False
    if heading.facts is None or line.facts is None:
        return True
    return heading.facts.container in (line.facts.container, *line.facts.ancestors)


@dataclass(frozen=True, slots=True)
class Trailer:
    """Removes everything after the first heading that stands after most of the page's prose.

    ``heading`` is the reason for which the phrase filter removed such headings; what follows is removed for it too.
    With ``strict`` a line of a dump that may be a button ("Reply", "Name") is no heading. With ``keep_comments`` what
    readers wrote below it is claimed as comments instead.
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
            elif cut is None and before >= self.min_words and before >= self.min_share * total:
                mark = decision.mark
                if not isinstance(mark, Removed) or mark.reason is not self.heading or mark.phrase is None:
                    continue
                if mark.phrase.mode == "exact" and (times is None or self._is_part(document, segment, times)):
                    cut = segment

    def _is_part(self, document: Document, heading: Segment, times: Counter[str]) -> bool:
        """Whether a phrase is the heading of a part of the page, and no button or lone word."""
        following = document.segments[heading.index + 1 : heading.index + 1 + COMPANY]
        return times[heading.key] <= MOST_TIMES and (
            len(heading.text.split()) > 1
            or any(self.heading in one.hits and one.key != heading.key for one in following)
        )
