"""What a notebook shows of an article and of its explanation."""

from __future__ import annotations

import pickle
from html.parser import HTMLParser

import pytest

import cleantext

PAGE = """\
THE QUARRY POST
<script>alert(1)</script> opens the mill
By Ada Moreno
9 March 2024

Share

The mill <img src=x onerror=alert(1)> in Orrin reopened on Monday, after eleven years in which it stood empty.

Its wheel {{7*7}} turns again \u202ethree days a week\u202c, the miller said, and the \x07 bell rings at noon.

The third paragraph says that the bread of the mill costs four crowns, and that it is sold out by ten.

The fourth paragraph says that the river was low in May, and that the wheel stood still for a week.
"""


class Reader(HTMLParser):
    """Collects the elements and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names.update(name for name, _ in attributes)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def article() -> cleantext.Article:
    return cleantext.extract(PAGE, kind="text")


def test_card_shows_headline_fields_quality_warnings_and_first_paragraphs(article: cleantext.Article) -> None:
    shown = Reader(article._repr_html_()).text
    assert article.headline is not None
    assert article.headline in shown
    assert "2024-03-09" in shown
    assert f"{article.quality:.2f}" in shown
    assert all(one.message in shown for one in article.warnings)
    assert "1 more paragraph" in shown
    assert "The fourth paragraph" not in shown


@pytest.mark.parametrize(
    "page", [PAGE, PAGE + "\ud800 \u2028 </div></body> \x00 &lt;b&gt;", ""], ids=["page", "odd", "empty"]
)
def test_text_of_a_page_is_never_markup(page: str) -> None:
    article = cleantext.extract(page, kind="text")
    for html in (article._repr_html_(), cleantext.explain(article)._repr_html_()):
        reader = Reader(html)
        assert reader.tags <= {"div", "p", "b", "span", "bdi"}
        assert reader.names <= {"style", "dir"}
        assert not set("\x00\x07\u2028\u202e\ud800") & set(html)
        html.encode()


def test_listing_shows_each_line_with_verdict_and_evidence(article: cleantext.Article) -> None:
    shown = Reader(cleantext.explain(article)._repr_html_()).text
    entries = [entry for entry in article.ledger if entry.reason != "blank"]
    assert all(entry.evidence[:20] in shown for entry in entries)
    assert shown.count("- share") == 1


def test_explanation_is_text_as_before(article: cleantext.Article) -> None:
    listing = cleantext.explain(article)
    assert isinstance(listing, str)
    assert listing == cleantext.api.listing(article)
    assert repr(listing) == repr(str(listing))
    assert pickle.loads(pickle.dumps(listing)) == listing
    assert (listing + "").__class__ is str
