"""The evidence for a headline: what speaks for and against one line."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from cleantext.document import Document, Segment
from cleantext.fields.titles import STEM, copies_in, without_token, words_of
from cleantext.marks import Claimed, Field, Mark, Noted, Reason, Removed
from cleantext.readers.hosts import host_of
from cleantext.scoring.scores import region_of, scores_of
from cleantext.vocabulary import normalised

#: So many lines at the end of a page are its foot.
FOOT = 40
_MARKS = '.?!…:：。？！।؟,;"”»)'
#: Only so many segments of the article are compared with the candidates.
COMPARED = 60

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
            values, flags = scores.values.tolist(), scores.kept.tolist()
            for segment in document.undecided():
                at = scores.place(segment)
                self._values[segment.index], kept[segment.index] = values[at], flags[at]
        for segment in document.segments:
            words = segment.words if kept[segment.index] else 0
            self._words[segment.index + 1] = self._words[segment.index] + words
        region = region_of(document)
        low, high = (region.start, region.end) if region is not None else (0, 0)
        self.first = next((one.index for one in document.segments if one.start >= low), 0)
        self.last = next((one.index for one in reversed(document.segments) if one.start < high), count - 1)
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
    body: BodyScores


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
    return Surroundings(first, topic, copies_in(document), top, Records(segments), titles, BodyScores(document))


def signs_of(document: Document, segment: Segment, around: Surroundings) -> dict[str, float]:
    """The evidence for one candidate, each kind as a number."""
    segments = document.segments
    first, topic, copies, top, records, titles, body = around
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
        "words in the URL": _in_url(own, document.url) if document.url else -1.0,
        "html": float(document.page is not None),
        "words": float(segment.words),
        "place": float(place),
        "digits": sum(map(str.isdigit, text)) / max(1, len(text)),
        "mark": float(_MARKS.find(last) + 1),
        "separator": float(any(one in text for one in (" | ", " - ", " – ", " — ", " » ", "｜", "_"))),
        "gap": float(min(segment.gap, 4)),
        "gap after": float(min(after.gap, 4)) if after is not None else -1.0,
        "words after": float(after.words) if after is not None else -1.0,
        "words before": float(before.words) if before is not None else -1.0,
        "ends after": float(after.ends) if after is not None else -1.0,
        **_standing(document, segment, body),
        **_likeness(document, segment, body),
    }


def _standing(document: Document, segment: Segment, body: BodyScores) -> dict[str, float]:
    """How the line stands to the lines that are likely the article's."""
    index = segment.index
    every = max(1, body.words(0, len(document.segments)))
    low, high = sorted((index + 1, body.first))
    between = document.segments[low:high] if index < body.first else ()
    return {
        "score": body.at(index),
        "kept": float(body.is_kept(index)),
        "score before": body.at(index - 1),
        "score after": body.at(index + 1),
        "score after next": body.at(index + 2),
        "from first kept": float(max(-60, min(60, index - body.first))),
        "words kept before": body.words(0, index) / every,
        "words kept beside": float(body.words(0, index) + body.words(index + 1, len(document.segments))),
        "words kept in 5 after": float(body.words(index + 1, index + 6)),
        "words kept in 15 after": float(body.words(index + 1, index + 16)),
        "below the text": float(index > body.last),
        "titles between": float(sum(_is_title(one) for one in between[:60])),
        "open between": float(sum(document.decisions[one.index] is None for one in between[:60])),
        "removed before": float(index > 0 and isinstance(_mark(document, index - 1), Removed)),
        "removed after": float(isinstance(_mark(document, index + 1), Removed)),
        "suspected": float(_mark(document, index) is not None),
    }


def _mark(document: Document, index: int) -> Mark | None:
    decision = document.decisions[index] if 0 <= index < len(document.decisions) else None
    return None if decision is None or isinstance(decision.mark, Noted) else decision.mark


def _likeness(document: Document, segment: Segment, body: BodyScores) -> dict[str, float]:
    """What makes the line a name of the site: it is said again at the foot, in a copyright line, in the URL."""
    key = segment.key
    foot = document.segments[max(body.last + 1, segment.index + 1) :][-FOOT:]
    named = bool(key) and len(key) > 3
    host = host_of(document.url) if document.url else ""
    letters = "".join(filter(str.isalnum, key))
    return {
        "at the foot": float(named and any(one.key == key for one in foot)),
        "in copyright": float(named and any("copyright" in one.hits and key in one.text.casefold() for one in foot)),
        "in host": float(len(letters) > 3 and letters in host.replace("-", "").replace(".", "")) if host else -1.0,
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
