"""A folder of Markdown files from a spool of JSONL, one file a page."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from typing import Any

from cleantext.article import Article
from cleantext.batch.outputs.atomic import UNFINISHED, replacing, sync_folder
from cleantext.batch.outputs.columns import HEAD
from cleantext.batch.outputs.spool import records_of
from cleantext.patterns import pattern
from cleantext.rendering.front_matter import yaml_head

#: A name shows at most the last 60 characters of the id.
SHOWN = 60
_UNSAFE = pattern(r"[^a-z0-9]{1,99}")


def write_markdown(spool: str, folder: str) -> int:
    """Write a file for each record of the spool into ``folder``; the number of records.

    Each file appears whole. A second run over the same spool writes the same files.
    """
    os.makedirs(folder, exist_ok=True)
    written = 0
    for record in records_of(spool):
        path = os.path.join(folder, file_name(str(record["id"])))
        with replacing(path, sync=False) as file:
            file.write(markdown_of(record).encode("utf-8", "replace"))
        written += 1
    # One sync for all: the spool is still there until it is done.
    if hasattr(os, "sync"):
        os.sync()
    for name in os.listdir(folder):
        if name.endswith(".md" + UNFINISHED):
            os.unlink(os.path.join(folder, name))
    sync_folder(folder)
    return written


def file_name(page_id: str) -> str:
    """A name that is safe everywhere and unique to the id.

    >>> file_name("crawl/Mill bridge.html:0")
    'crawl-mill-bridge-html-0-093b91a65516.md'
    """
    digest = hashlib.sha256(page_id.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    shown = _UNSAFE.sub("-", page_id.lower())[-SHOWN:].strip("-")
    return f"{shown}-{digest}.md" if shown else f"{digest}.md"


def markdown_of(record: Mapping[str, Any]) -> str:
    """A page's file: source and status between dashes (YAML), then the article.

    >>> print(markdown_of({"id": "a:0", "status": "error", "reason": "not JSON"}))
    ---
    id: "a:0"
    status: "error"
    reason: "not JSON"
    ---
    <BLANKLINE>
    """
    parts = [yaml_head({name: record.get(name) for name in HEAD})]
    if record.get("paragraphs"):
        parts.append(_article(record).to_markdown())
    return "\n".join(parts)


def _article(record: Mapping[str, Any]) -> Article:
    """The article of a record; without the ledger, which Markdown does not show."""
    fields = {name: record[name] for name in Article.__dataclass_fields__ if name in record}
    return Article.from_dict(fields | {"source": "", "ledger": []})
