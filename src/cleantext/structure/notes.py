"""Footnotes of an HTML page: marks in the text that lead to a block further down."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Sequence

from cleantext.document import Document, Segment
from cleantext.patterns import pattern

#: The words of a mark; without brackets it is one where it is raised.
_MARK = pattern(r"(?:(\[|\()\s?)?([0-9]{1,3}|[A-Za-z]|[ivx]{1,5}|[*†‡§]{1,3})\s?[\])]?")
#: A mark has at most 8 characters.
MAX_MARK = 8
#: Neither headings nor lists of contents are notes; a note's element is at most 4 blocks above its text.
_NO_NOTES = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "body", "html", "article", "main", "section"))
MAX_ABOVE = 4


def notes_of(document: Document, body: Sequence[Segment], marked: Sequence[Segment] | None = None) -> dict[str, str]:
    """The names of footnotes by the ids of their elements, in the order of their marks; {} where there are none.

    Notes are looked for in ``body``, marks in ``marked`` (without it: there too).
    """
    marks = _marks(document, body if marked is None else marked)
    if not marks:
        return {}
    places = places_of(body, marks.keys())
    names: dict[str, str] = {}
    for target, (offset, words) in marks.items():
        if target in places and places[target][0].start > offset:
            free = words.isalnum() and words not in names.values()
            names[target] = words if free else _unused(len(names) + 1, names)
    return names


def _marks(document: Document, body: Sequence[Segment]) -> dict[str, tuple[int, str]]:
    """For each id that a mark leads to, where its first mark stands and what it says."""
    links = [one for one in document.spans if one[2] == "link" and one[3][:1] == "#" and one[1] - one[0] <= MAX_MARK]
    if not links:
        return {}
    raised = [(start, end) for start, end, kind, _ in document.spans if kind == "sup"]
    starts = [start for start, _ in raised]
    found: dict[str, tuple[int, str]] = {}
    own = [segment.start for segment in body]
    for start, end, _, value in links:
        at = bisect_right(own, start) - 1
        if at < 0 or body[at].end < end:
            continue  # a note that nothing of the article leads to is lost
        match = _MARK.fullmatch(document.text[start:end])
        before = bisect_right(starts, start) - 1
        within = before >= 0 and end <= raised[before][1]
        if match is not None and (match[1] or within):
            found.setdefault(value[1:], (start, match[2]))
    return found


def places_of(body: Sequence[Segment], wanted: Container[str]) -> dict[str, list[Segment]]:
    """The segments within the elements that have the ``wanted`` ids."""
    places: dict[str, list[Segment]] = {}
    for segment in body:
        if segment.facts is None:
            continue
        for block in segment.facts.block.nearest(MAX_ABOVE):
            if block.tag in _NO_NOTES:
                break
            name = next((value for name, value in block.attributes if name == "id"), None)
            if name is not None and name in wanted:
                places.setdefault(name, []).append(segment)
    return places


def _unused(number: int, names: dict[str, str]) -> str:
    while str(number) in names.values():
        number += 1
    return str(number)
