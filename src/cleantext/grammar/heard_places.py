"""Places that the text itself tells of as such: "Karimpet: Police …" is a dateline where it says "in Karimpet"."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from cleantext.grammar.gazetteer import load_places

#: Only the first 20,000 characters of a text are searched, for names of at most 40.
SEARCHED, MAX_NAME = 20_000, 40
#: Names of 5 letters or more may change their last one, those of 7 two, for up to 4: "Пермь", "в Перми".
INFLECTED, LONG, ENDING = 5, 7, 4

#: Scripts that put no spaces between words, or glue endings to any word.
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


Heard = Callable[[str], bool]
"""Says of a name whether it is heard of as a place."""


def nowhere(name: str) -> bool:
    """No name is heard of, where there is no text."""
    return False


class HeardPlaces:
    """Says of a name whether a text tells of it as a place, by the words before it or the endings behind it."""

    __slots__ = ("_folded", "_known", "_language", "_text")

    def __init__(self, text: str, language: str | None) -> None:
        """``text`` is that of the article; in a language without a list nothing is heard."""
        self._text = text[:SEARCHED].replace("’", "'")
        self._folded = self._text.casefold()
        self._language = language
        self._known: dict[str, bool] = {}

    def __call__(self, name: str) -> bool:
        """Whether the text says "in" it, or the like.

        What it also writes in small letters, or in capitals only, is a word or an acronym.

        >>> heard = HeardPlaces("Police in Karimpet, said Mr Rao, deal in music. IN MUSIC, NO!", "en")
        >>> heard("KARIMPET"), heard("Rao"), heard("Music")
        (True, False, False)
        """
        key = name.casefold().strip()
        if self._language is None or not 1 < len(key) <= MAX_NAME:
            return False
        if key not in self._known:
            self._known[key] = self._is_name(name.strip()) and self._is_heard(key, self._language)
        return self._known[key]

    def _is_name(self, name: str) -> bool:
        small = name.lower()
        if small == name:
            return True  # the script has no capitals
        if re.search(rf"(?<!\w){re.escape(small)}(?!\w)", self._text):
            return False
        return not name.isupper() or name.title()[:INFLECTED - 1] in self._text

    def _is_heard(self, key: str, language: str) -> bool:
        before, behind = _around(language)
        edge = "" if _UNSPACED.match(key) else r"(?!\w)"
        stem = r"\s".join(map(_stem, key.split()))
        if before and re.search(f"(?:{before}){stem}{edge}", self._folded):
            return True
        return bool(behind) and re.search(f"{re.escape(key)}(?:{behind}){edge}", self._folded) is not None


def _stem(word: str) -> str:
    """The pattern of a word, of which the end may change."""
    if len(word) < INFLECTED or _UNSPACED.match(word):
        return re.escape(word)
    return rf"{re.escape(word[: -2 if len(word) >= LONG else -1])}\w{{1,{ENDING}}}"


@cache
def _around(language: str) -> tuple[str, str]:
    """The patterns of what stands before a place and behind it; "" where a language has none."""
    data = load_places().around
    before = [_before(one) for one in data["before-place"].get(language, [])]
    behind = [_behind(one) for one in data["behind-place"].get(language, [])]
    return "|".join(before), "|".join(behind)


def _before(word: str) -> str:
    if word.endswith("-"):
        return rf"(?<!\w){re.escape(word[:-1])}-?"
    return re.escape(word) if _UNSPACED.match(word) else rf"(?<!\w){re.escape(word)}\s{{1,2}}"


def _behind(word: str) -> str:
    if word.startswith("-"):
        return re.escape(word[1:])
    return re.escape(word) if word.startswith("'") else rf"\s{{1,2}}{re.escape(word)}"
