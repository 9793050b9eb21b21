"""Which pages have their record already, told by their number and by a digest of all places before them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from cleantext.batch.page import SourcePage
from cleantext.errors import CleantextError

#: A page's number in the input, from 0, and the digest of the places of all pages up to it.
Mark = tuple[int, str]


class InputChanged(CleantextError):
    """The pages that were read before are not those that the input gives now."""


class Bookmark:
    """All pages before ``upto`` are done, and those of ``beyond``; ``chain`` is the digest of all places before it.

    >>> pages = [SourcePage(name, "", file=name, offset=0) for name in ("a", "b", "c")]
    >>> bookmark = Bookmark()
    >>> marks = [mark for mark, _ in bookmark.remaining(pages)]
    >>> bookmark.done(marks[0]), bookmark.done(marks[2])
    (None, None)
    >>> again = Bookmark(bookmark.upto, bookmark.chain, bookmark.beyond)
    >>> [page.id for _, page in again.remaining(pages)]
    ['b']
    """

    def __init__(self, upto: int = 0, chain: str = "", beyond: Iterable[int] = ()) -> None:
        self.upto = upto
        self.chain = chain
        # Done before and not read again yet, so that their digests are not known.
        self._unread = set(beyond)
        self._chains: dict[int, str] = {}

    @property
    def beyond(self) -> list[int]:
        """The pages after ``upto`` that are done."""
        return sorted(self._unread.union(self._chains))

    def remaining(self, pages: Iterable[SourcePage]) -> Iterator[tuple[Mark, SourcePage]]:
        """The pages that are not done, each with its mark; InputChanged where those that are done were others."""
        upto, expected = self.upto, self.chain
        read, chain = 0, ""
        for page in pages:
            chain = chained(chain, page.id, page.file, page.offset)
            number, read = read, read + 1
            if read == upto and chain != expected:
                break
            if number in self._unread:
                self._unread.discard(number)
                self.done((number, chain))
            elif number >= upto:
                yield (number, chain), page
        if read < upto or read == upto and chain != expected or self._unread:
            raise InputChanged(
                "The inputs are no longer what they were when this output was begun; --overwrite begins again."
            )

    def done(self, mark: Mark) -> None:
        """A page has its record."""
        number, chain = mark
        self._chains[number] = chain
        while self.upto in self._chains:
            self.chain = self._chains.pop(self.upto)
            self.upto += 1


def chained(chain: str, *places: object) -> str:
    """The digest of a page's place and of all before it."""
    text = "\0".join((chain, *map(str, places)))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
