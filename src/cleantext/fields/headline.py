"""The headline: the line before the article that reads as its title, told by several kinds of evidence.

A page repeats its title (in the tab, in the breadcrumb, above the text), sets it apart, puts date and byline
beside it, and takes up its words in the text. Each is weak alone; the candidate with the greatest sum wins, and where
none has enough the headline is None.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from cleantext.document import Document, Segment
from cleantext.fields.declared_titles import as_declared
from cleantext.fields.headline_signs import WEIGHTS, Surroundings, signs_of, surroundings_of
from cleantext.fields.titles import MAX_WORDS, is_copy, without_site, without_token
from cleantext.filters.article_region import region_of
from cleantext.grammar.dates import find_dates
from cleantext.marks import Claimed, Field, Mark, Reason, Removed
from cleantext.readers.hosts import host_of

#: How many segments before the article, and how many inside its beginning, are looked at.
BEFORE, INSIDE = 160, 24
#: The least sum of evidence; below it most lines of public pages were no headline, and silence is better.
THRESHOLD = 2.5
#: So many of the best candidates may turn out to be a date or byline before none is taken.
VETOED = 6


class Candidate(NamedTuple):
    """A segment, the headline that it would give, the sum of its evidence and its parts."""

    segment: Segment
    text: str
    score: float
    parts: Mapping[str, float]

    @property
    def because(self) -> str:
        """The evidence in words."""
        return ", ".join(name for name, value in self.parts.items() if value > 0.3)


@dataclass(frozen=True, slots=True)
class HeadlineToken:
    """Claims the one line that a feed's token marks as the headline ("NextImg:Title"), before filters can take it."""

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


#: Signs of a headline that no paragraph has; a line that is taken without any may go to the body all the same.
_PLAIN = frozenset(("token", "h1", "declared", "marked as headline", "title element", "repeated"))


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
        likely = (one for one in ranked[:VETOED] if one.score >= self.threshold)
        best = next((one for one in likely if not _is_record(one.segment)), None)
        if best is None:
            return
        best = nearest_copy(document, best, ranked)
        text = as_declared(document, best.segment, without_site(best.text, site_names(document)))
        sure = not _PLAIN.isdisjoint(best.parts)
        yield Claimed(best.segment.index, Field.HEADLINE, best.because, text, sure=sure)
        wanted = text.casefold()
        for segment in document.open():
            if segment.index != best.segment.index and is_copy(segment, wanted):
                yield Removed(segment.index, Reason.DUPLICATE, f"copy of the headline in line {best.segment.line}")


def site_names(document: Document) -> list[str]:
    """The names of the site that an HTML page declares: publishers and hosts."""
    if document.page is None:
        return []
    hosts = [host_of(one.value) for one in document.page.urls if one.value.startswith("http")]
    return [*(one.value for one in document.page.publishers), *hosts, *(host.removeprefix("www.") for host in hosts)]


def _is_record(segment: Segment) -> bool:
    """Whether a line is mostly a date, a byline or a breadcrumb: its evidence may be strong, but it is no title."""
    text = segment.text
    if text.count(" > ") + text.count(" › ") + text.count(" » ") + text.count(" / ") >= 2:
        return True
    if "byline" in segment.hits and segment.words <= 8:
        return True
    if segment.piece and segment.prose and text.endswith("."):
        return True  # a sentence of a longer line
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
    return best if nearest.segment is best.segment else nearest._replace(parts=best.parts, text=best.text)


def weighed(document: Document) -> Iterator[Candidate]:
    """Every candidate for the headline, with the sum of its evidence."""
    for segment, around in candidates(document):
        signs = signs_of(document, segment, around)
        parts = {name: value * WEIGHTS[name] for name, value in signs.items() if value}
        yield Candidate(segment, without_token(segment.text)[0], sum(parts.values()), parts)


def candidates(document: Document) -> Iterator[tuple[Segment, Surroundings]]:
    """The open segments around the beginning of the article, each with what it is seen against."""
    around = surroundings_of(document)
    for segment in document.segments[max(0, around.first - BEFORE) : around.first + INSIDE]:
        if document.is_open(segment.index) and segment.words <= MAX_WORDS:
            yield segment, around
