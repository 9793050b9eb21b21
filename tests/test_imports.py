"""Text needs small helpers only: parsers of HTML are loaded where HTML comes, numpy where the trees are not compiled."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cleantext.scoring.trees import COMPILED

ROOT = Path(__file__).parent.parent
HEAVY = frozenset(("lxml", "trafilatura", "numpy", "regex", "babel", "cchardet", "tomllib"))
WALKS = frozenset() if COMPILED else frozenset(("numpy",))
EXTRACTION = """
import cleantext
from pathlib import Path
article = cleantext.extract(Path("examples/page.txt").read_bytes())
assert article.body
"""
HTML = """
page = "<html><body><nav><a href='/'>Home</a></nav><article><h1>Wall holds</h1>" + "".join(
    f"<p>The harbour wall held through storm number {number}, engineers said on Saturday.</p>" for number in range(9)
)
assert cleantext.extract(page + "</article></body></html>").body
assert cleantext.extract(page, profile=cleantext.SiteProfile.learn([page, page.replace("wall", "mill")])).body
"""
COMMAND = """
from cleantext.cli import main
assert main(["examples/page.txt"]) == 0
"""


@pytest.mark.parametrize(
    ("code", "needed"),
    [("import cleantext", frozenset()), (EXTRACTION, WALKS), (COMMAND, WALKS)],
    ids=["import", "extract", "command"],
)
def test_text_loads_none_of_the_heavy_modules(code: str, needed: frozenset[str]) -> None:
    assert loaded_by(code) & HEAVY == needed


@pytest.mark.skipif(not COMPILED, reason="without compiled modules numpy walks the trees")
def test_no_page_loads_numpy_where_the_trees_are_compiled() -> None:
    assert "numpy" not in loaded_by(EXTRACTION + HTML)


def loaded_by(code: str) -> set[str]:
    """The modules that are loaded when some code has run."""
    told = "\nimport sys\nprint(*sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code + told],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    loaded = set(done.stderr.decode().split())
    assert "cleantext" in loaded
    return loaded


def test_batches_are_loaded_by_those_who_ask_for_them() -> None:
    code = "import cleantext, sys; print(*[name for name in sys.modules if name.startswith('cleantext.batch')])"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment)
    assert done.stdout == b"\n"
