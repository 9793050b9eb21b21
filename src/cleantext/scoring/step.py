"""The step that decides which lines are the body: all those that no step is sure of, on pages of every length."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from cleantext.document import Document, Segment
from cleantext.errors import PipelineError
from cleantext.marks import Claimed, Field, Mark, Noted, Reason, Removed
from cleantext.scoring.naming import SPREADING, reasons_beside
from cleantext.values import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cleantext.scoring.model import Model
    from cleantext.scoring.promise import Promise

#: Pages of more than 8,000 segments are not scored: the longest of 2,663 public pages has 2,683 lines, and the features
#: of longer ones would fill the memory.
MOST = 8000


class Verdicts(NamedTuple):
    """What the trees say of a page: of each undecided line whether it is kept, its score and what spoke against it.

    ``promise`` is the fit that they promise, ``kind`` the kind of page that they see.
    """

    kept: list[bool]
    scores: list[float]
    against: list[list[str]]
    promise: Promise
    kind: str


@dataclass(frozen=True, slots=True)
class LineScorer:
    """Claims lines for the body, or removes them, by the probability that they are the article's, and by neighbours.

    It decides on every line that no step is sure of. The threshold is chosen for each page, and moved by ``favor``.
    Endless pages are left as they are. ``model`` takes the place of the weights that ship with the library.
    """

    name: str = "line-scorer"
    most: int = MOST
    favor: Literal["precision", "recall"] | None = None
    model: Model | None = None

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
        lines = document.undecided()
        # A sponsor's chain, however long, makes no long page.
        length = len(document.segments) - len(document.claimed(Field.SPONSORS))
        if not lines or length > self.most:
            return
        found = self._verdicts(document, lines)
        yield Noted(Field.PAGE_KIND, found.kind, "guessed from how the lines of the page are made")
        yield Noted(Field.QUALITY, found.promise, "the F1 that the scores of the lines promise")
        taken = {line.index for line, kept in zip(lines, found.kept, strict=True) if kept}
        beside = reasons_beside(document.segments, document.decisions, taken)
        for line, kept, score, against in zip(lines, found.kept, found.scores, found.against, strict=True):
            decision = document.decisions[line.index]
            if decision is None:
                why = f": {', '.join(against)}" if against else ""
                if kept:
                    yield Claimed(line.index, Field.BODY, f"scored {score:.2f}")
                elif line.index in beside:
                    reason, number = beside[line.index]
                    yield Removed(line.index, reason, f"scored {score:.2f}, beside line {number}: {reason}", sure=False)
                else:
                    yield Removed(line.index, Reason.SCORED, f"scored {score:.2f}{why}", sure=False)
            elif kept:
                yield Claimed(line.index, Field.BODY, f"scored {score:.2f}, against {decision.step}")
                if isinstance(mark := decision.mark, Claimed) and mark.field in OVERRULED:
                    yield Noted(mark.field, mark.value, mark.evidence, Span(line.start, line.end))

    def _verdicts(self, document: Document, lines: list[Segment]) -> Verdicts:
        """Score the undecided lines and take the best sequence."""
        import numpy as np

        from cleantext.scoring.decision import HOLDS, best_sequence, levels_of
        from cleantext.scoring.features import features_of, page_row
        from cleantext.scoring.model import load_model
        from cleantext.scoring.promise import promise_of
        from cleantext.scoring.threshold import favored, threshold_of

        name = "text" if document.page is None else "html"
        model = self.model or load_model(name)
        matrix = features_of(document, model.lists, model.table)[1]
        rows = matrix[[line.index for line in lines]]
        scores = model.scores(rows)
        words = np.array([line.words for line in lines], dtype=np.float32)
        threshold = favored(threshold_of(scores, words), self.favor)
        suspected = np.array([document.decisions[line.index] is not None for line in lines], dtype=np.bool_)
        held = np.zeros(len(lines), dtype=np.bool_)
        if document.page is not None:
            share, linked = (rows[:, model.names.index(name)] for name in ("holder share of prose", "linked"))
            shaped = np.array([line.shape in _SHAPED for line in lines], dtype=np.bool_)
            held = shaped & (share >= HOLDS) & (linked < 0.5)
        kept = best_sequence(scores, words, cuts_before(lines), levels_of(threshold, suspected, held))
        against: list[list[str]] = [[] for _ in lines]
        gone = np.flatnonzero(~kept)
        for index, names in zip(gone.tolist(), model.telling(rows[gone]), strict=True):
            against[index] = names
        return Verdicts(
            kept=kept.tolist(),
            scores=scores.tolist(),
            against=against,
            promise=promise_of(scores, words, kept, suspected, threshold),
            kind=load_model(f"{name}-kind").kind(page_row(matrix)),
        )


_SHAPED = frozenset(("li", "row", "pre", "quote"))
#: Fields whose value stays, noted, where the line goes to the body.
OVERRULED = frozenset(
    (Field.DESCRIPTION, Field.HEADLINE, Field.BYLINE, Field.PUBLISHED, Field.MODIFIED, Field.DATE, Field.TAGS)
)
_GIVES: frozenset[Reason | Field] = frozenset(
    (Reason.SCORED, *SPREADING, Field.BODY, Field.PAGE_KIND, Field.QUALITY, *OVERRULED)
)


def cuts_before(lines: list[Segment]) -> NDArray[np.bool_]:
    """Whether the page makes a cut before each line: other lines stood between, or another container begins."""
    import numpy as np

    places = np.array([line.index for line in lines])
    own = np.array([line.facts.container if line.facts is not None else 0 for line in lines])
    cuts = np.ones(len(lines), dtype=np.bool_)
    cuts[1:] = (np.diff(places) > 1) | (np.diff(own) != 0)
    return cuts
