"""Pages made of pieces of real ones: the first blocks of an article, whole or cut, in furniture of its own page, of
another, of an invented template, or in none.

Short pages, half-stripped pages and pages of furniture only are what people hold and what benchmarks are poor in.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

import lxml.html
import numpy as np
from labels import labels_of
from lxml import etree

from corpus import Page
from metrics import words

Random = np.random.Generator

TEMPLATES = Path(__file__).resolve().parent / "templates"
PAGES = Path(__file__).resolve().parent / "pages"
#: The attribute of what is the article's.
KEEP = "data-keep"
#: Elements whose text stands in lines of its own.
_LEAVES = frozenset("p h1 h2 h3 h4 h5 h6 li pre blockquote td th dt dd figcaption caption address div section".split())
#: Elements that go whole where all that they hold is of one kind.
_GROUPS = frozenset("ul ol table blockquote dl figure pre".split())
_SKIPPED = frozenset("script style noscript template svg iframe head title".split())
#: Longer pieces of furniture are whole pages; more elements than this are no ordinary page.
MOST_WORDS, MOST_ELEMENTS = 500, 6000
#: How often an article is cut, and after at most how many blocks.
CUT, MOST_BLOCKS = 0.65, 12
#: No article of fewer words is left of a page with all its furniture.
FEWEST_WORDS = 25
#: How often nothing is left of it: pages without an article have furniture only.
EMPTIED = 0.04
#: What stands around the blocks: nothing, pieces of the same page, pieces of another, a template.
AROUND = (("none", 0.2), ("own", 0.3), ("foreign", 0.2), ("template", 0.3))
#: How often class names and ids are taken away, and how often the article is wrapped in a misleading one.
STRIPPED, MISLED = 0.35, 0.08
#: How often blocks stand in elements of their own, a few in each.
PARTED = 0.3
#: How often a run of paragraphs is written in another shape.
RESHAPED = 0.45
SENTENCE = re.compile(r"(?<=[.!?।])\s+|(?<=[。！？])")
_MISLEADING = (
    "share-wrapper js-advert comments-open widget-body paywall-article related-layout social nav-offset sidebar-left"
    " post-with-comments modal-parent newsletter-enabled banner-below promo-page subscription-ready footer-fixed"
).split()
#: How often blocks of other kinds are mixed in, how they begin, and how many characters a short paragraph has.
MIXED_IN = 0.35
_SPECIAL = ("<ul", "<ol", "<table", "<pre", "<blockquote", "<dl", "<figure")
SHORT = 60
_WRAPPERS = ("article", "main", "div", "section", "body")


class Made(NamedTuple):
    """A page that was made: its markup, and the text of its article."""

    markup: str
    gold: str


class Pieces(NamedTuple):
    """What a page is made of: the blocks of the article, and pieces of furniture before, between and after them."""

    headline: str
    author: str
    date: str
    blocks: tuple[str, ...]
    before: tuple[str, ...]
    between: tuple[str, ...]
    after: tuple[str, ...]
    cuts: tuple[Made, ...] = ()


class Unit(NamedTuple):
    """An element that is all of the article, or all furniture."""

    element: lxml.html.HtmlElement
    is_body: bool


def pieces_of(page: Page, seed: int, cuts: int = 1) -> Pieces | None:
    """The pieces of a page with gold, and the page itself with its article cut short ``cuts`` times.

    None where the article is not found in its elements.
    """
    try:
        root = lxml.html.document_fromstring(page.html(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return None
    gold = words((page.gold.body or "").lower())
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS or len(gold) < 20:
        return None
    leaves = list(_leaves(root))
    texts = [words(leaf.text_content().lower()) for leaf in leaves]
    kept = [label >= 0.5 for label in labels_of(texts, gold)]
    found = sum(len(text) for text, inside in zip(texts, kept, strict=True) if inside)
    if not 0.7 * len(gold) <= found <= 1.2 * len(gold):
        return None
    inside = {leaf for leaf, is_kept in zip(leaves, kept, strict=True) if is_kept}
    author = page.gold.author if isinstance(page.gold.author, str) else ""
    return _taken_apart(root, leaves, inside, (page.gold.headline or "", author, page.gold.date or ""), seed, cuts)


class Marked(NamedTuple):
    """An invented page in which the elements of the article are marked."""

    name: str
    markup: str
    gold: str
    pieces: Pieces | None

    @property
    def is_thread(self) -> bool:
        """Whether the article is a thread of posts."""
        return self.name.startswith("thread")


def marked_pages(folder: Path = PAGES) -> list[Marked]:
    """The pages with the attribute ``data-keep`` on what is the article's; it is taken away."""
    return [_marked(path) for path in sorted(folder.glob("*.html"))]


