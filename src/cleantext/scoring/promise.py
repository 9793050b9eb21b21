"""What the scores of a page promise of the body that is made from them, and what they leave in doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: A removed line is in doubt from this share of the threshold on, a kept one up to this score; both set by hand.
NEAR, UNSURE = 0.5, 0.6


class Promise(NamedTuple):
    """The expected fit of a body, if the scores are the probabilities that they say, and the words in doubt.

    ``lost`` and ``kept`` are the numbers of words in lines that were removed, or kept, by a narrow margin;
    ``overruled`` is the share of the body's words that a step had spoken against; ``within`` is the share of words
    removed from those between the first and the last line of the body.
    """

    f1: float
    precision: float
    recall: float
    lost: int
    kept: int
    overruled: float
    within: float


def promise_of(
    scores: NDArray[np.floating],
    words: NDArray[np.floating],
    kept: NDArray[np.bool_],
    suspected: NDArray[np.bool_],
    threshold: float,
) -> Promise:
    """The promise of keeping these lines.

    >>> import numpy as np
    >>> none = np.array([False, False])
    >>> promise_of(np.array([1.0, 0.5]), np.array([30.0, 40.0]), np.array([True, False]), none, 0.6)
    Promise(f1=0.75, precision=1.0, recall=0.6, lost=40, kept=0, overruled=0.0, within=0.0)
    """
    likely = scores * words
    found, size = float(likely[kept].sum()), float(words[kept].sum())
    everything = max(1.0, float(likely.sum()))
    places = kept.nonzero()[0]
    inside = slice(int(places[0]), int(places[-1]) + 1) if len(places) else slice(0, 0)
    return Promise(
        f1=round(2 * found / max(1.0, size + everything), 4),
        precision=round(found / max(1.0, size), 4),
        recall=round(min(1.0, found / everything), 4),
        lost=int(words[~kept & (scores >= NEAR * threshold)].sum()),
        kept=int(words[kept & (scores < UNSURE)].sum()),
        overruled=round(float(words[kept & suspected].sum()) / max(1.0, size), 4),
        within=round(float(words[inside][~kept[inside]].sum()) / max(1.0, float(words[inside].sum())), 4),
    )
