"""Whether a segment speaks of what the page speaks of, and whether it comes in a row of others of the same shape."""

from __future__ import annotations

from array import array

from cleantext.document import Document
from cleantext.marks import Field
from cleantext.scoring.columns import Columns
from cleantext.scoring.kin import numbered
from cleantext.scoring.lines import Lines
from cleantext.scoring.tokens import write_content_words

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython

#: Segments of fewer content words say too little.
FEWEST = 3
#: The lead: the first prose with this many words.
LEAD_WORDS = 80
#: Rows of teasers repeat after 2 to 5 segments; this many segments on either side are compared.
LAGS, WINDOW = 5, 10
_SAID = ("said before", "said after", "said in lead", "said nowhere else")
_AGAIN = tuple([f"shapes again after {lag}" for lag in range(1, LAGS + 1)])


def add_cohesion(document: Document, lines: Lines, columns: Columns) -> None:
    """Add the shares of a segment's content words that stand in headline and lead, before it, and after it."""
    count: cython.Py_ssize_t = columns.size
    fewest: cython.int = FEWEST
    openings: list[str] = lines.openings
    words: cython.float[::1] = lines.words
    prose: cython.float[::1] = lines.prose
    state: cython.int[::1] = lines.state
    suspected: cython.int[::1] = lines.suspected
    headlines = [segment.text.casefold() for segment, _ in document.claimed(Field.HEADLINE)[:1]]
    found: cython.ulonglong[::1] = array("Q", bytes(8 * (sum(map(len, openings)) + sum(map(len, headlines)) + 1)))
    ends: cython.int[::1] = array("i", bytes(4 * (count + 1)))
    at: cython.Py_ssize_t
    place: cython.Py_ssize_t
    size: cython.Py_ssize_t = 0
    for at in range(count):
        if (state[at] == 0 or suspected[at]) and words[at] >= fewest:
            size = write_content_words(openings[at], found, size)
        ends[at + 1] = size
    for text in headlines:
        size = write_content_words(text, found, size)
    said: cython.int[::1] = numbered(found, size)
    # Of each word: the first and the last line that has it, from 1, and whether headline or lead do.
    first: cython.int[::1] = array("i", bytes(4 * (size + 1)))
    last: cython.int[::1] = array("i", bytes(4 * (size + 1)))
    topic: cython.int[::1] = array("i", bytes(4 * (size + 1)))
    one: cython.int
    for place in range(ends[count], size):
        topic[said[place]] = 1
    for at in range(count):
        for place in range(ends[at], ends[at + 1]):
            one = said[place]
            if last[one] == at + 1:
                # A word counts once in a line.
                said[place] = -1
                continue
            if last[one] == 0:
                first[one] = at + 1
            last[one] = at + 1
    read: cython.double = 0
    enough: cython.double = LEAD_WORDS
    for at in range(count):
        if prose[at] and state[at] == 0 and read < enough:
            read += words[at]
            for place in range(ends[at], ends[at + 1]):
                if said[place] >= 0:
                    topic[said[place]] = 1
    _write_shares(said, ends, first, last, topic, columns)


def _write_shares(
    said: cython.int[::1],
    ends: cython.int[::1],
    first: cython.int[::1],
    last: cython.int[::1],
    topic: cython.int[::1],
    columns: Columns,
) -> None:
    """Write the four columns; -1 where a line has too few words."""
    count: cython.Py_ssize_t = columns.size
    column: cython.Py_ssize_t = columns.take(_SAID)
    cells: cython.float[::1] = columns.cells
    fewest: cython.int = FEWEST
    before: cython.int
    after: cython.int
    led: cython.int
    alone: cython.int
    one: cython.int
    size: cython.double
    at: cython.Py_ssize_t
    place: cython.Py_ssize_t
    for at in range(column, column + 4 * count):
        cells[at] = -1
    for at in range(count):
        size = before = after = led = alone = 0
        for place in range(ends[at], ends[at + 1]):
            one = said[place]
            if one >= 0:
                size += 1
                before += first[one] <= at
                after += last[one] > at + 1
                led += topic[one]
                alone += first[one] == last[one]
        if size >= fewest:
            cells[column + at] = before / size
            cells[column + count + at] = after / size
            cells[column + 2 * count + at] = led / size
            cells[column + 3 * count + at] = alone / size


def add_shapes(lines: Lines, linked: array[float] | None, columns: Columns) -> None:
    """Add how often the shapes of the segments around a segment come again after 1 to 5 segments."""
    count: cython.Py_ssize_t = columns.size
    shape: cython.int[::1] = array("i", bytes(4 * count))
    words: cython.float[::1] = lines.words
    ends: cython.float[::1] = lines.ends
    heading: cython.float[::1] = lines.heading
    gap: cython.float[::1] = lines.gap
    links: cython.float[::1] = linked if linked is not None else array("f", bytes(4 * count))
    at: cython.Py_ssize_t
    lag: cython.Py_ssize_t
    length: cython.int
    size: cython.int
    for at in range(count):
        length = int(words[at]) + 1
        size = 0
        while size < 5 and length >= 2:
            length >>= 1
            size += 1
        shape[at] = size + 8 * (ends[at] > 0) + 16 * (heading[at] > 0) + 32 * (gap[at] > 0) + 64 * (links[at] > 0.5)
    column: cython.Py_ssize_t = columns.take(_AGAIN)
    cells: cython.float[::1] = columns.cells
    sums: cython.int[::1] = array("i", bytes(4 * (count + 1)))
    for lag in range(1, LAGS + 1):
        _write_repeats(shape, lag, sums, cells, column)
        column += count


def _write_repeats(
    shape: cython.int[::1],
    lag: cython.Py_ssize_t,
    sums: cython.int[::1],
    cells: cython.float[::1],
    column: cython.Py_ssize_t,
) -> None:
    """Write which share of the segments around each one has the shape of the segment ``lag`` further down."""
    count: cython.Py_ssize_t = len(shape)
    window: cython.Py_ssize_t = WINDOW
    at: cython.Py_ssize_t
    low: cython.Py_ssize_t
    high: cython.Py_ssize_t
    repeats: cython.double
    for at in range(count):
        sums[at + 1] = sums[at] + (at + lag < count and shape[at + lag] == shape[at])
    for at in range(count):
        low = max(at - window, 0)
        high = min(at + window + 1, count)
        repeats = sums[high] - sums[low]
        cells[column + at] = repeats / max(high - low, 1)
