"""Exports that label their fields: how many labels make one, what each gives, where the document ends."""

from __future__ import annotations

import pytest

from cleantext import Publisher
from single_steps import lines_of, run_steps, says

BODY = "The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again before noon."
STEP = "labelled-export"


def values(*lines: str) -> dict[str, object]:
    return {line.text.partition(":")[0]: line.value for line in says("\n".join(lines), STEP) if line.value}


def test_the_value_after_each_label_is_read() -> None:
    found = values(
        "PUBLICATION: The Daily Ferry",
        "SECTION: News; Pg. 4",
        "DATE: March 9, 2024",
        "HEADLINE: Harbour wall holds",
        "BYLINE: Ada Moreno and Jon Prell",
        "DATELINE: BRISTOL, England",
        "BODY:",
        BODY,
    )
    assert found["PUBLICATION"] == Publisher("The Daily Ferry")
    assert found["SECTION"] == "News"
    assert found["DATE"].iso == "2024-03-09"
    assert found["HEADLINE"] == "Harbour wall holds"
    assert [person.name for person in found["BYLINE"].authors] == ["Ada Moreno", "Jon Prell"]
    assert [place.city for place in found["DATELINE"].places] == ["Bristol"]


def test_a_german_export() -> None:
    found = values("QUELLE: Der Lahrbote", "DATUM: 9. März 2024", "ÜBERSCHRIFT: Alte Brücke öffnet", "INHALT:", BODY)
    assert found["QUELLE"] == Publisher("Der Lahrbote")
    assert found["DATUM"].iso == "2024-03-09"
    assert found["ÜBERSCHRIFT"] == "Alte Brücke öffnet"


@pytest.mark.parametrize(
    "lines",
    [
        ["HEADLINE: Harbour wall holds", "BODY:", BODY],
        ["PUBLICATION: The Daily Ferry", "SECTION: News", "BYLINE: Ada Moreno", BODY],
        ["Headline: Harbour wall holds", "Byline: Ada Moreno", "Section: News", BODY],
        ["NORTH: four boats", "SOUTH: two boats", "EAST: no boat", BODY],
    ],
    ids=["two labels", "neither headline nor body", "not in capitals", "other words"],
)
def test_these_lines_make_no_export(lines: list[str]) -> None:
    assert says("\n".join(lines), STEP) == []


def test_the_second_of_a_kind_and_what_has_no_field_are_of_the_record() -> None:
    lines = ["HEADLINE: Wall holds", "BYLINE: Ada Moreno", "BYLINE: Jon Prell", "LENGTH: 412 words", "BODY:", BODY]
    found = {line.text: line.code for line in says("\n".join(lines), STEP)}
    assert found["BYLINE: Ada Moreno"] == "byline"
    assert found["BYLINE: Jon Prell"] == found["LENGTH: 412 words"] == found["BODY:"] == "header-record"


def test_the_first_document_is_the_article() -> None:
    second = ["HEADLINE: Ferry company buys a second boat", "The company did not say where the boat comes from."]
    document = run_steps("\n".join(("HEADLINE: Wall holds", "BYLINE: Ada Moreno", "BODY:", BODY, *second)), STEP)
    outside = [line.text for line in lines_of(document, STEP) if line.code == "outside-article"]
    assert outside == second
    (note,) = [note for _, note in document.notes]
    assert document.text[note.span.start : note.span.end] == BODY
