"""Digests: how many titles make one, what may stand before a title, and what the page's own article looks like."""

from __future__ import annotations

import pytest

from cleantext.layout import Opening
from single_steps import lines_of, notes, run_steps, says

FERRY = "Ferry sails again after nine weeks"
TOADS = "Children count toads on the lake road"
CHOIR = "Choir loses its only bass"
LAMPS = "Two lamps found below the pier"
REPORTS = {
    FERRY: "The ferry left the new pier at six on Saturday with eleven people on board, the harbour office said.",
    TOADS: "Two classes counted 412 toads in one night, and carried every one of them across in buckets.",
    CHOIR: "The bass of the church choir moves to his daughter's, and nobody else in the valley sings so low.",
    LAMPS: "Divers went down twice in the afternoon to look at the stones below the pier, and came up with them.",
}


def doubled(title: str, outlet: str = "") -> list[str]:
    return [f"{outlet}: {title}" if outlet else title, title, REPORTS[title], ""]


def single(title: str, outlet: str) -> list[str]:
    return [f"{outlet}: {title}", REPORTS[title], ""]


def openings(*lines: str) -> list[Opening]:
    return [note.value for note in notes("\n".join(lines), "digests")]


def test_two_doubled_titles_with_an_outlet_make_a_digest() -> None:
    found = openings(*doubled(FERRY, "Quayside Post"), *doubled(TOADS, "The Lamp"))
    assert [(one.headline, one.publisher, one.section, one.whole) for one in found] == [
        (FERRY, "Quayside Post", None, False),
        (TOADS, "The Lamp", None, False),
    ]


def test_the_second_copy_of_a_title_is_a_duplicate() -> None:
    page = "\n".join((*doubled(FERRY, "Quayside Post"), *doubled(TOADS, "The Lamp")))
    assert [(line.text, line.code, line.evidence) for line in says(page, "digests")] == [
        (FERRY, "duplicate", "the title in line 1 again"),
        (TOADS, "duplicate", "the title in line 5 again"),
    ]


def test_the_topic_above_a_title_is_its_section() -> None:
    lines = ["#harbour", "", *doubled(FERRY, "Quayside Post"), "", "#schools", "", *doubled(TOADS, "The Lamp")]
    assert [one.section for one in openings(*lines)] == ["harbour", "schools"]
    document = run_steps("\n".join(lines), "digests")
    topics = [line.text for line in lines_of(document, "digests") if line.code == "header-record"]
    assert topics == ["#harbour", "#schools"]


@pytest.mark.parametrize(
    ("titles", "makes"), [((FERRY, TOADS, CHOIR), False), ((FERRY, TOADS, CHOIR, LAMPS), True)], ids=["three", "four"]
)
def test_without_outlets_four_doubled_titles_make_a_digest(titles: tuple[str, ...], makes: bool) -> None:
    found = openings(*(line for title in titles for line in doubled(title)))
    assert [one.headline for one in found] == (list(titles) if makes else [])


@pytest.mark.parametrize(
    "lines",
    [
        doubled(FERRY, "Quayside Post"),
        [*doubled(FERRY, "Quayside Post"), f"The Lamp: {TOADS}", TOADS, "Log in", "Contact", "Imprint"],
        [*doubled(FERRY, "Quayside Post"), "The Lamp: Toads counted", "Toads counted", REPORTS[TOADS]],
        [*doubled(FERRY, "Quayside Post"), f"{'A name that runs on ' * 3}: {TOADS}", TOADS, REPORTS[TOADS]],
        [*doubled(FERRY, "Quayside Post"), f"The Lamp: {TOADS}", CHOIR, REPORTS[TOADS]],
    ],
    ids=["one title", "no text below", "a title of two words", "a long outlet", "another title below"],
)
def test_one_doubled_title_is_no_digest(lines: list[str]) -> None:
    assert openings(*lines) == []


@pytest.mark.parametrize(
    ("lines", "titles"),
    [
        (["#harbour", *single(FERRY, "Quayside Post"), "#schools", *single(TOADS, "The Lamp")], [FERRY, TOADS]),
        ([*single(FERRY, "Quayside"), *single(TOADS, "Lamp"), *single(CHOIR, "Lamp")], [FERRY, TOADS, CHOIR]),
        ([*single(FERRY, "Quayside"), *single(TOADS, "Lamp"), *single(CHOIR, "Valley")], []),
        ([*single(FERRY, "Quayside"), *single(TOADS, "Quayside")], []),
    ],
    ids=["two below topics", "three, an outlet twice", "three names of nothing", "only two"],
)
def test_titles_that_stand_once_need_a_topic_or_an_outlet_twice(lines: list[str], titles: list[str]) -> None:
    assert [one.headline for one in openings(*lines)] == titles


def test_a_german_digest() -> None:
    lines = [
        "#hafen",
        "Kaiblatt: Fähre fährt nach neun Wochen wieder",
        "Die Fähre legte am Samstag um sechs mit elf Leuten an Bord vom neuen Steg ab, teilte das Hafenamt mit.",
        "#schule",
        "Die Lampe: Kinder zählen Kröten am Seeweg",
        "Zwei Klassen zählten in einer Nacht 412 Kröten und trugen jede einzelne im Eimer hinüber.",
    ]
    assert [(one.headline, one.publisher, one.section) for one in openings(*lines)] == [
        ("Fähre fährt nach neun Wochen wieder", "Kaiblatt", "hafen"),
        ("Kinder zählen Kröten am Seeweg", "Die Lampe", "schule"),
    ]


def article(title: str, by: str, last: str = "Nobody had slept much.") -> list[str]:
    return [title, "", f"By {by}", "2 March 2025", "", REPORTS[title], last, ""]


def test_whole_articles_in_a_row_each_have_a_record() -> None:
    found = openings(*article(FERRY, "Ada Moreno"), *article(TOADS, "Jon Prell"))
    assert [(one.headline, one.publisher, one.whole) for one in found] == [(FERRY, None, True), (TOADS, None, True)]


def test_a_teaser_of_one_sentence_is_no_whole_article() -> None:
    assert openings(*article(FERRY, "Ada Moreno"), *article(TOADS, "Jon Prell")[:-2]) == []


def test_whole_articles_hold_most_of_the_prose() -> None:
    above = [f"{report} It was the {number}. time." for number, report in enumerate(REPORTS.values())] * 2
    assert openings(*above, *article(FERRY, "Ada Moreno"), *article(TOADS, "Jon Prell")) == []
