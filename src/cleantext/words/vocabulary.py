"""Look up lines in the word lists of data/*.toml, and tell the language of a text by its function words."""

from __future__ import annotations

import functools
import json
import unicodedata
from collections import Counter
from collections.abc import Mapping
from itertools import chain
from typing import Any, Literal

from cleantext.patterns import pattern
from cleantext.records import NamedTuple, cached_property
from cleantext.words.scripts import UNSPACED_CHAR, count_words, is_unspaced
from cleantext.words.table import WordTable, load_table

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython

Mode = Literal["exact", "prefix", "contains"]

#: ``prefix`` and ``contains`` phrases match only lines of up to 40 words: longer ones are prose (data/README.md).
MAX_WORDS = 40
#: Lines of more than 400 characters get no key: no phrase is as long.
MAX_KEY = 400
#: What stands in a name of the table before the words by which phrases of a mode are found (scripts/word_entries.py).
MODES: Mapping[str, Mode] = {"=": "exact", "^": "prefix", "~": "contains"}
#: What stands between the phrases of a value of the table, and between the fields of a phrase.
ROWS, FIELDS = "\x1e", "\x1f"

_FOLDED = dict.fromkeys("‘’‚‛´ʼ", "'") | dict.fromkeys("“”„‟«»", '"') | {"：": ":"}
_FOLDING = pattern("[‘’‚‛´ʼ“”„‟«»：]")
_DIGIT_RUN = pattern(r"\d+(?:[.,]\d+)*")
_EDGES = " \t⋅\"'()[]{}<>*#•·●▪▸►▶→←↑↓»«›‹+|:.…!-–—_=~＞>。：！、，【】「」『』〈〉《》"
#: What a text needs to be normalised: its white space collapsed, its numbers replaced.
_SPACES = cython.declare(cython.int, 1)
_NUMBERS = cython.declare(cython.int, 2)
#: The first 4,000 characters of a text are read; fewer than 12 words tell no language.
SAMPLE_CHARS, MIN_WORDS = 4000, 12
#: The best language's function words make up 8 % of the words, and are 1.1 times as many as those of the next best.
MIN_SHARE, LEAD = 0.08, 1.1
#: If they are twice as many, 4 % is enough: languages with long words have few function words.
CLEAR_LEAD = 2.0
#: Languages, their script, and the share of the characters that has to be in that script.
_SCRIPTS = (
    (("ja",), pattern("[\u3040-\u30ff]"), 0.05),
    (("ko",), pattern("[\uac00-\ud7af]"), 0.2),
    (("zh",), pattern("[\u4e00-\u9fff]"), 0.2),
    (("th",), pattern("[\u0e00-\u0e7f]"), 0.2),
    (("hi", "mr"), pattern("[\u0900-\u097f]"), 0.2),
    (("bn",), pattern("[\u0980-\u09ff]"), 0.2),
    (("ta",), pattern("[\u0b80-\u0bff]"), 0.2),
    (("el",), pattern("[\u0370-\u03ff]"), 0.2),
    (("he",), pattern("[\u0590-\u05ff]"), 0.2),
)
_WORD = pattern(r"[^\W\d_]+")
#: ``_WORD`` cuts words of Devanagari at their vowel signs; this pattern does not.
_SPACED = pattern(r"[^\s\d।,.]+")


