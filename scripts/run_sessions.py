"""Run the pages of docs that are one session, and write below each block what it prints.

python scripts/run_sessions.py [PAGE ...]

Such a page says so in a comment. Its ``sh`` and ``python`` blocks run in order, in one empty folder. A ``text`` block
is what the block before it prints.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SESSION = "<!-- one session: its blocks run in order, in one empty folder -->"
#: Seconds after which a block hangs.
HANGS = 120
_BLOCK = re.compile(r"^```(sh|python|text)\n(.*?)^```$", re.M | re.S)


def find_sessions() -> list[Path]:
    """The pages that are one session."""
    return [page for page in sorted((ROOT / "docs").rglob("*.md")) if SESSION in page.read_text("utf-8")]


def run_session(text: str, folder: Path) -> str:
    """The page with what its blocks print now; a RuntimeError names the line of a block that fails."""
    (folder / "bin").mkdir()
    (folder / "session").mkdir()
    command = folder / "bin" / "cleantext"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cleantext "$@"\n')
    command.chmod(0o755)
    parts, end, printed = [], 0, ""
    for block in _BLOCK.finditer(text):
        if block[1] == "text":
            parts += [text[end : block.start(2)], printed]
            end = block.end(2)
        else:
            printed = _run_block(block[1], block[2], folder, text.count("\n", 0, block.start()) + 1)
    return "".join((*parts, text[end:]))


def _run_block(language: str, code: str, folder: Path, line: int) -> str:
    program = ["bash", "-e", "-c"] if language == "sh" else [sys.executable, "-c"]
    environment = {
        **os.environ,
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [*program, code],
        cwd=folder / "session",
        env=environment,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=HANGS,
    )
    if done.returncode:
        raise RuntimeError(f"the block of line {line} ends with status {done.returncode}:\n{done.stderr}")
    return done.stdout


def main() -> None:
    """Write the pages."""
    parser = argparse.ArgumentParser(description="Run the pages that are one session, and write what they print.")
    parser.add_argument("pages", nargs="*", type=Path, help="default: all")
    for page in parser.parse_args().pages or find_sessions():
        with tempfile.TemporaryDirectory() as folder:
            page.write_text(run_session(page.read_text("utf-8"), Path(folder)), "utf-8")


if __name__ == "__main__":
    main()
