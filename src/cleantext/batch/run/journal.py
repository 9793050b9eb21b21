"""The outputs and the journal of a run: what is safely on disk, so that the same command resumes there."""

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

from cleantext.batch.outputs.finish import finish_output
from cleantext.batch.outputs.writing import (
    UNFINISHED,
    get_compressor,
    replace_file,
    report_write_errors,
    sync_folder,
)
from cleantext.batch.settings import SPOOLED, OutputFormat, OutputOptions, SourcePage
from cleantext.errors import CleantextError
from cleantext.patterns import pattern

#: The number of a page in the input, from 0, and the digest of the places of all pages up to it.
Position = tuple[int, str]
Stage = Literal["running", "read", "done"]

#: The format of journals; changes when older ones can no longer be read.
VERSION = 1
#: Ends the name of an output that is not complete.
PARTIAL = ".partial"
#: The names of Markdown files end in a digest of the page's id.
_MARKDOWN_NAME = pattern(r"(?:[a-z0-9-]{1,60}-)?[0-9a-f]{32}\.md")


class ResumeError(CleantextError):
    """The outputs, the journal or the inputs do not allow this command to resume; the message says what to do."""


class Checkpoint:
    """The pages that are done: all before ``upto``, and those of ``beyond``.

    ``chain`` is a digest of the places of all pages before ``upto``, by which another input is noticed.

    >>> pages = [SourcePage(name, "", file=name, offset=0) for name in ("a", "b", "c")]
    >>> checkpoint = Checkpoint()
    >>> positions = [position for position, _ in checkpoint.remaining(pages)]
    >>> checkpoint.mark_done(positions[0]), checkpoint.mark_done(positions[2])
    (None, None)
    >>> resumed = Checkpoint(checkpoint.upto, checkpoint.chain, checkpoint.beyond)
    >>> [page.id for _, page in resumed.remaining(pages)]
    ['b']
    """

    def __init__(self, upto: int = 0, chain: str = "", beyond: Iterable[int] = ()) -> None:
        self.upto = upto
        self.chain = chain
        # Done by an earlier run and not read again yet: their digests are unknown.
        self._unread = set(beyond)
        self._chains: dict[int, str] = {}

    @property
    def beyond(self) -> list[int]:
        """The pages after ``upto`` that are done."""
        return sorted(self._unread.union(self._chains))

    def remaining(self, pages: Iterable[SourcePage]) -> Iterator[tuple[Position, SourcePage]]:
        """The pages that are not done, each with its position; ResumeError if those that are done differ."""
        upto, expected = self.upto, self.chain
        read, chain = 0, ""
        for page in pages:
            chain = _digest("\0".join((chain, page.id, page.file, str(page.offset))))
            number, read = read, read + 1
            if read == upto and chain != expected:
                break
            if number in self._unread:
                self._unread.discard(number)
                self.mark_done((number, chain))
            elif number >= upto:
                yield (number, chain), page
        if read < upto or (read == upto and chain != expected) or self._unread:
            raise ResumeError("The inputs have changed since this output was begun; --overwrite begins it again.")

    def mark_done(self, position: Position) -> None:
        """Note that a page has its record."""
        number, chain = position
        self._chains[number] = chain
        while self.upto in self._chains:
            self.chain = self._chains.pop(self.upto)
            self.upto += 1


