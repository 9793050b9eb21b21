"""Months of languages that have no word lists of their own, and the years of Thailand."""

from __future__ import annotations

import pytest

from cleantext.grammar.date_finder import find_dates
from cleantext.grammar.tokens import fold, names

DAY = "2021-04-25"


@pytest.mark.parametrize(
    "written",
    [
        "25 aprilie 2021",
        "25 април 2021 г.",
        "25. април 2021.",
        "25. apríla 2021",
        "25 d’abril 2021",
        "25 aprill 2021",
        "25 prill 2021",
        "25 aprel 2021",
        "25 Aprili 2021",
        "25 באפריל 2021",
        "২৫ এপ্রিল ২০২১",
        "25 ఏప్రిల్ 2021",
        "25 ஏப்ரல் 2021",
        "25 اپریل 2021",
        "25 აპრილი 2021",
        "25 เมษายน 2021",
        "25 เม.ย. 21",
        "25 เมษายน 2564",
        "25 เม.ย. 2564",
        "อาทิตย์, 25 เมษายน 2564 - 18:30 น.",
        "วันอาทิตย์ที่ 25 เมษายน พ.ศ. 2564",
        "เผยแพร่ 25 เม.ย. 64",
    ],
)
def test_a_day_is_read(written: str) -> None:
    assert [(found.stamp.iso or "")[:10] for found in find_dates(written)] == [DAY]


@pytest.mark.parametrize("written", ["Mac 2021", "kovo 2021", "prill 2021", "April 2564", "room 2564"])
def test_words_and_numbers_that_are_no_dates(written: str) -> None:
    assert not find_dates(written)


@pytest.mark.parametrize("name", ["মে", "मे", "મે", "மே", "మే", "พฤษภาคม", "mai", "май", "מאי"])
def test_may_is_a_month_though_its_name_is_short(name: str) -> None:
    assert names().months[fold(name)] == 5


def test_a_month_of_thailand_alone() -> None:
    assert [found.stamp.iso for found in find_dates("เมษายน 2564")] == ["2021-04"]


def test_a_name_keeps_the_month_that_it_had() -> None:
    # October in Croatian, whose names are left out; November in Czech and Polish.
    assert names().months["listopad"] == 11
