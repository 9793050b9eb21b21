"""Cuts ordinary articles after their first blocks, and says how many of the shorter ones lose words.

    python benchmarks/cuts.py DATA [--plain FOLDER] [--engine cleantext,trafilatura] [--procs N] [--worst N] [--json]

Nothing but its length tells a cut article from a whole one: what an engine loses of it, it loses for its length or for
where a block stands. Each article gives variants with its first 1, 2, 3 ... blocks: alone in an article element, on
its own page without the blocks after them, and as dumps of the first. Articles are those of the validation part of
wcxb and news, and the pages of a folder of NAME.html with NAME.json and NAME.md, the body as Markdown.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import fmean

from blocks import SUBHEADS, Article, article_of, plain, text_of, wanted_words
from corpus import Page, read_pages
from dumpers import DUMPERS
from engines import Engine
from metrics import words
from run import _engines, _ready
from tables import number, table

SETS = ("wcxb", "news")
#: So many blocks are kept, as far as there are more.
KEPT = (1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 30, 40)
#: One dump that forgets all layout, one that keeps most of it.
DUMPS = ("text-nodes", "inscriptis")
KINDS = ("alone", "page", *DUMPS)
#: A variant with less recall than this has lost words: a twentieth is one short sentence of a short article.
LEAST_RECALL = 0.95
#: Classes of variants by the words of their blocks, each up to the next one.
SIZES = (0, 40, 80, 120, 160)
SHOWN = 70


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article is made from: a page of a set, or the path of the HTML of a plain page."""

    page: Page | Path

    def article(self) -> Article | None:
        """The article, or None where its gold is not found in blocks."""
        if isinstance(self.page, Path):
            about = json.loads(self.page.with_suffix(".json").read_text("utf-8"))
            return article_of(
                self.page.read_bytes(),
                id=self.page.stem,
                set="plain",
                gold=plain(self.page.with_suffix(".md").read_text("utf-8")),
                headline=about.get("headline"),
                aside="\n".join(about.get("neutral") or ()),
            )
        gold = self.page.gold
        return article_of(
            self.page.html(),
            id=self.page.id,
            set=self.page.set,
            gold=gold.body or "",
            headline=gold.headline,
            aside=gold.summary or "",
        )


@dataclass(frozen=True, slots=True)
class Cut:
    """What an engine made of one variant: how many blocks and words it has, and how well the body fits them."""

    article: str
    engine: str
    kind: str
    kept: int
    words: int
    recall: float
    precision: float
    lost: str = ""
    error: str | None = None

    @property
    def loses(self) -> bool:
        return self.recall < LEAST_RECALL


def fit_of(body: str, wanted: Counter[str], neutral: Counter[str]) -> tuple[float, float, Counter[str]]:
    """Recall and precision of a body, and the words that it lacks; neutral words count neither way.

    >>> wanted, neutral = Counter(["the", "wall", "held"]), Counter(["harbour"])
    >>> fit_of("Harbour: the wall sank", wanted, neutral)
    (0.6666666666666666, 0.6666666666666666, Counter({'held': 1}))
    >>> fit_of("", wanted, neutral)[:2]
    (0.0, 0.0)
    """
    found = Counter(words(body.lower()))
    hits = (found & wanted).total()
    surplus = (found - wanted - neutral).total()
    return hits / max(1, wanted.total()), hits / max(1, hits + surplus), wanted - found


def size_of(count: int) -> str:
    """The class of a number of words.

    >>> [size_of(count) for count in (3, 39, 40, 159, 160, 900)]
    ['<40', '<40', '40-79', '120-159', '160+', '160+']
    """
    names = [f"<{SIZES[1]}", *(f"{low}-{high - 1}" for low, high in pairwise(SIZES[1:]))]
    at = sum(count >= low for low in SIZES) - 1
    return [*names, f"{SIZES[-1]}+"][at]


