"""Reads Markdown: its Python blocks, each with the line that it begins at."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PAGES = sorted((*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")))
_BLOCK = re.compile(r"^( *)```python\n(.*?)^\1```$", re.M | re.S)
#: A block of a walk-through: the shell or Python to run, or what the block before it prints.
_STEP = re.compile(r"^```(sh|python|text)\n(.*?)^```$", re.M | re.S)
#: A page that is one session from top to bottom says so in a comment at its top.
_WALKED = "<!-- one session: its blocks run in order, in one empty folder -->"


class Block(NamedTuple):
    """A Python block: where it stands, and its code."""

    name: str
    line: int
    code: str


def python_blocks() -> list[Block]:
    """The Python blocks of README and docs, in order, without those of sessions."""
    blocks = []
    for path in PAGES:
        if is_walkthrough(path):
            continue
        text = path.read_text("utf-8")
        for match in _BLOCK.finditer(text):
            blocks.append(Block(str(path.relative_to(ROOT)), text.count("\n", 0, match.start()) + 1, dedent(match[2])))
    return blocks


class Action(NamedTuple):
    """A block to run, the line that it begins at, and what it must print; None where that is not shown."""

    line: int
    language: str
    code: str
    output: str | None


def is_walkthrough(path: Path) -> bool:
    """Whether a page is one session."""
    return _WALKED in path.read_text("utf-8")


def actions(path: Path) -> list[Action]:
    """The blocks of a page that is one session, in order."""
    text = path.read_text("utf-8")
    found = list(_STEP.finditer(text))
    made = []
    for match, after in zip(found, [*found[1:], None], strict=True):
        if match[1] == "text":
            continue
        output = after[2] if after is not None and after[1] == "text" else None
        made.append(Action(text.count("\n", 0, match.start()) + 1, match[1], match[2], output))
    return made
