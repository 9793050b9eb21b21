"""Forms of pages beside the plain one: AMP, frames, XHTML, declared bodies, long threads of comments."""

from __future__ import annotations

import json

import cleantext
from cleantext import Reason
from cleantext.filters.page_regions import ARTICLE_WORDS
from cleantext.html.read_html import read_html

PARAGRAPHS = (
    "The pier at Orrin closed on Sunday for the winter, the harbour office said, and boats will not land until March.",
    "Engineers will replace forty planks and the railing on the seaward side, work that was put off twice since spring.",
    "A smaller landing stage upstream stays open for residents, who may moor there free of charge until December.",
)
AMP = f"""<!doctype html><html ⚡ lang="en"><head><meta charset="utf-8"><title>Pier closes for winter | Orrin Courier</title>
<script async src="https://cdn.example/v0.js"></script>
<style amp-boilerplate>body{{visibility:hidden}}</style><noscript><style amp-boilerplate>body{{a:b}}</style></noscript>
</head><body>
<amp-sidebar id="menu" layout="nodisplay"><ul><li><a href="/f">Ferries and timetables</a></li><li><a href="/c">Council papers</a></li></ul></amp-sidebar>
<header><a href="/">Orrin Courier</a></header>
<article><h1>Pier closes for winter</h1><p class="byline">By Ada Moreno</p>
<amp-img src="/pier.jpg" alt="The pier at dusk"><noscript><img src="/pier.jpg" alt="The pier at dusk"></noscript></amp-img>
<p>{PARAGRAPHS[0]}</p>
<amp-ad type="x" data-slot="/1"><div placeholder>Lamps for every boat, lit by the sea itself</div></amp-ad>
<amp-state id="s"><script type="application/json">{{"a": "never shown"}}</script></amp-state>
<p>{PARAGRAPHS[1]}</p>
<amp-accordion><section><h4>What stays open</h4><p>{PARAGRAPHS[2]}</p></section></amp-accordion>
</article><footer>© 2024 Orrin Courier</footer></body></html>"""


class TestAmp:
    def test_the_article_is_read_without_what_custom_elements_set_apart(self) -> None:
        article = cleantext.extract(AMP)
        assert article.headline == "Pier closes for winter"
        assert article.body == "\n\n".join((*PARAGRAPHS[:2], "What stays open", PARAGRAPHS[2]))
        reasons = {entry.text.strip(): entry.reason for entry in article.ledger}
        assert reasons["Lamps for every boat, lit by the sea itself"] == "advertisement"
        assert reasons["Ferries and timetables"] is not None

    def test_pictures_count_once_and_data_is_no_text(self) -> None:
        article = cleantext.extract(AMP)
        assert [(image.url, image.alt) for image in article.images] == [("/pier.jpg", "The pier at dusk")]
        assert "never shown" not in article.source

    def test_the_name_of_the_site_is_the_publisher_and_no_section(self) -> None:
        article = cleantext.extract(AMP)
        assert article.publisher is not None
        assert article.publisher.name == "Orrin Courier"
        assert article.section is None


class TestFrames:
    PAGE = (
        '<html><head><title>Orrin Courier</title></head><frameset cols="20%,80%"><frame src="menu.html">'
        '<frame src="main.html"><noframes><body><h1>Pier at Orrin closes for the winter</h1><p>{}</p></body></noframes></frameset></html>'
    )

    def test_what_stands_for_the_frames_is_read_with_its_markup(self) -> None:
        article = cleantext.extract(self.PAGE.format(PARAGRAPHS[0]))
        assert article.headline == "Pier at Orrin closes for the winter"
        assert article.body == PARAGRAPHS[0]
        article.verify(self.PAGE.format(PARAGRAPHS[0]))

    def test_a_warning_says_that_the_pages_of_the_frames_are_elsewhere(self) -> None:
        bare = '<html><frameset rows="*"><frame src="main.html"></frameset></html>'
        for page in (bare, self.PAGE.format(PARAGRAPHS[0])):
            assert "frames" in [one.code for one in cleantext.extract(page).warnings]
        assert "frames" not in [
            one.code for one in cleantext.extract("<p>No frames here.<iframe src=x></iframe>").warnings
        ]

    def test_text_in_place_of_an_inline_frame_is_not_shown(self) -> None:
        document = read_html("<p>The pier closed.</p><iframe src=x>Frames are off</iframe><p>Boats land upstream.</p>")
        assert [(s.text, s.facts.hidden) for s in document.segments if s.facts] == [
            ("The pier closed.", False),
            ("Frames are off", True),
            ("Boats land upstream.", False),
        ]


class TestXhtml:
    def test_declarations_and_empty_elements_are_no_text(self) -> None:
        page = (
            '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd">\n'
            '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en"><head><title>Pier closes</title></head>'
            f'<body><h1>Pier closes</h1><div class="text"><p>{PARAGRAPHS[0]}<br />{PARAGRAPHS[1]}</p></div></body></html>'
        )
        article = cleantext.extract(page)
        assert article.kind == "html"
        assert (article.headline, article.language) == ("Pier closes", "en")
        assert article.body == "\n\n".join(PARAGRAPHS[:2])


class TestDeclaredBody:
    """A text that the page declares is added only where the page does not show it."""

    PAGE = '<html><head><script type="application/ld+json">{}</script></head><body><h1>Pier closes</h1>{}</body></html>'

    def page(self, declared: str, shown: str) -> str:
        return self.PAGE.format(json.dumps({"@type": "NewsArticle", "articleBody": declared}), shown)

    def test_it_is_not_repeated_where_marks_links_and_cuts_differ(self) -> None:
        shown = "".join(f"<p>{text.replace('the', '<a href=/x>the</a>')}</p>" for text in PARAGRAPHS)
        declared = "By our desk. " + " ".join(PARAGRAPHS).replace(",", " ,").replace("’", "'")
        assert not [one for one in read_html(self.page(declared, shown)).segments if one.facts.tag == "declared"]

    def test_it_is_read_where_only_a_teaser_is_shown(self) -> None:
        page = self.page(" ".join(PARAGRAPHS * 2), f"<p>{PARAGRAPHS[0][:30]} Read on in our app.</p>")
        assert PARAGRAPHS[-1] in next(one.text for one in read_html(page).segments if one.facts.tag == "declared")


class TestCommentsBehindAnArticle:
    """Comments are comments however many there are, where an article stands before them; a forum's posts are not."""

    COMMENT = (
        '<li class="comment {} depth-1"><p>I rowed past the pier on my way home, and number {} was not lit.</p></li>'
    )

    def page(self, text: str, classes: str) -> str:
        comments = "".join(self.COMMENT.format(classes, number) for number in range(60))
        return f"<html><body><h1>Pier closes</h1>{text}<ol class='comment-list'>{comments}</ol></body></html>"

    def reasons(self, page: str) -> set[Reason | None]:
        article = cleantext.extract(page)
        return {entry.reason for entry in article.ledger if "I rowed past" in entry.text}

    def test_they_go_behind_a_long_article(self) -> None:
        text = "".join(
            f"<p>{day} {part}</p>" for day in ("Monday:", "Later:", "Today:", "Also:", "Now:") for part in PARAGRAPHS
        )
        assert len(text.split()) > ARTICLE_WORDS
        assert self.reasons(self.page(text, "even thread-even")) == {Reason.COMMENTS}

    def test_they_stay_where_they_are_all_that_the_page_has(self) -> None:
        assert Reason.COMMENTS not in self.reasons(self.page(f"<p>{PARAGRAPHS[0]}</p>", "even"))
