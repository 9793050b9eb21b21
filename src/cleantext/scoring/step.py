"""The step that decides which lines are the body: all those that no step is sure of, on pages of every length."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from cleantext.document import Document, Segment
from cleantext.errors import PipelineError
from cleantext.fields.captions import is_captioned
from cleantext.marks import Claimed, Field, Mark, Noted, Reason, Removed
from cleantext.records import NamedTuple, dataclass
from cleantext.scoring.naming import SPREADING, reasons_beside
from cleantext.scoring.scores import Scores, scores_of
from cleantext.values import Span

if TYPE_CHECKING:
    from cleantext.scoring.promise import Promise


#: By how much the two looks at a line differ where the evidence names both; set by hand.
MUCH = 0.25


class Verdicts(NamedTuple):
    """What the trees say of a page: of each undecided line whether it is kept, its score and what spoke against it.

    ``in_words`` are the scores as evidence. ``promise`` is the fit that they promise.
    """

    kept: list[bool]
    in_words: list[str]
    against: list[list[str]]
    promise: Promise


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
        found = self._verdicts(document, lines, scores)
        yield Noted(Field.PAGE_KIND, scores.kind, "guessed from how the lines of the page are made")
        yield Noted(Field.QUALITY, found.promise, "the F1 that the scores of the lines promise")
        taken = {line.index for line, kept in zip(lines, found.kept, strict=True) if kept}
        beside = reasons_beside(document.segments, document.decisions, taken)
        for line, kept, score, against in zip(lines, found.kept, found.in_words, found.against, strict=True):
            decision = document.decisions[line.index]
            recurs = scores.site.told(line) if scores.site is not None else None
            if recurs is not None:
                score = f"{score}, {recurs}"
            if decision is None:
                why = f": {', '.join(against)}" if against else ""
                if kept:
                    yield Claimed(line.index, Field.BODY, score)
                elif recurs is not None:
                    yield Removed(line.index, Reason.SITE_REPEATS, score, sure=False)
                elif line.index in beside:
                    reason, number = beside[line.index]
                    yield Removed(line.index, reason, f"{score}, beside line {number}: {reason}", sure=False)
                else:
                    yield Removed(line.index, Reason.SCORED, f"{score}{why}", sure=False)
            elif kept and not _is_caption(line, decision.mark):
                yield Claimed(line.index, Field.BODY, f"{score}, against {decision.step}")
                if isinstance(mark := decision.mark, Claimed) and mark.field in OVERRULED:
                    yield Noted(mark.field, mark.value, mark.evidence, Span(line.start, line.end))

    def _verdicts(self, document: Document, lines: list[Segment], scores: Scores) -> Verdicts:
        """Take the best sequence of the lines."""
        from array import array

        from cleantext.scoring.decision import decided
        from cleantext.scoring.promise import promise_of

        # A step may have cut a line since it was scored.
        places = [scores.place(line) for line in lines]
        values = [scores.values[place] for place in places]
        alone = [scores.alone[place] for place in places]
        rows = [scores.places[place] for place in places]
        kept, threshold = decided(document, lines, values, scores.features, rows, self.favor, scores.site)
        gone = [at for at, keeps in enumerate(kept) if not keeps]
        told = scores.model.telling(scores.features, array("i", [rows[at] for at in gone]))
        against: list[list[str]] = [[] for _ in lines]
        for at, names in zip(gone, told, strict=True):
            # Where the looks differ much, the first, in which these spoke, did not decide.
            if not _differ(values[at], alone[at]):
                against[at] = names
        words = [line.words for line in lines]
        suspected = [document.decisions[line.index] is not None for line in lines]
        in_words = [_in_words(*pair) for pair in zip(values, alone, strict=True)]
        return Verdicts(kept, in_words, against, promise_of(values, words, kept, suspected, threshold))


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
