"""What is written as Markdown is read back with the structure that it was written from."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as some

import cleantext
from cleantext import Article, Inline, Paragraph, Span
from fixtures_reader import cases
from round_trip import differences
from structured import read

CASES = {case.name: case for case in cases()}
SIGNS = string.punctuation + " ab1é“”。文\u200b"


@pytest.mark.parametrize("name", CASES)
def test_fixtures_come_back(name: str) -> None:
    assert differences(CASES[name].article()) == {}


def article(*paragraphs: Paragraph) -> Article:
    return Article(source="", kind="text", ledger=(), paragraphs=paragraphs)


def shown(text: str) -> str:
    """What a parser of Markdown makes of a paragraph's text."""
    from round_trip import _PARSER, _words

    (paragraph,) = [token for token in _PARSER.parse(text) if token.type == "inline"]
    return _words(paragraph)


@given(some.text(SIGNS, min_size=1, max_size=24).map(lambda text: " ".join(text.split())).filter(bool))
def test_any_text_is_shown_as_it_stands(text: str) -> None:
    made = article(Paragraph(text, "p", Span(0, len(text))))
    assert differences(made) == {}
    assert shown(made.to_markdown()) == text


@given(
    some.text(SIGNS, min_size=4, max_size=24)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: len(text) > 3),
    some.lists(
        some.tuples(
            some.sampled_from(("strong", "em", "strike", "sup", "kbd", "link")),
            some.integers(0, 23),
            some.integers(1, 12),
        ),
        max_size=3,
    ),
)
def test_any_text_is_shown_as_it_stands_however_it_is_dressed(
    text: str, given_spans: list[tuple[str, int, int]]
) -> None:
    spans = tuple(
        Inline(kind, low, min(low + size, len(text)), "https://mill.example/a" if kind == "link" else None)  # type: ignore[arg-type]
        for kind, low, size in given_spans
        if low < len(text)
    )
    made = article(Paragraph(text, "p", Span(0, len(text)), spans=spans)).to_markdown()
    assert shown(made) == text


@given(
    some.recursive(some.just("x"), lambda inner: some.lists(inner, min_size=1, max_size=3), max_leaves=12), some.data()
)
def test_lists_of_any_nesting_come_back(tree: object, data: some.DataObject) -> None:
    def markup(node: object) -> str:
        if isinstance(node, str):
            return "<p>rope</p>"
        tag = data.draw(some.sampled_from(("ul", "ol", "ol start=3", "ol reversed")))
        items = "".join(
            f"<li>{data.draw(some.sampled_from(('tar', '', '<b>tar</b>')))}{markup(one)}</li>" for one in node
        )  # type: ignore[attr-defined]
        return f"<{tag}>{items}</{tag.split()[0]}>"

    made = read(markup(tree) + "<p>boat")
    assert differences(made) == {}


def test_a_page_of_everything_comes_back() -> None:
    page = """<h2>Mill <b>wheel</b></h2><p>It turns.<ol start=3><li>rope<ul><li>a<li>b<pre>x | y
  z</pre></ul><li value=9><blockquote><p>said<ol><li>one</ol></blockquote></ol><ul><li>c</ul><ul><li>d</ul>
<table><tr><th>a|b<td><code>c|d</code></tr><tr><td colspan=2>e</table><hr><dl><dt>f<dd>g<p>h</dl>"""
    made = read(page)
    assert differences(made) == {}
    assert sum(structure_size(made)) == 11


def structure_size(made: cleantext.Article) -> list[int]:
    from round_trip import structure_of

    return [sum(counts.values()) for counts in structure_of(made).values()]
