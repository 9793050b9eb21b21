"""Which language a text is in: by script where that settles it, else by its commonest function words."""

from __future__ import annotations

from collections import Counter
from itertools import chain

from cleantext.patterns import pattern
from cleantext.vocabulary import load_vocabulary

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
