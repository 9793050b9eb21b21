"""Phrases: which verdicts are sure, which lines are left to a field, what the evidence says."""

from __future__ import annotations

import pytest

from cleantext import Reason
from cleantext.filters.phrase_lines import PhraseLines
from single_steps import says, texts

PROSE = "The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again before noon."

TWO_CHARACTERS = pytest.param(
    "nav-tokens",
    "主页",
    marks=pytest.mark.xfail(reason="Two characters without a space count as two words, and four as two as well."),
)


@pytest.mark.parametrize(
    ("step", "line", "evidence"),
    [
        ("share-lines", "Share on Facebook", "exact, en: share on facebook"),
        ("share-lines", "Artikel drucken", "exact, de: artikel drucken"),
        ("comment-lines", "Show all comments", "exact, en: show all comments"),
        ("nav-tokens", "» Skip to content", "exact, en: skip to content"),
    ],
)
def test_a_line_that_is_a_phrase_of_several_words_is_sure(step: str, line: str, evidence: str) -> None:
    (found,) = says(f"{PROSE}\n\n{line}\n\n{PROSE}", step)
    assert (found.sure, found.evidence) == (True, evidence)


@pytest.mark.parametrize(
    ("step", "line"),
    [("share-lines", "Share"), ("comment-lines", "Kommentare"), TWO_CHARACTERS],
)
def test_a_single_word_is_a_suspicion(step: str, line: str) -> None:
    (found,) = says(f"{PROSE}\n\n{line}\n\n{PROSE}", step)
    assert not found.sure


def test_a_line_that_only_begins_like_a_phrase_is_a_suspicion() -> None:
    (found,) = says(f"{PROSE}\n\nView all posts by Ada Moreno\n\n{PROSE}", "author-box-lines")
    assert (found.sure, found.evidence.split(",")[0]) == (False, "prefix")


@pytest.mark.parametrize(
    ("step", "line"),
    [
        ("share-lines", "Share prices of the ferry company fell on Monday."),
        ("comment-lines", "Nobody from the council would comment on the report."),
        ("nav-tokens", "Home is where the boats are, said the oldest of the fishermen."),
        ("share-lines", "Il faut partager la note entre la ville et la région, a dit le maire."),
    ],
)
def test_sentences_with_the_same_words_stay(step: str, line: str) -> None:
    assert texts(f"{PROSE}\n{line}\n{PROSE}", step) == []


def test_a_line_that_a_field_may_claim_is_spared() -> None:
    page = f"{PROSE}\n\n12 comments\n\n{PROSE}"
    assert texts(page, "comment-lines") == []
    assert texts(page, "comment-lines", spared=()) == ["12 comments"]


def test_a_step_gives_its_own_reason_only() -> None:
    assert PhraseLines("share-lines", "share", Reason.SHARE).gives == {Reason.SHARE}
