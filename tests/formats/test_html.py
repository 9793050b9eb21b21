"""The HTML of an article: what is written for each kind of structure, and that nothing in it runs, whatever a page does."""

from __future__ import annotations

import re

import pytest
from lxml import html as parser

import cleantext
from cleantext import Article, Caption, Container, Image, Inline, Paragraph, Person, Span
from cleantext.formats.write_html import ALLOWED
from structured import read

PROSE = (
    "The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again before noon.",
    "Divers went down twice in the afternoon to look at the stones below the pier, and found a bicycle there.",
    "The gate to the inner harbour stays closed until the end of the week, a speaker of the town council said.",
)
_ADDRESS = re.compile(r"(?:https?:|mailto:|tel:|[^a-z]|[a-z0-9+.-]+(?:[^a-z0-9+.:-]|$))", re.I)


def inner(markup: str, **options: bool) -> str:
    """What stands in the ``<article>`` of markup whose lines are all kept."""
    made = read(markup).to_html(**options)
    return made.partition(">\n")[2].removesuffix("\n</article>\n")


def check_safe(made: str) -> None:
    """Parse HTML as a browser does, and hold every element, attribute and address to what is allowed."""
    root = parser.fragment_fromstring(made)
    for element in root.iter():
        assert element.tag in ALLOWED, made
        for name, value in element.items():
            assert name in ALLOWED[element.tag], made
            if name in ("href", "src"):
                plain = value.replace("\t", "").replace("\n", "")
                assert value.startswith("#note-") or _ADDRESS.match(plain), made
                assert "script:" not in plain.lower(), made
    assert "<script" not in made.lower()


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>a <b>b <i>c</i></b> <code>d</code>", "<p>a <strong>b <em>c</em></strong> <code>d</code></p>"),
        ("<p>x<sup>2</sup> <del>y</del> <q>z</q>", "<p>x<sup>2</sup> <del>y</del> <q>z</q></p>"),
        ("<p>see <a href='/m' onclick='x()' target=_top>m</a>", '<p>see <a href="https://mill.example/m">m</a></p>'),
        ("<p>one<br>two", "<p>one<br>\ntwo</p>"),
        ("<p>on <time datetime='2024-03-09'>Saturday</time>", '<p>on <time datetime="2024-03-09">Saturday</time></p>'),
        ("<h3 id=x class=y>a</h3>", "<h3>a</h3>"),
        ("<p>a<hr><p>b", "<p>a</p>\n<hr>\n<p>b</p>"),
        ("<ul><li>a<ul><li>b</ul></ul>", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul></li>\n</ul>"),
        ("<ol start=3><li>a<li value=9>b</ol>", '<ol start="3">\n<li>a</li>\n<li value="9">b</li>\n</ol>'),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>"),
        ("<blockquote lang=fr dir=ltr><p>a</blockquote>", '<blockquote>\n<p lang="fr" dir="ltr">a</p>\n</blockquote>'),
        ("<details><summary>a</summary>b</details>", "<details>\n<summary>a</summary>\n<p>b</p>\n</details>"),
        ("<pre><code class='language-c'>a &lt; b", '<pre><code class="language-c">a &lt; b</code></pre>'),
        (
            "<table><tr><th>a<td colspan=2>b</tr><tr><td rowspan=9>c<td>d</table>",
            '<table>\n<tbody>\n<tr><th>a</th><td colspan="2">b</td></tr>\n<tr><td>c</td><td>d</td></tr>\n</tbody>\n</table>',
        ),
        (
            "<p>A tax.<sup><a href='#n'>1</a></sup><p id=n>Acts.",
            '<p>A tax.<sup><a href="#note-1">1</a></sup></p>\n<div id="note-1">\n<p>Acts.</p>\n</div>',
        ),
    ],
)
def test_structure_is_written_as_elements(markup: str, expected: str) -> None:
    assert inner(markup) == expected
    check_safe(read(markup).to_html())


def test_a_page_as_a_whole() -> None:
    page = (
        f"<html lang=ar dir=rtl><body><article><h1>Harbour wall holds</h1><p>{PROSE[0]}</p><figure><img src=/wall.jpg "
        f"alt='The wall' width=800><figcaption>The wall. Photo: Ada Moreno</figcaption></figure><p>{PROSE[1]}</p>"
        f"<p dir=ltr>{PROSE[2]}</p></article></body></html>"
    )
    article = cleantext.extract(page, url="https://mill.example/a")
    assert article.to_html() == (
        '<article lang="ar" dir="rtl">\n<header>\n<h1>Harbour wall holds</h1>\n</header>\n'
        f'<p>{PROSE[0]}</p>\n<figure>\n<img src="https://mill.example/wall.jpg" alt="The wall" width="800">\n'
        f"<figcaption>The wall. Photo: Ada Moreno</figcaption>\n</figure>\n<p>{PROSE[1]}</p>\n"
        f'<p dir="ltr">{PROSE[2]}</p>\n</article>\n'
    )
    assert "<img" not in article.to_html(images=False)
    assert "<h1" not in article.to_html(headline=False)


