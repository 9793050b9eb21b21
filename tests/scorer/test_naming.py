"""A removed line takes the reason of what stands beside it, where both sides agree and no kept line is between."""

from __future__ import annotations

import pytest

from cleantext import Claimed, Field, Reason, Removed
from cleantext.document import Decision
from cleantext.input.read import read_document
from cleantext.scorer.body import reasons_beside

LINES = read_document("Ferry\nLamps\nRopes\nWall\nTide\nPier", kind="text")[0].segments


def found(*said: Reason | Field | None, kept: tuple[int, ...] = ()) -> dict[int, Reason]:
    """The reasons given to open lines, with what steps have said of each line."""
    decisions = []
    for index, one in enumerate(said):
        mark = (
            None if one is None else Removed(index, one, "x") if isinstance(one, Reason) else Claimed(index, one, "x")
        )
        decisions.append(None if mark is None else Decision("x", mark))
    beside = reasons_beside(LINES[: len(said)], tuple(decisions), set(kept))
    return {index: reason for index, (reason, _) in beside.items()}


@pytest.mark.parametrize("reason", [Reason.NAVIGATION, Reason.RELATED, Reason.COMMENTS, Reason.SHARE])
def test_between_two_lines_of_one_reason_it_is_the_lines_own(reason: Reason) -> None:
    assert found(reason, None, None, reason) == {1: reason, 2: reason}


def test_between_two_reasons_neither_holds() -> None:
    assert found(Reason.NAVIGATION, None, Reason.RELATED) == {}


def test_on_one_side_it_reaches_the_next_line_only() -> None:
    assert found(Reason.RELATED, None, None, None) == {1: Reason.RELATED}
    assert found(None, None, Reason.RELATED) == {1: Reason.RELATED}


def test_what_is_kept_or_claimed_ends_it() -> None:
    assert found(Reason.RELATED, None, None, Reason.RELATED, kept=(1,)) == {2: Reason.RELATED}
    assert found(Reason.RELATED, Field.HEADLINE, None, None) == {}


def test_reasons_of_a_line_alone_do_not_spread() -> None:
    assert found(Reason.DUPLICATE, None, Reason.DUPLICATE) == {}
