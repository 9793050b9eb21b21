"""What a page declares: every vocabulary is read, the page's own node is found, damage and lies are met."""

from __future__ import annotations

import json
import pickle
import time
from typing import Any

import pytest
from lxml import etree, html

from cleantext.budget import Limits, Watch
from cleantext.metadata.collector import DECLARED_FIELDS
from cleantext.metadata.page_metadata import Declared, Page, read_declared

HEADLINE = "Ferry returns to Lake Orrin after ten years"
URL = "https://www.orrincourier.example/2025/07/ferry-returns"


def read(head: str, body: str = "<p>Text.</p>", watch: Watch | None = None) -> Page:
    return read_declared(html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>"), watch)


def ld(*nodes: Any) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)


def raw_ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def values(declared: tuple[Declared, ...]) -> list[str]:
    return [one.value for one in declared]


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": HEADLINE,
    "datePublished": "2025-07-18T14:05:00+01:00",
    "dateModified": "2025-07-19T08:00:00+01:00",
    "author": [{"@type": "Person", "name": "Ada Brook"}, {"@type": "Person", "name": "Lin Marsh"}],
    "publisher": {"@type": "Organization", "name": "Orrin Courier"},
    "articleSection": "Transport",
    "keywords": ["ferries", "lakes"],
    "inLanguage": "en-GB",
    "isAccessibleForFree": "False",
    "commentCount": 14,
    "contentLocation": {"@type": "Place", "name": "Lake Orrin"},
    "articleBody": "<p>The ferry &amp; its crew are back.</p><p>It sails daily.</p>",
}


def test_an_article_node_gives_all_its_fields() -> None:
    page = read(ld(ARTICLE))
    assert page.titles == (Declared(HEADLINE, "json-ld"),)
    assert page.published == (Declared("2025-07-18T14:05:00+01:00", "json-ld"),)
    assert values(page.modified) == ["2025-07-19T08:00:00+01:00"]
    assert values(page.authors) == ["Ada Brook", "Lin Marsh"]
    assert values(page.publishers) == ["Orrin Courier"]
    assert values(page.sections) == ["Transport"]
    assert values(page.tags) == ["ferries", "lakes"]
    assert values(page.languages) == ["en-GB"]
    assert values(page.places) == ["Lake Orrin"]
    assert values(page.article_bodies) == ["The ferry & its crew are back.\nIt sails daily."]
    assert page.page_types == ("NewsArticle",)
    assert page.access_free is False
    assert page.comment_count == 14


def test_references_in_a_graph_are_followed() -> None:
    graph = {
        "@graph": [
            {"@type": "WebPage", "@id": URL, "name": HEADLINE + " | Orrin Courier", "datePublished": "2025-07-18"},
            {
                "@type": "Article",
                "headline": HEADLINE,
                "author": {"@id": "#ada"},
                "publisher": {"@id": "#courier"},
                "isPartOf": {"@id": URL},
            },
            {"@type": "Person", "@id": "#ada", "name": "Ada Brook"},
            {"@type": "Organization", "@id": "#courier", "name": "Orrin Courier"},
            {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"@type": "ListItem", "position": 1, "name": "Home"},
                    {"@type": "ListItem", "position": 2, "item": {"@id": "/transport", "name": "Transport"}},
                    {"@type": "ListItem", "position": 3, "name": HEADLINE},
                ],
            },
        ]
    }
    page = read(ld(graph))
    assert page.titles[0].value == HEADLINE
    assert values(page.authors) == ["Ada Brook"]
    assert values(page.publishers) == ["Orrin Courier"]
    assert page.sections == (Declared("Transport", "breadcrumb"),)
    assert values(page.published) == ["2025-07-18"]
    assert page.page_types == ("Article", "WebPage")


@pytest.mark.parametrize("key", ["mainEntity", "mainEntityOfPage"])
def test_an_article_inside_the_page_node_is_found(key: str) -> None:
    assert read(ld({"@type": "WebPage", "name": "Page", key: ARTICLE})).titles[0].value == HEADLINE


def test_of_several_articles_the_one_with_the_address_of_the_page_is_its_own() -> None:
    teaser = {
        "@type": "NewsArticle",
        "headline": "Market hall opens",
        "url": "https://www.orrincourier.example/market",
        "author": "Tom Reed",
    }
    own = {"@type": "NewsArticle", "headline": HEADLINE, "url": URL + "?from=front", "author": "Ada Brook"}
    page = read(ld(teaser, own) + f'<link rel="canonical" href="{URL}">')
    assert values(page.titles) == [HEADLINE]
    assert values(page.authors) == ["Ada Brook"]


