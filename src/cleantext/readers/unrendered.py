"""The article that only a page's metadata or state holds, as in single-page applications."""

from __future__ import annotations

from collections.abc import Sequence

from cleantext.patterns import pattern
from cleantext.readers.lines import Line

#: A declared text of fewer than 400 characters is a summary; a paragraph's first 40 tell whether it is shown.
MIN_UNRENDERED, OPENING = 400, 40
#: Declared texts leave out links and write other quotation marks: of 32 samples of 16 letters more than half must be
#: missing. On five public pages that the first test let through, nine tenths were there four times, and once nothing.
SAMPLES, LETTERS, MISSING = 32, 16, 0.5
_NO_LETTERS = pattern(r"[\W_]+")


def unrendered(declared: str, lines: Sequence[Line]) -> list[str]:
    """The paragraphs of a declared text, where the lines of the page do not show it.

    >>> unrendered("The wall held through the storm. " * 20, [])[0][:13]
    'The wall held'
    """
    paragraphs = [" ".join(text.split()) for text in declared.splitlines() if text.strip()]
    if sum(map(len, paragraphs)) < MIN_UNRENDERED:
        return []
    shown = {line.text[:OPENING] for line in lines}
    if any(text[:OPENING] in shown for text in paragraphs if len(text) >= OPENING):
        return []
    whole = _NO_LETTERS.sub("", "".join(line.text for line in lines))
    wanted = _NO_LETTERS.sub("", "".join(paragraphs))
    step = max(1, (len(wanted) - LETTERS) // SAMPLES)
    samples = [wanted[at : at + LETTERS] for at in range(0, max(1, len(wanted) - LETTERS), step)]
    return paragraphs if sum(one not in whole for one in samples) > MISSING * len(samples) else []
