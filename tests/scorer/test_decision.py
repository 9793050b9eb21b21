"""The decision on neighbouring lines: what goes with a line of the article, and what a headline needs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, pairwise, product
from random import Random

import pytest

from cleantext.document import Decision, Document
from cleantext.input.read import read_document
from cleantext.marks import Claimed, Field
from cleantext.scorer.decision import (
    AFTER_ONE,
    CHANGE,
    CHANGE_AT_CUT,
    OPEN,
    RECORD,
    RIGHT_BELOW,
    SHARE,
    SLACK,
    TITLE,
    best_sequence,
    find_introduced,
    needed_of,
    shares_below_prose,
)


def document_of(*lines: str) -> Document:
    return read_document("\n".join(lines), kind="text")[0]


@pytest.mark.parametrize(
    ("lines", "scores", "wanted"),
    [
        (("What to take:", "- Blankets", "- A lamp", "Nobody was hurt."), (0.9, 0.1, 0.1, 0.9), (0, 1, 1, 0)),
        (("Related:", "- Boat sold", "- Lamp found"), (0.1, 0.1, 0.1), (0, 0, 0)),
        (("They packed.", "- Blankets", "- A lamp"), (0.9, 0.1, 0.1), (0, 0, 0)),
        (("要带的东西：", "- 毯子", "- 灯"), (0.9, 0.1, 0.1), (0, 1, 1)),
    ],
    ids=["a list that is introduced", "a heading of teasers", "a list without a colon before it", "a wide colon"],
)
def test_items_below_a_kept_line_with_a_colon_are_introduced(
    lines: tuple[str, ...], scores: tuple[float, ...], wanted: tuple[int, ...]
) -> None:
    segments = list(document_of(*lines).segments)
    assert find_introduced(segments, scores) == [bool(one) for one in wanted]


def test_a_line_between_ends_the_list() -> None:
    segments = list(document_of("What to take:", "- Blankets", "Share", "- A lamp").segments)
    left = [one for one in segments if one.text != "Share"]
    assert find_introduced(left, [0.9, 0.1, 0.1]) == [False, True, False]


PROSE = "The wall held through the storm, engineers said on Saturday, and the ferry sailed again before noon."


@pytest.mark.parametrize(
    ("page", "right"),
    [
        ([PROSE, f"On Sunday {PROSE}", f"By Monday {PROSE}"], [OPEN, RIGHT_BELOW, RIGHT_BELOW]),
        ([PROSE, "Most read", f"By Monday {PROSE}"], [OPEN, OPEN, AFTER_ONE]),
        ([PROSE, "Most read", "Of this week", f"By Monday {PROSE}"], [OPEN, OPEN, OPEN, OPEN]),
        (["Harbour", PROSE], [OPEN, OPEN]),
        ([PROSE, "Harbour"], [OPEN, OPEN]),
    ],
    ids=["a run of paragraphs", "a label between", "two labels between", "a heading above", "a heading below"],
)
def test_prose_below_prose_needs_less(page: list[str], right: list[float]) -> None:
    lines = list(read_document("\n\n".join(page), kind="text")[0].segments)
    assert shares_below_prose(lines, [False] * len(lines)) == pytest.approx(right)


def test_prose_needs_no_less_where_a_line_between_is_decided() -> None:
    lines = list(read_document(f"{PROSE}\n\nShare\n\nOn Sunday {PROSE}", kind="text")[0].segments)
    assert shares_below_prose([lines[0], lines[2]], [False, False]) == [OPEN] * 2


def test_prose_needs_no_less_below_a_suspected_line() -> None:
    lines = list(read_document(f"{PROSE}\n\nOn Sunday {PROSE}", kind="text")[0].segments)
    assert shares_below_prose(lines, [True, False]) == [OPEN] * 2
    lines = list(read_document(f"{PROSE}\n\nMost read\n\nOn Sunday {PROSE}", kind="text")[0].segments)
    assert shares_below_prose(lines, [False, True, False]) == [OPEN] * 3


def test_a_headline_needs_more_above_the_text_than_within_it() -> None:
    headline = Decision("headline", Claimed(0, Field.HEADLINE, "h1", "Harbour", sure=False))
    assert needed_of([headline, None, headline], [True, True, False]) == {0: TITLE, 2: RECORD}


def worth(kept: Sequence[bool], gains: list[float], costs: list[float]) -> float:
    """What a sequence gains, less what its changes cost."""
    changes = [cost for cost, (one, other) in zip(costs[1:], pairwise(kept), strict=True) if one != other]
    return sum(compress(gains, kept)) - sum(changes)


@pytest.mark.parametrize("size", range(1, 10))
def test_the_best_sequence_is_the_best_of_all(size: int) -> None:
    random = Random(size)
    scores = [random.random() for _ in range(size)]
    words = [random.randrange(40) for _ in range(size)]
    cuts = [random.random() < 0.3 for _ in range(size)]
    levels = [random.choice((0.1, 0.3, 0.45)) for _ in range(size)]
    gains = [(one - level + SLACK) * (count + 1) for one, level, count in zip(scores, levels, words, strict=True)]
    most = SHARE * sum(gain for gain in gains if gain > 0)
    costs = [min(CHANGE_AT_CUT if cut else CHANGE, most) for cut in cuts]
    best = max(worth(kept, gains, costs) for kept in product((False, True), repeat=size))
    found = best_sequence(scores, words, cuts, levels)
    assert len(found) == size
    assert worth(found, gains, costs) == pytest.approx(best)


def test_no_lines_have_an_empty_sequence() -> None:
    assert best_sequence([], [], [], []) == []