def variants_of(article: Article) -> Iterator[tuple[str, int, bytes | str]]:
    """Kind, number of blocks and input of each variant; a cut after a subhead goes on, since no article ends in one."""
    ends = [number for number, block in enumerate(article.blocks, 1) if block.tag not in SUBHEADS]
    for kept in dict.fromkeys(next((end for end in ends if end >= kept), 0) for kept in KEPT):
        if not kept:
            return
        alone = article.alone(kept)
        yield "alone", kept, alone
        yield "page", kept, article.page(kept)
        for name in DUMPS:
            yield name, kept, DUMPERS[name](alone)


def cuts_of(source: Source, engines: Sequence[str]) -> list[Cut] | None:
    """Every variant of an article through every engine, or None where its blocks are not found."""
    article = source.article()
    if article is None:
        return None
    cuts = []
    for kind, kept, raw in variants_of(article):
        wanted, captions = wanted_words(article.blocks[:kept])
        if not wanted:
            continue
        for name in engines:
            body, error = "", None
            try:
                body = _ready(name, isinstance(raw, bytes))(raw).answer.body
            except Exception as raised:
                error = repr(raised)[:200]
            recall, precision, lost = fit_of(body, wanted, article.neutral + captions)
            most = _most_lost(article, kept, lost) if recall < LEAST_RECALL else ""
            where = f"{article.set}/{article.id}"
            cuts.append(Cut(where, name, kind, kept, wanted.total(), recall, precision, most, error))
    return cuts


def rows_of(cuts: Iterable[Cut]) -> list[dict[str, object]]:
    """One row for each engine, kind and size class, and one for all sizes.

    >>> cuts = [Cut("x/1", "one", "alone", 1, 30, 1.0, 1.0), Cut("x/1", "one", "alone", 2, 50, 0.5, 1.0)]
    >>> [(row["words"], row["variants"], row["losing"], row["recall"]) for row in rows_of(cuts)]
    [('<40', 1, 0.0, 1.0), ('40-79', 1, 1.0, 0.5), ('all', 2, 0.5, 0.75)]
    """
    groups: dict[tuple[str, str, str], list[Cut]] = {}
    listed = list(cuts)
    names = list(dict.fromkeys(cut.engine for cut in listed))
    sizes = [*dict.fromkeys(size_of(low) for low in SIZES), "all"]
    for cut in listed:
        for size in (size_of(cut.words), "all"):
            groups.setdefault((cut.kind, cut.engine, size), []).append(cut)
    order = [(kind, name, size) for kind in KINDS for name in names for size in sizes]
    return [
        {
            "input": key[0],
            "engine": key[1],
            "words": key[2],
            "variants": len(groups[key]),
            "losing": fmean(cut.loses for cut in groups[key]),
            "recall": fmean(cut.recall for cut in groups[key]),
            "precision": fmean(cut.precision for cut in groups[key]),
            "exceptions": sum(cut.error is not None for cut in groups[key]),
        }
        for key in order
        if key in groups
    ]


def losing_by_size(rows: Sequence[dict[str, object]]) -> str:
    """The rows as a table of the share of losing variants, a column for each size."""
    groups: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        group = groups.setdefault((str(row["input"]), str(row["engine"])), {})
        group[str(row["words"])] = number(float(str(row["losing"])))
    found = {size for group in groups.values() for size in group}
    sizes = [size for size in (*map(size_of, SIZES), "all") if size in found]
    cells = [(*names, *(group.get(size, number(None)) for size in sizes)) for names, group in groups.items()]
    return table(["input", "engine", *(f"{size} words" if size != "all" else size for size in sizes)], cells)


def report(rows: Sequence[dict[str, object]]) -> str:
    """The rows as a table."""
    head = ["input", "engine", "words", "variants", "lose > 5 %", "recall", "precision", "exceptions"]
    cells = [
        (
            str(row["input"]),
            str(row["engine"]),
            str(row["words"]),
            str(row["variants"]),
            *(number(float(str(row[key]))) for key in ("losing", "recall", "precision")),
            str(row["exceptions"]),
        )
        for row in rows
    ]
    return table(head, cells)


