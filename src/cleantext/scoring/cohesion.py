"""Whether a segment speaks of what the page speaks of, and whether it comes in a row of others of the same shape."""

from __future__ import annotations

import re

import numpy as np

from cleantext.document import Document
from cleantext.marks import Field
from cleantext.scoring.columns import Columns, Floats
from cleantext.scoring.lines import Lines

#: Words that tell what a text speaks of: of four letters or more, or two characters of a script without spaces.
_CONTENT = re.compile(r"[\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff]{3}|[\u3040-\u30ff\u3400-\u9fff]{2}|[^\W\d_]{4,}")
#: The first characters of a segment are read for them.
READ = 400
#: Segments of fewer content words say too little.
FEWEST = 3
#: The lead: the first prose with this many words.
LEAD_WORDS = 80
#: Rows of teasers repeat after 2 to 5 segments; this many segments on either side are compared.
LAGS, WINDOW = (1, 2, 3, 4, 5), 10


def add_cohesion(document: Document, lines: Lines, columns: Columns) -> None:
    """Add the shares of a segment's content words that stand in headline and lead, before it, and after it."""
    count = columns.size
    wanted = np.flatnonzero(lines.undecided & (lines.words >= FEWEST)).tolist()
    texts = [set(_CONTENT.findall(document.segments[index].text[:READ].casefold())) for index in wanted]
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for index, words in zip(wanted, texts, strict=True):
        for word in words:
            first.setdefault(word, index)
            last[word] = index
    topic = _topic(document, lines, wanted, texts)
    rows = np.full((4, count), -1, dtype=np.float32)
    for index, words in zip(wanted, texts, strict=True):
        if len(words) >= FEWEST:
            size = len(words)
            rows[0, index] = sum(first[word] < index for word in words) / size
            rows[1, index] = sum(last[word] > index for word in words) / size
            rows[2, index] = len(words & topic) / size
            rows[3, index] = sum(first[word] == index == last[word] for word in words) / size
    columns.add_block(["said before", "said after", "said in lead", "said nowhere else"], rows)


def _topic(document: Document, lines: Lines, wanted: list[int], texts: list[set[str]]) -> set[str]:
    """The content words of the headline and the lead."""
    topic: set[str] = set()
    for segment, _ in document.claimed(Field.HEADLINE)[:1]:
        topic.update(_CONTENT.findall(segment.text.casefold()))
    read = 0.0
    for index, words in zip(wanted, texts, strict=True):
        if lines.prose[index] and lines.open[index]:
            topic |= words
            read += float(lines.words[index])
            if read >= LEAD_WORDS:
                break
    return topic


def add_shapes(lines: Lines, linked: Floats | None, columns: Columns) -> None:
    """Add how often the shapes of the segments around a segment come again after 1 to 5 segments."""
    count = columns.size
    shape = (
        np.minimum(np.log2(lines.words + 1), 5).astype(np.int64)
        + 8 * lines.ends
        + 16 * (lines.heading > 0)
        + 32 * (lines.gap > 0)
        + (0 if linked is None else 64 * (linked > 0.5).astype(np.int64))
    )
    here = np.arange(count)
    low, high = np.maximum(here - WINDOW, 0), np.minimum(here + WINDOW + 1, count)
    for lag in LAGS:
        same = np.zeros(count + 1)
        if count > lag:
            same[1 : count - lag + 1] = shape[lag:] == shape[:-lag]
        sums = np.cumsum(same)
        columns.add(f"shapes again after {lag}", (sums[high] - sums[low]) / np.maximum(high - low, 1))
