"""Switches of ``extract``: selectors, trees that are parsed already; and what tells copies of an article."""

from __future__ import annotations

import pickle

import pytest
from lxml import etree, html

import cleantext
from cleantext import Pipeline, SelectorError, fingerprint_distance

PROSE = (
    "The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again before noon.",
    "Divers went down twice in the afternoon to look at the stones below the pier, and found a bicycle there.",
    "The gate to the inner harbour stays closed until the end of the week, a speaker of the town council said.",
)
PAGE = f"""<html><body><nav><a href="/">Home</a></nav><article><h1>Harbour wall holds</h1>
<p>{PROSE[0]}</p><div class="promo"><p>{PROSE[1]}</p></div><p>{PROSE[2]}</p></article></body></html>"""


class TestSelectors:
    def test_what_is_dropped_is_in_the_ledger(self) -> None:
        article = cleantext.extract(PAGE, drop=".promo")
        article.verify(PAGE, drop=".promo")
        assert article.body == f"{PROSE[0]}\n\n{PROSE[2]}"
        assert [one.text.strip() for one in article.removed if one.reason == "dropped"] == [PROSE[1]]

    def test_what_is_dropped_says_nothing_about_the_rest(self) -> None:
        page = PAGE.replace(
            f'<div class="promo"><p>{PROSE[1]}</p></div><p>{PROSE[2]}</p>', '<p class="x">Buy. Now!</p>'
        )
        assert cleantext.extract(page, drop=".x").body == PROSE[0]

    def test_in_line_elements_leave_the_sentence_whole(self) -> None:
        page = PAGE.replace("engineers", "<span class=ad>Buy <b>lamps</b></span> engineers")
        article = cleantext.extract(page, drop=["span.ad"])
        article.verify(page, drop=["span.ad"])
        assert article.paragraphs[0].text == PROSE[0]

    @pytest.mark.parametrize("selector", ["td.x", "pre b", "a", "tr", "img", "h1", "html", "li::before"])
    def test_any_element_can_be_chosen(self, selector: str) -> None:
        page = PAGE.replace(
            "</article>",
            "<table><tr><td class=x>a</td><td>b</td></tr></table><pre>c <b>d</b></pre><a href=/x>e</a><img src=/i.png></article>",
        )
        if "::" in selector:
            with pytest.raises(SelectorError):
                cleantext.extract(page, drop=selector)
            return
        for drop, keep in ((selector, ()), ((), selector), (selector, selector)):
            cleantext.extract(page, drop=drop, keep=keep).verify(page, drop=drop, keep=keep)

    def test_what_is_kept_is_removed_by_no_step(self) -> None:
        page = PAGE.replace("</article>", '<p class="box">Share this</p></article>')
        assert "Share this" not in cleantext.extract(page).body
        assert cleantext.extract(page, keep=".box").body.endswith("Share this")

    def test_they_are_settings_of_a_step(self) -> None:
        pipeline = Pipeline.default().configure("selected-elements", drop=(".promo",))
        assert cleantext.extract(PAGE, pipeline=pipeline) == cleantext.extract(PAGE, drop=".promo")
        assert pickle.loads(pickle.dumps(pipeline)) == pipeline

    @pytest.mark.parametrize("selector", ["p[", "", "..", "p:unknown("])
    def test_what_is_no_selector_is_named(self, selector: str) -> None:
        with pytest.raises(SelectorError, match="is no CSS selector"):
            cleantext.extract("a text dump", drop=[selector])

    def test_they_mean_nothing_to_a_text_dump(self) -> None:
        dump = f"Harbour wall holds\n\n{PROSE[0]}\n\n{PROSE[1]}"
        assert cleantext.extract(dump, drop="p", keep="p") == cleantext.extract(dump)


class TestTrees:
    def test_a_tree_is_read_as_its_page_is_and_never_changed(self) -> None:
        tree = html.fromstring(PAGE)
        before = etree.tostring(tree)
        article = cleantext.extract(tree)
        article.verify(tree)
        assert article == cleantext.extract(PAGE) == cleantext.extract(tree.getroottree())
        assert etree.tostring(tree) == before

    def test_a_part_of_a_page_is_read_by_itself(self) -> None:
        tree = html.fromstring(PAGE)
        part = tree.find(".//div")
        assert part is not None
        part.tail = "the tail of the part"
        article = cleantext.extract(part)
        assert PROSE[1] in article.source
        assert "tail" not in article.source
        assert "Home" not in article.source

    def test_comments_processing_instructions_and_namespaces_do_not_matter(self) -> None:
        parsed = html.fromstring(PAGE.replace("<p>", "<!-- x --><?php x ?><p>", 1))
        assert cleantext.extract(parsed).body == cleantext.extract(PAGE).body
        strict = etree.fromstring(PAGE.replace("<html>", '<html xmlns="http://www.w3.org/1999/xhtml">').encode())
        assert cleantext.extract(strict).body == cleantext.extract(PAGE).body

    def test_an_empty_tree_is_an_empty_article(self) -> None:
        assert cleantext.extract(etree.ElementTree()).body == ""
        assert cleantext.extract(etree.Comment("x")).body == ""


class TestFingerprints:
    def test_a_page_and_its_dump_have_the_same(self) -> None:
        dump = "Harbour wall holds\n\n" + "\n\n".join(PROSE)
        one, other = cleantext.extract(PAGE).fingerprint, cleantext.extract(dump).fingerprint
        assert one is not None
        assert one == other
        assert len(one) == 16

    def test_copies_differ_little_and_strangers_much(self) -> None:
        article = cleantext.extract(PAGE).fingerprint
        longer = cleantext.extract(PAGE.replace("before noon", "before noon, as on every day")).fingerprint
        other = cleantext.extract(
            "<h1>Toads counted</h1><p>Two classes counted 412 toads in one night on the meadow road, and carried every "
            "one across in buckets.</p><p>The road stays closed for cars until the end of April, the district said.</p>"
        ).fingerprint
        assert article is not None
        assert longer is not None
        assert other is not None
        assert fingerprint_distance(article, longer) < 16 < fingerprint_distance(article, other)

    def test_of_nothing_there_is_none(self) -> None:
        assert cleantext.extract("").fingerprint is None
        with pytest.raises(ValueError, match="16 hexadecimal digits"):
            fingerprint_distance("abc", "abc")


def test_an_article_is_shown_in_one_short_line_and_is_its_body_as_text() -> None:
    article = cleantext.extract(PAGE)
    assert str(article) == article.body
    assert (
        repr(article) == f"<Article 'Harbour wall holds': {len(article.body.split())} words, quality {article.quality}>"
    )
    assert "\n" not in repr(cleantext.extract("x" * 1000))


def test_a_note_within_a_note_is_claimed_once() -> None:
    page = (
        "<html><body><article><h1>The tax on salt</h1>"
        f"<p>{PROSE[0]}<sup><a href='#a'>1</a></sup></p><p>{PROSE[1]}<sup><a href='#b'>2</a></sup></p></article>"
        "<div class=x><a href=/s>Share</a> <a href=/t>Home</a></div><ol><li id=a><p id=b>Acts three.</p></li></ol></body></html>"
    )
    cleantext.extract(page).verify(page)
