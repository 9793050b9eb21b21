"""The law of cuts: the first blocks of an article, however few, are an article of which nothing is lost."""

from __future__ import annotations

import functools
import html
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

import cleantext
from cleantext import Article
from fixtures_reader import Case, cases
from wall_articles import WALL

#: Marks of notation and white space: a dump's bullets and cell borders are no text.
_NOTATION = re.compile(r"[\s*•|>#`_–-]")
_CLOSING = ".!?…\"”»’'」。！？।؟"
#: Fixtures whose pages hold several articles, or a body that is no article.
_OTHER = ("multi/", "labelled/", "live_blog/", "family/digest")
#: The article as it is cut: all of its first blocks, then some more, then the whole.
KEPT = (1, 2, 3, 5)

MENU = ("Home", "News", "Sport", "Weather", "Business", "Culture")
FOOT = ("About us", "Contact", "Privacy policy", "© 2024 The Daily Ferry. All rights reserved.")


def letters(text: str) -> str:
    """The text without white space and notation, which differ between dumps and pages."""
    return _NOTATION.sub("", text)


def lost_of(article: Article, lines: Sequence[str]) -> list[str]:
    """The lines that the body does not hold, or not as often as the article does."""
    body = letters(article.body)
    return [line for line, times in Counter(lines).items() if body.count(letters(line)) < times]


def cuts_of(blocks: Sequence[str], *, closed: bool) -> list[int]:
    """How many blocks are kept each time; ``closed`` goes on to one that closes a sentence.

    Between an article that breaks off at a subhead and the menu after it nobody can tell the border.
    """
    ends = [number for number, block in enumerate(blocks, 1) if not closed or block.rstrip()[-1:] in _CLOSING]
    kept = {next((end for end in ends if end >= number), 0) for number in KEPT}
    return sorted({*kept, ends[-1] if ends else 0} - {0})


def body_of(case: Case) -> list[str]:
    return case.expected.get("body") or []


# Fixtures, cut -------------------------------------------------------------------------------------------------------

CASES = {
    case.name: case
    for case in cases()
    if body_of(case) and case.expected.get("headline") and not case.name.startswith(_OTHER)
}


def _removed_for(case: Case, reasons: Sequence[str]) -> list[str]:
    return [line for line, reason in (case.expected.get("removed") or {}).items() if reason in reasons]


def _element(tag: str) -> Callable[[Case, list[str]], str]:
    """A page whose text is all in one element."""

    def page(case: Case, blocks: list[str]) -> str:
        headline = html.escape(case.expected["headline"])
        inside = "\n".join(f"<p>{html.escape(block)}</p>" for block in blocks)
        head = f'<html lang="{case.about["language"]}"><head><meta charset="utf-8"><title>{headline}</title></head>'
        return f"<!DOCTYPE html>\n{head}\n<body><{tag}>\n<h1>{headline}</h1>\n{inside}\n</{tag}></body></html>\n"

    return page


def _alone(case: Case, blocks: list[str]) -> str:
    """A dump that is headline and blocks."""
    return "\n\n".join([case.expected["headline"], *blocks]) + "\n"


def _with_menus(case: Case, blocks: list[str]) -> str:
    """A dump with a menu before and what stands at the foot of pages after, in the words of the fixture where it has some."""
    menu = _removed_for(case, ("navigation", "login"))
    foot = _removed_for(case, ("copyright", "legal"))
    menu, foot = (menu if len(menu) > 2 else [*MENU]), (foot if len(foot) > 1 else [*FOOT])
    return "\n".join([*menu, "", _alone(case, blocks), *foot, ""])


TEMPLATES: dict[str, Callable[[Case, list[str]], str]] = {
    "article": _element("article"),
    "main": _element("main"),
    "div": _element("div"),
    "dump alone": _alone,
    "dump with menus": _with_menus,
}


#: Three elements differ little: every fixture in one of them, and in both dumps.
TRIED = [
    (template, name)
    for template in TEMPLATES
    for number, name in enumerate(CASES)
    if "dump" in template or [*TEMPLATES].index(template) == number % 3
]


@pytest.mark.parametrize(("template", "name"), TRIED)
def test_the_first_blocks_of_a_fixture_are_kept(template: str, name: str) -> None:
    case = CASES[name]
    blocks = body_of(case)
    lost = {}
    for kept in cuts_of(blocks, closed=template == "dump with menus"):
        page = TEMPLATES[template](case, blocks[:kept])
        article = cleantext.extract(page, kind="text" if "dump" in template else "html")
        if gone := lost_of(article, blocks[:kept]):
            lost[kept] = gone
    assert not lost, {kept: [line[:60] for line in lines] for kept, lines in lost.items()}


# Kinds of blocks, shuffled -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Block:
    """A block of one kind: its markup, its lines in a dump of bare text nodes, and in one that keeps layout."""

    markup: str
    bare: tuple[str, ...]
    layout: tuple[str, ...]
    #: The text may be a caption instead.
    caption: bool = False


def paragraph(text: str) -> Block:
    return Block(f"<p>{html.escape(text)}</p>", (text,), (text,))


