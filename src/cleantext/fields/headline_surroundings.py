"""What candidates for the headline are seen against: the page around them, read once."""

from __future__ import annotations

from collections.abc import Mapping

from cleantext.document import Document, Segment
from cleantext.fields.body_scores import BodyScores
from cleantext.fields.house_names import houses_of
from cleantext.fields.titles import heads_and_tails, words_of
from cleantext.marks import Field
from cleantext.readers.hosts import letters_of
from cleantext.vocabulary import normalised

#: The last 40 lines of a page are its foot.
FOOT = 40
#: At most 60 segments of the article are compared with the candidates, the first 400 characters of each.
COMPARED, COMPARED_CHARS = 60, 400


class Surroundings:
    """The page as the candidates for its headline see it."""

    def __init__(self, document: Document) -> None:
        """Read the page once; ``document`` is as it is when the headline is looked for."""
        segments = document.segments
        self.body = BodyScores(document)
        #: How often lines open others, and what stands after titles, both by their keys.
        self.copies, self.sites = heads_and_tails(document)
        houses = houses_of(document)
        #: The names that may be the publisher's, by key, with their probabilities; None where they were not weighed.
        self.houses: Mapping[str, float] | None = houses.scores if houses is not None else None
        page = document.page
        #: The titles that an HTML page declares, as keys.
        self.titles = [normalised(declared.value) for declared in page.titles] if page is not None else []
        sponsors = {segment.index for segment, _ in document.claimed(Field.SPONSORS)}
        #: Where the page begins after the sponsors that aggregators put on top.
        self.top = next((index for index in range(len(segments)) if index not in sponsors), 0)
        once: set[str] = set()
        twice: set[str] = set()
        for line in segments[self.body.first : self.body.first + COMPARED]:
            if line.prose:
                words = words_of(line.text[:COMPARED_CHARS])
                twice |= once & words
                once |= words
        #: What the article says in any line, and in two or more.
        self._said = (once, twice)
        foot = segments[self.body.last + 1 :][-FOOT:]
        self._foot = {one.key: one.index for one in foot}
        self._rights = [(one.index, one.text.casefold()) for one in foot if "copyright" in one.hits]
        self._host = letters_of(document.url)

    def shared(self, words: set[str], twice: bool) -> float:
        """Which share of some words the article says, or says in two lines; of fewer than three words less."""
        return len(words & self._said[twice]) / len(words) * min(1.0, len(words) / 3) if words else 0.0

    def is_at_foot(self, segment: Segment) -> bool:
        """Whether a line stands again at the foot of the page."""
        return len(segment.key) > 3 and self._foot.get(segment.key, -1) > segment.index

    def is_in_rights(self, segment: Segment) -> bool:
        """Whether a line's words stand again in a copyright line."""
        key = segment.key
        if not self._rights or len(key) <= 3:
            return False
        return any(at > segment.index and key in text for at, text in self._rights)

    def in_host(self, segment: Segment) -> float:
        """Whether a line's letters are those of the page's host; -1 where that is unknown."""
        if not self._host:
            return -1.0
        letters = "".join(filter(str.isalnum, segment.key))
        return float(len(letters) > 3 and letters in self._host)
