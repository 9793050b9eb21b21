"""The body: what is left open inside the article's region; what is left outside goes, with that as its reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from cleantext.document import Document
from cleantext.fields.anchor import anchor_of
from cleantext.filters.article_region import bare, region_of
from cleantext.marks import Claimed, Field, Mark, Reason, Removed


@dataclass(frozen=True, slots=True)
class OutsideArticle:
    """Removes open segments before the headline (or the region) and after the region."""

    name: str = "outside-article"
    gives: frozenset[Reason | Field] = frozenset((Reason.OUTSIDE_ARTICLE,))
    closing: ClassVar[bool] = True

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Without a region nothing but the title element is outside: a page of short lines is kept as it is."""
        titles = {one.index for one in document.open() if one.facts is not None and one.facts.tag == "title"}
        for index in sorted(titles):
            yield Removed(index, Reason.OUTSIDE_ARTICLE, "the title of the browser's tab")
        if region_of(document) is None or bare(document):
            return
        anchor = anchor_of(document)
        for segment in document.open():
            if segment.index in titles:
                continue
            if segment.index < anchor.body:
                yield Removed(segment.index, Reason.OUTSIDE_ARTICLE, "before the first line of the article")
            elif segment.index > anchor.last:
                yield Removed(segment.index, Reason.OUTSIDE_ARTICLE, "after the last line of the article")


@dataclass(frozen=True, slots=True)
class Body:
    """Claims everything that is still open."""

    name: str = "body"
    gives: frozenset[Reason | Field] = frozenset((Field.BODY,))
    closing: ClassVar[bool] = True

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Claim every open segment, in order."""
        for segment in document.open():
            yield Claimed(segment.index, Field.BODY, "reads as the article, and nothing speaks against it")
