"""The journal of a run: how far its output is good, so that the same command goes on there."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from cleantext.batch.outputs.finish import finish
from cleantext.batch.outputs.writing import UNFINISHED, encoder_for, replacing, sync_folder
from cleantext.batch.settings import SPOOLED, OutputFormat, OutputOptions, SourcePage
from cleantext.errors import CleantextError
from cleantext.patterns import pattern

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


#: Ends the name of a file that a run is not through with.
PARTIAL = ".partial"
#: How files of Markdown are called: they end in a digest of the page's id.
_PAGE = pattern(r"[a-z0-9-]*[0-9a-f]{12}\.md")


class CannotWrite(CleantextError):
    """The system refuses to write; what was written before is good."""

    def __init__(self, path: str, error: OSError) -> None:
        super().__init__(f"cannot write {path}: {error.strerror or error}")


class Sink:
    """One output of a run. ``path`` is its name at the end; until then its records lie in ``path.partial``."""

    def __init__(self, path: str, format: OutputFormat, options: OutputOptions) -> None:
        self.path = path
        self.format = format
        self.size = 0
        self._options = options
        self._encoder = encoder_for(format, options)
        self._lines: list[bytes] = []
        self._file: int | None = None

    @property
    def partial(self) -> str:
        """Where records lie until the output is whole."""
        return self.path.rstrip("/") + PARTIAL

    def open(self, *, create: bool) -> bool:
        """Take hold of the partial file, which another run may not; whether there is one."""
        try:
            flags = os.O_RDWR | os.O_CLOEXEC | (os.O_CREAT if create else 0)
            self._file = os.open(self.partial, flags, 0o666)
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except FileNotFoundError as error:
            if create:
                raise CannotWrite(self.partial, error) from None
            return False
        except OSError as error:
            if error.errno in (errno.EWOULDBLOCK, errno.EAGAIN):
                raise CannotGoOn(f"Another run is writing {self.partial}; wait for it, or end it.") from None
            raise CannotWrite(self.partial, error) from None
        return True

    def cut_back(self, size: int) -> None:
        """Go on after the first ``size`` bytes; what follows was being written when a run ended."""
        assert self._file is not None
        there = os.fstat(self._file).st_size
        if there < size:
            changed = f"{self.partial} has {there} bytes and had {size} when a run left it"
            raise CannotGoOn(f"{changed}: it was changed since. Begin again with --overwrite.")
        try:
            os.ftruncate(self._file, size)
            os.lseek(self._file, size, os.SEEK_SET)
        except OSError as error:
            raise CannotWrite(self.partial, error) from None
        self.size = size

    def add(self, line: bytes) -> int:
        """Keep a record for the next chunk; its length."""
        self._lines.append(line)
        return len(line)

    def flush(self) -> None:
        """Bring what was added to disk."""
        if not self._lines:
            return
        assert self._file is not None
        data = memoryview(self._encoder.pack(b"".join(self._lines)))
        size = len(data)
        try:
            while data:
                data = data[os.write(self._file, data) :]
            os.fsync(self._file)
        except OSError as error:
            raise CannotWrite(self.partial, error) from None
        self._lines.clear()
        self.size += size

    def finish(self, size: int) -> int:
        """Give the output its name, or make it from its records, of ``size`` bytes; the length of the output.

        Where a run ended in the middle of it, the next one does the rest.
        """
        if not os.path.exists(self.partial):
            # Renamed already: a spool is kept until the journal says that the run is over.
            if self.format in SPOOLED or self.finished_size() != size:
                raise CannotGoOn(f"{self.partial} is missing. Begin again with --overwrite.")
            return size
        try:
            if self.format in SPOOLED:
                finish(self.partial, self.path, self.format, self._options)
            else:
                os.replace(self.partial, self.path)
                sync_folder(os.path.dirname(self.path) or ".")
        except OSError as error:
            raise CannotWrite(self.path, error) from None
        return self.finished_size() or 0

    def remove_partial(self) -> None:
        """Take the partial file away, where there is one."""
        Path(self.partial).unlink(missing_ok=True)

    def finished_size(self) -> int | None:
        """The length of the finished output, 0 for a folder; None where there is no output."""
        try:
            return 0 if os.path.isdir(self.path) else os.stat(self.path).st_size
        except OSError:
            return None

    def is_taken(self) -> bool:
        """Whether there is something of that name that the output would replace."""
        return bool(os.listdir(self.path)) if os.path.isdir(self.path) else os.path.lexists(self.path)

    def discard_pages(self) -> None:
        """Take away the pages of another run from a folder of Markdown; other outputs are replaced as a whole."""
        if self.format == "markdown" and os.path.isdir(self.path):
            for name in os.listdir(self.path):
                if _PAGE.fullmatch(name):
                    os.unlink(os.path.join(self.path, name))

    def close(self) -> None:
        """Let go of the partial file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


