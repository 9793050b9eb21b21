"""Compares what an article holds with its page character by character, whatever their order."""

from __future__ import annotations

from collections import Counter

from cleantext.errors import LedgerError
from cleantext.limits import Limits
from cleantext.readers import read_text_of
from cleantext.watch import Watch


def compare_letters(
    text: str, raw: str | bytes | bytearray | memoryview, content_type: str | None, limits: Limits
) -> None:
    """A LedgerError where ``text`` lacks characters of the HTML page ``raw``, or has others; white space aside.

    >>> from cleantext.limits import DEFAULT
    >>> compare_letters("held. The wall", "<p>The <b>wall</b> held.", None, DEFAULT)
    """
    from cleantext.readers.parsing import text_nodes

    page = read_text_of(raw, "text", content_type)
    expected = _letters("".join(text_nodes(page, Watch(limits))))
    found = _letters(text)
    if expected != found:
        missing, more = "".join((expected - found).elements())[:40], "".join((found - expected).elements())[:40]
        raise LedgerError(f"The text of the article is not that of the page: {missing!r} is missing, {more!r} is new.")


def _letters(text: str) -> Counter[str]:
    """The characters of a text without white space and the bars that the reader puts between cells."""
    return Counter("".join(text.replace("|", "").split()))
