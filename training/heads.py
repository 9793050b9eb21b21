"""Invented heads over real texts, and furniture below and between: banner, date, place, section, kicker, title, byline
and counters in the orders in which dumps have them, then comments, teasers and notes; with the right answers for
the trees that choose headline, byline and publisher, and the stretches that are the article's.

A third of the pages has no title, some no author and no banner, some no article: None is an answer to be learned.
Labels are those of the word lists, blocks those of ``training/blocks``; outlets, places and people are made up.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from furniture import (
    blocks_of,
    comments,
    exact_of,
    labels_of,
    languages,
    name_of,
    names_of,
    sponsors,
    teasers,
    topics_of,
)
from lines import FOLDS, HEADED, Task, fold_of, is_apart, labelled_tasks, seed_of
from markup import marked_up
from pieces import SENTENCE

from cleantext.words.vocabulary import detect_language
from corpus import Page, read_pages
from metrics import Gold, folded

Random = np.random.Generator

#: How often a page shows each part of its head.
OFTEN = {
    "banner": 0.6, "title": 0.67, "browser title": 0.2, "menu": 0.55, "day of the visit": 0.2, "sponsors": 0.12,
    "counter": 0.15, "place": 0.25, "breadcrumb": 0.15, "section": 0.3, "kicker": 0.15, "byline": 0.55, "date": 0.7,
    "reading-time": 0.12, "share": 0.2, "doubled": 0.15, "caption": 0.15, "cookies": 0.15, "login": 0.2, "source": 0.08,
    "blank lines": 0.5, "tail": 0.7, "signed below": 0.15, "labelled": 0.55, "local": 0.5, "in capitals": 0.15,
    "aggregated": 0.2, "blocks": 0.8, "top": 0.35, "breaks": 0.5, "author": 0.3, "note": 0.35, "invite": 0.35,
    "widget": 0.3, "related": 0.55, "comments": 0.5, "footer": 0.6, "shares": 0.6, "mixed order": 0.35,
}  # fmt: skip
#: A text has at most so many paragraphs; most pages are short.
MOST_PARAGRAPHS = 24
#: The chances that a text ends after a paragraph: one page in five has a paragraph or two.
LENGTHS = (0.7, 0.15, 0.15, 0.15, 0.15)
#: The first paragraph of a text has at least so many characters.
PARAGRAPH = 60
#: How often a run of sentences is a list, a table or a column of facts; how often it closes the text.
SHAPED, SHAPED_LAST = 0.35, 0.4
#: What stands before the items of a list.
BULLETS = ("* ", "- ", "• ", "– ", "· ", "+ ", "o ", "", "", "{}. ", "{}) ", "  * ")
#: What stands between the cells of a row: two spaces, a stroke, a tab, or each cell has a line of its own.
CELLS = ("  ", "   ", " | ", "\t", "\n", "\n")
#: How often a break in the text is no line or two but teasers, a box of the house or the like.
LONG_BREAKS = 0.45
#: What stands between the entries of a menu that is one line.
SEPARATORS = (" ", " | ", "  ", " · ", " / ")

_DATA = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
#: A name within a sentence: outlets are called after what their texts tell of.
_NAMES = re.compile(r"(?<=[a-zà-ÿа-я,] )[A-ZÀ-ÞА-Я][a-zà-ÿа-я]{3,}\b")


class Parts(NamedTuple):
    """What a made page is put together from.

    ``head`` are lines, ``text`` the paragraphs of the article, each with True, and the lines that stand between them,
    ``tail`` the blocks below, each with its kind.
    """

    head: list[str]
    text: list[tuple[str, bool]]
    tail: list[tuple[str, list[str]]]


class Headed(NamedTuple):
    """A made page and what it says: "" and no names where it says nothing, None where nobody knows.

    ``spans`` are the stretches of the text that are the article's.
    """

    text: str
    headline: str
    authors: tuple[str, ...]
    publisher: str | None
    spans: tuple[tuple[int, int], ...]
    parts: Parts


#: The kinds of blocks below a text, in the usual order.
BLOCKS_BELOW = ("note", "invite", "widget", "related", "comments")

#: Sets whose articles get a head.
SETS = ("wcxb", "news", "newsweb", "made_html")
#: About so many pages of each language are made where it has fewer texts, none of them taken more often than so.
WANTED, OFTENEST = 40, 10
#: Pages of a language's furniture alone, for each fold of the training.
EMPTY = 2


def headed_pages(data: Path, labelled: Path | None = None) -> Iterator[tuple[Page, Headed]]:
    """The articles of the train part under invented heads; the teasers below come from articles of the same fold.

    With ``labelled``, a file of dumps with a label for every line, the articles of these come too.
    """
    pages = [
        page
        for name in SETS
        for page in read_pages(data, name, part="train")
        if page.gold.body and (name != "wcxb" or page.page_type == "article")
    ]
    if labelled is not None:
        pages += [task.page for task in labelled_tasks(labelled) if task.gold and not is_apart(task.page)]
    alike: dict[tuple[int, str], list[Page]] = {}
    for page in pages:
        alike.setdefault((fold_of(page), _language(page)), []).append(page)
    counts = Counter(_language(page) for page in pages)
    for page in pages:
        language = _language(page)
        for turn in range(min(OFTENEST, max(1, WANTED // counts[language]))):
            yield page, headed(page, alike[fold_of(page), language], seed_of(page) + turn)
    for (fold, language), others in alike.items():
        if blocks_of(language, fold, FOLDS)["none"]:
            for turn, page in enumerate(others[:EMPTY]):
                maker = Maker(page, others, np.random.default_rng(seed_of(page) + OFTENEST + turn))
                yield page, maker.empty()


def headed_tasks(data: Path, kind: str, labelled: Path | None) -> list[Task]:
    """The made pages as inputs for the line scorer: dumps with the stretches that are the article's, or markup."""
    tasks = []
    for number, (page, made) in enumerate(headed_pages(data, labelled)):
        gold = "\n".join(made.text[low:high] for low, high in made.spans)
        page_type, known = "article" if gold else "listing", Gold(frozenset(("body",)), gold)
        one = Page(page.id, HEADED, "", page_type, page.path, known, page.group)
        if kind == "text":
            tasks.append(Task(one, HEADED, made.text, gold, made.spans))
        else:
            random = np.random.default_rng(seed_of(page) + number)
            tasks.append(Task(one, "html", marked_up(made.parts, made.headline, random), gold))
    return tasks


