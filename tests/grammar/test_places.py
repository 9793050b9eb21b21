"""A place says what its text says: a code only where the text implies one, nothing by guess."""

from __future__ import annotations

import pytest

from cleantext.grammar.places import is_place_record, load_places, parse_place, title_case

# text, name, city, region, country
PLACES = [
    ("Remer,MN", "Remer, MN", "Remer", "MN", "US"),
    ("Remer, Minn.", "Remer, Minn.", "Remer", "MN", "US"),
    ("SEOUL, South Korea", "SEOUL, South Korea", "Seoul", None, "KR"),
    ("KHAN YOUNIS, GAZA", "KHAN YOUNIS, GAZA", "Khan Younis", None, "PS"),
    ("Paris, France", "Paris, France", "Paris", None, "FR"),
    ("Paris, Texas", "Paris, Texas", "Paris", "TX", "US"),
    ("PHENIX CITY, Ala.", "PHENIX CITY, Ala.", "Phenix City", "AL", "US"),
    ("London", "London", "London", None, None),
    ("London, Ont.", "London, Ont.", "London", "ON", "CA"),
    ("Albany, NY", "Albany, NY", "Albany", "NY", "US"),
    ("ALBANY, N.Y.", "ALBANY, N.Y.", "Albany", "NY", "US"),
    ("Washington, D.C.", "Washington, D.C.", "Washington", "DC", "US"),
    ("Washington", "Washington", "Washington", None, None),
    ("New York", "New York", "New York", None, None),
    ("Dubbo, NSW", "Dubbo, NSW", "Dubbo", "NSW", "AU"),
    ("Cairns, Queensland", "Cairns, Queensland", "Cairns", "QLD", "AU"),
    ("Victoria, B.C.", "Victoria, B.C.", "Victoria", "BC", "CA"),
    ("Perth, WA", "Perth, WA", "Perth", "WA", None),
    ("Darwin, NT", "Darwin, NT", "Darwin", "NT", None),
    ("Atlanta, Georgia", "Atlanta, Georgia", "Atlanta", None, None),
    ("Atlanta, Ga.", "Atlanta, Ga.", "Atlanta", "GA", "US"),
    ("Austin, Texas, USA", "Austin, Texas, USA", "Austin", "TX", "US"),
    ("Mumbai (Maharashtra) [India]", "Mumbai (Maharashtra) [India]", "Mumbai", "Maharashtra", "IN"),
    ("Madrid, España", "Madrid, España", "Madrid", None, "ES"),
    ("TEGUCIGALPA, HONDURAS", "TEGUCIGALPA, HONDURAS", "Tegucigalpa", None, "HN"),
    ("Leeds, UK", "Leeds, UK", "Leeds", None, "GB"),
    ("Leith, Scotland", "Leith, Scotland", "Leith", None, "GB"),
    ("Germany", "Germany", None, None, "DE"),
    ("California", "California", None, "CA", "US"),
    ("Georgia", "Georgia", None, None, None),
    ("Frankfurt am Main", "Frankfurt am Main", "Frankfurt am Main", None, None),
    ("RIO DE JANEIRO", "RIO DE JANEIRO", "Rio de Janeiro", None, None),
    ("ST. LOUIS", "ST. LOUIS", "St. Louis", None, None),
    ("McALLEN, Texas", "McALLEN, Texas", "McAllen", "TX", "US"),
    ("İSTANBUL", "İSTANBUL", "İstanbul", None, None),
    ("DİYARBAKIR", "DİYARBAKIR", "Diyarbakır", None, None),
    ("МОСКВА", "МОСКВА", "Москва", None, None),
    ("Київ, Україна", "Київ, Україна", "Київ", None, "UA"),
    ("القاهرة", "القاهرة", "القاهرة", None, None),
    ("नई दिल्ली", "नई दिल्ली", "नई दिल्ली", None, None),
    ("北京", "北京", "北京", None, None),
    ("日本", "日本", None, None, "JP"),
    ("RheineRheine", "Rheine", "Rheine", None, None),
    ("  Baden-Baden ", "Baden-Baden", "Baden-Baden", None, None),
]

NO_PLACES = [
    "", ",", "a", "whose border", "Kaieteur News", "Hello World!", "July 5", "Room 12", "Example.com", "the harbour", "Remer, mn and others", "Breakfast, the best meal of the day",
    "One, Two, Three, Four", "Jane Marlow, Political Editor", "Read more, please", "x" * 200,
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "city", "region", "country"), PLACES, ids=[row[0] for row in PLACES])
def test_a_place_is_read(text: str, name: str, city: str | None, region: str | None, country: str | None) -> None:
    place = parse_place(text, "header")
    assert place is not None
    assert (place.name, place.city, place.region, place.country_code) == (name, city, region, country)
    assert place.source == "header"
    assert place.raw == " ".join(text.split())


@pytest.mark.parametrize("text", NO_PLACES)
def test_what_has_not_the_shape_of_a_place_is_none(text: str) -> None:
    assert parse_place(text, "header") is None


@pytest.mark.parametrize(
    "text",
    [
        "Remer,MN",
        "Remer, MN",
        "SEOUL, South Korea",
        "Austin, Texas, USA",
        "Dubbo, NSW",
        "Lyon, France",
        "Tulsa, OK",
        "LONDON, UK",
    ],
)
def test_a_record_has_a_region_or_country(text: str) -> None:
    assert is_place_record(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "London",
        "Germany",
        "Hello, World",
        "Jane Marlow, MD",
        "COME IN, OK",
        "Yes, OK",
        "Red, white, blue",
        "News, Sports",
        "May 5, 2024",
        "Ferries, and more",
        "",
    ],
)
def test_a_record_has_no_less(text: str) -> None:
    assert is_place_record(text) is None


def test_mixed_case_names_keep_their_case() -> None:
    assert title_case("McAllen") == "McAllen"


def test_the_data_are_read_once() -> None:
    assert load_places() is load_places()
    assert all((load_places().regions, load_places().countries, load_places().agencies, load_places().words))
