"""The profile of one site: what its pages repeat. Profiles learn page by page, merge, and forget what has aged."""

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


#: A profile keeps 1,000 lines, so that a line on a fifth of the pages of 200 lines is never lost; and 64 fingerprints.
LINES, SKETCHES = 1000, 64
#: How many keys it keeps of each other kind.
KEPT: Mapping[str, int] = {
    **{MAKES: 150, TITLES: 50, ABOVE: 150, REASONS: 120, PASSED: 50, NAMES: 80},
    **{field.value: 50 for field in LEARNED},
}
#: With ``keep_texts`` it keeps the texts of 30 lines, of at most 90 bytes each.
TEXTS, TEXT_BYTES = 30, 90
#: What was not seen in the last 6 months in which pages were learned has aged out.
MONTHS = 6
#: A site has a language if 90 % of at least 5 articles are in it.
FEW, ONE = 5, 0.9
#: The format and its version, as the JSON of a profile states them.
FORMAT, VERSION = "cleantext site profile", 1
#: The checksum in the JSON has 16 hexadecimal digits.
CHECKED = 16
#: The JSON has the 40 commonest ways of the site that pages show, such as languages.
MAX_WAYS = 40


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

    __slots__ = ("host", "keep_texts", "lines", "months", "sketches", "slots", "texts", "ways")

    def __init__(self, host: str | None = None, *, keep_texts: bool = False) -> None:
        """Begin with a profile that knows nothing; ``host`` binds it to a site from the beginning."""
        self.host = host
        self.keep_texts = keep_texts
        #: Pages by the month in which they were learned, counted from the year 0; 0 where the month is not known.
        self.months: Counter[int] = Counter()
        self.lines = Counts(LINES)
        self.slots = {kind: Counts(capacity) for kind, capacity in KEPT.items()}
        self.ways: Counter[str] = Counter()
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
        self.ways.update(trace.ways)
        self.sketches = _choose_sketches({*self.sketches, trace.sketch})
        if self.keep_texts:
            again = ((key, text) for key, text in trace.texts.items() if self.lines.of(key).times > 1)
            self.texts |= {key: _shorten(text) for key, text in again}
            if len(self.texts) > 2 * TEXTS:
                self.texts = self.commonest

    def _refresh(self, trace: Trace, month: int) -> None:
        """Note that a page is still there: what it has left was seen again."""
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
        self.ways.update(other.ways)
        self.sketches = _choose_sketches({*self.sketches, *other.sketches})
        self.keep_texts |= other.keep_texts
        self.texts |= other.texts
        return self

    def age(self) -> None:
        """Forget what the pages of the last months no longer have; writing a profile and reading with it do so."""
        before = max(self.months, default=0) - MONTHS + 1
        old = [month for month in self.months if 0 < month < before]
        for month in old:
            del self.months[month]
        for counts in (self.lines, *self.slots.values()) if old else ():
            counts.forget(before)

    @property
    def commonest(self) -> dict[int, str]:
        """The texts of the commonest lines by their keys, the commonest first."""
        keys = sorted(self.texts, key=lambda key: (-self.lines.of(key).times, key))[:TEXTS]
        return {key: self.texts[key] for key in keys}

    def copies_of(self, sketch: Sketch) -> int:
        """How many of the pages that a fingerprint is kept of hold the same article."""
        return sum(is_copy(sketch, one) for one in self.sketches)

    def _bind(self, site: str | None) -> None:
        """Refuse pages of another site than that of the first address."""
        if site and self.host and site != self.host:
            raise ProfileError(f"The profile is of {self.host}, the page of {site}. Use one SiteProfile for each site.")
        self.host = self.host or site or None

    @property
    def day_first(self) -> bool | None:
        """Whether numeric dates of the site begin with the day, as those do that can be read in one way only."""
        first, second = self.ways[DAY_FIRST], self.ways[MONTH_FIRST]
        return None if min(first, second) * 10 > max(first, second) or first == second else first > second

    @property
    def language(self) -> str | None:
        """The language of nearly all articles of the site; None where few were learned, or they are in several."""
        counts = {name: count for name, count in self.ways.items() if name.startswith(LANGUAGE)}
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
        ways = sorted(self.ways.items(), key=lambda one: (-one[1], one[0]))[:MAX_WAYS]
        commonest = self.commonest
        state = {
            "host": self.host,
            "months": {str(month): self.months[month] for month in sorted(self.months)},
            "lines": [self.lines.pack(), self.lines.lost],
            "slots": {kind: [counts.pack(), counts.lost] for kind, counts in self.slots.items()},
            "told": dict(sorted(ways)),
            "texts": {f"{key:x}": commonest[key] for key in sorted(commonest)} if self.keep_texts else None,
            "sketches": [base64.b64encode(struct.pack(f"<{len(one)}I", *one)).decode("ascii") for one in self.sketches],
        }
        head = {"format": FORMAT, "version": VERSION, "checksum": checksum(state)}
        return json.dumps({**head, **state}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> SiteProfile:
        """The profile that :meth:`to_json` wrote; ProfileError for another version, or where the text is damaged."""
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ProfileError(f"This is no site profile: {error}.") from error
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise ProfileError(f"This is no site profile: its format is not {FORMAT!r}.")
        if data.get("version") != VERSION:
            versions = f"The profile has version {data.get('version')}; this cleantext reads {VERSION}."
            raise ProfileError(f"{versions} Learn it anew.")
        state = {key: value for key, value in data.items() if key not in ("format", "version", "checksum")}
        if data.get("checksum") != checksum(state):
            raise ProfileError("The profile is damaged: its checksum is another one. Learn it anew.")
        profile = cls()
        try:
            profile._restore(state)
        except (LookupError, TypeError, ValueError, AttributeError, struct.error, binascii.Error) as error:
            raise ProfileError("The profile is damaged: it lacks a part. Learn it anew.") from error
        return profile

    def _restore(self, state: Mapping[str, Any]) -> None:
        if not isinstance(state["host"], str | None):
            raise TypeError("the host is no text")
        self.host = state["host"]
        self.keep_texts = state["texts"] is not None
        self.months = Counter(
            {_check_count(int(month)): _check_count(pages) for month, pages in state["months"].items()}
        )
        self.lines = _unpack_counts(LINES, *state["lines"])
        self.slots = {kind: _unpack_counts(capacity, *state["slots"][kind]) for kind, capacity in KEPT.items()}
        self.ways = Counter({name: _check_count(count) for name, count in state["told"].items()})
        self.texts = {int(key, 16): str(text) for key, text in (state["texts"] or {}).items()}
        self.sketches = tuple(map(_unpack_sketch, state["sketches"]))

    def describe(self) -> str:
        """What the profile knows, in a few lines for people."""
        self.age()
        shared = sorted((row for row in self.lines.rows.values() if row.times > 1), reverse=True)
        kept = sum(row.marked > 0 for row in shared)
        most = f", the commonest on {shared[0].times} pages" if shared else ""
        lines = [
            f"{self.host or 'a site without an address'}: {self.pages} pages learned",
            f"{len(shared)} lines stand on several pages{most}; {kept} of them were taken for the article's somewhere",
        ]
        makes = [row for row in self.slots[MAKES].rows.values() if row.times > 1]
        if makes:
            always, never = (sum(row.marked == held * row.times for row in makes) for held in (1, 0))
            lines.append(f"{always} makes of elements always hold text of the article, {never} never")
        for field in LEARNED:
            most_there = max((row.times for row in self.slots[field.value].rows.values()), default=0)
            if most_there > 1:
                place = f"in the same place on {min(most_there, self.pages)} of {self.pages} pages"
                lines.append(f"{field.value}: {place}")
        lines += [f"pages that tell of {name}: {pages}" for name, pages in sorted(self.ways.items())]
        lines.append(f"counts of lines are too low by at most {self.lines.lost}")
        lines += [f"{self.lines.of(key).times} x {text}" for key, text in self.commonest.items()]
        return "\n".join(lines)


def _choose_sketches(sketches: set[Sketch]) -> tuple[Sketch, ...]:
    """The fingerprints that a profile keeps: the same ones in whatever order they came."""
    return tuple(sorted(filter(None, sketches))[:SKETCHES])


def _shorten(text: str) -> str:
    plain = "".join(char for char in text if char.isprintable() and char not in '"\\')
    return plain.encode("utf-8", "ignore")[:TEXT_BYTES].decode("utf-8", "ignore")


def _check_count(value: object) -> int:
    if not isinstance(value, int) or not 0 <= value <= MOST:
        raise ValueError(f"{value!r:.40} is no count")
    return value


def _unpack_counts(capacity: int, packed: str, lost: object) -> Counts:
    return Counts.unpack(capacity, _check_count(lost), packed)


def _unpack_sketch(text: str) -> Sketch:
    data = base64.b64decode(text, validate=True)
    if len(data) > 4 * SKETCH:
        raise ValueError("too long for a fingerprint")
    return struct.unpack(f"<{len(data) // 4}I", data)


def checksum(state: Mapping[str, Any]) -> str:
    """The checksum of a state, which shows whether it is as it was written."""
    return hashlib.sha256(json.dumps(state, sort_keys=True).encode()).hexdigest()[:CHECKED]
