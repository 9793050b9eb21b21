"""Files elsewhere (``s3://``, ``gs://``, ``memory://`` and the like), listed, opened and written through fsspec."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import IO, Any

from cleantext.errors import CleantextError, load_library
from cleantext.patterns import pattern

_ADDRESS = pattern(r"[a-z][a-z0-9+.-]{1,30}://", re.I)
#: Nothing is fetched from the web: pages come from crawlers.
_WEB = ("http://", "https://")


def is_remote(name: str) -> bool:
    """Whether a name is the address of a file elsewhere.

    >>> is_remote("s3://crawl/2024/*.warc.gz"), is_remote("crawl/a.warc.gz"), is_remote("https://ferry.example/")
    (True, False, False)
    """
    return _ADDRESS.match(name) is not None and not name.lower().startswith(_WEB)


def find_remote(name: str) -> tuple[Any, str]:
    """The file system of an address, and the path within it; CleantextError if there is no such file system."""
    fsspec = load_library("fsspec", f"open {name}", "remote")
    try:
        system, path = fsspec.core.url_to_fs(name)
    except (ValueError, ImportError) as error:
        # The library of this kind of store is missing, which the error names.
        raise CleantextError(f"{name}: {error}") from None
    return system, path


def list_remote(name: str) -> Iterator[str]:
    """The addresses of the files of an address: one file, all below a folder, or the matches of a glob, sorted.

    Hidden files below a folder are left out, as in folders on disk.
    """
    system, path = find_remote(name)
    if any(one in path for one in "*?["):
        found = [match for match in system.glob(path) if not system.isdir(match)]
    elif system.isdir(path):
        found = [one for one in system.find(path) if not _is_hidden(one[len(path) :])]
    else:
        found = [path]
    yield from sorted(system.unstrip_protocol(one) for one in found)


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))


def remote_exists(name: str) -> bool:
    """Whether there is a file or a folder at an address."""
    system, path = find_remote(name)
    return bool(system.exists(path))


def open_remote(name: str) -> IO[bytes]:
    """Open the file at an address for reading; OSError if it cannot be opened."""
    system, path = find_remote(name)
    file: IO[bytes] = system.open(path, "rb")
    return file


def describe_remote(name: str) -> tuple[int | None, str]:
    """The size of the file at an address in bytes, and what tells its versions apart; None and "" if nobody says."""
    system, path = find_remote(name)
    described = system.info(path)
    stamps = [str(described[key]) for key in ("ETag", "etag", "mtime", "LastModified", "created") if key in described]
    return described.get("size"), " ".join(stamps)


def local_path(name: str, folder: str) -> str:
    """Where the file for an address is made: in a folder, under the last part of its name; other names stay.

    >>> local_path("s3://crawl/2024/articles.jsonl", "spool"), local_path("articles.jsonl", "spool")
    ('spool/articles.jsonl', 'articles.jsonl')
    """
    return os.path.join(folder, name.rstrip("/").rpartition("/")[2]) if is_remote(name) else name


def upload(path: str, name: str) -> None:
    """Copy a file or a folder to an address; OSError if that fails."""
    system, target = find_remote(name)
    if os.path.isdir(path):
        system.makedirs(target, exist_ok=True)
        for one in sorted(os.listdir(path)):
            system.put_file(os.path.join(path, one), f"{target.rstrip('/')}/{one}")
    else:
        system.put_file(path, target)
