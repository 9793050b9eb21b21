"""Marks of Markdown within a line of a dump: links, pictures, code and emphasis, as spans of the text without them."""

from __future__ import annotations

import re

from cleantext.patterns import pattern
from cleantext.structure.addresses import Addresses
from cleantext.structure.cuts import Cuts
from cleantext.values import Inline, SpanKind

_LINK = pattern(
    r"(!?)\[((?:[^\[\]\n]|!\[[^\[\]\n]{0,400}\]\([^()\s]{0,2000}\)){0,400})\]"
    r"\(([^()\s]{0,2000})(?:\s\"([^\"\n]{0,300})\")?\)"
)
_EMPHASIS = pattern(r"(?<!\w)(\*\*|__|\*)(?=\S)([^*_\n]{1,400})(?<=\S)\1(?!\w)")
_CODE = pattern(r"(?<!`)(`{1,2})(?!`)([^`\n]{1,400})(?<!`)\1(?!`)")


def read_marks(raw: str, addresses: Addresses) -> tuple[str, list[Inline]]:
    """The text without its marks, and what they say: links and pictures first, then code and emphasis.

    >>> read_marks("The *old* [ferry](/f) runs `make`", Addresses(None))[0]
    'The old ferry runs `make`'
    """
    spans: list[Inline] = []
    made: list[str] = []
    size = done = 0
    for match in _LINK.finditer(raw):
        made.append(raw[done : match.start()])
        size += match.start() - done
        done = match.end()
        url = addresses.absolute(match[3])
        words = _LINK.sub(r"\2", match[2])
        if match[1]:
            if url is not None:
                spans.append(Inline("image", size, size, url, words or None))
            made.append(words)
        else:
            inner = _LINK.search(match[2])
            if inner is not None and inner[1] and (shown := addresses.absolute(inner[3])) is not None:
                spans.append(Inline("image", size, size, shown, inner[2] or None))
            made.append(words)
            if words and url is not None and match[3][:1] != "#":
                spans.append(Inline("link", size, size + len(words), url))
        size += len(words)
    made.append(raw[done:])
    text = "".join(made)
    text, spans = _taken(_CODE, text, spans, code=True)
    for _ in range(2):
        text, spans = _taken(_EMPHASIS, text, spans, code=False)
    return text, spans


def _taken(marks: re.Pattern[str], text: str, spans: list[Inline], *, code: bool) -> tuple[str, list[Inline]]:
    """The text without marks that a pattern finds, and the spans with those that it finds; code keeps its marks."""
    cuts: list[tuple[int, int]] = []
    found: list[tuple[SpanKind, int, int]] = []
    coded = [(one.start, one.end) for one in spans if one.kind == "code"]
    for match in marks.finditer(text):
        if code:
            found.append(("code", match.start(), match.end()))
        elif not any(low < match.end() and match.start() < high for low, high in coded):
            size = len(match[1])
            cuts += [(match.start(), size), (match.end() - size, size)]
            found.append(("strong" if size == 2 else "em", match.start(), match.end()))
    if code:
        # The value says that the marks stand in the text.
        return text, [*spans, *(Inline(kind, low, high, "`") for kind, low, high in found)]

    gone = Cuts((at, at + size) for at, size in cuts)
    return gone.without(text), gone.moved([*spans, *(Inline(kind, low, high) for kind, low, high in found)])
