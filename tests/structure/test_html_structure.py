"""What HTML says of the structure of paragraphs: headings, lists, tables, quotations, notes, code, language."""

from __future__ import annotations

import pytest

from cleantext import Cell, Container, Inline, Paragraph
from structured import read


def only(markup: str) -> Paragraph:
    (paragraph,) = read(markup).paragraphs
    return paragraph


def kinds(markup: str) -> list[tuple[str, str, str]]:
    """The spans of the only paragraph: kind, words, value."""
    one = only(markup)
    return [(span.kind, one.text[span.start : span.end], span.value or "") for span in one.spans]


class TestSpans:
    @pytest.mark.parametrize(
        ("tag", "kind"),
        [
            ("b", "strong"),
            ("strong", "strong"),
            ("i", "em"),
            ("em", "em"),
            ("code", "code"),
            ("tt", "code"),
            ("kbd", "kbd"),
            ("mark", "mark"),
            ("sup", "sup"),
            ("sub", "sub"),
            ("s", "strike"),
            ("del", "strike"),
            ("q", "quote"),
        ],
    )
    def test_in_line_elements_dress_their_words(self, tag: str, kind: str) -> None:
        assert kinds(f"<p>The <{tag}>old mill</{tag}> turns") == [(kind, "old mill", "")]

    def test_the_text_is_the_same_with_and_without_them(self) -> None:
        plain = "<p>The old mill turns, and it turns"
        dressed = "<p>The <b>old <i>mill</i></b> turns<u>,</u> and <a href='/m'>it</a> turns"
        assert read(dressed).body == read(plain).body

    def test_styles_in_attributes_count_and_normal_weight_undoes(self) -> None:
        assert kinds('<p>The <span style="font-weight: 700">old</span> mill') == [("strong", "old", "")]
        assert kinds('<p>The <span style="font-style:italic">old</span> mill') == [("em", "old", "")]
        assert kinds('<b style="font-weight:normal"><p>The old mill') == []

    def test_spans_nest_from_the_outside_in(self) -> None:
        assert kinds("<p><b>old <a href='/m'>mill <i>wheel</i></a></b>") == [
            ("strong", "old mill wheel", ""),
            ("link", "mill wheel", "https://mill.example/m"),
            ("em", "wheel", ""),
        ]

    def test_white_space_at_the_edge_of_an_element_is_outside(self) -> None:
        assert kinds("<p>The<b> old </b>mill") == [("strong", "old", "")]

    def test_an_element_around_blocks_dresses_each_of_them(self) -> None:
        article = read("<div><strong><p>The old mill</p><p>turns</p></strong></div>")
        assert [[(one.kind, one.start, one.end) for one in p.spans] for p in article.paragraphs] == [
            [("strong", 0, 12)],
            [("strong", 0, 5)],
        ]

    def test_neighbours_of_one_kind_are_one(self) -> None:
        assert kinds("<p>The <b>old</b><b> mill</b>") == [("strong", "old", ""), ("strong", "mill", "")]
        assert kinds("<p>The <b>ol</b><b>d</b> mill") == [("strong", "old", "")]

    def test_times_keep_what_machines_read(self) -> None:
        assert kinds('<p>On <time datetime="2024-03-09">Saturday</time> it turned') == [
            ("time", "Saturday", "2024-03-09")
        ]

    @pytest.mark.parametrize("address", ["javascript:x()", "java\tscript:x()", "data:text/html,x", "vbscript:x", "#"])
    def test_addresses_that_lead_nowhere_or_run_are_no_links(self, address: str) -> None:
        assert kinds(f'<p>See <a href="{address}">the plan</a> first') == []

    def test_addresses_are_absolute_by_base_and_by_the_address_of_the_page(self) -> None:
        markup = "<base href='/other/'><p>See <a href='plan'>the plan</a>"
        assert read(markup).paragraphs[0].links[0].url == "https://mill.example/other/plan"
        assert read(markup, url=None).paragraphs[0].links[0].url == "plan"

    def test_a_formula_is_kept_as_tex(self) -> None:
        markup = (
            "<p>So <math><mi>x</mi><mn>2</mn><annotation encoding='application/x-tex'>x^2</annotation></math> grows"
        )
        text = next(p for p in read(markup).paragraphs if p.text.startswith("So"))
        (math,) = [one for one in text.spans if one.kind == "math"]
        assert math.value == "x^2"

    def test_a_picture_within_a_sentence_stands_between_its_words(self) -> None:
        one = only("<p>Turn the <img src='/wheel.png' alt='wheel' width=60 height=60> twice")
        assert one.spans == (Inline("image", 9, 9, "https://mill.example/wheel.png", "wheel"),)


