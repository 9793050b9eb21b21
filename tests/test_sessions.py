"""Pages of the docs that are one session show what their blocks print."""

from __future__ import annotations

from pathlib import Path

import pytest
from run_sessions import SESSION, find_sessions, run_session


@pytest.mark.parametrize("page", find_sessions(), ids=lambda page: page.stem)
def test_blocks_print_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    text = page.read_text("utf-8")
    assert run_session(text, tmp_path) == text, "python scripts/run_sessions.py writes what they print now"


def test_a_page_that_shows_something_else_differs(tmp_path: Path) -> None:
    page = f"{SESSION}\n```sh\necho one\n```\n\n```text\ntwo\n```\n"
    assert run_session(page, tmp_path) == page.replace("two", "one")


def test_a_block_that_fails_is_named(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="line 3 ends with status 7"):
        run_session("one\ntwo\n```sh\nexit 7\n```\n", tmp_path)


def test_the_tutorial_is_a_session() -> None:
    assert "tutorial" in {page.stem for page in find_sessions()}
