"""A heading that holds a kicker and the title: the page's declared title says where the title begins."""

from __future__ import annotations

import pytest

import cleantext

PAGE = """<html><head><title>{declared}</title></head><body><h1>{shown}</h1><p>By Ada Moreno, 9 March 2024</p>
<p>The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again before noon.</p>
<p>Divers went down twice in the afternoon to look at the stones below the pier, and came up with two lamps.</p>
</body></html>"""
TITLE = "Harbour wall holds through the storm"


@pytest.mark.parametrize(
    ("shown", "declared"),
    [
        (f"<span>Coast</span> {TITLE}", TITLE),
        (f"<span>On the coast:</span> {TITLE}", f"{TITLE} - The Tidewater Courier"),
        (f"<small>Storm and sea</small> {TITLE}", f"{TITLE} | Tidewater Courier"),
        (TITLE, f"{TITLE} - The Tidewater Courier"),
    ],
    ids=["a kicker", "a kicker, and the house's name after the title", "a small kicker", "no kicker"],
)
def test_the_title_is_what_the_page_declares(shown: str, declared: str) -> None:
    article = cleantext.extract(PAGE.format(shown=shown, declared=declared))
    assert article.headline == TITLE


def test_a_longer_heading_stays_whole_where_the_declared_title_is_a_small_part_of_it() -> None:
    shown = "What the keeper of the old lighthouse said when the harbour wall holds"
    article = cleantext.extract(PAGE.format(shown=shown, declared="harbour wall holds"))
    assert article.headline == shown
