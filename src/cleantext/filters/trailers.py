"""What follows the article or interrupts it: author notes, other articles, comment threads, the last line of feeds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from cleantext.document import Document, Segment
from cleantext.filters.page_regions import is_thread
from cleantext.filters.phrase_lines import because, is_sure
from cleantext.grammar.bylines import BylineMatch
from cleantext.layout import bounds_of
from cleantext.marks import Claimed, Field, Mark, Reason, Removed
from cleantext.records import dataclass
from cleantext.structure.comments import is_said
from cleantext.words.vocabulary import load_vocabulary, normalised


@dataclass(frozen=True, slots=True)
class FeedTails:
    """Removes the lines that say where a post appeared first, told by how they begin and what stands in them."""

    name: str = "feed-tails"
    gives: frozenset[Reason | Field] = frozenset((Reason.BOILERPLATE,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Look at every open line that begins like one."""
        tails = load_vocabulary().tables["feed-tail"]
        openings = tuple(tails)
        for segment in document.open():
            if segment.key.startswith(openings):
                opening = max((one for one in openings if segment.key.startswith(one)), key=len)
                if normalised(tails[opening]) in segment.key[len(opening) :]:
                    yield Removed(segment.index, Reason.BOILERPLATE, f"{opening} ... {tails[opening]}")


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
        anchor = bounds_of(document)
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


#: A block of titles under a heading is no longer than this; what follows is judged on its own.
MAX_TITLES = 12
#: Titles have 3 to 25 words; shorter lines are menu words, longer ones text.
TITLE_WORDS = range(3, 26)


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
            title = _title_behind(segment, phrase.text)
            if title:
                yield Claimed(segment.index, Field.RELATED, because(phrase), title, sure=False)
            else:
                yield Removed(segment.index, Reason.RELATED, because(phrase), sure=is_sure(segment, phrase))
                yield from _title_after(document, segment.index, phrase.text, taken)
        for segment, phrase in document.open_hits("related"):
            if segment.index not in taken:
                taken.add(segment.index)
                yield Removed(segment.index, Reason.RELATED, because(phrase), sure=is_sure(segment, phrase))
                if phrase.mode == "exact":
                    yield from _titles_below(document, segment, taken)


def _title_behind(segment: Segment, label: str) -> str | None:
    """The headline that stands after the label in the same line, as written."""
    bare = label.rstrip(":：|")
    at = segment.text.casefold().find(bare)
    title = segment.text[at + len(bare) :].strip(" :：|-–—»›>*") if at >= 0 else ""
    return title or None


def _title_after(document: Document, index: int, label: str, taken: set[int]) -> Iterator[Mark]:
    """The headline in the line below a label that stands alone."""
    follower = index + 1
    if follower in taken or not document.is_open(follower):
        return
    segment = document.segments[follower]
    if not _reaches(document.segments[index], segment):
        return
    if segment.gap <= 1 and segment.words in TITLE_WORDS and not segment.ends and not segment.hits:
        taken.add(follower)
        yield Claimed(follower, Field.RELATED, f"the line below the label: {label}", segment.text, sure=False)


def _reaches(label: Segment, follower: Segment) -> bool:
    """Whether a line stands where a label before it speaks of: in the element that holds the label."""
    if label.facts is None or follower.facts is None:
        return True
    return label.facts.container in (follower.facts.container, *follower.facts.ancestors)


def _titles_below(document: Document, heading: Segment, taken: set[int]) -> Iterator[Mark]:
    """The run of at least two titles under a heading, up to the first line that is not one."""
    run = []
    for segment in document.segments[heading.index + 1 : heading.index + 1 + MAX_TITLES]:
        title = segment.words in TITLE_WORDS and not segment.ends and not segment.hits
        if segment.index in taken or not document.is_open(segment.index) or not title or not _reaches(heading, segment):
            break
        run.append(segment)
    if len(run) >= 2:
        for segment in run:
            taken.add(segment.index)
            yield Removed(segment.index, Reason.RELATED, f"a title under the heading: {heading.text}", sure=False)


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