def _marked(path: Path) -> Marked:
    _, _, text = path.read_text("utf-8").partition("\n")
    root = lxml.html.document_fromstring(text)
    kept = [one for one in root.iter(etree.Element) if one.get(KEEP) is not None]
    outer = [one for one in kept if not any(up.get(KEEP) is not None for up in one.iterancestors())]
    gold = "\n".join(" ".join(piece for node in one.itertext() if (piece := node.strip())) for one in outer)
    held = set(outer)
    for one in kept:
        del one.attrib[KEEP]
    leaves = list(_leaves(root))
    inside = {one for one in leaves if one in held or any(up in held for up in one.iterancestors())}
    title = root.findtext(".//h1") or root.findtext(".//title") or ""
    markup = str(lxml.html.tostring(root, encoding="unicode", doctype="<!DOCTYPE html>"))
    pieces = _taken_apart(root, leaves, inside, (title.strip(), "", ""), 0, 0) if inside else None
    return Marked(path.stem, markup, gold, pieces)


def _taken_apart(
    root: lxml.html.HtmlElement,
    leaves: list[lxml.html.HtmlElement],
    inside: set[lxml.html.HtmlElement],
    named: tuple[str, str, str],
    seed: int,
    cuts: int,
) -> Pieces | None:
    """The pieces of a page whose leaves are known to be the article's, or not."""
    holders = {ancestor for leaf in inside for ancestor in leaf.iterancestors()}
    units = _units(root, inside, holders, [leaf for leaf in leaves if leaf not in inside])
    places = [index for index, unit in enumerate(units) if unit.is_body]
    if not places:
        return None
    others = [(index, _written(unit.element)) for index, unit in enumerate(units) if not unit.is_body]
    random = np.random.default_rng(seed)
    return Pieces(
        *named,
        tuple(_written(unit.element) for unit in units if unit.is_body),
        tuple(one for index, one in others if index < places[0]),
        tuple(one for index, one in others if places[0] < index < places[-1]),
        tuple(one for index, one in others if index > places[-1]),
        tuple(_cut(root, units, places, random) for _ in range(cuts)),
    )


def _cut(root: lxml.html.HtmlElement, units: list[Unit], places: list[int], random: Random) -> Made:
    """The page with the first blocks of its article only, and with some of its furniture."""
    sizes = np.cumsum([len(units[index].element.text_content().split()) for index in places])
    fewest = min(len(places), 1 + int(np.searchsorted(sizes, FEWEST_WORDS)))
    kept = places[: int(random.integers(fewest, max(fewest, min(len(places), MOST_BLOCKS)) + 1))]
    if random.random() < EMPTIED:
        kept = []
    gold = "\n".join(units[index].element.text_content() for index in kept)
    share = random.choice([0.0, 0.1, 0.3, 0.7, 1.0])
    low, high = kept[-1] if kept else -1, places[-1]
    gone = {index for index in places if index > low}
    gone |= {
        index
        for index, unit in enumerate(units)
        if not unit.is_body and (low < index < high or random.random() >= share)
    }
    numbers = {element: number for number, element in enumerate(root.iter())}
    wanted = {numbers[units[index].element] for index in gone}
    copy = deepcopy(root)
    for element in [element for number, element in enumerate(copy.iter()) if number in wanted]:
        element.drop_tree()
    return Made(str(lxml.html.tostring(copy, encoding="unicode")), gold)


def _leaves(root: lxml.html.HtmlElement) -> Iterator[lxml.html.HtmlElement]:
    """The innermost block elements with text."""
    for element in root.iter(etree.Element):
        if element.tag in _LEAVES and not any(up.tag in _SKIPPED for up in element.iterancestors()):
            if any(child.tag in _LEAVES or child.tag in _GROUPS for child in element.iterdescendants(etree.Element)):
                continue
            if element.text_content().strip():
                yield element


