"""Long lines are cut where a dumper glued blocks together, and nowhere else."""

from __future__ import annotations

import cleantext
from cleantext.input.read import read_document
from cleantext.text.join_lines import MAX_STRETCH, seams_of

PROSE = "The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again before noon."


def test_glued_blocks_come_apart() -> None:
    page = f"{PROSE}Read more about tides{PROSE}Share this page{PROSE}"
    texts = [segment.text for segment in read_document(page)[0].segments]
    assert texts == [PROSE, "Read more about tides", PROSE, "Share this page", PROSE]


def test_paragraphs_stay_whole() -> None:
    for line in (PROSE * 1, " ".join([PROSE] * 9), "Вода поднялась на два метра, сообщили спасатели. " * 8):
        assert seams_of(line) == []


def test_names_written_in_one_word_stay_whole() -> None:
    line = (
        f"{PROSE} A DeepHull probe lay there. {PROSE} The DeepHull came home, and a DeepHull does not sink.End of story"
    )
    assert [line[cut:] for cut in seams_of(line)] == []


def test_a_page_in_one_line_is_cut_into_sentences() -> None:
    line = " ".join([PROSE] * (MAX_STRETCH // len(PROSE) + 2))
    cuts = seams_of(line)
    assert len(cuts) == line.count(". T")
    assert all(line[:cut].rstrip().endswith(".") for cut in cuts)


def test_nothing_is_lost_where_lines_are_cut() -> None:
    page = "Home and gardenLog in" + f"{PROSE}Read more".join(["", " “Quoted.”Then more", "and\nthe next line "] * 9)
    article = cleantext.extract(page)
    article.verify(page)


def test_sentences_of_one_line_stay_one_paragraph() -> None:
    line = " ".join(PROSE.replace("storm", f"storm of {1900 + year}") for year in range(30))
    assert [one.text for one in cleantext.extract(line).paragraphs] == [line]
