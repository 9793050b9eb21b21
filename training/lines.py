"""Pages as rows for training: the features of each segment that is open when the scorer's turn comes, and its label."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

from furniture import mixed
from labels import labels_of

from cleantext.document import Document
from cleantext.filters.article_region import bare
from cleantext.pipeline import Pipeline
from cleantext.readers import read_document
from cleantext.scoring.columns import Lists
from cleantext.scoring.features import features_of, page_row
from cleantext.scoring.wording import WordTable
from corpus import Page, input_of, read_pages
from dumpers import DUMPERS
from metrics import words

#: The steps that decide on what is left; the scorer comes before them.
LAST_STEPS = ("second-opinion", "line-scorer", "outside-article", "body")
#: Pages whose gold is found in their segments by less than this share are left out: one of the two is damaged.
MIN_FOUND = 0.5
#: About so many lines of a page are trained on; the heavier ones are the likelier, and the others stand for more.
MAX_ROWS, LEAST = 150, 0.1
MAX_CLASSES, MIN_PAGES = 60, 25
#: The pages are cut in so many parts, by domain; the first is held out.
FOLDS = 6
#: Categories of the word lists that speak of whole lines.
CATEGORIES = tuple(
    "advertisement app-promo author-box boilerplate byline caption comment-count comments cookie copyright counts"
    " legal login modified navigation newsletter pagination paywall player published reading-time related"
    " related-inline relative-time role section share source sponsor staff subscription tags".split()
)
#: The kind of dumps that are made from the gold of a page and invented furniture.
MIXED = "mixed"


class Task(NamedTuple):
    """A page and the kind of input that it is read as; ``made`` is the input itself where it is no dump of the page."""

    page: Page
    kind: str
    made: str = ""


class Rows(NamedTuple):
    """The open segments of one page: features, share of gold words, number of words, how many lines each stands for.

    ``page`` is the row of the page as a whole, ``gold`` the number of words of the gold.
    """

    id: str
    held: bool
    kind: str
    group: str
    values: np.ndarray
    labels: np.ndarray
    sizes: np.ndarray
    stands: np.ndarray
    page: np.ndarray
    gold: int


def domain_number(page: Page) -> int:
    """A number that is the same for all pages of a domain."""
    return int(hashlib.sha256(domain_of(page).encode()).hexdigest(), 16) // 5


def domain_of(page: Page) -> str:
    """The host of a page's address without "www."; "" where there is none: such a page may be of any publisher."""
    return (urlsplit(page.url).hostname or "").removeprefix("www.")


def held_out(page: Page) -> bool:
    """Whether a page of the train part is kept apart, by domain, to tell how well the weights do."""
    return fold_of(page) == 0


def fold_of(page: Page) -> int:
    """The part of the training pages that a page is in, by domain."""
    return domain_number(page) % FOLDS


def tasks_of(data: Path, kind: str) -> list[Task]:
    """Pages and inputs: HTML of all pages; dumps of articles by all dumpers, of other pages by two, in turns.

    Each article that is not held out comes once more, in invented furniture.
    """
    pages = [page for name in ("wcxb", "news") for page in read_pages(data, name, part="train")]
    if kind == "html":
        return [Task(page, "html") for page in pages]
    names = list(DUMPERS)
    tasks = []
    for number, page in enumerate(pages):
        count = len(names) if page.page_type == "article" or held_out(page) else 2
        tasks.extend(Task(page, names[(number + turn) % len(names)]) for turn in range(count))
    return tasks + _mixed(pages)


def _mixed(pages: list[Page]) -> list[Task]:
    """Articles in invented furniture, with teasers of pages of the same part; none of those held out."""
    tasks = []
    for fold in range(1, FOLDS):
        articles = [page for page in pages if page.page_type == "article" and fold_of(page) == fold]
        for page in articles:
            seed = int(hashlib.sha256(f"{page.set} {page.id}".encode()).hexdigest(), 16) % 2**32
            tasks.append(Task(page, MIXED, mixed(page, articles, seed)))
    return tasks


def prepared() -> Pipeline:
    """The steps that run before the scorer."""
    pipeline = Pipeline.default()
    return pipeline.without(*[name for name in LAST_STEPS if name in pipeline.names])


