"""From the lines of a flat text to segments and a document: notations read, lines joined and split."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from cleantext.budget import STRIDE, TIME, Watch
from cleantext.document import Document, with_unread
from cleantext.text.join_lines import pieces_of, units_of
from cleantext.text.lines import Row, end_of_lines, end_of_part, join_rows, rows_of
from cleantext.text.notations.draft import Draft, Notation
from cleantext.text.notations.heads import read_crawl_record, read_front_matter, read_reader_head, read_stated_day
from cleantext.text.notations.mail import read_mail
from cleantext.text.notations.markup import read_escapes, read_headings, read_references, read_terminal, without_escapes
from cleantext.text.notations.print_pages import read_drop_caps, read_print_pages
from cleantext.text.segment import Segment, make_segment, shape_of
from cleantext.words.vocabulary import PageVocabulary, Vocabulary, load_vocabulary

#: The notations in order: heads from the outside in, then marks between and in the lines.
NOTATIONS = (
    *(read_crawl_record, read_stated_day, read_reader_head, read_front_matter, read_mail, read_references),
    *(read_terminal, read_escapes, read_headings, read_print_pages, read_drop_caps),
)


def read_segments(text: str, vocabulary: Vocabulary, watch: Watch | None = None) -> tuple[Segment, ...]:
    """Return the segments of a flat text in order; only white space and separators are left out.

    ``watch`` holds the limits, and notes the text beyond them.
    """
    return read_dump(text, vocabulary, watch)[0]


def read_dump(text: str, vocabulary: Vocabulary, watch: Watch | None = None) -> tuple[tuple[Segment, ...], Notation]:
    """Return the segments of a flat text as :func:`read_segments` does, and its notation."""
    watch = watch or Watch()
    limits = watch.limits
    read, limit = _readable(text, watch)
    line = 1
    segments: list[Segment] = []
    known = PageVocabulary(vocabulary)
    draft = read_notations(text[:read] if read < len(text) else text, rows_of(text[:read]) if read else [])
    tight, softened = draft.tight, draft.softened
    for unit, start, end, piece in _pieces_of_units(draft, known):
        index = len(segments)
        if index >= limits.segments or (index % STRIDE == 0 and watch.late()):
            read, limit = start, "segments" if index >= limits.segments else TIME
            break
        first = unit[0]
        line = first.number
        whole = end - start <= limits.segment_length
        high = end if whole else end_of_part(text, start, end, limits.segment_length)
        raw = join_rows(unit, tight, softened) if whole and len(unit) > 1 and not piece else text[start:high]
        shape, visible = shape_of(draft.clean(raw, first.start) or raw, piece)
        shape = draft.shapes.get(start, shape)
        if draft.escaped and "\\" in visible and not draft.is_code(first.start):
            visible = without_escapes(visible)
        segments.append(make_segment(index, (start, high), visible, line, first.gap, piece, shape, known))
        if not whole:
            watch.leave(text, high, end, line, "segment_length")
    watch.leave(text, read, len(text), line, limit)
    return tuple(_over_pages(segments, draft) if draft.continues else segments), draft.finish()


def _pieces_of_units(draft: Draft, known: PageVocabulary) -> Iterator[tuple[list[Row], int, int, bool]]:
    """Each piece of each unit of lines: the unit, the piece's begin and end, and whether it is cut from a line."""
    for unit in units_of(draft, known):
        first = unit[0]
        whole = first.start in draft.roles
        for start, end, piece in [(first.start, first.end, False)] if whole else pieces_of(unit, known):
            yield unit, start, end, piece


def read_text(
    text: str, *, url: str | None = None, now: datetime.datetime | None = None, watch: Watch | None = None
) -> Document:
    """Read a text dump; the segments of the document are its lines, joined and split as they read."""
    watch = watch or Watch()
    segments, notation = read_dump(text, load_vocabulary(), watch)
    nothing = (None,) * len(segments)
    document = Document(
        text=text, segments=segments, decisions=nothing, url=url or notation.url, now=now, notation=notation
    )
    return with_unread(document, watch)


def read_notations(text: str, rows: list[Row]) -> Draft:
    """Let every notation read the text and its lines."""
    draft = Draft(text, rows)
    for read in NOTATIONS if rows else ():
        read(draft)
    return draft


def _over_pages(segments: list[Segment], draft: Draft) -> Iterator[Segment]:
    """Yield the segments; those of a paragraph that goes over pages get the length and the end of the whole."""
    paragraphs: list[list[Segment]] = []
    paragraph_of: dict[int, list[Segment]] = {}
    for segment in segments:
        if segment.start in draft.roles:
            continue
        if not paragraphs or segment.start not in draft.continues:
            paragraphs.append([])
        paragraphs[-1].append(segment)
        paragraph_of[segment.index] = paragraphs[-1]
    for segment in segments:
        parts = paragraph_of.get(segment.index, [])
        if len(parts) > 1:
            segment = segment.changed(words=sum(part.words for part in parts), ends=parts[-1].ends)
        yield segment


def _readable(text: str, watch: Watch) -> tuple[int, str]:
    """Return how much of the text is read, and the limit that ends it."""
    if watch.late():
        return 0, TIME
    most = watch.limits.characters
    # Half a date is another date, so the text is cut at a line end.
    characters = len(text) if len(text) <= most else text.rfind("\n", most // 2, most) + 1 or most
    lines = end_of_lines(text, watch.limits.lines)
    return (lines, "lines") if lines < characters else (characters, "characters")
