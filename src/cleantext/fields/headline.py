"""The headline: the line before the article that reads as its title, told by several kinds of evidence.

A page repeats its title (in the tab, in the breadcrumb, above the text), sets it apart, puts date and byline
beside it, and takes up its words in the text. Each is weak alone; the candidate with the greatest sum wins, and where
none has enough the headline is None.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from cleantext.document import Document, Segment
from cleantext.filters.article_region import bare, region_of
from cleantext.grammar.dates import find_dates
from cleantext.marks import Claimed, Field, Mark, Reason, Removed
from cleantext.vocabulary import load_vocabulary, normalised
from cleantext.writing import UNSPACED

#: How many segments before the article, and how many inside its beginning, are looked at.
BEFORE, INSIDE = 160, 24
#: A headline is no longer than this.
MAX_WORDS = 32
#: Only so many segments of the article are compared with the candidates.
COMPARED = 60
#: The least sum of evidence; below it most lines of public pages were no headline, and silence is better.
THRESHOLD = 2.5

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

#: Words are compared by so many of their first letters.
STEM = 6
_PUNCTUATION = ".,;:!?()[]{}\"'“”„‘’«»…–—-|/।،؟"
#: So many of the best candidates may turn out to be a date or byline before none is taken.
VETOED = 6

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
class HeadlineToken:
    """Claims the one line that a feed's token marks as the headline ("NextImg:Headline"), before filters can take it."""

    name: str = "headline-token"
    gives: frozenset[Reason | Field] = frozenset((Field.HEADLINE,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Nothing where several lines carry tokens: a list of articles, not one."""
        found = [
            (segment, text)
            for segment in document.segments[:BEFORE]
            for text, token in (without_token(segment.text),)
            if token and 3 <= segment.words <= MAX_WORDS and not segment.piece
        ]
        if len(found) == 1:
            yield Claimed(found[0][0].index, Field.HEADLINE, "a feed's token before it", found[0][1])


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
        ranked = sorted(weighed(document), key=lambda one: -one.score)
        best = next((one for one in ranked[:VETOED] if one.score >= self.threshold and not _is_record(one.segment)), None)
        if best is None:
            return
        best = nearest_copy(document, best, ranked)
        yield Claimed(best.segment.index, Field.HEADLINE, best.because, best.text)
        wanted = best.text.casefold()
        for segment in document.open():
            if segment.index != best.segment.index and is_copy(segment, wanted):
                yield Removed(segment.index, Reason.DUPLICATE, f"copy of the headline in line {best.segment.line}")


def _is_record(segment: Segment) -> bool:
    """Whether a line is mostly a date, a byline or a breadcrumb: its evidence may be strong, but it is no title."""
    text = segment.text
    if text.count(" > ") + text.count(" › ") + text.count(" » ") + text.count(" / ") >= 2:
        return True
    if "byline" in segment.hits and segment.words <= 8:
        return True
    if len(text) > 100 or not any(char.isdigit() for char in text):
        return False
    dated = sum(match.end - match.start for match in find_dates(text))
    return dated >= 0.4 * len(text)


def nearest_copy(document: Document, best: Candidate, ranked: list[Candidate]) -> Candidate:
    """Of equal lines, the one that stands nearest to the article: the others are the tab's title and breadcrumbs."""
    region = region_of(document)
    start = region.start if region else 0
    equal = [one for one in ranked if one.segment.text.casefold() == best.segment.text.casefold()]
    nearest = min(equal, key=lambda one: abs(one.segment.start - start))
    return best if nearest.segment is best.segment else nearest._replace(because=best.because, text=best.text)


def is_copy(segment: Segment, wanted: str) -> bool:
    """Whether a line is the headline again, alone or with a site's name behind it."""
    text = segment.text.casefold()
    if not wanted or not text.startswith(wanted):
        return False
    rest = text[len(wanted) :]
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
    for segment, *context in candidates(document):
        yield _weighed(document, segment, *context)


def candidates(document: Document) -> Iterator[tuple[Segment, int, Mapping[str, int], dict[str, int]]]:
    """The open segments around the beginning of the article, each with what its evidence is taken from."""
    region = region_of(document)
    segments = document.segments
    first = next((s.index for s in segments if region is None or s.start >= region.start), 0)
    topic = Counter(
        chain.from_iterable(words_of(s.text[:400]) for s in segments[first : first + COMPARED] if s.prose)
    )
    copies = _copies(document)
    for segment in segments[max(0, first - BEFORE) : first + INSIDE]:
        if document.is_open(segment.index) and segment.words <= MAX_WORDS:
            yield segment, first, topic, copies


def without_site(title: str, names: Iterable[str]) -> str:
    """The title without a site's name behind or before a separator; only names that are known are cut.

    >>> without_site("Ferry returns - Orrin Courier", ["Orrin Courier"])
    'Ferry returns'
    >>> without_site("Ferry returns - in spring", ["Orrin Courier"])
    'Ferry returns - in spring'
    """
    known = {normalised(name) for name in names if name}
    while True:
        parts = [(one.start(), one.end()) for one in _SUFFIX.finditer(title)]
        if not parts:
            return title
        if normalised(title[parts[-1][1] :]) in known:
            title = title[: parts[-1][0]].rstrip()
        elif normalised(title[: parts[0][0]]) in known:
            title = title[parts[0][1] :].lstrip()
        else:
            return title


def words_of(text: str) -> frozenset[str]:
    """What texts are compared by: beginnings of longer words (endings vary), pairs of characters in scripts without spaces."""
    words = {word.strip(_PUNCTUATION)[:STEM] for word in text.casefold().split() if len(word) >= 4}
    if not text.isascii():
        words.update(a + b for a, b in zip(text, text[1:], strict=False) if a in UNSPACED and b in UNSPACED)
    words.discard("")
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


def signs_of(
    document: Document, segment: Segment, first: int, topic: Mapping[str, int], copies: dict[str, int]
) -> dict[str, float]:
    """The evidence for one candidate, each kind as a number that :data:`WEIGHTS` weighs."""
    segments = document.segments
    text, token = without_token(segment.text)
    own = words_of(text)
    inside = segment.index >= first
    least = 2 if inside and segment.index < first + 60 and segment.prose else 1
    shared = sum(1 for word in own if topic.get(word, 0) >= least) / len(own) if own else 0.0
    distance = abs(first - segment.index)
    before = segments[segment.index - 1] if segment.index else None
    after = segments[segment.index + 1] if segment.index + 1 < len(segments) else None
    last = segment.text[-1:]
    return {
        "token": float(token),
        "h1": float(segment.shape == "h1"),
        "h2": float(segment.shape == "h2"),
        "declared": _declared(document, segment.key),
        "marked as headline": float(segment.facts is not None and "headline" in segment.facts.marks),
        "title element": float(segment.facts is not None and segment.facts.tag == "title"),
        "link": float(segment.facts is not None and segment.facts.link_share > 0.8),
        "deeper heading": float(segment.shape in ("h3", "h4", "h5", "h6")),
        "repeated": float(2 <= copies.get(segment.key, 0) <= 5),
        "words in the text": shared * min(1.0, len(own) / 3),
        "record after": float(_record_near(segments[segment.index + 1 : segment.index + 6])),
        "record right after": float(_record_near(segments[segment.index + 1 : segment.index + 2])),
        "record before": float(_record_near(segments[max(0, segment.index - 3) : segment.index])),
        "is a record": float(not _RECORD_KINDS.isdisjoint(segment.hits)),
        "dated": float(_dated(segment.text)),
        "opens the page's title": float(segment.index > 2 and _opens_title(segments[:3], segment.key)),
        "one word": float(segment.words == 1),
        "two or three words": float(segment.words in (2, 3)),
        "five to eighteen words": float(5 <= segment.words <= 18),
        "more than eighteen words": float(segment.words > 18),
        "full stop": float(last in ".。।" and segment.words > 3),
        "other end": float(segment.ends and last not in ".。।"),
        "colon": float(last in ":："),
        "prose": float(segment.prose),
        "distance before": 0.0 if inside else math.log1p(distance),
        "distance inside": math.log1p(distance + 1) if inside else 0.0,
        "first of the page": float(segment.index <= 1),
        "known phrase": float(bool(segment.hits)),
        "piece": float(segment.piece),
        "list item": float(segment.shape in ("li", "row", "image")),
        "opens a bare page": float(segment.index == 0 and (first <= 2 or bare(document))),
        "capitals": float(text.isupper() and segment.words > 1),
        "lower case": float(text[:1].islower()),
        "among titles": float(_title(before) and _title(after)),
        "space around": float(segment.gap > 0 and (after is None or after.gap > 0)),
        "words in the URL": _in_url(own, document.url) if document.url else 0.0,
    }


def _weighed(
    document: Document, segment: Segment, first: int, topic: Mapping[str, int], copies: dict[str, int]
) -> Candidate:
    signs = signs_of(document, segment, first, topic, copies)
    parts = {name: value * WEIGHTS.get(name, 0.0) for name, value in signs.items() if value}
    told = ", ".join(name for name, value in parts.items() if value > 0.3)
    return Candidate(segment, without_token(segment.text)[0], sum(parts.values()), told)


def _title(segment: Segment | None) -> bool:
    """Whether a line reads as the title of something: several words, no sentence end."""
    return segment is not None and 3 <= segment.words <= 20 and not segment.ends and not segment.hits


def _declared(document: Document, key: str) -> float:
    """How far the page declares the line as its title: 1 as it stands, 0.7 with more behind it, as sites add their name."""
    if document.page is None or len(key) < 4:
        return 0.0
    titles = [normalised(declared.value) for declared in document.page.titles]
    if key in titles:
        return 1.0
    return 0.7 if any(title.startswith(key) and " " in key for title in titles) else 0.0


def _opens_title(top: Sequence[Segment], key: str) -> bool:
    """Whether one of the first lines of the page, where its title stands, begins with ``key``."""
    return len(key) > 8 and any(segment.key.startswith(key) for segment in top)


def _record_near(near: Sequence[Segment]) -> bool:
    """Whether a line dates or signs an article."""
    return any(
        not _RECORD_KINDS.isdisjoint(segment.hits) or _dated(segment.text) for segment in near if segment.words <= 14
    )


_RECORD_KINDS = frozenset(("byline", "published", "modified", "reading-time", "relative-time", "role"))
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _dated(text: str) -> bool:
    return len(text) < 90 and _YEAR.search(text) is not None


def _in_url(own: frozenset[str], url: str) -> float:
    """Which share of the words stands in the path of the URL."""
    path = frozenset(word[:STEM] for word in _WORD.findall(url.casefold().partition("://")[2].partition("/")[2]))
    return len(own & path) / len(own) if own else 0.0
