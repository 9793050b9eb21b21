"""What the scores of a page promise of the body that is made from them, and what they leave in doubt."""

from __future__ import annotations

from collections.abc import Sequence

from cleantext.records import NamedTuple

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
    scores: Sequence[float], words: Sequence[int], kept: Sequence[bool], suspected: Sequence[bool], threshold: float
) -> Promise:
    """The promise of keeping these lines.

    >>> promise_of([1.0, 0.5], [30, 40], [True, False], [False, False], 0.6)
    Promise(f1=0.75, precision=1.0, recall=0.6, lost=40, kept=0, overruled=0.0, within=0.0)
    """
    found = everything = 0.0
    size = lost = doubtful = overruled = removed = 0
    begun = False
    # Words removed since the last kept line: they count where another kept one follows.
    waiting = 0
    for score, count, keeps, known in zip(scores, words, kept, suspected, strict=True):
        everything += score * count
        if keeps:
            found += score * count
            removed += waiting if begun else 0
            waiting, begun = 0, True
            size += count
            doubtful += count if score < UNSURE else 0
            overruled += count if known else 0
        else:
            waiting += count
            lost += count if score >= NEAR * threshold else 0
    everything = max(1.0, everything)
    return Promise(
        f1=round(2 * found / max(1.0, size + everything), 4),
        precision=round(found / max(1.0, size), 4),
        recall=round(min(1.0, found / everything), 4),
        lost=lost,
        kept=doubtful,
        overruled=round(overruled / max(1.0, size), 4),
        within=round(removed / max(1.0, size + removed), 4),
    )
