"""From the scores of a page's segments to which of them are kept: one decision, for each together with its neighbours.

A segment gains what its score is above the page's threshold, by its words; a change from kept to removed, or back,
costs as much as a few words do. The best sequence is found in one pass (the Viterbi algorithm, two states).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: What a change costs, in words at full score: within a block of lines, and where the page itself makes a cut.
CHANGE, CHANGE_AT_CUT = 0.3, 0.15
#: No change costs more than this share of all that can be gained: on a page of few words each word counts.
SHARE = 0.02
#: A line that no step speaks against is kept from this share of the threshold on. On pages held out a share of 0.7 gave
#: articles 0.003 more and forums 0.016, but invented pages with prose after the article 0.013 less; 0.85 lies between.
OPEN = 0.85
#: The same for items, cells, code and quotations in the <article> or <main> that has at least ``HOLDS`` of the prose of
#: the page: their shape is no reason against them, and on pages held out it cost nothing.
HELD, HOLDS = 0.35, 0.6
#: A score at the threshold is above it.
SLACK = 1e-6


def levels_of(threshold: float, suspected: NDArray[np.bool_], held: NDArray[np.bool_]) -> NDArray[np.floating]:
    """The threshold of each line: of one that a step suspects, of an open one, of an open one in the article's element.

    >>> import numpy as np
    >>> levels_of(0.4, np.array([True, False, False]), np.array([True, True, False])).round(2).tolist()
    [0.4, 0.14, 0.34]
    """
    return threshold * np.where(suspected, 1.0, np.where(held, HELD, OPEN))


def best_sequence(
    scores: NDArray[np.floating],
    words: NDArray[np.floating],
    cuts: NDArray[np.bool_],
    levels: NDArray[np.floating],
) -> NDArray[np.bool_]:
    """Which segments are kept; ``cuts`` says of each whether the page makes a cut before it, ``levels`` its threshold.

    A short line between kept ones is kept, though its own score is low; a lone one among removed ones goes.

    >>> import numpy as np
    >>> words = np.array([2, 20, 1, 30, 2, 2, 40])
    >>> scores = np.array([0.6, 0.9, 0.3, 0.9, 0.1, 0.05, 0.1])
    >>> best_sequence(scores, words, np.zeros(7, dtype=bool), np.full(7, 0.4)).tolist()
    [True, True, True, True, False, False, False]
    """
    worth = (scores - levels + SLACK) * (words + 1)
    gains = worth.tolist()
    if not gains:
        return np.zeros(0, dtype=np.bool_)
    most = SHARE * float(np.maximum(worth, 0).sum())
    costs = np.minimum(np.where(cuts, CHANGE_AT_CUT, CHANGE), most).tolist()
    # The page begins and ends outside the article, and entering there is free.
    keep, drop = gains[0], 0.0
    from_keep: list[tuple[bool, bool]] = []
    for gain, cost in zip(gains[1:], costs[1:], strict=True):
        stay, enter = keep, drop - cost
        rest, leave = drop, keep - cost
        from_keep.append((stay >= enter, leave > rest))
        keep, drop = max(stay, enter) + gain, max(rest, leave)
    kept = [keep > drop]
    for keep_before, drop_before in reversed(from_keep):
        kept.append(keep_before if kept[-1] else drop_before)
    return np.array(kept[::-1], dtype=np.bool_)
