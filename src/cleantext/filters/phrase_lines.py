"""Lines that the word lists know, and lines of a dump's notation that hold no text: rules, fences, empty rows."""

from __future__ import annotations

from collections.abc import Iterable

from cleantext.document import Document, Segment
from cleantext.marks import Field, Mark, Reason, Removed
from cleantext.records import dataclass
from cleantext.words.vocabulary import Phrase


@dataclass(frozen=True, slots=True)
class PhraseLines:
    """Removes the lines that the word lists know under ``category``.

    Lines that they also know under a category of ``spared`` are left to the field that claims these.
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
        """Mark every open line in which a phrase of the category was found."""
        for segment, phrase in document.open_hits(self.category):
            if segment.hits.keys().isdisjoint(self.spared):
                yield remove_phrase(segment, self.reason, phrase)


def remove_phrase(segment: Segment, reason: Reason, phrase: Phrase) -> Removed:
    """The mark that removes a line for a phrase; sure where the phrase is all of the line, and more than one word.

    Single words ("Video", "Report") stand in articles too, and so do lines that only begin like a phrase.
    """
    sure = phrase.mode == "exact" and segment.words > 1
    return Removed(segment.index, reason, cite_phrase(phrase), sure, phrase)


def cite_phrase(phrase: Phrase) -> str:
    """The evidence that a phrase gives: mode, language and phrase, as ``exact, en: share this``."""
    return f"{phrase.mode}, {phrase.language}: {phrase.text}"


def end_of_label(text: str, label: str) -> int:
    """Where a label of the word lists, without its colon, ends in a line as written; 0 where it is not found.

    >>> end_of_label("Read more: Ferry returns", "read more:")
    9
    """
    bare = label.rstrip(":：|")
    at = text.casefold().find(bare)
    return at + len(bare) if at >= 0 else 0


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
