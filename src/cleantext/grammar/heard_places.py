"""Places that the text itself tells of as such: "Karimpet: Police …" is a dateline where it says "in Karimpet"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cleantext.grammar.gazetteer import load_places
from cleantext.patterns import pattern

#: Only the first 20,000 characters of a text are searched, for names of at most 40.
SEARCHED, MAX_NAME = 20_000, 40
#: Names of 5 letters or more may change their last one, those of 7 two, for up to 4: "Пермь", "в Перми".
INFLECTED, LONG = 5, 7

#: A name is looked at the first 200 times that it stands there, with 30 characters before it.
MOST, MAX_AROUND = 200, 30
#: An ending of up to 4 letters.
_LETTERS = pattern(r"\w{1,4}(?!\w)")

#: Scripts that put no spaces between words, or glue endings to any word.
_UNSPACED = pattern("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


Heard = Callable[[str], bool]
"""Says of a name whether it is heard of as a place."""


def nowhere(name: str) -> bool:
    """No name is heard of, where there is no text."""
    return False


class HeardPlaces:
    """Says of a name whether a text tells of it as a place, by the words before it or the endings after it."""

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
        if any(_stands_alone(self._text, at, len(small)) for at in _places(self._text, small)):
            return False
        return not name.isupper() or name.title()[: INFLECTED - 1] in self._text

    def _is_heard(self, key: str, language: str) -> bool:
        around = load_places().around
        before, behind = (around[name].get(language, []) for name in ("before-place", "behind-place"))
        first, *more = key.split()
        for at in _places(self._folded, _stem(first)):
            end = _end_of(self._folded, at, [first, *more])
            ahead = self._folded[max(0, at - MAX_AROUND) : at]
            if end is not None and any(_opens(ahead, word) for word in before):
                return True
            whole = at + len(key)
            if self._folded[at:whole] == key and any(_closes(self._folded, whole, word) for word in behind):
                return True
        return False


def _places(text: str, part: str) -> Iterator[int]:
    """Where a part stands in a text, the first 200 times."""
    at = text.find(part)
    for _ in range(MOST):
        if at < 0:
            return
        yield at
        at = text.find(part, at + 1)


def _stands_alone(text: str, at: int, size: int) -> bool:
    """Whether no letter stands beside a part of the text."""
    return not text[at - 1 : at].isalnum() and not text[at + size : at + size + 1].isalnum()


def _is_unspaced(word: str) -> bool:
    return _UNSPACED.match(word) is not None


def _stem(word: str) -> str:
    """What of a word stays where its end changes."""
    if len(word) < INFLECTED or _is_unspaced(word):
        return word
    return word[: -2 if len(word) >= LONG else -1]


def _end_of(text: str, at: int, words: list[str]) -> int | None:
    """Where the words end that stand at a place, each with any ending; None where others stand there."""
    for number, word in enumerate(words):
        if number:
            if text[at : at + 1] not in (" ", "\n"):
                return None
            at += 1
        stem = _stem(word)
        if not text.startswith(stem, at):
            return None
        at += len(stem)
        if stem != word:
            ending = _LETTERS.match(text, at)
            if ending is None:
                return None
            at = ending.end()
        elif not _is_unspaced(word) and text[at : at + 1].isalnum():
            return None
    return None if text[at : at + 1].isalnum() and not _is_unspaced(words[-1]) else at


def _opens(ahead: str, word: str) -> bool:
    """Whether a word stands right before a place; one with a hyphen is written together with the name."""
    if word.endswith("-"):
        left = ahead.removesuffix("-")
        found = left.endswith(word[:-1])
        return found and not left[: len(left) - len(word) + 1][-1:].isalnum()
    if _is_unspaced(word):
        return ahead.endswith(word)
    left = ahead.rstrip()
    return left != ahead and left.endswith(word) and not left[: len(left) - len(word)][-1:].isalnum()


def _closes(text: str, at: int, word: str) -> bool:
    """Whether a word, or an ending, stands right after a place."""
    ending = word[1:] if word.startswith("-") else word if word.startswith("'") else f" {word}"
    after = at + len(ending)
    return text.startswith(ending, at) and (_is_unspaced(ending) or not text[after : after + 1].isalnum())
