"""What it takes from a line's score that it stands on other pages of its site."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from typing import NamedTuple

from cleantext.document import Segment
from cleantext.sites.evidence import MIN_WORDS, SiteEvidence

#: How a line's odds change where it stands on other pages of the site: what is left of the log odds, what prose, four
#: words or more and the share of the pages add, and the rest. `training/sites.py` fits such numbers, mostly on sites
#: with one other page; these are milder than its fit (0.72, -0.14, -1.17, -0.36, -1.4), with which two more of 36
#: threads lost text. What each doubling of the pages adds is set by hand. Without other pages nothing changes.
ODDS, PROSE, WORDS, SHARE, REST = 0.81, -1.03, -0.29, -0.66, -0.46
DOUBLED = -2.0
#: Bounds of a score whose odds are taken.
CERTAIN = 1e-3
#: Of what it would lose, prose that few of the other pages have loses this share.
LITTLE = 0.15


class Signs(NamedTuple):
    """What is weighed of a line: the log odds of its score, whether it is prose, whether it has 4 words, and on which
    share of the other pages it stands.
    """

    odds: float
    prose: bool
    words: bool
    share: float


def times_of(found: SiteEvidence, lines: Sequence[Segment]) -> list[int]:
    """On how many other pages each line stands."""
    return [found.times.get(line.start, 0) for line in lines]


def evidence_rows(found: SiteEvidence, lines: Sequence[Segment], scores: Sequence[float]) -> list[Signs]:
    """The signs of each line."""
    rows = []
    for line, score, times in zip(lines, scores, times_of(found, lines), strict=True):
        bounded = min(max(score, CERTAIN), 1 - CERTAIN)
        share = min(1.0, times / max(found.pages, 1))
        rows.append(Signs(math.log(bounded / (1 - bounded)), line.prose, line.words >= MIN_WORDS, share))
    return rows


def scores_with(found: SiteEvidence, lines: Sequence[Segment], scores: array[float]) -> array[float]:
    """The scores of lines that stand on other pages of the site, lowered by that; those of others stay."""
    if not found.times:
        return scores
    lowered = array("f", scores)
    rows = evidence_rows(found, lines, scores)
    for at, (line, row, times) in enumerate(zip(lines, rows, times_of(found, lines), strict=True)):
        if times:
            odds = ODDS * row.odds + PROSE * row.prose + WORDS * row.words + SHARE * row.share + REST
            odds += DOUBLED * math.log2(times)
            if not found.suspects(line):
                odds = row.odds + LITTLE * (odds - row.odds)
            lowered[at] = min(scores[at], 1 / (1 + math.exp(-odds)))
    return lowered
