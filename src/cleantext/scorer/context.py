# cython: infer_types=True
"""What stands around a segment and where on the page it is: neighbours, sums over stretches, distances, page totals."""

from __future__ import annotations

import math
from array import array

from cleantext.document import Document
from cleantext.scorer.columns import (
    FAR,
    Columns,
    add_between,
    add_distances,
    add_nearest,
    add_neighbours,
    add_stretches,
)
from cleantext.scorer.line_features import STATES, Lines, add_cohesion, add_shapes

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython


#: A line of at least 8 words is likely the article's where its wording alone says so above 0.5; one of at least 4
#: words is likely not where its wording says so below 0.2.
LIKELY_WORDS, LIKELY = 8, 0.5
UNLIKELY_WORDS, UNLIKELY = 4, 0.2
#: States from 1 to 8 are those of removed lines.
_REMOVED = 8
_NEAR_NAMES = ("words", "prose", "ends", "state", "heading", "capitalised", "gap", "known")
_FAR_NAMES = (
    *("prose words", "open words", "open short", "open prose", "removed", "comments", "related", "outside", "head"),
    *("suspected words", "suspected prose", "long unended"),
)
_OPEN_PROSE, _REMOVED_ONES = _FAR_NAMES.index("open prose"), _FAR_NAMES.index("removed")


def add_context(document: Document, lines: Lines, columns: Columns, linked: array[float] | None) -> None:
    """Add all columns of the surroundings; ``linked`` is the share of characters in links, None for a text."""
    count: cython.Py_ssize_t = columns.size
    near = [array("f", [math.log1p(one) for one in lines.words]), lines.prose, lines.ends, array("f", lines.state)]
    near += [lines.heading, lines.upper, lines.gap, lines.hit]
    names: tuple[str, ...] = _FAR_NAMES
    if linked is None:
        add_neighbours(_NEAR_NAMES, near, columns)
    else:
        add_neighbours((*_NEAR_NAMES, "linked"), [*near, linked], columns)
        names = (*_FAR_NAMES, "linked words")
    far = array("f", bytes(4 * count * len(names)))
    _read_far(lines, linked, far)
    add_stretches(names, far, columns)
    _add_prose_around(lines, *add_nearest("prose", far, _OPEN_PROSE * count, columns), columns)
    add_nearest("removed", far, _REMOVED_ONES * count, columns)
    add_nearest("heading", lines.heading, 0, columns)
    add_nearest("gap", lines.gap, 0, columns)
    if lines.worded is not None:
        _add_worded(lines, lines.worded, columns)
    add_shapes(lines, linked, columns)
    add_cohesion(document, lines, columns)
    _add_places(lines, columns)
    _add_page(lines, far, columns)


def _add_page(lines: Lines, far: cython.float[::1], columns: Columns) -> None:
    """Add the totals and shares of the page as a whole."""
    count: cython.Py_ssize_t = columns.size
    size: cython.double = count
    state: cython.int[::1] = lines.state
    states: cython.int[::1] = array("i", bytes(4 * (len(STATES) + 1)))
    prose_words: cython.double = 0
    total: cython.double = 0
    prose: cython.double = 0
    for at in range(count):
        prose_words += far[at]
        total += far[count + at]
        prose += far[3 * count + at]
        states[state[at]] += 1
    total = max(total, 1)
    columns.add_page(
        {
            "page segments": math.log1p(count),
            "page words": math.log1p(total),
            "page prose share": prose_words / total,
            "page prose": prose,
            "page prose length": prose_words / max(1, prose),
            "page open": states[0] / size,
            "page suspected": sum(lines.suspected) / size,
            **{f"page {name}": states[number] / size for number, name in enumerate(STATES, 1)},
        }
    )


