"""The reader of HTML: what becomes a line, what the markup says about it, and that no text goes missing."""

from __future__ import annotations

import pytest

from cleantext.document import Document, Segment
from cleantext.html.read_html import read_html
from cleantext.input.read import looks_like_html


def texts(page: str | bytes) -> list[str]:
    """The texts of the segments of a page."""
    return [segment.text for segment in read_html(page).segments]


def one(page: str, text: str) -> Segment:
    """The segment that reads ``text``."""
    return next(segment for segment in read_html(page).segments if segment.text == text)


def holds_the_law(document: Document) -> bool:
    """Whether segments stand in order, each within its lines, and leave out no more than separators."""
    rest = 0
    left_out = ""
    for index, segment in enumerate(document.segments):
        assert segment.index == index
        assert rest <= segment.start < segment.end
        assert document.text.count("\n", 0, segment.start) + 1 == segment.line
        left_out += document.text[rest : segment.start]
        rest = segment.end
    return not (left_out + document.text[rest:]).strip(" \n|·•")


class TestLines:
    def test_every_segment_is_a_line_of_the_text(self) -> None:
        document = read_html("<h1>Ferry\n returns</h1><p>It sails\tagain.</p>")
        assert document.text == "Ferry returns\nIt sails again.\n"
        assert [(s.start, s.end, s.line) for s in document.segments] == [(0, 13, 1), (14, 29, 2)]

    def test_in_line_elements_break_neither_words_nor_sentences(self) -> None:
        assert texts("<p>The <b>o</b>ld <a href=/f>ferry</a>, <custom-mark>sails</custom-mark>.</p>") == [
            "The old ferry, sails."
        ]

    def test_touching_links_and_times_are_words_apart(self) -> None:
        assert texts("<div><a href=/a>Home</a><a href=/b>News</a></div>") == ["Home News"]
        assert texts("<div><span>Ada Moreno</span><span>Harbour desk</span></div>") == ["Ada Moreno Harbour desk"]
        assert texts("<p><span>H</span><span>arbour</span></p>") == ["Harbour"]

    def test_br_ends_a_line_and_two_leave_a_blank_one(self) -> None:
        segments = read_html("<p>one<br>two<br><br>three</p><p>four</p>").segments
        assert [(s.text, s.gap) for s in segments] == [("one", 0), ("two", 0), ("three", 1), ("four", 1)]

    def test_blocks_in_links_and_unknown_elements_are_blocks(self) -> None:
        assert texts("<a href=/x><h3>Title</h3><p>Teaser</p></a>") == ["Title", "Teaser"]
        assert texts("a<x-card><p>b</p>c</x-card>d") == ["a", "b", "c", "d"]

    def test_pre_keeps_its_lines_in_one_segment(self) -> None:
        document = read_html("<pre>\nfor x:\n    go(x)\n\n</pre><p>after</p>")
        assert [(s.text, s.shape, s.line) for s in document.segments] == [
            ("for x:\n    go(x)", "pre", 1),
            ("after", "", 3),
        ]
        assert holds_the_law(document)

    def test_records_are_split_into_pieces(self) -> None:
        segments = read_html("<p>Jul 18, 2025 | By <a href=/j>Ada Moreno</a></p>").segments
        assert [(s.text, s.piece) for s in segments] == [("Jul 18, 2025", True), ("By Ada Moreno", True)]
        assert segments[0].facts is not None
        assert segments[0].facts.links == ()
        assert segments[1].facts is not None
        assert segments[1].facts.links == ((18, 28, "/j"),)


class TestTables:
    def test_rows_of_data_are_lines(self) -> None:
        segments = read_html("<table><tr><th>Team<th>Goals<tr><td>Orrin<td></td><td><p>3</p></td></table>").segments
        assert [(s.text, s.shape, s.gap) for s in segments] == [("Team | Goals", "row", 0), ("Orrin | 3", "row", 0)]

    @pytest.mark.parametrize(
        "cell", ["<h2>Head</h2><p>a</p>", "<ul><li>a</ul>", "<table><tr><td>x<td>y</table>", "w " * 200]
    )
    def test_cells_with_blocks_or_long_text_are_layout(self, cell: str) -> None:
        segments = read_html(f"<table><tr><td>menu<td>{cell}</table>").segments
        assert segments[0].text == "menu"
        assert segments[0].shape == ""


