"""Whether a segment speaks of what the page speaks of, and whether it comes in a row of others of the same shape."""

from __future__ import annotations

import math
from array import array

from cleantext.document import Document
from cleantext.marks import Field
from cleantext.scoring.columns import Columns
from cleantext.scoring.lines import Lines
from cleantext.scoring.tokens import content_words

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython

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
    segments = document.segments
    words, state, suspected = lines.words, lines.state, lines.suspected
    wanted = [at for at in range(count) if (state[at] == 0 or suspected[at]) and words[at] >= FEWEST]
    texts = [content_words(segments[at].text[:READ].casefold()) for at in wanted]
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for at, own in zip(wanted, texts, strict=True):
        for word in own:
            if word not in first:
                first[word] = at
            last[word] = at
    topic = _topic(document, lines, wanted, texts)
    block = columns.take(("said before", "said after", "said in lead", "said nowhere else"))
    block[:] = array("f", [-1.0]) * (4 * count)
    for at, own in zip(wanted, texts, strict=True):
        if len(own) >= FEWEST:
            _write_shares(own, first, last, topic, at, count, block)


def _write_shares(
    own: set[str],
    first: dict[str, int],
    last: dict[str, int],
    topic: set[str],
    at: cython.Py_ssize_t,
    count: cython.Py_ssize_t,
    block: cython.float[::1],
) -> None:
    size: cython.double = len(own)
    before: cython.int = 0
    after: cython.int = 0
    led: cython.int = 0
    alone: cython.int = 0
    one: cython.Py_ssize_t
    other: cython.Py_ssize_t
    for word in own:
        one = first[word]
        other = last[word]
        before += one < at
        after += other > at
        alone += one == other
        led += word in topic
    block[at] = before / size
    block[count + at] = after / size
    block[2 * count + at] = led / size
    block[3 * count + at] = alone / size


def _topic(document: Document, lines: Lines, wanted: list[int], texts: list[set[str]]) -> set[str]:
    """The content words of the headline and the lead."""
    topic: set[str] = set()
    for segment, _ in document.claimed(Field.HEADLINE)[:1]:
        topic |= content_words(segment.text.casefold())
    read = 0.0
    for index, words in zip(wanted, texts, strict=True):
        if lines.prose[index] and lines.state[index] == 0:
            topic |= words
            read += lines.words[index]
            if read >= LEAD_WORDS:
                break
    return topic


def add_shapes(lines: Lines, linked: array[float] | None, columns: Columns) -> None:
    """Add how often the shapes of the segments around a segment come again after 1 to 5 segments."""
    count = columns.size
    shape = array("i", bytes(4 * count))
    for at, (words, ends, heading, gap) in enumerate(
        zip(lines.words, lines.ends, lines.heading, lines.gap, strict=True)
    ):
        shape[at] = int(min(math.log2(words + 1), 5)) + 8 * (ends > 0) + 16 * (heading > 0) + 32 * (gap > 0)
        if linked is not None and linked[at] > 0.5:
            shape[at] += 64
    block = columns.take([f"shapes again after {lag}" for lag in LAGS])
    for number, lag in enumerate(LAGS):
        _write_repeats(shape, lag, block, number * count)


def _write_repeats(
    shape: cython.int[::1], lag: cython.Py_ssize_t, block: cython.float[::1], start: cython.Py_ssize_t
) -> None:
    """Write which share of the segments around each one has the shape of the segment ``lag`` further down."""
    count: cython.Py_ssize_t = len(shape)
    sums: cython.int[::1] = array("i", bytes(4 * (count + 1)))
    at: cython.Py_ssize_t
    low: cython.Py_ssize_t
    high: cython.Py_ssize_t
    repeats: cython.double
    for at in range(count):
        sums[at + 1] = sums[at] + (at + lag < count and shape[at + lag] == shape[at])
    for at in range(count):
        low = max(at - WINDOW, 0)
        high = min(at + WINDOW + 1, count)
        repeats = sums[high] - sums[low]
        block[start + at] = repeats / max(high - low, 1)
