"""Where the article stands on its page: its bounds, the scores of its lines, and parts where there are several."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from cleantext.document import Document, Segment
from cleantext.marks import Claimed, Field
from cleantext.records import NamedTuple
from cleantext.scorer.scores import region_of, scores_of
from cleantext.values import Paragraph, Part, Span

#: A lead stands at most 6 segments before the run of prose, or 40 in HTML; further up it is a teaser.
#: (HTML says better what is furniture, and that is removed by then.)
MAX_LEAD, MAX_LEAD_HTML = 6, 40
#: The fields of a line that dates the article, and those of a line that dates it or the page.
ARTICLE_DATES = frozenset((Field.PUBLISHED, Field.MODIFIED))
DATES = ARTICLE_DATES | {Field.DATE}
#: :class:`BodyScores` can be asked about 16 lines beyond either end of the page.
MARGIN = 16


class ContentBounds(NamedTuple):
    """Indices of segments: the headline's (or the body's, where no headline is), the body's first and last."""

    headline: int
    body: int
    last: int


def bounds_of(document: Document) -> ContentBounds:
    """Find the bounds of the article from the headline's claim and the article's region."""
    claimed = document.claimed(Field.HEADLINE)
    first, last = region_indices(document)
    if not claimed:
        return ContentBounds(first, first, last)
    segment = claimed[0][0]
    headline = segment.index
    if region_of(document) is None:
        first = headline + 1
    if segment.facts is not None and segment.facts.tag == "title":
        # The window's title says what the headline is; where it stands on the page is the body's beginning.
        return ContentBounds(max(first, headline + 1), max(first, headline + 1), last)
    return ContentBounds(headline, _first_prose(document, headline + 1, first), last)


def region_indices(document: Document) -> tuple[int, int]:
    """The first and the last segment of the article's region; of the page, where it has none."""
    segments, region = document.segments, region_of(document)
    if region is None:
        return 0, len(segments) - 1
    first = bisect_left(segments, region.start, key=lambda one: one.start)
    return first, bisect_left(segments, region.end, key=lambda one: one.start) - 1


def _first_prose(document: Document, low: int, first: int) -> int:
    """Where the body begins: prose between headline and region is part of it, unless furniture stands between."""
    if not low <= first <= low + (MAX_LEAD if document.page is None else MAX_LEAD_HTML):
        return max(low, first)
    for index in range(low, first):
        segment = document.segments[index]
        linked = segment.facts is not None and segment.facts.link_share > 0.5
        if document.decisions[index] is None and segment.prose and not linked:
            return index
    return first


def field_of(document: Document, index: int) -> Field | None:
    """The field that a segment was claimed for; None where it was not, or where no such segment is."""
    decision = document.decisions[index] if 0 <= index < len(document.segments) else None
    return decision.mark.field if decision is not None and isinstance(decision.mark, Claimed) else None


def is_open_or_dated(document: Document, index: int) -> bool:
    """Whether a segment is undecided, or went for its day only: such a line may name a place or an author too."""
    return document.is_undecided(index) or field_of(document, index) in DATES


class BodyScores:
    """How likely each line is the article's, as far as lines were scored, and where the kept ones stand.

    ``values`` and ``kept`` have ``MARGIN`` places more at either end; ``said`` holds at ``MARGIN`` + n the kept words
    before segment n.
    """

    def __init__(self, document: Document) -> None:
        """Spread the scores over the segments at hand; those that were not scored have -1."""
        count = len(document.segments) + 2 * MARGIN
        self.values = [-1.0] * count
        self.kept = [False] * count
        words = [0] * (count + 1)
        scores = scores_of(document)
        if scores is not None:
            starts, values, kept = scores.starts, scores.values, scores.kept
            place, last = 0, len(starts) - 1
            for line in document.undecided():
                # A line that a step has cut has the score of the whole one.
                while place < last and starts[place + 1] <= line.start:
                    place += 1
                at = line.index + MARGIN
                self.values[at], self.kept[at] = values[place], kept[place]
                if kept[place]:
                    words[at + 1] = line.words
        self.said = list(accumulate(words))
        self.first, self.last = region_indices(document)


def score_of(document: Document, segment: Segment) -> float:
    """How likely one line is the article's; -1 where it was not scored, or a step is sure of it."""
    scores = scores_of(document)
    if scores is None or not document.is_undecided(segment.index):
        return -1.0
    return float(scores.values[scores.place(segment)])


class Opening(NamedTuple):
    """Where an article begins on a page that holds several, where its text does, and what its head says of it.

    ``whole`` says that it stands there in full, under a record of its own.
    """

    start: int
    text: int
    headline: str | None = None
    publisher: str | None = None
    section: str | None = None
    stamp: str | None = None
    whole: bool = False


def openings_of(document: Document) -> list[Opening]:
    """The openings that steps have noted, in the order of the page."""
    return sorted(note.value for note in document.noted(Field.PARTS) if isinstance(note.value, Opening))


def parts_of(openings: Sequence[Opening], end: int, paragraphs: Sequence[Paragraph]) -> tuple[Part, ...]:
    """The parts of a page that ends at ``end``; () where it holds one article.

    A part has the paragraphs up to the next one.
    """
    starts = [one.span.start for one in paragraphs]
    ends = [one.start for one in openings[1:]] + [end] * bool(openings)
    found = []
    for opening, last in zip(openings, ends, strict=True):
        own = tuple(paragraphs[bisect_left(starts, opening.text) : bisect_left(starts, last)])
        span = Span(opening.start, own[-1].span.end if own else opening.text)
        found.append(Part(opening.headline, own, span, opening.publisher, opening.section, opening.stamp))
    return tuple(found)