#: What a page does, within its article.
ATTACKS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<img src="javascript:alert(1)">',
    '<img src=" jav&#x09;ascript:alert(1)">',
    '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
    '<img src="/a.jpg" alt="&quot; onerror=alert(1) x=&quot;" title="&quot;><script>alert(1)</script>">',
    '<img srcset="javascript:alert(1) 1x">',
    "<svg onload=alert(1)><script>alert(1)</script><a xlink:href='javascript:alert(1)'>a</a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<math href='javascript:alert(1)'><annotation encoding='application/x-tex'>&lt;script>alert(1)&lt;/script></annotation></math>",
    '<a href="javascript:alert(1)">click</a>',
    '<a href="JaVaScRiPt:alert(1)">click</a>',
    '<a href="java&#10;script:alert(1)">click</a>',
    '<a href="&#1;javascript:alert(1)">click</a>',
    '<a href="&#x6a;avascript&colon;alert(1)">click</a>',
    '<a href="vbscript:x">click</a>',
    '<a href="data:text/html,<script>alert(1)</script>">click</a>',
    '<a href="file:///etc/passwd">click</a>',
    '<a href="blob:https://mill.example/x">click</a>',
    '<a href="/a&quot; onmouseover=&quot;alert(1)">click</a>',
    '<a href="//mill.example/x">fine</a>',
    '<a href="mailto:ada@mill.example">fine</a>',
    '<iframe src="javascript:alert(1)"></iframe>',
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='javascript:alert(1)'></object><embed src='javascript:alert(1)'>",
    "<video src='javascript:alert(1)' poster='javascript:alert(1)' onplay=alert(1)></video>",
    "<form action='javascript:alert(1)'><button formaction='javascript:alert(1)'>go</button></form>",
    "<style>@import 'javascript:alert(1)'; body{background:url(javascript:alert(1))}</style>",
    '<p style="background:url(javascript:alert(1))">text</p>',
    '<pre><code class="language-x&quot; onclick=alert(1)">text</code></pre>',
    '<pre><code class="language-&lt;script&gt;">text</code></pre>',
    '<p lang="en&quot; onclick=&quot;alert(1)" dir="rtl&quot; onclick=&quot;x">text</p>',
    '<blockquote lang="fr" dir="auto" cite="javascript:alert(1)">text</blockquote>',
    '<time datetime="&quot; onclick=&quot;alert(1)">Saturday</time>',
    "<p>&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x onerror=alert(1)&gt;</p>",
    "<p><b><i><a href='javascript:alert(1)'><code>&lt;/code>&lt;script>alert(1)</code></a></i></b></p>",
    '<sup><a href="#n&quot;><script>">1</a></sup><p id="n&quot;><script>">note</p>',
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>text</p></noscript>",
    "<template><script>alert(1)</script></template>",
    "<base href='javascript:alert(1)//'><a href='x'>click</a>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href='javascript:alert(1)'>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<xmp><script>alert(1)</script></xmp>",
    "<plaintext><script>alert(1)</script>",
    "<textarea></textarea><script>alert(1)</script>",
    "<table><tr><td colspan='9\" onclick=\"alert(1)'>a<td rowspan='-1'>b<tr><td>c<td>d</table>",
    "<ol start='9\" onclick=\"alert(1)'><li value='1\" onclick=\"x'>a</ol>",
    "<figure><img src=/a.jpg width='9\" onclick=\"x' height='1;x'><figcaption><script>x</script>&lt;b onclick=x>Wall. Photo: A. Moreno</figcaption></figure>",
]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("whole", [False, True], ids=["decided", "all kept"])
def test_nothing_that_a_page_does_runs(attack: str, whole: bool) -> None:
    page = f"<html><body><article><h1>Harbour wall holds</h1><p>{PROSE[0]}</p>{attack}<p>{PROSE[1]}</p><p>{PROSE[2]}</p></article></body></html>"
    article = read(page) if whole else cleantext.extract(page, url="https://mill.example/a")
    check_safe(article.to_html())
    assert not re.search(r"\]\(<?\s*(?:javascript|vbscript|data|file|blob)", article.to_markdown(), re.I)


def test_an_article_made_from_what_nobody_checked_is_safe_too() -> None:
    bad = 'x"><script>alert(1)</script>'
    spans = (
        Inline("link", 0, 3, "javascript:alert(1)"),
        Inline("image", 1, 1, "javascript:alert(1)", bad),
        Inline("time", 3, 6, bad),
        Inline("note", 6, 8, bad),
        Inline("math", 8, 9, bad),
    )
    article = Article(
        source="",
        kind="html",
        ledger=(),
        headline=bad,
        byline=bad,
        description=bad,
        language=bad,
        authors=(Person(bad),),
        paragraphs=(
            Paragraph("0123456789", "p", Span(0, 10), spans=spans, language=bad, direction=bad),  # type: ignore[arg-type]
            Paragraph(bad, "code", Span(0, 10), code=bad),
            Paragraph(bad, "subhead", Span(0, 10), level=1, within=(Container("note", 1, name=bad),)),
        ),
        images=(Image("data:text/html," + bad, bad, 0, caption=Caption(bad)), Image("/a.jpg" + bad, bad, 0, bad)),
    )
    check_safe(article.to_html())


def test_what_no_html_may_hold_is_left_out() -> None:
    made = Article(
        source="", kind="text", ledger=(), paragraphs=(Paragraph("a\x00b\x1b\ud800c", "p", Span(0, 5)),)
    ).to_html()
    assert "<p>abc</p>" in made
