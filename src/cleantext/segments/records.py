"""Lines of an article's record: those that date or sign it. One notion for joining lines, regions and all fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleantext.patterns import pattern

if TYPE_CHECKING:
    from cleantext.segments.segment import Segment

#: What the word lists call a line that dates.
DATING = frozenset(("published", "modified", "relative-time"))
#: What may stand in one line with a name.
BESIDE_NAMES = DATING | {"reading-time", "role"}
#: What they call a line of a record.
RECORD_KINDS = BESIDE_NAMES | {"byline", "byline-suffix", "comment-count"}
#: A record has at most 16 words; a line that tells a year at most 89 characters.
MAX_WORDS, MAX_DATED = 16, 89
_YEAR = pattern(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def is_record(segment: Segment, year: bool | None = None) -> bool:
    """Whether a short line dates or signs something, by its words or by how the page marks it.

    ``year`` says that :func:`dated` was asked, and what it said.
    """
    if segment.words > MAX_WORDS:
        return False
    if segment.facts is not None and "author" in segment.facts.marks:
        return True
    return not RECORD_KINDS.isdisjoint(segment.hits) or (dated(segment.text) if year is None else year)


def dated(text: str) -> bool:
    """Whether a short line holds a year.

    >>> dated("Harbour, 9 March 2024"), dated("It holds 20240 tons.")
    (True, False)
    """
    # Most lines have no year, and the look for its first two digits is the faster one.
    return len(text) <= MAX_DATED and ("20" in text or "19" in text) and _YEAR.search(text) is not None
