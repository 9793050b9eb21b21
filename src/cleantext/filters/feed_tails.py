"""The last line that blogs put into their feeds: "The post Ferry sails again appeared first on The Low Tide."."""

from __future__ import annotations

from collections.abc import Iterable

from cleantext.document import Document
from cleantext.marks import Field, Mark, Reason, Removed
from cleantext.records import dataclass
from cleantext.vocabulary import load_vocabulary, normalised


@dataclass(frozen=True, slots=True)
class FeedTails:
    """Removes the lines that say where a post appeared first, told by how they begin and what stands in them."""

    name: str = "feed-tails"
    gives: frozenset[Reason | Field] = frozenset((Reason.BOILERPLATE,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Look at every open line that begins like one."""
        tails = load_vocabulary().tables["feed-tail"]
        openings = tuple(tails)
        for segment in document.open():
            if segment.key.startswith(openings):
                opening = max((one for one in openings if segment.key.startswith(one)), key=len)
                if normalised(tails[opening]) in segment.key[len(opening) :]:
                    yield Removed(segment.index, Reason.BOILERPLATE, f"{opening} ... {tails[opening]}")
