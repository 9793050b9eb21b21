"""What the word lists know of the lines of one page, each looked up once."""

from __future__ import annotations

from collections.abc import Mapping

from cleantext.records import NamedTuple
from cleantext.vocabulary import MAX_KEY, Phrase, Vocabulary, normalised
from cleantext.writing import count_words


class Known(NamedTuple):
    """What the word lists know of a text: its key ("" for long texts), its length in words, phrases by category."""

    key: str
    words: int
    hits: Mapping[str, Phrase]


class PageVocabulary:
    """The vocabulary as one page asks it: lines that come again, or are asked about again, are looked up once."""

    __slots__ = ("_known", "vocabulary")

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Begin with nothing known."""
        self.vocabulary = vocabulary
        self._known: dict[str, Known] = {}

    def ask(self, text: str) -> Known:
        """What the word lists know of ``text``.

        >>> from cleantext.vocabulary import load_vocabulary
        >>> known = PageVocabulary(load_vocabulary()).ask("Share this article")
        >>> known.key, known.words, "share" in known.hits
        ('share this article', 3, True)
        """
        known = self._known.get(text)
        if known is not None:
            return known
        words = count_words(text)
        if len(text) > MAX_KEY:
            return Known("", words, _NOTHING)
        key = normalised(text)
        known = self._known[text] = Known(key, words, self.vocabulary.lookup(key, words))
        return known


_NOTHING: Mapping[str, Phrase] = {}
