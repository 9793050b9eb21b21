"""Putting the profile of its site beside a page."""

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

#: How a line's odds change where it stands on other pages of the site: what is left of the log odds, what prose, four
#: words or more and the share of the pages add, and the rest. `training/sites.py` fits such numbers, mostly on sites
#: with one other page; these are milder than its fit (0.72, -0.14, -1.17, -0.36, -1.4), with which two more of 36
#: threads lost text. What each doubling of the pages adds is set by hand. Without other pages nothing changes.
ODDS, PROSE, WORDS, SHARE, REST = 0.81, -1.03, -0.29, -0.66, -0.46
DOUBLED = -2.0
#: Bounds of a score whose odds are taken.
CERTAIN = 1e-3
#: Of what it would lose, prose that few of the other pages have loses this share.
LITTLE = 0.15


class Signs(NamedTuple):
    """What is weighed of a line: the log odds of its score, whether it is prose, whether it has 4 words, and on which
    share of the other pages it stands.
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
    """The scores of lines that stand on other pages of the site, lowered by that; those of others stay."""
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


#: A line of at least 4 words says something of its own.
MIN_WORDS = 4
#: Prose that just one of at least 3 other pages has, or one of 4 and fewer, may be a quotation, a refrain or a note as
#: well as furniture; and who wants a text removed elsewhere has to fill a quarter of the pages with it.
OF_PAGES, SELDOM = 3, 4
#: A page has a copy, or no article, where more than this share of its text recurs.
WHOLE = 0.9
#: Less of a text recurs where the site has no copy of it: a fingerprint of copies has 7 of 10 hashes in common.
PART = 0.3
#: Lines are weighed on pages of these kinds. Goods, lists of them and documentation say the same of many things: there
#: as much text as furniture recurred.
KINDS = frozenset(("article", "forum"))
#: What is less likely stays so, whatever the other pages say.
UNLIKELY = 0.005
#: One other page says nothing of fields.
FEW = 2
#: A place is a field's where at least this share of the other pages have it there.
HALF = 0.5
#: A name is the house's where more than this share of the pages have it so: menus stand on all pages as well.
HOUSE = 0.4
#: A name that this share of the pages have signs all of them or none, and tells nothing of one.
CONSTANT = 0.8


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


class SiteEvidence:
    """What a profile says of one page; pages with the same article do not count.

    ``times`` says on how many other pages each undecided line stands, by where it begins; ``pages`` how many there are.
    """

    __slots__ = ("_parts", "_settled", "_slots", "copies", "kind", "pages", "profile", "times")

    def __init__(self, profile: SiteProfile, times: dict[int, int], copies: int, kind: str, slots: Slots) -> None:
        """Take what recurs on a page of some ``kind``, and its slots as it was read."""
        self.profile = profile
        self.times = times
        self.copies = copies
        self.kind = kind
        self.pages = max(0, profile.pages - copies)
        self._slots = slots
        self._settled: dict[Field, float] = {}
        self._parts: dict[str, bool] = {}

    def told(self, line: Segment) -> str | None:
        """The evidence that a line recurs, None where it does not: on how many pages, and why it went from most."""
        times = self.times.get(line.start, 0)
        if not times:
            return None
        rows, key = self.profile.slots[REASONS].rows, key_of(line)
        told = ((rows[key ^ mark].times, one) for one, mark in REASON_KEYS.items() if key ^ mark in rows)
        most, why = max(told, default=(0, ""))
        there = f", there as {why}" if 2 * self._count(most) > times else ""
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
        recurs = self._count(self.profile.slots[ABOVE].of(slots.keys[index]).times) if self.kind in KINDS else 0
        again = max((self._named(field, name) for name in names), default=0)
        if again:
            recurs = 0  # who signs again, and the house
        if again > least and (field is Field.PUBLISHER or again < CONSTANT * self.pages):
            best, held = max((best, held), (again / (self.pages + 1), again))
        share = recurs / self.pages if recurs > 1 else 0.0
        return [best, best * math.log2(1 + held), math.log2(1 + recurs), share, elsewhere]

    def _standing(self, document: Document, field: Field, index: int, least: float = 0) -> tuple[float, int]:
        """The share of other pages that have a field in the place of a line, for each line there, and their number.

        Places that one page has it in, or no more than ``least``, do not count.
        """
        slots, places = self._slots_of(document), self.profile.slots[field.value]
        best = 0.0, 0
        for slot in slots.of(index):
            times = self._count(places.of(slot.key).times)
            if times > max(1, least):
                best = max(best, (times / (max(times, self._seen(slot)) + 1) / slots.crowd(slot), times))
        return best

    def _named(self, field: Field, name: str) -> int:
        """How many other pages have a name in a field; the house's may also stand beside their titles."""
        times = self._count(self.profile.slots[NAMES].of(name_key(field, name)).times)
        return max(times, self._part(name)) if field is Field.PUBLISHER else times

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
        chosen, passed = self.profile.slots[Field.PUBLISHED.value], self.profile.slots[PASSED]
        shares = []
        for slot in self._slots_of(document).of(index):
            one, other = (self._count(counts.of(slot.key).times) for counts in (chosen, passed))
            shares.append(one / (one + other + 1))
        return max(shares, default=0.0)

    def is_title_part(self, text: str) -> bool:
        """Whether a text stands before or after the titles of at least 2 and half of the other pages."""
        if text not in self._parts:
            times = self._part(text)
            self._parts[text] = times > 1 and 2 * times >= self.pages
        return self._parts[text]

    def without_token(self, title: str) -> str:
        """A title without the token that the site's pages have before theirs: "img: Ferry returns"."""
        for token in TOKEN.finditer(title[:MAX_BEFORE]):
            if self.is_title_part(token[0]) and token.end() < len(title):
                return title[token.end() :].strip()
        return title

    def _part(self, text: str) -> int:
        """On how many other pages a text stands before or after a title."""
        return self._count(self.profile.slots[TITLES].of(part_key(text)).times)

    def _count(self, times: int) -> int:
        return max(0, times - self.copies)

    def _seen(self, slot: Slot) -> int:
        """On how many other pages a slot is."""
        times = max(self.profile.slots[MAKES].of(slot.maker).times, self.profile.lines.of(slot.maker).times)
        return min(self.pages, self._count(times) or self.pages)

    def _settled_share(self, field: Field) -> float:
        """The share of the other pages that have a field in one and the same place; 0 where few pages are known."""
        if field not in self._settled:
            rows = self.profile.slots[field.value].rows.values()
            most = self._count(max((row.times for row in rows), default=0))
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
    """What the profile says of a page, of which a first decision keeps some lines.

    Pages with the same article do not count. Nothing is said of the lines where nearly all the text recurs, since the
    site has the page twice then, and of pages of another ``kind`` than articles and threads.
    """
    slots = Slots(document)
    words, again = 0, 0
    for line, good in zip(lines, kept, strict=True):
        if good:
            words += line.words
            again += line.words * (slots.keys[line.index] in profile.lines)
    # A copy of an article repeats most of its lines; others need no fingerprint.
    texts = (line.text for line, good in zip(lines, kept, strict=True) if good)
    copies = profile.copies_of(sketch_of(texts)) if again > PART * words else 0
    pages = profile.pages - copies
    times = {line.start: _times(profile.lines.of(slots.keys[line.index]), line, copies, pages) for line in lines}
    again = sum(line.words for line, good in zip(lines, kept, strict=True) if good and times[line.start] > 0)
    if again > WHOLE * words or kind not in KINDS:
        times = {}
    return SiteEvidence(profile, {start: count for start, count in times.items() if count > 0}, copies, kind, slots)