def _units(
    root: lxml.html.HtmlElement,
    inside: set[lxml.html.HtmlElement],
    holders: set[lxml.html.HtmlElement],
    outside: list[lxml.html.HtmlElement],
) -> list[Unit]:
    """The largest elements that are all of the article (lists, tables ...) or all furniture, in order."""
    mixed = {ancestor for leaf in outside for ancestor in leaf.iterancestors()}
    units: list[Unit] = []

    def walk(element: lxml.html.HtmlElement) -> None:
        if not isinstance(element.tag, str) or element.tag in _SKIPPED:
            return
        if element in inside or (element in holders and element.tag in _GROUPS and element not in mixed):
            units.append(Unit(element, True))
        elif element not in holders:
            size = len(element.text_content().split())
            if size and size <= MOST_WORDS:
                units.append(Unit(element, False))
        else:
            for child in element:
                walk(child)

    walk(root.find("body") if root.find("body") is not None else root)
    return units


def _written(element: lxml.html.HtmlElement) -> str:
    return str(lxml.html.tostring(element, encoding="unicode", with_tail=False))


def made_page(own: Pieces, others: Sequence[Pieces], templates: Sequence[str], random: Random) -> Made:
    """A page of the first blocks of an article, in furniture as chance has it."""
    blocks = list(own.blocks)
    if random.random() < CUT:
        blocks = blocks[: 1 + int(random.integers(0, MOST_BLOCKS))]
    _mix_in(blocks, others, random)
    if random.random() < RESHAPED:
        blocks = reshaped(blocks, random)
    around = random.choice([name for name, _ in AROUND], p=[share for _, share in AROUND])
    if around == "template" and templates:
        markup = _in_template(own, blocks, templates[random.integers(len(templates))], random)
    else:
        markup = _wrapped(
            own, blocks, others[random.integers(len(others))] if around == "foreign" else own, around, random
        )
    if random.random() < STRIPPED:
        markup = _without_names(markup)
    return Made(markup, "\n".join(lxml.html.fromstring(f"<div>{block}</div>").text_content() for block in blocks))


def page_alone(own: Pieces, random: Random) -> Made:
    """The first blocks of an article and nothing else but its headline, with name and day as chance has it.

    Half of them end where a list, a table or a short paragraph does: nothing tells the end of these from furniture but
    that no furniture stands anywhere.
    """
    ends = [number for number, one in enumerate(own.blocks, 1) if one.startswith(_SPECIAL) or len(one) < SHORT]
    if ends and random.random() < 0.5:
        count = ends[random.integers(len(ends))]
    else:
        count = 1 + int(
            random.integers(len(own.blocks) if random.random() < 0.4 else min(len(own.blocks), MOST_BLOCKS))
        )
    blocks = list(own.blocks[:count])
    if random.random() < RESHAPED / 2:
        blocks = reshaped(blocks, random)
    text = "\n".join(lxml.html.fromstring(f"<div>{block}</div>").text_content() for block in blocks)
    return Made(_wrapped(own, blocks, own, "none", random), text)


def reshaped(blocks: list[str], random: Random) -> list[str]:
    """The blocks with a run of paragraphs written as a list, steps, a table, code, a quotation, terms or short lines.

    Whether something is the article's does not depend on its shape.
    """
    low = int(random.integers(len(blocks)))
    run = blocks[low : low + int(random.integers(1, 5))]
    text = " ".join(lxml.html.fromstring(f"<div>{block}</div>").text_content() for block in run)
    sentences = [one.strip() for one in SENTENCE.split(text) if one.strip()][:14]
    if not sentences:
        return blocks
    if random.random() < 0.5:
        sentences = [one.rstrip(".。!?") for one in sentences]
    if random.random() < 0.4:
        sentences = [" ".join(one.split()[: int(random.integers(1, 9))]) for one in sentences]
    shape = _SHAPES[random.integers(len(_SHAPES))]
    return [*blocks[:low], *shape([html.escape(one) for one in sentences], random), *blocks[low + len(run) :]]


