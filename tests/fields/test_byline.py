"""The byline: several people, lines that a dump has broken, who checks or translates, people inside the text."""

from __future__ import annotations

import pytest

from cleantext import extract

TITLE = "Harbour wall holds through the storm"
DATE = "9 March 2024"
BODY = [
    "The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again before noon.",
    "Divers went down twice in the afternoon to look at the stones below the pier, and came up with two lamps.",
    "The council will hear their report in April, and decide then whether the oldest part has to be taken down.",
]


def authors(*record: str, body: tuple[str, ...] = ()) -> list[str]:
    return [person.name for person in extract("\n".join((TITLE, *record, DATE, "", *BODY, *body))).authors]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ada Moreno", ["Ada Moreno"]),
        ("BY ADA MORENO", ["Ada Moreno"]),
        ("By Ada Moreno and Jon Prell", ["Ada Moreno", "Jon Prell"]),
        ("By Ada Moreno, Jon Prell and Rory Dunmore", ["Ada Moreno", "Jon Prell", "Rory Dunmore"]),
        ("Von Beate Illing und Jonas Prell", ["Beate Illing", "Jonas Prell"]),
        ("Par Hélène Vasseur et Luc Morel", ["Hélène Vasseur", "Luc Morel"]),
        ("Por Inés Calderón y Luis Soto", ["Inés Calderón", "Luis Soto"]),
    ],
)
def test_the_people_of_a_byline(line: str, names: list[str]) -> None:
    assert [name.title() if name.isupper() else name for name in authors(line)] == names


@pytest.mark.parametrize(
    "lines",
    [
        ("By Ada Moreno,", "Jon Prell"),
        ("By Ada Moreno", "and", "Jon Prell"),
        ("By", "Ada Moreno", "and", "Jon Prell"),
    ],
)
def test_a_byline_that_a_dump_has_broken(lines: tuple[str, ...]) -> None:
    assert authors(*lines) == ["Ada Moreno", "Jon Prell"]


@pytest.mark.parametrize(
    "lines",
    [
        ("By Ada Moreno", "Reviewed by Jon Prell"),
        ("By Ada Moreno", "Share"),
        ("By Ada Moreno", "Port Ansel"),
    ],
    ids=["who checks", "a button", "a place"],
)
def test_what_stands_below_a_byline_is_no_author(lines: tuple[str, ...]) -> None:
    assert authors(*lines) == ["Ada Moreno"]


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the water had gone down, and the ferry company sold its tickets from the hut again.",
        "Von der Brücke aus sieht man bis zum Turm, sagte die Sprecherin der Stadt am Samstag.",
        "By the old pier Jon Prell waited for the ferry.",
    ],
)
def test_sentences_that_begin_so_name_no_author(line: str) -> None:
    assert authors(body=(line,)) == []


def test_a_declared_author_is_believed() -> None:
    body = "".join(f"<p>{line}</p>" for line in BODY)
    head = f'<title>{TITLE}</title><meta name="author" content="Ada Moreno">'
    article = extract(f"<html><head>{head}</head><body><h1>{TITLE}</h1><p>{DATE}</p>{body}</body></html>")
    assert [person.name for person in article.authors] == ["Ada Moreno"]


def test_the_byline_is_no_part_of_the_body() -> None:
    article = extract("\n".join((TITLE, "By Ada Moreno", DATE, "", *BODY)))
    assert article.byline == "By Ada Moreno"
    assert "Moreno" not in article.body


def test_a_label_of_the_same_words_as_the_line_below_it_is_marked_once() -> None:
    page = "title: Ferry\ntext:\ntext:"
    extract(page).verify(page)


@pytest.mark.parametrize("controls", ["Quote Reply", "Edit Delete", "Agree Disagree", "Zitieren Antworten"])
def test_a_control_after_each_of_several_posts_is_no_author(controls: str) -> None:
    posts = "".join(f"<div><p>{text}</p></div><div>{controls}</div>" for text in BODY)
    assert extract(f"<title>{TITLE}</title><h1>{TITLE}</h1>{posts}").byline is None
    assert extract("\n".join((TITLE, *(line for text in BODY for line in (text, controls))))).byline is None


def test_an_author_who_signs_each_entry_is_one() -> None:
    entries = [line for text in BODY for line in ("Ada Moreno", text)]
    assert authors("By Ada Moreno", body=tuple(entries)) == ["Ada Moreno"]
    assert [person.name for person in extract("\n".join((TITLE, DATE, *entries))).authors] == ["Ada Moreno"]
    signed = [line for text in BODY for line in (text, "Ada Moreno")]
    assert [person.name for person in extract("\n".join((TITLE, DATE, *signed))).authors] == ["Ada Moreno"]
