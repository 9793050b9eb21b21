"""What a reader left unread, as segments that are decided from the start: no step sees them, the ledger does."""

from __future__ import annotations

from cleantext.document import Decision, Document
from cleantext.limits import TIME
from cleantext.marks import Reason, Removed
from cleantext.readers.facts import Facts
from cleantext.records import replace
from cleantext.segments import Segment
from cleantext.watch import Unread, Watch


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
