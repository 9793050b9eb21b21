"""Other articles: labels with a title in their line or below, and headings with a run of titles."""

from __future__ import annotations

import pytest

from single_steps import says, texts

PROSE = "The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again before noon."
TITLES = ["Ferry company buys a second boat", "Lighthouse keeper retires after forty years", "Bakery wins a prize"]


def related(*lines: str) -> list[tuple[str, str, object]]:
    return [(line.text, line.code, line.value) for line in says("\n".join((PROSE, *lines)), "related-lines")]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Read also: Ferry prices rise again", "Ferry prices rise again"),
        ("READ ALSO: Ferry prices rise again", "Ferry prices rise again"),
        ("Lies auch: Sturm über der Küste", "Sturm über der Küste"),
        ("Lire aussi : Le phare rouvre en mai", "Le phare rouvre en mai"),
    ],
)
def test_a_label_claims_the_title_after_it(line: str, title: str) -> None:
    (found,) = says(f"{PROSE}\n{line}", "related-lines")
    assert (found.text, found.code, found.value, found.sure) == (line, "related", title, False)


def test_a_label_alone_takes_the_title_right_below() -> None:
    assert related("Read next", TITLES[0], PROSE) == [("Read next", "related", None), (TITLES[0], "related", TITLES[0])]


@pytest.mark.parametrize(
    "below",
    [
        ["The ferry sailed again."],
        ["Boats"],
        ["", "", "", TITLES[0]],
        ["Share on Facebook"],
    ],
    ids=["a sentence", "one word", "far below", "a line that the word lists know"],
)
def test_a_label_alone_takes_nothing_else(below: list[str]) -> None:
    assert [text for text, _, _ in related("Read next", *below, PROSE)] == ["Read next"]


@pytest.mark.parametrize("heading", ["Related stories", "Ähnliche Artikel"])
def test_a_heading_takes_the_titles_below(heading: str) -> None:
    assert [text for text, _, _ in related(heading, *TITLES, PROSE)] == [heading, *TITLES]


def test_one_title_below_a_heading_stays() -> None:
    assert [text for text, _, _ in related("Related stories", TITLES[0], PROSE)] == ["Related stories"]


def test_the_run_of_titles_ends_at_the_first_sentence() -> None:
    lines = ("Related stories", *TITLES[:2], "The ferry sailed again.", TITLES[2])
    assert [text for text, _, _ in related(*lines)] == list(lines[:3])


def test_a_heading_takes_at_most_twelve_titles() -> None:
    titles = [f"{TITLES[0]} in spring {year}" for year in range(14)]
    assert [text for text, _, _ in related("Related stories", *titles)] == ["Related stories", *titles[:12]]


def test_titles_are_suspicions_and_name_their_heading() -> None:
    heading, *titles = says("\n".join((PROSE, "Related stories", *TITLES)), "related-lines")
    assert heading.sure
    assert {(line.sure, line.evidence) for line in titles} == {(False, "a title under the heading: Related stories")}


def test_a_heading_reaches_no_further_than_its_element() -> None:
    head = "<p>The wall at dawn</p><h3>Related stories</h3>"
    items = "<ul>" + "".join(f"<li>{title}</li>" for title in TITLES) + "</ul>"
    apart = f"<html><body><p>{PROSE}</p><div>{head}</div>{items}</body></html>"
    inside = f"<html><body><p>{PROSE}</p><div>{head}{items}</div></body></html>"
    assert texts(apart, "related-lines") == ["Related stories"]
    assert texts(inside, "related-lines") == ["Related stories", *TITLES]


@pytest.mark.parametrize(
    "line",
    [
        "People who read also write better letters, the teacher of the harbour school told the council.",
        "The related stories that the fishermen tell are older than the wall.",
        "Lesen können hier alle, sagte die Lehrerin.",
    ],
)
def test_sentences_with_these_words_stay(line: str) -> None:
    assert related(line, *TITLES) == []
