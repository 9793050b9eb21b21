"""From the scores of a page's segments to which of them are kept: one decision, for each together with its neighbours.

A segment gains what its score is above the page's threshold, by its words; a change from kept to removed, or back,
costs as much as a few words do. The best sequence is found in one pass (the Viterbi algorithm, two states).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cleantext.marks import Removed
from cleantext.parts import Opening, openings_of
from cleantext.scoring.threshold import favored, threshold_of

if TYPE_CHECKING:
    from cleantext.document import Decision, Document, Segment
    from cleantext.scoring.columns import Table
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
    scores: Sequence[float],
    features: Table,
    rows: Sequence[int],
    favor: str | None,
    site: SiteEvidence | None = None,
) -> tuple[list[bool], float]:
    """Which of the undecided lines are kept, and the threshold of the page.

    ``rows`` are those of the lines in the table of ``features``. A line that other pages of the ``site`` have is a
    suspected one.
    """
    words = [line.words for line in lines]
    threshold = favored(threshold_of(scores, words), favor)
    decisions = [document.decisions[line.index] for line in lines]
    suspected = [one is not None for one in decisions]
    if site is not None:
        suspected = [known or site.suspects(line) for known, line in zip(suspected, lines, strict=True)]
    levels = _levels(document, lines, threshold, suspected, features, rows)
    likely = [score >= threshold for score in scores]
    for at, level in needed_of(decisions, likely).items():
        levels[at] = max(levels[at], level)
    shares = shares_in_parts(document, lines)
    items = introduced(lines, scores)
    for at, known in enumerate(suspected):
        if not known:
            levels[at] = min(levels[at], threshold * shares[at])
            if items[at]:
                # A list that a line of the article introduces is the article's: nothing else is said against it.
                levels[at] = min(levels[at], scores[at])
    # A line that a step speaks against is set apart from those around it, whatever a short one between kept lines is.
    cuts = [
        cut or known or (at > 0 and suspected[at - 1])
        for at, (cut, known) in enumerate(zip(cuts_before(lines), suspected, strict=True))
    ]
    return best_sequence(scores, words, cuts, levels), threshold


def _levels(
    document: Document,
    lines: list[Segment],
    threshold: float,
    suspected: list[bool],
    features: Table,
    rows: Sequence[int],
) -> list[float]:
    """The least score of each line, by what is said against it and where it stands."""
    if document.page is None:
        levels = levels_of(threshold, suspected, [False] * len(lines), OPEN)
        below = shares_below_prose(lines, suspected)
        return [min(level, threshold * share) for level, share in zip(levels, below, strict=True)]
    prose, linked = features.column("holder share of prose"), features.column("linked")
    held = [
        line.shape in _SHAPED and prose[row] >= HOLDS and linked[row] < 0.5
        for line, row in zip(lines, rows, strict=True)
    ]
    return levels_of(threshold, suspected, held, OPEN_HTML)


def needed_of(decisions: list[Decision | None], likely: list[bool]) -> dict[int, float]:
    """The least scores of the lines of the header's record that go to the body: more for a headline above the text."""
    needed: dict[int, float] = {}
    above = True
    for at, one in enumerate(decisions):
        if one is not None and one.step in RECORDS:
            needed[at] = TITLE if above and one.step == "headline" else RECORD
        elif likely[at]:
            above = False
    return needed


def shares_below_prose(lines: list[Segment], suspected: list[bool]) -> list[float]:
    """Which share of the threshold each line needs: less for prose below prose, where nothing speaks against either."""
    prose = [
        line.prose and line.ends and not line.hits and not known for line, known in zip(lines, suspected, strict=True)
    ]
    shares = [1.0] * len(lines)
    for at, line in enumerate(lines):
        if prose[at] and at > 0 and prose[at - 1] and line.index - lines[at - 1].index == 1:
            shares[at] = RIGHT_BELOW
        elif prose[at] and at > 1 and prose[at - 2] and not suspected[at - 1] and line.index - lines[at - 2].index == 2:
            shares[at] = AFTER_ONE
    return shares


