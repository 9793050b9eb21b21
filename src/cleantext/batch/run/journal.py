"""The journal of a run: what is safely on disk, so that the same command resumes there."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from cleantext.batch.outputs.writing import (
    UNFINISHED,
    ResumeError,
    WriteError,
    report_write_errors,
    sync_folder,
)
from cleantext.batch.settings import SourcePage

Stage = Literal["running", "read", "done"]

#: The format of journals; changes when older ones can no longer be read.
VERSION = 2
#: A difference shows lists of up to 10 values as they are.
MAX_SHOWN = 10
#: What SQLite puts beside the journal while it writes.
ROLLBACK = "-journal"
#: Another run may hold the journal for the moment of a commit: 5 seconds are enough for slow disks.
LOCK_SECONDS = 5.0
#: Errors of SQLite that say that a file is no journal, or a damaged one.
_DAMAGED = frozenset((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_NOTADB))
#: ``copy`` tells pages at the same place apart: an input that is named twice. ``sum`` and ``id`` are digests.
_SCHEMA = """
CREATE TABLE state (text TEXT, digest TEXT);
CREATE TABLE files (number INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE pages (
    number INTEGER PRIMARY KEY, file INTEGER, place INTEGER, copy INTEGER, sum INTEGER, id BLOB UNIQUE,
    done INTEGER DEFAULT 0, UNIQUE (file, place, copy)
);
"""
#: A file's time changes when it is copied.
_NOT_CONTENT = ("raw", "now", "now_source")
_CHANGED = (
    "The inputs have changed since this output was begun: {}. Put back what was there; --overwrite begins it again."
)


@dataclass(slots=True)
class State:
    """What is safely on disk: the size and the checksum of each output, and the sums of the summary.

    ``stage`` is "running", then "read" when all records are in the spools, then "done" when the outputs have their
    names. ``sizes`` and ``sums`` are those of the partial files, at the end those of the outputs. ``extends`` says that
    the run adds to outputs that were done. ``listing`` is a digest of the input files' names, sizes and times.
    """

    config: dict[str, Any]
    sizes: dict[str, int] = field(default_factory=dict)
    sums: dict[str, int] = field(default_factory=dict)
    tally: dict[str, Any] | None = None
    skipped: dict[str, int] = field(default_factory=dict)
    stage: Stage = "running"
    extends: bool = False
    listing: str | None = None


class Journal:
    """The file that holds the :class:`State` of a run, and the place, digest and id of each page that has its record.

    It is an SQLite database, so that state and pages change together, and memory does not grow with the run. Without a
    path it is a private one that vanishes with the process.

    >>> pages = [SourcePage("7", raw, file="a.jsonl", offset=at) for at, raw in enumerate(("one", "two", "three"))]
    >>> journal = Journal(None)
    >>> journal.begin(State({}))
    >>> [(number, page.id) for number, page in journal.remaining(pages)]
    [(1, '7'), (2, '7#a.jsonl:1'), (3, '7#a.jsonl:2')]
    """

    def __init__(self, path: str | None) -> None:
        self.path = path
        self._database: sqlite3.Connection | None = None
        # The pages of earlier runs have numbers up to this one; a bit for each that was read again.
        self._known = 0
        self._seen = bytearray()
        self._file = ("", 0)

    # -- the state

    def load(self) -> State | None:
        """The state, None without a journal; ResumeError if the journal is damaged."""
        if self.path is None or not os.path.exists(self.path):
            return None
        try:
            with contextlib.closing(self._connect(self.path)) as database:
                text, digest = database.execute("SELECT text, digest FROM state").fetchone()
            if digest != _digest(text):
                raise ValueError("wrong digest")
            data = json.loads(text)
            version = data.pop("journal")
            if version != VERSION:
                raise ValueError(f"version {version}")
            return State(**data)
        except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
            self._refuse_if_not_writable(error)
            raise ResumeError(f"{self.path} is not the journal of a run ({error}); --overwrite begins again.") from None

    def begin(self, state: State) -> None:
        """Begin a new journal; it appears whole."""
        if self.path is None:
            self._database = sqlite3.connect("", isolation_level=None)
            self._database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA}")
            self._database.execute("BEGIN")
            return
        fresh = self.path + UNFINISHED
        with report_write_errors(self.path), _report_database_errors(self.path):
            Path(fresh).unlink(missing_ok=True)
            with contextlib.closing(sqlite3.connect(fresh, isolation_level=None)) as database:
                database.executescript(_SCHEMA)
                database.execute("INSERT INTO state VALUES (?, ?)", _encode_state(state))
            os.replace(fresh, self.path)
            sync_folder(os.path.dirname(self.path) or ".")
        self.resume()

    def resume(self) -> None:
        """Open the journal of an earlier run for writing; ResumeError if another run has it."""
        assert self.path is not None
        try:
            database = self._database = self._connect(self.path)
            database.execute("PRAGMA synchronous = EXTRA")
            database.execute("BEGIN IMMEDIATE")
            # Pages that were being extracted when the run ended.
            database.execute("DELETE FROM pages WHERE NOT done")
            (self._known,) = database.execute("SELECT coalesce(max(number), 0) FROM pages").fetchone()
        except sqlite3.Error as error:
            self._refuse_if_not_writable(error)
            raise ResumeError(f"{self.path} is not the journal of a run ({error}); --overwrite begins again.") from None
        self._seen = bytearray(self._known // 8 + 1)

    def save(self, state: State) -> None:
        """Write the state and the pages that are done; all is on disk when this returns."""
        if self._database is not None and self.path is not None:
            with _report_database_errors(self.path):
                self._database.execute("UPDATE state SET text = ?, digest = ?", _encode_state(state))
                self._database.execute("COMMIT")
                self._database.execute("BEGIN IMMEDIATE")

    def close(self) -> None:
        """Close the file; what was not saved is forgotten."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def remove(self) -> None:
        """Delete the journal, and what an interrupted run has left of it."""
        if self.path is not None:
            for end in ("", ROLLBACK, UNFINISHED):
                Path(self.path + end).unlink(missing_ok=True)

    def _connect(self, path: str) -> sqlite3.Connection:
        address = f"file:{quote(os.fsencode(os.path.abspath(path)))}?mode=rw"
        return sqlite3.connect(address, uri=True, isolation_level=None, timeout=LOCK_SECONDS)

    def _refuse_if_not_writable(self, error: Exception) -> None:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code == sqlite3.SQLITE_BUSY:
            raise ResumeError(f"Another run is writing {self.path}; wait for it, or end it.") from None
        if code not in _DAMAGED:
            raise WriteError(f"cannot write {self.path}: {error}; is the disk full or read-only?") from None

    # -- the pages

    def remaining(self, pages: Iterable[SourcePage]) -> Iterator[tuple[int, SourcePage]]:
        """The pages that have no record, numbered and with unique ids; ResumeError if the others are not as they were.

        Pages may have come in between the others: each is known by its place.
        """
        (left,) = self._execute("SELECT count(*) FROM pages").fetchone()
        for page in pages:
            file = self._number_file(page.file)
            query = "SELECT number, copy, sum FROM pages WHERE file = ? AND place = ?"
            there = self._execute(query, file, page.offset).fetchall()
            # Pages at the same place are told apart by their order.
            copy = sum(number > self._known or self._is_seen(number) for number, _, _ in there)
            earlier = next(((number, digest) for number, one, digest in there if one == copy), None)
            if earlier is None:
                yield self._add(page, file, copy)
                continue
            number, digest = earlier
            if digest != sum_page(page):
                raise ResumeError(_CHANGED.format(f"{page.file}:{page.offset} is not the page that was read"))
            self._seen[number // 8] |= 1 << number % 8
            left -= 1
        if left:
            raise ResumeError(_CHANGED.format(f"{self._find_missing()} is missing"))

    def mark_done(self, number: int) -> None:
        """Note that a page has its record."""
        self._execute("UPDATE pages SET done = 1 WHERE number = ?", number)

    def _number_file(self, name: str) -> int:
        if name != self._file[0]:
            self._execute("INSERT OR IGNORE INTO files (name) VALUES (?)", name)
            (number,) = self._execute("SELECT number FROM files WHERE name = ?", name).fetchone()
            self._file = (name, number)
        return self._file[1]

    def _is_seen(self, number: int) -> bool:
        """Whether a page of an earlier run was read again."""
        return bool(self._seen[number // 8] & 1 << number % 8)

    def _add(self, page: SourcePage, file: int, copy: int) -> tuple[int, SourcePage]:
        """Note a page that was read; it gets another id if its own was used already."""
        row = (file, page.offset, copy, sum_page(page))
        page_id = placed = page.id
        number = 1
        while True:
            insert = "INSERT OR IGNORE INTO pages (file, place, copy, sum, id) VALUES (?, ?, ?, ?, ?)"
            added = self._execute(insert, *row, _digest_id(page_id))
            if added.rowcount == 1:
                assert added.lastrowid is not None
                return added.lastrowid, page if page_id == page.id else dataclasses.replace(page, id=page_id)
            page_id = f"{placed}#{number}" if number > 1 else (placed := f"{placed}#{page.file}:{page.offset}")
            number += 1

    def _find_missing(self) -> str:
        """The place of the first page that was not read again."""
        query = (
            "SELECT pages.number, name, place FROM pages JOIN files ON files.number = file"
            " WHERE pages.number <= ? ORDER BY pages.number"
        )
        places = ((f"{name}:{place}", number) for number, name, place in self._execute(query, self._known))
        return next(place for place, number in places if not self._is_seen(number))

    def _execute(self, query: str, *values: object) -> sqlite3.Cursor:
        assert self._database is not None
        with _report_database_errors(self.path or "the list of pages"):
            return self._database.execute(query, values)


def sum_page(page: SourcePage) -> int:
    """A checksum of a page as it was read: its text, and what the input says of it."""
    told = [getattr(page, one.name) for one in dataclasses.fields(page) if one.name not in _NOT_CONTENT]
    raw = page.raw if isinstance(page.raw, bytes) else page.raw.encode("utf-8", "surrogatepass")
    return zlib.crc32(raw, zlib.crc32(repr(told).encode("utf-8", "surrogatepass")))


def _digest_id(page_id: str) -> bytes:
    return hashlib.blake2b(page_id.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _encode_state(state: State) -> tuple[str, str]:
    text = json.dumps(asdict(state) | {"journal": VERSION})
    return text, _digest(text)


@contextlib.contextmanager
def _report_database_errors(path: str) -> Iterator[None]:
    """Raise WriteError for an error of SQLite."""
    try:
        yield
    except sqlite3.Error as error:
        raise WriteError(f"cannot write {path}: {error}; is the disk or the temporary folder full?") from None


def check_config(state: State, config: Mapping[str, Any]) -> None:
    """Raise a ResumeError that names the differences if the journal is that of another command.

    >>> check_config(State({"now": None}), {"now": 1})  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    cleantext.batch.outputs.writing.ResumeError: The output was begun by another command: now was null, now 1. ...
    """
    differences = [
        _show_difference(name, was, now)
        for name in sorted({*state.config, *config})
        if (was := state.config.get(name)) != (now := config.get(name))
    ]
    if differences:
        raise ResumeError(
            f"The output was begun by another command: {'; '.join(differences)}. "
            "Repeat that command to resume it, choose another output, or begin again with --overwrite."
        )


def _show_difference(name: str, was: Any, now: Any) -> str:
    """What another command has changed; of a long list only what left it and what came.

    >>> _show_difference("fields", ["id"], ["id", "date"])
    'fields was ["id"], now ["id", "date"]'
    >>> _show_difference("steps", list("abcdefghijkl"), list("abcdefghijkz"))
    'steps are without ["l"], with ["z"]'
    """
    if isinstance(was, list) and isinstance(now, list) and max(len(was), len(now)) > MAX_SHOWN:
        left, came = [one for one in was if one not in now], [one for one in now if one not in was]
        if left or came:
            return f"{name} are without {json.dumps(left)}, with {json.dumps(came)}"
    return f"{name} was {json.dumps(was)}, now {json.dumps(now)}"


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
