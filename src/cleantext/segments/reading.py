"""From the lines of a flat text to segments: what a dumper broke is joined, what it glued is split."""

from __future__ import annotations

from cleantext.limits import TIME
from cleantext.segments.bounds import end_of_lines, end_of_part
from cleantext.segments.joins import units_of
from cleantext.segments.notation import shape_of
from cleantext.segments.pieces import pieces_of
from cleantext.segments.rows import joined, rows_of
from cleantext.segments.segment import Segment, made_segment
from cleantext.vocabulary import PageVocabulary, Vocabulary
from cleantext.watch import STRIDE, Watch


def read_segments(text: str, vocabulary: Vocabulary, watch: Watch | None = None) -> tuple[Segment, ...]:
    """The segments of a flat text, in order; what they leave out is white space and separators.

    ``watch`` holds the limits; what lies beyond one is noted there.
    """
    watch = watch or Watch()
    limits = watch.limits
    read, limit = _readable(text, watch)
    line = 1
    segments: list[Segment] = []
    known = PageVocabulary(vocabulary)
    for count, unit in enumerate(units_of(rows_of(text[:read]), known) if read else ()):
        first = unit[0]
        if len(segments) >= limits.segments or (count % STRIDE == 0 and watch.late()):
            read, limit = first.start, "segments" if len(segments) >= limits.segments else TIME
            break
        line = first.number
        for start, end, piece in pieces_of(unit, known):
            whole = end - start <= limits.segment_length
            high = end if whole else end_of_part(text, start, end, limits.segment_length)
            together = whole and len(unit) > 1 and not piece
            shape, visible = shape_of(joined(unit) if together else text[start:high], piece)
            index = len(segments)
            segments.append(made_segment(index, (start, high), visible, line, first.gap, piece, shape, known))
            if not whole:
                watch.leave(text, high, end, line, "segment_length")
    watch.leave(text, read, len(text), line, limit)
    return tuple(segments)


def _readable(text: str, watch: Watch) -> tuple[int, str]:
    """How much of the text is read, and the limit that ends it."""
    if watch.late():
        return 0, TIME
    most = watch.limits.characters
    # Half a date is another date: the line that goes on behind the limit belongs to the rest.
    characters = len(text) if len(text) <= most else text.rfind("\n", most // 2, most) + 1 or most
    lines = end_of_lines(text, watch.limits.lines)
    return (lines, "lines") if lines < characters else (characters, "characters")
