"""The docs agree with the code and with each other."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from markdown_blocks import PAGES, ROOT

_LINK = re.compile(r"\]\(([^()\s]+)\)")


def test_reasons_are_those_of_the_code() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "build_docs.py", "--check"],
        capture_output=True,
        check=False,
        text=True,
        env={"PYTHONPATH": str(ROOT / "src")},
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [link.partition("#")[0] for link in _LINK.findall(page.read_text("utf-8")) if "://" not in link]
    missing = [target for target in targets if target and not (page.parent / target).exists()]
    assert not missing


def test_every_make_target_of_the_docs_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    named = {name for page in PAGES for name in re.findall(r"`make ([a-z]+)", page.read_text("utf-8"))}
    assert named <= targets