class StandardOutput(Sink):
    """Records go to standard output as they come; there is nothing to go on from."""

    def open(self, *, create: bool) -> bool:
        """It is open already."""
        return True

    def cut_back(self, size: int) -> None:
        """What was read cannot be taken back."""

    def flush(self) -> None:
        """Hand on what was added."""
        data = self._encoder.pack(b"".join(self._lines))
        self._lines.clear()
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise CannotWrite("standard output", error) from None

    def is_taken(self) -> bool:
        """Nothing is replaced."""
        return False

    def remove_partial(self) -> None:
        """There is no partial file."""


#: Changes when journals of before can no longer be read.
VERSION = 1

Stage = Literal["running", "read", "done"]


class CannotGoOn(CleantextError):
    """There is an output, or a journal, that this command cannot go on from; the message names the way out."""


@dataclass(slots=True)
class State:
    """What lies on disk for sure: the pages that have their record there, and the length of each file.

    Pages are counted in the order of the input: all before ``upto`` are done, and those of ``beyond``. ``chain`` is a
    digest of the places of all pages before ``upto``, which tells another input. ``stage``: "running", "read" when all
    records lie in the spool, "done" when the outputs have their names. ``sizes`` are those of the spools, of finished
    outputs at the end.
    """

    config: dict[str, Any]
    upto: int = 0
    beyond: list[int] = field(default_factory=list)
    chain: str = ""
    sizes: dict[str, int] = field(default_factory=dict)
    tally: dict[str, Any] | None = None
    skipped: dict[str, int] = field(default_factory=dict)
    stage: Stage = "running"


@dataclass(frozen=True, slots=True)
class Journal:
    """The file that holds a :class:`State`; each save replaces it as a whole, and lies on disk when it returns."""

    path: str

    def save(self, state: State) -> None:
        """Replace the journal; OSError leaves the one before."""
        data = asdict(state) | {"journal": VERSION}
        text = json.dumps(data, ensure_ascii=True)
        with replacing(self.path) as file:
            file.write(json.dumps({"digest": _digest(text), "state": text}).encode())

    def load(self) -> State | None:
        """The state, None where there is no journal; CannotGoOn where it is damaged."""
        try:
            raw = Path(self.path).read_bytes()
        except FileNotFoundError:
            return None
        try:
            outer = json.loads(raw)
            if outer["digest"] != _digest(outer["state"]):
                raise ValueError("wrong digest")
            data = json.loads(outer["state"])
            version = data.pop("journal")
            if version != VERSION:
                raise ValueError(f"version {version}")
            return State(**data)
        except (ValueError, KeyError, TypeError) as error:
            raise CannotGoOn(f"{self.path} is no journal of a run ({error}); --overwrite begins again.") from None

    def remove(self) -> None:
        """Take the journal away, and what a save that was cut short left."""
        for path in (self.path, self.path + UNFINISHED):
            Path(path).unlink(missing_ok=True)


def same_config(state: State, config: Mapping[str, Any]) -> None:
    """CannotGoOn that names what differs, where the journal is of another command.

    >>> same_config(State({"fields": None}), {"fields": ["headline"]})
    Traceback (most recent call last):
    cleantext.batch.run.journal.CannotGoOn: The output was begun by another command: fields was null, now ["headline"].
    Repeat that command to go on, choose another output, or begin again with --overwrite.
    """
    names = sorted({*state.config, *config})
    differing = [
        f"{name} was {json.dumps(state.config.get(name))}, now {json.dumps(config.get(name))}"
        for name in names
        if state.config.get(name) != config.get(name)
    ]
    if differing:
        raise CannotGoOn(
            f"The output was begun by another command: {'; '.join(differing)}.\n"
            "Repeat that command to go on, choose another output, or begin again with --overwrite."
        )


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
