"""Lines of a dump's notation that hold no text of the page: rules, fences, empty table rows."""

from __future__ import annotations

from collections.abc import Iterable

from cleantext.document import Document
from cleantext.marks import Field, Mark, Reason, Removed
from cleantext.records import dataclass


@dataclass(frozen=True, slots=True)
class MarkupLines:
    """Removes lines without a letter or digit (``---``, ``| --- |``, ``* * *``), code fences, images without text."""

    name: str = "markup-lines"
    gives: frozenset[Reason | Field] = frozenset((Reason.MARKUP,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Mark every open line that is notation only."""
        for segment in document.open():
            if segment.words <= 12 and not any(map(str.isalnum, segment.text)):
                yield Removed(segment.index, Reason.MARKUP, "no letter or digit")
            elif segment.text.startswith("```") and segment.words == 1:
                yield Removed(segment.index, Reason.MARKUP, "a code fence")
            elif segment.shape == "image" and segment.text.startswith("![]("):
                yield Removed(segment.index, Reason.MARKUP, "an image without text")
