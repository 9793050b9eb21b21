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
