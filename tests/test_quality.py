"""Quality is an estimate between 0 and 1 that knows a sound article from a scrap of one."""

from __future__ import annotations

import dataclasses

import pytest

import cleantext
from cleantext.quality import Judgement, Promise, signs_of

PROSE = "The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again before noon."
PAGE = "Harbour wall holds\nBy Ada Moreno\n9 March 2024\n\n" + "\n\n".join(
    f"{PROSE} It was visit {at}." for at in range(12)
)


def promise(low: float) -> Promise:
    """A promise in which all is as good as ``low``, and the doubt is the rest."""
    return Promise(low, low, low, int(200 * (1 - low)), int(200 * (1 - low)), (1 - low) / 2, (1 - low) / 2)


def test_words_lost_by_a_narrow_margin_are_told_with_their_number() -> None:
    article = cleantext.extract(PAGE)
    told = {one.code: one.message for one in Judgement(promise(0.98)._replace(lost=61)).warnings(article)}
    assert "61 words" in told["doubtful-loss"]
    assert "doubtful-loss" not in {one.code for one in Judgement(promise(0.98)._replace(lost=5)).warnings(article)}


def test_words_that_no_step_judged_are_told_with_their_number() -> None:
    article = cleantext.extract(PROSE, pipeline=cleantext.Pipeline.default().without("line-scorer"))
    assert {one.code: one.message for one in article.warnings}["unjudged"].startswith(f"{len(PROSE.split())} words")


#: A sentence in scripts without spaces between words: 24 and 42 characters.
UNSPACED = ("旧码头的渡轮周五起重新通航，市民早上就排起了长队。", "เรือข้ามฟากกลับมาให้บริการอีกครั้งในเช้าวันศุกร์")


@pytest.mark.parametrize("sentence", [PROSE, *UNSPACED])
def test_a_body_is_short_by_its_words_in_any_script(sentence: str) -> None:
    def codes(count: int) -> set[str]:
        page = "\n\n".join(f"{sentence[: -at - 1]}{sentence[-1]}" for at in range(count))
        return {one.code for one in cleantext.extract(page, kind="text").warnings}

    assert "short-body" in codes(1)
    assert "short-body" not in codes(9)


def test_paragraphs_part_words_as_spaces_do() -> None:
    body = "\n\n".join(f"The wall held, they said on day {at}." for at in range(8))
    assert len(body.split()) > 60
    assert "short-body" not in {one.code for one in cleantext.extract(f"Harbour wall holds\n\n{body}").warnings}


def test_no_body_is_worth_nothing() -> None:
    assert cleantext.extract("").quality == 0.0


def test_a_whole_article_is_worth_more_than_a_scrap() -> None:
    scrap = cleantext.extract("Home\nContact\nLog in\nHarbour wall\nRead more\nThe wall\nShare")
    assert cleantext.extract(PAGE).quality > 0.7
    assert cleantext.extract(PAGE).quality > scrap.quality


@pytest.mark.parametrize("low", [0.2, 0.5, 0.7])
def test_the_more_the_scorer_promises_the_better(low: float) -> None:
    article = cleantext.extract(PAGE)
    assert Judgement(promise(low)).quality(article) < Judgement(promise(0.98)).quality(article)


def test_signs_are_numbers_from_0_to_1() -> None:
    article = cleantext.extract(PAGE)
    for shown in (article, dataclasses.replace(article, headline=None, date=None, source="")):
        assert all(0 <= value <= 1 for value in signs_of(shown, promise(0.9)).values())
