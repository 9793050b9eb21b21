"""Adversarial texts for a pattern, made from its own parts: what it matches, over and over, and then what it does not."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from re import _constants as codes  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]

#: A character of each class.
_SAMPLES = {
    codes.CATEGORY_DIGIT: "7",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_WORD: "a",
    codes.CATEGORY_NOT_DIGIT: "a",
    codes.CATEGORY_NOT_SPACE: "a",
    codes.CATEGORY_NOT_WORD: ".",
}
#: What a negated class may take: the first of these that is not excluded.
_ANYTHING = "aA7 .-\n<\"'"
#: Texts end with what hardly any pattern takes.
_TAIL = "\0"


def attacks(pattern: re.Pattern[Any], size: int) -> Iterator[str | bytes]:
    """Texts of about ``size`` characters: for each repeat what stands before it and its unit over and over; all once.

    >>> [text[:9] for text in attacks(re.compile("<(?:[a-z]+=)*>"), 9)]
    ['<a=><a=>\\x00', 'aaaaaaaaa', '<a=a=a=a=', '<aaaaaaaa']
    """
    binary = isinstance(pattern.pattern, bytes)
    source = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    tree = parser.parse(source, pattern.flags & ~re.UNICODE)
    texts = {_run("", _sample(tree), size): None, _run("", "a", size): None}
    for before, unit in _repeats(tree, ""):
        texts[_run(before, unit, size)] = None
    for text in texts:
        yield text.encode("latin-1", "replace") if binary else text


def _run(before: str, unit: str, size: int) -> str:
    return before + (unit or " ") * (size // max(1, len(unit))) + _TAIL


def _repeats(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """For each repeat of a tree: what leads to it, and what it repeats."""
    for code, value in tree:
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            _, high, inner = value
            if high > 1:
                yield before, _sample(inner)
            yield from _repeats(inner, before)
        elif code is codes.SUBPATTERN:
            yield from _repeats(value[3], before)
        elif code is codes.BRANCH:
            for branch in value[1]:
                yield from _repeats(branch, before)
        before += _sample([(code, value)])


def _sample(tree: Any) -> str:
    """A short text that the tree matches, or nearly."""
    return "".join(_part(code, value) for code, value in tree)


def _part(code: Any, value: Any) -> str:
    if code is codes.LITERAL:
        return chr(value)
    if code is codes.NOT_LITERAL:
        return next(char for char in _ANYTHING if ord(char) != value)
    if code is codes.ANY:
        return "a"
    if code is codes.IN:
        return _member(value)
    if code is codes.BRANCH:
        return _sample(value[1][0])
    if code is codes.SUBPATTERN:
        return _sample(value[3])
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        return _sample(value[2]) * max(1, min(value[0], 4))
    return ""


def _member(parts: Any) -> str:
    """A character of a class."""
    if parts[0][0] is codes.NEGATE:
        return next((char for char in _ANYTHING if not any(_takes(part, char) for part in parts[1:])), "\u3042")
    code, value = parts[0]
    if code is codes.CATEGORY:
        return _SAMPLES[value]
    return chr(value if code is codes.LITERAL else value[0])


def _takes(part: Any, char: str) -> bool:
    code, value = part
    if code is codes.LITERAL:
        return ord(char) == value
    if code is codes.RANGE:
        return bool(value[0] <= ord(char) <= value[1])
    letter = {codes.CATEGORY_DIGIT: "d", codes.CATEGORY_SPACE: "s", codes.CATEGORY_WORD: "w"}
    letter |= {codes.CATEGORY_NOT_DIGIT: "D", codes.CATEGORY_NOT_SPACE: "S", codes.CATEGORY_NOT_WORD: "W"}
    return re.match(f"\\{letter[value]}", char) is not None
