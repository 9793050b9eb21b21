"""From the lines of a flat text to segments: what a dumper broke is joined, what it glued is split."""

from __future__ import annotations

from cleantext.segments.joins import units_of
from cleantext.segments.notation import shape_of
from cleantext.segments.pieces import pieces_of
from cleantext.segments.rows import joined, rows_of
from cleantext.segments.segment import Segment, made_segment
from cleantext.vocabulary import Vocabulary


def read_segments(text: str, vocabulary: Vocabulary) -> tuple[Segment, ...]:
    """The segments of a flat text, in order; what they leave out is white space and separators."""
    segments: list[Segment] = []
    for unit in units_of(rows_of(text), vocabulary):
        first = unit[0]
        for start, end, piece in pieces_of(unit, vocabulary):
            shape, visible = shape_of(joined(unit) if len(unit) > 1 and not piece else text[start:end], piece)
            index = len(segments)
            segments.append(
                made_segment(index, (start, end), visible, first.number, first.gap, piece, shape, vocabulary)
            )
    return tuple(segments)
