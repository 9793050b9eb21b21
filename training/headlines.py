"""Trains the trees that tell a page's headline: for each line that may be it, the probability that it is.

    python training/headlines.py DATA [--labelled FILE] [--apart FOLDER] [--out FOLDER] [--cache FOLDER] [--procs N]

Pages without any headline are among those that they learn from, since none is an answer. The scores of the lines come
from trees that were trained on other domains, as they do for a new page.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

from choices import Page, fitted, told_of
from forked import mapped
from heads import headed_pages
from line_scorer import APART, WEIGHTS
from lines import FOLDS, HEADED, Task, fold_of, group_number, held_out, tasks_of
from matrices import matrix_of

from cleantext.fields.headline import choose_headline
from cleantext.fields.headline.candidate_features import candidate_features
from cleantext.input.read import read_document
from cleantext.pipeline import Pipeline
from cleantext.scorer.model import load_model, read_weights
from cleantext.scorer.scores import Looks
from corpus import input_of
from metrics import folded

ROUNDS, LEAVES = 150, 31
#: What a page counts for, by its set; the labels of dumps whose lines are all labelled are surest. A page of another
#: set in which the headline is not found may show it in other words.
COUNTS_FOR = {"made": 4.0, "news": 2.0, "newsweb": 1.5}
NOT_FOUND = 0.4
#: A dump from which the title was taken counts for this share.
TAKEN = 0.4
#: How often a page comes with its address: most callers give none.
ADDRESSED = 0.4
#: Of each page 3 inputs are read as they are, and 3 that are made of it.
MOST_INPUTS = 3
#: Of the dumps of each page this one comes without the lines that hold its title: what is left is no headline.
TAKEN_FROM = 2


def prepared(looks: Looks) -> Pipeline:
    """The steps that run before the headline's, with the scores of ``looks``."""
    pipeline = Pipeline.default().configure("line-scores", looks=looks)
    return pipeline.without(*pipeline.names[pipeline.names.index("headline") :])


def page_of(task: Task, wanted: str, looks: Looks, cache: Path | None) -> Page | None:
    """The candidates of a page; None where its headline is not among them though the page has one."""
    raw = task.made if task.made is not None else input_of(task.page, task.kind, cache)
    taken = not wanted and bool(task.page.gold.headline) and task.kind != HEADED
    if taken:
        raw = without_title(raw, task.page.gold.headline)
    known = np.random.default_rng(group_number(task.page) % 2**32).random() < ADDRESSED
    document = read_document(raw, url=task.page.url if known and task.page.url else None)[0]
    if (document.page is None) != (task.kind != "html"):
        return None
    document = prepared(looks).run(document)
    if document.claimed("headline"):
        return None
    gold = folded(wanted)
    found, around = choose_headline.find_candidates(document)
    signs = candidate_features(document, found, around)
    names = choose_headline.site_names(document)
    right = np.array(
        [bool(gold) and folded(choose_headline.title_of(document, segment, names)) == gold for segment in found]
    )
    if not found or (gold and gold in folded(document.text) and not right.any()):
        return None
    titled = bool(right.any())
    kind = task.kind if task.kind in ("html", HEADED) else "text" if wanted else "untitled"
    counts_for = 1.0 if task.kind == HEADED else COUNTS_FOR.get(task.page.set, 1.0)
    return Page(
        f"{task.page.set} {kind}",
        tuple(signs.names),
        matrix_of(signs),
        right,
        titled,
        NOT_FOUND if wanted and not titled else counts_for * (TAKEN if taken else 1.0),
        held_out(task.page),
    )


def without_title(raw: str | bytes, title: str) -> str:
    """A dump without the lines that hold its title and little else, nor those that are a part of the title."""
    text = raw.decode() if isinstance(raw, bytes) else raw
    key = folded(title)

    def is_title(line: str) -> bool:
        own = folded(line)
        return key in own and len(own) < 3 * len(key) or len(own) > 0.5 * len(key) and own in key

    return "\n".join(line for line in text.splitlines() if not is_title(line))


def headlines_of(tasks: Iterable[Task]) -> Iterator[tuple[Task, str]]:
    """The inputs for which it is known what the headline is, each with it, "" where they have none."""
    seen: Counter[tuple[str, str, bool]] = Counter()
    for task in tasks:
        page = task.page
        if page.set in ("pages", "empty"):
            continue
        wanted = page.gold.headline or ("" if page.set == "made" else None)
        kind = page.set, page.id, task.made is None
        seen[kind] += 1
        if wanted is not None and seen[kind] <= MOST_INPUTS:
            untitled = task.kind != "html" and page.set != "made" and seen[kind] == TAKEN_FROM
            yield task, "" if untitled else wanted


def headed_inputs(data: Path, labelled: Path | None) -> Iterator[tuple[Task, str]]:
    """Real texts under invented heads, each with its headline."""
    for page, made in headed_pages(data, labelled):
        yield Task(page, HEADED, made.text), made.headline


def looks_of(folder: Path, kind: str, fold: int) -> Looks:
    """Trees that have not seen the pages of a fold; the shipped ones for the kind of page, which no sign asks for."""
    first = read_weights((folder / f"{kind}-{fold}.trees").read_bytes())
    second = (folder / f"{kind}-second-{1 - fold % 2}.trees").read_bytes()
    return Looks(first, load_model(f"{kind}-kind"), read_weights(second))


def headline_pages(pairs: list[tuple[Task, str]], looks: list[Looks], cache: Path | None, procs: int) -> list[Page]:
    """The candidates of all inputs that serve."""

    def read(pair: tuple[Task, str]) -> Page | None:
        return page_of(*pair, looks[fold_of(pair[0].page)], cache)

    return [one for one in mapped(read, pairs, procs, 8) if one is not None]


def main() -> None:
    """Train, write, and say how the pages that were left out fare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--labelled", type=Path, help="a file of dumps with a label for every line")
    parser.add_argument("--apart", type=Path, default=APART, help="folder of the trees that have not seen all pages")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--cache", type=Path, help="folder that keeps the dumps")
    parser.add_argument("--procs", type=int, default=2)
    args = parser.parse_args()
    pages: list[Page] = []
    for kind in ("text", "html"):
        looks = [looks_of(args.apart, kind, fold) for fold in range(FOLDS)]
        pairs = list(headlines_of(tasks_of(args.data, kind, args.labelled, args.procs)))
        pairs += headed_inputs(args.data, args.labelled) if kind == "text" else ()
        pages += headline_pages(pairs, looks, args.cache, args.procs)
    guess = read_weights(fitted([one for one in pages if not one.apart], ROUNDS, LEAVES))
    print(
        f"headline, left out: {told_of([one for one in pages if one.apart], guess, choose_headline.is_likely_headline)}"
    )
    (args.out / "headline.trees").write_bytes(fitted(pages, ROUNDS, LEAVES))


if __name__ == "__main__":
    main()
