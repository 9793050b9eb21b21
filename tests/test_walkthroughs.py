"""Pages of the docs that are one session do what they show, when their blocks run in order in an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from markdown_blocks import PAGES, ROOT, Action, actions, is_walkthrough

#: Seconds after which a block hangs.
HANGS = 120
SESSIONS = [page for page in PAGES if is_walkthrough(page)]


@pytest.mark.parametrize("page", SESSIONS, ids=lambda page: page.stem)
def test_blocks_print_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    tools, folder = tmp_path / "bin", tmp_path / "session"
    tools.mkdir()
    folder.mkdir()
    command = tools / "cleantext"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cleantext "$@"\n')
    command.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    run = actions(page)
    assert run
    for action in run:
        printed = run_block(action, folder, environment)
        if action.output is not None:
            assert printed == action.output, f"{page.name}:{action.line}"


def run_block(action: Action, folder: Path, environment: dict[str, str]) -> str:
    """What a block prints; an assertion says what went wrong."""
    program = ["bash", "-e", "-c"] if action.language == "sh" else [sys.executable, "-c"]
    done = subprocess.run(
        [*program, action.code],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=HANGS,
    )
    assert done.returncode == 0, f"line {action.line}:\n{done.stderr}"
    return done.stdout


def test_there_are_sessions() -> None:
    assert "tutorial" in {page.stem for page in SESSIONS}
