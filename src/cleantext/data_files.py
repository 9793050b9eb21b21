"""Reads the files that ship with the library, from a folder or an archive."""

from __future__ import annotations

import os
from typing import Any

import cleantext


def read_data(name: str) -> bytes:
    """The bytes of a file of the package; OSError where it is missing.

    >>> read_data("data/embeds.json")[:1]
    b'{'
    """
    # importlib.resources does the same, and takes a tenth of the time of a first page to load.
    loader: Any = cleantext.__spec__.loader
    data: bytes = loader.get_data(os.path.join(*cleantext.__path__, *name.split("/")))
    return data
