"""Which segments of a page are the article's, told by aligning them with the gold body.

Runs of four words that a segment shares with the gold say where in the gold it may stand; of all such places the
heaviest chain in the order of both texts is taken. What stands outside the chain counts where the chain leaves its
part of the gold uncovered; shorter lines count where the gold has them between their neighbours.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

RUN = 4
#: Places of a run that is common in the gold, and places tried for one segment.
MAX_PLACES, MAX_TRIED = 6, 3
#: How far a short line may stand from the last one that was found, in words of the gold.
REACH = 40

Words = Sequence[str]


class Place(NamedTuple):
    """A place in the gold where a segment may stand: the segment, the first word, how many runs say so."""

    segment: int
    start: int
    weight: int


def labels_of(segments: Sequence[Words], gold: Words) -> list[float]:
    """The share of each segment's words that are the article's.

    >>> gold = "the wall held through the storm they said and the ferry sails again".split()
    >>> labels_of([["menu"], gold[:8], ["and"], gold[9:], "the wall held through a night".split()], gold)
    [0.0, 1.0, 1.0, 1.0, 0.0]
    """
    runs = _runs_of(gold)
    shares = [_share(words, runs) for words in segments]
    chain = _chain([place for index, words in enumerate(segments) for place in _places(index, words, runs)], len(gold))
    labels = [0.0] * len(segments)
    covered = [False] * len(gold)
    ends: dict[int, tuple[int, int]] = {}
    for place in chain:
        labels[place.segment] = shares[place.segment]
        end = min(len(gold), place.start + len(segments[place.segment]))
        covered[max(0, place.start) : end] = [True] * (end - max(0, place.start))
        ends[place.segment] = max(0, place.start), end
    for index, words in enumerate(segments):
        if labels[index] == 0 and shares[index] > 0:
            for place in _places(index, words, runs)[:1]:
                stretch = covered[max(0, place.start) : place.start + len(words)]
                if stretch and sum(stretch) < 0.5 * len(stretch):
                    labels[index] = shares[index]
                    low = max(0, place.start)
                    covered[low : low + len(stretch)] = [True] * len(stretch)
    _add_short(segments, gold, ends, labels)
    return labels


def _runs_of(gold: Words) -> dict[tuple[str, ...], list[int]]:
    runs: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(gold) - RUN + 1):
        runs.setdefault(tuple(gold[at : at + RUN]), []).append(at)
    return runs


def _share(words: Words, runs: dict[tuple[str, ...], list[int]]) -> float:
    """The share of words that stand in runs that the gold has too."""
    if len(words) < RUN:
        return 0.0
    hit = [False] * len(words)
    for at in range(len(words) - RUN + 1):
        if tuple(words[at : at + RUN]) in runs:
            hit[at : at + RUN] = [True] * RUN
    return sum(hit) / len(words)


def _places(index: int, words: Words, runs: dict[tuple[str, ...], list[int]]) -> list[Place]:
    """Where in the gold a segment may stand, the likeliest first."""
    votes: Counter[int] = Counter()
    for at in range(len(words) - RUN + 1):
        votes.update(place - at for place in runs.get(tuple(words[at : at + RUN]), ())[:MAX_PLACES])
    return [Place(index, start, weight) for start, weight in votes.most_common(MAX_TRIED)]


def _chain(places: list[Place], size: int) -> list[Place]:
    """The heaviest chain of places in which segments and their starts both rise (a Fenwick tree of maxima)."""
    order = sorted(places, key=lambda place: (place.segment, -place.start))
    starts = sorted({place.start for place in order})
    best: list[tuple[int, int]] = [(0, -1)] * (len(starts) + 1)
    before = [-1] * len(order)
    for number, place in enumerate(order):
        at = bisect_left(starts, place.start)
        total, last = 0, -1
        look = at
        while look > 0:
            total, last = max((total, last), best[look])
            look -= look & -look
        before[number] = last
        look = at + 1
        while look <= len(starts):
            best[look] = max(best[look], (total + place.weight, number))
            look += look & -look
    _, number = max((best[look] for look in _prefix(len(starts))), default=(0, -1))
    chain = []
    while number >= 0:
        chain.append(order[number])
        number = before[number]
    return chain[::-1]


def _prefix(look: int) -> list[int]:
    places = []
    while look > 0:
        places.append(look)
        look -= look & -look
    return places


def _add_short(segments: Sequence[Words], gold: Words, ends: dict[int, tuple[int, int]], labels: list[float]) -> None:
    """Label the lines of fewer words than a run, where the gold has them between what stands around them."""
    following = len(gold)
    limits = [following] * len(segments)
    for index in range(len(segments) - 1, -1, -1):
        limits[index] = following
        if index in ends:
            following = ends[index][0]
    here = 0
    for index, words in enumerate(segments):
        if index in ends:
            here = ends[index][1]
        elif 0 < len(words) < RUN:
            wanted = list(words)
            # A word of slack: marks and joined words shift places by one.
            low = max(0, here - 1)
            high = min(limits[index] + 1, here + REACH)
            found = next((at for at in range(low, high) if list(gold[at : at + len(wanted)]) == wanted), None)
            if found is not None and found + len(wanted) <= max(limits[index] + 1, 0):
                labels[index] = 1.0
                here = found + len(wanted)
