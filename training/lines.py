"""Pages as rows for training: the features of each segment that is open when the scorer's turn comes, and its label."""

from __future__ import annotations

import hashlib
import json
import sys
from array import array
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from textwrap import wrap
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

from forked import mapped
from labels import labels_of
from matrices import matrix_of
from pieces import PAGES, TEMPLATES, Made, made_page, marked_pages, page_alone, pieces_of, templates_of

from cleantext.document import Document, Segment
from cleantext.input.read import read_document
from cleantext.pipeline import Pipeline
from cleantext.scorer.columns import Lists, Table
from cleantext.scorer.model import Model
from cleantext.scorer.scores import features_of
from cleantext.scorer.second_look import second_look
from cleantext.scorer.surroundings import kin_of
from cleantext.scorer.wording import WordWeights
from corpus import Page, input_of, part_of, read_pages
from dumpers import DUMPERS
from metrics import Gold, words

#: Pages whose gold is found in their segments by less than this share are left out: one of the two is damaged.
MIN_FOUND = 0.5
#: About so many lines of a page are trained on; the heavier ones are the likelier, and the others stand for more.
MAX_ROWS, LEAST = 150, 0.1
MAX_CLASSES, MIN_PAGES = 60, 25
#: One in this many pages tells which names pages have.
SAMPLED = 2
#: The pages are cut in so many parts, by domain; the first is held out.
FOLDS = 6
#: Categories of the word lists that speak of whole lines.
CATEGORIES = tuple(
    "advertisement app-promo author-box boilerplate byline caption comment-count comments cookie copyright counts"
    " legal login modified navigation newsletter pagination paywall player published reading-time related"
    " related-inline relative-time role section share source sponsor staff subscription tags".split()
)
#: The set and the kind of pages with invented heads and tails over real texts.
HEADED = "headed"


class Task(NamedTuple):
    """A page and the kind of input that it is read as.

    ``made`` is the input itself where it is not the page or its dump, ``gold`` the text of its article. Where each line
    has a label, ``spans`` are the stretches of ``made`` that are the article's, ``neutral`` those right either way.
    """

    page: Page
    kind: str
    made: str | None = None
    gold: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    neutral: tuple[tuple[int, int], ...] = ()


class Rows(NamedTuple):
    """The open segments of one page: features, share of gold words, number of words, how many lines each stands for.

    ``page`` is the row of the page as a whole, ``gold`` the number of words of the gold, ``composed`` whether the page
    was made of pieces.
    """

    id: str
    fold: int
    kind: str
    group: str
    page_type: str
    composed: bool
    values: np.ndarray
    labels: np.ndarray
    sizes: np.ndarray
    stands: np.ndarray
    page: np.ndarray
    gold: int

    @property
    def held(self) -> bool:
        """Whether the page is kept apart."""
        return self.fold == 0


def group_number(page: Page) -> int:
    """A number that is the same for all pages of a group: a domain, or pages that share an article."""
    return int(hashlib.sha256(page.group.encode()).hexdigest(), 16) // 5


def held_out(page: Page) -> bool:
    """Whether a page of the train part is kept apart, by domain, to tell how well the weights do."""
    return fold_of(page) == 0


def fold_of(page: Page) -> int:
    """The part of the training pages that a page is in, by domain."""
    return group_number(page) % FOLDS


#: The sets that are trained on, each with how many dumps of an article are made, and of another page.
SETS = {"wcxb": (3, 2), "news": (5, 2), "newsweb": (2, 2), "magic": (2, 2), "magicforum": (2, 2), "made_html": (2, 2)}


def tasks_of(data: Path, kind: str, made: Path | None = None, procs: int = 2) -> list[Task]:
    """Pages and inputs: HTML of all pages, or their dumps by several dumpers in turns; then pages made of their pieces.

    ``made`` is a file of dumps with a label for every line.
    """
    pages = [page for name in SETS for page in read_pages(data, name, part="train") if page.gold.body]
    composed = _composed(pages, kind, procs)
    if kind == "html":
        return [Task(page, "html") for page in pages] + composed
    names = list(DUMPERS)
    tasks = []
    for number, page in enumerate(pages):
        article, other = SETS[page.set]
        count = article if page.page_type == "article" else other
        tasks.extend(Task(page, names[(number + turn) % len(names)]) for turn in range(count))
    labelled_dumps = [] if made is None else [task for task in labelled_tasks(made) if not is_apart(task.page)]
    labelled_dumps += marked_dumps()
    return tasks + composed + labelled_dumps


def seed_of(page: Page) -> int:
    """A number of the page's own, for what chance decides."""
    return int(hashlib.sha256(f"{page.set} {page.id}".encode()).hexdigest(), 16) % 2**32


#: This many pages are made of the pieces of each article.
TIMES = 2
#: One dump of each article holds nothing but its first blocks.
ALONE = 1
#: Texts are wrapped at this many characters, and lose their blank lines, this often.
WIDTHS, WRAPPED, TIGHT = (60, 81), 0.15, 0.3


