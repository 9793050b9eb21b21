"""What it takes from a line's score that it stands on other pages of its site."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

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

Floats = NDArray[np.float32]


def times_of(found: SiteEvidence, lines: Sequence[Segment]) -> Floats:
    """On how many other pages each line stands."""
    return np.array([found.times.get(line.start, 0) for line in lines], dtype=np.float32)


def evidence_rows(found: SiteEvidence, lines: Sequence[Segment], scores: Floats) -> Floats:
    """One row a line: log odds of its score, whether it is prose, whether it has 4 words, the share of the pages."""
    bounded = np.clip(scores, CERTAIN, 1 - CERTAIN)
    columns = (
        np.log(bounded / (1 - bounded)),
        np.array([line.prose for line in lines]),
        np.array([line.words >= MIN_WORDS for line in lines]),
        np.minimum(1, times_of(found, lines) / max(found.pages, 1)),
    )
    return np.stack(columns, axis=1).astype(np.float32)


def scores_with(found: SiteEvidence, lines: Sequence[Segment], scores: Floats) -> Floats:
    """The scores of lines that stand on other pages of the site, lowered by that; those of others stay."""
    if not found.times:
        return scores
    times = times_of(found, lines)
    rows = evidence_rows(found, lines, scores)
    odds = rows @ np.array([ODDS, PROSE, WORDS, SHARE]) + REST + DOUBLED * np.log2(np.maximum(times, 1))
    seldom = (times > 0) & np.array([not found.suspects(line) for line in lines], dtype=np.bool_)
    odds = np.where(seldom, rows[:, 0] + LITTLE * (odds - rows[:, 0]), odds)
    lowered: Floats = np.where(times > 0, np.minimum(scores, 1 / (1 + np.exp(-odds))), scores).astype(np.float32)
    return lowered
