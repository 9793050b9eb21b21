"""The document: the input as segments with offsets, and what the steps have said about them.

A segment is what a reader of the page takes as one thing: mostly a line, sometimes a piece of
one (``Jul 18, 2025 | Remer,MN``), sometimes several (a sentence that a dumper broke at a link).
Segments never overlap, and what lies between them is white space and separators.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING

from cleantext.budget import DEFAULT, TIME, Limits, Unread, Watch
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


class HitIndex:
    """The segments of a page by what the word lists know of them, read off once, when the first step asks."""

    __slots__ = ("_found",)

    def __init__(self) -> None:
        """Begin unread."""
        self._found: dict[str, list[Segment]] | None = None

    def of(self, category: str, segments: tuple[Segment, ...]) -> list[Segment]:
        """The segments in which a phrase of ``category`` was found; ``segments`` are those of the page."""
        if self._found is None:
            self._found = {}
            for segment in segments:
                for name in segment.hits:
                    self._found.setdefault(name, []).append(segment)
        return self._found.get(category, [])


class Account:
    """The open segments and the claims of a page, read off once for each state of its decisions, which steps share."""

    __slots__ = ("_claims", "_open", "_state")

    def __init__(self) -> None:
        """Begin unread."""
        self._state: tuple[object, object] = (None, None)
        self._open: list[Segment] | None = None
        self._claims: dict[str, list[tuple[Segment, Claimed]]] | None = None

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
        """Forget what holds for other segments or decisions than those of ``document``."""
        segments, decisions = self._state
        if document.segments is not segments or document.decisions is not decisions:
            self._state = document.segments, document.decisions
            self._open = self._claims = None


@dataclass(frozen=True, slots=True)
class Document:
    """Segments 0..n of a text and one decision or None for each; a step gets it, and gives marks back.

    ``notes`` hold evidence that claims no text. ``url`` and ``now`` are what the caller gave;
    without an address of his, that of the dump's own head. ``notation`` is what the notations of a dump say.
    ``page`` is what an HTML page declares about itself and ``source`` its markup, both None for text; ``spans``
    say how its words are dressed and what stands between them (start, end, kind, value), in order. ``limits`` hold for
    the steps too; ``reached`` names those that were reached. ``noticed`` holds the codes of the warnings that the
    reader has. ``selects`` says that the caller chose elements to leave out or to keep. ``site`` is what the caller
    knows of the page's site. ``index`` belongs to ``segments``, ``account`` to the decisions at hand; ``memo`` keeps
    what was read in lines.
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
    index: HitIndex = field(default_factory=HitIndex, repr=False, compare=False)
    account: Account = field(default_factory=Account, repr=False, compare=False)
    memo: Memo = field(default_factory=Memo, repr=False, compare=False)

    def open(self) -> Iterator[Segment]:
        """The segments that no step has decided on yet, in order."""
        return iter(self.account.open(self))

    @property
    def dropped(self) -> frozenset[int]:
        """The segments of elements that the caller leaves out."""
        pairs = enumerate(self.decisions) if self.selects else ()
        return frozenset(
            index
            for index, one in pairs
            if one is not None and isinstance(one.mark, Removed) and one.mark.reason is Reason.DROPPED
        )

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
        """The segments that no step is sure of, in order: the open ones, and those with a suspicion."""
        pairs = zip(self.segments, self.decisions, strict=True)
        return [segment for segment, decision in pairs if decision is None or not decision.mark.sure]

    def open_hits(self, category: str) -> Iterator[tuple[Segment, Phrase]]:
        """The open segments in which the word lists found a phrase of ``category``, with that phrase."""
        for segment in self.index.of(category, self.segments):
            if self.decisions[segment.index] is None:
                yield segment, segment.hits[category]

    def claimed(self, wanted: str) -> list[tuple[Segment, Claimed]]:
        """The segments claimed for the field ``wanted``, in order, each with its claim."""
        return list(self.account.claims(self).get(wanted, ()))

    def noted(self, wanted: str) -> list[Noted]:
        """The notes for the field ``wanted``, in the order that the steps made them."""
        return [note for _, note in self.notes if note.field == wanted]

    def marked(self, step: str, marks: list[Mark]) -> Document:
        """A new document in which the marks of ``step`` hold; segments claimed in part are split."""
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
        # A copy is made for each step that marks something: field by field it takes a quarter of replace()'s time.
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
        return replace(self, segments=tuple(segments), decisions=tuple(decisions), index=HitIndex())


_FIELDS = attrgetter(*Document.__slots__)


def with_unread(document: Document, watch: Watch, facts: Facts | None = None) -> Document:
    """The document with a removed segment for each stretch that ``watch`` has noted, and with what was reached.

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
    """A segment that says nothing: nobody has read it."""
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
    if unread.limit == TIME:
        return Removed(index, Reason.OUT_OF_TIME, "the time budget was used up")
    return Removed(index, Reason.OVER_LIMIT, f"beyond limits.{unread.limit}")