def _language(page: Page) -> str:
    return detect_language(page.gold.bodies[-1][:2000]) or ""


def headed(page: Page, others: list[Page], seed: int) -> Headed:
    """The text of ``page`` under an invented head, with the furniture of a page of its language after it."""
    return Maker(page, others, np.random.default_rng(seed)).made()


def shaped(body: list[str], random: Random) -> list[str]:
    """The paragraphs, a sentence or some of them as a list, a table or a column of facts."""
    low = len(body) - 1 if random.random() < SHAPED_LAST else int(random.integers(len(body)))
    sentences = [one for text in body[low : low + 2] for one in SENTENCE.split(text.strip()) if one][:9]
    if len(sentences) < 2:
        return body
    cut = int(random.integers(1, 10))
    lines = [_first_words(one, cut if random.random() < 0.6 else 40) for one in sentences]
    kind = random.random()
    if kind < 0.6:
        bullet = BULLETS[random.integers(len(BULLETS))]
        made = [bullet.format(number) + line for number, line in enumerate(lines, 1)]
    elif kind < 0.85:
        width, joint = int(random.integers(2, 5)), CELLS[random.integers(len(CELLS))]
        rows = [[_cell(line, at, random) for at in range(width)] for line in sentences]
        made = "\n".join(joint.join(row) for row in rows).split("\n")
    else:
        made = [f"{_first_words(one, 2)}: {_first_words(one[::-1], 4)[::-1]}" for one in sentences]
    return [*body[:low], *[line for line in made if line.strip()], *body[low + 2 :]]


def _first_words(text: str, count: int) -> str:
    """The first words of a sentence, or signs where it has no spaces; without the stop at the end where it is cut."""
    words = text.split()
    if len(words) < 3:
        return text[: 3 * count]
    return text if len(words) <= count else " ".join(words[:count]).rstrip(".,;:。")


def _cell(sentence: str, at: int, random: Random) -> str:
    """A cell of a table: a word or two, in later columns mostly a number."""
    if at and random.random() < 0.7:
        number = int(random.integers(1, 4000))
        return (f"{number}", f"{number / 10}", f"{number % 100} %", f"{number:,}")[random.integers(4)]
    words = sentence.split()
    return " ".join(words[at : at + int(random.integers(1, 3))]) or sentence[:4]


