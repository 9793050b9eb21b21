"""The headline: a feed's token, what is cut off a title, its copies, and pages that have none."""

from __future__ import annotations

import pytest

from cleantext import extract
from single_steps import says, texts

TITLE = "Harbour wall holds through the storm"
BODY = [
    "The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again before noon.",
    "Divers went down twice in the afternoon to look at the stones below the pier, and came up with two lamps.",
    "The council will hear their report in April, and decide then whether the oldest part has to be taken down.",
]
RECORD = ["By Ada Moreno", "9 March 2024"]


def test_a_token_of_a_feed_marks_the_headline() -> None:
    (line,) = says("\n\n".join(("Home", f"NextImg:{TITLE}", *BODY)), "headline-token")
    assert (line.code, line.value, line.sure) == ("headline", TITLE, True)


@pytest.mark.parametrize(
    "lines",
    [
        [f"NextImg:{TITLE}", "NextImg:Ferry company buys a second boat", *BODY],
        ["NextImg:Wall", *BODY],
        ["Explained:what the vote of the council means", *BODY],
        ["Erklärt: was die Wahl im Rat bedeutet", *BODY],
    ],
    ids=["a list", "one word", "another word", "German"],
)
def test_other_lines_carry_no_token(lines: list[str]) -> None:
    assert texts("\n\n".join(lines), "headline-token") == []


@pytest.mark.parametrize(
    ("shown", "title"),
    [
        (TITLE, TITLE),
        (f"# {TITLE}", TITLE),
        (f"Title: {TITLE}", TITLE),
        ("Alte Brücke öffnet nach zwei Jahren wieder", "Alte Brücke öffnet nach zwei Jahren wieder"),
        ("港の防波堤、嵐に耐える", "港の防波堤、嵐に耐える"),
    ],
    ids=["plain", "Markdown", "a label", "German", "Japanese"],
)
def test_the_line_above_the_record_is_the_headline(shown: str, title: str) -> None:
    assert extract("\n\n".join((shown, *RECORD, *BODY))).headline == title


def test_copies_of_the_headline_go() -> None:
    page = "\n\n".join((f"{TITLE} - The Daily Ferry", "Home", TITLE, *RECORD, *BODY))
    article = extract(page)
    assert article.headline == TITLE
    assert [verdict.reason for verdict in article.ledger if "Daily Ferry" in verdict.text] == ["duplicate"]
    assert TITLE not in article.body


def test_the_name_of_the_site_is_cut_off_a_declared_title() -> None:
    head = f'<title>{TITLE} | The Daily Ferry</title><meta property="og:site_name" content="The Daily Ferry">'
    body = "".join(f"<p>{line}</p>" for line in BODY)
    assert extract(f"<html><head>{head}</head><body>{body}</body></html>").headline == TITLE


@pytest.mark.parametrize("lines", [["9 March 2024", *BODY], ["Home > Coast > Harbours", *BODY], BODY])
def test_dates_breadcrumbs_and_sentences_are_no_headline(lines: list[str]) -> None:
    assert extract("\n\n".join(lines)).headline is None


def test_the_page_of_an_article_shows_its_heading_and_not_the_one_of_a_teaser() -> None:
    body = "".join(f"<p>{line}</p>" for line in BODY)
    teaser = "<aside><h2>Ferry company buys a second boat</h2></aside>"
    page = f"<html><body>{teaser}<main><h1>{TITLE}</h1><p>By Ada Moreno, 9 March 2024</p>{body}</main></body></html>"
    assert extract(page).headline == TITLE
