"""Repetitions: the second copy of a paragraph, and short lines that come again and again."""

from __future__ import annotations

from collections.abc import Iterable

from cleantext.document import Document, Segment
from cleantext.marks import Field, Mark, Reason, Removed
from cleantext.records import dataclass
from cleantext.segments.records import dated

#: A short line that stands so often on a page is a label of its template (refrains and dialogue come less often).
TEMPLATE_COPIES = 6
#: A title of at least 4 words that follows itself is the title and its link.
TITLE_WORDS = 4
#: Paragraphs of at least 12 words do not come twice by chance.
PARAGRAPH_WORDS = 12


@dataclass(frozen=True, slots=True)
class RepeatedLines:
    """Removes later copies of paragraphs, and short unpunctuated lines that repeat like a template's labels."""

    name: str = "repeated-lines"
    gives: frozenset[Reason | Field] = frozenset((Reason.DUPLICATE,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Count first, then mark: the first copy of a paragraph stays, a template's label goes everywhere."""
        first: dict[str, int] = {}
        count: dict[str, int] = {}
        evidence: dict[int, str] = {}
        for segment in document.open():
            first.setdefault(segment.text, segment.line)
            count[segment.text] = count.get(segment.text, 0) + 1
        above: Segment | None = None
        for segment in document.open():
            copies = count[segment.text]
            doubled = above is not None and above.text == segment.text and above.index + 1 == segment.index
            above = segment
            if copies == 1:
                continue
            if doubled and segment.words >= TITLE_WORDS and not segment.ends:
                yield Removed(segment.index, Reason.DUPLICATE, "the same title as in the line above", sure=False)
                continue
            if segment.words >= PARAGRAPH_WORDS and segment.ends:
                if segment.line != first[segment.text]:
                    yield Removed(segment.index, Reason.DUPLICATE, f"copy of line {first[segment.text]}", sure=False)
            elif copies >= TEMPLATE_COPIES and not segment.ends and not dated(segment.text):
                # Dates repeat where a page lists its articles; they are judged by the step that reads dates.
                told = evidence.setdefault(copies, f"one of {copies} equal lines")
                yield Removed(segment.index, Reason.DUPLICATE, told, sure=False)