def worst(cuts: Iterable[Cut], count: int) -> str:
    """The variants that lose most, by share and then by words, each with the beginning of what it lost most of."""
    ranked = sorted(cuts, key=lambda cut: (cut.recall, -cut.words, cut.article, cut.kind, cut.kept))
    rows = [
        (cut.article, cut.engine, cut.kind, str(cut.kept), str(cut.words), number(cut.recall), cut.error or cut.lost)
        for cut in ranked[:count]
        if cut.loses
    ]
    return table(["article", "engine", "input", "blocks", "words", "recall", "lost most of"], rows)


def _most_lost(article: Article, kept: int, lost: Counter[str]) -> str:
    """Tag and beginning of the block that most of the lost words are in."""
    block = max(article.blocks[:kept], key=lambda one: (Counter(words(text_of(one).lower())) & lost).total())
    text = " ".join(text_of(block).split())[:SHOWN]
    return f"{block.tag}: {text}".replace("|", "¦")


def sources(data: Path, folder: Path | None, limit: int | None) -> list[Source]:
    """The pages of the validation part of all sets, and those of a folder of plain pages."""
    pages: list[Page | Path] = []
    for name in SETS:
        kind = "article" if name == "wcxb" else "all"
        pages += read_pages(data, name, page_type=kind, part="validation", limit=limit)
    if folder is not None:
        pages += [path for path in sorted(folder.glob("*.html")) if path.with_suffix(".md").exists()]
    return [Source(page) for page in pages]


def main(argv: Sequence[str] | None = None) -> int:
    args = _arguments().parse_args(argv)
    listed = sources(args.data, args.plain, args.limit)
    work = partial(cuts_of, engines=[engine.name for engine in args.engine])
    with ProcessPoolExecutor(args.procs) as pool:
        found = list(pool.map(work, listed))
    cuts = [cut for some in found if some is not None for cut in some]
    if not cuts:
        print("No article has its body in blocks.", file=sys.stderr)
        return 1
    rows = rows_of(cuts)
    whole = sum(some is not None for some in found)
    text = f"{report(rows)}\n\n{whole} articles; of {len(found) - whole} more the body is not found in blocks"
    if args.worst:
        text += f"\n\n{worst(cuts, args.worst)}"
    print(text, file=sys.stderr if args.json else sys.stdout)
    if args.json:
        losing = [dataclasses.asdict(cut) for cut in cuts if cut.loses]
        command = f"python benchmarks/cuts.py DATA --engine {','.join(engine.name for engine in args.engine)}"
        found = {"articles": whole, "cuts": rows, "losing": losing, "command": command}
        print(json.dumps(found, ensure_ascii=False, indent=1))
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA", help="folder of page sets")
    parser.add_argument("--plain", type=Path, help="folder of plain pages: NAME.html, NAME.json, NAME.md")
    parser.add_argument("--engine", type=_html_engines, default="cleantext", help="names with commas (cleantext)")
    parser.add_argument("--limit", type=int, help="only so many pages of each set, evenly spread")
    parser.add_argument("--procs", type=int, default=1, help="processes (1)")
    parser.add_argument("--worst", type=int, default=0, help="list so many variants that lose most")
    parser.add_argument("--json", action="store_true", help="rows and losing variants as JSON; tables go to stderr")
    return parser


def _html_engines(text: str) -> list[Engine]:
    """Engines that read HTML; a dump they all read."""
    engines = _engines(text)
    rules = [engine.name for engine in engines if not engine.takes("html")]
    if rules and text != "all":
        raise argparse.ArgumentTypeError(f"{', '.join(rules)} reads dumps only")
    return [engine for engine in engines if engine.takes("html")]


if __name__ == "__main__":
    sys.exit(main())
