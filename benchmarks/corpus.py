"""Pages with gold answers: a folder with gold.jsonl.gz and html/ID.html.gz, cut in parts by domain."""

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
INPUTS = ("html", *DUMPERS)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a set: where its HTML is, and what is right about it."""

    id: str
    set: str
    url: str
    page_type: str
    path: Path
    gold: Gold

    def html(self) -> bytes:
        """The page as it was served."""
        return gzip.decompress(self.path.read_bytes())


def part_of(url: str | None) -> str:
    """The part that a page belongs to, by the host of its address, so that no publisher is in both.

    Pages without a host share one part.

    >>> part_of("https://www.harbour.example/a") == part_of("http://harbour.example/b")
    True
    """
    domain = (_host(url or "")).removeprefix("www.")
    return "train" if int(hashlib.sha256(domain.encode()).hexdigest(), 16) % 5 else "validation"


def read_pages(
    data: Path, name: str, *, page_type: str = "all", part: str = "all", limit: int | None = None
) -> list[Page]:
    """The pages of the set ``data/name``, or of ``data`` itself, in the order of the gold file.

    A page without a type is an article. ``limit`` keeps so many, evenly spread, the same ones each time.
    """
    folder = data / name if (data / name).is_dir() else data
    if not (folder / "gold.jsonl.gz").is_file():
        raise SystemExit(f"{folder.name} has no gold.jsonl.gz: give the folder that the set {name} is in.")
    with gzip.open(folder / "gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        pages = [_page(folder, name, json.loads(line)) for line in lines]
    kept = [page for page in pages if page_type in ("all", page.page_type) and part in ("all", part_of(page.url))]
    if limit is None or limit >= len(kept):
        return kept
    return [kept[index * len(kept) // limit] for index in range(limit)]


def input_of(page: Page, kind: str, cache: Path | None = None) -> bytes | str:
    """The page as an engine gets it: its bytes for "html", otherwise the dump of that name.

    With ``cache`` a dump is read from there, and written there where it is missing.
    """
    if kind == "html":
        return page.html()
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


def _page(folder: Path, name: str, row: dict[str, Any]) -> Page:
    gold = Gold(
        known=frozenset(row) & {"body", "headline", "author", "date", "must"},
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
        path=folder / "html" / f"{row['id']}.html.gz",
        gold=gold,
    )
