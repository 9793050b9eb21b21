"""The word lists: data/*.toml, compiled to vocabulary.json, as one frozen look-up.

The one reader of the phrase files. A line is looked up once, and answers with every category
that knows it; the format and the categories are described in data/README.md.
"""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from typing import Any, Literal, NamedTuple

from cleantext.writing import UNSPACED, UNSPACED_RUN

Mode = Literal["exact", "prefix", "contains"]

#: Longer lines are prose or lists: ``prefix`` and ``contains`` phrases do not speak of them (data/README.md).
MAX_WORDS = 40
#: No phrase is longer than this, so longer lines need no key.
MAX_KEY = 400

_FOLDED = dict.fromkeys("‘’‚‛´ʼ", "'") | dict.fromkeys("“”„‟«»", '"') | {"：": ":"}
_FOLDING = re.compile("[‘’‚‛´ʼ“”„‟«»：]")
_DIGIT_RUN = re.compile(r"\d+(?:[.,]\d+)*")
_DIGIT = re.compile("[0-9]")
_EDGES = " \t⋅\"'()[]{}<>*#•·●▪▸►▶→←↑↓»«›‹+|:.…!-–—_=~＞>。：！、，【】「」『』〈〉《》"


def normalised(text: str) -> str:
    """The form in which lines and phrases are compared (data/README.md says how it is made).

    >>> normalised("  • Read   Also: “5 things”… ")
    'read also: "# things'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        for char in set(_FOLDING.findall(text)):
            text = text.replace(char, _FOLDED[char])
    key = " ".join(text.split()).replace(" :", ":").strip(_EDGES).casefold()
    # Most lines have no number, and the search for one of these ten is the faster one.
    return key if key.isascii() and _DIGIT.search(key) is None else _DIGIT_RUN.sub("#", key)


class Phrase(NamedTuple):
    """One phrase of the word lists: its normalised text, its category, mode and language.

    A tuple, since tens of thousands of them are made when the library is first used.
    """

    text: str
    category: str
    mode: Mode
    language: str
    max_words: int = MAX_WORDS
    exceptions: tuple[str, ...] = ()

    def holds(self, key: str, words: int) -> bool:
        """Whether the phrase speaks of a line with this key and number of words."""
        if self.mode == "exact":
            return key == self.text
        if words > self.max_words:
            return False
        found = _opens(key, self.text) if self.mode == "prefix" else self._within(key)
        return found and not any(_opens(key, text) for text in self.exceptions)

    def _within(self, key: str) -> bool:
        """Whether the phrase stands anywhere in the key, as whole words."""
        at = key.find(self.text)
        while at >= 0:
            if (at == 0 or _boundary(key, at, key[at - 1])) and _boundary(key, at + len(self.text), self.text):
                return True
            at = key.find(self.text, at + 1)
        return False


def _opens(key: str, text: str) -> bool:
    """Whether a key opens with ``text`` as whole words."""
    return key.startswith(text) and _boundary(key, len(text), text)


def _boundary(key: str, at: int, before: str) -> bool:
    """Whether a word ends between ``before`` and position ``at`` of ``key``."""
    if at >= len(key):
        return True
    last, following = before[-1], key[at]
    if last in UNSPACED or following in UNSPACED:
        return True
    return not (last.isalnum() and following.isalnum())


def _opening(key: str) -> tuple[str, str]:
    """What prefixes are indexed by: the first word and the first two, or characters in scripts without spaces."""
    if key[:1] in UNSPACED:
        return key[:1], key[:2]
    first, _, rest = key.partition(" ")
    # Most words are letters only.
    if not (first.isalnum() and (first.isascii() or UNSPACED.isdisjoint(first))):
        for index, char in enumerate(first):
            if char in UNSPACED or (index and not char.isalnum() and char not in "'-"):
                return first[:index], ""
    second = rest.partition(" ")[0].rstrip(":,.")
    return first, f"{first} {second}" if second.isalnum() else ""


def _telling(phrase: str) -> str:
    """What ``contains`` phrases are indexed by: the longest word, or the first character in scripts without spaces."""
    if not UNSPACED.isdisjoint(phrase):
        return next(char for char in phrase if char in UNSPACED)
    return max(phrase.split(" "), key=len)


class Vocabulary:
    """All phrases of all languages, looked up by whole line, by first word and by word."""

    def __init__(
        self,
        phrases: Iterable[Phrase],
        tables: Mapping[str, Mapping[str, Any]],
        function_words: Mapping[str, frozenset[str]],
        class_words: Mapping[str, str],
        late_class_words: Mapping[str, str],
    ) -> None:
        """Index the phrases; ``tables`` hold what maps words to values (time units, export labels)."""
        self._exact: dict[str, list[Phrase]] = {}
        self._prefix: dict[str, list[Phrase]] = {}
        self._contains: dict[str, list[Phrase]] = {}
        self.tables = tables
        self.function_words = function_words
        #: The languages of each function word.
        self.function_languages: dict[str, list[str]] = {}
        for code, known in function_words.items():
            for word in known:
                self.function_languages.setdefault(word, []).append(code)
        self.class_words = class_words
        self.late_class_words = late_class_words
        words: dict[str, set[str]] = {}
        for phrase in phrases:
            words.setdefault(phrase.category, set()).add(phrase.text)
            if phrase.mode == "exact":
                self._exact.setdefault(phrase.text, []).append(phrase)
            else:
                self._index(phrase)
        self._words = {category: frozenset(texts) for category, texts in words.items()}

    def _index(self, phrase: Phrase) -> None:
        if phrase.mode == "contains":
            self._contains.setdefault(_telling(phrase.text), []).append(phrase)
            return
        first, two = _opening(phrase.text)
        whole = phrase.text[len(two) : len(two) + 1]
        self._prefix.setdefault(two if two and not whole.isalnum() else first, []).append(phrase)

    def of(self, category: str) -> frozenset[str]:
        """The normalised phrases of ``category`` in all languages and modes."""
        return self._words.get(category, frozenset())

    def lookup(self, key: str, words: int) -> Mapping[str, Phrase]:
        """Every category that knows the line, with the phrase that says so; exact phrases before others."""
        if not key:
            return _NOTHING
        found: dict[str, Phrase] = {}
        for phrase in self._candidates(key, words):
            if phrase.category not in found and phrase.holds(key, words):
                found[phrase.category] = phrase
        return found or _NOTHING

    def _candidates(self, key: str, words: int) -> list[Phrase]:
        candidates = [*self._exact.get(key, ())]
        if words > MAX_WORDS:
            return candidates
        for opening in _opening(key):
            if opening in self._prefix:
                candidates += self._prefix[opening]
        contains = self._contains
        parts = key.split(" ")
        if not contains.keys().isdisjoint(parts):
            for word in parts:
                if word in contains:
                    candidates += contains[word]
        if not key.isascii() and UNSPACED_RUN.search(key):
            for char in sorted(UNSPACED.intersection(key)):
                if char in contains:
                    candidates += contains[char]
        return candidates


_NOTHING: Mapping[str, Phrase] = {}


def _phrases(rows: Mapping[str, Any]) -> Iterator[Phrase]:
    """The phrases of vocabulary.json: {language: {category: {mode: [text or risky row]}}}."""
    for language, categories in rows.items():
        for category, modes in categories.items():
            for mode, texts in modes.items():
                for row in texts:
                    if isinstance(row, str):
                        yield Phrase(row, category, mode, language)
                    else:
                        yield Phrase(row["phrase"], category, mode, language, row["max_words"], tuple(row["not"]))


@functools.cache
def load_vocabulary() -> Vocabulary:
    """The vocabulary that ships with the library, read once, on first use."""
    text = resources.files("cleantext.data").joinpath("vocabulary.json").read_text("utf-8")
    data = json.loads(text)
    function_words = {code: frozenset(words.split()) for code, words in data["function_words"].items()}
    return Vocabulary(_phrases(data["phrases"]), data["tables"], function_words, *data["class_words"])


@functools.cache
def all_function_words() -> frozenset[str]:
    """The commonest words of all languages."""
    return frozenset().union(*load_vocabulary().function_words.values())