def test_a_list_of_teasers_gives_no_article() -> None:
    items = [
        {"@type": "ListItem", "item": {"@type": "NewsArticle", "headline": f"Story number {n}", "author": "Tom Reed"}}
        for n in range(3)
    ]
    page = read(ld({"@type": "ItemList", "itemListElement": items}) + "<title>Transport news</title>")
    assert values(page.titles) == ["Transport news"]
    assert page.authors == ()


def test_a_question_on_an_article_page_is_not_its_title() -> None:
    faq = {
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": "How much is the ferry?",
                "acceptedAnswer": {"@type": "Answer", "text": "4 €"},
            }
        ],
    }
    page = read(ld(faq) + f"<title>{HEADLINE}</title>")
    assert values(page.titles) == [HEADLINE]


def test_posts_questions_and_products_are_subjects() -> None:
    post = {
        "@type": "DiscussionForumPosting",
        "headline": "Which ferry is quiet?",
        "author": {"name": "lakefan"},
        "text": "I wonder. " * 5,
    }
    page = read(ld(post))
    assert (values(page.titles), values(page.authors)) == (["Which ferry is quiet?"], ["lakefan"])
    assert page.article_bodies
    product = read(
        ld({"@type": "Product", "name": "Oak oar", "offers": [{"@type": "Offer", "price": 3}]})
        + "<title>Oak oar | Orrin Shop</title>"
    )
    assert product.titles[0] == Declared("Oak oar", "json-ld")
    assert product.page_types == ("Product",)
    question = read(
        ld(
            {
                "@type": "QAPage",
                "mainEntity": {
                    "@type": "Question",
                    "name": "Why do oars float?",
                    "author": {"name": "Ada"},
                    "answerCount": 3,
                },
            }
        )
    )
    assert (values(question.titles), question.comment_count) == (["Why do oars float?"], 3)


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "Article", "headline": "H ok", "author": "Ada Brook",}',
        '{"@type": "Article", "headline": "H\nok", "author": ["Ada Brook",]}',
        '<!-- {"@type": "Article", "headline": "H ok", "author": "Ada Brook"} -->',
        '//<![CDATA[\n{"@type": "Article", "headline": "H ok", "author": "Ada Brook"}\n//]]>',
        '/* <![CDATA[ */{"@type": "Article", "headline": "H ok", "author": "Ada Brook"}/* ]]> */',
        '{"@type": "WebSite", "name": "S"}{"@type": "Article", "headline": "H ok", "author": "Ada Brook"};',
        "{&quot;@type&quot;: &quot;Article&quot;, &quot;headline&quot;: &quot;H ok&quot;, &quot;author&quot;: &quot;Ada Brook&quot;}",
        '{"@type": "Article", "headline": "H\\u0020ok", "description": "it\\\'s \\x", "author": "Ada Brook"}',
        '{"@type": "Article", "description": "the "old" mill", "headline": "H ok", "author": {"name": "Ada Brook"}}',
        '{"@type": "Article", "headline": "H ok", "author": "Ada Brook", "articleBody": "cut in the mid',
        '\ufeff[{"@type": "Article", "headline": "H ok", "author": {"@list": [{"name": "Ada Brook"}]}}]',
        '{"@type": ["Article"], "headline": ["H ok"], "author": {"givenName": "Ada", "familyName": "Brook"}}',
        '{"@type": "Article", "headline": "<b>H</b> ok", "author": {"@type": "Person", "name": ["Ada Brook"]}}',
    ],
)
def test_damaged_json_is_repaired_or_its_keys_saved(text: str) -> None:
    page = read(raw_ld(text))
    assert values(page.titles) == ["H ok"]
    assert values(page.authors) == ["Ada Brook"]


@pytest.mark.parametrize(
    ("meta", "field", "value", "source"),
    [
        ('property="og:title" content="T"', "titles", "T", "opengraph"),
        ('name="twitter:title" content="T"', "titles", "T", "twitter"),
        ('name="DC.title" content="T"', "titles", "T", "dublin-core"),
        ('name="parsely-title" content="T"', "titles", "T", "parsely"),
        ('property="article:published_time" content="2025-07-18"', "published", "2025-07-18", "opengraph"),
        ('name="sailthru.date" content="2025-07-18 14:05"', "published", "2025-07-18 14:05", "sailthru"),
        ('name="pubdate" content="20250718"', "published", "2025-07-18", "meta"),
        ('http-equiv="last-modified" content="Fri, 18 Jul 2025"', "modified", "Fri, 18 Jul 2025", "meta"),
        ('name="author" content="Ada Brook"', "authors", "Ada Brook", "meta"),
        ('name="citation_author" content="Brook, Ada"', "authors", "Ada Brook", "citation"),
        ('property="og:site_name" content="Orrin Courier"', "publishers", "Orrin Courier", "opengraph"),
        ('property="article:section" content="Transport"', "sections", "Transport", "opengraph"),
        ('name="description" content="A &amp;amp; B"', "descriptions", "A & B", "meta"),
        ('property="article:tag" content="ferries"', "tags", "ferries", "opengraph"),
        ('property="og:locale" content="en_GB"', "languages", "en_GB", "opengraph"),
        ('property="og:url" content="https://a.example/x"', "urls", "https://a.example/x", "opengraph"),
        ('name="geo.placename" content="Orrin"', "places", "Orrin", "meta"),
        ('property="og:image" content="/a.jpg"', "images", "/a.jpg", "opengraph"),
    ],
)
def test_meta_elements_are_read_by_name(meta: str, field: str, value: str, source: str) -> None:
    assert getattr(read(f"<meta {meta}>"), field) == (Declared(value, source),)


