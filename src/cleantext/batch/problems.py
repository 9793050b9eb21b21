"""Errors of misuse that batches raise; what is odd in the data becomes a record instead."""

from __future__ import annotations

import importlib
from types import ModuleType

from cleantext.errors import CleantextError


class MissingLibrary(CleantextError):
    """A format needs a library of the extra ``batch`` that is not installed."""


def library(name: str, purpose: str) -> ModuleType:
    """The module of that name, or a MissingLibrary that says what it is for and how to get it.

    >>> library("json", "reads JSON").__name__
    'json'
    """
    try:
        return importlib.import_module(name)
    except ImportError:
        package = name.partition(".")[0]
        way_out = "pip install 'cleantext-ledger[batch]'"
        raise MissingLibrary(f"{package} {purpose}, but it is not installed: {way_out}") from None