class Maker:
    """Puts one page together; the parts draw from the same chance."""

    def __init__(self, page: Page, others: list[Page], random: Random) -> None:
        self.page, self.others, self.random = page, others, random
        title = folded(page.gold.headline)
        body = [line for line in page.gold.bodies[-1].splitlines() if line.strip() and folded(line) != title]
        # A heading alone is no article.
        least = next((at for at, line in enumerate(body, 1) if len(line) >= PARAGRAPH), MOST_PARAGRAPHS)
        count = max(least, int(random.geometric(LENGTHS[random.integers(len(LENGTHS))])))
        self.body = body[: min(MOST_PARAGRAPHS, count)]
        if random.random() < SHAPED:
            self.body = shaped(self.body, random)
        self.language = _language(page)
        if self.language not in languages():
            self.language = "en"
        self.known = exact_of(self.language)
        self.blocks = blocks_of(_language(page), fold_of(page), FOLDS)
        self.topics = topics_of("\n".join(self.body))
        self.place = self._one(_DATA["places"].get(self.language, _DATA["anywhere"]))
        named = _NAMES.findall(" ".join(self.body)[:3000])
        if named and self._has("local"):
            self.place = self._one(named)
        pattern = self._one(_DATA["outlets"].get(self.language, _DATA["outlets"]["en"]))
        outlet = pattern.format(self.place) if random.random() < 0.8 else self._one(_DATA["other_sites"])
        self.outlet = outlet.upper() if random.random() < 0.15 else outlet
        self.publisher = ""
        # Blocks that stand at the top of a page, or are one, may name a house of their own.
        self.other_house = False
        self.title = page.gold.headline.strip() if page.gold.headline and self._has("title") else ""
        if self.title and self._has("in capitals"):
            self.title = self.title.upper()
        self.authors = self._people() if self._has("byline") else ()

    def _has(self, part: str) -> bool:
        return bool(self.random.random() < OFTEN[part])

    def _one(self, choices: list[str]) -> str:
        return choices[self.random.integers(len(choices))]

    def _block(self, kind: str) -> list[str]:
        """The lines of a block of its kind; none where the language has none."""
        blocks = self.blocks[kind]
        self.other_house |= kind in ("top", "none")
        lines = blocks[self.random.integers(len(blocks))] if blocks else ()
        name = self.authors[0] if self.authors else name_of(self.random)
        return [
            line.replace("{x}", self._one(self.topics)).replace("{name}", name).replace("{house}", self.outlet)
            for line in lines
        ]

    def _some(self, category: str, low: int, high: int) -> list[str]:
        found = self.known.get(category) or ["•"]
        return [self._one(found) for _ in range(self.random.integers(low, high + 1))]

    def _label(self, category: str) -> str:
        """A phrase that comes before a name or a day."""
        return self._one([one for one in labels_of(self.language, category) if len(one) < 24] or [""])

    def _people(self) -> tuple[str, ...]:
        count = 1 + (self.random.random() < 0.12)
        local = _DATA["people"].get(self.language)
        found = (self._one(local) if local else name_of(self.random) for _ in range(count))
        return tuple(dict.fromkeys(found))

    def _day(self) -> str:
        year, month, day = self.random.integers((2003, 1, 1), (2026, 13, 29))
        clock = f"{self.random.integers(0, 24):02}:{self.random.integers(0, 60):02}"
        if self.language in ("zh", "ja"):
            text = self._one([f"{year}年{month}月{day}日", f"{year}-{month:02}-{day:02}"])
        elif self.language == "ko":
            text = self._one([f"{year}년 {month}월 {day}일", f"{year}.{month:02}.{day:02}"])
        else:
            months = _DATA["months"].get(self.language, "").split()
            name = months[month - 1] if months else ""
            written = f"{name} {day}, {year}" if self.language == "en" else f"{day} {name} {year}"
            text = self._one(
                [f"{day:02}.{month:02}.{year}", f"{day:02}/{month:02}/{year}", *([written] * 3 if name else [])]
            )
        return f"{text} {clock}" if self.random.random() < 0.35 else text

    def _menu(self) -> list[str]:
        items = self._some("navigation", 3, 24)
        return items if self.random.random() < 0.7 else [self._one(list(SEPARATORS)).join(items)]

    def _part(self, name: str, make: Callable[[], list[str]]) -> list[str]:
        return make() if self._has(name) else []

    def _byline(self) -> list[str]:
        if not self.authors:
            return []
        names = " / ".join(self.authors) if self.random.random() < 0.3 else " & ".join(self.authors)
        if self._has("labelled"):
            names = f"{self._label('byline')} {names}".strip()
        return [names, *(self._some("role", 1, 1) if self.random.random() < 0.15 else [])]

    def _date(self) -> list[str]:
        return [f"{self._label('published')} {self._day()}".strip() if self.random.random() < 0.25 else self._day()]

    def _record(self) -> list[str]:
        """Byline and date, with what stands beside them, in any order, each on its line or all on one."""
        parts = [
            self._byline(),
            self._part("date", self._date),
            self._part("reading-time", lambda: self._some("reading-time", 1, 1)),
        ]
        parts.append(self._part("counter", lambda: [self._one(_DATA["watched"]).format(self.random.integers(1, 9000))]))
        parts.append(self._part("share", lambda: self._some("share", 1, 5)))
        lines = [line for at in self.random.permutation(len(parts)) for line in parts[at]]
        joint = self._one([" | ", " · ", " – ", ", "])
        return [joint.join(lines)] if lines and self.random.random() < 0.2 else lines

    def _aggregated(self) -> list[str]:
        """The head of an aggregator: its banner, day, counter and place, sponsors, then topic and author."""
        self.publisher = self.outlet
        day, count, place = self._day(), str(self.random.integers(0, 40)), f"{self.place}"
        facts = self._one([f"{day} | {count} | {place}", f"{day}  |  \n{count}\n | {place}", f"{day}\n{place}"])
        chain = sponsors(self.random) if self.random.random() < 0.6 else []
        topic = [] if self.random.random() < 0.3 else ["back", "topic"]
        title = [self.title] if self.title else []
        return [self.outlet, facts, *chain, *topic, *title, *self._byline()]

    def _head(self) -> list[str]:
        if self._has("aggregated"):
            return self._aggregated()
        lines: list[str] = []
        shown = self.title
        if shown and self._has("browser title"):
            self.publisher = self.outlet
            lines.append(self._one([" | ", " - ", " – ", " — ", " :: ", "_"]).join((shown, self.outlet)))
        if self._has("banner"):
            self.publisher = self.outlet
            lines += [self.outlet]
        top = [
            self._part("top", lambda: self._block("top")),
            self._part("menu", self._menu),
            self._part("day of the visit", lambda: [self._day()]),
            self._part("sponsors", lambda: sponsors(self.random)),
            self._part("cookies", lambda: self._some("cookie", 1, 3)),
            self._part("login", lambda: self._some("login", 1, 2)),
        ]
        lines += [line for at in self.random.permutation(len(top)) for line in top[at]]
        section = self._some("navigation", 1, 1)
        if shown and self._has("breadcrumb"):
            lines.append(self._one([" > ", " » ", " / ", " › "]).join((*self._some("navigation", 1, 2), shown)))
        around = [
            self._part("section", lambda: section),
            self._part("kicker", lambda: self._some("navigation", 1, 1)),
            [shown] if shown else [],
            self._part("place", lambda: [self.place]),
            self._record(),
        ]
        order = [0, 1, 2, 3, 4] if self.random.random() < 0.6 else list(self.random.permutation(5))
        lines += [line for at in order for line in around[at]]
        if shown and self._has("doubled"):
            lines.append(shown)
        caption = self._part("caption", lambda: [f"{self._some('caption', 1, 1)[0]} {name_of(self.random)}"])
        return lines + caption

    def _tail(self) -> list[str]:
        lines = self._some("tags", 0, 1) + self._some("share", 0, 4)
        if self.random.random() < 0.7:
            lines += self._some("related", 1, 1) + teasers(self.others, self.random, 8)
        if self.random.random() < 0.25:
            lines += comments(self.others, self.random, self._some)
        lines += self._some("newsletter", 0, 2) + self._some("legal", 0, 5)
        if self.random.random() < 0.5:
            lines.append(self._rights())
        return lines

    def _rights(self) -> str:
        self.publisher = self.outlet
        mark = self._one(["© {} {}", "Copyright © {} {}", "© {} {}.", "(c) {} {}", "Copyright {} {}"])
        return mark.format(self.random.integers(2004, 2026), self.outlet)

    def _below(self) -> list[tuple[str, list[str]]]:
        """The blocks below the text, in the usual order or in any."""
        blocks = [
            ("author", self._part("author", lambda: self._block("author")) if self.authors else []),
            ("shares", self._part("shares", lambda: self._some("tags", 0, 1) + self._some("share", 0, 4))),
            *[(kind, self._block(kind) if self._has(kind) else []) for kind in BLOCKS_BELOW],
            ("related", self._part("related", self._teasers)),
        ]
        order = self.random.permutation(len(blocks)) if self._has("mixed order") else range(len(blocks))
        return [blocks[at] for at in order] + [("footer", self._part("footer", self._footer))]

    def _teasers(self) -> list[str]:
        return self._some("related", 0, 1) + teasers(self.others, self.random, 6)

    def _footer(self) -> list[str]:
        lines = self._some("newsletter", 0, 2) + self._some("legal", 0, 5) + self._some("navigation", 0, 12)
        if self.random.random() < 0.5:
            lines.append(self._rights())
        return lines

    def _text(self, below: list[str]) -> list[tuple[str, bool]]:
        """The paragraphs, each with True, and what stands between them or right below."""
        lines: list[tuple[str, bool]] = []
        breaks = self.random.integers(1, 3) / max(3, len(self.body)) if self._has("breaks") else 0.0
        for number, paragraph in enumerate(self.body):
            if number and self.random.random() < breaks:
                lines += [(line, False) for line in self._break()]
            lines.append((paragraph, True))
        return lines + [(line, False) for line in below]

    def _signature(self) -> str:
        """A name below the text, as letters and columns close with one."""
        name = ", ".join(self.authors)
        role = self._one(self.known.get("role") or [self.place])
        closing = self._one(names_of(self.language).get("closing") or ["—"]).title()
        return self._one(["{}", "— {}", "({})", "{}, {role}", "{}, {place}", "{closing} {}"]).format(
            name, role=role, place=self.place, closing=closing
        )

    def _break(self) -> list[str]:
        """What stands between two paragraphs."""
        if self.random.random() >= LONG_BREAKS:
            return self._block("break")
        if self.random.random() < 0.7:
            return self._some("related", 0, 1) + teasers(self.others, self.random, 3)
        return self._block(self._one(["related", "invite", "widget", "note"]))

    def made(self) -> Headed:
        """Head, text and tail."""
        head, below = self._head(), []
        if self.authors and not any(name in line for line in head for name in self.authors):
            self.authors = ()
        if not self.authors and self._has("signed below"):
            self.authors = self._people()
            below = [self._signature()]
        if self._has("source"):
            label = self._label("source")
            if label and not self.publisher:
                self.publisher = self.outlet
                head.append(f"{label.rstrip(':： ')}: {self.outlet}")
        text = self._text(below)
        has_blocks = self.blocks["comments"] and self._has("blocks")
        tail = self._below() if has_blocks else [("tail", self._part("tail", self._tail))]
        return self._joined(Parts(head, text, tail))

    def empty(self) -> Headed:
        """A page without an article: one as it is, or what stands around articles."""
        self.title, self.authors, self.body = "", (), []
        if self.random.random() < 0.6:
            return self._joined(Parts([], [], [("none", self._block("none"))]))
        self.publisher = self.outlet
        return self._joined(Parts([self.outlet, *self._block("top"), *self._menu()], [], self._below()))

    def _joined(self, parts: Parts) -> Headed:
        """The parts as one dump, with blank lines between paragraphs and blocks or without any."""
        joint = "\n\n" if self._has("blank lines") else "\n"
        made = "\n".join(parts.head) + joint if parts.head else ""
        spans = []
        for line, is_body in parts.text:
            if is_body:
                spans.append((len(made), len(made) + len(line)))
            made += line + joint
        made += joint.join("\n".join(block) for _, block in parts.tail if block)
        if self.outlet in made.split("\n"):
            self.publisher = self.outlet
        publisher = None if self.other_house else self.publisher
        return Headed(made, self.title, self.authors, publisher, tuple(spans), parts)