def _read_far(lines: Lines, shares: array[float] | None, far: cython.float[::1]) -> None:
    """Fill the columns that are summed over stretches, in the order of their names."""
    words: cython.float[::1] = lines.words
    prose: cython.float[::1] = lines.prose
    ends: cython.float[::1] = lines.ends
    state: cython.int[::1] = lines.state
    suspected: cython.int[::1] = lines.suspected
    count: cython.Py_ssize_t = len(words)
    linked: cython.float[::1] = shares if shares is not None else array("f", bytes(4 * count))
    has_links: cython.bint = shares is not None
    removed: cython.int = _REMOVED
    for at in range(count):
        if state[at] == 0:
            far[count + at] = words[at]
            far[2 * count + at] = prose[at] == 0
            if linked[at] < 0.5:
                far[at] = words[at] * prose[at]
                far[3 * count + at] = prose[at]
            far[11 * count + at] = ends[at] == 0 and words[at] >= 4
        else:
            far[4 * count + at] = state[at] <= removed
            far[5 * count + at] = state[at] == 3
            far[6 * count + at] = state[at] == 4
            far[7 * count + at] = state[at] == 5
            far[8 * count + at] = state[at] == 9
            if suspected[at]:
                far[9 * count + at] = words[at]
                far[10 * count + at] = prose[at]
        if has_links:
            far[12 * count + at] = words[at] * linked[at]


def _add_prose_around(lines: Lines, before: cython.int[::1], after: cython.int[::1], columns: Columns) -> None:
    """Add how long the prose before and after each segment is, and how many segments stand between."""
    count: cython.Py_ssize_t = columns.size
    words: cython.float[::1] = lines.words
    place: cython.Py_ssize_t = columns.take(("length of prose before", "length of prose after"))
    cells: cython.float[::1] = columns.cells
    for at in range(count):
        if before[at] >= 0:
            cells[place + at] = words[before[at]]
        if after[at] < count:
            cells[place + count + at] = words[after[at]]
    add_between("prose", before, after, columns)


def _add_worded(lines: Lines, given: array[float], columns: Columns) -> None:
    """Add how likely the lines around are by their wording, and where the first and last likely ones are."""
    at: cython.Py_ssize_t
    count: cython.Py_ssize_t = columns.size
    rows = array("f", bytes(4 * 4 * count))
    # Likely and unlikely words, and the lines that are likely, or unlikely, the article's.
    cells: cython.float[::1] = rows
    words: cython.float[::1] = lines.words
    worded: cython.float[::1] = given
    state: cython.int[::1] = lines.state
    suspected: cython.int[::1] = lines.suspected
    likely: cython.double = LIKELY
    unlikely: cython.double = UNLIKELY
    likely_words: cython.float = LIKELY_WORDS
    unlikely_words: cython.float = UNLIKELY_WORDS
    far: cython.float = FAR
    heavy: cython.float
    doubt: cython.float
    share: cython.double
    sure: cython.double = 0
    total: cython.double = 0
    expected: cython.double = 0
    first: cython.Py_ssize_t = -1
    last: cython.Py_ssize_t = -1
    for at in range(count):
        share = worded[at]
        if state[at] == 0 or suspected[at]:
            heavy = min(words[at], far)
            doubt = 1 - share
            cells[at] = heavy * worded[at]
            cells[count + at] = heavy * doubt
            cells[3 * count + at] = share < unlikely and words[at] >= unlikely_words
            sure += (share - 0.5) * (share - 0.5) * heavy
            total += heavy
            expected += cells[at]
        if share > likely and words[at] >= likely_words:
            cells[2 * count + at] = 1
            first = at if first < 0 else first
            last = at
    total = max(total, 1)
    add_neighbours(("worded",), [given], columns)
    add_stretches(("likely words", "unlikely words"), rows[: 2 * count], columns)
    columns.add_page(
        {
            "page likely words": math.log1p(expected),
            "page likely share": expected / total,
            "page sure": sure / total,
        }
    )
    add_between("likely", *add_nearest("likely", cells, 2 * count, columns), columns)
    add_between("unlikely", *add_nearest("unlikely", cells, 3 * count, columns), columns)
    add_distances("from first likely", first, columns)
    add_distances("from last likely", last, columns)


def _add_places(lines: Lines, columns: Columns) -> None:
    """Add where a segment stands on the page."""
    count: cython.Py_ssize_t = columns.size
    place: cython.Py_ssize_t = columns.take(("place", "place from start", "place from end", "place by words"))
    cells: cython.float[::1] = columns.cells
    words: cython.float[::1] = lines.words
    state: cython.int[::1] = lines.state
    read: cython.double = 0
    size: cython.double = count
    for at in range(count):
        if state[at] == 0:
            read += words[at]
        cells[place + at] = at / size
        cells[place + count + at] = at
        cells[place + 2 * count + at] = count - at
        cells[place + 3 * count + at] = read
    if read > 1:
        for at in range(count):
            cells[place + 3 * count + at] /= read
