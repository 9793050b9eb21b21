"""Writes a review: one HTML file that holds its style, its script, and the pages packed into chunks."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

import cleantext
from cleantext.batch.outputs.writing import replace_file, report_write_errors
from cleantext.errors import load_library
from cleantext.marks import Field, Reason
from cleantext.review.compare import OldRun
from cleantext.review.families import FAMILIES, describe_verdicts
from cleantext.review.page import LISTS, SHOWN_FIELDS, View

#: Pages are packed together until they have 200,000 bytes of JSON: a browser unpacks that in a few milliseconds.
CHUNK_BYTES = 200_000
#: Content of the file itself only: no address is loaded, no form is sent, no other script runs.
_POLICY = "default-src 'none'; script-src '{script}'; style-src '{style}'; base-uri 'none'; form-action 'none'"
#: The columns of a row of the list, as review.js reads them.
ROW = (
    "id title host status quality language milliseconds words removed fields warnings changed gained lost"
    " changed_fields moves chunk at"
).split()
#: Reasons that are categories of phrases (src/cleantext/data/README.md).
PHRASE_REASONS = (
    Reason.NAVIGATION,
    Reason.SHARE,
    Reason.COOKIE,
    Reason.NEWSLETTER,
    Reason.SUBSCRIPTION,
    Reason.PAYWALL,
    Reason.LOGIN,
    Reason.ADVERTISEMENT,
    Reason.RELATED,
    Reason.PLAYER,
    Reason.COMMENTS,
    Reason.COPYRIGHT,
    Reason.LEGAL,
    Reason.PAGINATION,
    Reason.AUTHOR_BOX,
    Reason.APP_PROMO,
    Reason.BOILERPLATE,
)


def write_review(
    path: str, views: Iterable[View], title: str, *, old: OldRun | None = None, now: str | None = None
) -> int:
    """Write the review of these views to ``path``, which is replaced at the end; the number of pages.

    ``old`` is the run that they are compared with; ``now`` the time that they were extracted for, as ISO text.
    """
    jinja = load_library("jinja2", "write a review", "review")
    package = files("cleantext.review")
    style, script = ((package / name).read_text("utf-8") for name in ("review.css", "review.js"))
    environment = jinja.Environment(autoescape=True, undefined=jinja.StrictUndefined, keep_trailing_newline=True)
    template = environment.from_string((package / "review.html.jinja").read_text("utf-8"))
    folder = os.path.dirname(os.path.abspath(path))
    with report_write_errors(path), tempfile.TemporaryFile(dir=folder) as spool:
        index = _spool_pages(views, spool, old)
        index |= _describe_run(title, now, compared=old is not None, left=old.left if old else [])
        spool.seek(0)
        pieces = template.generate(
            title=title,
            version=cleantext.__version__,
            policy=_POLICY.format(script=_hash(script), style=_hash(style)),
            style=jinja.utils.markupsafe.Markup(style),
            script=jinja.utils.markupsafe.Markup(script),
            index=_pack(index).decode(),
            chunks=(line.decode().rstrip("\n") for line in spool),
        )
        with replace_file(path, sync=False) as file:
            for piece in pieces:
                file.write(piece.encode("utf-8", "replace"))
    return len(index["pages"])


def _spool_pages(views: Iterable[View], spool: Any, old: OldRun | None) -> dict[str, Any]:
    """Write the views as lines, each a chunk; the rows of the list, each with its chunk and its place in it.

    ``key`` stands for all that the views hold: marks are kept under it, as they are marks of lines by number.
    """
    rows: list[list[Any]] = []
    chunk: list[str] = []
    size = number = 0
    key = hashlib.sha256()
    for view in views:
        if old is not None:
            view["change"] = old.compare(view)
        rows.append([*_describe_row(view), number, len(chunk)])
        chunk.append(json.dumps(view, separators=(",", ":")))
        key.update(chunk[-1].encode())
        size += len(chunk[-1])
        if size >= CHUNK_BYTES:
            spool.write(_pack_text(f"[{','.join(chunk)}]") + b"\n")
            chunk, size, number = [], 0, number + 1
    if chunk:
        spool.write(_pack_text(f"[{','.join(chunk)}]") + b"\n")
    return {"pages": rows, "key": key.hexdigest()[:16]}


def _describe_row(view: View) -> list[Any]:
    change = view.get("change") or {}
    filled = [name for name, value, *_ in view["fields"] if value]
    moves: dict[str, int] = {}
    for _, _, before, after in change.get("lines", ()):
        move = f"{before or ''} {after or ''}"
        moves[move] = moves.get(move, 0) + 1
    return [
        view["id"],
        view["title"],
        view["host"],
        view["status"],
        view["quality"],
        view["language"],
        view["milliseconds"],
        view["words"],
        view["removed"],
        [list(SHOWN_FIELDS).index(name) for name in filled],
        [code for code, _ in view["warnings"]],
        -1 if change.get("new") else change.get("words", 0),
        change.get("gained", 0),
        change.get("lost", 0),
        [name for name, *_ in change.get("fields", ())],
        moves,
    ]


def _describe_run(title: str, now: str | None, *, compared: bool, left: list[str]) -> dict[str, Any]:
    return {
        "title": title,
        "now": now,
        "compared": compared,
        "left": left,
        "row": ROW,
        "fields": list(SHOWN_FIELDS),
        "lists": list(LISTS),
        "families": [[one.code, one.sign, one.name] for one in FAMILIES],
        "verdicts": describe_verdicts(),
        "order": [f"+{one}" for one in Field] + [f"-{one}" for one in Reason],
        "phrases": list(PHRASE_REASONS),
    }


def _pack(value: Any) -> bytes:
    return _pack_text(json.dumps(value, separators=(",", ":")))


def _pack_text(text: str) -> bytes:
    """JSON in ASCII as gzip in base 64: letters that no parser of HTML takes as anything else."""
    return base64.b64encode(gzip.compress(text.encode(), 6, mtime=0))


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
