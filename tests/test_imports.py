"""Text needs numpy and small helpers only: the parsers of HTML are loaded where HTML comes, numpy with the first page."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = frozenset(("lxml", "trafilatura", "numpy", "regex", "babel", "cchardet", "tomllib"))
EXTRACTION = """
import cleantext
from pathlib import Path
article = cleantext.extract(Path("examples/page.txt").read_bytes())
assert article.body
"""
COMMAND = """
from cleantext.cli import main
assert main(["examples/page.txt"]) == 0
"""


@pytest.mark.parametrize(
    ("code", "needed"),
    [("import cleantext", set()), (EXTRACTION, {"numpy"}), (COMMAND, {"numpy"})],
    ids=["import", "extract", "command"],
)
def test_text_loads_none_of_the_heavy_modules(code: str, needed: set[str]) -> None:
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
    assert loaded & HEAVY == needed


def test_batches_are_loaded_by_those_who_ask_for_them() -> None:
    code = "import cleantext, sys; print(*[name for name in sys.modules if name.startswith('cleantext.batch')])"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment)
    assert done.stdout == b"\n"
