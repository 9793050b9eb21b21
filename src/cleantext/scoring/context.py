"""What stands around a segment and where on the page it is: neighbours, sums over stretches, distances, page totals."""

from __future__ import annotations

import math
from array import array

from cleantext.document import Document
from cleantext.scoring.cohesion import add_cohesion, add_shapes
from cleantext.scoring.columns import Columns
from cleantext.scoring.lines import STATES, Lines

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython

#: Neighbours are looked at one by one up to 3 segments away, and summed over stretches of 2 to 40 on either side.
NEAR = 3
STRETCHES = (2, 5, 15, 40)
#: Distances are cut here, and so are the words of a line where they weigh its wording.
FAR = 60
#: A line of at least 8 words is likely the article's where its wording alone says so above 0.5; one of at least 4
#: words is likely not where its wording says so below 0.2.
LIKELY_WORDS, LIKELY = 8, 0.5
UNLIKELY_WORDS, UNLIKELY = 4, 0.2
#: States from 1 to 8 are those of removed lines.
_REMOVED = 8
_FAR_NAMES = (
    *("prose words", "open words", "open short", "open prose", "removed", "comments", "related", "outside", "head"),
    *("suspected words", "suspected prose", "long unended"),
)


def add_context(document: Document, lines: Lines, columns: Columns, linked: array[float] | None) -> None:
    """Add all columns of the surroundings; ``linked`` is the share of characters in links, None for a text."""
    count: cython.Py_ssize_t = columns.size
    near = {
        "words": array("f", [math.log1p(one) for one in lines.words]),
        "prose": lines.prose,
        "ends": lines.ends,
        "state": array("f", lines.state),
        "heading": lines.heading,
        "capitalised": lines.upper,
        "gap": lines.gap,
        "known": lines.hit,
    }
    if linked is not None:
        near["linked"] = linked
    add_neighbours(near, columns)
    far = {name: array("f", bytes(4 * count)) for name in _FAR_NAMES}
    _read_far(lines, linked if linked is not None else far["head"], list(far.values()))
    if linked is not None:
        far["linked words"] = array("f", [one * share for one, share in zip(lines.words, linked, strict=True)])
    _add_stretches(far, columns)
    _add_distances(lines, far["open prose"], far["removed"], columns)
    if lines.worded is not None:
        _add_worded(lines, lines.worded, columns)
    add_shapes(lines, linked, columns)
    add_cohesion(document, lines, columns)
    _add_places(lines, columns)
    total = max(sum(far["open words"]), 1)
    prose, prose_words = sum(far["open prose"]), sum(far["prose words"])
    columns.add_page(
        {
            "page segments": math.log1p(count),
            "page words": math.log1p(total),
            "page prose share": prose_words / total,
            "page prose": prose,
            "page prose length": prose_words / max(1, prose),
            "page open": lines.state.count(0) / count,
            "page suspected": sum(lines.suspected) / count,
            **{f"page {name}": lines.state.count(number) / count for number, name in enumerate(STATES, 1)},
        }
    )


def _read_far(lines: Lines, shares: array[float], far: list[array[float]]) -> None:
    """Fill the columns that are summed over stretches, in the order of their names."""
    words: cython.float[::1] = lines.words
    prose: cython.float[::1] = lines.prose
    ends: cython.float[::1] = lines.ends
    state: cython.int[::1] = lines.state
    suspected: cython.int[::1] = lines.suspected
    linked: cython.float[::1] = shares
    prose_words: cython.float[::1] = far[0]
    open_words: cython.float[::1] = far[1]
    open_short: cython.float[::1] = far[2]
    open_prose: cython.float[::1] = far[3]
    removed: cython.float[::1] = far[4]
    comments: cython.float[::1] = far[5]
    related: cython.float[::1] = far[6]
    outside: cython.float[::1] = far[7]
    head: cython.float[::1] = far[8]
    suspected_words: cython.float[::1] = far[9]
    suspected_prose: cython.float[::1] = far[10]
    unended: cython.float[::1] = far[11]
    at: cython.Py_ssize_t
    for at in range(len(lines.words)):
        if state[at] == 0:
            open_words[at] = words[at]
            open_short[at] = prose[at] == 0
            if linked[at] < 0.5:
                open_prose[at] = prose[at]
                prose_words[at] = words[at] * prose[at]
            unended[at] = ends[at] == 0 and words[at] >= 4
        else:
            removed[at] = state[at] <= _REMOVED
            comments[at] = state[at] == 3
            related[at] = state[at] == 4
            outside[at] = state[at] == 5
            head[at] = state[at] == 9
            if suspected[at]:
                suspected_words[at] = words[at]
                suspected_prose[at] = prose[at]


