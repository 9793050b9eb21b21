"""Datelines: read where they open the report or stand alone above it, left in the body, and a source of the day."""

from __future__ import annotations

import datetime

import pytest

from cleantext import Field, extract
from single_steps import run_steps

TITLE = "Harbour wall holds through the storm"
REST = "The harbour wall held through the storm, engineers said, and the ferry sailed again before noon."
MORE = [
    "Divers went down twice in the afternoon to look at the stones below the pier, and came up with two lamps.",
    "The council will hear their report in April, and decide then whether the oldest part has to be taken down.",
]


def dateline(*lines: str) -> tuple[str | None, str | None] | None:
    document = run_steps("\n\n".join((TITLE, *lines, *MORE)), "headline", "dates", "byline", "dateline")
    found = [note.value for note in document.noted(Field.DATELINE)]
    found += [claim.value for _, claim in document.claimed(Field.DATELINE)]
    if not found:
        return None
    (value,) = found
    (place,) = value.places
    return place.city, value.agency


@pytest.mark.parametrize(
    ("opening", "place", "agency"),
    [
        ("MOSCOW (AP) — ", "Moscow", "AP"),
        ("LONDON, Sept 28 (Reuters) - ", "London", "Reuters"),
        ("Berlin (dpa) - ", "Berlin", "dpa"),
        ("MADRID, 9 mar (EFE).- ", "Madrid", "EFE"),
    ],
)
def test_a_dateline_opens_the_report(opening: str, place: str, agency: str) -> None:
    assert dateline(opening + REST) == (place, agency)


@pytest.mark.parametrize(
    "opening",
    [
        "",
        "NASA (the agency) counts the stones from above. ",
        "Ada Moreno (32) - ",
        "In London - on the old pier - ",
    ],
)
def test_other_openings_are_no_dateline(opening: str) -> None:
    assert dateline(opening + REST) is None


def test_a_dateline_on_its_own_line() -> None:
    assert dateline("New Delhi, June 20", REST) == ("New Delhi", None)


def test_the_dateline_stays_in_the_body() -> None:
    article = extract("\n\n".join((TITLE, f"MOSCOW (AP) — {REST}", *MORE)))
    assert article.dateline is not None
    assert article.body.startswith("MOSCOW (AP) — The harbour wall")


def test_the_day_of_the_dateline_is_taken_where_the_page_shows_none() -> None:
    opening = f"NAIROBI, April 17, 2015 (VHN) -- {REST}"
    assert extract("\n\n".join((TITLE, opening, *MORE))).date == datetime.date(2015, 4, 17)
    assert extract("\n\n".join((TITLE, "3 May 2015", opening, *MORE))).date == datetime.date(2015, 5, 3)


def test_only_the_first_six_paragraphs_are_looked_at() -> None:
    prose = [f"{one} It was the {number}. time." for number, one in enumerate(MORE * 4)]
    assert dateline(*prose[:5], f"MOSCOW (AP) — {REST}") is not None
    assert dateline(*prose[:7], f"MOSCOW (AP) — {REST}") is None
