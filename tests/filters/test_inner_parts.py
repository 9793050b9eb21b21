"""What a low score alone speaks against, between lines that are kept: headings, tables, quotations, notes."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from cleantext import Claimed, Document, Field, Mark, Pipeline, Reason, Removed, step
from single_steps import texts

FIRST = "The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again."
SECOND = "Divers went down twice in the afternoon to look at the stones below the pier, and found a bicycle."
QUOTE = "Nobody in this town has ever spoken of the wall but when it broke."
KEPT = ("The harbour wall held", "Divers went down", "潜水士")


@step("kept-sentences", Field.BODY, Reason.SCORED, Reason.SHARE)
def keep_sentences(document: Document) -> Iterable[Mark]:
    """Stand in for the scorer: keep the sentences above, remove "Share" for sure, and all other lines by their score."""
    for segment in document.open():
        if segment.text.startswith(KEPT):
            yield Claimed(segment.index, Field.BODY, "kept")
        elif segment.text == "Share":
            yield Removed(segment.index, Reason.SHARE, "a button")
        else:
            yield Removed(segment.index, Reason.SCORED, "a low score", sure=False)


PIPELINE = Pipeline.default().before("inner-parts", keep_sentences)


def inner(*parts: str) -> list[str]:
    page = f"<html><body><nav><a href='/'>Home</a></nav><article>{''.join(parts)}</article><p>Imprint</p></body></html>"
    return texts(page, "kept-sentences", "inner-parts", pipeline=PIPELINE)


def test_a_heading_between_two_paragraphs_comes_back() -> None:
    assert inner(f"<p>{FIRST}</p>", "<h2>Below the pier</h2>", f"<p>{SECOND}</p>") == ["Below the pier"]
    assert inner(f"<p>{FIRST}</p>", "<h2>桟橋の下</h2>", "<p>潜水士は午後に二度潜った。</p>") == ["桟橋の下"]


@pytest.mark.parametrize(
    "parts",
    [
        ["<h2>Below the pier</h2>", f"<p>{FIRST}</p><p>{SECOND}</p>"],
        [f"<p>{FIRST}</p><p>{SECOND}</p>", "<h2>Below the pier</h2>"],
        [f"<p>{FIRST}</p>", "<p>Below the pier</p>", f"<p>{SECOND}</p>"],
        [f"<p>{FIRST}</p>", "<h2>Most read</h2><p>Boats</p>", f"<p>{SECOND}</p>"],
        [f"<p>{FIRST}</p>", "<h2>Share</h2>", f"<p>{SECOND}</p>"],
        [f"<p>{FIRST}</p>", "<h2 hidden>Below the pier</h2>", f"<p>{SECOND}</p>"],
        [f"<p>{FIRST}</p>", "<div><div><div><h2>Boats</h2><p>Lamps</p></div></div></div>", f"<p>{SECOND}</p>"],
    ],
    ids=["first", "last", "no heading", "of other lines", "a button", "hidden", "in a box"],
)
def test_other_lines_stay_out(parts: list[str]) -> None:
    assert inner(*parts) == []


def table(rows: int) -> str:
    return (
        "<table>" + "".join(f"<tr><td>Keeper {row}</td><td>{1868 + row}</td></tr>" for row in range(rows)) + "</table>"
    )


@pytest.mark.parametrize(("rows", "back"), [(3, 3), (40, 40), (41, 0)])
def test_a_table_comes_back_as_a_whole(rows: int, back: int) -> None:
    assert len(inner(f"<p>{FIRST}</p>", table(rows), f"<p>{SECOND}</p>")) == back


def test_a_table_after_the_last_paragraph_stays_out() -> None:
    assert inner(f"<p>{FIRST}</p>", f"<p>{SECOND}</p>", table(3)) == []


def test_a_quotation_comes_back_and_the_frame_of_a_post_does_not() -> None:
    for quote, back in ((f"<p>{QUOTE}</p><p>Ada</p>", [QUOTE, "Ada"]), ("<p>View this post</p><p>Ada</p>", [])):
        assert inner(f"<p>{FIRST}</p>", f"<blockquote>{quote}</blockquote>", f"<p>{SECOND}</p>") == back


NOTE = '<div class="notes"><p id="n1">{}</p></div>'


@pytest.mark.parametrize(
    ("mark", "note", "back"),
    [
        ('<sup><a href="#n1">1</a></sup>', "Acts of the harbour, volume three.", True),
        ('<sup><a href="#n9">1</a></sup>', "Acts of the harbour, volume three.", False),
        ("<sup>1</sup>", "Acts of the harbour, volume three.", False),
        ('<sup><a href="#n1">1</a></sup>', '<a href="https://acts.example/three">Acts of the harbour</a>', False),
    ],
    ids=["a mark", "a mark to nowhere", "no link", "a list of addresses"],
)
def test_a_note_needs_a_mark_in_the_text(mark: str, note: str, back: bool) -> None:
    found = inner(f"<p>{FIRST}{mark}</p>", f"<p>{SECOND}</p>", NOTE.format(note))
    assert bool(found) is back


def test_text_pages_have_no_inner_parts() -> None:
    page = f"{FIRST}\n\n## Below the pier\n\n{SECOND}"
    assert texts(page, "kept-sentences", "inner-parts", pipeline=PIPELINE) == []
