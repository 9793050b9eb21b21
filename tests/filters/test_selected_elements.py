"""Elements that the caller chose: which text goes, which is shielded, and that text pages have none."""

from __future__ import annotations

import pytest

from cleantext import Pipeline, SelectorError
from single_steps import says, texts

PAGE = """<html><body><article><h1>Harbour wall holds</h1>
<p id="first">The harbour wall held through the storm, engineers said on Saturday.</p>
<div class="promo"><p>Buy lamps</p><p class="wanted">Divers found a bicycle below the pier.</p></div>
</article><footer><p>Imprint</p></footer></body></html>"""
DROP = "selected-elements"


@pytest.mark.parametrize(
    ("drop", "gone"),
    [
        (".promo", ["Buy lamps", "Divers found a bicycle below the pier."]),
        ((".promo .wanted", "footer"), ["Divers found a bicycle below the pier.", "Imprint"]),
        ("div > p:first-child", ["Buy lamps"]),
        ("#first, h1", ["Harbour wall holds", "The harbour wall held through the storm, engineers said on Saturday."]),
        ("aside", []),
        ((), []),
    ],
)
def test_the_text_of_chosen_elements_goes(drop: str | tuple[str, ...], gone: list[str]) -> None:
    assert texts(PAGE, DROP, drop=drop) == gone


def test_the_verdict_is_sure() -> None:
    assert [(line.code, line.sure) for line in says(PAGE, DROP, drop="footer")] == [("dropped", True)]


@pytest.mark.parametrize(
    ("drop", "keep", "gone"),
    [
        (".promo", ".wanted", ["Buy lamps"]),
        (".wanted", ".promo", ["Divers found a bicycle below the pier."]),
        (".promo", ".promo", ["Buy lamps", "Divers found a bicycle below the pier."]),
    ],
    ids=["keep inside drop", "drop inside keep", "both on one"],
)
def test_the_innermost_element_decides(drop: str, keep: str, gone: list[str]) -> None:
    assert texts(PAGE, DROP, drop=drop, keep=keep) == gone


def test_kept_elements_are_of_the_body_where_nothing_else_claims_them() -> None:
    pipeline = Pipeline.default().configure(DROP, keep="footer, .wanted")
    found = says(PAGE, DROP, "kept-elements", pipeline=pipeline)
    assert [(line.text, line.code) for line in found] == [
        ("Divers found a bicycle below the pier.", "body"),
        ("Imprint", "body"),
    ]
    assert texts(PAGE, DROP, "kept-elements") == []


def test_selectors_mean_nothing_for_text() -> None:
    assert texts("Harbour wall holds\n\nDivers found a bicycle below the pier.", DROP, drop="p, body, *") == []


def test_text_of_other_scripts() -> None:
    page = '<html><body><p>港の防波堤は嵐に耐えた。</p><div class="広告"><p>ランプを買う</p></div></body></html>'
    assert texts(page, DROP, drop=".広告") == ["ランプを買う"]


def test_a_selector_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(SelectorError):
        texts(PAGE, DROP, drop="p[")
