"""Which of the dates of a page is the article's: the address, other items of the page, events, labels."""

from __future__ import annotations

import datetime

import pytest

from cleantext import extract

HEADLINE = "Harbour wall holds through the storm"
BODY = (
    "The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again before noon.",
    "Divers went down twice in the afternoon to look at the stones below the pier, and came up with two lamps.",
    "The council will hear their report next month, and decide then whether the oldest part has to be taken down.",
)
DAY = datetime.date(2024, 4, 18)


def dump(*above: str, below: str = "") -> str:
    return "\n\n".join((HEADLINE, *above, *BODY, below))


def page(head: str = "", above: str = "", below: str = "") -> str:
    text = "".join(f"<p>{one}</p>" for one in BODY)
    main = f"<main><h1>{HEADLINE}</h1>{above}{text}</main>"
    return f"<html><head><title>{HEADLINE}</title>{head}</head><body>{main}{below}</body></html>"


@pytest.mark.parametrize(
    "url",
    [
        "https://tidewater.example/2024/04/18/wall/",
        "https://tidewater.example/2024/4/18/wall",
        "https://tidewater.example/news/20240418/wall.html",
        "https://tidewater.example/news/2024-04-18-wall",
        "https://tidewater.example/2024/apr/18/wall",
        "https://tidewater.example/2024/0418/wall",
        "https://tidewater.example/202404/t20240418_4882170.html",
    ],
)
def test_the_day_in_the_address_is_taken_where_the_page_shows_none(url: str) -> None:
    for raw in (dump(), page()):
        article = extract(raw, url=url)
        assert article.date == DAY
        assert article.evidence["published"].rule.startswith("in the address: ")


@pytest.mark.parametrize(
    "url",
    [
        "https://tidewater.example/2024/04/wall",
        "https://tidewater.example/wall-20249918",
        "https://tidewater.example/20240418123/wall",
        "https://tidewater.example/wall?day=2024-04-18",
    ],
)
def test_other_numbers_in_the_address_are_no_day(url: str) -> None:
    assert extract(dump(), url=url).date is None


def test_the_address_does_not_speak_against_a_day_that_is_shown_or_declared() -> None:
    url = "https://tidewater.example/2024/04/18/wall/"
    assert extract(dump("17 April 2024"), url=url).date == datetime.date(2024, 4, 17)
    declared = '<meta property="article:published_time" content="2024-04-16T09:00:00Z">'
    assert extract(page(declared), url=url).date == datetime.date(2024, 4, 16)


def test_the_address_tells_a_masthead_from_the_day_of_the_article() -> None:
    url = "https://tidewater.example/2024/04/18/wall/"
    raw = "TIDEWATER COURIER\nFriday, 3 May 2024\nHome\nSport\n\n" + dump()
    assert extract(raw, url=url).date == DAY


OTHERS = {
    "a time in an aside": '<aside><a href="/a">New mayor</a> <time datetime="2024-05-14">14 May 2024</time></aside>',
    "a plain date in an aside": '<aside><a href="/a">New mayor</a> 14 May 2024</aside>',
    "the footer": '<footer><time datetime="2024-05-14">14 May 2024</time></footer>',
    "related articles": '<div class="related"><p>New mayor elected <time datetime="2024-05-14">14 May</time></p></div>',
    "a comment": '<div id="comments"><p>Tim <time datetime="2024-05-14">14 May 2024</time></p><p>Nice.</p></div>',
    "a list of news": '<ul><li><a href="/a">New mayor elected here</a> <time datetime="2024-05-14">14 May 2024</time></li>'
    '<li><a href="/b">Bridge closed again</a> <time datetime="2024-05-13">13 May 2024</time></li></ul>',
}


@pytest.mark.parametrize("below", OTHERS.values(), ids=OTHERS)
def test_the_day_of_another_item_is_not_the_article_s(below: str) -> None:
    assert extract(page(below=below)).date is None


def test_a_date_in_the_footer_of_the_article_itself_is_its_own() -> None:
    text = "".join(f"<p>{one}</p>" for one in BODY)
    footer = '<footer>Published <time datetime="2024-04-18">18 April 2024</time></footer>'
    assert extract(f"<html><body><article><h1>{HEADLINE}</h1>{text}{footer}</article></body></html>").date == DAY


@pytest.mark.parametrize(
    "line", ["When: 17 October 2024, 7.30 pm", "Termin: 17.10.2024", "17 October 2024 – 19 October 2024"]
)
def test_the_day_of_an_event_does_not_beat_the_declared_one(line: str) -> None:
    declared = '<meta property="article:published_time" content="2024-04-18">'
    assert extract(page(declared, above=f"<p>{line}</p>")).date == DAY


def test_a_clock_beside_the_day_that_the_page_declares_stays() -> None:
    declared = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-04-18"}</script>'
    article = extract(page(declared, above="<p>18 April 2024, 10:30</p>"))
    assert article.published is not None
    assert article.published.iso == "2024-04-18T10:30"


@pytest.mark.parametrize(
    ("line", "day"),
    [("12 फरवरी 2025", "2025-02-12"), ("12 फ़रवरी 2025", "2025-02-12"), ("3 सितम्बर 2024", "2024-09-03")],
    ids=["without the dot", "with the dot", "another spelling"],
)
def test_spellings_of_hindi_months(line: str, day: str) -> None:
    assert str(extract(dump(line)).date) == day
