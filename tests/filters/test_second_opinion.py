"""The second opinion is asked on long HTML pages without a body, and claims only what the answer holds."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

import cleantext
from cleantext import Claimed, Document, Field, Mark, Pipeline, step
from cleantext.budget import Deadline
from cleantext.build_article import build_article
from cleantext.filters import second_opinion
from cleantext.input.read import read_document
from cleantext.words import similarity
from single_steps import says, texts

SENTENCE = "In spring number {} the mason looked at the stones of the wall, and found them sound and well set in lime."
GERMAN = "Im Frühling Nummer {} sah der Maurer die Steine der Mauer an und fand sie fest und gut im Kalk gesetzt."
STEP = "second-opinion"


def page(number: int, sentence: str = SENTENCE) -> str:
    prose = "".join(f"<p>{sentence.format(row)}</p>" for row in range(number))
    return f"<html><body><nav><a href='/'>Home</a></nav><article><h1>Walls</h1>{prose}</article></body></html>"


@pytest.mark.parametrize("sentence", [SENTENCE, GERMAN])
def test_a_long_page_without_a_body_gets_one(sentence: str) -> None:
    found = says(page(30, sentence), STEP)
    assert {sentence.format(row) for row in range(30)} <= {line.text for line in found}
    assert {(line.code, line.sure) for line in found} == {("body", True)}
    assert "Home" not in {line.text for line in found}


def test_a_page_of_fewer_than_400_words_is_left() -> None:
    words = len(SENTENCE.split())
    assert texts(page(400 // words - 1), STEP) == []
    assert texts(page(400 // words + 1), STEP) != []


def test_a_text_is_left() -> None:
    assert texts("\n\n".join(SENTENCE.format(row) for row in range(30)), STEP) == []


@step("first-claims", Field.BODY)
def claim_first(document: Document) -> Iterable[Mark]:
    """Claim the first sentence for the body, the second for another field."""
    texts_of_page = {segment.text: segment.index for segment in document.open()}
    yield Claimed(texts_of_page[SENTENCE.format(0)], Field.BODY, "the first")


@step("tag-claims", Field.TAGS)
def claim_tags(document: Document) -> Iterable[Mark]:
    """Claim the first sentence for another field."""
    texts_of_page = {segment.text: segment.index for segment in document.open()}
    yield Claimed(texts_of_page[SENTENCE.format(0)], Field.TAGS, "the first", sure=False)


def test_a_page_with_a_body_is_left() -> None:
    pipeline = Pipeline.default().before(STEP, claim_first)
    assert texts(page(30), "first-claims", STEP, pipeline=pipeline) == []


def test_what_a_field_has_claimed_stays_its_own() -> None:
    pipeline = Pipeline.default().before(STEP, claim_tags)
    found = texts(page(30), "tag-claims", STEP, pipeline=pipeline)
    assert SENTENCE.format(0) not in found
    assert SENTENCE.format(1) in found


def test_a_page_of_very_many_tables_is_left() -> None:
    tables = "<table><tr><td>9</td></tr></table>" * 501
    assert texts(page(30).replace("</article>", f"</article>{tables}"), STEP) == []


#: What a page may hold between its letters; trafilatura leaves some of it out of its answer.
ODD = {"soft hyphens": "\u00ad", "zero-width spaces": "\u200b", "marks of direction": "\u200f", "acutes": "\u0301"}


@pytest.mark.parametrize("char", ODD.values(), ids=ODD)
def test_characters_that_nobody_sees_do_not_hide_a_line(char: str) -> None:
    sentence = SENTENCE.replace("a", f"a{char}")
    assert len(texts(page(30, sentence), STEP)) >= 30


def test_parts_of_a_line_of_the_answer_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [SENTENCE.format(row) for row in range(30)]
    monkeypatch.setattr("trafilatura.extract", lambda *_, **__: " ".join(lines[:20]))
    assert texts(page(30), STEP) == lines[:20]


class Scanned:
    """Counts the characters in which words are looked for."""

    characters = 0


def characters_scanned(monkeypatch: pytest.MonkeyPatch, number: int, sentence: str, answer: str) -> int:
    """How many characters the step looks at to find the lines of a page in the answer."""
    monkeypatch.setattr("trafilatura.extract", lambda *_, **__: answer * number)
    document, _ = read_document(page(number, sentence), kind="html")
    Scanned.characters = 0
    list(second_opinion.SecondOpinion()(document))
    return Scanned.characters


@pytest.mark.parametrize("answer", [SENTENCE + "\n", "wall " * 20 + "\n", "wall\n" * 20])
@pytest.mark.parametrize("sentence", [SENTENCE, SENTENCE.replace("a", "a\u00ad"), "wall " * 20, GERMAN])
def test_the_work_grows_like_the_page(monkeypatch: pytest.MonkeyPatch, sentence: str, answer: str) -> None:
    split = similarity.split_words

    def count_words(text: str) -> list[str]:
        Scanned.characters += len(text)
        return split(text)

    monkeypatch.setattr(similarity, "split_words", count_words)
    small, large = (characters_scanned(monkeypatch, number, sentence, answer) for number in (50, 400))
    assert small > 0
    assert large < 10 * small


def article_in(seconds: float) -> cleantext.Article:
    """The article of a long page of which our own steps find nothing, read by a clock that stands still."""
    deadline = Deadline(seconds, clock=lambda: 0.0)
    pipeline = Pipeline([second_opinion.SecondOpinion(), *Pipeline.default().steps[-1:]])
    document, kind = read_document(page(300), kind="html")
    return build_article(pipeline.run(document, deadline), kind)


def test_it_is_not_asked_if_the_budget_is_too_short_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("trafilatura.extract", lambda markup, **_: asked.append(markup))
    article = article_in(0.01)
    assert not asked
    assert "out-of-time" in {notice.code for notice in article.warnings}
    article = article_in(3.0)
    assert len(asked) == 1
    assert "out-of-time" not in {notice.code for notice in article.warnings}


def test_a_step_that_is_not_needed_takes_no_time() -> None:
    step = second_opinion.SecondOpinion()
    long, short = (read_document(page(number), kind="html")[0] for number in (300, 3))
    assert step.expected_seconds(short) == 0
    assert 0.01 < step.expected_seconds(long) < 3
