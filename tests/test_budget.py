"""A time budget gives back what there is when it is used up, with a warning; without one no clock is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleantext
from cleantext import Article, Pipeline
from cleantext.budget import STRIDE, Deadline, Watch
from cleantext.build_article import build_article
from cleantext.input.read import read_document
from hostile.generators import CLASSES
from invented_pages import PROSE, pages

PARAGRAPHS = "\n\n".join(PROSE)
LONG = "".join(f"<p>The wall of harbour {number} held, the keeper said.</p>" for number in range(3 * STRIDE))


class Clock:
    """A clock that goes on by one at each look."""

    def __init__(self) -> None:
        self.looks = 0

    def __call__(self) -> float:
        self.looks += 1
        return self.looks


def timed(raw: str | bytes, looks: float, pipeline: Pipeline | None = None, kind: str = "auto") -> Article:
    """The article of a page for which the time is used up at so many looks at the clock."""
    deadline = Deadline(looks, clock=Clock())
    document, found = read_document(raw, kind=kind, watch=Watch(deadline=deadline))
    return build_article((pipeline or Pipeline.default()).run(document, deadline), found)


def late(article: Article) -> bool:
    return "out-of-time" in {notice.code for notice in article.warnings}


@pytest.mark.parametrize("raw", [PARAGRAPHS, f"<p>{PARAGRAPHS}</p>", LONG])
def test_no_time_at_all_leaves_everything_unread(raw: str) -> None:
    article = cleantext.extract(raw, budget=0)
    assert late(article)
    assert not article.paragraphs
    assert {entry.reason for entry in article.ledger} <= {"out-of-time", "blank"}
    assert article.truncated
    article.verify(raw)


@pytest.mark.parametrize("raw", [PARAGRAPHS, f"<p>{PARAGRAPHS}</p>", LONG])
def test_time_enough_changes_nothing(raw: str) -> None:
    assert cleantext.extract(raw, budget=3600) == cleantext.extract(raw)


def test_no_clock_is_read_without_a_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(seconds: float) -> Deadline:
        raise AssertionError("a clock was asked for")

    monkeypatch.setattr("cleantext.api.Deadline", stopped)
    assert cleantext.extract(PARAGRAPHS).body
    with pytest.raises(AssertionError, match="a clock was asked for"):
        cleantext.extract(PARAGRAPHS, budget=1)


@pytest.mark.parametrize("budget", [-1, -0.001, float("nan")])
def test_what_is_no_span_of_time_is_refused(budget: float) -> None:
    with pytest.raises(ValueError, match="budget must be a number of seconds"):
        cleantext.extract(PARAGRAPHS, budget=budget)


def test_what_reads_as_the_article_is_its_body_where_steps_ran_out_of_time() -> None:
    article = timed(PARAGRAPHS, 6)
    assert late(article)
    assert [one.text for one in article.paragraphs] == list(PROSE)


def test_what_nobody_judged_is_removed_where_no_step_closes_the_article() -> None:
    article = timed(PARAGRAPHS, 6, Pipeline.default().without("body"))
    assert {entry.reason for entry in article.removed if entry.step == "pipeline"} == {"out-of-time"}
    article.verify(PARAGRAPHS)


def test_pages_are_read_as_far_as_the_time_goes() -> None:
    read = [len(timed(LONG, looks).paragraphs) for looks in range(2, 12)]
    assert 0 in read
    assert max(read) == 3 * STRIDE
    assert len(set(read)) > 2


@given(pages, st.integers(1, 60), st.sampled_from(("text", "html")))
def test_the_ledger_accounts_for_every_character_whenever_the_time_is_used_up(raw: str, looks: int, kind: str) -> None:
    article = timed(raw, looks, kind=kind)
    article.verify(raw)
    assert "".join(entry.text for entry in article.ledger) == article.source
    assert late(article) or article == cleantext.extract(raw, kind=kind)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", CLASSES)
def test_hostile_input_loses_nothing_when_the_time_is_used_up(name: str) -> None:
    raw = CLASSES[name](700)
    for looks in (2, 5, 20):
        timed(raw, looks).verify(raw)
