"""The headline: the line before the article that reads as its title, told by several kinds of evidence.

A page repeats its title (in the tab, in the breadcrumb, above the text), sets it apart, puts date and byline
beside it, and takes up its words in the text. Each is weak alone; the candidate with the greatest sum wins, and where
none has enough the headline is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cleantext.document import Document, Segment
from cleantext.filters.article_region import region_of
from cleantext.marks import Claimed, Field, Mark, Reason, Removed
from cleantext.vocabulary import load_vocabulary, normalised
from cleantext.writing import UNSPACED

#: How many segments before the article, and how many inside its beginning, are looked at.
BEFORE, INSIDE = 60, 12
#: A headline is no longer than this.
MAX_WORDS = 32
#: Only the beginning of the article is compared with the candidates.
COMPARED_CHARS = 6000
#: The least sum of evidence; below it silence is better.
THRESHOLD = 2.0

_TOKEN = re.compile(r"([A-Z][A-Za-z]{1,14}):(?=\S)")
_INNER_CAPITAL = re.compile(r"[A-Z][a-z]+[A-Z]")
_WORD = re.compile(r"[^\W\d_]{4,40}|\d{2,12}")
_SUFFIX = re.compile(r"\s[|–—\-•·:»]\s|\s?[|｜_]\s?")


class Candidate(NamedTuple):
    """A segment, the headline that it would give, the sum of its evidence and its parts in words."""

    segment: Segment
    text: str
    score: float
    because: str


@dataclass(frozen=True, slots=True)
class Headline:
    """Claims the headline, and removes its other copies as duplicates."""

    name: str = "headline"
    gives: frozenset[Reason | Field] = frozenset((Field.HEADLINE, Reason.DUPLICATE))
    threshold: float = THRESHOLD

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Weigh the candidates, claim the best, mark its copies."""
        if document.claimed(Field.HEADLINE):
            return
        best = max(weighed(document), key=lambda one: one.score, default=None)
        if best is None or best.score < self.threshold:
            return
        yield Claimed(best.segment.index, Field.HEADLINE, best.because, best.text)
        wanted = normalised(best.text)
        for segment in document.open():
            if segment.index != best.segment.index and is_copy(segment, wanted):
                yield Removed(segment.index, Reason.DUPLICATE, f"copy of the headline in line {best.segment.line}")


def is_copy(segment: Segment, wanted: str) -> bool:
    """Whether a line is the headline again, alone or with a site's name behind it."""
    if not segment.key or not wanted or not segment.key.startswith(wanted):
        return False
    rest = segment.key[len(wanted) :]
    return not rest or (segment.words < MAX_WORDS and not segment.ends and bool(_SUFFIX.match(rest)))


def without_token(text: str) -> tuple[str, bool]:
    """The text without a feed's token before it, and whether there was one.

    >>> without_token("NextImg:Moscow’s Recognition")
    ('Moscow’s Recognition', True)
    >>> without_token("Explained: what the vote means")
    ('Explained: what the vote means', False)
    """
    mark = _TOKEN.match(text)
    if mark is None:
        return text, False
    word = mark[1]
    if not _INNER_CAPITAL.match(word) and word.casefold() not in load_vocabulary().of("tokens"):
        return text, False
    return text[mark.end() :].strip(), True


def weighed(document: Document) -> Iterator[Candidate]:
    """Every candidate for the headline, with the sum of its evidence."""
    region = region_of(document)
    segments = document.segments
    first = next((s.index for s in segments if region is None or s.start >= region.start), 0)
    window = segments[max(0, first - BEFORE) : first + INSIDE]
    topic = words_of(" ".join(s.text for s in segments[first : first + 60] if s.prose)[:COMPARED_CHARS])
    copies = _copies(document)
    for segment in window:
        if document.is_open(segment.index) and segment.words <= MAX_WORDS:
            yield _weighed(document, segment, first, topic, copies)


def words_of(text: str) -> frozenset[str]:
    """What texts are compared by: words of four letters or more, pairs of characters in scripts without spaces."""
    words = set(_WORD.findall(text.casefold()))
    if not text.isascii():
        words.update(a + b for a, b in zip(text, text[1:], strict=False) if a in UNSPACED and b in UNSPACED)
    return frozenset(words)


def _copies(document: Document) -> dict[str, int]:
    """How often the text of a line opens a line of the page, a site's name behind it left out."""
    count: dict[str, int] = {}
    for segment in document.segments:
        if segment.key and 2 <= segment.words <= MAX_WORDS:
            head = _SUFFIX.split(segment.key, maxsplit=1)[0] if not segment.piece else segment.key
            count[head] = count.get(head, 0) + 1
            if head != segment.key:
                count[segment.key] = count.get(segment.key, 0) + 1
    return count


def _weighed(
    document: Document, segment: Segment, first: int, topic: frozenset[str], copies: dict[str, int]
) -> Candidate:
    text, token = without_token(segment.text)
    own = words_of(text)
    shared = len(own & topic) / len(own) if own else 0.0
    distance = first - segment.index
    parts = {
        "token": 3.0 * token,
        "heading": {"h1": 3.0, "h2": 0.8}.get(segment.shape, 0.0),
        "repeated": 1.5 * (2 <= copies.get(segment.key, 0) <= 5),
        "words in the text": 3.0 * shared,
        "beside date or byline": 1.2 * _beside_record(document, segment.index),
        "length": _length(segment),
        "place": -0.05 * distance if distance >= 0 else 0.25 * distance,
        "sentence": -1.0 * (text[-1:] in ".。") - 1.0 * (segment.words > 25),
        "known phrase": -4.0 * bool(segment.hits),
        "piece": -0.3 * segment.piece,
        "list item": -1.0 * (segment.shape in ("li", "row", "image")),
    }
    if document.url is not None:
        parts["words in the URL"] = 3.0 * _in_url(own, document.url)
    told = ", ".join(name for name, value in parts.items() if value > 0.2)
    return Candidate(segment, text, sum(parts.values()), told)


def _length(segment: Segment) -> float:
    if segment.words <= 1:
        return -2.0
    if segment.words <= 3:
        return -0.5
    return 1.0 if segment.words <= 20 else 0.3


def _beside_record(document: Document, index: int) -> bool:
    """Whether a line within three of it is known to date or sign an article."""
    near = document.segments[max(0, index - 2) : index + 5]
    return any(
        not _RECORD_KINDS.isdisjoint(segment.hits) or _dated(segment.text) for segment in near if segment.words <= 14
    )


_RECORD_KINDS = frozenset(("byline", "published", "modified", "reading-time", "relative-time", "role"))
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _dated(text: str) -> bool:
    return len(text) < 90 and _YEAR.search(text) is not None


def _in_url(own: frozenset[str], url: str) -> float:
    """Which share of the words stands in the path of the URL."""
    path = frozenset(_WORD.findall(url.casefold().partition("://")[2].partition("/")[2]))
    return len(own & path) / len(own) if own else 0.0