def _listed(lines: list[str], random: Random) -> list[str]:
    tag = ("ul", "ol")[random.integers(2)]
    return [f"<{tag}>" + "".join(f"<li>{one}</li>" for one in lines) + f"</{tag}>"]


def _stepped(lines: list[str], random: Random) -> list[str]:
    level = int(random.integers(2, 5))
    return [
        f"<div><h{level}>{number}. {' '.join(one.split()[:4])}</h{level}><p>{one}</p></div>"
        for number, one in enumerate(lines, 1)
    ]


def _tabled(lines: list[str], random: Random) -> list[str]:
    width = int(random.integers(2, 5))
    rows = [one.split()[: 2 * width] for one in lines]
    cells = [["".join(f"<td>{' '.join(row[at::width])}</td>" for at in range(width))] for row in rows]
    return ["<table>" + "".join(f"<tr>{''.join(row)}</tr>" for row in cells) + "</table>"]


def _coded(lines: list[str], random: Random) -> list[str]:
    marks = ("();", " = 1", " {", "}", ".get(0)", " # ", "->", "[1]")
    rows = [
        "  " * int(random.integers(3)) + "_".join(one.split()[:3]).lower() + marks[random.integers(len(marks))]
        for one in lines
    ]
    return ["<pre><code>" + "\n".join(rows) + "</code></pre>"]


def _quoted(lines: list[str], random: Random) -> list[str]:
    return ["<blockquote>" + "".join(f"<p>{one}</p>" for one in lines[:3]) + "</blockquote>"]


def _defined(lines: list[str], random: Random) -> list[str]:
    pairs = zip(lines[::2], lines[1::2], strict=False)
    return ["<dl>" + "".join(f"<dt>{' '.join(term.split()[:5])}</dt><dd>{text}</dd>" for term, text in pairs) + "</dl>"]


def _lined(lines: list[str], random: Random) -> list[str]:
    if random.random() < 0.5:
        return ["<p>" + "<br>".join(lines) + "</p>"]
    return [f"<p>{one}</p>" for one in lines]


