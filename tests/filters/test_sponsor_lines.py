"""Sponsors: a label with a name, its tagline, near copies beside it; sentences about sponsors stay."""

from __future__ import annotations

import pytest

from cleantext import Sponsor
from single_steps import says, texts

PROSE = "The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again before noon."


def sponsors(*lines: str) -> list[object]:
    return [line.value for line in says("\n".join((*lines, PROSE)), "sponsor-lines")]


@pytest.mark.parametrize(
    ("line", "sponsor"),
    [
        ("Sponsor: TOLVERNE", Sponsor("TOLVERNE", ())),
        ("Sponsor:  Tolverne: Boats for rent.", Sponsor("Tolverne", ("Boats for rent.",))),
        ("SPONSOR: Tolverne", Sponsor("Tolverne", ())),
        ("Präsentiert von: Bootshaus Illing", Sponsor("Bootshaus Illing", ())),
        ("Patrocinado por: Tolverne", Sponsor("Tolverne", ())),
        ("Sponsorisé par : Tolverne", Sponsor("Tolverne", ())),
    ],
)
def test_a_label_names_a_sponsor(line: str, sponsor: Sponsor) -> None:
    assert sponsors(line) == [sponsor]


@pytest.mark.parametrize(
    "line",
    [
        "Sponsor:",
        "Sponsored by the council, the regatta brought two hundred boats into the harbour last year.",
        "Sponsor: a word that nobody on the old pier had ever used before",
        "Sponsor: it is a hard word.",
        "Tolverne: Boats for rent.",
        "Sponsoren haben die Brücke bezahlt.",
    ],
    ids=["no name", "a sentence", "nine words and more", "a short sentence", "no label", "German"],
)
def test_these_lines_name_none(line: str) -> None:
    assert sponsors(line) == []


def test_near_copies_beside_an_announcement_are_claimed_too() -> None:
    lines = ["Sponsor: Tolverne: Boats for rent.", "Tolverne: Boats for rent. Every weekend until autumn."]
    assert sponsors(*lines) == [
        Sponsor("Tolverne", ("Boats for rent.",)),
        Sponsor("Tolverne", ("Boats for rent. Every weekend until autumn.",)),
    ]
    assert len(sponsors(*reversed(lines))) == 2


@pytest.mark.parametrize(
    "lines",
    [
        ["Sponsor: Tolverne", PROSE, "Tolverne: Boats for rent."],
        ["Sponsor: Tolverne: Boats for rent.", "Tolverne is the name of a village with four houses and a well."],
        ["Sponsor: Tolverne", "Boats for rent, by Tolverne"],
    ],
    ids=["further away", "another text", "the name elsewhere"],
)
def test_other_lines_with_the_name_stay(lines: list[str]) -> None:
    assert len(sponsors(*lines)) == 1


def test_the_evidence_is_the_label_with_its_language() -> None:
    page = "\n".join(("Präsentiert von: Tolverne: Boats for rent.", "Tolverne: Boats for rent. Daily.", PROSE))
    first, second = says(page, "sponsor-lines")
    assert first.evidence == "prefix, de: präsentiert von:"
    assert second.evidence == "repeats the sponsor line beside it: Tolverne"


def test_a_page_without_sponsors() -> None:
    assert texts(f"Sponsors of the shirt change every season.\n{PROSE}", "sponsor-lines") == []
