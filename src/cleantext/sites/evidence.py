"""What the other pages of a site say of the lines of a page: on how many of them each line stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleantext.document import Segment
from cleantext.sites.profile import SiteProfile
from cleantext.sites.trace import key_of, sketch_of

#: How a line's odds change where it stands on other pages of the site: what is left of the log odds, what prose, four
#: words or more and the share of the pages add, and the rest. `training/sites.py` fits them, mostly on sites with one
#: other page; what each doubling of the pages adds is set by hand. Without other pages nothing changes.
ODDS, PROSE, WORDS, SHARE, REST = 0.81, -1.03, -0.29, -0.66, -0.46
DOUBLED = -1.5
#: A line of at least 4 words says something of its own.
MIN_WORDS = 4
#: Bounds of a score whose odds are taken.
CERTAIN = 1e-3

Floats = NDArray[np.float32]


class Recurrence(NamedTuple):
    """On how many of the pages of a site each line stands, by where it begins, and how many pages there are."""

    times: dict[int, int]
    pages: int

    def told(self, line: Segment) -> str | None:
        """The evidence that a line recurs, None where it does not."""
        times = self.times.get(line.start, 0)
        return f"on {times} of {self.pages} other pages of this site" if times else None


def recurrence_of(profile: SiteProfile, lines: Sequence[Segment], kept: Sequence[bool]) -> Recurrence:
    """Where the profile knows each line from; pages with the same article as the ``kept`` lines do not count."""
    words = [word for line, good in zip(lines, kept, strict=True) if good for word in line.text.casefold().split()]
    copies = profile.copies_of(sketch_of(words))
    times = {line.start: profile.lines.of(key_of(line))[0] - copies for line in lines}
    return Recurrence({start: count for start, count in times.items() if count > 0}, profile.pages - copies)


def times_of(found: Recurrence, lines: Sequence[Segment]) -> Floats:
    """On how many other pages each line stands."""
    return np.array([found.times.get(line.start, 0) for line in lines], dtype=np.float32)


def evidence_rows(found: Recurrence, lines: Sequence[Segment], scores: Floats) -> Floats:
    """One row a line: log odds of its score, whether it is prose, whether it has 4 words, the share of the pages."""
    bounded = np.clip(scores, CERTAIN, 1 - CERTAIN)
    columns = (
        np.log(bounded / (1 - bounded)),
        np.array([line.prose for line in lines]),
        np.array([line.words >= MIN_WORDS for line in lines]),
        times_of(found, lines) / max(found.pages, 1),
    )
    return np.stack(columns, axis=1).astype(np.float32)


def scores_with(found: Recurrence, lines: Sequence[Segment], scores: Floats) -> Floats:
    """The scores of lines that stand on other pages of the site, lowered by that; those of others stay.

    >>> from cleantext.readers import read_document
    >>> text = "The wall held through the storm, said the engineers.\\n\\nAda Moreno wrote this down."
    >>> lines = read_document(text)[0].segments
    >>> scores = np.array([0.9, 0.9], np.float32)
    >>> [round(float(score), 2) for score in scores_with(Recurrence({lines[1].start: 3}, 4), lines, scores)]
    [0.9, 0.14]
    """
    if not found.times:
        return scores
    times = times_of(found, lines)
    odds = evidence_rows(found, lines, scores) @ np.array([ODDS, PROSE, WORDS, SHARE]) + REST
    odds += DOUBLED * np.log2(np.maximum(times, 1))
    lowered: Floats = np.where(times > 0, np.minimum(scores, 1 / (1 + np.exp(-odds))), scores).astype(np.float32)
    return lowered
