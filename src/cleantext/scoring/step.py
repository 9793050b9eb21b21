"""The step that asks the learned scorer about the lines that no rule has decided on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cleantext.document import Document, Segment
from cleantext.filters.article_region import bare
from cleantext.marks import Claimed, Field, Mark, Reason, Removed

#: Prose between the first and the last paragraph of the body goes only where the score is below this.
SURE = 0.05
#: Shorter pages are hardly among those that the scorer was trained on.
FEWEST = 40
#: Longer ones too (the longest of 2,663 public pages has 2,683 lines), and their features would fill the memory.
MOST = 8000


@dataclass(frozen=True, slots=True)
class LineScorer:
    """Claims open lines for the body, or removes them, by the probability that they are the article's.

    The threshold is chosen for each page. Short and endless pages, and those with next to no
    furniture, are left to the rules.
    """

    name: str = "line-scorer"
    gives: frozenset[Reason | Field] = frozenset((Reason.OUTSIDE_ARTICLE, Field.BODY))
    fewest: int = FEWEST
    most: int = MOST

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Decide on every open line."""
        lines = list(document.open())
        if not lines or not self.fewest <= len(document.segments) <= self.most or bare(document):
            return
        scores, threshold = _scores(document, lines)
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
    """The scores of the open lines, and the threshold for them."""
    import numpy as np

    from cleantext.scoring.features import features_of
    from cleantext.scoring.model import load_model
    from cleantext.scoring.threshold import threshold_of

    model = load_model("text" if document.page is None else "html")
    _, values = features_of(document, model.lists)
    scores = model.scores(values[[line.index for line in lines]])
    return scores.tolist(), threshold_of(scores, np.array([line.words for line in lines], dtype=np.float32))
