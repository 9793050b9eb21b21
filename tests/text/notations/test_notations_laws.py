"""Whatever lines of notations meet in a text, every line is accounted for once, and nothing raises."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import cleantext
from cleantext.text.read_text import read_dump
from cleantext.words.vocabulary import load_vocabulary

LINES = st.sampled_from(
    [
        "---", "+++", "title: Ferry", "date: 2023-04-03", "  - item", "tags: [a, b]", "Title: Ferry", "URL Source: https://o.example/f",
        "Published Time: x", "Markdown Content:", "url https://o.example/f", "status 200", "fetched=2024-03-09", "text:", "2024-03-09Ferry sails",
        "From: Ada Moreno <ada@post.example>", "To: <b@post.example>", "Subject: =?utf-8?q?=ZZ?=", "Date: Mon, 3 Apr 2023", "\tfolded", "X-Raw: 1",
        "---------- Forwarded message ---------", "Von: Bo", "Betreff: WG: AW: x", "件名：転送：渡し船", "The [ferry][1] sails.", "[The", "ferry][1] sails",
        "[1]: https://o.example/f", "[2]: https://o.example/long-", "rest", "[1]word and [2]word", "References", "1. https://o.example/f", "2. https://o.example/g",
        "[a](https://o.exa", "mple/f) sails", "![x][1]", "[![x][1]][2]", "[](x)", "(BUTTON) Go", "[logo.png]", "________ x", "Heading", "=======", "12", "13", "- 1 -",
        "\f7", "\f", "Page 1 of 3", "Page 2 of 3", "HEAD          12", "T", "his is a line of several words", "I", "wrapped line of the text that goes on to the light-",
        "house and further on to the end of this line of the text", "", "", "   ", "> quoted line", "```", "1\\. escaped", "<https://o.example/f>", "( https://o.example/f )",
    ]
)  # fmt: skip
PAGES = st.tuples(st.lists(LINES, max_size=30), st.sampled_from(["\n", "\r\n", "\n\n", "\r"])).map(
    lambda one: one[1].join(one[0])
)


@given(PAGES)
def test_every_line_is_accounted_for(raw: str) -> None:
    article = cleantext.extract(raw, kind="text")
    article.verify(raw)
    assert "".join(entry.text for entry in article.ledger) == raw


@given(PAGES)
def test_what_notations_say_belongs_to_segments(raw: str) -> None:
    segments, notation = read_dump(raw, load_vocabulary())
    starts = {segment.start for segment in segments}
    assert set(notation.roles) <= starts
    assert notation.continues <= starts
    assert all(0 <= one.start < one.end <= len(raw) for one in notation.links)
    assert all(segment.text for segment in segments)
