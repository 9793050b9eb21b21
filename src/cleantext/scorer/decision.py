# cython: infer_types=True
"""Decides which lines of a page are kept, by their scores: neighbours support each other.

A line gains what its score is above its threshold, times its words; a change from kept to removed, or back, costs as
much as a few words do. The best sequence is found in one pass (the Viterbi algorithm, two states).
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cleantext.html.facts import Facts
from cleantext.layout import Opening, openings_of
from cleantext.marks import Field, Reason, Removed
from cleantext.text.segment import Segment

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython

if TYPE_CHECKING:
    from cleantext.document import Decision, Document
    from cleantext.scorer.columns import Table
    from cleantext.sites.evidence import SiteEvidence


#: Bounds of the threshold: on sure pages it comes to about 0.45, on pages of which little is sure to 0.2 and less.
LOWEST, HIGHEST = 0.1, 0.47
#: The odds that a threshold stands for are multiplied by these: 0.45 becomes 0.71 or 0.21.
ODDS = {None: 1.0, "precision": 3.0, "recall": 1 / 3}
#: What a change costs, in words at full score: within a block of lines, and where the page itself makes a cut.
CHANGE, CHANGE_AT_CUT = 0.3, 0.15
#: No change costs more than this share of all that can be gained: on a page of few words each word counts.
SHARE = 0.02
#: A line that no step speaks against is kept from this share of the threshold on, in dumps and in HTML. On ordinary
#: pages lower shares kept as much furniture as text; in HTML 0.7 gave back lists and short paragraphs.
OPEN, OPEN_HTML = 0.85, 0.7
#: The same for items, cells, code and quotations in the <article> or <main> that has at least ``HOLDS`` of the prose of
#: the page: their shape is no reason against them, and on pages held out it cost nothing.
HELD, HOLDS = 0.35, 0.6
#: The same from the first article of a digest to its last; their heads stay.
IN_PART = 0.1
#: The same for a paragraph of prose right below another one, and with one line between, in dumps: with higher shares
#: more text was lost than furniture kept; with two lines between it was the other way. Where the one above had to be
#: likely too, an advertisement between two paragraphs lost what follows.
RIGHT_BELOW, AFTER_ONE = 0.35, 0.5
#: Lines of the header's record go to the body from a score of 0.6 on, a headline above the text only from 0.9 on.
RECORD, TITLE = 0.6, 0.9
RECORDS: frozenset[Reason | Field] = frozenset(
    (
        *(Field.HEADLINE, Field.PUBLISHED, Field.MODIFIED, Field.DATE, Field.BYLINE, Field.PLACE, Field.PUBLISHER),
        *(Field.SECTION, Field.COMMENT_COUNT, Field.TAGS),
        *(Reason.HEADER_RECORD, Reason.PAGE_DATE, Reason.READING_TIME, Reason.COUNTS),
    )
)
#: A line of at least this score that closes with a colon introduces the list right below it.
INTRODUCES = 0.5
#: The shortest line of a text that is nothing but sentences has 4 words.
SENTENCE_WORDS = 4
#: A score at the threshold is above it.
SLACK = 1e-6
_SHAPED = frozenset(("li", "row", "pre", "quote"))


def decide_lines(
    document: Document,
    lines: list[Segment],
    scores: Sequence[float],
    features: Table,
    rows: Sequence[int],
    favor: str | None,
    site: SiteEvidence | None = None,
) -> tuple[list[bool], float]:
    """Which of the undecided lines are kept, and the threshold of the page.

    ``rows`` are those of the lines in the table of ``features``. A line that other pages of the ``site`` have counts as
    a suspected one.
    """
    words = [line.words for line in lines]
    threshold = favor_threshold(threshold_of(scores, words), favor)
    decisions = [document.decisions[line.index] for line in lines]
    suspected = [one is not None for one in decisions]
    if site is not None:
        suspected = [one or site.suspects(line) for one, line in zip(suspected, lines, strict=True)]
    if is_prose_alone(document) and not any(suspected):
        return [True] * len(lines), threshold
    shares = (
        _shares_in_html(lines, features, rows) if document.page is not None else shares_below_prose(lines, suspected)
    )
    levels = [threshold * (1 if known else share) for known, share in zip(suspected, shares, strict=True)]
    for place, level in needed_of(decisions, [score >= threshold for score in scores]).items():
        levels[place] = max(levels[place], level)
    in_parts = shares_in_parts(document, lines)
    items = find_introduced(lines, scores)
    cuts = cuts_before(lines)
    before: cython.bint = False
    for at in range(len(lines)):
        if not suspected[at]:
            if in_parts is not None:
                levels[at] = min(levels[at], threshold * in_parts[at])
            if items[at]:
                # A list that a line of the article introduces is the article's: nothing else is said against it.
                levels[at] = min(levels[at], scores[at])
        # A line that a step speaks against is set apart from those around it, however short one between kept ones is.
        if suspected[at] or before:
            cuts[at] = True
        before = suspected[at]
    return best_sequence(scores, words, cuts, levels), threshold


def is_prose_alone(document: Document) -> bool:
    """Whether a text is several lines of sentences alone, of which no step says anything: none of them can be spared.

    >>> from cleantext.input.read import read_document
    >>> is_prose_alone(read_document("The harbour wall held through the storm.\\n\\nNobody slept that night.")[0])
    True
    >>> is_prose_alone(read_document("Harbour wall holds\\n\\nThe harbour wall held through the storm.")[0])
    False
    """
    if document.page is not None or len(document.segments) < 2:
        return False
    spoken = [one for one in document.decisions if one is not None]
    return not spoken and all(line.ends and line.words >= SENTENCE_WORDS for line in document.segments)


def threshold_of(scores: Sequence[float], words: Sequence[float]) -> float:
    """The threshold under which the expected F1 of the words is greatest.

    With the best F1 expected to be F, a line is worth keeping where its probability is above F / 2.

    >>> round(threshold_of([0.9, 0.8, 0.3, 0.02], [40, 30, 10, 50]), 2)
    0.47
    >>> round(threshold_of([0.4, 0.3, 0.05], [40, 30, 50]), 2)
    0.3
    """
    expected: cython.double = sum([one * count for one, count in zip(scores, words, strict=True)])
    best: cython.double = -1
    threshold: cython.double = 0
    found: cython.double = 0
    taken: cython.double = 0
    score: cython.double
    size: cython.double
    fit: cython.double
    for at in sorted(range(len(scores)), key=scores.__getitem__, reverse=True):
        score = scores[at]
        size = words[at]
        found += score * size
        taken += size
        fit = 2 * found / max(taken + expected, 1)
        if fit > best:
            best = fit
            threshold = score
    return min(max(threshold, LOWEST), HIGHEST)


def favor_threshold(threshold: float, favor: str | None) -> float:
    """The threshold for a caller who would rather keep less (``precision``) or lose less (``recall``).

    >>> favor_threshold(0.45, None), round(favor_threshold(0.45, "precision"), 2)
    (0.45, 0.71)
    """
    odds = ODDS[favor] * threshold
    return threshold if favor is None else odds / (1 - threshold + odds)


def _shares_in_html(lines: list[Segment], features: Table, rows: Sequence[int]) -> list[float]:
    """The share of the threshold that each line of a page needs, by its shape and what holds it."""
    shares = [OPEN_HTML] * len(lines)
    prose: cython.Py_ssize_t = features.names.index("holder share of prose") * features.size
    linked: cython.Py_ssize_t = features.names.index("linked") * features.size
    values: cython.float[::1] = features.values
    row: cython.Py_ssize_t
    line: Segment
    for at in range(len(lines)):
        line = lines[at]
        if line.shape and line.shape in _SHAPED:
            row = rows[at]
            if values[prose + row] >= HOLDS and values[linked + row] < 0.5:
                shares[at] = HELD
    return shares


def needed_of(decisions: list[Decision | None], likely: list[bool]) -> dict[int, float]:
    """The least scores of the lines of the header's record that go to the body: more for a headline above the text."""
    needed: dict[int, float] = {}
    above = True
    for at, one in enumerate(decisions):
        verdict = None if one is None else one.mark.reason if isinstance(one.mark, Removed) else one.mark.field
        if verdict in RECORDS:
            needed[at] = TITLE if above and verdict is Field.HEADLINE else RECORD
        elif likely[at]:
            above = False
    return needed


