"""Records: lines that a separator or a glued label splits into pieces, each a segment of its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cleantext.page_vocabulary import PageVocabulary
from cleantext.patterns import pattern
from cleantext.segments.rows import Row
from cleantext.segments.seams import seams_of
from cleantext.segments.shapes import is_table_row

#: Lines longer than this are paragraphs: they are neither split at separators nor at glued labels.
MAX_RECORD = 240
#: A record of more pieces is a menu or a table; the rest of its line stays in one piece.
MAX_PIECES = 40
#: White space of more characters between two blocks is left to one of them.
SPACE = 100
#: What stands between the pieces of a record.
SEPARATORS = "|｜•·│"

_SEPARATOR = pattern(f"[{SEPARATORS}]")
# Begins with a set of characters, which is searched for faster than what stands before.
_GLUE = pattern(r"[A-ZÀ-Þ](?<=[a-zß-öø-ÿ0-9)\]A-Z].)(?=[a-zß-öø-ÿ]{2})")
# Either of the two, in one pass.
_PARTING = pattern(rf"[{SEPARATORS}A-ZÀ-Þ](?:(?<=[{SEPARATORS}])|(?<=[a-zß-öø-ÿ0-9)\]A-Z].)(?=[a-zß-öø-ÿ]{{2}}))")
#: Categories that a label glued to the text before it may have.
_GLUED = ("sponsor", "published", "modified", "byline", "advertisement", "source", "share")


def is_plain(line: str) -> bool:
    """Whether a line has neither separators nor places where a label may be glued: it is one segment."""
    return _PARTING.search(line) is None


def pieces_of(unit: list[Row], vocabulary: PageVocabulary) -> Iterator[tuple[int, int, bool]]:
    """The spans of the unit's segments, each with whether it is a piece of a record."""
    start, end = unit[0].start, unit[-1].end
    if len(unit) > 1 or end - start > MAX_RECORD:
        yield from _blocks(unit)
        return
    line = unit[0].text
    if is_table_row(line) or is_plain(line):
        yield start, end, False
        return
    cuts = [match.span() for match in _SEPARATOR.finditer(line) if _separates(line, *match.span())][:MAX_PIECES]
    bounds: list[tuple[int, int]] = []
    low = 0
    for cut, following in [*cuts, (len(line), len(line))]:
        bounds.extend(_unglued(line, low, cut, vocabulary))
        low = following
    found = [(low, high) for low, high in bounds if line[low:high].strip()]
    for low, high in found:
        part = line[low:high]
        at = start + low + len(part) - len(part.lstrip())
        yield at, at + len(part.strip()), len(found) > 1 or bool(cuts)
    if not found:
        yield start, end, False


def _blocks(unit: list[Row]) -> Iterator[tuple[int, int, bool]]:
    """The blocks that long lines hold: mostly one, whatever the number of lines."""
    cuts: list[tuple[int, int]] = []
    for row in unit:
        for cut in seams_of(row.text) if len(row.text) > MAX_RECORD else ():
            # A line may be cut a hundred thousand times: only what stands around a cut is looked at.
            high = len(row.text[max(0, cut - SPACE) : cut].rstrip()) + max(0, cut - SPACE)
            following = row.text[cut : cut + SPACE]
            low = cut + len(following) - len(following.lstrip())
            cuts.append((row.start + high, row.start + low))
    bounds = [(0, unit[0].start), *cuts, (unit[-1].end, 0)]
    for (_, low), (high, _) in pairwise(bounds):
        if low < high:
            yield low, high, len(bounds) > 2


def _separates(line: str, low: int, high: int) -> bool:
    """Whether the separator stands free: a bar on one side, a dot, which words and titles also hold, on both."""
    if low == 0 and line[0] in "•·":
        return False
    free_before, free_after = not line[low - 1 : low].strip(), not line[high : high + 1].strip()
    return (free_before and free_after) if line[low] in "•·" else (free_before or free_after)


def _unglued(line: str, low: int, high: int, vocabulary: PageVocabulary) -> Iterator[tuple[int, int]]:
    """The stretch cut before every label that is glued to the text before it."""
    for match in _GLUE.finditer(line, low, high):
        rest = line[match.start() : high]
        hits = vocabulary.ask(rest).hits
        if any(category in hits and hits[category].mode != "contains" for category in _GLUED):
            yield low, match.start()
            low = match.start()
    yield low, high
