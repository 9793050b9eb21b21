"""What an article makes when it is read: once, the same for everybody, and from no more of the page than it takes."""

from __future__ import annotations

import copy
import dataclasses
import gc
import pickle
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

import cleantext
from cleantext import Article
from cleantext.document import Document
from cleantext.records import Lazy, completed

MENU = "".join(f"<li><a href='/{name}'>{name}</a>" for name in ("home", "harbour", "schools", "weather", "contact"))
PAGE = f"""<html lang=en><head><title>Old mill reopens</title></head><body><ul class=menu>{MENU}</ul>
<article><h1>Old mill reopens</h1><p>By Ada Moreno
<p>The <b>old</b> mill in Orrin reopened on Monday after eleven years of work, the town council said.<a href="#n">1</a>
<figure><img src="/mill.jpg" width=600 height=400><figcaption>The mill at noon</figcaption></figure>
<blockquote><p>Nobody slept that night, said the woman who runs the bakery by the pier, and nobody wanted to.</blockquote>
<ol><li>Oats are ground on Mondays, from six in the morning on.<li>Rye is ground on Fridays, after the market.</ol>
<p>The council will inspect the stones in April and publish what the millers find below the wheel.</article></body>"""
TEXT = """Old mill reopens

By Ada Moreno
9 March 2024

The old mill in Orrin reopened on Monday after eleven years of work, the town council said.

- Oats are ground on Mondays, from six in the morning on.
- Rye is ground on Fridays, after the market.
"""
PAGES = pytest.mark.parametrize("page", [PAGE, TEXT])
FIELDS = tuple(one.name for one in dataclasses.fields(Article))


@dataclasses.dataclass(frozen=True, slots=True)
class Wall(Lazy):
    """A value of which one field is made late."""

    stones: int
    weight: int = 0


@PAGES
@pytest.mark.parametrize("first", [*FIELDS, "body"])
def test_the_order_of_reading_changes_nothing(page: str, first: str) -> None:
    article, other = cleantext.extract(page), cleantext.extract(page)
    assert getattr(article, first) == {**{name: getattr(other, name) for name in FIELDS}, "body": other.body}[first]
    assert article == other


@PAGES
def test_the_body_is_the_same_before_and_after_the_paragraphs_are_made(page: str) -> None:
    article = cleantext.extract(page)
    assert article.body == "\n\n".join(one.text for one in article.paragraphs) == copy.copy(article).body


@PAGES
def test_copies_and_pickles_have_everything_and_keep_nothing(page: str) -> None:
    for copied in (copy.copy, copy.deepcopy, dataclasses.replace, lambda one: pickle.loads(pickle.dumps(one))):
        made = copied(cleantext.extract(page))
        assert not hasattr(made, "_makers")
        assert made == cleantext.extract(page)
        assert Article.from_dict(made.to_dict()) == made


def test_what_is_made_is_no_longer_kept() -> None:
    article = completed(cleantext.extract(PAGE))
    assert article._makers == {}
    assert article == cleantext.extract(PAGE)
    assert article.body == cleantext.extract(PAGE).body


def test_an_article_keeps_neither_the_document_nor_the_menu() -> None:
    article = cleantext.extract(PAGE)
    seen: dict[int, Any] = {}
    waiting: list[Any] = [article]
    while waiting:
        here = waiting.pop()
        if id(here) not in seen and not isinstance(here, type) and type(here).__name__ != "module":
            seen[id(here)] = here
            waiting += [one for one in gc.get_referents(here) if not callable(one) or hasattr(one, "__self__")]
    assert PAGE not in [one for one in seen.values() if isinstance(one, str)]
    documents = [one for one in seen.values() if isinstance(one, Document)]
    assert [len(one.segments) for one in documents] == [len(article.paragraphs) + 2]  # headline and caption
    assert not [one for one in seen.values() if type(one).__module__.startswith(("lxml", "numpy"))]


def test_threads_that_read_at_once_get_the_same() -> None:
    article, expected = cleantext.extract(PAGE), cleantext.extract(PAGE).to_dict()
    barrier = Barrier(4)

    def read(turn: int) -> dict[str, Any]:
        barrier.wait()
        for name in FIELDS[turn:] + FIELDS[:turn]:
            getattr(article, name)
        return article.to_dict()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(read, range(0, 36, 9))) == [expected] * 4


def test_a_field_is_made_once() -> None:
    calls: list[int] = []
    wall = Wall.with_makers({"stones": 3}, {"weight": lambda wall: calls.append(1) or 20 * wall.stones})
    assert not calls
    assert (wall.weight, wall.weight, len(calls)) == (60, 60, 1)
    assert (hash(wall), repr(wall)) == (hash(Wall(3, 60)), repr(Wall(3, 60)))


def test_what_could_not_be_made_is_tried_again() -> None:
    results = iter((ValueError("no scales"), 60))

    def weighed(wall: Wall) -> int:
        result = next(results)
        if isinstance(result, ValueError):
            raise result
        return result

    wall = Wall.with_makers({"stones": 3}, {"weight": weighed})
    with pytest.raises(ValueError, match="no scales"):
        _ = wall.weight
    assert wall.weight == 60


def test_an_unknown_attribute_is_none_of_the_article() -> None:
    for article in (cleantext.extract(PAGE), Article("", "text", ())):
        assert not hasattr(article, "headlines")
        with pytest.raises(AttributeError):
            article.headlines  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(dataclasses.FrozenInstanceError):
        cleantext.extract(PAGE).headline = "Mill"  # type: ignore[misc]
