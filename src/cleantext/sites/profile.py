"""The profile of one site: what its pages repeat, learned page by page, merged, and forgotten when it ages."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cleantext.document import Document
from cleantext.errors import ProfileError
from cleantext.pipeline import Pipeline
from cleantext.readers import read_document
from cleantext.sites.counts import Counts
from cleantext.sites.fingerprint import Sketch, is_copy
from cleantext.sites.hosts import site_of
from cleantext.sites.slots import LEARNED
from cleantext.sites.trace import (
    ABOVE,
    DAY_FIRST,
    LANGUAGE,
    MAKES,
    MONTH_FIRST,
    NAMES,
    PASSED,
    REASONS,
    TITLES,
    Trace,
    trace_of,
)
from cleantext.sites.written import fill, written

if TYPE_CHECKING:
    from cleantext.api import Raw

#: Lines and fingerprints that a profile keeps. A line that stands on a fifth of the pages of 200 lines is never lost.
LINES, SKETCHES = 1000, 64
#: What else it keeps: makes of elements, parts of titles, lines above the article, why lines went, and so on.
KEPT: Mapping[str, int] = {
    **{MAKES: 150, TITLES: 50, ABOVE: 150, REASONS: 120, PASSED: 50, NAMES: 80},
    **{field.value: 50 for field in LEARNED},
}
#: Texts of lines that it keeps where it is asked to, and the most bytes of each.
TEXTS, TEXT_BYTES = 30, 90
#: What was not seen in the last 6 months of those in which pages were learned has aged out.
MONTHS = 6
#: Of at least 5 articles 9 of 10 are in the language of the site.
FEW, ONE = 5, 0.9


class SiteProfile:
    """What the pages of one site have in common.

    ``host`` is the site's registrable domain, None while no page has come with an address; ``pages`` counts the pages
    learned, of which several copies of one article are one. Two profiles are equal where they know the same. With
    ``keep_texts`` the commonest lines are kept in words too, for people to read; otherwise a profile holds no text.

    >>> footer = "Quayside Post is printed on Tuesdays, and read to those who cannot read it."
    >>> wall = "The harbour wall held through the storm, said the engineers who had built it."
    >>> toads = "Two classes counted 412 toads in one night, and carried every one across in buckets."
    >>> pages = [("https://post.example/1", f"{wall}\\n{footer}"), ("https://post.example/2", f"{toads}\\n{footer}")]
    >>> profile = SiteProfile.learn(pages)
    >>> profile.host, profile.pages
    ('post.example', 2)
    >>> SiteProfile.from_json(profile.to_json()) == profile
    True
    """

    __slots__ = ("host", "keep_texts", "lines", "months", "sketches", "slots", "texts", "told")

    def __init__(self, host: str | None = None, *, keep_texts: bool = False) -> None:
        """A profile that knows nothing yet; ``host`` binds it to a site from the beginning."""
        self.host = host
        self.keep_texts = keep_texts
        #: Pages by the month in which they were learned, counted from the year 0; 0 where that is not known.
        self.months: Counter[int] = Counter()
        self.lines = Counts(LINES)
        self.slots = {kind: Counts(capacity) for kind, capacity in KEPT.items()}
        self.told: Counter[str] = Counter()
        self.texts: dict[int, str] = {}
        self.sketches: tuple[Sketch, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages were learned, of which several copies of one article are one; aged ones are forgotten."""
        return self.months.total()

    @classmethod
    def learn(
        cls,
        pages: Iterable[Raw | tuple[str | None, Raw]],
        *,
        day: datetime.date | None = None,
        keep_texts: bool = False,
    ) -> SiteProfile:
        """The profile of pages in any order, each a page or a pair of address and page.

        ``day`` is when they were fetched: what later pages no longer have ages out after 6 months. ProfileError where
        addresses are of several sites.
        """
        profile = cls(keep_texts=keep_texts)
        for page in pages:
            url, raw = page if isinstance(page, tuple) else (None, page)
            profile.add(raw, url=url, day=day)
        return profile

    def add(self, raw: Raw, *, url: str | None = None, day: datetime.date | None = None) -> None:
        """Learn one more page, fetched on ``day``; ProfileError where ``url`` is of another site."""
        document, _ = read_document(raw, url=url)
        self.add_document(Pipeline.default().run(document), day=day)

    def add_document(self, document: Document, *, day: datetime.date | None = None) -> None:
        """Learn a page that all steps have seen, such as a pipeline gives it."""
        self._bind(site_of(document.url) if document.url else None)
        self.add_trace(trace_of(document), day=day)

    def add_trace(self, trace: Trace, *, day: datetime.date | None = None) -> None:
        """Learn what a page has left; a copy of an article that is known only keeps its lines from ageing."""
        month = 0 if day is None else 12 * day.year + day.month
        if any(is_copy(trace.sketch, one) for one in self.sketches):
            self._refresh(trace, month)
            return
        self.months[month] += 1
        self.lines.add(trace.lines, month)
        for kind, keys in trace.slots.items():
            self.slots[kind].add(keys, month)
        self.told.update(trace.told)
        self.sketches = _sampled({*self.sketches, trace.sketch})
        if self.keep_texts:
            again = ((key, text) for key, text in trace.texts.items() if self.lines.of(key).times > 1)
            self.texts |= {key: _shortened(text) for key, text in again}
            if len(self.texts) > 2 * TEXTS:
                self.texts = self.commonest

    def _refresh(self, trace: Trace, month: int) -> None:
        """A page that is there still: what it has left was seen again."""
        oldest = min((one for one in self.months if one), default=month)
        if 0 < oldest < month:
            self.months[oldest] -= 1
            self.months[month] += 1
            self.months += Counter()  # without months of no pages
        self.lines.touch(trace.lines, month)
        for kind, keys in trace.slots.items():
            self.slots[kind].touch(keys, month)

    def merge(self, other: SiteProfile) -> SiteProfile:
        """Take in what another profile of the site knows, and give this one back; ProfileError for another site."""
        self._bind(other.host)
        self.months.update(other.months)
        self.lines.merge(other.lines)
        for kind, counts in other.slots.items():
            self.slots[kind].merge(counts)
        self.told.update(other.told)
        self.sketches = _sampled({*self.sketches, *other.sketches})
        self.keep_texts |= other.keep_texts
        self.texts |= other.texts
        return self

    def age(self) -> None:
        """Forget what the pages of the last months no longer have; writing a profile and reading with it do so."""
        before = max(self.months, default=0) - MONTHS + 1
        old = [month for month in self.months if 0 < month < before]
        if old:
            for month in old:
                del self.months[month]
            for counts in (self.lines, *self.slots.values()):
                counts.forget(before)

    @property
    def commonest(self) -> dict[int, str]:
        """The texts of the commonest lines by their keys, the commonest first."""
        keys = sorted(self.texts, key=lambda key: (-self.lines.of(key).times, key))[:TEXTS]
        return {key: self.texts[key] for key in keys}

    def _bind(self, site: str | None) -> None:
        """Hold the profile to the site of its first address."""
        if site and self.host and site != self.host:
            raise ProfileError(f"The profile is of {self.host}, the page of {site}. Use one SiteProfile for each site.")
        self.host = self.host or site or None

    def copies_of(self, sketch: Sketch) -> int:
        """How many of the pages that a fingerprint is kept of hold the same article."""
        return sum(is_copy(sketch, one) for one in self.sketches)

    @property
    def day_first(self) -> bool | None:
        """Whether numeric dates of the site begin with the day, as those do that can be read in one way only."""
        first, second = self.told[DAY_FIRST], self.told[MONTH_FIRST]
        return None if min(first, second) * 10 > max(first, second) or first == second else first > second

    @property
    def language(self) -> str | None:
        """The language of nearly all articles of the site; None where few were learned, or they are in several."""
        counts = {name: count for name, count in self.told.items() if name.startswith(LANGUAGE)}
        most = max(counts, key=counts.__getitem__, default="")
        total = sum(counts.values())
        return most.removeprefix(LANGUAGE) if total >= FEW and counts[most] >= ONE * total else None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SiteProfile) and self.to_json() == other.to_json()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<SiteProfile {self.host or 'of no host'}: {self.pages} pages, {len(self.lines)} lines>"

    def to_json(self) -> str:
        """The profile as JSON, with its version and a checksum: at most 64 kB, whatever the number of pages."""
        self.age()
        return written(self)

    @classmethod
    def from_json(cls, text: str) -> SiteProfile:
        """The profile that :meth:`to_json` wrote; ProfileError for another version, or where the text is damaged."""
        profile = cls()
        fill(profile, text)
        return profile

    def describe(self) -> str:
        """What the profile knows, in a few lines for people."""
        from cleantext.sites.described import described

        self.age()
        return described(self)


def _sampled(sketches: set[Sketch]) -> tuple[Sketch, ...]:
    """As many fingerprints as a profile keeps: the same ones in whatever order they came."""
    return tuple(sorted(one for one in sketches if one)[:SKETCHES])


def _shortened(text: str) -> str:
    plain = "".join(char for char in text if char.isprintable() and char not in '"\\')
    return plain.encode("utf-8", "ignore")[:TEXT_BYTES].decode("utf-8", "ignore")
