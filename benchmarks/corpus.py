"""Pages with gold answers, cut in parts by domain.

A set is a folder with gold.jsonl.gz and html/ID.html.gz, or one of dumps: NAME.txt with its gold in NAME.json.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dumpers import DUMPERS
from metrics import Gold

PARTS = ("all", "train", "validation")
#: The page as served, a dump of a set of dumps as it stands, and the dumps that are made of a page.
INPUTS = ("html", "text", *DUMPERS)
#: Sets in which pages of several domains share an article, told by its headline or the first characters of its body.
SHARING = frozenset(("made_html",))
OPENING = 80


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a set: where its HTML or its text is, and what is right about it.

    Pages of one ``group`` stand on one side of every split: those of a domain, or those that share an article.
    """

    id: str
    set: str
    url: str
    page_type: str
    path: Path
    gold: Gold
    group: str = ""

    def html(self) -> bytes:
        """The page as it was served."""
        return gzip.decompress(self.path.read_bytes())


def part_of(group: str) -> str:
    """The part that the pages of a group belong to.

    >>> part_of("harbour.example"), part_of("")
    ('train', 'train')
    """
    return "train" if int(hashlib.sha256(group.encode()).hexdigest(), 16) % 5 else "validation"


def domain_of(url: str | None) -> str:
    """The host of an address, so that no publisher is in two parts; pages without a host are one group.

    >>> domain_of("https://www.harbour.example/a") == domain_of("http://harbour.example/b")
    True
    """
    return _host(url or "").removeprefix("www.")


def _article_groups(rows: list[dict[str, Any]]) -> list[str]:
    """For each row the first id of those with which it shares a headline or the opening of the body."""
    seen: dict[str, int] = {}
    first = list(range(len(rows)))

    def root(index: int) -> int:
        while first[index] != index:
            index = first[index]
        return index

    for index, row in enumerate(rows):
        for key in (f"headline {row.get('headline')}", f"body {(row.get('body') or '')[:OPENING]}"):
            other = root(seen.setdefault(key, index))
            here = root(index)
            first[max(other, here)] = min(other, here)
    return [rows[root(index)]["id"] for index in range(len(rows))]


def read_pages(
    data: Path, name: str, *, page_type: str = "all", part: str = "all", limit: int | None = None
) -> list[Page]:
    """The pages of the set ``data/name``, or of ``data`` itself, in the order of the gold file.

    A page without a type is an article. ``limit`` keeps so many, evenly spread, the same ones each time.
    """
    folder = data / name if (data / name).is_dir() else data
    rows = _read_gold(folder)
    if not rows:
        raise SystemExit(f"{folder.name} has no gold answers: give the folder that the set {name} is in.")
    groups = _article_groups(rows) if name in SHARING else [domain_of(row.get("url")) for row in rows]
    pages = [_page(folder, name, row, group) for row, group in zip(rows, groups, strict=True)]
    kept = [page for page in pages if page_type in ("all", page.page_type) and part in ("all", part_of(page.group))]
    if limit is None or limit >= len(kept):
        return kept
    return [kept[index * len(kept) // limit] for index in range(limit)]


def _read_gold(folder: Path) -> list[dict[str, Any]]:
    """The gold of a set: a row for each page, with its path below the folder."""
    if (folder / "gold.jsonl.gz").is_file():
        with gzip.open(folder / "gold.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        return [{"path": f"html/{row['id']}.html.gz", **row} for row in rows]
    return [
        {"id": path.stem, "path": path.name, "author": gold.pop("authors", None), **gold}
        for path in sorted(folder.glob("*.txt"))
        if path.with_suffix(".json").is_file()
        for gold in [json.loads(path.with_suffix(".json").read_text("utf-8"))]
    ]


def input_of(page: Page, kind: str, cache: Path | None = None) -> bytes | str:
    """The page as an engine gets it: its bytes for "html", what the file of a dump holds for "text", or a dump of it.

    With ``cache`` a dump is read from there, and written there where it is missing.
    """
    if kind == "html":
        return page.html()
    if kind == "text":
        return page.path.read_bytes().decode("utf-8")
    if cache is None:
        return DUMPERS[kind](page.html())
    path = cache / page.set / kind / f"{page.id}.txt.gz"
    if path.exists():
        return gzip.decompress(path.read_bytes()).decode("utf-8", "surrogatepass")
    dump = DUMPERS[kind](page.html())
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two processes may make the same dump: a file is there whole or not at all.
    draft = path.with_suffix(".part")
    draft.write_bytes(gzip.compress(dump.encode("utf-8", "surrogatepass"), mtime=0))
    draft.replace(path)
    return dump


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _page(folder: Path, name: str, row: dict[str, Any], group: str) -> Page:
    gold = Gold(
        known=frozenset(row) & ({"body", "headline", "author", "date"} | ({"must"} if row.get("must") else set())),
        body=row.get("body"),
        summary=row.get("summary"),
        headline=row.get("headline"),
        author=row.get("author"),
        date=row.get("date"),
        must=tuple(row.get("must") or ()),
        must_not=tuple(row.get("must_not") or ()),
    )
    return Page(
        id=row["id"],
        set=name,
        url=row.get("url") or "",
        page_type=row.get("page_type") or "article",
        path=folder / row["path"],
        gold=gold,
        group=group,
    )
