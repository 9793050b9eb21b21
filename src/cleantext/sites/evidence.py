"""What the profile of its site says of a page: which lines recur, and where the other pages have their fields."""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cleantext.document import Document, Segment
from cleantext.marks import Field
from cleantext.records import replace
from cleantext.sites.counts import Count
from cleantext.sites.profile import SiteProfile
from cleantext.sites.trace import (
    ABOVE,
    MAKES,
    MAX_BEFORE,
    NAMES,
    PASSED,
    REASON_KEYS,
    REASONS,
    TITLES,
    TOKEN,
    Slot,
    Slots,
    name_key,
    part_key,
    site_of,
)
from cleantext.words.similarity import key_of, sketch_of

#: How a line's odds change if it stands on other pages of the site: the factor of its log odds; what prose, 4 words or
#: more and the share of the pages add; and a constant. `training/sites.py` fits such numbers, mostly on sites with one
#: other page; these are milder than its fit (0.72, -0.14, -1.17, -0.36, -1.4), with which two more of 36 threads lost
#: text. What each doubling of the pages adds is set by hand.
ODDS, PROSE, WORDS, SHARE, REST = 0.81, -1.03, -0.29, -0.66, -0.46
DOUBLED = -2.0
#: Scores are kept between 0.001 and 0.999, so that their odds are finite.
CERTAIN = 1e-3
#: Prose that few of the other pages have loses 15 % of what it would lose otherwise.
LITTLE = 0.15
#: A line of at least 4 words says something of its own.
MIN_WORDS = 4
#: Prose that stands on one of at least 3 other pages, or on at most one in 4 of them, may be a quotation, a refrain or
#: a note as well as furniture. And whoever wants a text removed elsewhere has to put it on a quarter of the pages.
OF_PAGES, SELDOM = 3, 4
#: If more than 90 % of a page's text recurs, the site has a copy of the page, or the page has no article.
WHOLE = 0.9
#: If at most 30 % of a text recurs, the site has no copy of it: a fingerprint of copies has 7 of 10 hashes in common.
PART = 0.3
#: Lines are weighed on pages of these kinds. Products, lists of them and documentation say the same of many things:
#: there as much text as furniture recurred.
KINDS = frozenset(("article", "forum"))
#: A candidate that is less likely than 0.5 % stays so, whatever the other pages say.
UNLIKELY = 0.005
#: One other page says nothing of fields.
FEW = 2
#: A place is a field's where at least half of the other pages have the field there.
HALF = 0.5
#: A name is the publisher's where more than 40 % of the pages have it so: menus stand on all pages as well.
HOUSE = 0.4
#: A name on 80 % of the pages signs all of them or none, and says nothing of one page.
CONSTANT = 0.8
#: A page is unlike a profile of at least 5 pages if it has none of the lines that stand on half of them.
FEWEST_PAGES, COMMON_SHARE = 5, 0.5


class Weights(NamedTuple):
    """What the evidence for a field adds to the log odds of a candidate.

    ``slot`` for the share of other pages that have the field in its place, ``pages`` for each doubling of them,
    ``recurs`` for each doubling of the pages that have the line itself above their article, ``share`` for their share,
    ``elsewhere`` for the share of pages that have the field in one place which is not the candidate's.
    """

    slot: float
    pages: float
    recurs: float
    share: float
    elsewhere: float


#: Set by hand. Weights that were fitted on public sites, most of which have two pages, were no better than none.
FIELD_WEIGHTS: Mapping[Field, Weights] = {
    Field.HEADLINE: Weights(1.0, 0.35, -0.5, -2.0, -0.5),
    Field.BYLINE: Weights(1.5, 0.7, -1.0, -0.5, -0.5),
    Field.PUBLISHER: Weights(3.0, 1.0, 0.0, 0.5, -0.5),
}


class Signs(NamedTuple):
    """What is weighed of a line: the log odds of its score, whether it is prose, whether it has at least 4 words, and
    the share of the other pages that have it.
    """

    odds: float
    prose: bool
    words: bool
    share: float


def times_of(found: SiteEvidence, lines: Sequence[Segment]) -> list[int]:
    """On how many other pages each line stands."""
    return [found.times.get(line.start, 0) for line in lines]


def evidence_rows(found: SiteEvidence, lines: Sequence[Segment], scores: Sequence[float]) -> list[Signs]:
    """The signs of each line."""
    rows = []
    for line, score, times in zip(lines, scores, times_of(found, lines), strict=True):
        bounded = min(max(score, CERTAIN), 1 - CERTAIN)
        share = min(1.0, times / max(found.pages, 1))
        rows.append(Signs(math.log(bounded / (1 - bounded)), line.prose, line.words >= MIN_WORDS, share))
    return rows