def add_neighbours(values: dict[str, array[float]], columns: Columns) -> None:
    """Add the values of the neighbours; beyond the ends of the page they are -1."""
    count = columns.size
    beyond = array("f", [-1.0]) * NEAR
    padded = [beyond + row + beyond for row in values.values()]
    for shift in range(-NEAR, NEAR + 1):
        if shift:
            block = columns.take([f"{name} at {shift:+d}" for name in values])
            for index, row in enumerate(padded):
                block[index * count : (index + 1) * count] = row[NEAR + shift : NEAR + shift + count]


def _add_stretches(values: dict[str, array[float]], columns: Columns) -> None:
    """Add sums over stretches before and after, and over all of the page before and after."""
    names, count = list(values), columns.size
    parts = [f"in {length} {side}" for length in (*STRETCHES, "all") for side in ("before", "after")]
    block = columns.take([f"{name} {part}" for part in (*parts, "share before") for name in names])
    for index, row in enumerate(values.values()):
        _write_stretches(row, block, index * count, len(names) * count)


def _write_stretches(
    row: cython.float[::1], block: cython.float[::1], start: cython.Py_ssize_t, step: cython.Py_ssize_t
) -> None:
    """Write the sums of one row into eleven columns, the first at ``start``, each ``step`` numbers after the last."""
    count: cython.Py_ssize_t = len(row)
    sums: cython.double[::1] = array("d", bytes(8 * (count + 1)))
    at: cython.Py_ssize_t
    place: cython.Py_ssize_t
    length: cython.Py_ssize_t
    for at in range(count):
        sums[at + 1] = sums[at] + row[at]
    total: cython.double = sums[count]
    place = start
    for length in STRETCHES:
        for at in range(count):
            block[place + at] = sums[at] - sums[max(at - length, 0)]
            block[place + step + at] = sums[min(at + 1 + length, count)] - sums[at + 1]
        place += 2 * step
    for at in range(count):
        block[place + at] = sums[at]
        block[place + step + at] = total - sums[at + 1]
        block[place + 2 * step + at] = sums[at] / max(total, 1)


def _add_distances(lines: Lines, prose: array[float], removed: array[float], columns: Columns) -> None:
    """Add how far the next prose, heading and furniture are, and how long the runs around are."""
    count = columns.size
    words = lines.words
    for name, marks in (("prose", prose), ("removed", removed), ("heading", lines.heading), ("gap", lines.gap)):
        before, after = nearest(marks)
        block = columns.take((f"from {name} before", f"from {name} after"))
        _write_distances(before, after, block)
        if name == "prose":
            block = columns.take(("length of prose before", "length of prose after", "between prose"))
            for at in range(count):
                if before[at] >= 0:
                    block[at] = words[before[at]]
                if after[at] < count:
                    block[count + at] = words[after[at]]
                block[2 * count + at] = min(after[at] - before[at] - 1, FAR)


def _write_distances(before: cython.int[::1], after: cython.int[::1], block: cython.float[::1]) -> None:
    """Write how far the marks before and after each segment are into two columns."""
    count: cython.Py_ssize_t = len(before)
    at: cython.Py_ssize_t
    for at in range(count):
        block[at] = min(at - before[at], FAR)
        block[count + at] = min(after[at] - at, FAR)


