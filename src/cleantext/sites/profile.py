"""The profile of one site: what its pages repeat, learned page by page, merged, and forgotten when it ages."""

from __future__ import annotations

import base64
import binascii
import datetime
import hashlib
import json
import struct
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from cleantext.document import Document
from cleantext.errors import ProfileError
from cleantext.input.read import read_document
from cleantext.marks import Field
from cleantext.pipeline import Pipeline
from cleantext.sites.counts import MOST, Counts
from cleantext.sites.trace import (
    ABOVE,
    DAY_FIRST,
    LANGUAGE,
    LEARNED,
    MAKES,
    MONTH_FIRST,
    NAMES,
    PASSED,
    REASONS,
    TITLES,
    Trace,
    site_of,
    trace_of,
)
from cleantext.words.similarity import SKETCH, Sketch, is_copy

if TYPE_CHECKING:
    from cleantext.api import Raw


def described(profile: SiteProfile) -> str:
    """A few lines on a profile, and the commonest lines of the site where their texts are kept."""
    shared = sorted((row for row in profile.lines.rows.values() if row.times > 1), reverse=True)
    kept = sum(row.marked > 0 for row in shared)
    most = f", the commonest on {shared[0].times} pages" if shared else ""
    told = [
        f"{profile.host or 'a site without an address'}: {profile.pages} pages learned",
        f"{len(shared)} lines stand on several pages{most}; {kept} of them were taken for the article's somewhere",
        _makes(profile.slots[MAKES]),
        *(_settled(field, profile.slots[field.value], profile.pages) for field in LEARNED),
        *(f"pages that tell of {name}: {pages}" for name, pages in sorted(profile.told.items())),
        f"counts of lines are too low by at most {profile.lines.lost}",
        *(f"{profile.lines.of(key).times} x {text}" for key, text in profile.commonest.items()),
    ]
    return "\n".join(one for one in told if one)


def _makes(counts: Counts) -> str:
    """How many makes of elements hold text of the article on all pages that have them, and how many on none."""
    several = [row for row in counts.rows.values() if row.times > 1]
    always, never = (sum(row.marked == held * row.times for row in several) for held in (1, 0))
    return f"{always} makes of elements always hold text of the article, {never} never" if several else ""


def _settled(field: Field, counts: Counts, pages: int) -> str:
    """On how many pages a field stands in its commonest place."""
    most = max((row.times for row in counts.rows.values()), default=0)
    return f"{field.value}: in the same place on {min(most, pages)} of {pages} pages" if most > 1 else ""


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
        self.age()
        return described(self)


def _sampled(sketches: set[Sketch]) -> tuple[Sketch, ...]:
    """As many fingerprints as a profile keeps: the same ones in whatever order they came."""
    return tuple(sorted(one for one in sketches if one)[:SKETCHES])


def _shortened(text: str) -> str:
    plain = "".join(char for char in text if char.isprintable() and char not in '"\\')
    return plain.encode("utf-8", "ignore")[:TEXT_BYTES].decode("utf-8", "ignore")


#: What the text says it is, and the version of what it holds.
FORMAT, VERSION = "cleantext site profile", 1


#: How much of the checksum is written, in hexadecimal digits.
CHECKED = 16


#: How many of the ways of a site are written that pages tell, such as its languages: the commonest.
TOLD = 40


def written(profile: SiteProfile) -> str:
    """The text of a profile."""
    told = sorted(profile.told.items(), key=lambda one: (-one[1], one[0]))[:TOLD]
    commonest = profile.commonest
    state = {
        "host": profile.host,
        "months": {str(month): profile.months[month] for month in sorted(profile.months)},
        "lines": [profile.lines.packed(), profile.lines.lost],
        "slots": {kind: [counts.packed(), counts.lost] for kind, counts in profile.slots.items()},
        "told": dict(sorted(told)),
        "texts": {f"{key:x}": commonest[key] for key in sorted(commonest)} if profile.keep_texts else None,
        "sketches": [_packed(one) for one in profile.sketches],
    }
    head = {"format": FORMAT, "version": VERSION, "checksum": checksum(state)}
    return json.dumps({**head, **state}, ensure_ascii=False)


def fill(profile: SiteProfile, text: str) -> None:
    """Give a new profile what a text holds; ProfileError for another version, or where the text is damaged."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProfileError(f"This is no site profile: {error}.") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ProfileError(f"This is no site profile: its format is not {FORMAT!r}.")
    if data.get("version") != VERSION:
        told = f"The profile has version {data.get('version')}; this cleantext reads {VERSION}."
        raise ProfileError(f"{told} Learn it anew.")
    state = {key: value for key, value in data.items() if key not in ("format", "version", "checksum")}
    if data.get("checksum") != checksum(state):
        raise ProfileError("The profile is damaged: its checksum is another one. Learn it anew.")
    try:
        _take(profile, state)
    except (LookupError, TypeError, ValueError, AttributeError, struct.error, binascii.Error) as error:
        raise ProfileError("The profile is damaged: it lacks a part. Learn it anew.") from error


def _take(profile: SiteProfile, state: Mapping[str, Any]) -> None:
    if not isinstance(state["host"], str | None):
        raise TypeError("the host is no text")
    profile.host = state["host"]
    profile.keep_texts = state["texts"] is not None
    profile.months = Counter({_number(int(month)): _number(pages) for month, pages in state["months"].items()})
    profile.lines = _counts(profile.lines.capacity, *state["lines"])
    profile.slots = {kind: _counts(old.capacity, *state["slots"][kind]) for kind, old in profile.slots.items()}
    profile.told = Counter({name: _number(count) for name, count in state["told"].items()})
    profile.texts = {int(key, 16): str(text) for key, text in (state["texts"] or {}).items()}
    profile.sketches = tuple(_unpacked(one) for one in state["sketches"])


def _counts(capacity: int, packed: str, lost: object) -> Counts:
    return Counts.unpacked(capacity, _number(lost), packed)


def _number(value: object) -> int:
    if not isinstance(value, int) or not 0 <= value <= MOST:
        raise ValueError(f"{value!r:.40} is no count")
    return value


def _packed(sketch: Sketch) -> str:
    return base64.b64encode(struct.pack(f"<{len(sketch)}I", *sketch)).decode("ascii")


def _unpacked(text: str) -> Sketch:
    data = base64.b64decode(text, validate=True)
    if len(data) > 4 * SKETCH:
        raise ValueError("too long for a fingerprint")
    return struct.unpack(f"<{len(data) // 4}I", data)


def checksum(state: Mapping[str, Any]) -> str:
    """What tells whether a state is as it was written."""
    return hashlib.sha256(json.dumps(state, sort_keys=True).encode()).hexdigest()[:CHECKED]