def scores_with(found: SiteEvidence, lines: Sequence[Segment], scores: array[float]) -> array[float]:
    """Lower the scores of lines that stand on other pages of the site."""
    if not found.times:
        return scores
    lowered = array("f", scores)
    rows = evidence_rows(found, lines, scores)
    for at, (line, row, times) in enumerate(zip(lines, rows, times_of(found, lines), strict=True)):
        if times:
            odds = ODDS * row.odds + PROSE * row.prose + WORDS * row.words + SHARE * row.share + REST
            odds += DOUBLED * math.log2(times)
            if not found.suspects(line):
                odds = row.odds + LITTLE * (odds - row.odds)
            lowered[at] = min(scores[at], 1 / (1 + math.exp(-odds)))
    return lowered


class SiteEvidence:
    """What a profile says of one page; pages with the same article do not count.

    ``times`` says on how many other pages each undecided line stands, by where it begins; ``pages`` how many there are.
    """

    __slots__ = ("_parts", "_settled", "_slots", "copies", "kind", "pages", "profile", "times")

    def __init__(self, profile: SiteProfile, times: dict[int, int], copies: int, kind: str, slots: Slots) -> None:
        """Take what recurs on a page of a ``kind``, and the slots of the page as it was read."""
        self.profile = profile
        self.times = times
        self.copies = copies
        self.kind = kind
        self.pages = max(0, profile.pages - copies)
        self._slots = slots
        self._settled: dict[Field, float] = {}
        self._parts: dict[str, bool] = {}

    def explain(self, line: Segment) -> str | None:
        """The evidence that a line recurs: on how many pages, and why most of them removed it; None if it does not."""
        times = self.times.get(line.start, 0)
        if not times:
            return None
        rows, key = self.profile.slots[REASONS].rows, key_of(line)
        found = ((rows[key ^ mark].times, one) for one, mark in REASON_KEYS.items() if key ^ mark in rows)
        most, why = max(found, default=(0, ""))
        there = f", there as {why}" if 2 * max(0, most - self.copies) > times else ""
        return f"on {times} of {self.pages} other pages of this site{there}"

    def suspects(self, line: Segment) -> bool:
        """Whether a line stands on other pages, and is no prose that few of them have."""
        times = self.times.get(line.start, 0)
        few = SELDOM * times <= self.pages or (times == 1 and self.pages >= OF_PAGES)
        return times > 0 and not (line.prose and few)

    def signs(self, document: Document, field: Field, index: int | None, names: Sequence[str] = ()) -> list[float]:
        """What the other pages say of a candidate for a field, as :class:`Weights` weigh it.

        What a page only declares, without a line, is the same on all pages of many sites, and tells nothing.
        """
        if index is None:
            return [0.0] * len(Weights._fields)
        slots = self._slots_of(document)
        least = self.pages * HOUSE if field is Field.PUBLISHER else 0
        best, held = self._standing(document, field, index, least)
        settled = self._settled_share(field)
        elsewhere = settled * (1 - min(1.0, best / settled)) if settled else 0.0
        recurs = self._pages_with(ABOVE, slots.keys[index]) if self.kind in KINDS else 0
        again = max((self._pages_naming(field, name) for name in names), default=0)
        if again:
            recurs = 0  # an author who signs again, or the publisher
        if again > least and (field is Field.PUBLISHER or again < CONSTANT * self.pages):
            best, held = max((best, held), (again / (self.pages + 1), again))
        share = recurs / self.pages if recurs > 1 else 0.0
        return [best, best * math.log2(1 + held), math.log2(1 + recurs), share, elsewhere]

    def _standing(self, document: Document, field: Field, index: int, least: float = 0) -> tuple[float, int]:
        """The share of other pages that have a field in the place of a line, for each line there, and their number.

        Places that one page has it in, or no more than ``least``, do not count.
        """
        slots = self._slots_of(document)
        best = 0.0, 0
        for slot in slots.of(index):
            times = self._pages_with(field.value, slot.key)
            if times > max(1, least):
                best = max(best, (times / (max(times, self._seen(slot)) + 1) / slots.crowd(slot), times))
        return best

    def _pages_with(self, kind: str, key: int) -> int:
        return max(0, self.profile.slots[kind].of(key).times - self.copies)

    def _pages_naming(self, field: Field, name: str) -> int:
        """How many other pages have a name in a field; the publisher's may also stand beside their titles."""
        times = self._pages_with(NAMES, name_key(field, name))
        return max(times, self._pages_with(TITLES, part_key(name))) if field is Field.PUBLISHER else times

    def weighed(
        self,
        document: Document,
        field: Field,
        candidates: Sequence[tuple[int | None, Sequence[str]]],
        shares: Sequence[float],
    ) -> list[float]:
        """The probabilities of candidates, each a line and the names it gives, with what the other pages say."""
        if not candidates or self.pages < FEW:
            return list(shares)
        odds = list(shares)
        for at, (index, names) in enumerate(candidates):
            if odds[at] > UNLIKELY:
                signs = self.signs(document, field, index, names)
                weights = FIELD_WEIGHTS[field]
                odds[at] *= math.exp(sum([sign * weight for sign, weight in zip(signs, weights, strict=True)]))
        everything = sum(odds) + max(1 - sum(shares), 1e-6)
        return [one / everything for one in odds]

    def holds(self, document: Document, field: Field, index: int) -> bool:
        """Whether at least 2 and half of the other pages have a field in the place of a line, and no line beside it."""
        return self._standing(document, field, index)[0] >= HALF

    def dates_there(self, document: Document, index: int) -> float:
        """The share of the date lines in the place of a line that date the articles of other pages."""
        if self.pages < FEW:
            return 0.0
        shares = []
        for slot in self._slots_of(document).of(index):
            own, other = (self._pages_with(kind, slot.key) for kind in (Field.PUBLISHED.value, PASSED))
            shares.append(own / (own + other + 1))
        return max(shares, default=0.0)

    def is_title_part(self, text: str) -> bool:
        """Whether a text stands before or after the titles of at least 2 and half of the other pages."""
        if text not in self._parts:
            times = self._pages_with(TITLES, part_key(text))
            self._parts[text] = times > 1 and 2 * times >= self.pages
        return self._parts[text]

    def without_token(self, title: str) -> str:
        """A title without the token that the site's pages have before theirs: "img: Ferry returns"."""
        for token in TOKEN.finditer(title[:MAX_BEFORE]):
            if self.is_title_part(token[0]) and token.end() < len(title):
                return title[token.end() :].strip()
        return title

    def _seen(self, slot: Slot) -> int:
        times = max(self.profile.slots[MAKES].of(slot.maker).times, self.profile.lines.of(slot.maker).times)
        return min(self.pages, max(0, times - self.copies) or self.pages)

    def _settled_share(self, field: Field) -> float:
        """The share of the other pages that have a field in one and the same place; 0 where few pages are known."""
        if field not in self._settled:
            most = max([row.times for row in self.profile.slots[field.value].rows.values()], default=0) - self.copies
            self._settled[field] = most / (self.pages + 1) if most > 1 else 0.0
        return self._settled[field]

    def _slots_of(self, document: Document) -> Slots:
        """The slots of a page as it is; steps cut lines."""
        if self._slots.segments is not document.segments:
            self._slots = Slots(document)
        return self._slots