def _add_worded(lines: Lines, worded: array[float], columns: Columns) -> None:
    """Add what the wording of the lines around says: of neighbours, over stretches, of the page, and where it turns."""
    count = columns.size
    heavy = array("f", bytes(4 * count))
    doubt = array("f", bytes(4 * count))
    likely, unlikely = array("f", bytes(4 * count)), array("f", bytes(4 * count))
    sure = 0.0
    for at, (words, share, state, suspected) in enumerate(
        zip(lines.words, worded, lines.state, lines.suspected, strict=True)
    ):
        if state == 0 or suspected:
            heavy[at] = min(words, FAR)
            doubt[at] = 1 - share
            unlikely[at] = share < UNLIKELY and words >= UNLIKELY_WORDS
            sure += (share - 0.5) ** 2 * heavy[at]
        likely[at] = share > LIKELY and words >= LIKELY_WORDS
    total = max(1.0, sum(heavy))
    sums = {
        "likely words": array("f", [one * share for one, share in zip(heavy, worded, strict=True)]),
        "unlikely words": array("f", [one * share for one, share in zip(heavy, doubt, strict=True)]),
    }
    add_neighbours({"worded": worded}, columns)
    _add_stretches(sums, columns)
    expected = sum(sums["likely words"])
    columns.add_page(
        {
            "page likely words": math.log1p(expected),
            "page likely share": expected / total,
            "page sure": sure / total,
        }
    )
    for name, marks in (("likely", likely), ("unlikely", unlikely)):
        before, after = nearest(marks)
        block = columns.take((f"from {name} before", f"from {name} after", f"between {name}"))
        _write_distances(before, after, block)
        for at in range(count):
            block[2 * count + at] = min(after[at] - before[at] - 1, FAR)
    ends = [at for at in range(count) if likely[at]]
    for name, end in (("first", ends[:1]), ("last", ends[len(ends) - 1 :])):
        columns.add(f"from {name} likely", distances(end[0] if end else None, count))


def distances(place: int | None, count: int) -> array[float]:
    """How far each of ``count`` segments stands after one, cut at ``FAR``; -FAR - 1 where there is none.

    >>> distances(1, 3).tolist()
    [-1.0, 0.0, 1.0]
    """
    if place is None:
        return array("f", [-FAR - 1]) * count
    return array("f", [max(-FAR, min(at - place, FAR)) for at in range(count)])


def nearest(marks: cython.float[::1]) -> tuple[array[int], array[int]]:
    """The places of the nearest mark before (or -FAR) and after (or beyond the end) each segment, itself left out.

    >>> [places.tolist() for places in nearest(array("f", [0, 1, 0]))]
    [[-60, -60, 1], [1, 63, 63]]
    """
    count: cython.Py_ssize_t = len(marks)
    before = array("i", bytes(4 * count))
    after = array("i", bytes(4 * count))
    left: cython.int[::1] = before
    right: cython.int[::1] = after
    at: cython.Py_ssize_t
    last: cython.int = -FAR
    for at in range(count):
        left[at] = last
        if marks[at]:
            last = at
    last = count + FAR
    for at in range(count - 1, -1, -1):
        right[at] = last
        if marks[at]:
            last = at
    return before, after


def _add_places(lines: Lines, columns: Columns) -> None:
    """Add where a segment stands on the page."""
    count: cython.Py_ssize_t = columns.size
    block: cython.float[::1] = columns.take(("place", "place from start", "place from end", "place by words"))
    words: cython.float[::1] = lines.words
    state: cython.int[::1] = lines.state
    at: cython.Py_ssize_t
    read: cython.double = 0
    size: cython.double = count
    for at in range(count):
        if state[at] == 0:
            read += words[at]
        block[at] = at / size
        block[count + at] = at
        block[2 * count + at] = count - at
        block[3 * count + at] = read
    if read > 1:
        for at in range(count):
            block[3 * count + at] /= read