def shares_below_prose(lines: list[Segment], suspected: list[bool]) -> list[float]:
    """The share of the threshold that each line of a dump needs: less for prose below prose that no step suspects."""
    shares = [OPEN] * len(lines)
    line: Segment
    # Of the two lines above: whether they are such prose, and where they stand.
    prose: cython.bint
    above: cython.bint = False
    higher: cython.bint = False
    above_at: cython.Py_ssize_t = -9
    higher_at: cython.Py_ssize_t = -9
    for at in range(len(lines)):
        line = lines[at]
        index = line.index
        prose = line.ends and line.words >= 8 and not line.hits and not suspected[at]
        if prose and above and index - above_at == 1:
            shares[at] = RIGHT_BELOW
        elif prose and higher and not suspected[at - 1] and index - higher_at == 2:
            shares[at] = AFTER_ONE
        higher, higher_at = above, above_at
        above, above_at = prose, index
    return shares


def cuts_before(lines: list[Segment]) -> list[bool]:
    """Whether the page makes a cut before each line: other lines stood between, or another container begins."""
    cuts = [True] * len(lines)
    line: Segment
    facts: Facts | None
    index: cython.Py_ssize_t = -9
    container: cython.Py_ssize_t = 0
    for at in range(len(lines)):
        line = lines[at]
        facts = line.facts
        here = facts.block.container if facts is not None else 0
        cuts[at] = line.index - index > 1 or here != container
        index = line.index
        container = here
    return cuts


