"""From the lines of a flat text to segments: what a dumper broke is joined, what it glued is split."""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.limits import TIME
from cleantext.page_vocabulary import PageVocabulary
from cleantext.segments.bounds import end_of_lines, end_of_part
from cleantext.segments.joins import units_of
from cleantext.segments.notations import Draft, Notation, read_notations, without_escapes
from cleantext.segments.pieces import pieces_of
from cleantext.segments.rows import joined, rows_of
from cleantext.segments.segment import Segment, made_segment
from cleantext.segments.shapes import shape_of
from cleantext.vocabulary import Vocabulary
from cleantext.watch import STRIDE, Watch


def read_segments(text: str, vocabulary: Vocabulary, watch: Watch | None = None) -> tuple[Segment, ...]:
    """The segments of a flat text, in order; what they leave out is white space and separators.

    ``watch`` holds the limits; what lies beyond one is noted there.
    """
    return read_dump(text, vocabulary, watch)[0]


def read_dump(text: str, vocabulary: Vocabulary, watch: Watch | None = None) -> tuple[tuple[Segment, ...], Notation]:
    """The segments of a flat text as :func:`read_segments` gives them, and what its notations say."""
    watch = watch or Watch()
    limits = watch.limits
    read, limit = _readable(text, watch)
    line = 1
    segments: list[Segment] = []
    known = PageVocabulary(vocabulary)
    draft = read_notations(text[:read] if read < len(text) else text, rows_of(text[:read]) if read else [])
    tight, softened = draft.tight, draft.softened
    for count, unit in enumerate(units_of(draft, known)):
        first = unit[0]
        if len(segments) >= limits.segments or (count % STRIDE == 0 and watch.late()):
            read, limit = first.start, "segments" if len(segments) >= limits.segments else TIME
            break
        line = first.number
        told = first.start in draft.roles
        for start, end, piece in [(first.start, first.end, False)] if told else pieces_of(unit, known):
            whole = end - start <= limits.segment_length
            high = end if whole else end_of_part(text, start, end, limits.segment_length)
            together = whole and len(unit) > 1 and not piece
            raw = joined(unit, tight, softened) if together else text[start:high]
            shape, visible = shape_of(draft.clean(raw, first.start) or raw, piece)
            shape = draft.shapes.get(start, shape)
            if draft.escaped and "\\" in visible and not draft.is_code(first.start):
                visible = without_escapes(visible)
            index = len(segments)
            segments.append(made_segment(index, (start, high), visible, line, first.gap, piece, shape, known))
            if not whole:
                watch.leave(text, high, end, line, "segment_length")
    watch.leave(text, read, len(text), line, limit)
    return tuple(_over_pages(segments, draft) if draft.continues else segments), draft.finish()


def _over_pages(segments: list[Segment], draft: Draft) -> Iterator[Segment]:
    """The segments, those of a paragraph that goes over pages with the length and the end of the whole."""
    groups: list[list[Segment]] = []
    group: dict[int, list[Segment]] = {}
    for segment in segments:
        if segment.start in draft.roles:
            continue
        if segment.start in draft.continues and groups:
            groups[-1].append(segment)
        else:
            groups.append([segment])
        group[segment.index] = groups[-1]
    for segment in segments:
        parts = group.get(segment.index, [])
        if len(parts) > 1:
            segment = segment.changed(words=sum(part.words for part in parts), ends=parts[-1].ends)
        yield segment


def _readable(text: str, watch: Watch) -> tuple[int, str]:
    """How much of the text is read, and the limit that ends it."""
    if watch.late():
        return 0, TIME
    most = watch.limits.characters
    # Half a date is another date: the line that goes on after the limit belongs to the rest.
    characters = len(text) if len(text) <= most else text.rfind("\n", most // 2, most) + 1 or most
    lines = end_of_lines(text, watch.limits.lines)
    return (lines, "lines") if lines < characters else (characters, "characters")
