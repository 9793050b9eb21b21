"""Errors of misuse. Odd input never raises: it is labelled."""

from __future__ import annotations

import importlib
from types import ModuleType


class CleantextError(Exception):
    """Base class of every error that cleantext raises on purpose."""


class PipelineError(CleantextError):
    """A pipeline was put together wrongly, or a step broke the rules of marking."""


class MissingExtraError(CleantextError, ImportError):
    """A library that an optional part of cleantext needs is not installed; the message names the extra."""

    def __init__(self, extra: str, library: str, purpose: str) -> None:
        """``library`` comes with ``extra``, and is needed to do what ``purpose`` says."""
        super().__init__(f"{library} is needed to {purpose}: pip install 'cleantext-ledger[{extra}]'")


class LedgerError(CleantextError):
    """The ledger does not account for the text; the message names the first place that differs."""


class ProfileError(CleantextError, ValueError):
    """A site profile is damaged, of another version, or of another site than the page; the message says which."""


class SelectorError(CleantextError, ValueError):
    """A CSS selector that cannot be read; the message names it."""


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