def _times(count: Count, line: Segment, copies: int, pages: int) -> int:
    """On how many other pages a line stands, 0 for words that many texts have.

    Less than 4 words say something only where they stand on half of several pages, mostly outside the article.
    """
    times = count.times - copies
    common = times > 1 and 2 * times >= pages and 2 * count.marked <= count.times
    return times if line.words >= MIN_WORDS or common else 0


#: A page is unlike a profile of at least 5 pages where it has none of the lines that stand on half of them.
FEWEST_PAGES, LANGUAGE_SHARE = 5, 0.5


def with_profile(document: Document, profile: SiteProfile) -> Document:
    """The document with the profile of its site; without one of another site, and with a warning that says so."""
    site = site_of(document.url) if document.url else ""
    if site and profile.host and site != profile.host:
        return replace(document, noticed=document.noticed | {"other-site"})
    profile.age()
    noticed = document.noticed | ({"unlike-profile"} if _is_unlike(document, profile) else set())
    return replace(document, site=profile, noticed=noticed)


def _is_unlike(document: Document, profile: SiteProfile) -> bool:
    """Whether the page has none of the lines that most pages of its site have."""
    if profile.pages < FEWEST_PAGES:
        return False
    least = LANGUAGE_SHARE * profile.pages
    if any(profile.lines.of(key_of(segment)).times >= least for segment in document.segments):
        return False
    return any(row.times >= least for row in profile.lines.rows.values())
