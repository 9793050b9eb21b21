"""Quality is an estimate between 0 and 1 that knows a sound article from a scrap of one."""

from __future__ import annotations

import dataclasses

import pytest

import cleantext
from cleantext.quality import quality_of, signs_of

PROSE = "The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again before noon."
PAGE = "Harbour wall holds\nBy Ada Moreno\n9 March 2024\n\n" + "\n\n".join(f"{PROSE} It was visit {at}." for at in range(12))


def test_no_body_is_worth_nothing() -> None:
    assert cleantext.extract("").quality == 0.0


def test_a_whole_article_is_worth_more_than_a_scrap() -> None:
    scrap = cleantext.extract("Home\nContact\nLog in\nHarbour wall\nRead more\nThe wall\nShare")
    assert cleantext.extract(PAGE).quality > 0.7
    assert cleantext.extract(PAGE).quality > scrap.quality


@pytest.mark.parametrize("low", [0.2, 0.5, 0.7])
def test_the_more_the_scorer_promises_the_better(low: float) -> None:
    article = cleantext.extract(PAGE)
    assert quality_of(article, low) < quality_of(article, 0.98)


def test_signs_are_numbers_from_0_to_1() -> None:
    article = cleantext.extract(PAGE)
    for shown in (article, dataclasses.replace(article, headline=None, date=None, text="")):
        assert all(0 <= value <= 1 for value in signs_of(shown, 0.9).values())
