"""The evidence for a headline: what speaks for and against one line, and what each sign weighs."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from cleantext.document import Document, Segment
from cleantext.fields.titles import STEM, copies_in, without_token, words_of
from cleantext.filters.article_region import region_of
from cleantext.marks import Claimed, Field, Reason, Removed
from cleantext.vocabulary import normalised

#: Only so many segments of the article are compared with the candidates.
COMPARED = 60

#: What each kind of evidence weighs (a conditional logit over the candidates of public pages' dumps; see docs).
WEIGHTS: Mapping[str, float] = {
    "token": 4.0,
    "h1": 1.6,
    "h2": 0.5,
    "declared": 1.9,
    "marked as headline": 0.4,
    "title element": 1.2,
    "link": -0.5,
    "deeper heading": -0.1,
    "repeated": 0.7,
    "words in the text": 3.6,
    "record after": 1.9,
    "record right after": 0.3,
    "record before": 0.45,
    "is a record": -1.1,
    "dated": 1.4,
    "opens the page's title": 2.75,
    "one word": -0.6,
    "two or three words": -1.0,
    "five to eighteen words": 1.3,
    "full stop": -2.6,
    "other end": 0.2,
    "colon": -1.4,
    "prose": -0.5,
    "distance before": -0.5,
    "distance inside": -1.9,
    "first of the page": 1.6,
    "known phrase": -1.2,
    "piece": 1.2,
    "list item": -1.8,
    "opens a bare page": 3.0,
    "capitals": -0.1,
    "lower case": -0.5,
    "among titles": -0.4,
    "space around": 2.8,
    "words in the URL": 3.0,
}

#: A page is bare where at most this share of its lines is known as furniture; set by hand, on fixtures.
MAX_FURNITURE = 0.03
_FURNITURE = frozenset(Reason) - {Reason.MARKUP, Reason.DUPLICATE, Reason.HEADER_RECORD, Reason.PAGE_DATE}
_RECORD_KINDS = frozenset(("byline", "published", "modified", "reading-time", "relative-time", "role"))
_WORD = re.compile(r"[^\W\d_]{4,40}|\d{2,12}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class Records:
    """Which lines of a page date or sign an article; the candidates are neighbours, and ask about the same lines."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        """``segments`` are all of the page."""
        self._segments = segments
        self._known: dict[int, bool] = {}

    def within(self, low: int, high: int) -> bool:
        """Whether a line from ``low`` to before ``high`` is such a line."""
        return any(map(self._is, range(max(0, low), min(high, len(self._segments)))))

    def _is(self, index: int) -> bool:
        known = self._known.get(index)
        if known is None:
            known = self._known[index] = _is_record(self._segments[index])
        return known


class Surroundings(NamedTuple):
    """What a candidate is seen against: the article's first segment, how often its words come, copies of lines.

    ``top`` is where the page begins behind the sponsors that aggregators put on top, ``titles`` are those that an HTML
    page declares, as keys.
    """

    first: int
    topic: Mapping[str, int]
    copies: Mapping[str, int]
    top: int
    records: Records
    titles: Sequence[str]


def surroundings_of(document: Document) -> Surroundings:
    """The surroundings that all candidates of a page share."""
    region = region_of(document)
    segments = document.segments
    first = next((s.index for s in segments if region is None or s.start >= region.start), 0)
    compared = segments[first : first + COMPARED]
    topic = Counter(chain.from_iterable(words_of(s.text[:400]) for s in compared if s.prose))
    sponsors = {segment.index for segment, _ in document.claimed(Field.SPONSORS)}
    top = next((index for index in range(len(segments)) if index not in sponsors), 0)
    titles = [normalised(declared.value) for declared in document.page.titles] if document.page is not None else []
    return Surroundings(first, topic, copies_in(document), top, Records(segments), titles)


def signs_of(document: Document, segment: Segment, around: Surroundings) -> dict[str, float]:
    """The evidence for one candidate, each kind as a number that :data:`WEIGHTS` weighs."""
    segments = document.segments
    first, topic, copies, top, records, titles = around
    place = segment.index - top
    text, token = without_token(segment.text)
    own = words_of(text)
    inside = segment.index >= first
    least = 2 if inside and segment.index < first + 60 and segment.prose else 1
    shared = len([word for word in own if topic.get(word, 0) >= least]) / len(own) if own else 0.0
    distance = abs(first - segment.index)
    before = segments[segment.index - 1] if segment.index else None
    after = segments[segment.index + 1] if segment.index + 1 < len(segments) else None
    last = segment.text[-1:]
    facts = segment.facts
    return {
        "token": float(token),
        "h1": float(segment.shape == "h1"),
        "h2": float(segment.shape == "h2"),
        "declared": _declared(titles, segment.key),
        "marked as headline": float(facts is not None and "headline" in facts.marks),
        "title element": float(facts is not None and facts.tag == "title"),
        "link": float(facts is not None and facts.link_share > 0.8),
        "deeper heading": float(segment.shape in ("h3", "h4", "h5", "h6")),
        "repeated": float(2 <= copies.get(segment.key, 0) <= 5),
        "words in the text": shared * min(1.0, len(own) / 3),
        "record after": float(records.within(segment.index + 1, segment.index + 6)),
        "record right after": float(records.within(segment.index + 1, segment.index + 2)),
        "record before": float(records.within(segment.index - 3, segment.index)),
        "is a record": float(not _RECORD_KINDS.isdisjoint(segment.hits)),
        "dated": float(_dated(segment.text)),
        "opens the page's title": float(place > 2 and _opens_title(segments[top : top + 3], segment.key)),
        "one word": float(segment.words == 1),
        "two or three words": float(segment.words in (2, 3)),
        "five to eighteen words": float(5 <= segment.words <= 18),
        "full stop": float(last in ".。।" and segment.words > 3),
        "other end": float(segment.ends and last not in ".。।"),
        "colon": float(last in ":："),
        "prose": float(segment.prose),
        "distance before": 0.0 if inside else math.log1p(distance),
        "distance inside": math.log1p(distance + 1) if inside else 0.0,
        "first of the page": float(place <= 1),
        "known phrase": float(bool(segment.hits)),
        "piece": float(segment.piece),
        "list item": float(segment.shape in ("li", "row", "image")),
        "opens a bare page": float(place == 0 and _opens_bare(document, first, top)),
        "capitals": float(text.isupper() and segment.words > 1),
        "lower case": float(text[:1].islower()),
        "among titles": float(_is_title(before) and _is_title(after)),
        "space around": float(segment.gap > 0 and (after is None or after.gap > 0)),
        "words in the URL": _in_url(own, document.url) if document.url else 0.0,
    }


def _is_title(segment: Segment | None) -> bool:
    """Whether a line reads as the title of something: several words, no sentence end."""
    return segment is not None and 3 <= segment.words <= 20 and not segment.ends and not segment.hits


def _declared(titles: Sequence[str], key: str) -> float:
    """How far the page declares the line as its title: 1 as it stands, 0.7 with more behind it (sites add a name)."""
    if len(key) < 4:
        return 0.0
    if key in titles:
        return 1.0
    return 0.7 if any(title.startswith(key) and " " in key for title in titles) else 0.0


def _opens_title(top: Sequence[Segment], key: str) -> bool:
    """Whether one of the first lines of the page, where its title stands, begins with ``key``."""
    return len(key) > 8 and any(segment.key.startswith(key) for segment in top)


def _opens_bare(document: Document, first: int, top: int) -> bool:
    """Whether nothing but the text follows the page's first line, and that is no banner in capitals above a record."""
    if first - top <= 2:
        return True
    banner = document.segments[top].text.isupper() and any(
        map(_is_record, document.segments[top + 1 : min(first, top + 12)])
    )
    return _is_bare(document) and not banner


def _is_bare(document: Document) -> bool:
    """Whether the page has next to no furniture: the sponsors that feeds put on top of any page count neither way."""
    marks = [decision.mark for decision in document.decisions if decision is not None]
    furniture = sum(isinstance(mark, Removed) and mark.reason in _FURNITURE for mark in marks)
    sponsors = sum(isinstance(mark, Claimed) and mark.field is Field.SPONSORS for mark in marks)
    return furniture <= MAX_FURNITURE * (len(document.segments) - sponsors)


def _is_record(segment: Segment) -> bool:
    """Whether a short line dates or signs an article."""
    return segment.words <= 14 and (not _RECORD_KINDS.isdisjoint(segment.hits) or _dated(segment.text))


def _dated(text: str) -> bool:
    """Whether a short line holds a year."""
    return len(text) < 90 and _YEAR.search(text) is not None


def _in_url(own: frozenset[str], url: str) -> float:
    """Which share of the words stands in the path of the URL."""
    path = frozenset(word[:STEM] for word in _WORD.findall(url.casefold().partition("://")[2].partition("/")[2]))
    return len(own & path) / len(own) if own else 0.0
