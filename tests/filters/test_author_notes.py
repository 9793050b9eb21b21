"""A note about the author is told by the name of the byline, near the article's end, and only there."""

from __future__ import annotations

import pytest

from single_steps import says

HEAD = ["Harbour wall holds through the storm", "By Ada Moreno", "9 March 2024"]
TEXT = [
    "The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again before noon.",
    "Divers went down twice in the afternoon to look at the stones below the pier, and came up with two lamps.",
    "The council will hear their report in April, and decide then whether the oldest part has to be taken down.",
    "Until the decision the path along the wall stays open on weekdays, and tickets are sold beside the bakery.",
    "Nobody knows who built the first wall, which stood further out and was made of oak from the northern valley.",
    "The keeper counted nine waves that went over the lamp, and his father never saw more than six in one night.",
    "In the spring the masons will come back with their carts, and the road along the quay will be closed again.",
    "The bakery sold all of its bread before eight, and the school let the children go home at ten in the rain.",
]
STEPS = ("headline", "dates", "byline", "author-notes")


def notes_on(*lines: str) -> list[str]:
    return [line.text for line in says("\n".join(lines), *STEPS)]


@pytest.mark.parametrize(
    ("byline", "note"),
    [
        ("By Ada Moreno", "Ada Moreno writes about boats and lives beside the pier with two dogs."),
        ("By Ada Moreno and Jon Prell", "Jon Prell has kept the lighthouse of Orrin since 2009."),
        ("Par Hélène Vasseur", "Hélène Vasseur est correspondante au port depuis dix ans."),
        ("Von Beate Illing", "Beate Illing schreibt über Brücken und Schiffe."),
    ],
    ids=["English", "one of two", "French", "German"],
)
def test_a_last_paragraph_that_opens_with_the_author_s_name_is_a_note(byline: str, note: str) -> None:
    (line,) = says("\n".join((HEAD[0], byline, HEAD[2], *TEXT, note)), *STEPS)
    assert (line.text, line.code, line.sure) == (note, "author-box", False)


def test_the_evidence_names_the_author() -> None:
    (line,) = says("\n".join((*HEAD, *TEXT, "Ada Moreno writes about boats.")), *STEPS)
    assert line.evidence == "a last paragraph that opens with the author's name, Ada Moreno"


@pytest.mark.parametrize(
    "last",
    [
        "Ben Tarrow writes about boats and lives beside the pier with two dogs.",
        "Since the spring Ada Moreno writes about boats and lives beside the pier.",
        "Moreno writes about boats and lives beside the pier with two dogs.",
        "Ada Moreno " + "said that the water rose " * 12 + "again.",
    ],
    ids=["another name", "the name inside", "the family name alone", "more than 60 words"],
)
def test_other_last_paragraphs_stay(last: str) -> None:
    assert notes_on(*HEAD, *TEXT, last) == []


def test_only_the_last_four_paragraphs_are_looked_at() -> None:
    note = "Ada Moreno writes about boats and lives beside the pier."
    assert notes_on(*HEAD, *TEXT[:5], note, *TEXT[5:]) == [note]
    assert notes_on(*HEAD, *TEXT[:4], note, *TEXT[4:]) == []


def test_an_article_of_four_paragraphs_has_no_note() -> None:
    note = "Ada Moreno writes about boats and lives beside the pier."
    assert notes_on(*HEAD, *TEXT[:3], note) == []
    assert notes_on(*HEAD, *TEXT[:4], note) == [note]


def test_a_page_without_a_byline_has_no_note() -> None:
    assert notes_on(HEAD[0], HEAD[2], *TEXT, "Ada Moreno writes about boats and lives beside the pier.") == []
