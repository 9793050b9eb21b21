"""The word lists of data/*.toml as one frozen look-up, and the language of a text, told by its function words.

A line is looked up once, and answers with every category that knows it.
"""

from __future__ import annotations

import functools
import json
import unicodedata
from collections import Counter
from collections.abc import Mapping
from itertools import chain
from typing import Any, Literal

from cleantext.patterns import pattern
from cleantext.records import NamedTuple
from cleantext.words.scripts import UNSPACED_CHAR, count_words, is_unspaced
from cleantext.words.table import WordTable, load_table

Mode = Literal["exact", "prefix", "contains"]

#: Longer lines are prose or lists: ``prefix`` and ``contains`` phrases do not speak of them (data/README.md).
MAX_WORDS = 40
#: No phrase is longer than this, so longer lines need no key.
MAX_KEY = 400

_FOLDED = dict.fromkeys("‘’‚‛´ʼ", "'") | dict.fromkeys("“”„‟«»", '"') | {"：": ":"}
_FOLDING = pattern("[‘’‚‛´ʼ“”„‟«»：]")
_DIGIT_RUN = pattern(r"\d+(?:[.,]\d+)*")
_DIGIT = pattern("[0-9]")
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
    if not (last.isalnum() and following.isalnum()):
        return True
    return is_unspaced(last) or is_unspaced(following)


def first_word(word: str) -> str:
    """What prefixes are indexed by: the first word of a key, or its first character in scripts without spaces.

    ``word`` is what stands before the first space.

    >>> first_word("share"), first_word("by:ada"), first_word("分享到")
    ('share', 'by', '分')
    """
    # Most words are letters only.
    if word.isalnum() and (word.isascii() or UNSPACED_CHAR.search(word) is None):
        return word
    if is_unspaced(word[:1]):
        return word[0]
    for index, char in enumerate(word):
        if is_unspaced(char) or (index and not char.isalnum() and char not in "'-"):
            return word[:index]
    return word


def first_two_words(key: str, first: str) -> str:
    """The first two words, or characters in scripts without spaces; "" where the second is no word of its own.

    >>> first_two_words("share this: page", "share"), first_two_words("by:ada", "by"), first_two_words("分享到", "分")
    ('share this', '', '分享')
    """
    if is_unspaced(first[:1]):
        return key[:2]
    at = len(first) + 1
    second = key[at:].partition(" ")[0].rstrip(":,.") if key[at - 1 : at] == " " else ""
    return f"{first} {second}" if second.isalnum() else ""


#: What stands in a name of the table before the word that phrases of a mode are found by (scripts/word_entries.py).
MODES: Mapping[str, Mode] = {"=": "exact", "^": "prefix", "~": "contains"}
#: What stands between the phrases of a value of the table, and between the fields of a phrase.
ROWS, FIELDS = "\x1e", "\x1f"


