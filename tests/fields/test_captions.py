"""Captions and credits: labels, credits that close a line, figures, alternative texts; paragraphs about pictures stay."""

from __future__ import annotations

import pytest

from single_steps import says, texts

PROSE = "The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again before noon."


def captions(line: str) -> list[tuple[str, str | None]]:
    found = says(f"{PROSE}\n\n{line}\n\n{PROSE}", "captions")
    return [(one.value.text, one.value.credit) for one in found]


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("The pool opened in 1974. Foto: Beate Illing", "Foto: Beate Illing"),
        ("The wall at dawn © Northern Wire", "© Northern Wire"),
        ("The wall at dawn. (Ada Moreno/Northern Wire)", "Ada Moreno/Northern Wire"),
        ("The wall at dawn. (Ada Moreno)", "Ada Moreno"),
        ("Die Brücke nach der Sanierung. (Foto: Beate Illing)", "Foto: Beate Illing"),
        ("เรือหางยาวรับนักเรียนที่ท่าน้ำวัด ภาพ: วีระพล นาคสุข", "ภาพ: วีระพล นาคสุข"),
    ],
    ids=["label", "sign", "bracket with a slash", "bracket with a name", "label in a bracket", "Thai"],
)
def test_a_credit_at_the_end_makes_a_caption(line: str, credit: str) -> None:
    ((text, found),) = captions(line)
    assert text == line
    assert found is not None
    assert found.strip("()") == credit


@pytest.mark.parametrize(
    "line",
    [
        "He asked for a photo: nobody had one to give him that day.",
        "The wall held (it is 200 years old).",
        "The wall held in 1974 (Northern Wire)",
        "Who took the photo? (Ada Moreno asked that in 1974)",
        "Ein Foto lag auf dem Tisch, und niemand wollte wissen, wer es gemacht hatte.",
        "The wall at dawn. Photo: " + "a name that goes on and on " * 2,
    ],
    ids=["colon in prose", "bracket in lower case", "no full stop before", "a number in it", "German", "a long credit"],
)
def test_these_lines_are_no_captions(line: str) -> None:
    assert captions(line) == []


def test_a_paragraph_of_more_than_60_words_is_no_caption() -> None:
    words = "the masons went along the wall and looked at every stone of it " * 4
    assert captions(f"In spring {words}again. Photo: Ada Moreno") != []
    assert captions(f"In spring {words * 2}again. Photo: Ada Moreno") == []


def test_a_label_at_the_beginning_makes_a_caption_without_a_credit() -> None:
    assert captions("Photo: Ada Moreno / Northern Wire") == [("Photo: Ada Moreno / Northern Wire", None)]


def test_an_image_of_a_dump_is_sure_and_a_line_is_not() -> None:
    image = "![The wall at dawn](https://ferry.example/wall.jpg)"
    found = says(f"{PROSE}\n\n{image}\n\n{PROSE}\n\nFoto de archivo\n\n{PROSE}", "captions")
    assert [(line.evidence.split(",")[0], line.sure) for line in found] == [
        ("an image of the dump's notation", True),
        ("prefix", False),
    ]


def test_the_alternative_text_right_above_a_caption_goes_with_it() -> None:
    pair = ["Volunteers carry a case", "Volunteers carry the card catalog. Photo: Ridge Camera Club"]
    assert texts("\n".join((PROSE, "", *pair, "", PROSE)), "captions") == pair
    assert texts("\n".join((PROSE, *pair, PROSE)), "captions") == pair[1:]
    assert texts("\n".join((PROSE, "", "Volunteers carry it.", pair[1], "", PROSE)), "captions") == pair[1:]


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ('<figure><img src="a.jpg"><figcaption>The wall at dawn</figcaption></figure>', ["The wall at dawn"]),
        ('<div><img src="a.jpg"><p class="wp-caption-text">Die Mauer am Morgen</p></div>', ["Die Mauer am Morgen"]),
        ("<p>The wall at dawn</p>", []),
        ('<p class="wp-caption-text">The wall at dawn</p>', []),
        ("<figure><blockquote>The wall at dawn</blockquote></figure>", []),
        ("<figure><table><tr><td>The wall</td><td>at dawn</td></tr></table></figure>", []),
    ],
    ids=["figcaption", "a name", "plain", "a name without a picture", "a quotation", "a table"],
)
def test_captions_of_markup(part: str, found: list[str]) -> None:
    assert texts(f"<html><body><p>{PROSE}</p>{part}<p>{PROSE}</p></body></html>", "captions") == found