def shares_in_parts(document: Document, lines: list[Segment]) -> list[float] | None:
    """The share of the threshold that each line needs by its place in a digest; None on other pages."""
    # Titles that only stand twice may be teasers, and between the entries of a live report stands much furniture.
    parts = [one for one in openings_of(document) if one.publisher or one.section or one.whole]
    if not parts:
        return None
    end = end_of(document, parts[len(parts) - 1])
    starts = [one.start for one in parts]
    shares = []
    for line in lines:
        before = bisect_right(starts, line.start)
        if line.start < (parts[before - 1].text if before else 0):
            shares.append(0.0)
        else:
            shares.append(IN_PART if parts[0].start <= line.start < end else 1.0)
    return shares


def end_of(document: Document, last: Opening) -> int:
    """Where the last article of several ends: at the first line of its text that is no prose, or is removed."""
    for segment, decision in zip(document.segments, document.decisions, strict=True):
        removed = decision is not None and isinstance(decision.mark, Removed)
        if segment.start >= last.text and (removed or not segment.prose):
            return segment.start
    return len(document.text)


def find_introduced(lines: list[Segment], scores: Sequence[float]) -> list[bool]:
    """Whether each line is an item of a list right below a line of the article such as "What to take:"."""
    found = [False] * len(lines)
    above: Segment
    line: Segment
    facts: Facts | None
    for at in range(1, len(lines)):
        line = lines[at]
        if line.shape != "li":
            continue
        above = lines[at - 1]
        facts = line.facts
        if line.index == above.index + 1 and (facts is None or facts.link_share <= 0.5):
            found[at] = found[at - 1] or (above.text.endswith((":", "：")) and scores[at - 1] >= INTRODUCES)
    return found


def best_sequence(
    scores: Sequence[float], words: Sequence[float], cuts: Sequence[bool], levels: Sequence[float]
) -> list[bool]:
    """Which lines are kept: ``levels`` are their thresholds, ``cuts`` says whether the page makes a cut before each.

    A short line between kept ones is kept, though its own score is low; a lone one among removed ones goes.

    >>> best_sequence([0.6, 0.9, 0.3, 0.9, 0.1, 0.05, 0.1], [2, 20, 1, 30, 2, 2, 40], [False] * 7, [0.4] * 7)
    [True, True, True, True, False, False, False]
    """
    size: cython.Py_ssize_t = len(scores)
    if size == 0:
        return []
    gains: cython.double[::1] = array("d", bytes(8 * size))
    # For each line, whether the one before it is kept in the best sequence that keeps the line, and that drops it.
    keeps: cython.char[::1] = bytearray(size)
    drops: cython.char[::1] = bytearray(size)
    slack: cython.double = SLACK
    most: cython.double = 0
    score: cython.double
    level: cython.double
    length: cython.double
    for at in range(size):
        score = scores[at]
        level = levels[at]
        length = words[at]
        gains[at] = (score - level + slack) * (length + 1)
        if gains[at] > 0:
            most += gains[at]
    most *= SHARE
    change: cython.double = min(CHANGE, most)
    change_at_cut: cython.double = min(CHANGE_AT_CUT, most)
    # The page begins and ends outside the article, and entering there is free.
    keep: cython.double = gains[0]
    drop: cython.double = 0
    enter: cython.double
    leave: cython.double
    for at in range(1, size):
        enter = drop - (change_at_cut if cuts[at] else change)
        leave = keep - (change_at_cut if cuts[at] else change)
        keeps[at] = keep >= enter
        drops[at] = leave > drop
        keep = max(keep, enter) + gains[at]
        drop = max(drop, leave)
    kept = [False] * size
    inside: cython.bint = keep > drop
    for at in range(size - 1, -1, -1):
        kept[at] = inside
        inside = (keeps[at] if inside else drops[at]) != 0
    return kept
