"""Places that the text tells of: by the word before the name or the ending behind it, in the language of the text."""

from __future__ import annotations

import pytest

from cleantext.grammar.datelines import dateline_alone, match_dateline
from cleantext.grammar.places import HeardPlaces

HEARD = [
    ("en", "Velmora", "A mill in Velmora has been sold."),
    ("de", "Lundenau", "Ein Brand in Lundenau hat eine Scheune zerstört."),
    ("fr", "Saint-Orlac", "Le pont ferme à Saint-Orlac jusqu’en mai."),
    ("es", "Peñalba", "El puente cerrará en Peñalba hasta mayo."),
    ("pt", "Vila Moura Nova", "A ponte fecha em Vila Moura Nova até maio."),
    ("it", "Rocca Alba", "Il ponte vicino a Rocca Alba chiude fino a maggio."),
    ("nl", "Zuiderbeek", "De brug in Zuiderbeek gaat dicht."),
    ("sv", "Lundvik", "Bron i Lundvik stängs."),
    ("pl", "Zielonka", "Most w Zielonce będzie zamknięty."),
    ("cs", "Lipovec", "Most v Lipovci bude uzavřen."),
    ("ru", "Тулма", "Мост в Тулме закрыт до мая."),
    ("uk", "Зелене", "Міст у Зеленому закрито до травня."),
    ("hu", "Almáskert", "A hidat Almáskertben lezárták."),
    ("fi", "Lumisalo", "Silta Lumisalossa suljetaan."),
    ("tr", "Yeşilova", "Köprü Yeşilova'da kapatıldı."),
    ("tr", "Yeşilova", "Köprü Yeşilova’da kapatıldı."),
    ("id", "Tanjung Sari", "Jembatan di Tanjung Sari ditutup."),
    ("vi", "Bình Hòa", "Cây cầu tại Bình Hòa đóng cửa."),
    ("ar", "الزهراء", "أغلق الجسر في الزهراء أمس."),
    ("hi", "रामपुर", "रामपुर में पुल बंद है।"),
    ("ja", "古沢", "古沢市の橋が閉鎖される。"),
    ("ko", "예산", "다리는 예산에서 닫힌다."),
    ("zh", "苏河", "大桥在苏河关闭。"),
]


@pytest.mark.parametrize(("language", "name", "text"), HEARD)
def test_a_place_is_heard_of(language: str, name: str, text: str) -> None:
    assert HeardPlaces(text, language)(name)
    assert HeardPlaces(text, language)(name.upper())


@pytest.mark.parametrize(
    ("language", "name", "text"),
    [
        ("en", "Rao", "Mr Rao, in a hurry, closed the bridge with a Rao family seal."),
        ("en", "Music", "He works in Music, and music is his life."),
        ("en", "NASA", "He works in NASA."),
        ("en", "Velmora", "A Velmora mill has been sold."),
        # Words of other languages do not count: "a" stands before places in Italian, and before people too.
        ("en", "Trump", "She met a Trump supporter."),
        ("it", "Moreno", "Il pallone va a Moreno, che segna."),
        ("de", "Umbau", "Umbau: Das Haus bekommt ein Dach."),
        ("sv", "Lund", "Bron i Lundvik stängs."),
        ("ru", "Тулма", "Мост через Тулму закрыт до мая."),
        (None, "Velmora", "A mill in Velmora has been sold."),
        ("en", "V", "A mill in V has been sold."),
    ],
)
def test_a_name_is_no_place_without_a_word_that_says_so(language: str | None, name: str, text: str) -> None:
    assert not HeardPlaces(text, language)(name)


REPORT = "Police arrested two masons on charges of stealing a bell from a temple under renovation, officers said."


@pytest.mark.parametrize("opening", ["Karimpet: ", "Karimpet. ", "Karimpet – ", "Karimpet : "])
def test_a_heard_place_opens_the_report_with_a_colon_or_a_stop(opening: str) -> None:
    match = match_dateline(opening + REPORT, lambda name: name == "Karimpet")
    assert match is not None
    assert [place.city for place in match.dateline.places] == ["Karimpet"]
    assert match.end == len(opening)
    assert match_dateline(opening + REPORT) is None


@pytest.mark.parametrize(
    "text",
    ["Karimpet: two masons", "Karimpet: the bell", f"Analysis: {REPORT}", f"Stop. {REPORT}", f"Kar. {REPORT}"],
)
def test_a_label_or_a_short_line_is_no_dateline(text: str) -> None:
    assert match_dateline(text, lambda name: name in ("Karimpet", "Kar")) is None


@pytest.mark.parametrize(
    ("text", "city", "date"),
    [
        ("Lundvik 2026-02-17", "Lundvik", "2026-02-17"),
        ("Saint-Orlac, le 3 mars 2022", "Saint-Orlac", "2022-03-03"),
        ("Zielonka, 3 marca 2022", "Zielonka", "2022-03-03"),
        ("الزهراء في 08 أكتوبر 2024", "الزهراء", "2024-10-08"),
    ],
)
def test_a_heard_place_and_a_day_are_a_line_of_their_own(text: str, city: str, date: str) -> None:
    found = dateline_alone(text, lambda name: True)
    assert found is not None
    assert [place.city for place in found.places] == [city]
    assert found.date == date
    assert dateline_alone(text) is None
