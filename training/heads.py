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
from furniture import blocks_of, comments, exact_of, labels_of, languages, name_of, sponsors, teasers, topics_of
from lines import FOLDS, HEADED, Task, fold_of, is_apart, labelled_tasks, seed_of

from cleantext.language import detect_language
from corpus import Page, read_pages
from metrics import Gold, folded

Random = np.random.Generator

#: How often a page shows each part of its head.
OFTEN = {
    "banner": 0.6, "title": 0.67, "browser title": 0.2, "menu": 0.55, "day of the visit": 0.2, "sponsors": 0.12,
    "counter": 0.15, "place": 0.25, "breadcrumb": 0.15, "section": 0.3, "kicker": 0.15, "byline": 0.55, "date": 0.7,
    "reading-time": 0.12, "share": 0.2, "doubled": 0.15, "caption": 0.15, "cookies": 0.15, "login": 0.2, "source": 0.08,
    "blank lines": 0.5, "tail": 0.7, "signed below": 0.08, "labelled": 0.55, "local": 0.5, "in capitals": 0.15,
    "aggregated": 0.2, "blocks": 0.8, "top": 0.35, "breaks": 0.5, "author": 0.3, "note": 0.35, "invite": 0.35,
    "widget": 0.3, "related": 0.55, "comments": 0.5, "footer": 0.6, "shares": 0.6, "mixed order": 0.35,
}  # fmt: skip
#: A text has at most so many paragraphs; most pages are short.
MOST_PARAGRAPHS = 24
#: What stands between the entries of a menu that is one line.
SEPARATORS = (" ", " | ", "  ", " · ", " / ")

_DATA = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
#: A name within a sentence: outlets are called after what their texts tell of.
_NAMES = re.compile(r"(?<=[a-zà-ÿа-я,] )[A-ZÀ-ÞА-Я][a-zà-ÿа-я]{3,}\b")

#: What texts of languages that the word lists do not tell apart have in them, and no others.
_LETTERS = {
    "bn": r"[\u0980-\u09ff]{3}",
    "ro": r"[țţ]|\bși\b",
    "bg": r"(?s)^(?!.*[ыэ]).*\b(?:се|който|която|през)\b.*\b[сзвн]ъ",
    "sr": r"[ђљњћ]|(?s:\bje\b.*\b(?:da|nije|koji)\b.*\bsu\b)",
}


class Headed(NamedTuple):
    """A made page and what it says: "" and no names where it says nothing, None where nobody knows.

    ``spans`` are the stretches of the text that are the article's.
    """

    text: str
    headline: str
    authors: tuple[str, ...]
    publisher: str | None
    spans: tuple[tuple[int, int], ...]


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


def headed_tasks(data: Path, labelled: Path | None) -> list[Task]:
    """The made pages as inputs for the line scorer, with the stretches that are the article's."""
    tasks = []
    for page, made in headed_pages(data, labelled):
        gold = "\n".join(made.text[low:high] for low, high in made.spans)
        kind, known = "article" if gold else "listing", Gold(frozenset(("body",)), gold)
        one = Page(page.id, HEADED, "", kind, page.path, known, page.group)
        tasks.append(Task(one, HEADED, made.text, gold, made.spans))
    return tasks


def _language(page: Page) -> str:
    text = page.gold.bodies[-1][:2000]
    for language, pattern in _LETTERS.items():
        if re.search(pattern, text):
            return language
    return detect_language(text) or ""


def headed(page: Page, others: list[Page], seed: int) -> Headed:
    """The text of ``page`` under an invented head, with the furniture of a page of its language after it."""
    return Maker(page, others, np.random.default_rng(seed)).made()


class Maker:
    """Puts one page together; the parts draw from the same chance."""

    def __init__(self, page: Page, others: list[Page], random: Random) -> None:
        self.page, self.others, self.random = page, others, random
        title = folded(page.gold.headline)
        body = [line for line in page.gold.bodies[-1].splitlines() if line.strip() and folded(line) != title]
        self.body = body[: int(min(MOST_PARAGRAPHS, 1 + random.geometric(0.15)))]
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

    def _below(self) -> list[list[str]]:
        """The blocks below the text, in the usual order or in any."""
        blocks = [
            self._part("author", lambda: self._block("author")) if self.authors else [],
            self._part("shares", lambda: self._some("tags", 0, 1) + self._some("share", 0, 4)),
            self._part("note", lambda: self._block("note")),
            self._part("invite", lambda: self._block("invite")),
            self._part("widget", lambda: self._block("widget")),
            self._part("related", lambda: self._block("related")),
            self._part("comments", lambda: self._block("comments")),
            self._part("related", lambda: self._some("related", 0, 1) + teasers(self.others, self.random, 6)),
        ]
        order = self.random.permutation(len(blocks)) if self._has("mixed order") else range(len(blocks))
        return [blocks[at] for at in order] + [self._part("footer", self._footer)]

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
                lines += [(line, False) for line in self._block("break")]
            lines.append((paragraph, True))
        return lines + [(line, False) for line in below]

    def made(self) -> Headed:
        """Head, text and tail."""
        head, below = self._head(), []
        if self.authors and not any(name in line for line in head for name in self.authors):
            self.authors = ()
        if not self.authors and self._has("signed below"):
            self.authors = self._people()
            below = [self._one(["{}", "— {}", "({})"]).format(", ".join(self.authors))]
        if self._has("source"):
            label = self._label("source")
            if label and not self.publisher:
                self.publisher = self.outlet
                head.append(f"{label.rstrip(':： ')}: {self.outlet}")
        text = self._text(below)
        tail = self._below() if self.blocks["comments"] and self._has("blocks") else [self._part("tail", self._tail)]
        return self._joined(head, text, tail)

    def empty(self) -> Headed:
        """A page without an article: one as it is, or what stands around articles."""
        self.title, self.authors, self.body = "", (), []
        if self.random.random() < 0.6:
            return self._joined([], [], [self._block("none")])
        self.publisher = self.outlet
        return self._joined([self.outlet, *self._block("top"), *self._menu()], [], self._below())

    def _joined(self, head: list[str], text: list[tuple[str, bool]], tail: list[list[str]]) -> Headed:
        """The parts as one dump, with blank lines between paragraphs and blocks or without any."""
        joint = "\n\n" if self._has("blank lines") else "\n"
        made = "\n".join(head) + joint if head else ""
        spans = []
        for line, is_body in text:
            if is_body:
                spans.append((len(made), len(made) + len(line)))
            made += line + joint
        made += joint.join("\n".join(block) for block in tail if block)
        if self.outlet in made.split("\n"):
            self.publisher = self.outlet
        publisher = None if self.other_house else self.publisher
        return Headed(made, self.title, self.authors, publisher, tuple(spans))
