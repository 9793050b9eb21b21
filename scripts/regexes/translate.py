"""Python's regular expressions in the syntax of JavaScript, for a checker that reads no other.

What matters to the checker is which characters a part can match, and how parts repeat. So it is enough that classes
overlap where they do in Python: ``\\w``, ``\\d`` and ``\\s`` become the same fixed sets of ranges everywhere. Bounds of
repeats above :data:`MAX_BOUND` become that bound: the pattern stays linear or not, the checker's automaton stays small.
"""

from __future__ import annotations

import re
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

#: A repeat of more is checked as a repeat of so many.
MAX_BOUND = 3

_DIGITS = r"0-9\u0660-\u0669\u0966-\u096f\uff10-\uff19"
_SPACES = r"\t-\r\x1c-\x20\x85\xa0\u2000-\u200a\u2028\u2029\u3000"
_WORDS = (
    r"0-9A-Z_a-z\xaa\xb5\xba\xc0-\u02ff\u0370-\u1fff\u2c00-\u2dff\u3040-\ud7ff\uf900-\ufdcf\uff10-\uff19"
    r"\uff21-\uff3a\uff41-\uff5a"
)
_NOT_DIGITS = r"\0-/:-\u065f\u066a-\u0965\u0970-\uff0f\uff1a-\uffff"
_NOT_SPACES = r"\0-\x08\x0e-\x1b!-\x84\x86-\x9f\xa1-\u1fff\u200b-\u2027\u202a-\u2fff\u3001-\uffff"
_NOT_WORDS = (
    r"\0-/:-@\[-\^`\{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\u0300-\u036f\u2000-\u2bff\u2e00-\u303f\ud800-\uf8ff\ufdd0-\uff0f"
    r"\uff1a-\uff20\uff3b-\uff40\uff5b-\uffff"
)
_CATEGORIES = {
    codes.CATEGORY_DIGIT: _DIGITS,
    codes.CATEGORY_NOT_DIGIT: _NOT_DIGITS,
    codes.CATEGORY_SPACE: _SPACES,
    codes.CATEGORY_NOT_SPACE: _NOT_SPACES,
    codes.CATEGORY_WORD: _WORDS,
    codes.CATEGORY_NOT_WORD: _NOT_WORDS,
}
_PLACES = {
    codes.AT_BEGINNING: "^",
    codes.AT_BEGINNING_STRING: "^",
    codes.AT_END: "$",
    codes.AT_END_STRING: "$",
    codes.AT_BOUNDARY: r"\b",
    codes.AT_NON_BOUNDARY: r"\B",
}


class Untranslatable(ValueError):
    """The pattern has something that JavaScript has not."""


def translated(pattern: re.Pattern[Any]) -> tuple[str, str]:
    """The source and the flags of a pattern in JavaScript.

    >>> translated(re.compile(r"(?P<day>\\d{1,90})(?=th$)", re.I))
    ('([0-9\\\\u0660-\\\\u0669\\\\u0966-\\\\u096f\\\\uff10-\\\\uff19]{1,3})(?=th$)', 'i')
    """
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    flags = "".join(
        letter for flag, letter in ((re.I, "i"), (re.M, "m"), (re.S, "s")) if re.RegexFlag(pattern.flags) & flag
    )
    return _sequence(parser.parse(source, pattern.flags & ~re.UNICODE & ~re.DEBUG)), flags


def _sequence(parts: Any) -> str:
    return "".join(_part(code, value) for code, value in parts)


def _part(code: Any, value: Any) -> str:
    if code is codes.LITERAL:
        return _literal(value)
    if code is codes.NOT_LITERAL:
        return f"[^{_literal(value)}]"
    if code is codes.ANY:
        return "."
    if code is codes.IN:
        return _set(value)
    if code is codes.AT:
        return _PLACES[value]
    if code is codes.BRANCH:
        return f"(?:{'|'.join(_sequence(one) for one in value[1])})"
    if code is codes.SUBPATTERN:
        group, _, _, inner = value
        return f"({'' if group is not None else '?:'}{_sequence(inner)})"
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        return _repeat(code, *value)
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        behind, inner = value
        sign = "!" if code is codes.ASSERT_NOT else "="
        return f"(?{'<' if behind < 0 else ''}{sign}{_sequence(inner)})"
    if code is codes.GROUPREF:
        return f"(?:\\{value})"
    raise Untranslatable(str(code))


def _repeat(code: Any, low: int, high: Any, inner: Any) -> str:
    low = min(low, MAX_BOUND)
    top = "" if high is codes.MAXREPEAT else str(min(int(high), MAX_BOUND))
    # Possessive repeats give nothing back: without that the pattern is slower, never faster.
    lazy = "?" if code is codes.MIN_REPEAT else ""
    return f"{_unit(inner)}{{{low},{top}}}{lazy}" if str(low) != top else f"{_unit(inner)}{{{low}}}"


def _unit(inner: Any) -> str:
    """What is repeated, as one unit of its own."""
    text = _sequence(inner)
    units = (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN, codes.SUBPATTERN)
    return text if len(inner) == 1 and inner[0][0] in units else f"(?:{text})"


def _set(parts: Any) -> str:
    negated = bool(parts) and parts[0][0] is codes.NEGATE
    inside = "".join(_member(code, value) for code, value in (parts[1:] if negated else parts))
    return f"[{'^' if negated else ''}{inside}]"


def _member(code: Any, value: Any) -> str:
    if code is codes.LITERAL:
        return _literal(value)
    if code is codes.RANGE:
        return f"{_literal(value[0])}-{_literal(value[1])}"
    if code is codes.CATEGORY:
        return _CATEGORIES[value]
    raise Untranslatable(str(code))


def _literal(char: int) -> str:
    if char > 0xFFFF:
        raise Untranslatable(f"character {char:#x}")
    return chr(char) if chr(char).isascii() and chr(char).isalnum() else f"\\u{char:04x}"
