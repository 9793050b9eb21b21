"""From the scores of a page's segments to which of them are kept: one decision, for each together with its neighbours.

A segment gains what its score is above the page's threshold, by its words; a change from kept to removed, or back,
costs as much as a few words do. The best sequence is found in one pass (the Viterbi algorithm, two states).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cleantext.marks import Removed
from cleantext.parts import Opening, openings_of
from cleantext.scoring.threshold import favored, threshold_of

if TYPE_CHECKING:
    from cleantext.document import Decision, Document, Segment
    from cleantext.scoring.columns import Floats
    from cleantext.scoring.model import Model
    from cleantext.sites.evidence import SiteEvidence

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
#: What fields have read as a line of the header's record goes to the body from this score on.
RECORD = 0.6
#: ... and a headline above the text only from this one on.
TITLE = 0.9
RECORDS = frozenset(("headline", "dates", "byline", "header", "tags"))
#: A line of at least this score that closes with a colon introduces the list right below it.
INTRODUCES = 0.5
_SHAPED = frozenset(("li", "row", "pre", "quote"))
#: A score at the threshold is above it.
SLACK = 1e-6


def decided(
    document: Document,
    lines: list[Segment],
    scores: Floats,
    rows: Floats,
    model: Model,
    favor: str | None,
    site: SiteEvidence | None = None,
) -> tuple[NDArray[np.bool_], float]:
    """Which of the undecided lines are kept, and the threshold of the page; ``rows`` are the features of the lines.

    A line that other pages of the ``site`` have is a suspected one.
    """
    words = np.array([line.words for line in lines], dtype=np.float32)
    threshold = favored(threshold_of(scores, words), favor)
    decisions = [document.decisions[line.index] for line in lines]
    suspected = np.array([one is not None for one in decisions], dtype=np.bool_)
    if site is not None:
        suspected |= np.array([site.suspects(line) for line in lines], dtype=np.bool_)
    record = np.array([one is not None and one.step in RECORDS for one in decisions], dtype=np.bool_)
    held = np.zeros(len(lines), dtype=np.bool_)
    if document.page is not None:
        share, linked = (rows[:, model.names.index(name)] for name in ("holder share of prose", "linked"))
        shaped = np.array([line.shape in _SHAPED for line in lines], dtype=np.bool_)
        held = shaped & (share >= HOLDS) & (linked < 0.5)
    level = OPEN if document.page is None else OPEN_HTML
    levels = levels_of(threshold, suspected, held, level)
    if document.page is None:
        levels = np.minimum(levels, threshold * shares_below_prose(lines, suspected))
    levels = np.maximum(levels, np.where(record, needed_of(decisions, scores >= threshold, record), 0))
    levels = np.where(suspected, levels, np.minimum(levels, threshold * shares_in_parts(document, lines)))
    # A list that a line of the article introduces is the article's as long as nothing else is said against it.
    levels = np.where(introduced(lines, scores) & ~suspected, np.minimum(levels, scores), levels)
    # A line that a step speaks against is set apart from those around it, whatever a short one between kept lines is.
    cuts = cuts_before(lines) | suspected
    cuts[1:] |= suspected[:-1]
    return best_sequence(scores, words, cuts, levels), threshold


def needed_of(
    decisions: list[Decision | None], likely: NDArray[np.bool_], record: NDArray[np.bool_]
) -> NDArray[np.floating]:
    """The least score of a line of the header's record that goes to the body: more for a headline above the text."""
    titled = np.array([one is not None and one.step == "headline" for one in decisions], dtype=np.bool_)
    above = np.cumsum(likely & ~record) == 0
    return np.where(titled & above, TITLE, RECORD)


def shares_below_prose(lines: list[Segment], suspected: NDArray[np.bool_]) -> Floats:
    """Which share of the threshold each line needs: less for prose below prose, where nothing speaks against either."""
    prose = np.array([line.prose and line.ends and not line.hits for line in lines], dtype=np.bool_) & ~suspected
    places = np.array([line.index for line in lines])
    shares = np.ones(len(lines), dtype=np.float32)
    far = prose[2:] & prose[:-2] & ~suspected[1:-1] & (places[2:] - places[:-2] == 2)
    near = prose[1:] & prose[:-1] & (np.diff(places) == 1)
    shares[2:][far] = AFTER_ONE
    shares[1:][near] = RIGHT_BELOW
    return shares


