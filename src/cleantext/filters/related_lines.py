"""Other articles that the page advertises: labels with a headline, and blocks under a heading.

Read also: Ministers agree on the budget          a label and a headline in one line
Recommended Stories                               a heading; the titles below it go with it
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleantext.document import Document, Segment
from cleantext.filters.phrase_lines import because, is_sure
from cleantext.marks import Claimed, Field, Mark, Reason, Removed
from cleantext.records import dataclass

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