@dataclass(slots=True)
class State:
    """What is safely on disk: the pages that have their record (see :class:`Checkpoint`), and the size of each file.

    ``stage`` is "running", then "read" when all records are in the spools, then "done" when the outputs have their
    names. ``sizes`` are those of the spools, at the end those of the outputs.
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
    """The file that holds the :class:`State` of a run."""

    path: str

    def save(self, state: State) -> None:
        """Replace the journal; it is on disk when this returns."""
        text = json.dumps(asdict(state) | {"journal": VERSION})
        with report_write_errors(self.path), replace_file(self.path) as file:
            file.write(json.dumps({"digest": _digest(text), "state": text}).encode())

    def load(self) -> State | None:
        """The state, None without a journal; ResumeError if the journal is damaged."""
        with report_write_errors(self.path):
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
            raise ResumeError(f"{self.path} is not the journal of a run ({error}); --overwrite begins again.") from None

    def remove(self) -> None:
        """Delete the journal, and what an interrupted save has left."""
        for path in (self.path, self.path + UNFINISHED):
            Path(path).unlink(missing_ok=True)


def check_config(state: State, config: Mapping[str, Any]) -> None:
    """Raise a ResumeError that names the differences if the journal is that of another command.

    >>> check_config(State({"fields": None}), {"fields": ["headline"]})
    Traceback (most recent call last):
    cleantext.batch.run.journal.ResumeError: The output was begun by another command: fields was null, now ["headline"].
    Repeat that command to resume it, choose another output, or begin again with --overwrite.
    """
    differences = [
        f"{name} was {json.dumps(state.config.get(name))}, now {json.dumps(config.get(name))}"
        for name in sorted({*state.config, *config})
        if state.config.get(name) != config.get(name)
    ]
    if differences:
        raise ResumeError(
            f"The output was begun by another command: {'; '.join(differences)}.\n"
            "Repeat that command to resume it, choose another output, or begin again with --overwrite."
        )


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


class OutputFile:
    """One output of a run. ``path`` is its final name; until the end its records are in ``partial``."""

    def __init__(self, path: str, format: OutputFormat, options: OutputOptions) -> None:
        self.path = path
        self.partial = path.rstrip("/") + PARTIAL
        self.format = format
        #: The bytes that are safely in the partial file.
        self.size = 0
        self._options = options
        self._compress = get_compressor(format)
        self._lines: list[bytes] = []
        self._file: int | None = None

    def open(self, *, create: bool) -> None:
        """Open and lock the partial file, if it exists or ``create`` is given."""
        if not create and not os.path.lexists(self.partial):
            return
        with report_write_errors(self.partial):
            self._file = os.open(self.partial, os.O_RDWR | os.O_CLOEXEC | (os.O_CREAT if create else 0), 0o666)
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                if error.errno not in (errno.EWOULDBLOCK, errno.EAGAIN):
                    raise
                raise ResumeError(f"Another run is writing {self.partial}; wait for it, or end it.") from None

    def truncate(self, size: int) -> None:
        """Cut the partial file after ``size`` bytes: what follows was being written when a run ended."""
        assert self._file is not None
        found = os.fstat(self._file).st_size
        if found < size:
            raise ResumeError(
                f"{self.partial} was changed: it has {found} bytes and had {size} when a run left it. "
                "Begin again with --overwrite."
            )
        with report_write_errors(self.partial):
            os.ftruncate(self._file, size)
            os.lseek(self._file, size, os.SEEK_SET)
        self.size = size

    def add(self, line: bytes) -> None:
        """Keep a record for the next chunk."""
        self._lines.append(line)

    def flush(self) -> None:
        """Write the records that were added, and bring them to disk."""
        if self._lines:
            data = self._compress(b"".join(self._lines))
            self._write(data)
            self._lines.clear()
            self.size += len(data)

    def _write(self, data: bytes) -> None:
        assert self._file is not None
        left = memoryview(data)
        with report_write_errors(self.partial):
            while left:
                left = left[os.write(self._file, left) :]
            os.fsync(self._file)

    def finish(self, size: int) -> int:
        """Rename the partial file of ``size`` bytes, or make the output from it; the size of the output.

        If a run ends in the middle of this, the next one does the rest.
        """
        if not os.path.exists(self.partial):
            # It was renamed already; a spool is kept until the journal says that the run is done.
            if self.format in SPOOLED or self.finished_size() != size:
                raise ResumeError(f"{self.partial} is missing. Begin again with --overwrite.")
            return size
        with report_write_errors(self.path):
            if self.format in SPOOLED:
                finish_output(self.partial, self.path, self.format, self._options)
            else:
                os.replace(self.partial, self.path)
                sync_folder(os.path.dirname(self.path) or ".")
        return self.finished_size() or 0

    def remove_partial(self) -> None:
        """Delete the partial file if it exists."""
        Path(self.partial).unlink(missing_ok=True)

    def finished_size(self) -> int | None:
        """The size of the finished output, 0 for a folder; None without an output."""
        try:
            return 0 if os.path.isdir(self.path) else os.stat(self.path).st_size
        except OSError:
            return None

    def would_replace(self) -> bool:
        """Whether the output would replace something of the same name."""
        return bool(os.listdir(self.path)) if os.path.isdir(self.path) else os.path.lexists(self.path)

    def remove_pages(self) -> None:
        """Delete the pages of an earlier run from a Markdown folder; other outputs are replaced as a whole."""
        if self.format == "markdown" and os.path.isdir(self.path):
            for name in os.listdir(self.path):
                if _MARKDOWN_NAME.fullmatch(name):
                    os.unlink(os.path.join(self.path, name))

    def close(self) -> None:
        """Close and unlock the partial file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


class StandardOutput(OutputFile):
    """Records are written to standard output as they come; such a run cannot be resumed."""

    def open(self, *, create: bool) -> None:
        """It is open already."""

    def truncate(self, size: int) -> None:
        """What was written cannot be taken back."""

    def would_replace(self) -> bool:
        """Nothing is replaced."""
        return False

    def remove_partial(self) -> None:
        """There is no partial file."""

    def _write(self, data: bytes) -> None:
        with report_write_errors("standard output"):
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
