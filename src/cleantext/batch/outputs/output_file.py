"""The outputs of a run while they grow: what is safely in a partial file, and how it becomes the output."""

from __future__ import annotations

import errno
import fcntl
import os
import sys
import zlib
from pathlib import Path

from cleantext.batch.inputs.remote import is_remote, local_path, remote_exists, upload
from cleantext.batch.outputs.finish import finish_output
from cleantext.batch.outputs.writing import ResumeError, get_compressor, report_write_errors, sync_folder
from cleantext.batch.settings import SPOOLED, OutputFormat, OutputOptions
from cleantext.patterns import pattern

#: Ends the name of an output that is not complete, and of a finished table while a longer one is made from it.
PARTIAL, BEFORE = ".partial", ".before"
#: Files are checked in pieces of 1 MiB.
PIECE = 1 << 20
#: The names of Markdown files end in a digest of the page's id.
_MARKDOWN_NAME = pattern(r"(?:[a-z0-9-]{1,60}-)?[0-9a-f]{32}\.md")


class OutputFile:
    """One output of a run. ``path`` is its final name; until the end its records are in ``partial``.

    An output for another store (``s3://``) is made in the folder ``spool``, and copied to its ``address`` at the end.
    """

    def __init__(self, address: str, format: OutputFormat, options: OutputOptions, spool: str = ".") -> None:
        self.address = address
        self.path = path = local_path(address, spool)
        self.partial = path.rstrip("/") + PARTIAL
        self.before = path.rstrip("/") + BEFORE
        self.format = format
        #: The bytes that are safely in the partial file, and their checksum.
        self.size = self.sum = 0
        self._options = options
        self._compress = get_compressor(format)
        self._lines: list[bytes] = []
        self._file: int | None = None

    def open(self, *, create: bool) -> None:
        """Open and lock the partial file, if it exists or ``create`` is given."""
        # What an earlier run has left may be open, though it is deleted.
        self.close()
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

    @property
    def is_open(self) -> bool:
        """Whether the partial file is open."""
        return self._file is not None

    def truncate(self, size: int, checksum: int = 0) -> None:
        """Cut the partial file after ``size`` bytes: what follows was being written when a run ended.

        ResumeError if the others are not those that were written.
        """
        assert self._file is not None
        found = os.fstat(self._file).st_size
        if found < size:
            raise ResumeError(
                f"{self.partial} was changed: it has {found} bytes and had {size} when a run left it. "
                "Begin again with --overwrite."
            )
        with report_write_errors(self.partial):
            if self._sum_file(size) != checksum:
                raise ResumeError(
                    f"{self.partial} was changed: its first {size} bytes are not those that a run wrote. "
                    "Put back the file, or begin again with --overwrite."
                )
            os.ftruncate(self._file, size)
            os.lseek(self._file, size, os.SEEK_SET)
        self.size, self.sum = size, checksum

    def _sum_file(self, size: int) -> int:
        """The checksum of the first bytes of the partial file."""
        assert self._file is not None
        checksum = 0
        os.lseek(self._file, 0, os.SEEK_SET)
        while size > 0 and (piece := os.read(self._file, min(size, PIECE))):
            checksum = zlib.crc32(piece, checksum)
            size -= len(piece)
        return checksum

    def take_back(self) -> None:
        """Make the finished output the partial file again; a table is kept beside, and Markdown only gets new files.

        Nothing happens the second time.
        """
        kept = self.before if self.format in SPOOLED else self.partial
        if self.format != "markdown" and not os.path.lexists(kept) and os.path.lexists(self.path):
            with report_write_errors(kept):
                os.replace(self.path, kept)

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
            self.sum = zlib.crc32(data, self.sum)

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
        size = self._finish(size)
        if is_remote(self.address):
            with report_write_errors(self.address):
                upload(self.path, self.address)
        return size

    def _finish(self, size: int) -> int:
        if not os.path.exists(self.partial):
            # It was renamed already; a spool is kept until the journal says that the run is done.
            if self.format in SPOOLED or self.finished_size() != size:
                raise ResumeError(f"{self.partial} is missing. Begin again with --overwrite.")
            return size
        with report_write_errors(self.path):
            if self.format in SPOOLED:
                before = self.before if os.path.lexists(self.before) else None
                finish_output(self.partial, self.path, self.format, self._options, before)
            else:
                os.replace(self.partial, self.path)
                sync_folder(os.path.dirname(self.path) or ".")
        return self.finished_size() or 0

    def remove_partial(self) -> None:
        """Delete the partial file and the table of before if they exist."""
        for path in (self.partial, self.before):
            Path(path).unlink(missing_ok=True)

    def finished_size(self) -> int | None:
        """The size of the finished output, 0 for a folder; None without an output."""
        try:
            return 0 if os.path.isdir(self.path) else os.stat(self.path).st_size
        except OSError:
            return None

    def would_replace(self) -> bool:
        """Whether the output would replace something of the same name."""
        if os.path.isdir(self.path):
            return bool(os.listdir(self.path))
        if is_remote(self.address) and remote_exists(self.address):
            return True
        return os.path.lexists(self.path) or os.path.lexists(self.before)

    def remove_pages(self) -> None:
        """Delete the pages of an earlier run from a Markdown folder; other outputs are replaced as a whole."""
        Path(self.before).unlink(missing_ok=True)
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

    def truncate(self, size: int, checksum: int = 0) -> None:
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