def normalised(text: str) -> str:
    """Return the form in which lines and phrases are compared (data/README.md).

    >>> normalised("  • Read   Also: “5 things”… ")
    'read also: "# things'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        for char in set(_FOLDING.findall(text)):
            text = text.replace(char, _FOLDED[char])
    needs = _find_needs(text) if cython.compiled else _SPACES | _NUMBERS
    if needs & _SPACES:
        text = " ".join(text.split())
    key = text.replace(" :", ":").strip(_EDGES).casefold()
    return _DIGIT_RUN.sub("#", key) if needs & _NUMBERS else key


@cython.cfunc
def _find_needs(text: str) -> cython.int:
    """Most lines need nothing, and this loop is faster than the calls that it saves."""
    needs: cython.int = 0
    space: cython.bint = True
    for char in text:
        if char == " ":
            if space:
                needs |= _SPACES
            space = True
            continue
        space = False
        if "0" <= char <= "9" or (char > "\x7f" and char.isdecimal()):
            needs |= _NUMBERS
        elif (char < " " or char > "\x7f") and char.isspace():
            needs |= _SPACES
    return needs | _SPACES if space else needs


class Phrase(NamedTuple):
    """A phrase of the word lists: its normalised text, category, mode and language."""

    text: str
    category: str
    mode: Mode
    language: str
    max_words: int = MAX_WORDS
    exceptions: tuple[str, ...] = ()

    def holds(self, key: str, words: int) -> bool:
        """Return whether the phrase matches a line with this key and number of words."""
        if self.mode == "exact":
            return key == self.text
        if words > self.max_words:
            return False
        found = _opens(key, self.text) if self.mode == "prefix" else self._within(key)
        return found and not any(_opens(key, text) for text in self.exceptions)

    def _within(self, key: str) -> bool:
        """Return whether the phrase stands in the key as whole words."""
        at = key.find(self.text)
        while at >= 0:
            if (at == 0 or _boundary(key, at, key[at - 1])) and _boundary(key, at + len(self.text), self.text):
                return True
            at = key.find(self.text, at + 1)
        return False


def _opens(key: str, text: str) -> bool:
    return key.startswith(text) and _boundary(key, len(text), text)


def _boundary(key: str, at: int, before: str) -> bool:
    """Return whether a word ends at position ``at`` of ``key``, after ``before``."""
    if at >= len(key):
        return True
    last, following = before[-1], key[at]
    if not (last.isalnum() and following.isalnum()):
        return True
    return is_unspaced(last) or is_unspaced(following)


def first_word(word: str) -> str:
    """Return the first word of a key, or its first character in scripts without spaces: prefixes are indexed by it.

    ``word`` is the part of the key before its first space.

    >>> first_word("share"), first_word("by:ada"), first_word("分享到")
    ('share', 'by', '分')
    """
    if word.isalnum() and (word.isascii() or UNSPACED_CHAR.search(word) is None):
        return word
    if is_unspaced(word[:1]):
        return word[0]
    for index, char in enumerate(word):
        if is_unspaced(char) or (index and not char.isalnum() and char not in "'-"):
            return word[:index]
    return word


def first_two_words(key: str, first: str) -> str:
    """Return the first two words, or characters in scripts without spaces; "" if the second is not a whole word.

    >>> first_two_words("share this: page", "share"), first_two_words("by:ada", "by"), first_two_words("分享到", "分")
    ('share this', '', '分享')
    """
    if is_unspaced(first[:1]):
        return key[:2]
    at = len(first) + 1
    second = key[at:].partition(" ")[0].rstrip(":,.") if key[at - 1 : at] == " " else ""
    return f"{first} {second}" if second.isalnum() else ""


class Vocabulary:
    """All phrases of all languages, looked up by whole line, by first word and by word."""

    def __init__(self, table: WordTable) -> None:
        """Read the index words of each mode; phrases are read when they are first looked up."""
        self._table = table
        self._first_words = self._words("words first")
        self._openings = self._words("words prefix")
        self._inner_words = self._words("words contains")
        #: The phrases made so far, by their name in the table.
        self._made: dict[str, tuple[Phrase, ...]] = {}
        self._of: dict[str, frozenset[str]] = {}

    @cached_property
    def tables(self) -> Mapping[str, Mapping[str, Any]]:
        """The tables that map words to values, by category: time units, export labels."""
        return self._json("tables")

    @cached_property
    def function_words(self) -> Mapping[str, frozenset[str]]:
        """The commonest words of each language."""
        return {code: frozenset(words.split()) for code, words in self._json("function_words").items()}

    @cached_property
    def function_languages(self) -> Mapping[str, list[str]]:
        """The languages of each function word."""
        languages: dict[str, list[str]] = {}
        for code, known in self.function_words.items():
            for word in known:
                languages.setdefault(word, []).append(code)
        return languages

    @cached_property
    def class_words(self) -> Mapping[str, str]:
        """The reason for which each word of a class name marks a region of a page."""
        return self._json("class_words")

    @cached_property
    def late_class_words(self) -> Mapping[str, str]:
        """The same for the words that count only after all other steps."""
        return self._json("late_class_words")

    def of(self, category: str) -> frozenset[str]:
        """Return the normalised phrases of ``category`` in all languages and modes."""
        if category not in self._of:
            self._of[category] = self._words(f"of {category}")
        return self._of[category]

    def lookup(self, key: str, words: int) -> Mapping[str, Phrase]:
        """Return the first phrase of every category that matches the line; exact phrases go before others."""
        if not key:
            return _NOTHING
        candidates = self._phrases("=" + key)
        if words <= MAX_WORDS:
            parts = key.split(" ")
            first = first_word(parts[0])
            if first in self._first_words:
                for opening in (first, first_two_words(key, first)):
                    if opening in self._openings:
                        candidates += self._phrases("^" + opening)
            inner = self._inner_words
            if not inner.isdisjoint(parts):
                for word in parts:
                    if word in inner:
                        candidates += self._phrases("~" + word)
            if not key.isascii():
                for char in sorted(inner.intersection(UNSPACED_CHAR.findall(key))):
                    candidates += self._phrases("~" + char)
        if not candidates:
            return _NOTHING
        found: dict[str, Phrase] = {}
        for phrase in candidates:
            # Most candidates fail the first test, which is the fastest.
            if phrase.text in key and phrase.category not in found and phrase.holds(key, words):
                found[phrase.category] = phrase
        return found or _NOTHING

    def _phrases(self, name: str) -> tuple[Phrase, ...]:
        """Return the phrases under a name of the table, which is the mark of a mode and an index word."""
        made = self._made.get(name)
        if made is None:
            at = self._table.find(name)
            if at < 0:
                return ()
            made = tuple([_parse_row(name, *row.split(FIELDS)) for row in self._table.value(at).split(ROWS)])
            self._made[name] = made
        return made

    def _words(self, name: str) -> frozenset[str]:
        at = self._table.find(name)
        return frozenset(self._table.value(at).split(ROWS)) if at >= 0 else frozenset()

    def _json(self, name: str) -> dict[str, Any]:
        value: dict[str, Any] = json.loads(self._table[name])
        return value


_NOTHING: Mapping[str, Phrase] = {}


def _parse_row(name: str, category: str, language: str, *more: str) -> Phrase:
    """Make the phrase of a row, which has no text field if the text is the index word."""
    mode = MODES[name[0]]
    if not more:
        return Phrase(name[1:], category, mode, language)
    text, max_words, *exceptions = more
    return Phrase(text, category, mode, language, int(max_words), tuple(exceptions))


@functools.cache
def load_vocabulary() -> Vocabulary:
    """Return the vocabulary that ships with the library; it is read on first use."""
    return Vocabulary(load_table())


@functools.cache
def all_function_words() -> frozenset[str]:
    """Return the commonest words of all languages."""
    return frozenset().union(*load_vocabulary().function_words.values())


class Known(NamedTuple):
    """What the word lists know of a text: its key ("" for long texts), its length in words, phrases by category."""

    key: str
    words: int
    hits: Mapping[str, Phrase]


class PageVocabulary:
    """The vocabulary for one page: each line is looked up once, however often it comes."""

    __slots__ = ("_known", "vocabulary")

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._known: dict[str, Known] = {}

    def ask(self, text: str) -> Known:
        """Look up ``text`` in the word lists.

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


