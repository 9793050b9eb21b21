"""The standfirst: one line between headline and record, of the right length, that no word list knows."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from cleantext import Claimed, Document, Field, Mark, Pipeline, Reason, Removed, step
from single_steps import texts

TITLE = "Harbour wall holds through the storm"
BODY = "The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again before noon."
DECK = "Divers find two lamps and a bicycle below the pier"


@step("known-head", Field.HEADLINE, Field.BYLINE, Reason.SHARE)
def claim_head(document: Document) -> Iterable[Mark]:
    """Stand in for the steps before: the title is the headline, what opens with By or Von the byline."""
    for segment in document.open():
        if segment.text == TITLE:
            yield Claimed(segment.index, Field.HEADLINE, "known")
        elif segment.text.startswith(("By ", "Von ")):
            yield Claimed(segment.index, Field.BYLINE, "known")
        elif segment.text == "Share":
            yield Removed(segment.index, Reason.SHARE, "known")


PIPELINE = Pipeline.default().before("description", claim_head)


def standfirst(*lines: str) -> list[str]:
    return texts("\n\n".join(lines), "known-head", "description", pipeline=PIPELINE)


@pytest.mark.parametrize(
    "lines",
    [
        (TITLE, DECK, "By Ada Moreno", BODY),
        (TITLE, "Share", DECK, "By Ada Moreno", BODY),
        (TITLE, DECK, "Share", "By Ada Moreno", BODY),
    ],
)
def test_the_line_between_headline_and_byline(lines: tuple[str, ...]) -> None:
    assert standfirst(*lines) == [DECK]


def test_a_german_standfirst() -> None:
    deck = "Nach zwei Jahren Bauzeit rollt der Verkehr wieder über die Lahre"
    assert standfirst(TITLE, deck, "Von Beate Illing", BODY) == [deck]


@pytest.mark.parametrize(
    "lines",
    [
        (TITLE, BODY, BODY, BODY, BODY),
        (TITLE, "By Ada Moreno", BODY, DECK),
        (TITLE, "Two lamps found again", "By Ada Moreno", BODY),
        (TITLE, "lamps " * 71, "By Ada Moreno", BODY),
        (TITLE, "Share this article with your friends", "By Ada Moreno", BODY),
        (DECK, "By Ada Moreno", BODY),
    ],
    ids=["no record", "after the byline", "four words", "71 words", "a phrase of the page", "no headline"],
)
def test_other_lines_are_no_standfirst(lines: tuple[str, ...]) -> None:
    assert standfirst(*lines) == []
