"""Elements that the caller chose by CSS selectors, to be left out or to be kept."""

from __future__ import annotations

from collections.abc import Iterable

from cleantext.document import Document
from cleantext.marks import Claimed, Field, Mark, Reason, Removed
from cleantext.readers.selectors import DROP, KEEP, Selectors, selectors_of
from cleantext.records import dataclass


@dataclass(frozen=True, slots=True)
class SelectedElements:
    """Removes the text of HTML elements that one of the selectors ``drop`` matches.

    ``keep`` shields the text of the elements that it matches: no step removes it. The innermost element decides; of one
    that both match, ``drop``. The reader asks for the ``selectors`` before it reads.
    """

    name: str = "selected-elements"
    gives: frozenset[Reason | Field] = frozenset((Reason.DROPPED,))
    drop: str | tuple[str, ...] = ()
    keep: str | tuple[str, ...] = ()

    @property
    def selectors(self) -> Selectors | None:
        """The selectors; None where there are none."""
        return selectors_of(self.drop, self.keep) if self.drop or self.keep else None

    def __call__(self, document: Document) -> Iterable[Mark]:
        """What stands in elements to leave out."""
        for segment in document.open() if self.drop else ():
            if segment.facts is not None and DROP in segment.facts.inside:
                yield Removed(segment.index, Reason.DROPPED, "in an element that the caller leaves out")


@dataclass(frozen=True, slots=True)
class KeptElements:
    """Claims what the fields have left of elements that the caller keeps."""

    name: str = "kept-elements"
    gives: frozenset[Reason | Field] = frozenset((Field.BODY,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Every open line of a kept element."""
        for segment in document.open() if document.selects else ():
            if segment.facts is not None and KEEP in segment.facts.inside:
                yield Claimed(segment.index, Field.BODY, "in an element that the caller keeps")
