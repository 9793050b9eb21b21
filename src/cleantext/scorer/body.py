"""The step that decides which lines are the body: all those that no step is sure of, on pages of every length."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Literal

from cleantext.document import Document, Segment
from cleantext.errors import PipelineError
from cleantext.fields.captions import is_captioned
from cleantext.marks import Claimed, Field, Mark, Noted, Reason, Removed
from cleantext.records import dataclass
from cleantext.scorer.scores import scores_of
from cleantext.values import Span

if TYPE_CHECKING:
    from cleantext.document import Decision


#: Reasons that hold for what stands around a line too; others are the line's own.
SPREADING = frozenset(
    (
        *(Reason.NAVIGATION, Reason.SHARE, Reason.COMMENTS, Reason.RELATED, Reason.LEGAL, Reason.COOKIE),
        *(Reason.NEWSLETTER, Reason.SUBSCRIPTION, Reason.AUTHOR_BOX, Reason.ADVERTISEMENT, Reason.LOGIN),
    )
)
#: A reason reaches at most 3 lines; set by hand.
NEAR = 3
#: The evidence names both looks at a line where they differ by at least 0.25; set by hand.
MUCH = 0.25
#: Fields whose value stays, noted, where the line goes to the body.
OVERRULED = frozenset(
    (Field.DESCRIPTION, Field.HEADLINE, Field.BYLINE, Field.PUBLISHED, Field.MODIFIED, Field.DATE, Field.TAGS)
)
_GIVES: frozenset[Reason | Field] = frozenset(
    (Reason.SCORED, Reason.SITE_REPEATS, *SPREADING, Field.BODY, Field.PAGE_KIND, Field.QUALITY, *OVERRULED)
)


@dataclass(frozen=True, slots=True)
class Body:
    """Claims everything that is still open."""

    name: str = "body"
    gives: frozenset[Reason | Field] = frozenset((Field.BODY,))
    closing: ClassVar[bool] = True

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Claim every open segment, in order."""
        for segment in document.open():
            yield Claimed(segment.index, Field.BODY, "no step has judged it")


@dataclass(frozen=True, slots=True)
class LineScorer:
    """Claims lines for the body, or removes them, by the probability that they are the article's, and by neighbours.

    It decides on every line that no step is sure of, by the scores of ``line-scores``. The threshold is chosen for each
    page, and moved by ``favor``.
    """

    name: str = "line-scorer"
    favor: Literal["precision", "recall"] | None = None

    @property
    def gives(self) -> frozenset[Reason | Field]:
        """The body and what is removed from it; the fields whose claims it overrules, of which it notes the value."""
        return _GIVES

    def __post_init__(self) -> None:
        """Refuse a favour that is not known."""
        if self.favor not in (None, "precision", "recall"):
            raise PipelineError(f"favor is {self.favor!r}; it can be 'precision', 'recall' or None.")

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Decide on every line that is open or suspected, and note what is expected of the result."""
        lines, scores = document.undecided(), scores_of(document)
        if not lines or scores is None:
            return
        from cleantext.quality import promise_of
        from cleantext.scorer.decision import decide_lines

        decisions = document.decisions
        # A step may have cut a line since it was scored.
        places = scores.places_of(lines)
        values, alone = ([table[at] for at in places] for table in (scores.values, scores.alone))
        rows = [scores.places[at] for at in places]
        kept, threshold = decide_lines(document, lines, values, scores.features, rows, self.favor, scores.site)
        suspected = [decisions[line.index] is not None for line in lines]
        promise = promise_of(values, [line.words for line in lines], kept, suspected, threshold)
        yield Noted(Field.PAGE_KIND, scores.kind, "guessed from how the lines of the page are made")
        yield Noted(Field.QUALITY, promise, "the F1 that the scores of the lines promise")
        taken = {line.index for line, keeps in zip(lines, kept, strict=True) if keeps}
        beside = reasons_beside(document.segments, decisions, taken)
        lone: list[tuple[int, str, int]] = []
        for line, keeps, value, first, row in zip(lines, kept, values, alone, rows, strict=True):
            index, decision = line.index, decisions[line.index]
            if decision is not None and not keeps:
                continue
            recurs = scores.site.explain(line) if scores.site is not None else None
            score = _in_words(value, first)
            if recurs is not None:
                score = f"{score}, {recurs}"
            if decision is not None:
                if not _is_caption(line, decision.mark):
                    yield Claimed(index, Field.BODY, f"{score}, against {decision.step}")
                    if isinstance(mark := decision.mark, Claimed) and mark.field in OVERRULED:
                        yield Noted(mark.field, mark.value, mark.evidence, Span(line.start, line.end))
            elif keeps:
                yield Claimed(index, Field.BODY, score)
            elif recurs is not None:
                yield Removed(index, Reason.SITE_REPEATS, score, sure=False)
            elif index in beside:
                reason, number = beside[index]
                yield Removed(index, reason, f"{score}, beside line {number}: {reason}", sure=False)
            elif _differ(value, first):
                # The first look, in which features spoke against it, did not decide.
                yield Removed(index, Reason.SCORED, score, sure=False)
            else:
                lone.append((index, score, row))
        against = scores.model.telling(scores.features, array("i", [row for _, _, row in lone]))
        for (index, score, _), names in zip(lone, against, strict=True):
            yield Removed(index, Reason.SCORED, f"{score}: {', '.join(names)}" if names else score, sure=False)


def _is_caption(line: Segment, mark: Removed | Claimed) -> bool:
    """Whether the markup calls a line the caption of a picture: no score outweighs that."""
    captioned = isinstance(mark, Claimed) and mark.field is Field.CAPTIONS
    return captioned and line.facts is not None and is_captioned(line.facts)


def _differ(score: float, alone: float) -> bool:
    return abs(score - alone) >= MUCH


def _in_words(score: float, alone: float) -> str:
    """A score, with that of the first look where the rest of the page has changed much.

    >>> _in_words(0.12, 0.64), _in_words(0.12, 0.2)
    ('scored 0.12 (0.64 by itself)', 'scored 0.12')
    """
    return f"scored {score:.2f}" + (f" ({alone:.2f} by itself)" if _differ(score, alone) else "")


def reasons_beside(
    segments: tuple[Segment, ...], decisions: tuple[Decision | None, ...], kept: set[int]
) -> dict[int, tuple[Reason, int]]:
    """For open lines that are not kept, a reason that holds on both sides or right beside, and the line that has it.

    No reason spreads beyond a kept line, or beyond one that a field claims.
    """
    before = _nearest(segments, decisions, kept, range(len(segments)))
    after = _nearest(segments, decisions, kept, range(len(segments) - 1, -1, -1))
    found: dict[int, tuple[Reason, int]] = {}
    for index, (reason, line, distance) in (after | before).items():
        if index in before and index in after:
            spreads = after[index][0] is reason
        else:
            # Prose says itself what it is.
            spreads = distance == 1 and not segments[index].prose
        if spreads:
            found[index] = reason, line
    return found


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