def cuts_before(lines: list[Segment]) -> NDArray[np.bool_]:
    """Whether the page makes a cut before each line: other lines stood between, or another container begins."""
    places = np.array([line.index for line in lines])
    own = np.array([line.facts.container if line.facts is not None else 0 for line in lines])
    cuts = np.ones(len(lines), dtype=np.bool_)
    cuts[1:] = (np.diff(places) > 1) | (np.diff(own) != 0)
    return cuts


def shares_in_parts(document: Document, lines: list[Segment]) -> Floats:
    """Which share of the threshold each line needs for what it is in a digest; 1 on other pages."""
    shares = np.ones(len(lines), dtype=np.float32)
    # Titles that only stand twice may be teasers, and between the entries of a live report stands much furniture.
    parts = [one for one in openings_of(document) if one.publisher or one.section or one.whole]
    if parts:
        starts = np.array([line.start for line in lines])
        shares[(starts >= parts[0].start) & (starts < end_of(document, parts[-1]))] = IN_PART
        before = np.searchsorted([one.start for one in parts], starts, side="right")
        texts = np.array([0, *(one.text for one in parts)])
        shares[starts < texts[before]] = 0
    return shares


def end_of(document: Document, last: Opening) -> int:
    """Where the last article of several ends: at the first line of its text that is no prose, or is spoken against."""
    for segment, decision in zip(document.segments, document.decisions, strict=True):
        removed = decision is not None and isinstance(decision.mark, Removed)
        if segment.start >= last.text and (removed or not segment.prose):
            return segment.start
    return len(document.text)


def introduced(lines: list[Segment], scores: Floats) -> NDArray[np.bool_]:
    """Whether each line is an item of a list right below a line of the article such as "What to take:"."""
    found = np.zeros(len(lines), dtype=np.bool_)
    for at in range(1, len(lines)):
        above, line = lines[at - 1], lines[at]
        linked = line.facts is not None and line.facts.link_share > 0.5
        if line.shape == "li" and line.index == above.index + 1 and not linked:
            found[at] = found[at - 1] or (above.text[-1:] in (":", "：") and scores[at - 1] >= INTRODUCES)
    return found


def levels_of(
    threshold: float, suspected: NDArray[np.bool_], held: NDArray[np.bool_], level: float = OPEN
) -> NDArray[np.floating]:
    """The threshold of each line: of one that a step suspects, of an open one, of an open one in the article's element.

    >>> import numpy as np
    >>> levels_of(0.4, np.array([True, False, False]), np.array([True, True, False])).round(2).tolist()
    [0.4, 0.14, 0.34]
    """
    return threshold * np.where(suspected, 1.0, np.where(held, HELD, level))


def best_sequence(
    scores: NDArray[np.floating],
    words: NDArray[np.floating],
    cuts: NDArray[np.bool_],
    levels: NDArray[np.floating],
) -> NDArray[np.bool_]:
    """Which segments are kept; ``cuts`` says of each whether the page makes a cut before it, ``levels`` its threshold.

    A short line between kept ones is kept, though its own score is low; a lone one among removed ones goes.

    >>> import numpy as np
    >>> words = np.array([2, 20, 1, 30, 2, 2, 40])
    >>> scores = np.array([0.6, 0.9, 0.3, 0.9, 0.1, 0.05, 0.1])
    >>> best_sequence(scores, words, np.zeros(7, dtype=bool), np.full(7, 0.4)).tolist()
    [True, True, True, True, False, False, False]
    """
    worth = (scores - levels + SLACK) * (words + 1)
    gains = worth.tolist()
    if not gains:
        return np.zeros(0, dtype=np.bool_)
    most = SHARE * float(np.maximum(worth, 0).sum())
    costs = np.minimum(np.where(cuts, CHANGE_AT_CUT, CHANGE), most).tolist()
    # The page begins and ends outside the article, and entering there is free.
    keep, drop = gains[0], 0.0
    from_keep: list[tuple[bool, bool]] = []
    for gain, cost in zip(gains[1:], costs[1:], strict=True):
        stay, enter = keep, drop - cost
        rest, leave = drop, keep - cost
        from_keep.append((stay >= enter, leave > rest))
        keep, drop = max(stay, enter) + gain, max(rest, leave)
    kept = [keep > drop]
    for keep_before, drop_before in reversed(from_keep):
        kept.append(keep_before if kept[-1] else drop_before)
    return np.array(kept[::-1], dtype=np.bool_)
