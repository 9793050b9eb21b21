"""The step that asks the learned scorer about the lines that no rule has decided on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from cleantext.document import Document, Segment
from cleantext.errors import PipelineError
from cleantext.filters.article_region import bare
from cleantext.marks import Claimed, Field, Mark, Noted, Reason, Removed

if TYPE_CHECKING:
    from cleantext.scoring.model import Model

#: Prose between the first and the last paragraph of the body goes only where the score is below this.
SURE = 0.05
#: The paragraph right behind the last one that is kept goes only below this: set by hand for who would miss an ending,
#: at a cost of 0.0002 in F1 on pages of the train part.
NEXT = 0.3
#: Shorter pages are hardly among those that the scorer was trained on.
FEWEST = 40
#: Longer ones too (the longest of 2,663 public pages has 2,683 lines), and their features would fill the memory.
MOST = 8000


class Verdicts(NamedTuple):
    """What the trees say of a page: of each open line whether it is kept, its score and what spoke against it.

    ``expected`` is the F1 that they promise, ``kind`` the kind of page that they see.
    """

    kept: list[bool]
    within: list[bool]
    scores: list[float]
    told: list[list[str]]
    expected: float
    kind: str


@dataclass(frozen=True, slots=True)
class LineScorer:
    """Claims open lines for the body, or removes them, by the probability that they are the article's.

    The threshold is chosen for each page, and moved by ``favor``. Short and endless pages, and those with next to no
    furniture, are left to the rules. ``model`` takes the place of the weights that ship with the library.
    """

    name: str = "line-scorer"
    gives: frozenset[Reason | Field] = frozenset((Reason.SCORED, Field.BODY, Field.PAGE_KIND, Field.QUALITY))
    fewest: int = FEWEST
    most: int = MOST
    favor: Literal["precision", "recall"] | None = None
    model: Model | None = None

    def __post_init__(self) -> None:
        """Refuse a favour that is not known."""
        if self.favor not in (None, "precision", "recall"):
            raise PipelineError(f"favor is {self.favor!r}; it can be 'precision', 'recall' or None.")

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Decide on every open line, and note what is expected of the result."""
        lines = list(document.open())
        # A sponsor's chain, however long, makes no long page.
        length = len(document.segments) - len(document.claimed(Field.SPONSORS))
        if not lines or not self.fewest <= length <= self.most or bare(document):
            return
        found = self._verdicts(document, lines)
        yield Noted(Field.PAGE_KIND, found.kind, "guessed from how the lines of the page are made")
        yield Noted(Field.QUALITY, found.expected, "the F1 that the scores of the lines promise")
        for line, kept, within, score, told in zip(
            lines, found.kept, found.within, found.scores, found.told, strict=True
        ):
            if kept:
                yield Claimed(line.index, Field.BODY, f"scored {score:.2f}")
            elif within:
                yield Claimed(line.index, Field.BODY, f"scored {score:.2f}, prose within the body")
            else:
                why = f": {', '.join(told)}" if told else ""
                yield Removed(line.index, Reason.SCORED, f"scored {score:.2f}{why}")

    def _verdicts(self, document: Document, lines: list[Segment]) -> Verdicts:
        """Score the open lines; prose between the first and the last paragraph that are kept goes only if sure."""
        import numpy as np

        from cleantext.scoring.features import features_of, page_row
        from cleantext.scoring.model import load_model
        from cleantext.scoring.threshold import expected_f1, favored, threshold_of

        name = "text" if document.page is None else "html"
        model = self.model or load_model(name)
        matrix = features_of(document, model.lists, model.table)[1]
        rows = matrix[[line.index for line in lines]]
        scores = model.scores(rows)
        words = np.array([line.words for line in lines], dtype=np.float32)
        prose = np.array([line.prose for line in lines], dtype=np.bool_)
        kept = scores >= favored(threshold_of(scores, words), self.favor)
        within = np.zeros(len(lines), dtype=np.bool_)
        ends = np.flatnonzero(kept & prose)
        if len(ends):
            inside = slice(int(ends[0]), int(ends[-1]))
            within[inside] = (prose & (scores >= favored(SURE, self.favor)))[inside]
            behind = slice(int(ends[-1]) + 1, int(ends[-1]) + 2)
            within[behind] = (prose & (scores >= favored(NEXT, self.favor)))[behind]
        told: list[list[str]] = [[] for _ in lines]
        gone = np.flatnonzero(~(kept | within))
        for index, names in zip(gone.tolist(), model.telling(rows[gone]), strict=True):
            told[index] = names
        return Verdicts(
            kept=kept.tolist(),
            within=within.tolist(),
            scores=scores.tolist(),
            told=told,
            expected=expected_f1(scores, words, kept | within),
            kind=load_model(f"{name}-kind").kind(page_row(matrix)),
        )
