"""Files that appear whole or not at all, power cuts included."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import IO

#: Ends the name of a file that is not finished; a second run overwrites it.
UNFINISHED = ".tmp"


@contextlib.contextmanager
def replacing(path: str, *, sync: bool = True) -> Iterator[IO[bytes]]:
    """A file to write, which takes the place of ``path`` when all went well, and vanishes when not.

    With ``sync`` it lies on disk before it gets its name.

    >>> import tempfile
    >>> name = os.path.join(tempfile.mkdtemp(), "page.md")
    >>> with replacing(name) as file:
    ...     written, there = file.write(b"text"), os.path.exists(name)
    >>> there, os.listdir(os.path.dirname(name))
    (False, ['page.md'])
    """
    unfinished = path + UNFINISHED
    try:
        with open(unfinished, "wb") as file:
            yield file
            if not file.closed:
                file.flush()
                if sync:
                    os.fsync(file.fileno())
        os.replace(unfinished, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(unfinished)
        raise
    if sync:
        sync_folder(os.path.dirname(path) or ".")


def sync_folder(path: str) -> None:
    """Bring the names in a folder to disk, where the system lets folders be opened."""
    with contextlib.suppress(OSError):
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
