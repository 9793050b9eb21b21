"""From which probability on lines are kept: the threshold that promises a page the best F1."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: Bounds of the threshold: on sure pages it comes to about 0.45, on pages of which little is sure to 0.2 and less.
LOWEST, HIGHEST = 0.1, 0.47
#: By how much the odds that a threshold stands for are raised or lowered: 0.45 becomes 0.71 or 0.21.
ODDS = {None: 1.0, "precision": 3.0, "recall": 1 / 3}


def threshold_of(scores: NDArray[np.floating], words: NDArray[np.floating]) -> float:
    """The threshold under which the expected F1 of the words is greatest.

    With the best F1 expected to be F, a line is worth keeping where its probability is above F / 2.

    >>> import numpy as np
    >>> round(threshold_of(np.array([0.9, 0.8, 0.3, 0.02]), np.array([40.0, 30.0, 10.0, 50.0])), 2)
    0.47
    >>> round(threshold_of(np.array([0.4, 0.3, 0.05]), np.array([40.0, 30.0, 50.0])), 2)
    0.3
    """
    order = np.argsort(-scores, kind="stable")
    ranked = scores[order].astype(np.float64)
    sizes = words[order].astype(np.float64)
    found = np.cumsum(ranked * sizes)
    expected = 2 * found / np.maximum(np.cumsum(sizes) + found[-1], 1.0)
    return float(np.clip(ranked[int(expected.argmax())], LOWEST, HIGHEST))


def favored(threshold: float, favor: str | None) -> float:
    """The threshold for a caller who would rather keep less (``precision``) or lose less (``recall``).

    >>> favored(0.45, None), round(favored(0.45, "precision"), 2), round(favored(0.45, "recall"), 2)
    (0.45, 0.71, 0.21)
    """
    odds = ODDS[favor] * threshold
    return threshold if favor is None else odds / (1 - threshold + odds)
