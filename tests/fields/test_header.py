"""The header's record: counts and reading times anywhere, the place and the section above the text."""

from __future__ import annotations

import pytest

from single_steps import says

TITLE = "Harbour wall holds through the storm"
BODY = [
    "The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again before noon.",
    "Divers went down twice in the afternoon to look at the stones below the pier, and came up with two lamps.",
    "The council will hear their report in April, and decide then whether the oldest part has to be taken down.",
]
STEPS = ("line-scores", "headline", "dates", "byline", "header")


def header(*above: str, below: tuple[str, ...] = ()) -> dict[str, tuple[str, object]]:
    page = "\n\n".join((*above, *BODY, *below))
    return {line.text: (line.code, line.value) for line in says(page, *STEPS)}


@pytest.mark.parametrize(
    ("line", "number"),
    [("12 comments", 12), ("1,204 comments", 1204), ("7 Kommentare", 7), ("3 commentaires", 3)],
)
def test_the_count_of_comments_is_a_number(line: str, number: int) -> None:
    assert header(TITLE, below=(line,))[line] == ("comment_count", number)


def test_the_first_count_of_comments_is_kept() -> None:
    found = header(TITLE, "12 comments", below=("14 comments",))
    assert found["12 comments"] == ("comment_count", 12)
    assert found["14 comments"][0] == "counts"


@pytest.mark.parametrize(
    ("line", "reason"),
    [("4 min read", "reading-time"), ("Lesedauer: 4 Minuten", "reading-time"), ("1,204 views", "counts")],
)
def test_reading_times_and_counts_go(line: str, reason: str) -> None:
    assert header(TITLE, line)[line][0] == reason


@pytest.mark.parametrize(
    "line",
    [
        "The keeper counted 1,204 views from the tower in his life, and he drew them all.",
        "The keeper had 12 comments on the chart, and the mayor listened to every one of them.",
        "Er las vier Minuten lang aus dem Brief vor, und niemand sagte ein Wort dazu.",
    ],
)
def test_sentences_with_numbers_stay(line: str) -> None:
    assert line not in header(TITLE, below=(line,))


@pytest.mark.parametrize(("line", "section"), [("Category: Harbour", "Harbour"), ("Kategorie: Lokales", "Lokales")])
def test_a_labelled_section(line: str, section: str) -> None:
    assert header(line, TITLE)[line] == ("section", section)


def test_the_section_is_the_end_of_a_breadcrumb() -> None:
    for trail in ("Home > Coast > Harbours", "Startseite » Küste » Harbours"):
        assert header(trail, TITLE, "By Ada Moreno", "9 March 2024")[trail] == ("section", "Harbours")


def test_a_place_with_its_region_stands_above_the_text() -> None:
    found = header(TITLE, "Remer, MN")
    assert found["Remer, MN"][0] == "place"
    assert "Remer, MN" not in header(TITLE, below=("Remer, MN",))
