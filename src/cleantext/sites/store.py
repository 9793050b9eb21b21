"""The profiles of many sites, one file a site in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from cleantext.errors import ProfileError
from cleantext.sites.hosts import site_of
from cleantext.sites.profile import SiteProfile

_ENDING = ".profile.json"


class SiteProfiles:
    """The profiles in a folder, read when they are first asked for.

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
        self.folder.mkdir(parents=True, exist_ok=True)
        self._known: dict[str, SiteProfile | None] = {}
        self._changed: set[str] = set()

    def for_url(self, url: str) -> SiteProfile | None:
        """The profile of the site that an address belongs to; None where none was learned."""
        return self.of(site_of(url))

    def of(self, site: str) -> SiteProfile | None:
        """The profile of a site by its registrable domain; None where none was learned."""
        if site and site not in self._known:
            path = self._path(site)
            self._known[site] = _read(path) if path.exists() else None
        return self._known.get(site)

    def add(self, url: str, raw: str | bytes) -> None:
        """Learn a page for the profile of its site; ProfileError for an address without a host."""
        site = site_of(url)
        if not site:
            raise ProfileError(f"{url!r} has no host, so that no site can learn the page.")
        profile = self.of(site) or SiteProfile(site)
        profile.add(raw, url=url)
        self._known[site] = profile
        self._changed.add(site)

    def save(self) -> None:
        """Write the profiles that were changed; each file is replaced as a whole."""
        for site in sorted(self._changed):
            profile = self._known[site]
            if profile is not None:
                path = self._path(site)
                fresh = path.with_suffix(".new")
                fresh.write_text(profile.to_json() + "\n", "utf-8")
                fresh.replace(path)
        self._changed.clear()

    def __iter__(self) -> Iterator[str]:
        """The sites that have a profile, in order."""
        stored = {path.name.removesuffix(_ENDING) for path in self.folder.glob(f"*{_ENDING}")}
        return iter(sorted(stored | {site for site, one in self._known.items() if one is not None}))

    def _path(self, site: str) -> Path:
        return self.folder / f"{site.replace(':', '_')}{_ENDING}"


def _read(path: Path) -> SiteProfile:
    try:
        return SiteProfile.from_json(path.read_text("utf-8"))
    except ProfileError as error:
        raise ProfileError(f"{path}: {error}") from error
