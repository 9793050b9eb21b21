"""What stands around a segment and where on the page it is: neighbours, sums over stretches, distances, page totals."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cleantext.document import Document
from cleantext.scoring.cohesion import add_cohesion, add_shapes
from cleantext.scoring.columns import Columns, Floats
from cleantext.scoring.lines import STATES, Lines

#: Neighbours are looked at one by one up to 3 segments away, and summed over stretches of 2 to 40 on either side.
NEAR = 3
STRETCHES = (2, 5, 15, 40)
#: Distances are cut here, and so are the words of a line where they weigh its wording.
FAR = 60
#: A line of at least 8 words is likely the article's where its wording alone says so above 0.5; one of at least 4
#: words is likely not where its wording says so below 0.2.
LIKELY_WORDS, LIKELY = 8, 0.5
UNLIKELY_WORDS, UNLIKELY = 4, 0.2


def add_context(document: Document, lines: Lines, columns: Columns, linked: Floats | None) -> None:
    """Add all columns of the surroundings; ``linked`` is the share of characters in links, None for a text."""
    count = columns.size
    near = {
        "words": np.log1p(lines.words),
        "prose": lines.prose,
        "ends": lines.ends,
        "state": lines.state,
        "heading": lines.heading,
        "capitalised": lines.upper,
        "gap": lines.gap,
        "known": lines.hit,
    }
    if linked is not None:
        near["linked"] = linked
    add_neighbours(near, columns)
    weight = lines.open if linked is None else lines.open & (linked < 0.5)
    far = {
        "prose words": lines.words * lines.prose * weight,
        "open words": lines.words * lines.open,
        "open short": lines.open & ~lines.prose,
        "open prose": weight & lines.prose,
        "removed": (lines.state > 0) & (lines.state < 9),
        "comments": lines.state == 3,
        "related": lines.state == 4,
        "outside": lines.state == 5,
        "head": lines.state == 9,
        "suspected words": lines.words * lines.suspected,
        "suspected prose": lines.prose & lines.suspected,
        "long unended": lines.open & ~lines.ends & (lines.words >= 4),
    }
    if linked is not None:
        far["linked words"] = lines.words * linked
    _add_stretches({name: values.astype(np.float32) for name, values in far.items()}, columns)
    prose = weight & lines.prose
    _add_distances(lines, prose, columns)
    if lines.worded is not None:
        _add_worded(lines, lines.worded, columns)
    add_shapes(lines, linked, columns)
    add_cohesion(document, lines, columns)
    _add_places(lines, columns)
    total = np.maximum(far["open words"].sum(), 1)
    columns.add("page segments", np.log1p(count))
    columns.add("page words", np.log1p(total))
    columns.add("page prose share", far["prose words"].sum() / total)
    columns.add("page prose", prose.sum())
    columns.add("page prose length", far["prose words"].sum() / max(1, int(prose.sum())))
    columns.add("page open", lines.open.mean())
    columns.add("page suspected", lines.suspected.mean())
    for number, name in enumerate(STATES, 1):
        columns.add(f"page {name}", (lines.state == number).mean())


def add_neighbours(values: dict[str, NDArray[np.generic]], columns: Columns) -> None:
    """Add the values of the neighbours; beyond the ends of the page they are -1."""
    rows = np.array(list(values.values()), dtype=np.float32)
    padded = np.pad(rows, ((0, 0), (NEAR, NEAR)), constant_values=-1)
    for shift in range(-NEAR, NEAR + 1):
        if shift:
            names = [f"{name} at {shift:+d}" for name in values]
            columns.add_block(names, padded[:, NEAR + shift : NEAR + shift + columns.size])


def _add_stretches(values: dict[str, Floats], columns: Columns) -> None:
    """Add sums over stretches before and after, and over all of the page before and after."""
    rows = np.array(list(values.values()), dtype=np.float64)
    count = columns.size
    sums = np.concatenate((np.zeros((len(rows), 1)), np.cumsum(rows, axis=1)), axis=1)
    here = np.arange(count)
    for length in STRETCHES:
        before = sums[:, here] - sums[:, np.maximum(here - length, 0)]
        after = sums[:, np.minimum(here + 1 + length, count)] - sums[:, here + 1]
        columns.add_block([f"{name} in {length} before" for name in values], before)
        columns.add_block([f"{name} in {length} after" for name in values], after)
    columns.add_block([f"{name} in all before" for name in values], sums[:, :-1])
    columns.add_block([f"{name} in all after" for name in values], sums[:, -1:] - sums[:, 1:])
    columns.add_block([f"{name} share before" for name in values], sums[:, :-1] / np.maximum(sums[:, -1:], 1))


def _add_distances(lines: Lines, prose: NDArray[np.bool_], columns: Columns) -> None:
    """Add how far the next prose, heading and furniture are, and how long the runs around are."""
    count = columns.size
    removed = (lines.state > 0) & (lines.state < 9)
    for name, marks in (("prose", prose), ("removed", removed), ("heading", lines.heading > 0), ("gap", lines.gap > 0)):
        before, after = _nearest(marks)
        columns.add(f"from {name} before", np.minimum(np.arange(count) - before, FAR))
        columns.add(f"from {name} after", np.minimum(after - np.arange(count), FAR))
        if name == "prose":
            padded = np.concatenate((lines.words, [0, 0]))
            columns.add("length of prose before", padded[np.where(before < 0, count, before)])
            columns.add("length of prose after", padded[np.minimum(after, count)])
            columns.add("between prose", np.minimum(after - before - 1, FAR))


def _add_worded(lines: Lines, worded: Floats, columns: Columns) -> None:
    """Add what the wording of the lines around says: of neighbours, over stretches, of the page, and where it turns."""
    heavy = np.minimum(lines.words, FAR) * lines.undecided
    total = max(1.0, float(heavy.sum()))
    sums = {"likely words": heavy * worded, "unlikely words": heavy * (1 - worded)}
    add_neighbours({"worded": worded}, columns)
    _add_stretches({name: values.astype(np.float32) for name, values in sums.items()}, columns)
    columns.add("page likely words", np.log1p(sums["likely words"].sum()))
    columns.add("page likely share", sums["likely words"].sum() / total)
    columns.add("page sure", ((worded - 0.5) ** 2 * heavy).sum() / total)
    here = np.arange(columns.size)
    likely = (worded > LIKELY) & (lines.words >= LIKELY_WORDS)
    unlikely = lines.undecided & (worded < UNLIKELY) & (lines.words >= UNLIKELY_WORDS)
    for name, marks in (("likely", likely), ("unlikely", unlikely)):
        before, after = _nearest(marks)
        columns.add(f"from {name} before", np.minimum(here - before, FAR))
        columns.add(f"from {name} after", np.minimum(after - here, FAR))
        columns.add(f"between {name}", np.minimum(after - before - 1, FAR))
    ends = np.flatnonzero(likely)
    columns.add("from first likely", np.clip(here - ends[0], -FAR, FAR) if len(ends) else -FAR - 1)
    columns.add("from last likely", np.clip(here - ends[-1], -FAR, FAR) if len(ends) else -FAR - 1)


def _nearest(marks: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The places of the nearest mark before (or -FAR) and after (or beyond the end) each segment, itself left out."""
    count = len(marks)
    places = np.where(marks, np.arange(count), -FAR)
    before = np.concatenate(([-FAR], np.maximum.accumulate(places)[:-1]))
    places = np.where(marks, np.arange(count), count + FAR)
    after = np.concatenate((np.minimum.accumulate(places[::-1])[::-1][1:], [count + FAR]))
    return before, after


def _add_places(lines: Lines, columns: Columns) -> None:
    """Add where a segment stands on the page."""
    count = columns.size
    here = np.arange(count)
    words = np.cumsum(lines.words * lines.open)
    columns.add("place", here / count)
    columns.add("place from start", here)
    columns.add("place from end", count - here)
    columns.add("place by words", words / max(1.0, float(words[-1])))