def _items(tag: str, *items: str) -> Block:
    marks = [f"{number}. " if tag == "ol" else "* " for number in range(1, len(items) + 1)]
    markup = "".join(f"<li>{item}</li>" for item in items)
    # Numbers of items are marks in HTML, and text in a dump: they are not asked for.
    return Block(
        f"<{tag}>{markup}</{tag}>", items, tuple(f"  {mark}{item}" for mark, item in zip(marks, items, strict=True))
    )


def _table(*rows: Sequence[str]) -> Block:
    markup = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    layout = tuple("".join(cell.ljust(16) for cell in row).rstrip() for row in rows)
    return Block(f"<table>{markup}</table>", tuple(cell for row in rows for cell in row), layout)


def _code(*lines: str) -> Block:
    return Block(
        f"<pre><code>{html.escape(chr(10).join(lines))}</code></pre>", lines, tuple(f"    {line}" for line in lines)
    )


QUOTE = "Nobody had told us that the wall was hollow, or we would have brought longer ladders."
CAPTION = "Left: the crane in 1931. Right: the same crane last week."

KINDS: dict[str, Block] = {
    "bulleted list": _items("ul", "two planks", "a bucket of lime", "string", "a spirit level that works"),
    "numbered list": _items("ol", "Brush the joint.", "Wet it.", "Press the lime in with a thumb.", "Wait."),
    "code": _code("from tide import Gauge", "gauge = Gauge('north pier')", "print(gauge.level())"),
    "table": _table(("Stone", "Weight", "Age"), ("Slate", "40 kg", "1868"), ("Granite", "95 kg", "1912")),
    "quote": Block(f"<blockquote><p>{QUOTE}</p></blockquote>", (QUOTE,), (f"  {QUOTE}",)),
    "heading": Block(
        "<h2>How it was built</h2>\n<p>By hand, and mostly in winter.</p>",
        ("How it was built", "By hand, and mostly in winter."),
        ("How it was built", "", "By hand, and mostly in winter."),
    ),
    "like a caption": Block(f"<p>{CAPTION}</p>", (CAPTION,), (CAPTION,), caption=True),
    "two words": paragraph("Nobody came."),
    "one word": paragraph("Silence."),
    "question": paragraph("And the ladder?"),
}

ARTICLES: dict[str, tuple[str, ...]] = {
    "brief": (
        "The north wall of the harbour at Polcarrow was mended this week with lime.",
        "It took two masons four days, and a third mason one morning to say that it was crooked.",
    ),
    **WALL,
}
HEADLINE = "Harbour wall at Polcarrow is mended with lime"


def _markup(blocks: Sequence[Block]) -> str:
    inside = "\n".join(block.markup for block in blocks)
    menu = "".join(f'<li><a href="/{word.lower()}">{word}</a></li>' for word in MENU)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><title>{HEADLINE}</title></head>\n<body>'
        f"<header><nav><ul>{menu}</ul></nav></header>\n<article>\n<h1>{HEADLINE}</h1>\n{inside}\n</article>\n"
        f"<footer><p>{FOOT[-1]}</p></footer></body></html>\n"
    )


def _bare(blocks: Sequence[Block]) -> str:
    return "\n".join([HEADLINE, *(line for block in blocks for line in block.bare)]) + "\n"


def _layout(blocks: Sequence[Block]) -> str:
    return "\n\n".join([HEADLINE, *("\n".join(block.layout) for block in blocks)]) + "\n"


FORMS: dict[str, Callable[[Sequence[Block]], str]] = {"html": _markup, "bare dump": _bare, "layout dump": _layout}
PLACES = ("beginning", "middle", "end")


def _missing(form: str, blocks: Sequence[Block]) -> list[str]:
    article = cleantext.extract(FORMS[form](blocks), kind="html" if form == "html" else "text")
    captions = {letters(caption.text) for caption in article.captions}
    return [
        line
        for block in blocks
        for line in lost_of(article, block.bare)
        if not (block.caption and letters(line) in captions)
    ]


@functools.cache
def _article(name: str) -> tuple[Block, ...]:
    return tuple(paragraph(text) for text in ARTICLES[name])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("size", ARTICLES)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_block_of_any_kind_stays_where_it_stands(kind: str, place: str, size: str, form: str) -> None:
    blocks = [*_article(size)]
    blocks.insert({"beginning": 0, "middle": len(blocks) // 2, "end": len(blocks)}[place], KINDS[kind])
    assert not _missing(form, blocks)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("seed", range(24))
def test_blocks_of_several_kinds_stay_in_any_order(seed: int, form: str) -> None:
    """A shuffled article; what opens it is a paragraph in half of them."""
    draw = random.Random(seed)
    size = draw.choice([*ARTICLES])
    blocks = [*_article(size), *draw.sample([*KINDS.values()], draw.randint(2, 5))]
    first = 1 if seed % 2 else 0
    rest = blocks[first:]
    draw.shuffle(rest)
    assert not _missing(form, [*blocks[:first], *rest])