def test_values_stand_in_order_of_trust_and_once() -> None:
    page = read(
        f'<title>{HEADLINE} | Orrin Courier</title><meta property="og:title" content="{HEADLINE}">' + ld(ARTICLE)
    )
    assert [one.source for one in page.titles] == ["json-ld", "title"]
    times = read(
        '<meta name="date" content="2025-07-01"><meta property="article:published_time" content="2025-07-18">',
        "<time datetime=2025-07-20>x</time>",
    )
    assert values(times.published) == ["2025-07-18", "2025-07-01", "2025-07-20"]


def test_microdata_is_read_in_its_scope() -> None:
    body = f"""<article itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">{HEADLINE}</h1>
      <span itemprop="author" itemscope itemtype="http://schema.org/Person">by <b itemprop="name">Ada Brook</b></span>
      <time itemprop="datePublished" datetime="2025-07-18">18 July</time><span itemprop="publisher" itemscope><meta itemprop="name" content="Orrin Courier"></span>
      <div itemprop="comment" itemscope itemtype="http://schema.org/Comment"><b itemprop="author">Troll</b><i itemprop="datePublished" content="2025-07-30"></i></div>
      </article>"""
    page = read("", body)
    assert page.titles == (Declared(HEADLINE, "microdata"),)
    assert page.authors == (Declared("Ada Brook", "microdata"),)
    assert page.published[0] == Declared("2025-07-18", "microdata")
    assert values(page.publishers) == ["Orrin Courier"]
    assert page.page_types == ("NewsArticle",)


def test_rdfa_is_read_where_the_page_speaks_it() -> None:
    page = read_declared(
        html.document_fromstring(
            f'<html vocab="http://schema.org/"><body><div typeof="schema:NewsArticle"><h1 property="schema:headline">{HEADLINE}</h1>'
            '<p property="author" typeof="Person"><span property="name">Ada Brook</span></p></div></body></html>'
        )
    )
    assert page.titles == (Declared(HEADLINE, "rdfa"),)
    assert values(page.authors) == ["Ada Brook"]


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("Ada Brook and Lin Marsh", ["Ada Brook", "Lin Marsh"]),
        ("Ada Brook, Lin Marsh und Tom Reed", ["Ada Brook", "Lin Marsh", "Tom Reed"]),
        ("Ada Brook; Lin Marsh", ["Ada Brook", "Lin Marsh"]),
        ("By Ada Brook (ada@orrin.example)", ["Ada Brook"]),
        ("Ada Brook, Political editor", ["Ada Brook"]),
        ("https://www.orrin.example/ada", []),
        ("ada@orrin.example", []),
        ("@adabrook", []),
        ("admin", []),
        ("Editor", []),
        ("{{ author.name }}", []),
        ("Society of Mills and Locks", ["Society of Mills and Locks"]),
        ("이하늘 기자", ["이하늘"]),
    ],
)
def test_authors_are_names_one_each(written: str, wanted: list[str]) -> None:
    assert values(read(ld({"@type": "Article", "headline": "H", "author": written})).authors) == wanted


def test_a_publisher_as_author_is_told_apart() -> None:
    site = '<meta property="og:site_name" content="The Orrin Courier">'
    page = read(site + '<meta name="author" content="Orrin Courier"><meta name="author" content="Ada Brook">')
    assert (values(page.authors), values(page.desks)) == (["Ada Brook"], ["Orrin Courier"])
    assert values(read(f'<link rel=canonical href="{URL}"><meta name=author content=orrincourier>').desks) == [
        "orrincourier"
    ]


def test_the_card_of_messengers_names_the_author() -> None:
    card = '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ada Brook">'
    assert read(card).authors == (Declared("Ada Brook", "twitter"),)
    assert read(card.replace("Written by", "Est. reading time")).authors == ()


