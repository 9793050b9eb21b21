"""From lines to segments: what is joined, what is split, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given

from cleantext.document import Segment
from cleantext.text.read_text import read_segments
from cleantext.text.segment import cut_segment
from cleantext.values import Span
from cleantext.words.vocabulary import load_vocabulary
from invented_pages import pages

SENTENCE = "The harbour wall held through the storm, engineers said on Saturday."


def segments(*lines: str) -> tuple[Segment, ...]:
    return read_segments("\n".join(lines), load_vocabulary())


def texts(*lines: str) -> list[str]:
    return [segment.text for segment in segments(*lines)]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (
            ["The harbour wall held through", "the storm", ", engineers said."],
            "The harbour wall held through the storm, engineers said.",
        ),
        (
            ["The ferry company said in a", "statement", "that it would sail again on Monday."],
            "The ferry company said in a statement that it would sail again on Monday.",
        ),
        (
            ["The ferry company said on Monday that it had sold", "1,200", "tickets in the first week of the year."],
            "The ferry company said on Monday that it had sold 1,200 tickets in the first week of the year.",
        ),
        (
            ["The report, which was written by the divers (", "see page four", "), is short."],
            "The report, which was written by the divers (see page four), is short.",
        ),
        (
            ["Die alte Brücke über die Lahre ist nach der", "Sanierung", "wieder für den Verkehr offen."],
            "Die alte Brücke über die Lahre ist nach der Sanierung wieder für den Verkehr offen.",
        ),
        (
            ["港の一帯が朝から濃い霧に包まれ、", "対岸を結ぶ連絡船", "が４便続けて欠航した。"],
            "港の一帯が朝から濃い霧に包まれ、対岸を結ぶ連絡船が４便続けて欠航した。",
        ),
        (["灯台の見学会", "を港の倉庫で開いた。"], "灯台の見学会を港の倉庫で開いた。"),
        (["港口的老墙", "，在昨夜的风暴中没有倒。"], "港口的老墙，在昨夜的风暴中没有倒。"),
        (["항구의 새 방파제", "에서 열린 행사에 백 명이 왔다."], "항구의 새 방파제에서 열린 행사에 백 명이 왔다."),
        (["By", "Ada Moreno"], "By Ada Moreno"),
        (["Von", "Beate Illing"], "Von Beate Illing"),
    ],
)
def test_a_sentence_that_inline_tags_broke_is_one_segment(lines: list[str], joined: str) -> None:
    assert texts(*lines) == [joined]


def test_hard_wrapped_paragraphs_come_together() -> None:
    wrapped = [
        "The harbour wall held through the storm, engineers said on Saturday,",
        "and the ferry sailed again before noon, with forty people and three",
        "dogs on board. Divers went down twice in the afternoon to look at the",
        "stones below the pier, and came up with two lamps.",
        "",
        "The council will hear their report in April, and decide then whether",
        "the oldest part of the wall has to be taken down.",
    ]
    assert texts(*wrapped) == [" ".join(wrapped[:4]), " ".join(wrapped[5:])]


@pytest.mark.parametrize(
    "lines",
    [
        ["The harbour wall held through", "", "the storm, engineers said on Saturday."],
        ["By", "", "Ada Moreno"],
        ["The report is short (", " \t", "see page four)."],
        [SENTENCE[:30], "\x0b", SENTENCE[30:]],
    ],
)
def test_nothing_is_joined_across_a_blank_line(lines: list[str]) -> None:
    assert len(segments(*lines)) == 2
    assert segments(*lines)[1].gap >= 1


@pytest.mark.parametrize(
    "lines",
    [
        [SENTENCE, "The ferry sailed again before noon."],
        ["Home", "Share", "Log in"],
        ["Harbour wall holds", "Ferry company buys a second boat"],
        ["# Harbour wall holds", "## What the divers found"],
        ["* two lamps", "* an anchor", "* a bicycle"],
        [SENTENCE, "> Nobody slept, she said."],
        [SENTENCE, "![The wall at dawn](https://ferry.example/wall.jpg)"],
        [SENTENCE, "[The report](https://ferry.example/report)"],
        ["大会について", "はじめに", "とても長い夏"],
        ["記者 山田太郎", "2024年3月9日", "から揚げ祭り、港で開幕"],
        ["港の話題", "より安全な港へ、市が工事を開始"],
        ["ハンバーグ弁当", "から揚げ弁当1番", "から揚げ弁当2番"],
        ["鳥類", "は虫類", "両生類"],
        ["会社概要", "へ移動"],
        ["山田太郎", "の最新記事"],
        ["全国の天気", "の一覧を見る"],
        ["港の朝に浮かぶ船", "と灯台の影", "や波の声"],
        ["关键词：港口", "、老墙", "、渡轮"],
        ["首页", "》港口新闻", "》正文"],
        ["1）港口", "2）老墙"],
        ["来源：港口日报", "）2024年3月9日"],
        ["항구일보", "은 값 사상 최고…금도 올라"],
        ["김철수 기자", "보다 안전한 항구로"],
        ["가볼 만한 곳", "가 볼 만한 곳 10선"],
        ["제 출 처 : 총무과", "가 격 : 10,000원", "과 제 명 : 항만 정비", "의 뢰 인 : 김철수"],
        ["연합뉴스", "의 모든 기사"],
        ["連絡船", "、", "灯台"],
        ["가. 개요", "나. 일정", "다. 장소"],
        ["행사 안내", "가을 바다 축제"],
        ["9 March 2024", "By Ada Moreno"],
        ["The ferries stand in the town. On the quay people wait for the ice", "5 December 2023 – 09:12", SENTENCE],
        ["Пороми стоять у місті. На пристані чекають криги", "5 грудня 2023 – 09:12", SENTENCE],
        ["渡船停在港口。人们在码头上等着风暴带来的浮冰", "2023-12-05 09:12", "冰是从北方来的。"],
    ],
)
def test_lines_of_their_own_stay_apart(lines: list[str]) -> None:
    assert len(segments(*lines)) == len(lines)


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("Jul 18, 2025 | 0 | Remer,MN", ["Jul 18, 2025", "0", "Remer,MN"]),
        ("9 March 2024 • 4 min read", ["9 March 2024", "4 min read"]),
        ("Von Beate Illing · 9. März 2024", ["Von Beate Illing", "9. März 2024"]),
        ("Remer,MNSponsor: QWIKET", ["Remer,MN", "Sponsor: QWIKET"]),
        ("Jul 18, 2025 | Remer,MNSponsor: QWIKET", ["Jul 18, 2025", "Remer,MN", "Sponsor: QWIKET"]),
    ],
)
def test_records_and_glued_labels_are_split(line: str, pieces: list[str]) -> None:
    found = segments(line)
    assert [one.text for one in found] == pieces
    assert all(one.piece and one.line == 1 for one in found)


@pytest.mark.parametrize(
    "line",
    [
        "• two lamps, an anchor and a bicycle",
        "| lamp | anchor | bicycle |",
        "either|or",
        f"{SENTENCE} | " * 5 + SENTENCE,
        "The McAllister family has run the bakery for a hundred years",
    ],
)
def test_these_lines_stay_whole(line: str) -> None:
    assert len(segments(line)) == 1


@pytest.mark.parametrize(
    ("line", "shape", "text"),
    [
        ("# Harbour wall holds", "h1", "Harbour wall holds"),
        ("### What the divers found", "h3", "What the divers found"),
        ("- two lamps", "li", "two lamps"),
        ("* two lamps", "li", "two lamps"),
        ("> Nobody slept, she said.", "quote", "Nobody slept, she said."),
        ("| lamp | anchor |", "row", "| lamp | anchor |"),
        ("lamp\t4\tpier", "row", "lamp 4 pier"),
        ("![The wall at dawn](https://ferry.example/wall.jpg)", "image", None),
        ("Read [the report](https://ferry.example/report) of **the divers**.", "", "Read the report of the divers."),
        ("#hashtag", "", "#hashtag"),
        ("-5 degrees at noon", "", "-5 degrees at noon"),
        ("2 * 3 * 4 is 24", "", "2 * 3 * 4 is 24"),
    ],
)
def test_notation_gives_the_shape_and_leaves_the_text(line: str, shape: str, text: str | None) -> None:
    (found,) = segments(line)
    assert found.shape == shape
    assert text is None or found.text == text


def test_a_segment_knows_where_it_stands() -> None:
    page = f"\n  Home \n\n\n{SENTENCE}  \n"
    home, prose = read_segments(page, load_vocabulary())
    assert (home.line, home.gap, home.start, home.end) == (2, 1, 3, 7)
    assert (prose.line, prose.gap, prose.ends, prose.prose, prose.words) == (5, 2, True, True, 11)
    assert page[prose.start : prose.end] == SENTENCE
    assert "navigation" in home.hits


GERMAN = pytest.mark.xfail(reason="“ and « close quotations in German, Danish and others; here they only open them.")


@pytest.mark.parametrize(
    "line",
    [
        "The keeper said: “The wall held.”",
        "Le gardien l’a dit : « Le mur a tenu. »",
        "番人は言った。「壁は耐えた。」",
        pytest.param("Der Wärter sagte: „Die Mauer hat gehalten.“", marks=GERMAN),
        pytest.param("Der Wärter sagte: »Die Mauer hat gehalten.«", marks=GERMAN),
        pytest.param("Správce řekl: „Zeď vydržela.“", marks=GERMAN),
    ],
)
def test_a_sentence_that_closes_with_a_quotation_ends(line: str) -> None:
    (found,) = segments(line)
    assert found.ends


def test_cutting_leaves_out_parts_without_text() -> None:
    page = "LONDON (AP) — The wall held."
    (whole,) = read_segments(page, load_vocabulary())
    assert [one.text for one in cut_segment(page, whole, Span(0, 14))] == ["LONDON (AP) —", "The wall held."]
    assert [one.text for one in cut_segment(page, whole, Span(0, len(page)))] == [page]
    assert [one.text for one in cut_segment(page, whole, Span(7, 11))] == ["LONDON", "(AP)", "— The wall held."]


@given(pages)
def test_segments_are_in_order_and_leave_out_white_space_and_separators_only(page: str) -> None:
    at = 0
    for index, segment in enumerate(read_segments(page, load_vocabulary())):
        assert segment.index == index
        assert at <= segment.start < segment.end <= len(page)
        assert not _visible(page[at : segment.start])
        assert page[segment.start : segment.end].strip() == page[segment.start : segment.end]
        assert segment.text == " ".join(segment.text.split()) != ""
        at = segment.end
    assert not _visible(page[at:])


def _visible(between: str) -> str:
    """What is neither white space nor a separator."""
    return "".join(char for char in between if not char.isspace() and char not in "|｜•·│")
