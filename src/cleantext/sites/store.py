"""The profiles of many sites, one file a site in a folder; only some are held in memory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from cleantext.api import Raw
from cleantext.errors import ProfileError
from cleantext.sites.hosts import site_of
from cleantext.sites.profile import SiteProfile

_ENDING = ".profile.json"
#: Profiles that are held at once; the one that was not asked for longest is written, if it was changed, and let go.
HELD = 256


class SiteProfiles:
    """The profiles in a folder, read when they are asked for; ProfileError where that is no folder.

    >>> import tempfile
    >>> folder = tempfile.mkdtemp()
    >>> profiles = SiteProfiles(folder)
    >>> profiles.add("https://news.post.example/1", "The wall held through the storm, engineers said.")
    >>> profiles.save()
    >>> SiteProfiles(folder).for_url("https://www.post.example/2").pages
    1
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        """The profiles of a folder, which is made where it is missing."""
        self.folder = Path(folder)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ProfileError(f"{folder} can't hold profiles: {error.strerror}. Name a folder.") from error
        self._held: dict[str, SiteProfile] = {}
        self._changed: set[str] = set()

    def for_url(self, url: str) -> SiteProfile | None:
        """The profile of the site that an address belongs to; None where none was learned."""
        return self.of(site_of(url))

    def of(self, site: str) -> SiteProfile | None:
        """The profile of a site by its registrable domain; None where none was learned."""
        profile = self._held.pop(site, None)
        if profile is None and site and (path := self._path(site)).exists():
            profile = _read(path)
        if profile is not None:
            self._hold(site, profile)
        return profile

    def add(self, url: str, raw: Raw) -> None:
        """Learn a page for the profile of its site; ProfileError for an address without a host."""
        site = site_of(url)
        if not site:
            raise ProfileError(f"{url!r} has no host, so that no site can learn the page.")
        profile = self.of(site) or SiteProfile(site)
        profile.add(raw, url=url)
        self._changed.add(site)
        self._hold(site, profile)

    def save(self) -> None:
        """Write the profiles that were changed; each file is replaced as a whole."""
        for site in sorted(self._changed):
            self._write(site)

    def __iter__(self) -> Iterator[str]:
        """The sites that have a profile, in order."""
        stored = {path.name.removesuffix(_ENDING) for path in self.folder.glob(f"*{_ENDING}")}
        return iter(sorted(stored | self._held.keys()))

    def _hold(self, site: str, profile: SiteProfile) -> None:
        """Keep a profile as the one that was asked for last."""
        self._held.pop(site, None)
        self._held[site] = profile
        if len(self._held) > HELD:
            oldest = next(iter(self._held))
            if oldest in self._changed:
                self._write(oldest)
            del self._held[oldest]

    def _write(self, site: str) -> None:
        path = self._path(site)
        fresh = path.with_suffix(".new")
        fresh.write_text(self._held[site].to_json() + "\n", "utf-8")
        fresh.replace(path)
        self._changed.discard(site)

    def _path(self, site: str) -> Path:
        return self.folder / f"{site.replace(':', '_')}{_ENDING}"


def _read(path: Path) -> SiteProfile:
    try:
        return SiteProfile.from_json(path.read_text("utf-8"))
    except ProfileError as error:
        raise ProfileError(f"{path}: {error}") from error
