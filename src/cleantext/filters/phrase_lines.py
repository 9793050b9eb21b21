"""Lines of a dump's notation that hold no text of the page: rules, fences, empty table rows."""

from __future__ import annotations

from collections.abc import Iterable

from cleantext.document import Document, Segment
from cleantext.marks import Field, Mark, Reason, Removed
from cleantext.records import dataclass
from cleantext.words.vocabulary import Phrase


@dataclass(frozen=True, slots=True)
class PhraseLines:
    """Removes the lines that the word lists know under ``category``.

    A line that a field could still claim as its own (``spared`` categories) is left to that field.
    """

    name: str
    category: str
    reason: Reason
    spared: tuple[str, ...] = ()

    @property
    def gives(self) -> frozenset[Reason | Field]:
        """Only the one reason."""
        return frozenset((self.reason,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Mark every open line in which a phrase of the category holds."""
        for segment, phrase in document.open_hits(self.category):
            if not any(other in segment.hits for other in self.spared):
                yield Removed(segment.index, self.reason, because(phrase), sure=is_sure(segment, phrase))


def is_sure(segment: Segment, phrase: Phrase) -> bool:
    """Whether a phrase decides by itself: it is all of the line, and more than one word.

    Single words ("Video", "Report") stand in articles too, and so do lines that only begin like a phrase.
    """
    return phrase.mode == "exact" and segment.words > 1


def because(phrase: Phrase) -> str:
    """The evidence that a phrase gives: mode, language and phrase, as ``exact, en: share this``."""
    return f"{phrase.mode}, {phrase.language}: {phrase.text}"


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