def _composed(pages: list[Page], kind: str, procs: int) -> list[Task]:
    """Pages made of pieces of pages of the same fold, so that what is held out stays unseen."""
    articles = [page for page in pages if page.set != "wcxb" or page.page_type in ("article", "documentation")]
    with ProcessPoolExecutor(procs) as pool:
        seeds = [seed_of(page) + 2 + (kind == "html") for page in articles]
        found = list(zip(articles, pool.map(pieces_of, articles, seeds, chunksize=8), strict=True))
    full, empty = templates_of()
    marked = [
        (Page(one.name, "pages", "", "forum" if one.is_thread else "article", PAGES, Gold(frozenset()), one.name), one)
        for one in marked_pages()
    ]
    found += [(page, one.pieces) for page, one in marked if not one.is_thread]
    tasks = []
    for page, one in marked:
        random = np.random.default_rng(seed_of(page))
        made = Made(one.markup, one.gold)
        tasks += [_as_input(page, made, kind, random) for _ in range(1 if kind == "html" else 2)]
    for fold in range(FOLDS):
        own = [(page, pieces) for page, pieces in found if pieces is not None and fold_of(page) == fold]
        others = [pieces for _, pieces in own]
        for page, pieces in own:
            random = np.random.default_rng(seed_of(page) + (kind == "html"))
            tasks += [_as_input(page, cut, kind, random) for cut in pieces.cuts]
            for _ in range(TIMES):
                made = made_page(pieces, others, [one for at, one in enumerate(full) if at % FOLDS == fold], random)
                tasks.append(_as_input(page, made, kind, random))
            for _ in range(ALONE if kind == "text" else 0):
                tasks.append(_as_input(page, page_alone(pieces, random), kind, random))
    for number, template in enumerate(empty):
        page = Page(f"{number}", "empty", "", "listing", TEMPLATES, Gold(frozenset()), f"empty-{number}")
        tasks.append(_as_input(page, Made(template, ""), kind, np.random.default_rng(number)))
    return tasks


def _as_input(page: Page, made: Made, kind: str, random: np.random.Generator) -> Task:
    """The page as markup, or as one of its dumps, wrapped or without blank lines as chance has it."""
    if kind == "html":
        return Task(page, "html", made.markup, made.gold)
    name = list(DUMPERS)[random.integers(len(DUMPERS))]
    text = DUMPERS[name](made.markup.encode())
    if random.random() < WRAPPED:
        width = int(random.integers(*WIDTHS))
        text = "\n".join("\n".join(wrap(line, width)) for line in text.splitlines())
    if random.random() < TIGHT:
        text = "\n".join(line for line in text.splitlines() if line.strip())
    return Task(page, name, text, made.gold)


#: Labels of lines that are the article's, and of those that are right either way.
_BODY = frozenset("body subhead list quote row code verse".split())
_NEUTRAL = frozenset("standfirst caption credit kicker".split())


def labelled_tasks(path: Path) -> list[Task]:
    """The dumps of a file in which every line has a label."""
    tasks = []
    for row in path.read_text("utf-8").splitlines():
        found = json.loads(row)
        spans, neutral, at = [], [], 0
        for line, label in found["lines"]:
            labels = frozenset(label.split("+"))
            if labels & _BODY:
                spans.append((at, at + len(line)))
            elif labels <= _NEUTRAL:
                neutral.append((at, at + len(line)))
            at += len(line) + 1
        text = "\n".join(line for line, _ in found["lines"])
        gold = "\n".join(text[low:high] for low, high in spans)
        kind = "listing" if found["kind"] == "no article" else "article"
        right = Gold(frozenset(("body", "headline")), gold, headline=found["headline"])
        page = Page(found["id"], "made", "", kind, path, right, found["id"])
        tasks.append(Task(page, "labelled", text, gold, tuple(spans), tuple(neutral)))
    return tasks


DUMPS = Path(__file__).resolve().parent / "dumps"


def marked_dumps(folder: Path = DUMPS) -> list[Task]:
    """The invented dumps in which each line has a mark: ``+`` the article's, ``-`` not, ``~`` right either way."""
    tasks = []
    for path in sorted(folder.glob("*.txt")):
        text = ""
        found: dict[str, list[tuple[int, int]]] = {"+": [], "-": [], "~": []}
        for row in path.read_text("utf-8").splitlines()[1:]:
            mark, line = row[:1], row[2:]
            if mark:
                found[mark].append((len(text), len(text) + len(line)))
            text += line + "\n"
        gold = "\n".join(text[low:high] for low, high in found["+"])
        kind = "forum" if path.stem.startswith("thread") else "article" if gold else "listing"
        page = Page(path.stem, "pages", "", kind, folder, Gold(frozenset(("body",)), gold), path.stem)
        tasks.append(Task(page, "labelled", text, gold, tuple(found["+"]), tuple(found["~"])))
    return tasks


def is_apart(page: Page) -> bool:
    """Whether a page of the labelled dumps is never trained on: a fifth, by its id."""
    return part_of(page.group) == "validation"


