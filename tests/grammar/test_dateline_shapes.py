"""Shapes of datelines: what closes them, what stands before the town, and what only looks like one."""

from __future__ import annotations

import pytest

from cleantext.grammar.datelines import dateline_alone, match_dateline

REPORT = " The committee said on Wednesday that the harbour would be closed for the winter, and that the ferry would not sail."
SHAPES = [
    ("NAIROBI:", "Nairobi", None),
    ("NEW DELHI:", "New Delhi", None),
    ("HOUSTON Jan 15", "Houston", None),
    ("Lahore, May 3:", "Lahore", None),
    ("Kathmandu, Jan 5 :", "Kathmandu", None),
    ("Kabarsiang.com, Surabaya –", "Surabaya", "Kabarsiang.com"),
    ("KABAR.COM, JAKARTA -", "Jakarta", "KABAR.COM"),
    ("MONTERREY, NUEVO LEÓN.-", "Monterrey", None),
    ("GADSDEN Ala. (WQRF) -", "Gadsden", "WQRF"),
    ("COLOMBO (News 1st) -", "Colombo", "News 1st"),
    ("Accra, Jan. 5, GNA -", "Accra", "GNA"),
    ("AUSTIN, Texas:", "Austin", None),
    ("BERLIN.", "Berlin", None),
    ("(Lyon, May 2)", "Lyon", None),
    ("Москва. 2 мая. Интерфакс -", "Москва", "Интерфакс"),
]
OTHER_SCRIPTS = [
    ("شیراز- ایرنا- سازمان بنادر با رد خبرهای چند روز گذشته اعلام کرد که اسکله باز است.", "شیراز", "ایرنا"),
    ("लखनऊ, 22 नवंबर (हि.स.)। नगर निगम ने कहा कि पुराना पुल सोमवार से बंद रहेगा और मरम्मत होगी।", "लखनऊ", "हि.स."),
    ("दिल्ली, 12 मार्च। नगर निगम ने कहा कि पुराना पुल सोमवार से बंद रहेगा और उसकी मरम्मत गर्मी तक होगी।", "दिल्ली", None),
]
TRAPS = [
    "NOTE:" + REPORT,
    "Paris: what to see in three days is a guide that we publish every spring for those who have never been there.",
    "LONDON: A HISTORY of the city is the third book by the same author, and the longest one of them so far.",
    "LONDON. A HISTORY of the city is the third book by the same author, and the longest one of them so far.",
    "(Jane Smith, May 2)" + REPORT,
    "जी हाँ। नगर निगम ने कहा कि पुराना पुल सोमवार से बंद रहेगा और उसकी मरम्मत गर्मी तक पूरी हो जाएगी।",
    "Nairobi Jan Smits said on Wednesday that the harbour would be closed for the winter and the ferry would not sail.",
    "باران - باد - سازمان بنادر با رد خبرهای چند روز گذشته اعلام کرد که اسکله باز است.",
    "Harbour.com, our sponsor – we thank all who gave for the new pier, and we hope to see you there again in the spring.",
]


@pytest.mark.parametrize(("opening", "city", "agency"), SHAPES, ids=[one[0] for one in SHAPES])
def test_opening(opening: str, city: str, agency: str | None) -> None:
    match = match_dateline(opening + REPORT)
    assert match is not None
    assert (match.dateline.places[0].city, match.dateline.agency) == (city, agency)
    assert (opening + REPORT)[match.end :].lstrip().startswith("The committee")


@pytest.mark.parametrize(("text", "city", "agency"), OTHER_SCRIPTS, ids=[one[1] for one in OTHER_SCRIPTS])
def test_other_scripts(text: str, city: str, agency: str) -> None:
    match = match_dateline(text)
    assert match is not None
    assert (match.dateline.places[0].city, match.dateline.agency) == (city, agency)


@pytest.mark.parametrize("text", TRAPS, ids=[one[:20] for one in TRAPS])
def test_trap(text: str) -> None:
    match = match_dateline(text)
    assert match is None or not match.dateline.places


@pytest.mark.parametrize("text", ["New Delhi, June 20", "HOUSTON —", "Paris (AFP)"])
def test_alone_on_its_line(text: str) -> None:
    found = dateline_alone(text)
    assert found is not None
    assert found.places


@pytest.mark.parametrize("text", ["Paris", "June 20", "Harbour and lamps", "Lundqvist, June 20", "About us —"])
def test_not_alone_on_its_line(text: str) -> None:
    assert dateline_alone(text) is None
