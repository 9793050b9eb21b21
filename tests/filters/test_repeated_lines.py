"""Repetitions: how often a label stands, which copy of a paragraph stays, and what repeats for a reason."""

from __future__ import annotations

import pytest

from single_steps import says, texts

PROSE = [
    f"The mason looked at the {number} stone of the wall, and found it sound, dry and well set in its bed of lime."
    for number in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
]


def between(line: str, copies: int) -> str:
    return "\n".join(part for number in range(copies) for part in (PROSE[number], line))


@pytest.mark.parametrize(("copies", "gone"), [(5, 0), (6, 6)])
def test_a_label_of_the_template_stands_six_times(copies: int, gone: int) -> None:
    assert texts(between("Ferry desk", copies), "repeated-lines") == ["Ferry desk"] * gone


@pytest.mark.parametrize("line", ["Fährbüro", "渡輪部", "مكتب العبارة"])
def test_labels_of_other_languages(line: str) -> None:
    assert texts(between(line, 6), "repeated-lines") == [line] * 6


@pytest.mark.parametrize("line", ["And the water rose.", "“No.”", "« Non. »", "「違う。」", "12 March 2024"])
def test_refrains_dialogue_and_dates_stay(line: str) -> None:
    assert texts(between(line, 7), "repeated-lines") == []


def test_the_first_copy_of_a_paragraph_stays() -> None:
    page = "\n".join((PROSE[0], PROSE[1], PROSE[0], PROSE[0]))
    assert [(line.text, line.evidence) for line in says(page, "repeated-lines")] == [(PROSE[0], "copy of line 1")] * 2


def test_a_short_sentence_may_stand_twice() -> None:
    page = "\n".join((PROSE[0], "Nobody slept that night.", PROSE[1], "Nobody slept that night."))
    assert texts(page, "repeated-lines") == []


def test_a_paragraph_with_another_word_is_no_copy() -> None:
    assert texts("\n".join(PROSE[:2]), "repeated-lines") == []


@pytest.mark.parametrize(
    ("title", "gone"),
    [
        ("Harbour wall holds through the storm", 1),
        ("Alte Brücke öffnet wieder", 1),
        ("Harbour wall holds", 0),
        ("Does the harbour wall hold?", 0),
    ],
    ids=["six words", "four words", "three words", "a sentence"],
)
def test_a_title_right_below_itself_goes_once(title: str, gone: int) -> None:
    assert texts(f"{title}\n{title}\n{PROSE[0]}", "repeated-lines") == [title] * gone


def test_a_title_further_below_stays() -> None:
    title = "Harbour wall holds through the storm"
    assert texts(f"{title}\n{PROSE[0]}\n{title}", "repeated-lines") == []


def test_repetitions_are_suspicions() -> None:
    assert {line.sure for line in says(between("Ferry desk", 6), "repeated-lines")} == {False}