class TestBreaks:
    def test_one_break_is_a_line_of_the_paragraph_and_two_end_it(self) -> None:
        article = read("<p>The mill turns<br>the river runs<br><br>and we sleep<br>well")
        assert [p.text for p in article.paragraphs] == ["The mill turns\nthe river runs", "and we sleep\nwell"]
        assert article.paragraphs[0].spans == (Inline("break", 14, 15),)

    def test_lists_that_are_written_as_lines_are_lists(self) -> None:
        article = read("<p>We need<br>1. rope<br>2. tar<br>and a boat")
        assert [(p.text, p.marker, [one.number for one in p.within]) for p in article.paragraphs] == [
            ("We need", 0, []),
            ("1. rope", 3, [1]),
            ("2. tar\nand a boat", 3, [2]),
        ]

    def test_a_rule_is_told_of_the_paragraph_below(self) -> None:
        assert [p.ruled for p in read("<p>The mill<hr><p>The river<p>The boat").paragraphs] == [False, True, False]


def test_headings_have_levels() -> None:
    assert [(p.kind, p.level) for p in read("<h2>Mill<h4>Wheel</h4><p>Turns").paragraphs] == [
        ("subhead", 2),
        ("subhead", 4),
        ("p", None),
    ]


@pytest.mark.parametrize("mark", ["¶", "#", "§", "\u200b", "🔗"])
def test_permalinks_of_headings_are_no_words(mark: str) -> None:
    assert only(f"<h2 id=a>The mill <a href='#a'>{mark}</a></h2>").text == "The mill"


class TestLists:
    def numbers(self, markup: str) -> list[int | None]:
        return [p.within[-1].number for p in read(markup).paragraphs]

    def test_items_are_numbered_as_a_browser_numbers_them(self) -> None:
        assert self.numbers("<ol><li>a<li>b<li>c</ol>") == [1, 2, 3]
        assert self.numbers("<ol start=4><li>a<li>b</ol>") == [4, 5]
        assert self.numbers("<ol><li>a<li value=7>b<li>c</ol>") == [1, 7, 8]
        assert self.numbers("<ol reversed><li>a<li>b</ol>") == [2, 1]
        assert self.numbers("<ul><li>a<li>b</ul>") == [None, None]
        assert self.numbers("<ol><li><li>b</ol>") == [2]

    def test_lists_nest_also_where_the_inner_one_stands_in_no_item(self) -> None:
        for markup in ("<ul><li>a<ul><li>b</ul></ul>", "<ul><li>a</li><ul><li>b</ul></ul>"):
            first, second = read(markup).paragraphs
            assert second.within[0] == first.within[0], markup
            assert [one.kind for one in second.within] == ["item", "item"], markup

    def test_neighbours_know_whether_they_are_of_one_list(self) -> None:
        lists = [p.within[0].list for p in read("<ul><li>a<li>b</ul><ul><li>c</ul>").paragraphs]
        assert lists[0] == lists[1] != lists[2]

    def test_boxes_are_checked_or_not(self) -> None:
        markup = "<ul><li><input type=checkbox checked> rope<li><input type=checkbox> tar<li>boat</ul>"
        assert [p.within[0].checked for p in read(markup).paragraphs] == [True, False, None]

    def test_terms_and_descriptions(self) -> None:
        markup = "<dl><dt>Boom<dd>A pole.<dd>A noise.<dt>Lee<dd>A side.</dl>"
        assert [(p.text, p.within[0].kind) for p in read(markup).paragraphs] == [
            ("Boom", "term"),
            ("A pole.", "description"),
            ("A noise.", "description"),
            ("Lee", "term"),
            ("A side.", "description"),
        ]


def test_quotations_nest() -> None:
    markup = "<blockquote><p>The mill<blockquote><p>The wheel</blockquote></blockquote><p>The river"
    assert [[one.kind for one in p.within] for p in read(markup).paragraphs] == [["quote"], ["quote", "quote"], []]


def test_callouts_have_a_title() -> None:
    markup = '<div class="admonition tip"><p class="admonition-title">Tip</p><p>Tie the boat.</p></div><p>And go'
    assert [[one.kind for one in p.within] for p in read(markup).paragraphs] == [["callout", "title"], ["callout"], []]


def test_details_have_a_summary() -> None:
    markup = "<details><summary>More of the mill</summary><p>It was built in 1702.</details>"
    assert [[one.kind for one in p.within] for p in read(markup).paragraphs] == [["details", "summary"], ["details"]]


class TestTables:
    def test_cells_are_told_apart_and_empty_ones_count(self) -> None:
        markup = (
            "<table><tr><th></th><th>Adult</th><th colspan=2>Child</th></tr>"
            "<tr><td>Pool</td><td></td><td rowspan=2>2.60</td><td>1</td></tr><tr><td>Sauna</td><td>9</td></tr></table>"
        )
        rows = read(markup).paragraphs
        assert [p.text for p in rows] == ["Adult | Child", "Pool | 2.60 | 1", "Sauna | 9"]
        assert rows[0].cells == (Cell(0, 0, True), Cell(0, 5, True), Cell(8, 13, True, 2))
        assert [rows[1].text[one.start : one.end] for one in rows[1].cells] == ["Pool", "", "2.60", "1"]
        assert rows[1].cells[2].rows == 2
        assert rows[0].within == rows[2].within == (Container("table", rows[0].within[0].index),)

    def test_a_bar_within_a_cell_is_its_own(self) -> None:
        row = only("<table><tr><td>a | b</td><td>c</td></tr></table>")
        assert [row.text[one.start : one.end] for one in row.cells] == ["a | b", "c"]


