"""The second look: what the scores of all lines say of each."""

from __future__ import annotations

import numpy as np
import pytest

from cleantext import Pipeline
from cleantext.readers import read_document
from cleantext.scoring.features import features_of
from cleantext.scoring.model import load_model
from cleantext.scoring.second_look import FAR, NOBODY, second_look

MENU, TEXT = 0.05, 0.9


def looked(scores: list[float], words: list[int] | None = None) -> dict[str, list[float]]:
    """The features of lines with these scores, by name."""
    sizes = np.array(words or [10] * len(scores), dtype=np.float32)
    names, rows = second_look(np.array(scores, dtype=np.float32), sizes)
    assert np.isfinite(rows).all()
    return {name.removeprefix("second: "): row.round(3).tolist() for name, row in zip(names, rows.T, strict=True)}


def test_neighbours_are_told_one_by_one_and_nobody_stands_beyond_the_page() -> None:
    found = looked([MENU, TEXT, 0.4])
    assert found["score at -1"] == pytest.approx([NOBODY, MENU, TEXT])
    assert found["score at +1"] == pytest.approx([TEXT, 0.4, NOBODY])
    assert found["score at +3"] == pytest.approx([NOBODY] * 3)


def test_means_count_words() -> None:
    found = looked([MENU, TEXT, 0.4], [0, 98, 10])
    # One word for the menu's line and 99 for the text's: each line counts for its words and one more.
    assert found["mean of 2 above"][2] == pytest.approx((MENU + 99 * TEXT) / 100, abs=1e-3)


def test_the_run_is_the_body_and_distances_are_counted_from_it() -> None:
    found = looked([MENU, MENU, TEXT, TEXT, 0.3, TEXT, MENU, MENU])
    assert found["in run"] == [0, 0, 1, 1, 1, 1, 0, 0]
    assert found["lines before run"] == [2, 1, 0, 0, 0, 0, 0, 0]
    assert found["lines after run"] == [0, 0, 0, 0, 0, 0, 1, 2]
    assert found["words to run"][0] == pytest.approx(np.log1p(11), abs=1e-3)


def test_a_likely_line_of_another_story_is_no_part_of_the_run() -> None:
    found = looked([TEXT, *[MENU] * 12, TEXT, TEXT, TEXT])
    assert found["in run"][0] == 0
    assert found["lines before run"][0] == 13
    assert found["lines until likely"][0] == 13


@pytest.mark.parametrize("scores", [[MENU], [MENU] * 30, [0.0, 0.0]])
def test_a_page_without_a_likely_line_has_no_run(scores: list[float]) -> None:
    found = looked(scores)
    assert set(found["in run"]) == {0.0}
    assert set(found["lines before run"]) == {float(FAR)}
    assert set(found["lines since likely"]) == {float(FAR)}


def test_the_second_trees_know_all_features_of_both_looks() -> None:
    first, second = load_model("text"), load_model("text-second")
    document = Pipeline([]).run(read_document("The wall held.", kind="text")[0])
    names = features_of(document, first.lists, first.table)[0]
    ones = np.ones(1, dtype=np.float32)
    assert second.names == (*names, *second_look(ones, ones)[0])


def test_what_stands_around_a_line_decides_where_the_line_itself_does_not() -> None:
    second = load_model("text-second")
    first = load_model("text")
    base = np.zeros((1, len(first.names)), dtype=np.float32)
    words = np.full(9, 12, dtype=np.float32)

    def middle(score: float) -> float:
        around = np.array([score] * 4 + [0.5] + [score] * 4, dtype=np.float32)
        return float(second.scores(np.hstack((base, second_look(around, words)[1][4:5])))[0])

    assert middle(0.95) > middle(0.05)
