"""A line that stands on other pages of its site loses what its score promised; other lines lose nothing."""

from __future__ import annotations

from array import array

import pytest

from cleantext.document import Segment
from cleantext.input.read import read_document
from cleantext.sites import SiteProfile
from cleantext.sites.evidence import SiteEvidence, evidence_rows, scores_with, times_of
from cleantext.sites.trace import Slots
from sites.invented import dump

DOCUMENT = read_document("Most read\n\nThe wall held through the storm, engineers said, and the ferry sailed again.")[0]
PROFILE = SiteProfile.learn([dump(1), dump(2), dump(0)])


def found_on(*times: int) -> tuple[SiteEvidence, list[Segment]]:
    """What a site of three other pages says of two lines that stand on so many of them."""
    lines = list(DOCUMENT.segments)
    known = {line.start: count for line, count in zip(lines, times, strict=True) if count}
    return SiteEvidence(PROFILE, known, 0, "article", Slots(DOCUMENT)), lines


def test_the_signs_of_a_line_are_those_of_the_line_and_of_its_pages() -> None:
    evidence, lines = found_on(0, 2)
    assert times_of(evidence, lines) == [0, 2]
    label, prose = evidence_rows(evidence, lines, [0.5, 0.9])
    assert label == (0, False, False, 0)
    assert prose == pytest.approx((2.1972246, True, True, 2 / 3))


def test_without_other_pages_no_score_changes() -> None:
    evidence, lines = found_on(0, 0)
    scores = array("f", [0.5, 0.9])
    assert scores_with(evidence, lines, scores) == scores


def test_only_lines_that_recur_lose_and_more_pages_take_more() -> None:
    scores = array("f", [0.5, 0.9])
    lowered = [scores_with(*found_on(0, count), scores) for count in (1, 2, 3)]
    assert {one[0] for one in lowered} == {0.5}
    assert scores[1] > lowered[0][1] > lowered[1][1] > lowered[2][1] > 0
    assert scores.tolist() == array("f", [0.5, 0.9]).tolist()


def test_prose_that_few_pages_have_loses_little() -> None:
    evidence, lines = found_on(1, 1)
    label, prose = scores_with(evidence, lines, array("f", [0.9, 0.9]))
    assert label < 0.9 - 0.1 < prose < 0.9


@pytest.mark.parametrize("score", [0.0, 1.0, 1e-12])
def test_certain_scores_have_odds_too_and_none_rises(score: float) -> None:
    lowered = scores_with(*found_on(3, 3), array("f", [score, score]))
    assert all(0 <= one <= score for one in lowered)