def _tickered(lines: list[str], random: Random) -> list[str]:
    """Entries of a live report: a time, perhaps a heading, a sentence."""
    hour, minute = int(random.integers(6, 20)), int(random.integers(60))
    stamp = ("{}:{:02d}", "{}.{:02d}", "{}:{:02d} am", "{}h{:02d}", "{}:{:02d} Uhr", "{}：{:02d}")[random.integers(6)]
    headed = random.random() < 0.6
    found = []
    for one in lines:
        minute += int(random.integers(3, 50))
        hour, minute = (hour + minute // 60) % 24, minute % 60
        head = f"<h3>{' '.join(one.split()[:6])}</h3>" if headed else ""
        found.append(f"<div><p>{stamp.format(hour, minute)}</p>{head}<p>{one}</p></div>")
    return found


def _refrained(lines: list[str], random: Random) -> list[str]:
    """Verse or speech with a short line that comes again."""
    refrain = " ".join(lines[0].split()[:7])
    every = int(random.integers(1, 4))
    verses = [" ".join(one.split()[: int(random.integers(4, 11))]) for one in lines]
    found = [refrain]
    for number, one in enumerate(verses, 1):
        found += [one, *([refrain] if number % every == 0 else [])]
    return ["<p>" + "<br>".join(found) + "</p>"] if random.random() < 0.5 else [f"<p>{one}</p>" for one in found]


def _asked(lines: list[str], random: Random) -> list[str]:
    """Questions and answers, some of a word."""
    tag = ("p", "h3", "strong")[random.integers(3)]
    found = []
    for question, answer in zip(lines[::2], lines[1::2], strict=False):
        short = " ".join(answer.split()[: int(random.integers(1, 5))]) if random.random() < 0.4 else answer
        found.append(f"<div><{tag}>{question.rstrip('.')}?</{tag}><p>{short}.</p></div>")
    return found or [f"<p>{one}</p>" for one in lines]


_SHAPES = (
    *(_listed, _listed, _stepped, _tabled, _coded, _quoted, _defined, _lined),
    *(_tickered, _refrained, _asked),
)


def _mix_in(blocks: list[str], others: Sequence[Pieces], random: Random) -> None:
    """Put lists, tables, code, quotations and short paragraphs of other articles at any place of this one."""
    if random.random() >= MIXED_IN:
        return
    for _ in range(int(random.integers(1, 4))):
        other = others[random.integers(len(others))].blocks
        special = [one for one in other if one.startswith(_SPECIAL) or len(one) < SHORT]
        if special:
            blocks.insert(int(random.integers(len(blocks) + 1)), special[random.integers(len(special))])


def _some(pieces: Sequence[str], random: Random) -> list[str]:
    """Some of the pieces, in order: none, a few, or most of them, as tools that strip pages leave them."""
    share = random.choice([0.0, 0.15, 0.4, 0.8])
    return [piece for piece in pieces if random.random() < share][:25]


def _wrapped(own: Pieces, blocks: list[str], other: Pieces, around: str, random: Random) -> str:
    title = html.escape(own.headline)
    head = [f"<h1>{title}</h1>"] if title and random.random() < 0.85 else []
    if own.author and random.random() < 0.4:
        head.append(f"<p>By {html.escape(own.author)}</p>")
    if own.date and random.random() < 0.4:
        head.append(f"<p>{html.escape(own.date[:10])}</p>")
    before, after = ([], []) if around == "none" else (_some(other.before, random), _some(other.after, random))
    text = list(blocks)
    for piece in [] if around == "none" else _some(other.between, random)[:3]:
        text.insert(int(random.integers(len(text) + 1)), piece)
    wrapper = _WRAPPERS[random.integers(len(_WRAPPERS))]
    name = f' class="{_MISLEADING[random.integers(len(_MISLEADING))]}"' if random.random() < MISLED else ""
    inner = "\n".join([*head, *_parted(text, random)])
    if wrapper != "body":
        inner = f"<{wrapper}{name}>\n{inner}\n</{wrapper}>"
    title = f"<title>{title}</title>" if random.random() < 0.6 else ""
    return f"<html><head>{title}</head><body>\n" + "\n".join([*before, inner, *after]) + "\n</body></html>"


def _parted(text: list[str], random: Random) -> list[str]:
    """The blocks as they are, or each few of them in an element of its own, as sections and steps stand."""
    if random.random() >= PARTED:
        return text
    tag = ("div", "section", "div")[random.integers(3)]
    name = (' class="step"', "", ' class="block"', ' class="card"', ' class="elementor-widget"')[random.integers(5)]
    length = int(random.integers(1, 5))
    groups = [text[low : low + length] for low in range(0, len(text), length)]
    return [f"<{tag}{name}>" + "\n".join(group) + f"</{tag}>" for group in groups]


def _in_template(own: Pieces, blocks: list[str], template: str, random: Random) -> str:
    count = max([number for number in range(1, 6) if f"{{{{body:{number}}}}}" in template], default=0)
    markup = template
    if count:
        cuts = sorted(int(one) for one in random.integers(0, len(blocks) + 1, count - 1))
        bounds = [0, *cuts, len(blocks)]
        for number in range(count):
            markup = markup.replace(
                f"{{{{body:{number + 1}}}}}", "\n".join(blocks[bounds[number] : bounds[number + 1]])
            )
    fills = {"body": "\n".join(blocks), "title": html.escape(own.headline)}
    fills |= {"author": html.escape(own.author), "date": html.escape(own.date[:10])}
    for slot, value in fills.items():
        markup = markup.replace(f"{{{{{slot}}}}}", value)
    return markup


def _without_names(markup: str) -> str:
    """The markup without class names and ids, as cleaners leave it."""
    root = lxml.html.document_fromstring(markup)
    for element in root.iter(etree.Element):
        for name in ("class", "id", "role", "itemprop"):
            element.attrib.pop(name, None)
    return str(lxml.html.tostring(root, encoding="unicode"))


def templates_of(folder: Path = TEMPLATES) -> tuple[list[str], list[str]]:
    """The templates with slots for an article, and the pages that hold none."""
    full: list[str] = []
    empty: list[str] = []
    for path in sorted(folder.glob("*.html")):
        first, _, text = path.read_text("utf-8").partition("\n")
        # In a thread the replies are the text too.
        if "forum" not in first:
            (full if "{{body" in text else empty).append(text)
    return full, empty