def detect_language(text: str) -> str | None:
    """Return the BCP-47 code of the language of ``text``, or None if the evidence is thin.

    >>> detect_language("Der Rat hat am Montag nicht über den Haushalt entschieden, und das war nicht zu erwarten.")
    'de'
    >>> detect_language("OK") is None
    True
    """
    sample = text[:SAMPLE_CHARS]
    if not sample.isascii():
        for codes, script, share in _SCRIPTS:
            if len(script.findall(sample)) > share * len(sample):
                return codes[0] if len(codes) == 1 else _most_used(codes, _SPACED.findall(sample))
    words = _WORD.findall(sample.casefold())
    if len(words) < MIN_WORDS:
        return None
    vocabulary = load_vocabulary()
    languages = vocabulary.function_languages
    counted = Counter(chain.from_iterable([languages[word] for word in words if word in languages]))
    (best, code), (second, _) = sorted(((counted[code], code) for code in vocabulary.function_words), reverse=True)[:2]
    enough = MIN_SHARE if best < CLEAR_LEAD * second else MIN_SHARE / 2
    return code if best >= enough * len(words) and best >= LEAD * second else None


def _most_used(codes: tuple[str, ...], words: list[str]) -> str:
    known = load_vocabulary().function_words
    return max(codes, key=lambda code: sum(word in known[code] for word in words))
