"""Families: the pages of one invented site, each read with the profile of the others.

A page is ``N.txt`` or ``N.html``; ``N.json`` holds what a careful reader would say of it. ``failures.toml`` lists what does
not come out so yet.
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cleantext import Article, SiteProfile, extract
from cleantext.words.vocabulary import normalised

FOLDER = Path(__file__).parent / "families"
FIELDS = ("headline", "date", "authors", "publisher", "body")
FAILURES = tomllib.loads((FOLDER / "failures.toml").read_text("utf-8"))


@cache
def pages(family: str) -> dict[str, tuple[str, dict[str, Any]]]:
    found = {}
    for answer in sorted((FOLDER / family).glob("*.json")):
        page = next(one for one in answer.parent.glob(f"{answer.stem}.*") if one != answer)
        found[answer.stem] = page.read_text("utf-8"), json.loads(answer.read_text("utf-8"))
    return found


@cache
def read(family: str, name: str) -> Article:
    known = pages(family)
    profile = SiteProfile.learn((gold["url"], page) for other, (page, gold) in known.items() if other != name)
    page, gold = known[name]
    article = extract(page, url=gold["url"], profile=profile)
    article.verify(page)
    return article


def wrong(article: Article, gold: dict[str, Any], field: str) -> object:
    """What is wrong about a field, None where nothing is."""
    if field == "headline":
        return article.headline if normalised(article.headline or "") != normalised(gold["headline"] or "") else None
    if field == "date":
        found = article.date.isoformat() if article.date is not None else None
        return found or "none" if found != gold["date"] else None
    if field == "authors":
        names = [one.name for one in article.authors if one.kind == "person"]
        return names or "none" if names != gold["authors"] else None
    if field == "publisher":
        house = article.publisher.name if article.publisher is not None else None
        right = [gold["publisher"], *gold.get("publisher_also", [])]
        return house or "none" if normalised(house or "") not in [normalised(one or "") for one in right] else None
    text = " ".join(article.body.split())
    lost = [line for line in gold["body"] if " ".join(line.split()) not in text]
    return lost + [line for line in gold["must_not"] if " ".join(line.split()) in text] or None


CASES = [
    pytest.param(
        family.name,
        answer.stem,
        field,
        marks=[pytest.mark.xfail(strict=True, reason=FAILURES[family.name][f"{answer.stem} {field}"])]
        if f"{answer.stem} {field}" in FAILURES.get(family.name, {})
        else [],
    )
    for family in sorted(FOLDER.iterdir())
    if family.is_dir()
    for answer in sorted(family.glob("*.json"))
    for field in FIELDS
]


@pytest.mark.parametrize(("family", "name", "field"), CASES)
def test_a_page_is_read_with_the_profile_of_the_others(family: str, name: str, field: str) -> None:
    assert wrong(read(family, name), pages(family)[name][1], field) is None


def test_profiles_mend_more_than_they_break() -> None:
    mended = broken = 0
    for family in {case.values[0] for case in CASES}:
        for name, (page, gold) in pages(str(family)).items():
            alone, within = extract(page, url=gold["url"]), read(str(family), name)
            for field in FIELDS:
                before, after = (wrong(one, gold, field) is None for one in (alone, within))
                mended += after and not before
                broken += before and not after
    assert broken == 0
    assert mended > 20


def test_six_pages_of_a_site_come_out_right_with_the_profile_of_the_other_five() -> None:
    known = [pages("cedar")[name] for name in "123456"]
    for page, gold in known:
        profile = SiteProfile.learn((one["url"], other) for other, one in known if one is not gold)
        assert profile.pages == 5
        article = extract(page, url=gold["url"], profile=profile)
        assert [field for field in FIELDS if wrong(article, gold, field) is not None] == []