def labelled(task: Task, cache: Path | None) -> tuple[Document, list[float], list[int], int] | None:
    """The document before the scorer, labels and sizes of its segments; None where the page does not serve."""
    page, kind, made = task
    document = prepared().run(read_document(made or input_of(page, kind, cache))[0])
    gold = words(page.gold.bodies[-1].lower())
    segments = [words(segment.text.lower()) for segment in document.segments]
    if not gold or not segments or bare(document) or (document.page is None) != (kind != "html"):
        return None
    labels = labels_of(segments, gold)
    found = sum(label * len(part) for label, part in zip(labels, segments, strict=True))
    return (document, labels, [len(part) for part in segments], len(gold)) if found >= MIN_FOUND * len(gold) else None


def rows_of(task: Task, lists: Lists, table: WordTable | None, cache: Path | None) -> Rows | None:
    """The rows of one page; ``table`` is one that has not seen its domain."""
    page, kind, _ = task
    ready = labelled(task, cache)
    if ready is None:
        return None
    document, labels, sizes, gold = ready
    places = np.array([segment.index for segment in document.open()], dtype=np.int64)
    if not len(places):
        return None
    matrix = features_of(document, lists, table)[1]
    stands = np.ones(len(places), dtype=np.float32)
    if len(places) > MAX_ROWS and not held_out(page):
        heavy = np.array(sizes, dtype=np.float64)[places] + 1
        likely = np.clip(heavy * MAX_ROWS / heavy.sum(), LEAST, 1)
        taken = np.random.default_rng(domain_number(page) % 2**32).random(len(places)) < likely
        if not taken.any():
            return None
        places, stands = places[taken], (1 / likely[taken]).astype(np.float32)
    values = matrix[places]
    group = "news" if page.set == "news" else page.page_type
    chosen = np.array(labels, dtype=np.float32)[places], np.array(sizes, dtype=np.float32)[places]
    values = np.ascontiguousarray(values)
    return Rows(page.id, held_out(page), kind, group, values, *chosen, stands, page_row(matrix), gold)


def collected(
    tasks: list[Task], lists: Lists, tables: list[WordTable | None], cache: Path | None, procs: int
) -> list[Rows]:
    """The rows of all pages, in order, each with the table of hashed words that was made without its part."""
    apart = [tables[fold_of(task.page)] for task in tasks]
    with ProcessPoolExecutor(procs) as pool:
        found = pool.map(rows_of, tasks, repeat(lists), apart, repeat(cache), chunksize=8)
        return [rows for rows in found if rows is not None]


def lists_of(tasks: list[Task], cache: Path | None, procs: int) -> Lists:
    """The categories of the word lists; for HTML the class words, tags and types that many pages have."""
    categories = CATEGORIES
    if not tasks or tasks[0][1] != "html":
        return Lists(categories)
    with ProcessPoolExecutor(procs) as pool:
        found = [one for one in pool.map(_names_of, tasks, repeat(cache), chunksize=8) if one is not None]
    classes = _telling((inside, outside) for inside, outside, _, _ in found)
    tags = Counter(tag for *_, names, _ in found for tag in names)
    types = Counter(name for *_, names in found for name in names)
    return Lists(categories, classes, _common(tags, MIN_PAGES), _common(types, 10))


def _names_of(task: Task, cache: Path | None) -> tuple[set[str], set[str], set[str], set[str]] | None:
    """Class words inside and outside the article, tags, and declared types of a page that is trained on."""
    if held_out(task.page):
        return None
    ready = labelled(task, cache)
    if ready is None:
        return None
    document, labels, _, _ = ready
    inside: set[str] = set()
    outside: set[str] = set()
    for segment in document.open():
        if segment.facts is not None:
            (inside if labels[segment.index] >= 0.5 else outside).update(segment.facts.classes)
    tags = {segment.facts.tag for segment in document.open() if segment.facts is not None}
    return inside, outside, tags, {name.lower() for name in document.page.page_types} if document.page else set()


def _telling(pages: Iterable[tuple[set[str], set[str]]]) -> tuple[str, ...]:
    """The class words that tell inside from outside on most pages."""
    inside: Counter[str] = Counter()
    outside: Counter[str] = Counter()
    for within, without in pages:
        inside.update(within - without)
        outside.update(without - within)
    names = [name for name in inside | outside if inside[name] + outside[name] >= MIN_PAGES and not name.isdigit()]
    gain = {name: abs(inside[name] - outside[name]) for name in names}
    return tuple(sorted(sorted(names, key=lambda name: (-gain[name], name))[:MAX_CLASSES]))


def _common(counts: Counter[str], least: int) -> tuple[str, ...]:
    return tuple(sorted(name for name, count in counts.items() if count >= least))


def parts(rows: list[Rows]) -> Iterator[list[Rows]]:
    """The pages to fit, and those held out."""
    yield [one for one in rows if not one.held]
    yield [one for one in rows if one.held]
