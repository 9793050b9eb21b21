"""Pages that are read with the profile of their site."""

from __future__ import annotations

import pytest

from cleantext import extract
from cleantext.sites import SiteProfile
from sites.invented import APPEAL, STORIES, dump, html


@pytest.mark.parametrize("page", [dump, html], ids=["dump", "html"])
def test_an_appeal_in_the_middle_goes_when_other_pages_have_it(page: object) -> None:
    assert callable(page)
    alone = extract(page(0))
    assert APPEAL in alone.body
    profile = SiteProfile.learn([page(1), page(2)])
    article = extract(page(0), profile=profile)
    assert article.body == alone.body.replace(APPEAL + "\n\n", "")
    gone = [one for one in article.ledger if one.reason == "site-repeats"]
    assert any(APPEAL in one.text for one in gone)
    assert "on 2 of 2 other pages of this site" in gone[-1].evidence
    article.verify(page(0))


@pytest.mark.parametrize("page", [dump, html], ids=["dump", "html"])
def test_a_page_takes_nothing_from_itself_or_from_its_copies(page: object) -> None:
    assert callable(page)
    profile = SiteProfile.learn([page(0), page(0).replace("Quayside", "Print view of Quayside")])
    assert extract(page(0), profile=profile).body == extract(page(0)).body


def test_an_empty_profile_changes_nothing() -> None:
    assert extract(dump(0), profile=SiteProfile()).to_dict() == extract(dump(0)).to_dict()


def test_the_profile_of_another_site_is_left_aside_with_a_warning() -> None:
    profile = SiteProfile.learn([("https://post.example/1", dump(1)), ("https://post.example/2", dump(2))])
    article = extract(dump(0), url="https://tide.example/0", profile=profile)
    assert APPEAL in article.body
    assert "other-site" in [one.code for one in article.warnings]
    assert "other-site" not in [
        one.code for one in extract(dump(0), url="https://www.post.example/0", profile=profile).warnings
    ]


def test_a_page_that_shares_nothing_with_its_profile_is_said_to() -> None:
    pages = [f"Quayside Post\nHome\nSport\n{STORIES[at % 3][0]} {word}" for at, word in enumerate("abcdef")]
    profile = SiteProfile()
    for at, page in enumerate(pages):
        profile.add(
            page.replace(STORIES[at % 3][0], " ".join(f"{page[-1]}{word}" for word in STORIES[at % 3][0].split()))
        )
    assert profile.pages >= 5
    redesigned = extract("The Post\nStart\nGames\n" + STORIES[0][0], profile=profile)
    assert "unlike-profile" in [one.code for one in redesigned.warnings]
    same = extract("Quayside Post\nHome\nSport\n" + STORIES[0][0], profile=profile)
    assert "unlike-profile" not in [one.code for one in same.warnings]


MORE = (
    "A heron has moved into the fountain on the square, and the mayor has asked everybody to leave it alone.",
    "The library lends fishing rods from this week on, and most of them come back with a fish.",
    "Eleven cyclists crossed the pass in the snow, and the first of them was the baker's mother.",
)
HEADS = (
    "Toads cross at night",
    "The last bass has left",
    "Heron takes the fountain",
    "Rods for all",
    "Snow on the pass",
)
WRITERS = ("Ada Moreno", "Jonas Vale", "Ida Brandt", "Sam Okoro", "Lena Fox")


def story(number: int, *, day: str = "3 May 2024", head: str | None = "", writer: str | None = "") -> str:
    """A dump of the site: menu, column's title, headline, bare name, day, text, deck of all headlines."""
    head = HEADS[number] if head == "" else head
    writer = WRITERS[number] if writer == "" else writer
    first = (*(one[0] for one in STORIES[1:]), *MORE)[number]
    top = [one for one in ("THE SLOW LANE", head, writer, day) if one]
    return "\n\n".join(("QUAYSIDE POST", "Home\nSport", "\n".join(top), first, "Most read\n" + "\n".join(HEADS)))


