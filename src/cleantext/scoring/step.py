"""The step that decides which lines are the body: all those that no step is sure of, on pages of every length."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from cleantext.document import Document, Segment
from cleantext.errors import PipelineError
from cleantext.fields.captions import is_captioned
from cleantext.marks import Claimed, Field, Mark, Noted, Reason, Removed
from cleantext.records import dataclass
from cleantext.scoring.naming import SPREADING, reasons_beside
from cleantext.scoring.scores import scores_of
from cleantext.values import Span

#: By how much the two looks at a line differ where the evidence names both; set by hand.
MUCH = 0.25


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
        from array import array

        from cleantext.scoring.decision import decided
        from cleantext.scoring.promise import promise_of

        decisions = document.decisions
        # A step may have cut a line since it was scored.
        places = scores.places_of(lines)
        values, alone = ([table[at] for at in places] for table in (scores.values, scores.alone))
        rows = [scores.places[at] for at in places]
        kept, threshold = decided(document, lines, values, scores.features, rows, self.favor, scores.site)
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
            recurs = scores.site.told(line) if scores.site is not None else None
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


#: Fields whose value stays, noted, where the line goes to the body.
OVERRULED = frozenset(
    (Field.DESCRIPTION, Field.HEADLINE, Field.BYLINE, Field.PUBLISHED, Field.MODIFIED, Field.DATE, Field.TAGS)
)
_GIVES: frozenset[Reason | Field] = frozenset(
    (Reason.SCORED, Reason.SITE_REPEATS, *SPREADING, Field.BODY, Field.PAGE_KIND, Field.QUALITY, *OVERRULED)
)
