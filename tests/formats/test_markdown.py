"""The Markdown of an article: what is written for each kind of structure, and what the switches leave out."""

from __future__ import annotations

import json

import pytest
import yaml

import cleantext
from cleantext import Article, Evidence, Paragraph, Span
from structured import markdown, read

PAGE = """<html lang="en"><head><link rel="canonical" href="https://mill.example/a"></head><body>
<article><h1>Mill: "open" again # now</h1><p>By Ada Moreno</p><p>9 March 2024</p>
<p>The <b>old</b> mill in <a href="/orrin?utm_source=post&amp;x=1">Orrin</a> reopened on Monday after eleven years.</p>
<figure><img src="wheel.jpg" alt="The wheel" width="800" height="600"><figcaption>The wheel in March. Photo: Ada Moreno</figcaption></figure>
<p>It grinds oats on <code>two</code> stones, and the miller sells them on the first Sunday of each month.</p>
<table><tr><th>Day</th><th>Hours</th></tr><tr><td>Sunday</td><td>9 to 5</td></tr></table>
</article></body></html>"""


@pytest.fixture(scope="module")
def mill() -> Article:
    return cleantext.extract(PAGE, url="https://mill.example/news/a")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>a <b> b </b>c", "a **b** c"),
        ("<p>a <b>b <i>c</i></b>", "a **b _c_**"),
        ("<p>a <i>b <b>c</b></i>", "a _b **c**_"),
        ("<p>un<b>believ</b>able", "un**believ**able"),
        ("<p>日本<b>「語」</b>です", "日本<strong>「語」</strong>です"),
        ("<p>x<sup>2</sup> and H<sub>2</sub>O", "x<sup>2</sup> and H<sub>2</sub>O"),
        ("<p><del>never</del> <kbd>Ctrl</kbd> <mark>now</mark>", "~~never~~ <kbd>Ctrl</kbd> <mark>now</mark>"),
        ("<p>run <code>a ` b</code> now", "run ``a ` b`` now"),
        ("<p>run <code><a href='/m'>make</a></code>", "run [`make`](https://mill.example/m)"),
        ("<p>he said <q>no</q>", "he said “no”"),
        ("<p>wow!<a href='/m'>mill</a>", "wow\\![mill](https://mill.example/m)"),
        ("<p>see <a href='/a_(b)'>[b]</a>", "see [\\[b\\]](https://mill.example/a_(b))"),
        ("<p>see <a href='/a b)'>b</a>", "see [b](https://mill.example/a%20b%29)"),
        ("<p>one<br>two", "one\\\ntwo"),
        ("<p>one<hr><p>two", "one\n\n---\n\ntwo"),
        ("<h2>A <b>b</b></h2>", "## A **b**"),
        ("<h2><b>A b</b></h2>", "## A b"),
        ("<h3>C #</h3>", "### C \\#"),
        ("<h3>C#</h3>", "### C#"),
        ("<h2>one<br>two</h2>", "## one two"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "- a\n  - b\n- c"),
        ("<ol><li>a<ol><li>b</ol></ol>", "1. a\n   1. b"),
        ("<ol><li>a<ol start=4><li>b</ol></ol>", "1. a\n\n   4. b"),
        ("<ol start=9><li>a<li>b</ol>", "9. a\n10. b"),
        ("<ol><li>a<li value=5>b</ol>", "1. a\n\n5) b"),
        ("<ul><li>a</ul><ul><li>b</ul>", "- a\n\n* b"),
        ("<ul><li><p>a<p>b</ul>", "- a\n\n  b"),
        ("<ul><li>a<pre>x\n\n  y</pre></ul>", "- a\n\n  ```\n  x\n\n    y\n  ```"),
        ("<ul><li><input type=checkbox checked>a<li><input type=checkbox>b</ul>", "- [x] a\n- [ ] b"),
        ("<ul><li>[x] a</ul>", "- [x] a"),
        ("<dl><dt>a</dt><dt>b</dt><dd>c</dd><dd>d</dd></dl>", "a\nb\n: c\n: d"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "> a\n>\n> > b"),
        ("<details><summary>a</summary>b</details>", "**a**\n\nb"),
        ("<pre><code class='language-c'>a ``` b", "````c\na ``` b\n````"),
        ("<table><tr><td>a|b<td><td>c<tr><td colspan=2>d</table>", "| a\\|b | | c |\n| --- | --- | --- |\n| d | | |"),
        ("<p>2 * 3 * 4, *no*, snake_case, _no_", "2 * 3 * 4, \\*no\\*, snake_case, \\_no\\_"),
        ("<p>1. a", "1\\. a"),
        ("<p># a", "\\# a"),
        ("<p>&lt;b&gt; &amp;amp; AT&amp;T", "\\<b> \\&amp; AT&T"),
        ("<p>[a](b) [c]", "\\[a\\](b) \\[c\\]"),
        ("<p>[sic]", "[sic]"),
        ("<p>- - -", "\\- - -"),
        ("<p>a<br>===", "a\\\n\\==="),
        ("<p>a<br># b", "a\\\n\\# b"),
    ],
)
def test_structure_is_written_in_its_notation(markup: str, expected: str) -> None:
    assert markdown(markup) == expected


