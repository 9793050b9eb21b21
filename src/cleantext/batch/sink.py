"""A file that a run appends to, chunk by chunk, each on disk before the journal speaks of it."""

from __future__ import annotations

import errno
import fcntl
import os
import sys
from pathlib import Path

from cleantext.batch.journal import CannotGoOn
from cleantext.batch.outputs import SPOOLED, OutputFormat, OutputOptions, encoder_for, finish
from cleantext.batch.outputs.atomic import sync_folder
from cleantext.errors import CleantextError
from cleantext.patterns import pattern

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
