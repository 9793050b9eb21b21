"""The second look: what the scores of all lines say of each."""

from __future__ import annotations

import math
from array import array
from typing import Literal

import pytest

from cleantext import Pipeline
from cleantext.input.read import read_document
from cleantext.scorer.columns import Table
from cleantext.scorer.model import load_model
from cleantext.scorer.scores import features_of
from cleantext.scorer.second_look import FAR, NOBODY, second_look
from cleantext.scorer.surroundings import kin_of

MENU, TEXT = 0.05, 0.9


def looked(
    scores: list[float], words: list[int] | None = None, kin: dict[str, array[int]] | None = None
) -> dict[str, list[float]]:
    """The features of lines with these scores, by name."""
    found = second_look(array("f", scores), array("f", words or [10] * len(scores)), kin or {})
    assert all(map(math.isfinite, found.values))
    return {name.removeprefix("second: "): [round(one, 3) for one in found.column(name)] for name in found.names}


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
    assert found["words to run"][0] == pytest.approx(math.log1p(11), abs=1e-3)


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


def test_a_line_is_told_what_the_others_of_its_make_are() -> None:
    found = looked([TEXT, 0.2, MENU, TEXT], kin={"make": array("i", [0, 0, 1, 0])})
    assert found["mean of make"] == pytest.approx([(0.2 + TEXT) / 2, TEXT, NOBODY, (TEXT + 0.2) / 2])
    assert found["best of make"] == pytest.approx([TEXT, TEXT, MENU, TEXT])
    assert sum(found["make share of expected"][1:3]) == pytest.approx(1)


def test_the_posts_of_a_thread_are_alike_whatever_their_numbers_and_a_menu_is_not() -> None:
    posts = "".join(f"<div class='post p{number}'><p>Oak {number}.</p></div>" for number in range(3))
    document = read_document(f"<body><ul><li>Home</li></ul><div>{posts}</div></body>")[0]
    lines = [line for line in document.segments if line.facts]
    makes = kin_of(document, lines)["make"].tolist()
    assert len(set(makes[1:])) == 1
    assert makes[0] != makes[1]


def test_a_dump_has_no_kin() -> None:
    document = read_document("Oak.\nElm.", kind="text")[0]
    assert kin_of(document, document.segments) == {}


@pytest.mark.parametrize("kind", ["html", "text"])
def test_the_second_trees_know_all_features_of_both_looks(kind: Literal["html", "text"]) -> None:
    first, second = load_model(kind), load_model(f"{kind}-second")
    document = Pipeline([]).run(read_document("<p>The wall held.</p>", kind=kind)[0])
    table = features_of(document, first.lists, first.table)
    lines = document.segments
    ones = array("f", [1]) * len(lines)
    assert second.names == tuple(table.beside(second_look(ones, ones, kin_of(document, lines))).names)


def test_what_stands_around_a_line_decides_where_the_line_itself_does_not() -> None:
    second = load_model("text-second")
    first = load_model("text")
    base = Table(list(first.names), array("f", [0]) * (9 * len(first.names)), 9)

    def middle(score: float) -> float:
        around = array("f", [score] * 4 + [0.5] + [score] * 4)
        added = second_look(around, array("f", [12]) * 9, {})
        return second.scores(base.beside(added), array("i", [4]))[0]

    assert middle(0.95) > middle(0.05)
