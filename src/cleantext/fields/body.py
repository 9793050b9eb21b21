"""The body: what no step has judged, so that nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from cleantext.document import Document
from cleantext.marks import Claimed, Field, Mark, Reason
from cleantext.records import dataclass


@dataclass(frozen=True, slots=True)
class Body:
    """Claims everything that is still open."""

    name: str = "body"
    gives: frozenset[Reason | Field] = frozenset((Field.BODY,))
    closing: ClassVar[bool] = True

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Claim every open segment, in order."""
        for segment in document.open():
            yield Claimed(segment.index, Field.BODY, "no step has judged it")