def prepared() -> Pipeline:
    """The steps that run before the scorer."""
    pipeline = Pipeline.default()
    return pipeline.without(*pipeline.names[pipeline.names.index("line-scores") :])


def labelled(task: Task, cache: Path | None) -> tuple[Document, list[float], list[int], int] | None:
    """The document before the scorer, labels and sizes of its segments; None where the page does not serve.

    A label is the share of words that are the article's, -1 where either is right.
    """
    raw = task.made if task.made is not None else input_of(task.page, task.kind, cache)
    document = prepared().run(read_document(raw)[0])
    body = task.gold if task.made is not None else task.page.gold.bodies[-1]
    gold = words(body.lower())
    segments = [words(segment.text.lower()) for segment in document.segments]
    if not segments or (document.page is None) != (task.kind != "html"):
        return None
    sizes = [len(part) for part in segments]
    if task.spans or task.kind == "labelled":
        return document, [_label(one, task) for one in document.segments], sizes, len(gold)
    if not gold:
        return (document, [0.0] * len(segments), sizes, 0) if task.made is not None else None
    labels = labels_of(segments, gold)
    found = sum(label * size for label, size in zip(labels, sizes, strict=True))
    return (document, labels, sizes, len(gold)) if found >= MIN_FOUND * len(gold) else None


def _label(segment: Segment, task: Task) -> float:
    """The share of a segment's characters in lines that are the article's; -1 where most are in neutral ones."""
    size = max(1, segment.end - segment.start)

    def covered(spans: tuple[tuple[int, int], ...]) -> float:
        return sum(max(0, min(high, segment.end) - max(low, segment.start)) for low, high in spans) / size

    return -1.0 if covered(task.neutral) > 0.5 else min(1.0, covered(task.spans))


class Eyes(NamedTuple):
    """What a page is read with, made of pages of other domains: ``table`` of words, ``first`` for the second look."""

    lists: Lists
    table: WordWeights | None
    first: Model | None = None


def rows_of(task: Task, eyes: Eyes, cache: Path | None) -> Rows | None:
    """The rows of one page: the features of the first look, with those of the second where ``eyes`` have a first."""
    page, kind = task.page, task.kind
    ready = labelled(task, cache)
    if ready is None:
        return None
    document, labels, sizes, gold = ready
    lines = document.undecided()
    places = np.array([one.index for one in lines if labels[one.index] >= 0], dtype=np.int64)
    if not len(places):
        return None
    table = features_of(document, eyes.lists, eyes.table)
    page_means = np.array(table.means().values, dtype=np.float32)
    if eyes.first is not None:
        table = both_looks(table, document, lines, eyes.first)
    stands = np.ones(len(places), dtype=np.float32)
    if len(places) > MAX_ROWS and not held_out(page):
        heavy = np.array(sizes, dtype=np.float64)[places] + 1
        likely = np.clip(heavy * MAX_ROWS / heavy.sum(), LEAST, 1)
        taken = np.random.default_rng(group_number(page) % 2**32).random(len(places)) < likely
        if not taken.any():
            return None
        places, stands = places[taken], (1 / likely[taken]).astype(np.float32)
    values = matrix_of(table)[places]
    composed = task.made is not None and kind != "labelled" and page.set != "pages"
    group = page.set if page.set != "wcxb" else page.page_type
    chosen = np.array(labels, dtype=np.float32)[places], np.array(sizes, dtype=np.float32)[places]
    return Rows(
        page.id, fold_of(page), kind, group, page.page_type, composed, values, *chosen, stands, page_means, gold
    )


def both_looks(table: Table, document: Document, lines: list[Segment], first: Model) -> Table:
    """The features of all segments with those of the second look; of segments that are decided these are 0."""
    places = array("i", [line.index for line in lines])
    words = array("f", [line.words for line in lines])
    added = second_look(first.scores(table, places), words, kin_of(document, lines))
    return table.beside(added.spread(places, table.size))


def collected(tasks: list[Task], eyes: list[Eyes], cache: Path | None, procs: int) -> list[Rows]:
    """The rows of all pages, in order, each read with the eyes of its part."""
    found = mapped(lambda task: rows_of(task, eyes[fold_of(task.page)], cache), tasks, procs, 8)
    return [rows for rows in found if rows is not None]


def lists_of(tasks: list[Task], cache: Path | None, procs: int) -> Lists:
    """The categories of the word lists; for HTML the class words, tags and types that many pages have."""
    categories = CATEGORIES
    if not tasks or tasks[0][1] != "html":
        return Lists(categories)
    with ProcessPoolExecutor(procs) as pool:
        found = [one for one in pool.map(_names_of, tasks[::SAMPLED], repeat(cache), chunksize=8) if one is not None]
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
    for segment in document.undecided():
        if segment.facts is not None:
            (inside if labels[segment.index] >= 0.5 else outside).update(segment.facts.classes)
    tags = {segment.facts.tag for segment in document.undecided() if segment.facts is not None}
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
