"""Invented pages that reviews are made of, and what a review holds when it is unpacked."""

from __future__ import annotations

import base64
import gzip
import json
import re
from pathlib import Path
from typing import Any

from cleantext.review.command import main

PARAGRAPHS = (
    "The weir above the old mill in Orrin was opened on Monday, eleven years after the flood that broke it.",
    "Engineers of the river board replaced forty beams of oak, and paved the path along the bank with slate.",
    "The miller said that the wheel would turn again three days a week, and that the first flour was promised.",
    "A crossing by the footbridge takes two minutes, and the long way around the pond takes half an hour.",
)
TEXT = "\n\n".join(
    (
        "THE ORRIN LANTERN",
        "Home",
        "Weir at Orrin mill opens after eleven years",
        "By Ada Moreno",
        "9 March 2024",
        "Share",
        *PARAGRAPHS,
        "Subscribe to our newsletter",
        "Copyright 2024 The Orrin Lantern. All rights reserved.",
    )
)
HTML = f"""<!doctype html><html lang="en"><head><title>Weir opens</title>
<meta http-equiv="refresh" content="0;url=https://gone.example/">
<link rel="stylesheet" href="https://styles.example/a.css"><script src="https://scripts.example/a.js"></script>
<style>body {{ background: url(https://images.example/b.png) }}</style></head>
<body onload="document.title='ran'"><nav><a href="https://home.example/">Home</a></nav>
<article><h1>Weir at Orrin mill opens</h1>
<p onclick="document.title='ran'">{PARAGRAPHS[0]} <a href="javascript:document.title='ran'">Plans</a></p>
<p>{PARAGRAPHS[1]} <img src="https://images.example/weir.png" alt="The weir"></p>
<p style="background:url(https://images.example/c.png)">{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p>
<iframe src="https://frames.example/"></iframe><form action="https://forms.example/"><button>Send</button></form>
</article></body></html>"""
#: Text that would run, end the review's own markup, or turn its lines, if it were not kept as text.
ATTACKS = (
    "</script><script>document.title='ran'</script>",
    "<!-- <script> an open comment",
    "<img src=https://images.example/x.png onerror=document.title='ran'>",
    "a line\u2028and a paragraph\u2029separator",
    "javascript:document.title='ran' and [a link](javascript:document.title='ran')",
    "an override \u202eof the direction \u2066and an isolate",
    "a NUL \x00 and a bell \x07",
    "half a pair \ud83d of surrogates",
    "{{7*7}} and {% raw %} and ${7*7}",
    "</style><style>body{display:none}</style>",
    "]]> and \"quotes' & &lt;b&gt;",
)
ATTACK_PAGE = "\n\n".join(
    ("Weir at Orrin mill opens </title><script>document.title='ran'</script>", "By Ada Moreno", *PARAGRAPHS, *ATTACKS)
)
#: Many paragraphs of many lines each.
TALL_PAGE = "\n\n".join(
    ("Weir at Orrin mill opens", *(f"Part {at} says: {' '.join(PARAGRAPHS[:2])}" for at in range(150)))
)
ARABIC = "\n\n".join(
    (
        "افتتاح السد بعد أحد عشر عاما",
        "قال مهندسو النهر إن السد القديم فوق الطاحونة افتتح يوم الاثنين بعد أحد عشر عاما من الفيضان.",
        "وأضاف الطحان أن العجلة ستدور ثلاثة أيام في الأسبوع وأن الدقيق الأول سيوزع على سكان البلدة.",
    )
)
JAPANESE = "\n\n".join(
    (
        "水車小屋の堰が十一年ぶりに開く",
        "洪水で壊れた古い水車小屋の堰が、十一年ぶりに月曜日に開かれたと、川の管理組合が発表した。",
        "粉屋によると、水車は週に三日まわる予定で、最初の小麦粉は町の人々に配られるという。",
    )
)


def write_pages(folder: Path) -> Path:
    """A folder of pages: text, HTML, attacks, right to left, Japanese, one without an article."""
    folder.mkdir()
    pages = {
        "mill.txt": TEXT,
        "mill.html": HTML,
        "arabic.txt": ARABIC,
        "japanese.txt": JAPANESE,
        "menu.txt": "Home\nLog in",
    }
    for name, page in pages.items():
        (folder / name).write_text(page, "utf-8")
    # UTF-8 has no halves of surrogate pairs.
    (folder / "attack.txt").write_text(ATTACK_PAGE.replace("\ud83d", "?"), "utf-8")
    return folder


def review(*arguments: str | Path, output: Path) -> Path:
    """Write a review, which has to succeed."""
    assert main([*map(str, arguments), "-o", str(output), "--quiet", "--workers", "1"]) == 0
    return output


def unpack(path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The index of a review and its pages, in the order of the list."""
    html = path.read_text("utf-8")
    packed = dict(re.findall(r'<script type="application/octet-stream" id="([^"]+)">([A-Za-z0-9+/=]*)</script>', html))
    values = {name: json.loads(gzip.decompress(base64.b64decode(text))) for name, text in packed.items()}
    index = values["index"]
    return index, [values[f"chunk-{row[-2]}"][row[-1]] for row in index["pages"]]
