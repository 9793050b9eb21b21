"""What the scores of the lines say to fields: how likely each line is the article's, and where the body stands."""

from __future__ import annotations

from cleantext.document import Document
from cleantext.fields.anchor import bounds_of
from cleantext.scoring.scores import scores_of


class BodyScores:
    """How likely each line is the article's, as far as lines were scored, and where the kept ones stand."""

    def __init__(self, document: Document) -> None:
        """Spread the scores over the segments at hand; those that were not scored have -1."""
        scores = scores_of(document)
        count = len(document.segments)
        self._values = [-1.0] * count
        self._words = [0] * (count + 1)
        kept = [False] * count
        if scores is not None:
            values, flags = scores.values, scores.kept
            for segment in document.undecided():
                at = scores.place(segment)
                self._values[segment.index], kept[segment.index] = values[at], flags[at]
        for segment in document.segments:
            words = segment.words if kept[segment.index] else 0
            self._words[segment.index + 1] = self._words[segment.index] + words
        self.first, self.last = bounds_of(document)
        self._kept = kept

    def at(self, index: int) -> float:
        """The score of a segment, -1 where it has none."""
        return self._values[index] if 0 <= index < len(self._values) else -1.0

    def is_kept(self, index: int) -> bool:
        """Whether the first decision keeps a segment."""
        return self._kept[index]

    def words(self, low: int, high: int) -> int:
        """The kept words from segment ``low`` to before ``high``."""
        count = len(self._words) - 1
        return self._words[max(0, min(high, count))] - self._words[max(0, min(low, count))]
