"""What the scores of the lines say to fields: how likely each line is the article's, and where the body stands."""

from __future__ import annotations

from itertools import accumulate

from cleantext.document import Document, Segment
from cleantext.fields.anchor import bounds_of
from cleantext.scoring.scores import scores_of

#: So many lines beyond either end of the page may be asked about.
MARGIN = 16


class BodyScores:
    """How likely each line is the article's, as far as lines were scored, and where the kept ones stand.

    ``values`` and ``kept`` have ``MARGIN`` places more at either end; ``said`` holds at ``MARGIN`` + n the kept words
    before segment n.
    """

    def __init__(self, document: Document) -> None:
        """Spread the scores over the segments at hand; those that were not scored have -1."""
        scores = scores_of(document)
        count = len(document.segments) + 2 * MARGIN
        self.values = [-1.0] * count
        self.kept = [False] * count
        words = [0] * (count + 1)
        if scores is not None:
            starts, values, kept = scores.starts, scores.values, scores.kept
            place, last = 0, len(starts) - 1
            for line in document.undecided():
                # A line that a step has cut has the score of the whole one.
                while place < last and starts[place + 1] <= line.start:
                    place += 1
                at = line.index + MARGIN
                self.values[at], self.kept[at] = values[place], kept[place]
                if kept[place]:
                    words[at + 1] = line.words
        self.said = list(accumulate(words))
        self.first, self.last = bounds_of(document)


def score_of(document: Document, segment: Segment) -> float:
    """How likely one line is the article's; -1 where it was not scored, or a step is sure of it."""
    scores = scores_of(document)
    if scores is None or not document.is_undecided(segment.index):
        return -1.0
    return float(scores.values[scores.place(segment)])