class TestCode:
    @pytest.mark.parametrize(
        "opening",
        [
            '<pre><code class="language-py">',
            '<pre class="language-py"><code>',
            '<div class="highlight-py notranslate"><div class="highlight"><pre><code>',
            '<pre lang="py"><code>',
            '<pre><code data-lang="py">',
            '<div class="highlight highlight-source-py"><pre>',
        ],
    )
    def test_its_language_is_told_by_names(self, opening: str) -> None:
        one = only(f"{opening}x = 1\n  y = 2")
        assert (one.kind, one.text, one.code) == ("code", "x = 1\n  y = 2", "py")

    def test_no_language_is_guessed(self) -> None:
        assert only("<pre class='wp-block-code nohighlight'><code>x = 1").code is None


class TestNotes:
    MARKUP = (
        "<p>A tax on salt.<sup><a href='#n1' id=r1>1</a></sup> It stayed.<a href='#n2'>[2]</a></p>"
        "<ol><li id=n1><p>Acts, vol. 3. <a href='#r1'>↩</a></p></li><li id=n2>A letter.</li></ol>"
    )

    def test_marks_and_notes_have_one_name(self) -> None:
        text, first, second = read(self.MARKUP).paragraphs
        assert text.text == "A tax on salt.1 It stayed.[2]"
        assert [(one.value, text.text[one.start : one.end]) for one in text.spans if one.kind == "note"] == [
            ("1", "1"),
            ("2", "[2]"),
        ]
        assert [one.within[0].name for one in (first, second)] == ["1", "2"]

    def test_the_way_back_is_no_word(self) -> None:
        assert read(self.MARKUP).paragraphs[1].text == "Acts, vol. 3."

    def test_a_mark_without_a_note_is_text(self) -> None:
        assert [one.kind for one in only("<p>A tax.<sup><a href='#gone'>1</a></sup> It stayed").spans] == ["sup"]


def test_language_and_direction_of_parts_are_kept() -> None:
    markup = "<html lang=en><body><p>He said<blockquote lang=fr dir=ltr><p>Le moulin tourne</blockquote>"
    assert [(p.language, p.direction) for p in read(markup).paragraphs] == [(None, None), ("fr", "ltr")]


def test_lists_of_office_programs_are_told_by_names() -> None:
    docs = "<ul class='lst-kix_a1-0 start'><li>a</ul><ul class='lst-kix_a1-1 start'><li>b</ul><ul class='lst-kix_a1-0'><li>c</ul>"
    word = (
        "<p style='text-indent:-18pt;mso-list:l0 level1 lfo1'>·<span>&nbsp;&nbsp;</span>a"
        "<p style='mso-list:l0 level2 lfo1'>o&nbsp; b<p style='mso-list:l0 level1 lfo1'>·&nbsp; c"
    )
    for markup in (docs, word):
        first, second, third = read(markup).paragraphs
        assert [one.text[one.marker :] for one in (first, second, third)] == ["a", "b", "c"]
        assert second.within[0] == first.within[0]
        assert len(second.within) == 2
        assert third.within[0].list == first.within[0].list


def test_a_style_may_number_a_list() -> None:
    assert [p.within[0].number for p in read("<ul><li style='list-style-type: decimal'>a<li>b</ul>").paragraphs] == [
        1,
        None,
    ]


class TestFormulas:
    def test_a_picture_of_a_formula_is_the_formula(self) -> None:
        one = only(
            "<p>So <img src=/f.svg class=mwe-math-fallback-image-inline alt='{\\displaystyle x^{2}}'> grows fast"
        )
        assert one.spans == (Inline("math", 3, 3, "{\\displaystyle x^{2}}"),)

    def test_a_script_holds_a_formula_for_a_library_that_draws_it(self) -> None:
        one = only("<p>So <script type='math/tex'>x^2</script> grows <script>x()</script>fast")
        assert one.text == "So grows fast"
        assert one.spans == (Inline("math", 3, 3, "x^2"),)

    def test_a_formula_is_no_picture_of_the_article(self) -> None:
        article = read("<article><p>So <img src=/f.svg alt='{\\displaystyle x}'> grows</article>")
        assert article.images == ()
        assert article.to_markdown() == "So ${\\displaystyle x}$ grows\n"

    def test_the_second_showing_of_a_formula_is_not_read(self) -> None:
        katex = (
            "<span class=katex><span class=katex-mathml><math><mi>x</mi><annotation encoding='application/x-tex'>x^2"
            "</annotation></math></span><span class=katex-html aria-hidden=true><span>x2</span></span></span>"
        )
        text = next(p for p in read(f"<p>So {katex} grows").paragraphs if p.text.startswith("So"))
        assert text.text == "So x grows"
        assert [(one.kind, one.value) for one in text.spans] == [("math", "x^2")]
