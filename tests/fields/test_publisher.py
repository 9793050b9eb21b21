"""The publisher that a source's label names, at the beginning of a line or after the day in it."""

from __future__ import annotations

import pytest

from cleantext import extract

CHINESE = (
    "老码头停航以来,市里一直把沿江的街道当作大事,每次开会都要问起台阶、路灯和旧仓库的事。",
    "今年春天,三座灯塔重新亮起,居民们走到江边看船。",
)
ENGLISH = (
    "The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again before noon.",
    "Divers went down twice in the afternoon to look at the stones below the pier, and came up with two lamps.",
)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("2019-11-04  来源: 航运时报 作者:", "航运时报"),
        ("2019-11-04 12:30 来源：航运时报", "航运时报"),
        ("来源: 航运时报", "航运时报"),
    ],
    ids=["between a day and an empty label", "after a moment", "alone"],
)
def test_a_source_of_a_chinese_page(line: str, name: str) -> None:
    article = extract("\n\n".join(("让老码头重新热闹起来", line, *CHINESE)))
    assert article.publisher is not None
    assert article.publisher.name == name


def test_a_source_after_a_day() -> None:
    article = extract("\n\n".join(("Harbour wall holds", "9 March 2024 Source: Quayside Tidings", *ENGLISH)))
    assert article.publisher is not None
    assert article.publisher.name == "Quayside Tidings"


@pytest.mark.parametrize("line", ["9 March 2024 Place: Quayside Tidings", "Outsource: Quayside Tidings"])
def test_another_label_names_no_source(line: str) -> None:
    assert extract("\n\n".join(("Harbour wall holds", line, *ENGLISH))).publisher is None