def profile_without(number: int, **changes: str | None) -> SiteProfile:
    return SiteProfile.learn(story(other, **changes) for other in range(5) if other != number)


def test_the_order_of_day_and_month_is_that_of_other_pages() -> None:
    months = SiteProfile.learn([story(1, day="04/23/2024"), story(2, day="04/05/2024")])
    days = SiteProfile.learn([story(1, day="23/04/2024"), story(2, day="04/05/2024")])
    page = story(0, day="03/04/2024")
    found = [extract(page, profile=one).date for one in (months, days)]
    assert [str(one) for one in found] == ["2024-03-04", "2024-04-03"]


def test_a_line_above_the_article_on_all_pages_is_no_headline() -> None:
    page = story(0, head=None)
    article = extract(page, profile=profile_without(0))
    assert article.headline is None
    assert "SLOW LANE" not in article.body


def test_a_headline_in_the_decks_of_other_pages_is_one_all_the_same() -> None:
    for number in range(5):
        assert extract(story(number), profile=profile_without(number)).headline == HEADS[number]


def test_a_bare_name_signs_where_names_sign_on_other_pages() -> None:
    article = extract(story(0), profile=profile_without(0))
    assert [one.name for one in article.authors] == ["Ada Moreno"]
    assert extract(story(0, writer=None), profile=profile_without(0)).authors == ()


def test_the_site_name_is_cut_off_titles_when_other_pages_have_it_there() -> None:
    pages = [f"{HEADS[number]} - Vale of Orrin, daily\n\n{story(number, head=None)}" for number in range(5)]
    article = extract(pages[0], profile=SiteProfile.learn(pages[1:]))
    assert article.headline == HEADS[0]


def test_short_texts_are_in_the_language_of_their_site() -> None:
    page = "Zermatt\n\nBern 4 - Basel 2, Thun 1 - Chur 0, Brig 3 - Visp 3."
    assert (extract(page).language, bool(extract(page).body)) == (None, True)
    profile = SiteProfile.learn(map(story, range(5)))
    assert extract(page, profile=profile).language == "en"


def test_the_evidence_says_why_a_line_went_from_other_pages() -> None:
    page = story(0).replace("Most read\n", "")
    deck = [one for one in extract(page, profile=profile_without(0)).ledger if one.text.strip() in HEADS[1:]]
    assert [one.reason for one in deck] == ["site-repeats"] * 4
    assert all("on 4 of 4 other pages of this site, there as related" in one.evidence for one in deck)


def test_the_article_that_two_pages_print_is_kept_on_both() -> None:
    text = "\n\n".join((*MORE, STORIES[0][0], STORIES[0][1]))
    pages = [f"{top}\n\n{text}\n\n{end}" for top, end in (("QUAYSIDE POST", "Print"), ("Quayside for phones", "Menu"))]
    profile = SiteProfile.learn([pages[1], story(1), story(2)])
    assert extract(pages[0], profile=profile).body == extract(pages[0]).body


def test_prose_that_one_of_several_pages_has_too_stays() -> None:
    series = "This is one of four pieces on the river that left its bed, and on those who stayed where it used to be."
    pages = [story(number).replace("\n\nMost read", f"\n\n{series}\n\nMost read") for number in (0, 1)]
    profile = SiteProfile.learn([pages[1], *map(story, (2, 3, 4))])
    assert series in extract(pages[0], profile=profile).body


def test_a_profile_with_some_poisoned_pages_takes_no_article_away() -> None:
    lines = [one for pair in STORIES for one in pair]
    profile = SiteProfile()
    for number in range(13):
        text = " ".join(f"word{number}x{at}" for at in range(40))
        profile.add("\n\n".join(("Quayside Post", *(lines if number < 3 else ()), f"{text}.")))
    assert profile.pages == 13
    assert extract(dump(0), profile=profile).body == extract(dump(0)).body