def evidence_of(
    profile: SiteProfile, document: Document, lines: Sequence[Segment], kept: Sequence[bool], kind: str
) -> SiteEvidence:
    """What the profile says of a page; ``kept`` are the lines that a first decision keeps.

    Pages with the same article do not count. It says nothing of the lines if nearly all the text recurs, as the site
    then has the page twice, or if the ``kind`` of the page is neither article nor thread.
    """
    slots = Slots(document)
    own = [line for line, keep in zip(lines, kept, strict=True) if keep]
    words = sum(line.words for line in own)
    # A copy of an article repeats most of its lines; others need no fingerprint.
    again = sum(line.words for line in own if slots.keys[line.index] in profile.lines)
    copies = profile.copies_of(sketch_of(line.text for line in own)) if again > PART * words else 0
    pages = profile.pages - copies
    times = {line.start: _count_pages(profile.lines.of(slots.keys[line.index]), line, copies, pages) for line in lines}
    again = sum(line.words for line in own if times[line.start] > 0)
    if again > WHOLE * words or kind not in KINDS:
        times = {}
    return SiteEvidence(profile, {start: count for start, count in times.items() if count > 0}, copies, kind, slots)


def _count_pages(count: Count, line: Segment, copies: int, pages: int) -> int:
    """On how many other pages a line stands; 0 for words that many texts have.

    A line of fewer than 4 words counts only if it stands on half of several pages, mostly outside the article.
    """
    times = count.times - copies
    common = times > 1 and 2 * times >= pages and 2 * count.marked <= count.times
    return times if line.words >= MIN_WORDS or common else 0


def with_profile(document: Document, profile: SiteProfile) -> Document:
    """The document with the profile of its site; a profile of another site gives a warning instead."""
    site = site_of(document.url) if document.url else ""
    if site and profile.host and site != profile.host:
        return replace(document, noticed=document.noticed | {"other-site"})
    profile.age()
    noticed = document.noticed | ({"unlike-profile"} if _is_unlike(document, profile) else set())
    return replace(document, site=profile, noticed=noticed)


def _is_unlike(document: Document, profile: SiteProfile) -> bool:
    least = COMMON_SHARE * profile.pages
    return (
        profile.pages >= FEWEST_PAGES
        and all(profile.lines.of(key_of(segment)).times < least for segment in document.segments)
        and any(row.times >= least for row in profile.lines.rows.values())
    )
