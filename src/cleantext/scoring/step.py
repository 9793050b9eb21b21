"""The step that asks the learned scorer about the lines that no rule has decided on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleantext.document import Document, Segment
from cleantext.filters.article_region import bare
from cleantext.marks import Claimed, Field, Mark, Reason, Removed

if TYPE_CHECKING:
    from cleantext.scoring.columns import Floats

#: Prose between the first and the last paragraph of the body goes only where the score is below this.
SURE = 0.05


@dataclass(frozen=True, slots=True)
class LineScorer:
    """Claims open lines for the body, or removes them, by the probability that they are the article's.

    ``threshold`` None is that of the weights. Pages with next to no furniture are left to the rules.
    """

    name: str = "line-scorer"
    gives: frozenset[Reason | Field] = frozenset((Reason.OUTSIDE_ARTICLE, Field.BODY))
    threshold: float | None = None

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Decide on every open line."""
        lines = list(document.open())
        if not lines or bare(document):
            return
        scores, threshold = _scores(document, lines)
        if self.threshold is not None:
            threshold = self.threshold
        kept = [score >= threshold for score in scores]
        prose = [index for index, line in enumerate(lines) if kept[index] and line.prose]
        first, last = (prose[0], prose[-1]) if prose else (len(lines), -1)
        for index, (line, score) in enumerate(zip(lines, scores, strict=True)):
            if kept[index]:
                yield Claimed(line.index, Field.BODY, f"scored {score:.2f}")
            elif first < index < last and line.prose and score >= SURE:
                yield Claimed(line.index, Field.BODY, f"scored {score:.2f}, prose within the body")
            else:
                yield Removed(line.index, Reason.OUTSIDE_ARTICLE, f"scored {score:.2f}")


def _scores(document: Document, lines: list[Segment]) -> tuple[list[float], float]:
    """The scores of the open lines, and the threshold of the model that gave them."""
    from cleantext.scoring.features import features_of
    from cleantext.scoring.model import load_model

    model = load_model("text" if document.page is None else "html")
    values: Floats = features_of(document, model.lists)[1]
    return model.scores(values[[line.index for line in lines]]).tolist(), model.threshold
