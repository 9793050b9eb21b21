"""The document: the input as segments with offsets, and what the steps have said about them.

A segment is what a person takes as one thing: mostly a line, sometimes a piece of one (``Jul 18, 2025 | Remer,MN``),
sometimes several (a sentence that a dumper broke at a link). Segments never overlap; between them there are only white
space and separators.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING

from cleantext.budget import BINARY, DEFAULT, TIME, Limits, Unread, Watch
from cleantext.marks import Claimed, Mark, Noted, Reason, Removed
from cleantext.records import Memo, NamedTuple, dataclass, field, replace
from cleantext.text.notations.draft import PLAIN, Notation
from cleantext.text.segment import Segment, cut_segment

if TYPE_CHECKING:
    from cleantext.html.facts import Facts
    from cleantext.html.line_builder import Stretch
    from cleantext.metadata.collector import Page
    from cleantext.sites.profile import SiteProfile
    from cleantext.words.vocabulary import Phrase

__all__ = ["Decision", "Document", "Segment"]


class Decision(NamedTuple):
    """A mark together with the step that made it."""

    step: str
    mark: Removed | Claimed


class Index:
    """The segments by decision, claim and word-list hit: collected once for each state of a document, for all steps."""

    __slots__ = ("_claims", "_decisions", "_hits", "_open", "_segments")

    def __init__(self) -> None:
        """Begin with nothing collected."""
        self._segments: object = None
        self._decisions: object = None
        self._hits: dict[str, list[Segment]] | None = None
        self._open: list[Segment] | None = None
        self._claims: dict[str, list[tuple[Segment, Claimed]]] | None = None

    def hits(self, document: Document, category: str) -> list[Segment]:
        """The segments in which a phrase of ``category`` was found."""
        self._turn_to(document)
        if self._hits is None:
            self._hits = {}
            for segment in document.segments:
                for name in segment.hits:
                    self._hits.setdefault(name, []).append(segment)
        return self._hits.get(category, [])

    def open(self, document: Document) -> list[Segment]:
        """The segments without a decision, in order."""
        self._turn_to(document)
        if self._open is None:
            pairs = zip(document.segments, document.decisions, strict=True)
            self._open = [segment for segment, decision in pairs if decision is None]
        return self._open

    def claims(self, document: Document) -> dict[str, list[tuple[Segment, Claimed]]]:
        """The claimed segments by field, in order, each with its claim."""
        self._turn_to(document)
        if self._claims is None:
            self._claims = {}
            for segment, decision in zip(document.segments, document.decisions, strict=True):
                if decision is not None and isinstance(mark := decision.mark, Claimed):
                    self._claims.setdefault(mark.field, []).append((segment, mark))
        return self._claims

    def _turn_to(self, document: Document) -> None:
        """Forget what was collected from other segments or decisions than those of ``document``."""
        if document.segments is not self._segments:
            self._hits = None
        if document.segments is not self._segments or document.decisions is not self._decisions:
            self._segments, self._decisions = document.segments, document.decisions
            self._open = self._claims = None


@dataclass(frozen=True, slots=True)
class Document:
    """Segments 0..n of a text and one decision or None for each; a step gets it, and gives marks back.

    ``notes`` hold evidence that claims no text. ``url`` and ``now`` come from the caller; without a URL from him, it is
    the one in the dump's own head. ``notation`` is what the notations of a dump say. ``page`` is what an HTML page
    declares about itself and ``source`` its markup; both are None for text. ``spans`` give the inline markup and what
    stands between the words (start, end, kind, value), in order. ``limits`` hold for the steps too; ``reached`` names
    the limits that were hit. ``noticed`` holds the codes of the reader's warnings. ``selects`` is true where the caller
    chose elements to drop or to keep. ``site`` is the profile of the page's site. ``index`` finds segments by decision,
    claim and hit; ``memo`` keeps what was read in lines.
    """

    text: str
    segments: tuple[Segment, ...]
    decisions: tuple[Decision | None, ...]
    notes: tuple[tuple[str, Noted], ...] = ()
    url: str | None = None
    now: datetime.datetime | None = None
    page: Page | None = None
    spans: tuple[Stretch, ...] = field(default=(), repr=False, compare=False)
    source: str | None = field(default=None, repr=False)
    limits: Limits = DEFAULT
    reached: frozenset[str] = frozenset()
    noticed: frozenset[str] = frozenset()
    selects: bool = False
    site: SiteProfile | None = field(default=None, repr=False, compare=False)
    notation: Notation = field(default=PLAIN, repr=False, compare=False)
    index: Index = field(default_factory=Index, repr=False, compare=False)
    memo: Memo = field(default_factory=Memo, repr=False, compare=False)

    def open(self) -> Iterator[Segment]:
        """The segments that no step has decided on yet, in order."""
        return iter(self.index.open(self))

    @property
    def dropped(self) -> frozenset[int]:
        """The indices of the segments in elements that the caller drops."""
        if not self.selects:
            return frozenset()
        marks = ((index, one.mark) for index, one in enumerate(self.decisions) if one is not None)
        return frozenset(at for at, mark in marks if isinstance(mark, Removed) and mark.reason is Reason.DROPPED)

    def is_open(self, index: int) -> bool:
        """Whether segment ``index`` exists and is undecided."""
        return 0 <= index < len(self.segments) and self.decisions[index] is None

    def is_undecided(self, index: int) -> bool:
        """Whether segment ``index`` exists, and no step is sure of it."""
        if not 0 <= index < len(self.segments):
            return False
        decision = self.decisions[index]
        return decision is None or not decision.mark.sure

    def undecided(self) -> list[Segment]:
        """The segments that no step is sure of, in order: open ones, and those with marks that are not ``sure``."""
        pairs = zip(self.segments, self.decisions, strict=True)
        return [segment for segment, decision in pairs if decision is None or not decision.mark.sure]

    def open_hits(self, category: str) -> Iterator[tuple[Segment, Phrase]]:
        """The open segments in which the word lists found a phrase of ``category``, with that phrase."""
        for segment in self.index.hits(self, category):
            if self.decisions[segment.index] is None:
                yield segment, segment.hits[category]

    def claimed(self, wanted: str) -> list[tuple[Segment, Claimed]]:
        """The segments claimed for the field ``wanted``, in order, each with its claim."""
        return list(self.index.claims(self).get(wanted, ()))

    def noted(self, wanted: str) -> list[Noted]:
        """The notes for the field ``wanted``, in the order that the steps made them."""
        return [note for _, note in self.notes if note.field == wanted]

    def marked(self, step: str, marks: list[Mark]) -> Document:
        """A new document with the marks of ``step``; segments that are claimed in part are split."""
        if not marks:
            return self
        decisions = list(self.decisions)
        parts: dict[int, Claimed] = {}
        notes: list[tuple[str, Noted]] = []
        for mark in marks:
            if isinstance(mark, Noted):
                notes.append((step, mark))
                continue
            decisions[mark.segment] = Decision(step, mark)
            if isinstance(mark, Claimed) and mark.span is not None:
                parts[mark.segment] = mark
        # One copy for each step that marks something: copying fields takes a quarter of the time of replace().
        text, segments, _, before, *others = _FIELDS(self)
        document = Document(text, segments, tuple(decisions), before + tuple(notes), *others)
        return document.split(parts) if parts else document

    def split(self, parts: Mapping[int, Claimed]) -> Document:
        """A new document in which each claimed stretch is a segment of its own and the rest around it is open."""
        segments: list[Segment] = []
        decisions: list[Decision | None] = []
        for segment, decision in zip(self.segments, self.decisions, strict=True):
            claim = parts.get(segment.index)
            pieces = [segment] if claim is None or claim.span is None else cut_segment(self.text, segment, claim.span)
            for piece in pieces:
                inside = claim is None or claim.span is None or claim.span.start <= piece.start < claim.span.end
                mark = decision.mark if decision is not None and inside else None
                if mark is not None and mark.segment != len(segments):
                    mark = replace(mark, segment=len(segments))
                decisions.append(None if mark is None or decision is None else Decision(decision.step, mark))
                segments.append(piece if piece.index == len(segments) else piece.changed(index=len(segments)))
        return replace(self, segments=tuple(segments), decisions=tuple(decisions))


_FIELDS = attrgetter(*Document.__slots__)


def with_unread(document: Document, watch: Watch, facts: Facts | None = None) -> Document:
    """Add a removed segment for each unread stretch that ``watch`` has noted, and the limits that were hit.

    ``facts`` are those of the unread segments, for documents whose segments have facts.
    """
    document = replace(document, limits=watch.limits, reached=frozenset(watch.reached))
    if not watch.unread:
        return document
    segments: list[Segment] = []
    decisions: list[Decision | None] = []
    pairs = [*((one, None) for one in document.segments), *((_segment(one, facts), one) for one in watch.unread)]
    for index, (segment, unread) in enumerate(sorted(pairs, key=lambda pair: pair[0].start)):
        segments.append(segment if segment.index == index else segment.changed(index=index))
        decisions.append(None if unread is None else Decision("reader", _removed(index, unread)))
    return replace(document, segments=tuple(segments), decisions=tuple(decisions))


def _segment(unread: Unread, facts: Facts | None) -> Segment:
    """An empty segment for a stretch that was not read."""
    return Segment(
        index=-1,
        start=unread.start,
        end=unread.end,
        text="",
        key="",
        line=unread.line,
        gap=0,
        words=0,
        ends=False,
        piece=False,
        hits={},
        facts=facts,
    )


def _removed(index: int, unread: Unread) -> Removed:
    if unread.limit.startswith(BINARY):
        return Removed(index, Reason.BINARY, unread.limit)
    if unread.limit == TIME:
        return Removed(index, Reason.OUT_OF_TIME, "the time budget was used up")
    return Removed(index, Reason.OVER_LIMIT, f"beyond limits.{unread.limit}")
