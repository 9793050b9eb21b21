"""The profile of a site: which lines its pages repeat. It is of bounded size and can be merged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, TypeGuard

from cleantext.api import Raw
from cleantext.document import Document
from cleantext.errors import ProfileError
from cleantext.pipeline import Pipeline
from cleantext.readers import read_document
from cleantext.sites.counts import Counts
from cleantext.sites.hosts import site_of
from cleantext.sites.trace import Sketch, Trace, is_copy, trace_of

#: Lines and fingerprints that a profile keeps. A line that stands on a fifth of the pages of 200 lines is never lost.
LINES, SKETCHES = 1500, 64
#: What the file says it is, and the version of what it holds.
FORMAT, VERSION = "cleantext site profile", 1
#: How much of the checksum is written, in hexadecimal digits.
CHECKED = 16


class SiteProfile:
    """What the pages of one site have in common.

    ``host`` is the site's registrable domain, None while no page has come with an address; ``pages`` counts the pages
    learned, of which several copies of one article are one. Two profiles are equal where they know the same.

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

    __slots__ = ("host", "lines", "pages", "sketches")

    def __init__(self, host: str | None = None) -> None:
        """A profile that knows nothing yet; ``host`` binds it to a site from the beginning."""
        self.host = host
        self.pages = 0
        self.lines = Counts(LINES)
        self.sketches: tuple[Sketch, ...] = ()

    @classmethod
    def learn(cls, pages: Iterable[Raw | tuple[str | None, Raw]]) -> SiteProfile:
        """The profile of pages in any order, each a page or a pair of address and page.

        ProfileError where addresses are of several sites.
        """
        profile = cls()
        for page in pages:
            url, raw = page if isinstance(page, tuple) else (None, page)
            profile.add(raw, url=url)
        return profile

    def add(self, raw: Raw, *, url: str | None = None) -> None:
        """Learn one more page; ProfileError where ``url`` is of another site."""
        document, _ = read_document(raw, url=url)
        self.add_document(Pipeline.default().run(document))

    def add_document(self, document: Document) -> None:
        """Learn a page that all steps have seen, such as a pipeline gives it."""
        self._bind(site_of(document.url) if document.url else None)
        self.add_trace(trace_of(document))

    def add_trace(self, trace: Trace) -> None:
        """Learn what a page has left; a copy of an article that is known changes nothing."""
        if any(is_copy(trace.sketch, one) for one in self.sketches):
            return
        self.pages += 1
        self.lines.add(trace.lines)
        self.sketches = _sampled({*self.sketches, trace.sketch})

    def merge(self, other: SiteProfile) -> SiteProfile:
        """Take in what another profile of the site knows, and give this one back; ProfileError for another site."""
        self._bind(other.host)
        self.pages += other.pages
        self.lines.merge(other.lines)
        self.sketches = _sampled({*self.sketches, *other.sketches})
        return self

    def _bind(self, site: str | None) -> None:
        """Hold the profile to the site of its first address."""
        if site and self.host and site != self.host:
            raise ProfileError(f"The profile is of {self.host}, the page of {site}. Use one SiteProfile for each site.")
        self.host = self.host or site or None

    def copies_of(self, sketch: Sketch) -> int:
        """How many of the pages that a fingerprint is kept of hold the same article."""
        return sum(is_copy(sketch, one) for one in self.sketches)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SiteProfile) and self._state() == other._state()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<SiteProfile {self.host or 'of no host'}: {self.pages} pages, {len(self.lines)} lines>"

    def _state(self) -> dict[str, Any]:
        return {
            "host": self.host,
            "pages": self.pages,
            "lines": self.lines.packed(),
            "lost": self.lines.lost,
            "sketches": [list(one) for one in self.sketches],
        }

    def to_json(self) -> str:
        """The profile as JSON, with its version and a checksum: at most 64 kB, whatever the number of pages."""
        state = self._state()
        return json.dumps({"format": FORMAT, "version": VERSION, "checksum": _checksum(state), **state})

    @classmethod
    def from_json(cls, text: str) -> SiteProfile:
        """The profile that :meth:`to_json` wrote; ProfileError for another version, or where the text is damaged."""
        try:
            data = json.loads(text)
        except ValueError as error:
            raise ProfileError(f"This is no site profile: {error}.") from error
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise ProfileError(f"This is no site profile: its format is not {FORMAT!r}.")
        if data.get("version") != VERSION:
            told = f"The profile has version {data.get('version')}; this cleantext reads {VERSION}."
            raise ProfileError(f"{told} Learn it anew.")
        state = {key: value for key, value in data.items() if key not in ("format", "version", "checksum")}
        if not _is_whole(state) or data.get("checksum") != _checksum(state):
            raise ProfileError("The profile is damaged: its checksum is another one. Learn it anew.")
        profile = cls(state["host"])
        profile.pages = state["pages"]
        profile.lines = Counts.unpacked(LINES, state["lost"], state["lines"])
        profile.sketches = tuple(tuple(one) for one in state["sketches"])
        return profile

    def describe(self) -> str:
        """What the profile knows, in a few lines for people."""
        shared = sorted((row for row in self.lines.rows.values() if row[0] > 1), reverse=True)
        kept = sum(marked > 0 for _, marked in shared)
        most = f", the commonest on {shared[0][0]} pages" if shared else ""
        return "\n".join((
            f"{self.host or 'a site without an address'}: {self.pages} pages learned",
            f"{len(shared)} lines stand on several pages{most}; {kept} of them were taken for the article's somewhere",
            f"counts are too low by at most {self.lines.lost}",
        ))  # fmt: skip


def _sampled(sketches: set[Sketch]) -> tuple[Sketch, ...]:
    """As many fingerprints as a profile keeps: the same ones in whatever order they came."""
    return tuple(sorted(one for one in sketches if one)[:SKETCHES])


def _checksum(state: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(state, sort_keys=True).encode()).hexdigest()[:CHECKED]


def _is_whole(state: dict[str, Any]) -> TypeGuard[dict[str, Any]]:
    return state.keys() == {"host", "pages", "lines", "lost", "sketches"}
