"""The last line of a blog's feed: how it begins and what stands in it, in one language."""

from __future__ import annotations

import pytest

from single_steps import says, texts

PROSE = "The ferry to Gull Island sails again from Monday, after a winter in which nobody could cross the bay."


@pytest.mark.parametrize(
    ("tail", "evidence"),
    [
        ("The post Ferry sails again appeared first on The Low Tide.", "the post ... appeared first on"),
        ("THE POST FERRY SAILS AGAIN APPEARED FIRST ON THE LOW TIDE.", "the post ... appeared first on"),
        ("The article A lamp for the pier appeared first on The Low Tide", "the article ... appeared first on"),
        (
            "Der Beitrag Die Fähre fährt wieder erschien zuerst auf Ebbe und Flut.",
            "der beitrag ... erschien zuerst auf",
        ),
        ("La entrada El faro abre se publicó primero en Marea Baja.", "la entrada ... se publicó primero en"),
    ],
)
def test_the_tail_of_a_feed_goes(tail: str, evidence: str) -> None:
    (line,) = says(f"{PROSE}\n{tail}", "feed-tails")
    assert (line.text, line.code, line.sure) == (tail, "boilerplate", True)
    assert line.evidence.casefold() == evidence


@pytest.mark.parametrize(
    "line",
    [
        "The post office of Gull Island opens again in May.",
        "The lamp appeared first on the northern pier, in the winter of 1868.",
        "Readers of the post know it: the lamp appeared first on the northern pier.",
        "Der Beitrag der Stadt war klein, sagte der Wärter am Abend.",
        "Der Beitrag Ferry sails again appeared first on The Low Tide.",
        "La entrada al faro cuesta dos euros.",
    ],
    ids=["only the opening", "only the middle", "opening inside", "German", "two languages in one line", "Spanish"],
)
def test_half_a_tail_stays(line: str) -> None:
    assert texts(f"{PROSE}\n{line}", "feed-tails") == []


def test_every_copy_goes_wherever_it_stands() -> None:
    tail = "The post Ferry sails again appeared first on The Low Tide."
    assert texts(f"{tail}\n{PROSE}\n{tail}", "feed-tails") == [tail, tail]
