"""Ids that are unique in a run, in memory that does not grow with it."""

from __future__ import annotations

import dataclasses
import hashlib
import sqlite3

from cleantext.batch.page import SourcePage
from cleantext.errors import CleantextError


class Ids:
    """Knows the ids that were given out; a repeated one gets its page's place after it.

    The ids lie in a private database of SQLite, which holds little in memory and the rest in a file that has no name
    and vanishes with the process.

    >>> ids = Ids()
    >>> page = SourcePage("7", "", file="a.jsonl", offset=90)
    >>> ids.unique(page).id, ids.unique(page).id, ids.unique(page).id
    ('7', '7#a.jsonl:90', '7#a.jsonl:90#2')
    """

    def __init__(self) -> None:
        self._known = sqlite3.connect("", isolation_level=None)
        self._known.execute("PRAGMA journal_mode = OFF")
        self._known.execute("PRAGMA synchronous = OFF")
        self._known.execute("CREATE TABLE ids (digest BLOB PRIMARY KEY) WITHOUT ROWID")
        self._known.execute("BEGIN")

    def unique(self, page: SourcePage) -> SourcePage:
        """The page, with another id where its own was given out already."""
        if self._new(page.id):
            return page
        name = placed = f"{page.id}#{page.file}:{page.offset}"
        number = 1
        while not self._new(name):
            number += 1
            name = f"{placed}#{number}"
        return dataclasses.replace(page, id=name)

    def close(self) -> None:
        """Forget all ids."""
        self._known.close()

    def _new(self, name: str) -> bool:
        digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        try:
            return self._known.execute("INSERT OR IGNORE INTO ids VALUES (?)", (digest,)).rowcount == 1
        except sqlite3.Error as error:
            raise CleantextError(f"Ids of pages cannot be kept: {error}; is the temporary folder full?") from None
