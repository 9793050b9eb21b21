"""The pictures, films and embedded pages of an article: which are its own, each once, with their captions."""

from __future__ import annotations

import pytest

import cleantext
from cleantext import Article
from structured import SITE, read

PROSE = (
    "The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again before noon.",
    "Divers went down twice in the afternoon to look at the stones below the pier, and found a bicycle there.",
    "The gate to the inner harbour stays closed until the end of the week, a speaker of the town council said.",
)
PAGE = """<html><head><title>Harbour wall holds</title>{head}</head><body>
<header><a href="/"><img src="/logo.png" alt="The Ferry"></a><nav><img src="/menu.png">Home</nav></header>
<main><article><h1>Harbour wall holds</h1><p class="byline"><img src="/ada.jpg" alt="Ada" width=40 height=40>By Ada Moreno</p>
<p>{0}</p>{one}<p>{1}</p>{two}<p>{2}</p></article>
<section class="related"><h2>Related stories</h2><a href="/b"><img src="/b.jpg"><span>Sunken crane found in the river</span></a></section>
</main><footer><img src="/foot.png">© The Ferry</footer></body></html>"""


def page(one: str = "", two: str = "", head: str = "") -> Article:
    markup = PAGE.format(*PROSE, one=one, two=two, head=head)
    article = cleantext.extract(markup, url=SITE)
    article.verify(markup)
    assert article.body == "\n\n".join(PROSE)
    return article


def urls(article: Article) -> list[str]:
    return [one.url.removeprefix("https://mill.example") for one in article.images]


def test_pictures_of_furniture_are_not_the_articles() -> None:
    assert urls(page('<img src="/wall.jpg" alt="The wall">')) == ["/wall.jpg"]


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="/wall.jpg">',
        '<img src="data:image/gif;base64,R0" data-src="/wall.jpg">',
        '<img src="/img/blank.gif" data-lazy-src="/wall.jpg">',
        '<img src="/placeholder.png" data-original="/wall.jpg">',
        '<img srcset="/small.jpg 320w, /wall.jpg 1280w, /mid.jpg 640w">',
        '<img src="data:x" data-srcset="/small.jpg 1x, /wall.jpg 2x">',
        '<picture><source srcset="/wall.jpg"><img src="data:image/gif;base64,R0"></picture>',
        '<picture><source srcset="/wall.webp 1x"><img src="/wall.jpg"></picture>',
        '<img class="lazy" src="data:x"><noscript><img src="/wall.jpg"></noscript>',
        '<noscript><img src="/wall.jpg"></noscript><img class="lazy" data-src="/wall.jpg">',
        '<img data-src="/wall.jpg"><noscript><img src="/wall-large.jpg"></noscript>',
        '<noscript><img src="/wall.jpg"></noscript>',
        '<amp-img src="/wall.jpg" width=800 height=600></amp-img>',
        '<img src="/wall.jpg"><img src="/wall.jpg">',
        '<figure><a href="/wall-big.jpg"><img src="/wall.jpg"></a></figure>',
    ],
)
def test_a_picture_counts_once_however_it_is_loaded(markup: str) -> None:
    assert urls(page(markup)) == ["/wall.jpg"]


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="/count.gif" width=1 height=1>',
        '<img src="/thumb.jpg" width=40 height=40>',
        '<img src="/smile.png" class="emoji">',
        '<img src="javascript:x()">',
        '<img src="/spacer.gif">',
        '<img alt="The wall">',
        '<aside class="related"><img src="/other.jpg"><a href="/c">Toads counted on the meadow road</a></aside>',
    ],
)
def test_marks_counters_and_teasers_are_no_pictures(markup: str) -> None:
    assert urls(page(markup)) == []


@pytest.mark.parametrize(
    "markup",
    [
        "<figure><img src=/wall.jpg><figcaption>The wall on Saturday. Photo: Ada Moreno</figcaption></figure>",
        "<figure><figcaption>The wall on Saturday. Photo: Ada Moreno</figcaption><img src=/wall.jpg></figure>",
        '<div class="wp-caption"><img src=/wall.jpg><p class="wp-caption-text">The wall on Saturday. Photo: Ada Moreno</p></div>',
        "<figure><div><picture><img src=/wall.jpg></picture></div><figcaption><span>The wall on Saturday. Photo: Ada Moreno</span></figcaption></figure>",
    ],
)
def test_captions_belong_to_their_picture(markup: str) -> None:
    (image, other) = page(markup, "<img src=/gate.jpg>").images
    assert image.caption is not None
    assert image.caption.text == "The wall on Saturday. Photo: Ada Moreno"
    assert other.caption is None


