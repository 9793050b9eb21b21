"""Invented furniture around real bodies: dumps in which menus, sponsors, teasers and comments of 25 languages stand
about an article, for the languages and the shapes that the pages at hand are poor in.

Phrases are those of the word lists; names and outlets are made up; teasers and comments are sentences of other pages.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from cleantext.vocabulary import load_vocabulary
from corpus import Page

#: Names of nobody, for bylines, comments and sponsors.
_FIRST = "Ada Beno Cleo Dario Edda Falk Greta Hanno Ilse Jaro Kira Lorin Mara Nils Orla Pavo Runa Silvan Thea".split()
_LAST = "Arden Brook Corvin Dahl Ester Finch Garrow Holm Ivers Jansky Kell Lorne Moreno Nyholt Orrin Pell Quist".split()
_BRANDS = ("LANTERNLY", "Tolverne", "QUILLBOAT", "Nordhafen Öl", "MERIDIA", "Casa Lumbre", "Velmora", "Tidewick")
_CLAIMS = ("Lamps that know the way.", "Boats for rent.", "Until autumn.", "Tools for every shed.", "Try it free.")
#: How often a page has each part of the furniture.
_OFTEN = {"menu": 0.8, "cookies": 0.4, "sponsors": 0.3, "related": 0.7, "comments": 0.4, "offers": 0.5, "footer": 0.9}
MAX_PARAGRAPHS = 60

Random = np.random.Generator
#: Gives some phrases of a category, at least and at most so many.
Some = Callable[[str, int, int], list[str]]


@cache
def languages() -> tuple[str, ...]:
    """The languages that have word lists."""
    return tuple(sorted(load_vocabulary().function_words))


@cache
def lists_of(language: str) -> dict[str, dict[str, Any]]:
    """The word lists of a language, by category."""
    text = resources.files("cleantext.data").joinpath(f"{language}.toml").read_text("utf-8")
    return {name: part for name, part in tomllib.loads(text).items() if isinstance(part, dict)}


def exact_of(language: str) -> dict[str, list[str]]:
    """The phrases that are whole lines, by category."""
    return {name: [one for one in part.get("exact", ()) if "#" not in one] for name, part in lists_of(language).items()}


def labels_of(language: str, category: str) -> list[str]:
    """The phrases that stand before a name or a day."""
    part = lists_of(language).get(category, {})
    risky = [one["phrase"] for one in part.get("risky", ()) if one.get("mode") == "prefix"]
    return [one for one in [*part.get("prefix", ()), *risky] if "#" not in one]


def mixed(page: Page, others: list[Page], seed: int) -> str:
    """A dump of the gold of ``page`` with invented furniture about it, of the language that ``seed`` falls on."""
    random = np.random.default_rng(seed)
    known = exact_of(languages()[seed % len(languages())])

    def some(category: str, low: int, high: int) -> list[str]:
        phrases = known.get(category) or ["•"]
        return [phrases[random.integers(len(phrases))] for _ in range(random.integers(low, high + 1))]

    def part(name: str, make: Callable[[], list[str]]) -> list[str]:
        return make() if random.random() < _OFTEN[name] else []

    text = [line for line in page.gold.bodies[-1].splitlines() if line.strip()][:MAX_PARAGRAPHS]
    return "\n".join(
        (
            *part("cookies", lambda: some("cookie", 1, 3)),
            *part("sponsors", lambda: sponsors(random)),
            *part("menu", lambda: some("navigation", 8, 60) + some("login", 0, 2)),
            *_head(page, random, some),
            *_interrupted(text, others, random, some),
            *some("tags", 0, 1),
            *part("offers", lambda: some("newsletter", 1, 3) + some("subscription", 0, 3)),
            *part("related", lambda: some("related", 1, 1) + teasers(others, random, 12)),
            *part("comments", lambda: comments(others, random, some)),
            *part("footer", lambda: some("legal", 2, 8) + some("copyright", 0, 1) + some("navigation", 0, 40)),
        )
    )


def _head(page: Page, random: Random, some: Some) -> list[str]:
    """Headline, byline and share buttons."""
    day = f"{random.integers(1, 29)}.{random.integers(1, 13)}.{random.integers(2015, 2026)}"
    return [page.gold.headline or "", name_of(random), day, *some("reading-time", 0, 1), *some("share", 0, 5)]


def _interrupted(text: list[str], others: list[Page], random: Random, some: Some) -> list[str]:
    """The paragraphs, with a notice of advertising, an offer or a teaser between some of them."""
    lines: list[str] = []
    for paragraph in text:
        lines.append(paragraph)
        if random.random() < 0.08:
            category = ("advertisement", "newsletter", "related-inline", "subscription", "share")[random.integers(5)]
            lines += some(category, 1, 1) + (teasers(others, random, 1) if category == "related-inline" else [])
    return lines


def teasers(others: list[Page], random: Random, most: int) -> list[str]:
    """Headlines of other pages, some with the sentence that opens their text."""
    lines: list[str] = []
    for _ in range(random.integers(1, most + 1)):
        other = others[random.integers(len(others))]
        lines.append(other.gold.headline or "")
        if random.random() < 0.4:
            lines.append(opening(other))
    return [line for line in lines if line]


def comments(others: list[Page], random: Random, some: Some) -> list[str]:
    """A thread: somebody, some time, what they wrote, a button to reply."""
    lines = some("comments", 1, 1)
    for _ in range(random.integers(2, 15)):
        other = others[random.integers(len(others))]
        lines += [name_of(random), *some("relative-time", 0, 1), opening(other), *some("comments", 0, 1)]
    return [line for line in lines if line]


def opening(page: Page) -> str:
    """The first sentence or so of a page's text."""
    first = page.gold.bodies[-1].strip().split("\n", 1)[0]
    return first if len(first) < 200 else first[:200].rsplit(" ", 1)[0] + " …"


def name_of(random: Random) -> str:
    return f"{_FIRST[random.integers(len(_FIRST))]} {_LAST[random.integers(len(_LAST))]}"


def sponsors(random: Random) -> list[str]:
    """A chain in which every line repeats the one before."""
    line = f"Sponsor: {_BRANDS[random.integers(len(_BRANDS))]}"
    chain = [line]
    for claim in random.permutation(_CLAIMS)[: random.integers(1, 4)]:
        line = f"{line} {claim}" if len(chain) > 1 else f"{line}: {claim}"
        chain.append(line)
    return chain
