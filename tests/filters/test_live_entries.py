"""Live reports: how many times, in which order, above which text; and lists of other articles, which look alike."""

from __future__ import annotations

import pytest

from cleantext import extract
from single_steps import notes, texts

DYKE = "The dyke held through the night, the warden said on Tuesday morning, and nobody had to leave a house."
BOATS = "No boat will leave before noon, the harbour office said, since the wind blows from the worst side."
SCHOOL = "Children may come at ten, the council said, and nobody will ask those who stay at home for a letter."
TITLES = ("Dyke at Ansel holds", "Ferries stay in port", "Schools open late")


def report(*stamps: str, titles: tuple[str, ...] = TITLES) -> list[str]:
    entries = zip(stamps, titles, (DYKE, BOATS, SCHOOL), strict=True)
    return ["Storm over the bay", "", *(line for entry in entries for line in (*filter(None, entry), ""))]


def body(*lines: str) -> list[str]:
    return texts("\n".join(lines), "live-entries")


def test_times_and_titles_are_of_the_body() -> None:
    assert body(*report("06:15", "07:40", "09:05")) == ["06:15", TITLES[0], "07:40", TITLES[1], "09:05", TITLES[2]]


@pytest.mark.parametrize(
    "stamps",
    [
        ("6.15 Uhr", "7.40 Uhr", "9.05 Uhr"),
        ("6h15", "7h40", "9h05"),
        ("[09:05]", "[07:40]", "[06:15]"),
        ("22:15", "23:40", "00:05"),
        ("6:15 a.m.", "7:40 a.m.", "9:05 a.m."),
        ("06:15 WIB", "07:40 WIB", "09:05 WIB"),
        ("06：15", "07：40", "09：05"),
    ],
    ids=["German", "French", "latest first", "past midnight", "twelve hours", "a zone", "wide colons"],
)
def test_forms_of_times(stamps: tuple[str, ...]) -> None:
    found = notes("\n".join(report(*stamps)), "live-entries")
    assert [(note.value.stamp, note.value.headline) for note in found] == list(zip(stamps, TITLES, strict=True))


def test_entries_without_titles() -> None:
    lines = report("06:15", "07:40", "09:05", titles=("", "", ""))
    assert body(*lines) == ["06:15", "07:40", "09:05"]


@pytest.mark.parametrize(
    "lines",
    [
        report("06:15", "07:40", "09:05")[:-4],
        ["Storm over the bay", "", "06:15", "07:40", "09:05", DYKE, BOATS, SCHOOL],
        [
            "Storm over the bay",
            DYKE,
            BOATS,
            SCHOOL,
            "Latest",
            "06:15",
            TITLES[0],
            "07:40",
            TITLES[1],
            "09:05",
            TITLES[2],
        ],
        [f"At 06:15 {DYKE}", f"At 07:40 {BOATS}", f"At 09:05 {SCHOOL}"],
        report("1.1", "2.2", "3.3"),
        report("61:5", "74:0", "90:5"),
    ],
    ids=["two entries", "times in a row", "a list below the text", "times inside sentences", "sections", "ratios"],
)
def test_other_times_are_no_entries(lines: list[str]) -> None:
    assert body(*lines) == []


def test_times_that_jump_are_no_report() -> None:
    lines = ["Departures", *(line for time in ("06:15", "11:40", "07:05", "12:30", "05:10") for line in (time, DYKE))]
    assert body(*lines) == []


def test_dated_teasers_below_a_longer_text_are_no_report() -> None:
    teasers = [line for time in ("06:15", "07:40", "09:05") for line in (time, f"{BOATS} At {time} they said so.", "")]
    text = [f"{DYKE} It was night {night}." for night in range(5)]
    assert body("Storm over the bay", "", *text, "", *teasers) == []
    assert body("Storm over the bay", "", *text[:2], "", *teasers) == ["06:15", "07:40", "09:05"]


def test_times_below_comments_are_the_comments_own() -> None:
    lines = report("06:15", "07:40", "09:05")
    assert texts("\n".join(("Show all comments", *lines)), "comment-lines", "live-entries") == []


def test_the_list_above_the_first_entry_sums_up() -> None:
    lines = report("06:15", "07:40", "09:05")
    points = ["In short", "- The dyke holds", "- No boats before noon"]
    assert body(lines[0], "", *points, "", *lines[2:])[:3] == ["In short", "The dyke holds", "No boats before noon"]


@pytest.mark.parametrize("points", [["- The dyke holds"], ["- The dyke holds", "Nobody was hurt."]])
def test_one_point_above_the_first_entry_is_no_list(points: list[str]) -> None:
    lines = report("06:15", "07:40", "09:05")
    assert body(lines[0], "", *points, "", *lines[2:])[:1] == ["06:15"]


def page_of(points: str) -> str:
    entries = "".join(
        f"<p>{time}</p><h2>{title}</h2><p>{text}</p>"
        for time, title, text in zip(("06:15", "07:40", "09:05"), TITLES, (DYKE, BOATS, SCHOOL), strict=True)
    )
    return f"<html><body><h1>Storm over the bay</h1>{points}{entries}</body></html>"


def test_a_list_of_links_above_the_first_entry_is_not_its_own() -> None:
    linked = "<h2>In short</h2><ul><li><a href='/a'>The dyke holds</a></li><li><a href='/b'>No boats sail</a></li></ul>"
    plain = "<h2>In short</h2><ul><li>The dyke holds</li><li>No boats sail</li></ul>"
    assert texts(page_of(linked), "live-entries")[0] == "06:15"
    assert texts(page_of(plain), "live-entries")[:4] == ["In short", "The dyke holds", "No boats sail", "06:15"]


@pytest.mark.xfail(reason="The line right above the list is taken for its heading, whatever it is.")
@pytest.mark.parametrize("page", ["dump", "html"])
def test_the_headline_above_a_list_is_no_heading_of_the_list(page: str) -> None:
    if page == "html":
        raw = page_of("<ul><li>The dyke holds until noon</li><li>No boats sail before noon</li></ul>")
    else:
        lines = report("06:15", "07:40", "09:05")
        raw = "\n".join((lines[0], "", "- The dyke holds until noon", "- No boats sail before noon", "", *lines[2:]))
    assert extract(raw).headline == "Storm over the bay"
