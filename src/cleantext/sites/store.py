"""The profiles of many sites: in a folder, in an SQLite file or in a dict; some are held in memory."""

from __future__ import annotations

import datetime
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from cleantext.errors import ProfileError
from cleantext.input.read import read_document
from cleantext.pipeline import Pipeline
from cleantext.sites.profile import SiteProfile
from cleantext.sites.trace import Trace, section_of, site_of, trace_of

if TYPE_CHECKING:
    from cleantext.api import Raw


#: Where profiles are: a folder, an SQLite file, or their JSON by the names of sites.
ProfileSource = str | os.PathLike[str] | Mapping[str, str]
#: The endings of SQLite files.
DATABASES = (".sqlite", ".sqlite3", ".db")
#: At most 256 profiles are held at once; beyond that the one that nobody asked for longest is written and released.
HELD = 256
#: Names of files longer than 200 characters are hashed.
MAX_NAME = 200
#: The sections of a site of 40 pages or more have profiles of their own, which are used from 20 pages on.
LARGE, ENOUGH = 40, 20

_ENDING = ".profile.json"


class SiteProfiles:
    """The profiles in a folder, in a file whose name ends in .sqlite, .sqlite3 or .db, or in a dict of JSON texts.

    Each is read when it is asked for. Several processes may read, one may write. The keys of a dict are sites.
    ProfileError where the path cannot hold profiles.

    >>> import tempfile
    >>> folder = tempfile.mkdtemp()
    >>> profiles = SiteProfiles(folder)
    >>> profiles.add("https://news.post.example/1", "The wall held through the storm, engineers said.")
    >>> profiles.save()
    >>> SiteProfiles(folder).for_url("https://www.post.example/2").pages
    1
    """

    def __init__(self, source: str | os.PathLike[str] | dict[str, str]) -> None:
        """Open the folder or file, which is made where it is missing, or the dict, which :meth:`save` changes."""
        self._stored = _open_store(source)
        self._held: dict[str, SiteProfile] = {}
        self._changed: set[str] = set()

    def for_url(self, url: str) -> SiteProfile | None:
        """The profile of the site that an address belongs to, on large sites that of the section; None if unknown.

        A section is a host and the first part of its paths. It has a profile if its site has 40 pages or more, and that
        profile is used from 20 pages on.
        """
        site = self.of(site_of(url))
        if site is None or site.pages < LARGE:
            return site
        section = self.of(section_of(url))
        return section if section is not None and section.pages >= ENOUGH else site

    def of(self, name: str) -> SiteProfile | None:
        """The profile of a site by its registrable domain, or of a section; None where none was learned."""
        profile = self._held.pop(name, None)
        if profile is None and name and (text := self._stored.read(name)) is not None:
            try:
                profile = SiteProfile.from_json(text)
            except ProfileError as error:
                raise ProfileError(f"{self._stored.place(name)}: {error}") from error
        if profile is not None:
            self._hold(name, profile)
        return profile

    def add(self, url: str, raw: Raw, *, day: datetime.date | None = None) -> None:
        """Learn a page, fetched on ``day``, for the profile of its site; ProfileError for an address without a host."""
        document, _ = read_document(raw, url=url)
        self.add_trace(url, trace_of(Pipeline.default().run(document)), day=day)

    def add_trace(self, url: str, trace: Trace, *, day: datetime.date | None = None, keep_texts: bool = False) -> None:
        """Learn what a page has left; ProfileError for an address without a host."""
        site = site_of(url)
        if not site:
            raise ProfileError(f"{url!r} has no host, so that no site can learn the page.")
        section = section_of(url)
        for name in (site, section):
            profile = self.of(name) or SiteProfile(site)
            profile.keep_texts |= keep_texts
            profile.add_trace(trace, day=day)
            self._changed.add(name)
            self._hold(name, profile)
            if profile.pages <= LARGE or section == site:
                break  # only the sections of large sites have profiles of their own

    def merge(self, rows: Iterable[tuple[str, str]]) -> None:
        """Merge profiles into those that are known: pairs of a site (or a section) and the JSON of its profile.

        The order of the pairs does not matter. ProfileError for a text that is damaged, or a profile of another site.

        >>> profile = SiteProfile.learn([("https://post.example/1", "The wall held through the storm.")])
        >>> texts = {}
        >>> profiles = SiteProfiles(texts)
        >>> profiles.merge([("post.example", profile.to_json())] * 2)
        >>> profiles.save()
        >>> SiteProfile.from_json(texts["post.example"]).pages
        2
        """
        # Summaries that forget rare keys depend on the order: it is always the same.
        for name, text in sorted(map(tuple, rows)):
            try:
                other = SiteProfile.from_json(text)
            except ProfileError as error:
                raise ProfileError(f"The profile of {name} to merge: {error}") from error
            known = self.of(name) or SiteProfile(site_of(f"https://{name}"))
            self._changed.add(name)
            self._hold(name, known.merge(other))

    def save(self) -> None:
        """Write the profiles that were changed; each is replaced as a whole."""
        for name in sorted(self._changed):
            self._write(name)

    def __iter__(self) -> Iterator[str]:
        """The sites and sections that have a profile, in order."""
        return iter(sorted({*self._stored.names(), *self._held}))

    def _hold(self, name: str, profile: SiteProfile) -> None:
        """Keep a profile as the one that was asked for last."""
        self._held.pop(name, None)
        self._held[name] = profile
        if len(self._held) > HELD:
            oldest = next(iter(self._held))
            if oldest in self._changed:
                self._write(oldest)
            del self._held[oldest]

    def _write(self, name: str) -> None:
        self._stored.write(name, self._held[name].to_json())
        self._changed.discard(name)


