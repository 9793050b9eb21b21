"""Parts of the text that only their score speaks against: headings, tables, quotations and notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from cleantext.document import Document, Segment
from cleantext.filters.page_regions import is_thread
from cleantext.marks import Claimed, Field, Mark, Reason, Removed
from cleantext.records import dataclass
from cleantext.structure.notes import notes_of, places_of

if TYPE_CHECKING:
    from cleantext.readers.facts import Block

#: A table or quotation of more lines is judged by its lines.
MAX_LINES = 40
#: Lines that are links for more than half of their characters, or more than half of the lines.
MOSTLY = 0.5
#: The frame of a post that a script would show has lines of fewer words.
SAID = 8


@dataclass(frozen=True, slots=True)
class InnerParts:
    """Claims what stands within the article in HTML, and what no rule but a low score has spoken against.

    A heading between two paragraphs of one element that are kept; all rows of a table and all lines of a quotation
    between two such paragraphs; a footnote that a mark in the text leads to.
    """

    name: str = "inner-parts"
    gives: frozenset[Reason | Field] = frozenset((Field.BODY,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Look at what the scorer has left out between the first and the last line that it kept."""
        if document.page is None:
            return
        kept = [segment for segment, _ in document.claimed(Field.BODY) if segment.facts is not None]
        if not kept:
            return
        seen: set[int] = set()
        thread = is_thread(document)
        for run in _gaps(document, kept):
            for index, evidence in _between(document, run, thread=thread):
                seen.add(index)
                yield Claimed(index, Field.BODY, evidence)
        for segment in _notes(document, kept):
            if segment.index not in seen:
                seen.add(segment.index)
                yield Claimed(segment.index, Field.BODY, "a note that a mark in the text leads to")


def _is_scored_out(document: Document, segment: Segment) -> bool:
    decision = document.decisions[segment.index]
    mark = decision.mark if decision is not None else None
    return isinstance(mark, Removed) and mark.reason is Reason.SCORED and not mark.sure


def _gaps(document: Document, kept: list[Segment]) -> Iterator[list[Segment]]:
    """The stretches of lines that are not kept, between two that are, those included at both ends."""
    for above, below in pairwise(kept):
        if 1 < below.index - above.index <= MAX_LINES + 1:
            yield list(document.segments[above.index : below.index + 1])


def _between(document: Document, run: list[Segment], *, thread: bool) -> Iterator[tuple[int, str]]:
    above, *inner, below = run
    for segment in inner:
        if thread and _is_quoted(document, segment, below):
            yield segment.index, "what a post quotes of another"
            continue
        if not _is_scored_out(document, segment) or segment.facts is None or segment.facts.hidden:
            continue
        block = segment.facts.block
        if segment.shape[:1] == "h" and segment is inner[-1] and not below.shape.startswith("h"):
            if _beside(block, above) and _beside(block, below):
                yield segment.index, "a heading between paragraphs of the article"
        elif (whole := _whole_around(segment, block)) is not None:
            # An embedded post stands in boxes of its own.
            beside = any(_beside(one, above) and _beside(one, below) for one in whole.nearest(2))
            if beside and any(_holds(whole, one) for one in inner):
                yield segment.index, f"in a <{whole.tag}> between paragraphs of the article"


def _is_quoted(document: Document, segment: Segment, below: Segment) -> bool:
    """Whether a line is what a forum sets apart in an ``<aside>``, since the post below quotes it."""
    if segment.facts is None or not {"aside", "blockquote"} <= segment.facts.inside:
        return False
    decision = document.decisions[segment.index]
    apart = decision is not None and not decision.mark.sure and isinstance(decision.mark, Removed)
    return apart and any(_beside(one, below) for one in segment.facts.block.nearest(4) if one.tag == "aside")


def _whole_around(segment: Segment, block: Block) -> Block | None:
    """The table of data or the quotation around a line; tables that only place things on the page do not count."""
    tag = "table" if segment.shape == "row" else "blockquote"
    return next((one for one in block.nearest(4) if one.tag == tag), None)


def _holds(whole: Block, segment: Segment) -> bool:
    """Whether a line is a row of a table, or says something in a quotation: the frame of a post does not."""
    if segment.facts is None or whole not in segment.facts.block.nearest(4):
        return False
    return whole.tag == "table" or segment.words >= SAID


def _beside(block: Block, segment: Segment) -> bool:
    """Whether a segment stands beside a block, or in something beside it, or in the same whole."""
    assert segment.facts is not None
    nearest = list(segment.facts.block.nearest(4))
    return any(one is block or one.parent is block.parent for one in nearest) or nearest[0] is block.parent


def _notes(document: Document, kept: list[Segment]) -> Iterator[Segment]:
    """The lines of footnotes that marks in what is kept lead to."""
    if not any(kind == "link" and value[:1] == "#" for _, _, kind, value in document.spans):
        return
    left = [segment for segment in document.undecided() if segment.index > kept[0].index]
    names = notes_of(document, [*kept, *left], marked=kept)
    if names:
        lines = [line for lines in places_of(left, names.keys()).values() for line in lines]
        # A list of addresses is a list of sources, and no note of the author's.
        linked = sum(line.facts is not None and line.facts.link_share > MOSTLY for line in lines)
        yield from lines if linked <= MOSTLY * len(lines) else ()