def test_size_title_and_alternative_text_are_as_the_page_has_them() -> None:
    (image,) = page('<img src="/wall.jpg" alt=" The  wall " title="Wall" width="800" height="600px">').images
    assert (image.alt, image.title, image.width, image.height) == ("The wall", "Wall", 800, 600)
    assert image.offset == page('<img src="/wall.jpg">').paragraphs[1].span.start


class TestLead:
    HEAD = (
        '<meta property="og:image" content="/lead.jpg"><meta property="og:image:width" content="1200">'
        '<meta property="og:image:alt" content="The wall">'
    )

    def test_is_the_one_that_the_page_declares(self) -> None:
        image = page("<img src=/wall.jpg>", head=self.HEAD).image
        assert image is not None
        assert (image.url, image.alt, image.width, image.offset) == (
            "https://mill.example/lead.jpg",
            "The wall",
            1200,
            None,
        )

    def test_is_told_more_of_where_the_article_shows_it(self) -> None:
        image = page("", "<figure><img src=/lead.jpg height=600></figure>", head=self.HEAD).image
        assert image is not None
        assert (image.alt, image.width, image.height) == ("The wall", 1200, 600)
        assert image.offset is not None

    def test_is_else_the_first_of_the_article_or_none(self) -> None:
        image = page("<img src=/wall.jpg>", "<img src=/gate.jpg>").image
        assert image is not None
        assert image.url == "https://mill.example/wall.jpg"
        assert page().image is None

    def test_is_never_an_address_that_runs(self) -> None:
        assert page(head='<meta property="og:image" content="javascript:x()">').image is None


class TestMedia:
    def test_films_sounds_and_embedded_pages_are_told_apart(self) -> None:
        article = page(
            '<iframe src="https://www.youtube.com/embed/a1" title="The storm"></iframe><video src="/storm.mp4"></video>',
            '<audio><source src="/storm.mp3"></audio><iframe src="https://maps.example/pier"></iframe>',
        )
        assert [(one.url, one.title) for one in article.videos] == [
            ("https://www.youtube.com/embed/a1", "The storm"),
            ("https://mill.example/storm.mp4", None),
        ]
        assert [one.url for one in article.audio] == ["https://mill.example/storm.mp3"]
        assert [one.url for one in article.embeds] == ["https://maps.example/pier"]

    @pytest.mark.parametrize(
        "address",
        [
            "https://www.googletagmanager.com/ns.html",
            "about:blank",
            "javascript:x()",
            "https://www.facebook.com/plugins/like.php",
        ],
    )
    def test_machinery_is_none_of_it(self, address: str) -> None:
        article = page(f'<iframe src="{address}"></iframe>')
        assert article.videos == article.audio == article.embeds == ()

    def test_an_embedded_post_is_told_with_author_and_text(self) -> None:
        post = (
            '<blockquote class="twitter-tweet"><p>The wall holds. <a href="https://t.example/1">#wall</a></p>'
            '&mdash; Ada Moreno (@ada) <a href="https://posts.example/ada/1">March 9, 2024</a></blockquote>'
        )
        markup = PAGE.format(*PROSE, one=post, two="", head="")
        (embed,) = cleantext.extract(markup, url=SITE).embeds
        assert (embed.url, embed.author, embed.text) == (
            "https://posts.example/ada/1",
            "Ada Moreno (@ada)",
            "The wall holds. #wall",
        )


class TestAddress:
    @pytest.mark.parametrize(
        ("declared", "expected"),
        [
            ("https://mill.example/canonical", "https://mill.example/canonical"),
            ("/canonical", "https://mill.example/canonical"),
            ("https://mill.example/", SITE),
            ("javascript:x()", SITE),
            ("", SITE),
        ],
    )
    def test_is_the_declared_one_else_the_one_given(self, declared: str, expected: str) -> None:
        assert page(head=f'<link rel="canonical" href="{declared}">').url == expected

    def test_of_a_dump_is_that_of_its_head(self) -> None:
        dump = f"Title: Harbour wall holds\n\nURL Source: https://mill.example/d\n\nMarkdown Content:\n{PROSE[0]}\n\n{PROSE[1]}"
        assert cleantext.extract(dump).url == "https://mill.example/d"
        assert read("<p>The mill", url=None).url is None


def test_pictures_at_one_place_keep_their_order() -> None:
    both = '<p><img src="/a.jpg"></p><p><img src="/b.jpg"><img src="/c.jpg"> And so it held, the wall by the sea.</p>'
    markup = PAGE.format(*PROSE, one=both, two="", head="")
    assert urls(cleantext.extract(markup, url=SITE)) == ["/a.jpg", "/b.jpg", "/c.jpg"]
