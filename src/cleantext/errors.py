"""Errors of misuse. Odd input never raises: it is labelled."""

from __future__ import annotations

import importlib
from types import ModuleType


class CleantextError(Exception):
    """Base class of every error that cleantext raises on purpose."""


class PipelineError(CleantextError):
    """A pipeline was put together wrongly, or a step broke the rules of marking."""


class MissingExtraError(CleantextError, ImportError):
    """A library of an optional part of cleantext is not installed; the message names the extra to install."""

    def __init__(self, extra: str, library: str, purpose: str) -> None:
        """``library`` comes with ``extra``, and is needed to do what ``purpose`` says."""
        super().__init__(f"{library} is needed to {purpose}: pip install 'cleantext-ledger[{extra}]'")


class LedgerError(CleantextError):
    """The ledger does not account for the text; the message names the first place that differs."""


class ProfileError(CleantextError, ValueError):
    """A site profile is damaged, of another version, or of another site than the page; the message says which."""


class SelectorError(CleantextError, ValueError):
    """A CSS selector that cannot be read; the message names it."""


def load_library(name: str, purpose: str, extra: str = "batch") -> ModuleType:
    """Import a module that an extra installs; MissingExtraError says what it is needed for.

    >>> load_library("json", "read JSON").__name__
    'json'
    """
    try:
        return importlib.import_module(name)
    except ImportError:
        raise MissingExtraError(extra, name.partition(".")[0], purpose) from None
