"""Tags: a labelled list in one line ("Tags: budget, council") or in the lines below a label."""

from __future__ import annotations

from collections.abc import Iterable

from cleantext.document import Document
from cleantext.filters.phrase_lines import because
from cleantext.marks import Claimed, Field, Mark, Reason
from cleantext.patterns import pattern
from cleantext.records import dataclass

#: A tag has at most 5 words, a list below a label at most 15 lines.
TAG_WORDS, MAX_TAGS = 5, 15

_SPLIT = pattern(r"[,;|•·、，#]")


@dataclass(frozen=True, slots=True)
class Tags:
    """Claims the label and the tags."""

    name: str = "tags"
    gives: frozenset[Reason | Field] = frozenset((Field.TAGS,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """A label with its tags in the same line, or alone with the tags below."""
        taken: set[int] = set()
        for segment, phrase in document.open_hits("tags"):
            if segment.index in taken or segment.ends and segment.words > 8:
                continue
            taken.add(segment.index)
            rest = segment.text[len(phrase.text.rstrip(":：")) :].strip(" :：|")
            tags = _tags(rest) if phrase.mode != "exact" else ()
            yield Claimed(segment.index, Field.TAGS, because(phrase), tags, sure=False)
            if not tags:
                for index in range(segment.index + 1, segment.index + 1 + MAX_TAGS):
                    if not document.is_open(index) or index in taken:
                        break
                    below = document.segments[index]
                    if below.words > TAG_WORDS or below.ends or below.hits or below.gap > 1:
                        break
                    taken.add(index)
                    yield Claimed(index, Field.TAGS, f"below the label: {segment.text}", _tags(below.text), sure=False)


def _tags(text: str) -> tuple[str, ...]:
    """The tags between commas and other dividers.

    >>> _tags("harbour, storm ; ferry,")
    ('harbour', 'storm', 'ferry')
    """
    return tuple(tag for part in _SPLIT.split(text) if (tag := part.strip()))
