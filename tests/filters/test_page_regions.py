"""Parts that the markup sets apart: how much prose they may hold, what is sure, forums, comments, records."""

from __future__ import annotations

import pytest

from single_steps import lines_of, run_steps, says, texts

SENTENCE = "The mason looked at the stones of the wall, and found them {}, dry and well set in lime."
#: Each has 18 words.
PROSE = [f"<p>{SENTENCE.format(kind)}</p>" for kind in ("white", "grey", "old", "new", "wet", "soft", "hard", "cold")]
LINE = "Fair winds at the second lamp"
STEP = "page-regions"


def page(*parts: str, title: str = "Harbour wall holds") -> str:
    return f"<html><body><h1>{title}</h1>{''.join(parts)}</body></html>"


@pytest.mark.parametrize(
    ("part", "reason", "sure"),
    [
        ("<nav><p>{}</p></nav>", "navigation", True),
        ("<footer><p>{}</p></footer>", "legal", False),
        ("<aside><p>{}</p></aside>", "related", False),
        ("<form><p>{}</p></form>", "form", False),
        ("<button>{}</button>", "form", False),
        ("<textarea>{}</textarea>", "form", True),
        ("<select><option>{}</option></select>", "form", True),
        ("<dialog open><p>{}</p></dialog>", "boilerplate", False),
        ('<div class="site-menu"><p>{}</p></div>', "navigation", False),
        ('<div class="kommentare"><p>{}</p></div>', "comments", False),
        ('<div id="onetrust-box"><p>{}</p></div>', "cookie", False),
        ("<div hidden><p>{}</p></div>", "hidden", False),
        ('<div style="display: none"><p>{}</p></div>', "hidden", False),
    ],
)
def test_what_elements_and_class_words_set_apart(part: str, reason: str, sure: bool) -> None:
    found = says(page(*PROSE, part.format(LINE)), STEP)
    assert [(line.text, line.code, line.sure) for line in found] == [(LINE, reason, sure)]


@pytest.mark.parametrize(
    "part",
    [
        '<div class="content"><p>{}</p></div>',
        '<div class="formentera"><p>{}</p></div>',
        "<section><p>{}</p></section>",
        '<h2 class="share">{}</h2>',
    ],
    ids=["a plain name", "a name that begins so", "a section", "a name of the heading itself"],
)
def test_other_elements_say_nothing(part: str) -> None:
    assert texts(page(*PROSE, part.format(LINE)), STEP) == []


@pytest.mark.parametrize(("inside", "goes"), [(3, True), (4, False)])
def test_a_class_word_on_more_than_two_fifths_of_the_prose_says_nothing(inside: int, goes: bool) -> None:
    part = f'<div class="promo">{"".join(PROSE[:inside])}</div>'
    assert bool(texts(page(part, *PROSE[inside:]), STEP)) is goes


@pytest.mark.parametrize(("inside", "goes"), [(4, True), (5, False)])
def test_an_element_may_hold_half_of_the_prose(inside: int, goes: bool) -> None:
    part = f"<footer>{''.join(PROSE[:inside])}</footer>"
    assert bool(texts(page(part, *PROSE[inside:]), STEP)) is goes


def test_prose_in_a_form_stays() -> None:
    part = f"<form>{PROSE[0]}<p>{LINE}</p></form>"
    assert texts(page(*PROSE[1:], part), STEP) == [LINE]


def test_the_main_heading_stays_wherever_it_is() -> None:
    assert texts(f"<html><body><header class='menu'><h1>{LINE}</h1></header>{''.join(PROSE)}</body></html>", STEP) == []


def test_a_record_waits_for_the_fields() -> None:
    for step, goes in ((STEP, False), ("late-page-regions", True)):
        assert bool(texts(page(*PROSE, '<div class="menu"><p>9 March 2024</p></div>'), step)) is goes


@pytest.mark.parametrize(("word", "reason"), [("byline", "author-box"), ("breadcrumb", "navigation")])
def test_words_around_the_headline_wait_for_the_fields(word: str, reason: str) -> None:
    part = f'<div class="{word}"><p>{LINE}</p></div>'
    assert texts(page(part, *PROSE), STEP) == []
    assert [line.code for line in says(page(part, *PROSE), "late-page-regions")] == [reason]


def comments(number: int) -> str:
    said = "".join(f"<div class='comment'><p>{SENTENCE.format(f'good for {n} years')}</p></div>" for n in range(number))
    return f'<div class="comments">{said}</div>'


def test_comments_after_a_long_article_go_however_many_they_are() -> None:
    article = [f"<p>{SENTENCE.format(f'sound in row {row}')}</p>" for row in range(20)]
    assert len(texts(page(*article, comments(40)), STEP)) == 40
    assert texts(page(*article[:5], comments(40)), STEP) == []


@pytest.mark.parametrize(("kind", "kept"), [("DiscussionForumPosting", True), ("QAPage", True), ("NewsArticle", False)])
def test_posts_of_a_thread_are_no_comments(kind: str, kept: bool) -> None:
    declared = f'<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "{kind}"}}</script>'
    raw = page(declared, *PROSE, comments(1))
    assert bool(texts(raw, STEP)) is not kept


def test_comments_can_be_kept() -> None:
    (line,) = says(page(*PROSE, comments(1)), STEP, keep_comments=True)
    assert (line.code, line.sure) == ("comments", False)
    assert line.value == line.text


def test_text_pages_have_no_regions() -> None:
    assert texts(f"Menu\n\n{SENTENCE.format('sound')}\n\nFooter", STEP) == []


def test_words_of_names_in_another_language() -> None:
    document = run_steps(page(*PROSE, f'<div class="commentaires"><p>{LINE}</p></div>'), STEP)
    assert [(line.code, line.evidence) for line in lines_of(document, STEP)] == [
        ("comments", "class word: commentaires")
    ]
