"""Errors of misuse. Odd input never raises: it is labelled."""

from __future__ import annotations


class CleantextError(Exception):
    """Base class of every error that cleantext raises on purpose."""


class PipelineError(CleantextError):
    """A pipeline was put together wrongly, or a step broke the rules of marking."""


class LedgerError(CleantextError):
    """The ledger does not account for the text; the message names the first place that differs."""
