"""The step that asks the learned scorer about the lines that no rule has decided on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from cleantext.document import Document, Segment
from cleantext.errors import PipelineError
from cleantext.filters.article_region import bare
from cleantext.marks import Claimed, Field, Mark, Reason, Removed

#: Prose between the first and the last paragraph of the body goes only where the score is below this.
SURE = 0.05
#: Shorter pages are hardly among those that the scorer was trained on.
FEWEST = 40


@dataclass(frozen=True, slots=True)
class LineScorer:
    """Claims open lines for the body, or removes them, by the probability that they are the article's.

    The threshold is chosen for each page, and moved by ``favor``. Short pages, and those with next to no furniture,
    are left to the rules.
    """

    name: str = "line-scorer"
    gives: frozenset[Reason | Field] = frozenset((Reason.SCORED, Field.BODY))
    fewest: int = FEWEST
    favor: Literal["precision", "recall"] | None = None

    def __post_init__(self) -> None:
        """Refuse a favour that is not known."""
        if self.favor not in (None, "precision", "recall"):
            raise PipelineError(f"favor is {self.favor!r}; it can be 'precision', 'recall' or None.")

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Decide on every open line."""
        lines = list(document.open())
        if not lines or len(document.segments) < self.fewest or bare(document):
            return
        scores, threshold, sure, told = _scores(document, lines, self.favor)
        kept = [score >= threshold for score in scores]
        prose = [index for index, line in enumerate(lines) if kept[index] and line.prose]
        first, last = (prose[0], prose[-1]) if prose else (len(lines), -1)
        for index, (line, score) in enumerate(zip(lines, scores, strict=True)):
            if kept[index]:
                yield Claimed(line.index, Field.BODY, f"scored {score:.2f}")
            elif first < index < last and line.prose and score >= sure:
                yield Claimed(line.index, Field.BODY, f"scored {score:.2f}, prose within the body")
            else:
                why = f": {', '.join(told[index])}" if told[index] else ""
                yield Removed(line.index, Reason.SCORED, f"scored {score:.2f}{why}")


def _scores(
    document: Document, lines: list[Segment], favor: str | None
) -> tuple[list[float], float, float, list[list[str]]]:
    """The scores of the open lines, the thresholds for them and for prose within, and what spoke against each line."""
    import numpy as np

    from cleantext.scoring.features import features_of
    from cleantext.scoring.model import load_model
    from cleantext.scoring.threshold import favored, threshold_of

    model = load_model("text" if document.page is None else "html")
    rows = features_of(document, model.lists)[1][[line.index for line in lines]]
    scores = model.scores(rows)
    threshold = threshold_of(scores, np.array([line.words for line in lines], dtype=np.float32))
    return scores.tolist(), favored(threshold, favor), favored(SURE, favor), model.telling(rows)
