"""Tags: in the line of their label, or below it, one by line."""

from __future__ import annotations

import pytest

from single_steps import says

PROSE = "The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again before noon."


def tags(*lines: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(line.text, line.value) for line in says("\n".join((PROSE, "", *lines)), "tags")]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Tags: harbour, storm, ferry", ("harbour", "storm", "ferry")),
        ("Tags: harbour; storm, ferry,", ("harbour", "storm", "ferry")),
        ("Tags: #harbour #storm", ("harbour", "storm")),
        ("Schlagwörter: Hafen, Sturm", ("Hafen", "Sturm")),
        ("タグ：港、嵐", ("港", "嵐")),
    ],
)
def test_tags_in_the_line_of_the_label(line: str, found: tuple[str, ...]) -> None:
    assert tags(line) == [(line, found)]


@pytest.mark.xfail(
    reason="Such a line is cut into pieces before any step, and the label's piece has the first tag only."
)
@pytest.mark.parametrize("divider", ["|", "•", "·"])
def test_dividers_of_records_between_tags(divider: str) -> None:
    found = tags(f"Tags: harbour {divider} storm {divider} ferry")
    assert [tag for _, line in found for tag in line] == ["harbour", "storm", "ferry"]


def test_tags_below_the_label() -> None:
    assert tags("Schlagwörter", "Hafen", "Sturm, Fähre") == [
        ("Schlagwörter", ()),
        ("Hafen", ("Hafen",)),
        ("Sturm, Fähre", ("Sturm", "Fähre")),
    ]


@pytest.mark.parametrize(
    "below",
    ["The ferry sailed again.", "Ferry company buys a second boat", "Share on Facebook", "\n\nStorm"],
    ids=["a sentence", "six words", "a phrase of the page", "far below"],
)
def test_the_list_ends_before_other_lines(below: str) -> None:
    assert [text for text, _ in tags("Tags:", "Harbour", below)] == ["Tags:", "Harbour"]


def test_a_list_has_at_most_15_lines() -> None:
    names = [f"Pier {chr(65 + number)}" for number in range(18)]
    assert [text for text, _ in tags("Tags:", *names)] == ["Tags:", *names[:15]]


@pytest.mark.parametrize(
    "line",
    ["Tags on the stones show in which year the wall was mended, and by whom.", "Er tagte bis in die Nacht."],
)
def test_sentences_stay(line: str) -> None:
    assert tags(line) == []
