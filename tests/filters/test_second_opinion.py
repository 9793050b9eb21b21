"""The second opinion is asked on long HTML pages without a body, and claims only what the answer holds."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from cleantext import Claimed, Document, Field, Mark, Pipeline, step
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
