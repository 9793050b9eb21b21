"""The pictures docs/img/ledger.svg and pipeline.svg as text; build_docs.py writes them.

Both have a ground of their own, so that they are legible on a light page and on a dark one. Signs and words say what
the colours say, for those who do not see colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

import cleantext

PAGE = Path(__file__).resolve().parent.parent / "examples" / "page.txt"
#: Pixels: a line of the ledger, its columns, and the size of the letters.
ROW, LETTERS = 22, 13
WIDTH, SIGN, CODE, EVIDENCE = 960, 428, 452, 590
#: Characters that fit into the columns.
PAGE_CHARS, EVIDENCE_CHARS = 50, 44
GROUND, LINE, INK, FAINT = "#ffffff", "#8c959f", "#1f2328", "#59636e"
#: Ground and ink of what stays for a field, of the body, and of what goes.
FIELD, BODY, GONE = ("#dbeafe", "#0b3d91"), ("#dcf5e3", "#116329"), ("#ffe3e0", "#a40e26")


def ledger_picture() -> str:
    """The bundled page beside its ledger: one row for each line that is not blank."""
    article = cleantext.extract(PAGE.read_bytes())
    verdicts = [verdict for verdict in article.ledger if verdict.reason != "blank"]
    height = ROW * (len(verdicts) + 1) + 18
    lines = [
        *_texts([(14, "the page"), (SIGN, "its ledger: where each line went, and why")], ROW, "bold"),
        *(line for number, verdict in enumerate(verdicts) for line in _row(verdict, ROW * (number + 1) + 12)),
    ]
    return _svg(height, "A page beside its ledger", lines, "ui-monospace, Menlo, Consolas, monospace")


def _row(verdict: cleantext.Verdict, top: int) -> Iterator[str]:
    gone = verdict.reason is not None
    ground, ink = GONE if gone else BODY if verdict.field == "body" else FIELD
    yield f'<rect x="8" y="{top}" width="{WIDTH - 16}" height="{ROW - 2}" fill="{ground}"/>'
    text = _cut(" ".join(verdict.text.split()), PAGE_CHARS)
    struck = ' text-decoration="line-through"' if gone else ""
    base = top + ROW - 7
    yield f'<text x="14" y="{base}" fill="{INK}"{struck}>{escape(text)}</text>'
    yield f'<text x="{SIGN}" y="{base}" fill="{ink}" font-weight="bold">{"-" if gone else "+"}</text>'
    yield f'<text x="{CODE}" y="{base}" fill="{ink}" font-weight="bold">{verdict.field or verdict.reason}</text>'
    yield f'<text x="{EVIDENCE}" y="{base}" fill="{FAINT}">{escape(_cut(verdict.evidence, EVIDENCE_CHARS))}</text>'


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


#: What the pipeline is made of: the name of a box, what stands in it, and what it hands on.
STAGES = (
    ("page", "HTML, or the text of a dump", "bytes, str or a tree"),
    ("reader", "decodes, cuts into segments", "segments, with positions"),
    ("steps", "mark each segment: a field, or a reason", "marks; the first one wins"),
    ("scorer", "decides on what no step is sure of", "every segment has a verdict"),
    ("article", "fields, paragraphs, ledger", "Markdown, HTML, JSON, columns"),
)
#: Pixels: a box and the gap below it.
BOX, GAP = 50, 34


def pipeline_picture() -> str:
    """The way of a page: five boxes, an arrow between each and the next."""
    lines = []
    for number, (name, does, gives) in enumerate(STAGES):
        top = 16 + number * (BOX + GAP)
        ground, ink = BODY if name == "article" else FIELD
        shape = f'x="24" y="{top}" width="560" height="{BOX}" rx="6"'
        lines.append(f'<rect {shape} fill="{ground}" stroke="{ink}" stroke-width="1.5"/>')
        lines += _texts([(44, name)], top + 31, "bold", ink)
        lines += _texts([(150, does)], top + 31)
        arrow = f"M304 {top + BOX + 3}v{GAP - 10}m-5 -7l5 7l5 -7"
        lines.append(f'<path d="{arrow}" fill="none" stroke="{INK}" stroke-width="1.5"/>')
        lines += _texts([(330, gives)], top + BOX + 21, "normal", FAINT)
    # The law, beside the whole way.
    height = 16 + len(STAGES) * (BOX + GAP) + 4
    lines.append(f'<path d="M612 24h14v{height - 76}h-14" fill="none" stroke="{INK}" stroke-width="1.5"/>')
    law = ("The law:", "body + fields + removed", "= every line of the input,", "each once.")
    lines += [line for at, words in enumerate(law) for line in _texts([(646, words)], height // 2 - 40 + 22 * at)]
    return _svg(
        height, "The way of a page through cleantext", lines, "ui-sans-serif, Helvetica, Arial, sans-serif", 860
    )


def _texts(columns: Iterable[tuple[int, str]], base: int, weight: str = "normal", ink: str = INK) -> Iterator[str]:
    for left, words in columns:
        yield f'<text x="{left}" y="{base}" fill="{ink}" font-weight="{weight}">{escape(words)}</text>'


def _svg(height: int, title: str, lines: Iterable[str], font: str, width: int = WIDTH) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" font-family="{font}" font-size="{LETTERS}">'
    )
    frame = f'<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8" fill="{GROUND}" stroke="{LINE}"/>'
    return "\n".join((head, f"<title>{title}</title>", frame, *lines, "</svg>", ""))
