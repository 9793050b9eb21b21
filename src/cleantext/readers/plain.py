"""Declared values as plain text: without tags, entities and runs of white space, and of bounded length."""

from __future__ import annotations

import re

from cleantext.patterns import pattern

#: No value is longer; a declared body of more is cut.
MAX_VALUE = 65536

_TAG = pattern(r"<(?:[a-z!/][^<>]{0,2000})>", re.I)
_BREAK = pattern(r"<(?:br|/?p|/?div|/?h[1-6]|/?li|/?blockquote|/tr)\b[^<>]{0,2000}>", re.I)
_HIDDEN = pattern(r"<(/?)(?:script|style)\b[^<>]{0,2000}>", re.I)
_SURROGATE = pattern(r"[\ud800-\udfff]")
# Marks that show nothing, and control characters that are no white space.
_INVISIBLE = dict.fromkeys([*map(ord, "\u200b\u2060\ufeff\u200e\u200f\xad"), *range(9), *range(14, 28), 127])


def plain(value: str, limit: int = MAX_VALUE) -> str:
    """One line of text: entities (also twice encoded ones) are read, tags dropped, white space collapsed.

    >>> plain(" Fish &amp;amp; <b>chips</b>\\nare back ")
    'Fish & chips are back'
    """
    value = value[: 2 * limit]
    if "&" in value:
        import html

        value = html.unescape(html.unescape(value))
    if "<" in value:
        value = _TAG.sub("", _BREAK.sub(" ", value))
    if not value.isascii():
        value = _SURROGATE.sub("\ufffd", value)  # JSON can escape half a character
    return " ".join(value.translate(_INVISIBLE).split())[:limit]


def plain_paragraphs(value: str, limit: int = MAX_VALUE) -> str:
    """Text of several paragraphs, one a line.

    >>> plain_paragraphs("<p>One &amp; two.</p><p>Three.<br>Four.</p>")
    'One & two.\\nThree.\\nFour.'
    """
    value = value[: 4 * limit]
    if "&lt;" in value and "<" not in value:
        import html

        value = html.unescape(value)
    if "<" in value:
        value = _BREAK.sub("\n", _without_code(value))
    lines = (plain(line, limit) for line in value.splitlines())
    return "\n".join(line for line in lines if line)[:limit]


def _without_code(value: str) -> str:
    """The markup without scripts and styles.

    >>> _without_code("One<style>p { }</style> two")
    'One two'
    """
    pieces = _HIDDEN.split(value)
    kept = [text for slash, text in zip(pieces[1::2], pieces[2::2], strict=True) if slash]
    return "".join([pieces[0], *kept])