def test_footnotes_are_written_where_they_stand() -> None:
    markup = "<p>A tax.<sup><a href='#n'>*</a></sup><p>It stayed.<p id=n>Acts, vol. 3. <a href='#r'>↩</a>"
    assert markdown(markup) == "A tax.[^1]\n\nIt stayed.\n\n[^1]: Acts, vol. 3."


def test_callouts_are_quotations_with_a_title() -> None:
    markup = "<div class='admonition note'><p class=admonition-title>Note</p><p>Tie it.</div>"
    assert markdown(markup) == "> **Note**\n>\n> Tie it."


def test_a_page_as_a_whole(mill: Article) -> None:
    assert (
        mill.to_markdown()
        == """\
# Mill: "open" again # now

*By Ada Moreno · 2024-03-09*

The **old** mill in [Orrin](https://mill.example/orrin?utm_source=post&x=1) reopened on Monday after eleven years.

![The wheel](https://mill.example/news/wheel.jpg "The wheel in March. Photo: Ada Moreno")

It grinds oats on `two` stones, and the miller sells them on the first Sunday of each month.

| Day | Hours |
| --- | --- |
| Sunday | 9 to 5 |
"""
    )


@pytest.mark.parametrize(
    ("option", "gone"),
    [
        ("headline", ["# Mill", "By Ada"]),
        ("links", ["](https://mill.example/orrin"]),
        ("images", ["![The wheel]", "wheel.jpg"]),
        ("tables", ["| --- |"]),
        ("emphasis", ["**old**", "`two`"]),
        ("tracking", ["utm_source"]),
    ],
)
def test_a_switch_leaves_out_what_it_names_and_no_words(mill: Article, option: str, gone: list[str]) -> None:
    whole, without = mill.to_markdown(), mill.to_markdown(**{option: False})  # type: ignore[arg-type]
    for text in gone:
        assert text in whole
        assert text not in without
    for word in ("old", "Orrin", "two", "Sunday", "9 to 5"):
        assert word in without


def test_addresses_without_tracking_keep_the_rest(mill: Article) -> None:
    assert "(https://mill.example/orrin?x=1)" in mill.to_markdown(tracking=False)


def test_front_matter_is_yaml(mill: Article) -> None:
    head, _, rest = mill.to_markdown(front_matter=True).removeprefix("---\n").partition("---\n")
    assert yaml.safe_load(head) == {
        "title": 'Mill: "open" again # now',
        "url": "https://mill.example/a",
        "date": "2024-03-09",
        "authors": ["Ada Moreno"],
        "language": "en",
        "image": "https://mill.example/news/wheel.jpg",
    }
    assert rest == "\n" + mill.to_markdown()


@pytest.mark.parametrize(
    "headline",
    [
        "a\x85b",
        "\ufeffa",
        "a\u2028b\u2029",
        "a\x00\x1b\x7f",
        "\ud800",
        "😀 \U0010ffff",
        "--- \n...",
        "'\"\\",
        "a: [b] #c",
        "\uffff",
    ],
)
def test_front_matter_loads_whatever_a_page_says(headline: str) -> None:
    made = Article(source="", kind="text", ledger=(), headline=headline).to_markdown(front_matter=True)
    loaded = yaml.safe_load(made.split("---\n")[1])
    assert loaded["title"] == headline.replace("\ud800", "\ufffd")


DUMP = """# Harbour wall holds

By Ada Moreno

9 March 2024

The harbour *wall* held through the **storm**, engineers said on Saturday, with `make all` and [a link](https://mill.example/x).

![The wall](https://mill.example/wall.jpg)

## What was done

- Ropes were tied, all of them twice
  - with knots that hold
- Boats were taken out of the water

1. First the small boats were lifted
2. Then the large ones were lifted

> The sea gave up first, said the master of the harbour to us.

```python
x = 1
if x:

    print(x)
```

| Boat | Berth |
| --- | --- |
| Ada | 3 |
| Ben | |

The storm passed on Sunday, and the ferry sailed again before noon with all of its passengers.
"""


def test_a_dump_in_markdown_keeps_its_notation() -> None:
    article = cleantext.extract(DUMP)
    article.verify(DUMP)
    assert article.to_markdown(headline=False) == DUMP.partition("9 March 2024\n\n")[2]


def test_a_record_of_a_batch_makes_the_same_markdown(mill: Article) -> None:
    again = Article.from_dict(json.loads(mill.to_json()))
    assert again == mill
    assert again.to_markdown() == mill.to_markdown()


def test_nothing_is_written_of_an_empty_article() -> None:
    assert read("").to_markdown() == "\n"


def test_only_a_standfirst_that_the_page_shows_is_written() -> None:
    body = (Paragraph("The old mill reopened.", "p", Span(20, 42)),)

    def written(description: str, span: Span | None) -> str:
        evidence = {"description": Evidence("description", "shown", span)}
        made = Article("", "html", (), description=description, paragraphs=body, evidence=evidence)
        assert ("<strong>" in made.to_html()) == ("**" in made.to_markdown())
        return made.to_markdown()

    assert written("All about mills.", Span(0, 16)) == "**All about mills.**\n\nThe old mill reopened.\n"
    assert written("All about mills.", None) == "The old mill reopened.\n"
    assert written("The old mill reopened.", Span(20, 42)) == "The old mill reopened.\n"
