"""What a removed line is, told by the lines beside it: a title among other titles, a word among those of a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleantext.marks import Claimed, Field, Reason, Removed

if TYPE_CHECKING:
    from cleantext.document import Decision, Segment

#: Reasons that hold for what stands around a line too; others are the line's own.
SPREADING = frozenset(
    (
        *(Reason.NAVIGATION, Reason.SHARE, Reason.COMMENTS, Reason.RELATED, Reason.LEGAL, Reason.COOKIE),
        *(Reason.NEWSLETTER, Reason.SUBSCRIPTION, Reason.AUTHOR_BOX, Reason.ADVERTISEMENT, Reason.LOGIN),
    )
)
#: A reason reaches at most 3 lines; set by hand.
NEAR = 3


def reasons_beside(
    segments: tuple[Segment, ...], decisions: tuple[Decision | None, ...], kept: set[int]
) -> dict[int, tuple[Reason, int]]:
    """For each open line that is not kept a reason that holds on both sides of it, with the line that has it.

    What is kept, and claims of fields, end what a reason spreads to; on one side alone the line must be the next.
    """
    before = _nearest(segments, decisions, kept, range(len(segments)))
    after = _nearest(segments, decisions, kept, range(len(segments) - 1, -1, -1))
    found: dict[int, tuple[Reason, int]] = {}
    for index, (reason, line, distance) in before.items():
        other = after.get(index)
        if _next(segments[index], distance) if other is None else other[0] is reason:
            found[index] = reason, line
    for index, (reason, line, distance) in after.items():
        if index not in before and _next(segments[index], distance):
            found[index] = reason, line
    return found


def _next(segment: Segment, distance: int) -> bool:
    """Whether a line that has the reason on one side only is right beside it, and no prose, which says what it is."""
    return distance == 1 and not segment.prose


def _nearest(
    segments: tuple[Segment, ...], decisions: tuple[Decision | None, ...], kept: set[int], order: range
) -> dict[int, tuple[Reason, int, int]]:
    """For each open line the nearest reason in one direction: reason, line, how many lines away."""
    found: dict[int, tuple[Reason, int, int]] = {}
    reason: Reason | None = None
    line = distance = 0
    for index in order:
        decision = decisions[index]
        distance += 1
        if index in kept:
            reason = None
        elif decision is None:
            if reason is not None and distance <= NEAR:
                found[index] = reason, line, distance
        elif isinstance(decision.mark, Removed) and decision.mark.reason in SPREADING:
            reason, line, distance = decision.mark.reason, segments[index].line, 0
        elif isinstance(decision.mark, Claimed) and decision.mark.field is not Field.RELATED:
            reason = None
    return found