def cuts_before(lines: list[Segment]) -> list[bool]:
    """Whether the page makes a cut before each line: other lines stood between, or another container begins."""
    own = [line.facts.container if line.facts is not None else 0 for line in lines]
    return [at == 0 or line.index - lines[at - 1].index > 1 or own[at] != own[at - 1] for at, line in enumerate(lines)]


def shares_in_parts(document: Document, lines: list[Segment]) -> list[float]:
    """Which share of the threshold each line needs for what it is in a digest; 1 on other pages."""
    # Titles that only stand twice may be teasers, and between the entries of a live report stands much furniture.
    parts = [one for one in openings_of(document) if one.publisher or one.section or one.whole]
    if not parts:
        return [1.0] * len(lines)
    end = end_of(document, parts[-1])
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
    """Where the last article of several ends: at the first line of its text that is no prose, or is spoken against."""
    for segment, decision in zip(document.segments, document.decisions, strict=True):
        removed = decision is not None and isinstance(decision.mark, Removed)
        if segment.start >= last.text and (removed or not segment.prose):
            return segment.start
    return len(document.text)


def introduced(lines: list[Segment], scores: Sequence[float]) -> list[bool]:
    """Whether each line is an item of a list right below a line of the article such as "What to take:"."""
    found = [False] * len(lines)
    for at in range(1, len(lines)):
        above, line = lines[at - 1], lines[at]
        if line.shape != "li" or line.index != above.index + 1:
            continue
        linked = line.facts is not None and line.facts.link_share > 0.5
        if not linked:
            found[at] = found[at - 1] or (above.text[-1:] in (":", "：") and scores[at - 1] >= INTRODUCES)
    return found


def levels_of(threshold: float, suspected: list[bool], held: list[bool], level: float = OPEN) -> list[float]:
    """The threshold of each line: of one that a step suspects, of an open one, of an open one in the article's element.

    >>> [round(one, 2) for one in levels_of(0.4, [True, False, False], [True, True, False])]
    [0.4, 0.14, 0.34]
    """
    return [
        threshold if known else threshold * (HELD if inside else level)
        for known, inside in zip(suspected, held, strict=True)
    ]


def best_sequence(
    scores: Sequence[float], words: Sequence[float], cuts: Sequence[bool], levels: Sequence[float]
) -> list[bool]:
    """Which segments are kept; ``cuts`` says of each whether the page makes a cut before it, ``levels`` its threshold.

    A short line between kept ones is kept, though its own score is low; a lone one among removed ones goes.

    >>> best_sequence([0.6, 0.9, 0.3, 0.9, 0.1, 0.05, 0.1], [2, 20, 1, 30, 2, 2, 40], [False] * 7, [0.4] * 7)
    [True, True, True, True, False, False, False]
    """
    gains = [(score - level + SLACK) * (size + 1) for score, level, size in zip(scores, levels, words, strict=True)]
    if not gains:
        return []
    most = SHARE * sum([gain for gain in gains if gain > 0])
    change, change_at_cut = min(CHANGE, most), min(CHANGE_AT_CUT, most)
    # The page begins and ends outside the article, and entering there is free.
    keep, drop = gains[0], 0.0
    from_keep: list[tuple[bool, bool]] = []
    for gain, cut in zip(gains[1:], cuts[1:], strict=True):
        cost = change_at_cut if cut else change
        stay, enter = keep, drop - cost
        rest, leave = drop, keep - cost
        from_keep.append((stay >= enter, leave > rest))
        keep, drop = max(stay, enter) + gain, max(rest, leave)
    kept = [keep > drop]
    for keep_before, drop_before in reversed(from_keep):
        kept.append(keep_before if kept[-1] else drop_before)
    return kept[::-1]