def test_the_name_of_the_site_is_no_headline_beside_another() -> None:
    site = '<meta property="og:site_name" content="Orrin Courier"><meta property="og:title" content="Orrin Courier">'
    assert values(read(site + f"<title>{HEADLINE}</title>").titles) == [HEADLINE]
    assert values(read(site).titles) == ["Orrin Courier"]


@pytest.mark.parametrize(
    "lie", ["1970-01-01T00:00:00+00:00", "0", "0001-01-01T00:00:00", "{{ date }}", "%date%", "-", "0000-00-00", "14:05"]
)
def test_times_that_are_none_are_left_out(lie: str) -> None:
    assert read(f'<meta property="article:published_time" content="{lie}">').published == ()


def test_state_gives_the_body_of_a_page_that_is_not_rendered() -> None:
    text = "<p>The ferry is back, the mayor said.</p>" * 20
    data = json.dumps({"props": {"story": {"body": text, "id": 7}, "css": "a{b:c;}" * 200}})
    for script in (
        f'<script id="__NEXT_DATA__" type="application/json">{data}</script>',
        f"<script>window.__INITIAL_STATE__ = {data};</script>",
        f"<script>window.__PRELOADED_STATE__=JSON.parse({json.dumps(data)})</script>",
    ):
        page = read(script)
        assert page.article_bodies[0].source == "state"
        assert page.article_bodies[0].value.splitlines()[0] == "The ferry is back, the mayor said."
        assert (
            read(
                script,
                "<p>A paragraph of the page that is long enough to be read, as pages have them, here and now.</p>" * 6,
            ).article_bodies
            == ()
        )


def test_free_access_is_none_where_nothing_is_said() -> None:
    assert read("").access_free is None
    assert read('<meta property="article:content_tier" content="free">').access_free is True
    part = {"@type": "WebPageElement", "isAccessibleForFree": False}
    assert read(ld({"@type": "Article", "headline": "H", "hasPart": part})).access_free is False


HOSTILE = [
    "[" * 100_000,
    '{"a":' * 100_000,
    '"' * 50_000,
    '{"headline": ' + '"\\"' * 50_000,
    '{"headline":"a" "headline":' * 5_000,
    "{" + '"@type":"Article",' * 20_000,
    "," * 100_000,
    "<!--" * 20_000,
    '{"@type":"Article","headline":"' + "<" * 60_000 + '"}',
    '{"@type":"Article","articleBody":"' + "<style>" * 20_000 + '"}',
    '{"@type":"Article","headline":"\\ud800","author":{"@id":"#a"},"@id":"#a","commentCount":"\\u0663"}',
    '{"@type":"Article","headline":{"x":[1,null]},"author":[[["a"]],null,3,true],"url":7,"isAccessibleForFree":[],"image":{"url":{}}}',
    '{"@type":"Article","headline":"H","url":"http://[","datePublished":99999999999999999999}',
    "null",
    "NaN",
    "",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_json_neither_raises_nor_takes_long(text: str) -> None:
    start = time.process_time()
    page = read(
        raw_ld(text) + f"<script>window.__INITIAL_STATE__ = {text}</script><link rel=canonical href='http://[x'>"
    )
    assert time.process_time() - start < 2.0
    for field in DECLARED_FIELDS:
        for one in getattr(page, field):
            one.value.encode("utf-8")
            assert len(one.value) <= 65536


def test_json_beyond_the_limit_is_not_read() -> None:
    watch = Watch(Limits(json_characters=100))
    assert read(ld(ARTICLE), watch=watch).titles == ()
    assert watch.reached == {"json_characters"}


def test_the_tree_is_left_as_it_was_and_the_page_travels() -> None:
    root = html.document_fromstring(
        f"<html lang=en><head>{ld(ARTICLE)}</head><body><p itemprop=name>x<!-- c --><?pi d?></p></body></html>"
    )
    before = etree.tostring(root)
    page = read_declared(root)
    assert etree.tostring(root) == before
    assert pickle.loads(pickle.dumps(page)) == page


def test_a_bare_element_declares_nothing() -> None:
    assert read_declared(etree.Element("p")) == Page()


def test_several_items_of_the_markup_under_another_title_are_teasers() -> None:
    item = '<div itemscope itemtype="http://schema.org/Article"><h3 itemprop="headline">{}</h3><b itemprop="author">Tom Reed</b></div>'
    body = item.format("Market hall opens") + item.format("Oars for sale")
    assert read(f"<title>{HEADLINE}</title>", body).authors == ()
    assert values(read("<title>Market hall opens | Orrin Courier</title>", body).authors) == ["Tom Reed"]
