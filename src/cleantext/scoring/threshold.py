"""From which probability on lines are kept: the threshold that promises a page the best F1."""

from __future__ import annotations

from collections.abc import Sequence

#: Bounds of the threshold: on sure pages it comes to about 0.45, on pages of which little is sure to 0.2 and less.
LOWEST, HIGHEST = 0.1, 0.47
#: By how much the odds that a threshold stands for are raised or lowered: 0.45 becomes 0.71 or 0.21.
ODDS = {None: 1.0, "precision": 3.0, "recall": 1 / 3}


def threshold_of(scores: Sequence[float], words: Sequence[float]) -> float:
    """The threshold under which the expected F1 of the words is greatest.

    With the best F1 expected to be F, a line is worth keeping where its probability is above F / 2.

    >>> round(threshold_of([0.9, 0.8, 0.3, 0.02], [40, 30, 10, 50]), 2)
    0.47
    >>> round(threshold_of([0.4, 0.3, 0.05], [40, 30, 50]), 2)
    0.3
    """
    expected = sum([score * size for score, size in zip(scores, words, strict=True)])
    best = -1.0
    threshold = found = taken = 0.0
    for at in sorted(range(len(scores)), key=scores.__getitem__, reverse=True):
        found += scores[at] * words[at]
        taken += words[at]
        size = taken + expected
        fit = 2 * found / (size if size > 1.0 else 1.0)
        if fit > best:
            best, threshold = fit, scores[at]
    return min(max(threshold, LOWEST), HIGHEST)


def favored(threshold: float, favor: str | None) -> float:
    """The threshold for a caller who would rather keep less (``precision``) or lose less (``recall``).

    >>> favored(0.45, None), round(favored(0.45, "precision"), 2), round(favored(0.45, "recall"), 2)
    (0.45, 0.71, 0.21)
    """
    odds = ODDS[favor] * threshold
    return threshold if favor is None else odds / (1 - threshold + odds)