class TestShapes:
    @pytest.mark.parametrize(
        ("page", "shape", "tag"),
        [
            ("<h2><div>t</div></h2>", "h2", "h2"),
            ("<ul><li><p>t</p></ul>", "li", "p"),
            ("<blockquote><p>t</p></blockquote>", "quote", "p"),
            ("<figure><img src=a><figcaption><p>t</p></figcaption></figure>", "", "figcaption"),
            ("<title>t</title>", "", "title"),
            ("<p>t</p>", "", "p"),
        ],
    )
    def test_shape_and_tag(self, page: str, shape: str, tag: str) -> None:
        segment = one(page, "t")
        assert segment.facts is not None
        assert (segment.shape, segment.facts.tag) == (shape, tag)


class TestFacts:
    def test_links(self) -> None:
        segment = one(
            "<p>See <a href=/plan>the plan</a> or <a href='mailto:a@b.example'>write</a>.", "See the plan or write."
        )
        assert segment.facts is not None
        assert segment.facts.links == ((4, 12, "/plan"),)
        assert segment.facts.link_share == pytest.approx(13 / 22)

    def test_path_names_the_block(self) -> None:
        segment = one("<body><div>a</div><div><p>b</p><p>c <b>d</b></p></div>", "c d")
        assert segment.facts is not None
        assert segment.facts.path == "/html/body/div[2]/p[2]"

    def test_class_words_of_the_surroundings(self) -> None:
        segment = one("<div class='story-body mainText' id=a1><p itemprop=text>b</p></div>", "b")
        assert segment.facts is not None
        assert segment.facts.classes == {"story", "body", "main", "text", "a1"}

    def test_regions_by_tag_and_role(self) -> None:
        segment = one("<article><div role=navigation><p><a href=/x>b</a></p></div></article>", "b")
        assert segment.facts is not None
        assert segment.facts.inside == {"article", "nav"}

    def test_siblings_share_a_container(self) -> None:
        a, b, c = read_html("<div><p>a</p><div><div><p>b</p></div></div></div><p>c</p>").segments
        assert a.facts is not None
        assert b.facts is not None
        assert c.facts is not None
        assert a.facts.container == b.facts.container != c.facts.container
        assert a.facts.ancestors[:-1] == c.facts.ancestors

    def test_image_time_and_marks(self) -> None:
        page = "<div><img src=a>x</div><p class=byline>By <a rel=author href=/a>Ada</a> <time datetime=2024-03-09>9 March</time></p>"
        assert (picture := one(page, "x").facts) is not None
        assert picture.img
        facts = one(page, "By Ada 9 March").facts
        assert facts is not None
        assert facts.time == "2024-03-09"
        assert facts.marks == {"author", "time"}
        assert not facts.img

    def test_author_box_is_no_byline(self) -> None:
        facts = one("<div class=author-bio>a</div>", "a").facts
        assert facts is not None
        assert not facts.marks


class TestHidden:
    @pytest.mark.parametrize(
        "page",
        [
            "<div hidden>t</div>",
            "<div aria-hidden=true><p>t</p></div>",
            "<div style='color:red; DISPLAY: none'><p>t</p></div>",
            "<p class='x sr-only'>t</p>",
            "<p class='d-none'>t</p>",
            "<noscript><p>t</p></noscript>",
            "<template><p>t</p></template>",
            "<svg><title>t</title></svg>",
        ],
    )
    def test_is_flagged(self, page: str) -> None:
        facts = one(page + "<p>seen</p>", "t").facts
        seen = one(page + "<p>seen</p>", "seen").facts
        assert facts is not None
        assert facts.hidden
        assert seen is not None
        assert not seen.hidden

    def test_hidden_on_some_screens_only_is_shown(self) -> None:
        facts = one("<p class='hidden md:block'>t</p>", "t").facts
        assert facts is not None
        assert not facts.hidden

    def test_hidden_words_do_not_break_the_sentence_around_them(self) -> None:
        assert texts("<p>See <a href=/p>the plan<span class=sr-only>new window</span></a> first.</p>") == [
            "See the plan first.",
            "new window",
        ]


