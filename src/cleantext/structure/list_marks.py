"""Marks of lists that stand in the text: "2. Rope", "• Tar"; numbers are marks only where they count on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cleantext.patterns import pattern
from cleantext.records import NamedTuple, replace
from cleantext.values import Container, Paragraph

#: Numbers count on by one: a year or a heading ("2. Methods") is no item.
_NUMBERED = pattern(r"(\d{1,3})(\\?[.)]) (?=\S)")
_BULLETS = frozenset("•▪‣◦○●■·")
_SPACED = pattern(r"[•▪‣◦○●■·]\s{1,4}(?=\S)")


class Mark(NamedTuple):
    """The mark of a list that a text begins with: its number (None for a bullet) and its length."""

    number: int | None
    size: int


def marked_items(paragraphs: Sequence[Paragraph]) -> list[Mark | None]:
    """The mark of a list that each paragraph begins with.

    A number is one only where it counts on from the paragraph before, or the one below counts on from it; a bullet
    where another one stands beside it.
    """
    found = [_marked(one) for one in paragraphs]
    kept: list[Mark | None] = [None] * len(found)
    for at, (above, one) in enumerate(pairwise(found)):
        if above is not None and one is not None and one.number == (above.number and above.number + 1):
            kept[at], kept[at + 1] = above, one
    return kept


def _marked(paragraph: Paragraph) -> Mark | None:
    text = paragraph.text
    if paragraph.kind not in ("p", "list_item", "quote") or not (text[:1].isdigit() or text[:1] in _BULLETS):
        return None
    if text[:1] in _BULLETS:
        match = _SPACED.match(text)
        return Mark(None, match.end()) if match else None
    match = _NUMBERED.match(text)
    return Mark(int(match[1]), match.end()) if match else None


def is_marked(text: str) -> bool:
    """Whether a line begins with the mark of a list: a number or a bullet.

    >>> is_marked("2. Rope"), is_marked("• Rope"), is_marked("- Rope"), is_marked("2.5 m")
    (True, True, False, False)
    """
    return bool(_NUMBERED.match(text) or _SPACED.match(text))


def with_marks(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs of a page that writes lists as text: "1. Rope", "2. Tar" as lines of their own."""
    made = list(paragraphs)
    marks = marked_items(paragraphs)
    group = 0
    for at, (mark, one) in enumerate(zip(marks, paragraphs, strict=True)):
        if mark is None or any(container.kind == "item" for container in one.within):
            continue
        above = marks[at - 1] if at else None
        if above is None or (above.number is None) != (mark.number is None):
            group = -1 - 2 * at
        item = Container("item", -2 - 2 * at, group, mark.number)
        made[at] = replace(one, within=(*one.within, item), marker=mark.size, kind="list_item")
    return made
