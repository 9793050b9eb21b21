"""Invented furniture around real bodies: dumps in which menus, sponsors, teasers and comments of 25 languages stand
about an article, for the languages and the shapes that the pages at hand are poor in.

Phrases are those of the word lists; names and outlets are made up; teasers and comments are sentences of other pages.

The folder ``blocks`` holds further furniture, block by block: a file for each language, or for one world of it
(``en-blog.txt``). A line ``@comments`` opens a block of that kind, an empty line ends it. In a line ``{x}`` stands for
something that the article speaks of, ``{name}`` for its author, ``{house}`` for the site.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from corpus import Page

#: Names of nobody, for bylines, comments and sponsors.
_FIRST = "Ada Beno Cleo Dario Edda Falk Greta Hanno Ilse Jaro Kira Lorin Mara Nils Orla Pavo Runa Silvan Thea".split()
_LAST = "Arden Brook Corvin Dahl Ester Finch Garrow Holm Ivers Jansky Kell Lorne Moreno Nyholt Orrin Pell Quist".split()
_BRANDS = ("LANTERNLY", "Tolverne", "QUILLBOAT", "Nordhafen Öl", "MERIDIA", "Casa Lumbre", "Velmora", "Tidewick")
_CLAIMS = ("Lamps that know the way.", "Boats for rent.", "Until autumn.", "Tools for every shed.", "Try it free.")

Random = np.random.Generator
#: Gives some phrases of a category, at least and at most so many.
Some = Callable[[str, int, int], list[str]]


@cache
def languages() -> tuple[str, ...]:
    """The languages that have word lists."""
    files = [one for one in resources.files("cleantext.data").iterdir() if one.name.endswith(".toml")]
    return tuple(
        sorted(
            data["language"]
            for one in files
            if "language" in (data := tomllib.loads(one.read_text("utf-8"))) and isinstance(data["language"], str)
        )
    )


@cache
def lists_of(language: str) -> dict[str, dict[str, Any]]:
    """The word lists of a language, by category."""
    text = resources.files("cleantext.data").joinpath(f"{language}.toml").read_text("utf-8")
    return {name: part for name, part in tomllib.loads(text).items() if isinstance(part, dict)}


def names_of(language: str) -> dict[str, list[str]]:
    """What a language writes around names, by use."""
    return lists_of(language).get("names", {})


def exact_of(language: str) -> dict[str, list[str]]:
    """The phrases that are whole lines, by category."""
    return {name: [one for one in part.get("exact", ()) if "#" not in one] for name, part in lists_of(language).items()}


def labels_of(language: str, category: str) -> list[str]:
    """The phrases that stand before a name or a day."""
    part = lists_of(language).get(category, {})
    risky = [one["phrase"] for one in part.get("risky", ()) if one.get("mode") == "prefix"]
    return [one for one in [*part.get("prefix", ()), *risky] if "#" not in one]


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


FOLDER = Path(__file__).resolve().parent / "blocks"
KINDS = ("comments", "related", "invite", "note", "author", "widget", "break", "top", "none")
#: What an article speaks of: words of some length, or pairs of signs in scripts without spaces.
_WORD = re.compile(r"[^\W\d_]{5,}")
_UNSPACED = re.compile(r"[\u3400-\u9fff\u0e00-\u0e7f\u3040-\u30ff]{2}")
TOPICS = 12

Block = tuple[str, ...]


@cache
def blocks_of(language: str, fold: int, folds: int) -> dict[str, tuple[Block, ...]]:
    """The blocks of a language by kind, those of one fold of training only: what is held out meets none it knows."""
    found: dict[str, list[Block]] = {kind: [] for kind in KINDS}
    for path in sorted(FOLDER.glob("*.txt")):
        if path.stem.split("-")[0] != language:
            continue
        seen: Counter[str] = Counter()
        for block in path.read_text("utf-8").strip().split("\n\n"):
            mark, *lines = block.split("\n")
            kind = mark.removeprefix("@")
            seen[kind] += 1
            if (seen[kind] + KINDS.index(kind)) % folds == fold:
                found[kind].append(tuple(lines))
    return {kind: tuple(some) for kind, some in found.items()}


def topics_of(text: str) -> list[str]:
    """Words that a text speaks of, the most frequent ones."""
    words = Counter(_WORD.findall(text))
    if len(words) < TOPICS:
        words.update(_UNSPACED.findall(text))
    return [word for word, _ in words.most_common(TOPICS)] or [text[:4]]
