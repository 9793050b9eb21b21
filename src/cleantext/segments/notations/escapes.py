r"""Escapes of Markdown: what a tool writes before marks that mean nothing, ``1\. Rope``, ``snake\_case``."""

from __future__ import annotations

import re

from cleantext.patterns import pattern
from cleantext.segments.notations.draft import Draft

_HEADING = pattern(r"^#{1,6} \S", re.M)
# No brackets: formulas stand between escaped ones.
_ESCAPED = pattern(r"^((?:#{1,6} |> )?\d{1,4})\\(?=[.)] )|^\\(?=[-+#>])|\\(?=[_*`])")


def read_escapes(draft: Draft) -> None:
    """Take the backslash of escapes out of the text of lines, where other marks of Markdown are there."""
    text = draft.text
    if "\\" in text and ("](" in text or "\n[" in text or _HEADING.search(text) is not None):
        draft.escaped = True


def without_escapes(text: str) -> str:
    r"""The text without the backslashes of escapes.

    >>> without_escapes(r"1\. Rope for snake\_case"), without_escapes(r"\[ P = \frac{1}{2} \]")
    ('1. Rope for snake_case', '\\[ P = \\frac{1}{2} \\]')
    """
    return _ESCAPED.sub(r"\1", text)
