"""Made pages as markup: what stands around a text in elements that tell what it is, that mislead, or that say nothing.

On many pages bios, teasers and comments are paragraphs like those of the article, in the same element.
"""

from __future__ import annotations

import html
import re
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from heads import Parts

Random = np.random.Generator

#: How often a block stands among the paragraphs of the article, in an element of its own beside them, or outside.
AMONG, BESIDE = 0.4, 0.35
#: How often the element around a block is named after it, or after nothing of the kind.
TOLD, NEUTRAL = 0.45, 0.3
#: Class names of blocks by kind.
NAMES = {
    "author": ("author-box", "bio", "about-author", "byline-card"),
    "shares": ("share", "social", "tags", "post-tags"),
    "note": ("note", "disclosure", "correction", "source"),
    "invite": ("newsletter", "signup", "cta", "support-us", "promo"),
    "widget": ("widget", "box", "poll", "quotes", "infobox"),
    "related": ("related", "more", "read-next", "teasers", "recommended"),
    "comments": ("comments", "thread", "discussion", "responses"),
    "footer": ("footer", "site-footer", "legal", "colophon"),
}
OTHER_NAMES = "block row module wrap content entry text paragraph css-1kz9 sqs-html c7 inner col-8 el body-copy".split()
#: A line of fewer characters that no mark of a sentence ends is a heading, a name or a button.
SHORT = 70
_BULLET = re.compile(r"\s{0,4}(?:[*•–·+o-]|\d{1,2}[.)])\s(?=\S)")
_ENDS = '.。!?！？…:;।。"”»'


def marked_up(parts: Parts, title: str, random: Random) -> str:
    """The page as HTML."""
    holder = _one(("article", "main", "div", "div", "section"), random)
    above, inside = _head(parts.head, title, random)
    wide = _one(("p", "p", "p", "div"), random)
    for is_body, group in groupby(parts.text, lambda one: one[1]):
        lines = [line for line, _ in group]
        inside += _paragraphs(lines, wide, random) if is_body else [_block("break", lines, wide, random)]
    outside: list[str] = []
    for kind, lines in parts.tail:
        if lines:
            is_outside = random.random() >= AMONG + BESIDE or kind in ("footer", "none")
            (outside if is_outside else inside).append(_block(kind, lines, wide, random))
    name = _named(_one(OTHER_NAMES, random)) if random.random() < 0.5 else ""
    body = "\n".join([*above, f"<{holder}{name}>", *inside, f"</{holder}>", *outside])
    declared = f"<title>{html.escape(title)}</title>" if title and random.random() < 0.6 else ""
    return f"<html><head>{declared}</head><body>\n{body}\n</body></html>"


def _head(lines: list[str], title: str, random: Random) -> tuple[list[str], list[str]]:
    """What stands above the element of the article, and what stands at its top."""
    places = [at for at, line in enumerate(lines) if title and line == title]
    cut = places[0] if places else int(random.integers(len(lines) + 1))
    tag = _one(("div", "p", "span", "li", "div"), random)
    above = [f"<{tag}>{html.escape(line)}</{tag}>" for line in lines[:cut]]
    if above and random.random() < 0.6:
        around = _one(("header", "div", "nav", "ul"), random)
        above = [f"<{around}>", *above, f"</{around}>"]
    heading = _one(("h1", "h1", "h1", "h2", "div"), random)
    below = [
        f"<{heading}>{html.escape(line)}</{heading}>" if line == title else f"<div>{html.escape(line)}</div>"
        for line in lines[cut:]
    ]
    return above, below


def _paragraphs(lines: list[str], wide: str, random: Random) -> list[str]:
    """The lines of a text: paragraphs, short ones as headings, as what is strong or as items of a list."""
    made = []
    level = _one(("h2", "h3", "h2", "p", "strong"), random)
    for kind, group in groupby(lines, _kind):
        some = [html.escape(_BULLET.sub("", line)) for line in group]
        is_short = kind == "short"
        if kind == "item" or (is_short and len(some) > 2 and random.random() < 0.6):
            made.append("<ul>" + "".join(f"<li>{one}</li>" for one in some) + "</ul>")
        elif is_short and level == "strong":
            made += [f"<{wide}><strong>{one}</strong></{wide}>" for one in some]
        else:
            tag = level if is_short else wide
            made += [f"<{tag}>{one}</{tag}>" for one in some]
    return made


def _block(kind: str, lines: list[str], wide: str, random: Random) -> str:
    """A block of furniture, among the paragraphs or in an element of its own."""
    first = _one(("h2", "h3", "h4", "p", "strong", wide), random)
    rest = _one((wide, wide, wide, "p", "div", "li"), random)
    linked = kind in ("related", "shares", "footer", "break") and random.random() < 0.45
    made = []
    for at, line in enumerate(lines):
        short = _is_short(line)
        tag = first if at == 0 and short else rest
        if short and at and random.random() < 0.15:
            tag = _one(("h3", "h4", "strong", "span", "button"), random)
        words = html.escape(line)
        if linked and (short or random.random() < 0.3) and at:
            words = f'<a href="/{random.integers(100_000)}">{words}</a>'
        # What stands within a line has no line of its own.
        tagged = f"<{tag}>{words}</{tag}>"
        made.append(f"<div>{tagged}</div>" if tag in ("strong", "span", "button") else tagged)
    inner = "\n".join(made)
    if rest == "li":
        inner = f"<ul>{inner}</ul>"
    if random.random() < AMONG / (AMONG + BESIDE):
        return inner
    chance = random.random()
    own = NAMES.get(kind, ())
    name = ""
    if own and chance < TOLD:
        name = _named(_one(own, random))
    elif chance < TOLD + NEUTRAL:
        name = _named(_one(OTHER_NAMES, random))
    around = _one(("div", "section", "div", "aside"), random)
    return f"<{around}{name}>\n{inner}\n</{around}>"


def _is_short(line: str) -> bool:
    return len(line) < SHORT and not line.rstrip().endswith(tuple(_ENDS))


def _kind(line: str) -> str:
    if _BULLET.match(line):
        return "item"
    return "short" if _is_short(line) else "prose"


def _named(name: str) -> str:
    return f' class="{name}"'


def _one(choices: tuple[str, ...] | list[str], random: Random) -> str:
    return choices[random.integers(len(choices))]
