"""Reads Markdown: its Python blocks, each with the line that it begins at."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

from run_sessions import find_sessions

ROOT = Path(__file__).parent.parent
PAGES = sorted((*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")))
_BLOCK = re.compile(r"^( *)```python\n(.*?)^\1```$", re.M | re.S)


class Block(NamedTuple):
    """A Python block: where it stands, and its code."""

    name: str
    line: int
    code: str


def python_blocks() -> list[Block]:
    """The Python blocks of README and docs, in order; those of sessions run with their pages."""
    blocks = []
    for path in sorted({*PAGES} - {*find_sessions()}):
        text = path.read_text("utf-8")
        for match in _BLOCK.finditer(text):
            blocks.append(Block(str(path.relative_to(ROOT)), text.count("\n", 0, match.start()) + 1, dedent(match[2])))
    return blocks