class Vocabulary:
    """All phrases of all languages, looked up by whole line, by first word and by word."""

    def __init__(self, table: WordTable) -> None:
        """Read the words that phrases of a mode are found by; the rest is read when it is first asked for."""
        self._table = table
        self._find = table.find
        self._first_words = self._words("words first")
        self._openings = self._words("words prefix")
        self._inner_words = self._words("words contains")
        #: The phrases made so far, by their name in the table.
        self._made: dict[str, tuple[Phrase, ...]] = {}
        self._of: dict[str, frozenset[str]] = {}

    @functools.cached_property
    def tables(self) -> Mapping[str, Mapping[str, Any]]:
        """What maps words to values, by category: time units, export labels."""
        return self._json("tables")

    @functools.cached_property
    def function_words(self) -> Mapping[str, frozenset[str]]:
        """The commonest words of each language."""
        return {code: frozenset(words.split()) for code, words in self._json("function_words").items()}

    @functools.cached_property
    def function_languages(self) -> Mapping[str, list[str]]:
        """The languages of each function word."""
        languages: dict[str, list[str]] = {}
        for code, known in self.function_words.items():
            for word in known:
                languages.setdefault(word, []).append(code)
        return languages

    @functools.cached_property
    def class_words(self) -> Mapping[str, str]:
        """The reason that each word of a class name gives, for the regions of a page."""
        return self._json("class_words")

    @functools.cached_property
    def late_class_words(self) -> Mapping[str, str]:
        """The same for words that are weighed after all other steps."""
        return self._json("late_class_words")

    def of(self, category: str) -> frozenset[str]:
        """The normalised phrases of ``category`` in all languages and modes."""
        if category not in self._of:
            self._of[category] = self._words(f"of {category}")
        return self._of[category]

    def lookup(self, key: str, words: int) -> Mapping[str, Phrase]:
        """Every category that knows the line, with the phrase that says so; exact phrases before others."""
        if not key:
            return _NOTHING
        name = "=" + key
        candidates = self._phrases(name) if self._find(name) >= 0 else ()
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
            # Most candidates go at the first test, which is the fastest.
            if phrase.text in key and phrase.category not in found and phrase.holds(key, words):
                found[phrase.category] = phrase
        return found or _NOTHING

    def _phrases(self, name: str) -> tuple[Phrase, ...]:
        """The phrases that stand under a name in the table: the mark of a mode, and what is found by; made once."""
        made = self._made.get(name)
        if made is None:
            rows = self._table[name].split(ROWS)
            made = self._made[name] = tuple([_phrase(name, *row.split(FIELDS)) for row in rows])
        return made

    def _words(self, name: str) -> frozenset[str]:
        at = self._table.find(name)
        return frozenset(self._table.value(at).split(ROWS)) if at >= 0 else frozenset()

    def _json(self, name: str) -> dict[str, Any]:
        value: dict[str, Any] = json.loads(self._table[name])
        return value


_NOTHING: Mapping[str, Phrase] = {}


def _phrase(name: str, category: str, language: str, *more: str) -> Phrase:
    """The phrase of the fields of a row; a row has no text where that is the word that the phrase is found by."""
    mode = MODES[name[0]]
    if not more:
        return Phrase(name[1:], category, mode, language)
    text, max_words, *exceptions = more
    return Phrase(text, category, mode, language, int(max_words), tuple(exceptions))


@functools.cache
def load_vocabulary() -> Vocabulary:
    """The vocabulary that ships with the library, read once, on first use."""
    return Vocabulary(load_table())


@functools.cache
def all_function_words() -> frozenset[str]:
    """The commonest words of all languages."""
    return frozenset().union(*load_vocabulary().function_words.values())


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


#: Only the beginning of the text is looked at; fewer words than this are no evidence.
SAMPLE_CHARS, MIN_WORDS = 4000, 12
#: The best language's function words make up such a share of the words, and lead the next best by such a factor.
MIN_SHARE, LEAD = 0.08, 1.1
#: With such a lead half of the share is enough: languages of long words have few function words.
CLEAR_LEAD = 2.0

#: The languages of a script, the commonest one first, and which share of the characters is in it.
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
#: Vowel signs are no letters to ``_WORD``, which cuts words of Devanagari at them.
_SPACED = pattern(r"[^\s\d।,.]+")


def detect_language(text: str) -> str | None:
    """The BCP-47 code of the language of ``text``, or None where the evidence is thin.

    >>> detect_language("Der Rat hat am Montag nicht über den Haushalt entschieden, und das war nicht zu erwarten.")
    'de'
    >>> detect_language("OK") is None
    True
    """
    sample = text[:SAMPLE_CHARS]
    if not sample.isascii():
        for codes, script, share in _SCRIPTS:
            if len(script.findall(sample)) > share * len(sample):
                return max(codes, key=lambda code: _count(sample, code)) if len(codes) > 1 else codes[0]
    words = _WORD.findall(sample.casefold())
    if len(words) < MIN_WORDS:
        return None
    languages = load_vocabulary().function_languages
    counted = Counter(chain.from_iterable([languages[word] for word in words if word in languages]))
    counts = sorted(((counted[code], code) for code in load_vocabulary().function_words), reverse=True)
    (best, code), (second, _) = counts[0], counts[1]
    enough = MIN_SHARE if best < CLEAR_LEAD * second else MIN_SHARE / 2
    return code if best >= enough * len(words) and best >= LEAD * second else None


def _count(sample: str, code: str) -> int:
    """How many words of the text are function words of the language."""
    known = load_vocabulary().function_words[code]
    return sum(word in known for word in _SPACED.findall(sample))