def _open_store(source: str | os.PathLike[str] | dict[str, str]) -> _Folder | _Database | _Texts:
    if isinstance(source, dict):
        return _Texts(source)
    path = Path(source)
    return _Database(path) if path.suffix in DATABASES else _Folder(path)


class _Texts:
    """A dict of the JSON of profiles by their sites."""

    def __init__(self, texts: dict[str, str]) -> None:
        self._texts = texts

    def read(self, name: str) -> str | None:
        return self._texts.get(name)

    def write(self, name: str, text: str) -> None:
        self._texts[name] = text

    def names(self) -> Iterator[str]:
        return iter(self._texts)

    def place(self, name: str) -> str:
        return f"The profile of {name}"


class _Folder:
    """One file for each site."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ProfileError(f"{path} can't hold profiles: {error.strerror}. Name a folder.") from error

    def read(self, name: str) -> str | None:
        path = Path(self.place(name))
        return path.read_bytes().decode("utf-8", "replace") if path.exists() else None

    def write(self, name: str, text: str) -> None:
        path = Path(self.place(name))
        fresh = path.with_suffix(f".{os.getpid()}.new")
        try:
            fresh.write_text(text + "\n", "utf-8")
            fresh.replace(path)
        except OSError as error:
            raise ProfileError(f"{path} can't be written: {error.strerror}.") from error

    def names(self) -> Iterator[str]:
        return (unquote(path.name.removesuffix(_ENDING)) for path in self._path.glob(f"*{_ENDING}"))

    def place(self, name: str) -> str:
        """Where the text of a profile is, for errors."""
        quoted = quote(name, safe="")
        short = quoted if len(quoted) <= MAX_NAME else blake2b(quoted.encode(), digest_size=20).hexdigest()
        return str(self._path / f"{short}{_ENDING}")


class _Database:
    """One SQLite file with a row for each site; several processes may read it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._rows = sqlite3.connect(path, isolation_level=None, timeout=60, check_same_thread=False)
            self._rows.execute("CREATE TABLE IF NOT EXISTS profiles (site TEXT PRIMARY KEY, profile TEXT NOT NULL)")
        except (OSError, sqlite3.Error) as error:
            raise ProfileError(f"{path} can't hold profiles: {error}. Name an SQLite file, or a folder.") from error

    def read(self, name: str) -> str | None:
        rows = self._execute("SELECT profile FROM profiles WHERE site = ?", name)
        return str(rows[0][0]) if rows else None

    def write(self, name: str, text: str) -> None:
        self._execute("INSERT OR REPLACE INTO profiles (site, profile) VALUES (?, ?)", name, text)

    def names(self) -> Iterator[str]:
        return (str(row[0]) for row in self._execute("SELECT site FROM profiles"))

    def place(self, name: str) -> str:
        return f"{self._path}, {name}"

    def _execute(self, command: str, *values: str) -> list[Any]:
        try:
            return self._rows.execute(command, values).fetchall()
        except sqlite3.Error as error:
            raise ProfileError(f"{self._path} does not work as a file of profiles: {error}.") from error