class TestNothingIsLost:
    def test_text_of_every_kind_of_element(self) -> None:
        page = (
            "<title>k1</title><body>k2<nav>k3</nav><form><select><option>k4<option>k5</select><textarea>k6</textarea>"
            "<button>k7</button><label>k8</label></form><noscript>k9</noscript><template>k10</template><iframe>k11</iframe>"
            "<noframes>k12</noframes><math><mi>k13</mi></math><details><summary>k14</summary>k15</details><xmp>k16</xmp>"
            "<script>no</script><style>no</style><!-- no --><?pi no?>k17</body></html>k18<div>k19</div>"
        )
        document = read_html(page)
        words = " ".join(segment.text for segment in document.segments).split()
        assert sorted(words) == sorted(f"k{number}" for number in range(1, 20))
        assert holds_the_law(document)

    def test_text_below_the_parsers_limit_of_depth(self) -> None:
        page = "<p>first</p>" + "<div>" * 3000 + "deep &amp; down" + "</div>" * 3000 + "<script>a<b</script><p>last</p>"
        segments = read_html(page).segments
        assert [s.text for s in segments] == ["first", "deep & down", "last"]
        assert segments[1].facts is not None
        assert segments[1].facts.tag == "lost"

    @pytest.mark.parametrize(
        "page", ["", "   ", b"", "<!-- x -->", "<?xml version='1.0'?>", "<script>x</script>", "\0"]
    )
    def test_empty_pages_have_no_segments(self, page: str | bytes) -> None:
        assert read_html(page).segments == ()

    @pytest.mark.parametrize(
        "page",
        [
            "a\0b<p>c",
            "<p>\ud800 lone",
            b"<p>\xff\xfe\x00 bytes",
            "<" * 5000,
            "<![CDATA[ x ]]><![",
            "<p " + "a=1 " * 300 + ">x",
            "<b><i></b>x</i>" * 50,
            "<table><tr><td>" * 300 + "x",
            "<a href=x>" * 500 + "y",
            "<plaintext>a<p>b",
            '<?xml version="1.0" encoding="utf-16"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>x</p></body></html>',
            "<p>a\x85b\u2028c\x0bd\x1fe</p>",
            "<table><tr><td>a\x1fb<td>c</table>",
            "<pre>a\x0cb\r\nc</pre>",
        ],
    )
    def test_odd_pages_give_a_document(self, page: str | bytes) -> None:
        assert holds_the_law(read_html(page))

    def test_bytes_in_a_declared_encoding(self) -> None:
        assert texts("<meta charset=windows-1252><p>Fähre – 5 €".encode("cp1252")) == ["Fähre – 5 €"]
        assert (
            read_html("<p>Паром вернулся".encode("cp1251"), encoding="windows-1251").segments[0].text
            == "Паром вернулся"
        )


class TestKind:
    @pytest.mark.parametrize(
        "text",
        [
            "<!DOCTYPE html><p>x",
            "\n<!-- c --><html lang=en>",
            "<?xml version='1.0'?><html>",
            "<div class='a'><p>Some <b>text</b></p></div>",
            "Lead text <p>one</p> <p>two</p>",
        ],
    )
    def test_markup(self, text: str) -> None:
        assert looks_like_html(text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "The ferry returns.\nBy Ada Moreno",
            "A paragraph starts with <p> and a line ends with <br>.",
            "# Title\n\nUse `<div><p>x</p></div>` here: `</p>`.\n\n```\n<p>a</p><p>b</p><p>c</p>\n```\n",
            "std::map<int, std::vector<T>> m; if (a < b && c > d) return x<y>z;",
            "Send <order><item>3</item></order> to us.",
        ],
    )
    def test_text(self, text: str) -> None:
        assert not looks_like_html(text)
