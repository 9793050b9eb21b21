"""The step that scores the lines, before fields look for theirs: where the body is tells where a headline can be."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING

from cleantext.document import Document, Segment
from cleantext.marks import Field, Mark, Noted, Reason
from cleantext.records import NamedTuple, dataclass, replace
from cleantext.scorer.columns import ROOM, Columns, Lists, Table
from cleantext.scorer.context import add_context
from cleantext.scorer.elements import add_elements, linked_of
from cleantext.scorer.line_features import read_lines
from cleantext.scorer.wording import WordWeights
from cleantext.values import Span

if TYPE_CHECKING:
    from cleantext.scorer.model import Model
    from cleantext.sites.evidence import SiteEvidence


#: A page of HTML has 495 columns with the weights of today.
ROOM_HTML = 500
#: Pages of more than 8,000 segments are not scored: the longest of 2,663 public pages has 2,683 lines, and the features
#: of longer ones would fill the memory.
MOST = 8000
#: A removed line counts against a run with its words and 2 more.
AGAINST = 2


def features_of(document: Document, lists: Lists, table: WordWeights | None) -> Table:
    """The features of the segments; a document needs one segment at least.

    ``lists`` and ``table`` are those of the weights. Lines of sponsors are left out: a chain of them, however long,
    changes no other line's features. So are those that the caller drops.

    >>> from cleantext.input.read import read_document
    >>> document, _ = read_document("Harbour wall holds\\nThe wall held through the storm, they said.")
    >>> features = features_of(document, Lists(("navigation",)), None)
    >>> features.size, features.column("words").tolist()
    (2, [3.0, 8.0])
    """
    segments = document.segments
    left_out = frozenset(segment.index for segment, _ in document.claimed(Field.SPONSORS)) | document.dropped
    if left_out and len(left_out) < len(segments):
        kept = [one.index for one in segments if one.index not in left_out]
        # The segments keep their numbers, which are not their places then.
        rest = replace(
            document,
            segments=tuple([segments[at] for at in kept]),
            decisions=tuple([document.decisions[at] for at in kept]),
        )
        found = _features_of(rest, lists, table)
        # Nobody asks for the rows of the others; the means of the page stay the same with its means in them.
        return found.spread(array("i", kept), len(segments), found.means())
    return _features_of(document, lists, table)


def _features_of(document: Document, lists: Lists, table: WordWeights | None) -> Table:
    columns = Columns(len(document.segments), ROOM if document.page is None else ROOM_HTML)
    lines = read_lines(document, lists, table, columns)
    linked = None if document.page is None else linked_of(document)
    add_context(document, lines, columns, linked)
    if linked is not None:
        add_elements(document, lines, linked, lists, columns)
    return columns.table()


class Looks(NamedTuple):
    """The trees that score the lines of a page, those that guess its kind, and those of the second look, if any."""

    first: Model
    kinds: Model
    second: Model | None = None


class Scores(NamedTuple):
    """What the trees say of each line that no step was sure of: the probability that it is the article's.

    ``starts`` are where the lines begin, ``places`` their rows in ``features``, the table of the page for ``model``,
    the trees of the first look; ``alone`` is what that look gives them, ``kept`` whether a first decision keeps them;
    ``kind`` is the kind of page that the trees see. ``site`` tells which lines stand on other pages of the site, where
    the caller gave its profile.
    """

    starts: list[int]
    places: array[int]
    values: array[float]
    alone: array[float]
    features: Table
    kept: list[bool]
    model: Model
    kind: str
    site: SiteEvidence | None = None

    def places_of(self, lines: list[Segment]) -> list[int]:
        """The places of the scores that hold for some lines of the page."""
        known = {start: place for place, start in enumerate(self.starts)}
        return [known[line.start] if line.start in known else self.place(line) for line in lines]

    def place(self, segment: Segment) -> int:
        """The place of the score that holds for a segment; one that a step has cut has that of the whole line."""
        return max(0, bisect_right(self.starts, segment.start) - 1)


def scores_of(document: Document) -> Scores | None:
    """The scores of a page's lines, None where the page was not scored."""
    return next((note.value for note in document.noted(Field.BODY) if isinstance(note.value, Scores)), None)


def region_of(document: Document) -> Span | None:
    """The stretch in which most of the lines stand that the first decision keeps; None where it keeps none."""
    return next((note.span for note in document.noted(Field.BODY) if isinstance(note.value, Scores)), None)


def site_evidence(document: Document) -> SiteEvidence | None:
    """What the other pages of its site say of a page, None where the caller gave no profile."""
    scores = scores_of(document) if document.site is not None else None
    return scores.site if scores is not None else None


@dataclass(frozen=True, slots=True)
class LineScores:
    """Notes how likely each line that no step is sure of is the article's, and where the body stands by that.

    The trees look twice: at the lines as they are, then also at what the first look has made of those around and, in
    HTML, of those of the same make. Endless pages are left as they are. ``looks`` take the place of the weights that
    ship with the library.
    """

    name: str = "line-scores"
    gives: frozenset[Reason | Field] = frozenset((Field.BODY,))
    most: int = MOST
    looks: Looks | None = None

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Score the lines that are open or suspected."""
        lines = document.undecided()
        # A sponsor's chain, however long, makes no long page.
        if lines and len(document.segments) - len(document.claimed(Field.SPONSORS)) <= self.most:
            scores = self._scores(document, lines)
            yield Noted(Field.BODY, scores, "how likely each line is the article's", _find_run(scores, lines))

    def _scores(self, document: Document, lines: list[Segment]) -> Scores:
        from cleantext.scorer.decision import decide_lines
        from cleantext.scorer.model import load_model
        from cleantext.scorer.second_look import second_look
        from cleantext.scorer.surroundings import kin_of

        name = "text" if document.page is None else "html"
        model, kinds, second = self.looks or Looks(*(load_model(name + end) for end in ("", "-kind", "-second")))
        features = features_of(document, model.lists, model.table)
        places = array("i", [line.index for line in lines])
        values = alone = model.scores(features, places)
        if second is not None:
            words = array("f", [line.words for line in lines])
            added = second_look(alone, words, kin_of(document, lines)).spread(places, features.size)
            values = second.scores(features.beside(added), places)
        kept, _ = decide_lines(document, lines, values, features, places, None)
        kind = kinds.kind(features.means())
        site = None
        if document.site is not None:
            from cleantext.sites.evidence import evidence_of, scores_with

            site = evidence_of(document.site, document, lines, kept, kind)
            values = scores_with(site, lines, values)
            kept, _ = decide_lines(document, lines, values, features, places, None, site)
        starts = [line.start for line in lines]
        return Scores(starts, places, values, alone, features, kept, model, kind, site)


def _find_run(scores: Scores, lines: list[Segment]) -> Span | None:
    """The run of lines with the greatest sum of kept words, against which removed ones count.

    One line that is kept far above the text is no part of it.
    """
    best, found = 0.0, None
    total, start = 0.0, 0
    for place, (line, kept) in enumerate(zip(lines, scores.kept, strict=True)):
        total += line.words if kept else -(AGAINST + line.words)
        if total <= 0:
            total, start = 0.0, place + 1
        elif total > best:
            best, found = total, Span(lines[start].start, line.end)
    return found
