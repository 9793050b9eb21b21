"""What follows an article: how much of it must stand before the heading, and what a heading is in a dump."""

from __future__ import annotations

import pytest

from single_steps import says, texts

SENTENCE = "The mason looked at the stones of the wall, and found them sound, dry and well set in their bed of {} lime."
#: Each has 22 words: five are more than 100.
PROSE = [
    SENTENCE.format(kind) for kind in ("white", "grey", "old", "new", "wet", "soft", "hard", "cold", "warm", "red")
]
AFTER = ["Hobnail", "The dogs were the only ones who knew, and nobody had asked them."]
COMMENTS = ("comment-lines", "comment-thread")
RELATED = ("related-lines", "related-block")


def test_all_that_follows_the_comments_goes() -> None:
    page = "\n".join((*PROSE[:5], "Show all comments", *AFTER))
    found = says(page, *COMMENTS)
    assert [line.text for line in found] == AFTER
    assert {(line.code, line.sure, line.evidence) for line in found} == {
        ("comments", False, "follows line 6: Show all comments")
    }


@pytest.mark.parametrize("heading", ["Alle Kommentare anzeigen", "Schreibe einen Kommentar"])
def test_headings_of_another_language(heading: str) -> None:
    assert texts("\n".join((*PROSE[:5], heading, *AFTER)), *COMMENTS) == AFTER


@pytest.mark.parametrize(
    ("before", "after", "cut"),
    [(5, 0, True), (4, 0, False), (5, 5, True), (5, 6, False)],
    ids=["110 words", "88 words", "half of the prose", "less than half"],
)
def test_most_of_the_prose_stands_before_the_heading(before: int, after: int, cut: bool) -> None:
    lines = [one.replace("mason", "diver") for one in PROSE[:after]] or ["Hobnail"]
    assert texts("\n".join((*PROSE[:before], "Show all comments", *lines)), *COMMENTS) == (lines if cut else [])


def test_other_articles_need_four_fifths_of_the_prose_before_them() -> None:
    for after, cut in ((1, True), (2, False)):
        lines = [one.replace("mason", "diver") for one in PROSE[:after]]
        assert texts("\n".join((*PROSE[:5], "Related stories", *lines)), *RELATED) == (lines if cut else [])


def test_a_lone_word_of_a_dump_needs_company() -> None:
    assert texts("\n".join((*PROSE[:5], "Comments", *AFTER)), *COMMENTS) == []
    assert texts("\n".join((*PROSE[:5], "Comments", *AFTER, "Cancel reply")), *COMMENTS) == AFTER


def test_a_lone_word_is_enough_with_markup() -> None:
    prose = "".join(f"<p>{one}</p>" for one in PROSE[:5])
    page = f"<html><body>{prose}<h3>Comments</h3><p>{AFTER[0]}</p><p>{AFTER[1]}</p></body></html>"
    assert texts(page, *COMMENTS) == AFTER


def test_a_button_that_stands_three_times_is_no_heading() -> None:
    buttons = [line for name in ("Ada", "Jon", "Rory") for line in ("Leave a comment", f"{name} went home.")]
    assert texts("\n".join((*PROSE[:5], *buttons)), *COMMENTS) == []
    assert texts("\n".join((*PROSE[:5], *buttons[:4])), *COMMENTS) == ["Ada went home.", "Jon went home."]


def test_comments_can_be_kept() -> None:
    found = says("\n".join((*PROSE[:5], "Show all comments", *AFTER)), *COMMENTS, keep_comments=True)
    assert [(line.code, line.value) for line in found if line.text == AFTER[1]] == [("comments", AFTER[1])]


def test_a_forum_has_no_comments_below_its_posts() -> None:
    posts = "".join(f'<div class="thread postbody"><p>{one}</p></div>' for one in PROSE[:5])
    page = f"<html><body>{posts}<h3>Show all comments</h3><p>{AFTER[1]}</p></body></html>"
    assert texts(page, *COMMENTS) == []
    assert texts(page.replace("thread postbody", "text"), *COMMENTS) == [AFTER[1]]
