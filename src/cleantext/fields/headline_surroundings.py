"""What the candidates for a headline are seen against: the page around them, read once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import accumulate, chain

from cleantext.document import Document, Segment
from cleantext.fields.body_scores import BodyScores
from cleantext.fields.house_names import houses_of
from cleantext.fields.record_lines import Records
from cleantext.fields.titles import copies_in, names_after_titles, words_of
from cleantext.marks import Field
from cleantext.readers.hosts import letters_of
from cleantext.vocabulary import normalised

#: The last 40 lines of a page are its foot.
FOOT = 40
#: At most 60 segments of the article are compared with the candidates.
COMPARED = 60
#: No more lines are counted between a candidate and the text.
MOST_BETWEEN = 60


class Surroundings:
    """The page as the candidates for its headline see it."""

    def __init__(self, document: Document) -> None:
        """Read the page once; ``document`` is as it is when the headline is looked for."""
        segments = document.segments
        self.body = BodyScores(document)
        self.records = Records(segments)
        #: How often lines open others, and what stands after titles, both by their keys.
        self.copies = copies_in(document)
        self.sites = names_after_titles(document)
        houses = houses_of(document)
        #: The names that may be the publisher's, by key, with their probabilities; None where they were not weighed.
        self.houses: Mapping[str, float] | None = houses.scores if houses is not None else None
        page = document.page
        #: The titles that an HTML page declares, as keys.
        self.titles = [normalised(declared.value) for declared in page.titles] if page is not None else []
        sponsors = {segment.index for segment, _ in document.claimed(Field.SPONSORS)}
        #: Where the page begins after the sponsors that aggregators put on top.
        self.top = next((index for index in range(len(segments)) if index not in sponsors), 0)
        compared = segments[self.body.first : self.body.first + COMPARED]
        #: How often the article says words.
        self.topic: Mapping[str, int] = Counter(
            chain.from_iterable(words_of(s.text[:400]) for s in compared if s.prose)
        )
        self._heard: dict[int, float] = {}
        self._titles = list(accumulate(map(is_title, segments), initial=0))
        self._undecided = list(accumulate((one is None for one in document.decisions), initial=0))
        foot = segments[self.body.last + 1 :][-FOOT:]
        self._foot = {one.key: one.index for one in foot}
        self._rights = [(one.index, one.text.casefold()) for one in foot if "copyright" in one.hits]
        self._host = letters_of(document.url)

    def shared(self, words: frozenset[str], least: int = 1) -> float:
        """Which share of some words the article says ``least`` times; of fewer than three words less."""
        said = sum(self.topic.get(word, 0) >= least for word in words)
        return said / len(words) * min(1.0, len(words) / 3) if words else 0.0

    def heard(self, segment: Segment | None) -> float:
        """Which share of a line's words the article says; lines are asked about twice, as the one above and below."""
        if segment is None:
            return -1.0
        found = self._heard.get(segment.index)
        if found is None:
            found = self._heard[segment.index] = self.shared(words_of(segment.text[:200]))
        return found

    def between(self, index: int) -> tuple[float, float]:
        """How many lines between a line and the text after it read as titles, and on how many nothing is decided."""
        low, high = min(index + 1, self.body.first), self.body.first
        titles, undecided = self._titles[high] - self._titles[low], self._undecided[high] - self._undecided[low]
        return float(min(MOST_BETWEEN, titles)), float(min(MOST_BETWEEN, undecided))

    def likeness(self, segment: Segment) -> dict[str, float]:
        """What makes a line a name of the site: it is said again at the foot, in a copyright line, in the URL."""
        key, index = segment.key, segment.index
        named = len(key) > 3
        letters = "".join(filter(str.isalnum, key))
        return {
            "at the foot": float(named and self._foot.get(key, -1) > index),
            "in copyright": float(named and any(at > index and key in text for at, text in self._rights)),
            "in host": float(len(letters) > 3 and letters in self._host) if self._host else -1.0,
        }


def is_title(segment: Segment | None) -> bool:
    """Whether a line reads as the title of something: several words, no sentence end."""
    return segment is not None and 3 <= segment.words <= 20 and not segment.ends and not segment.hits
