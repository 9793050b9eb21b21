"""What is loaded, and when: the import of the package loads nothing else of it, a page what its kind needs.

Parsers of HTML are loaded where HTML comes, numpy where the trees are not compiled.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

import cleantext
from cleantext.scorer.trees import COMPILED

ROOT = Path(__file__).parent.parent
HEAVY = frozenset(("lxml", "trafilatura", "numpy", "regex", "babel", "cchardet", "tomllib"))
WALKS = frozenset() if COMPILED else frozenset(("numpy",))
#: Parts of the standard library that take long to load, most of them for others that they load.
SLOW = frozenset(
    "asyncio calendar concurrent.futures dataclasses email html importlib.resources inspect locale logging pathlib pkgutil"
    " random shutil socket subprocess tempfile urllib.parse zipfile".split()
)
#: What only other pages need, or those who read more of an article than its fields.
OTHERS = (
    *("batch", "cli", "formats", "html.dom_walk", "html.read_html", "input.encoding", "review"),
    *("metadata.nodes", "metadata.page_metadata", "words.similarity", "sites", "structure.paragraphs"),
)
FIRST_PAGE = """
import cleantext
cleantext.extract("Harbour wall holds\\n\\nThe harbour wall held through the storm, engineers said on Monday evening.")
"""
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


def test_the_package_loads_nothing_else_of_it() -> None:
    assert [name for name in loaded_by("import cleantext") if name.startswith("cleantext.")] == []


def test_a_first_page_of_text_loads_what_text_needs() -> None:
    loaded = loaded_by(FIRST_PAGE)
    assert not [name for name in loaded for other in OTHERS if f"{name}.".startswith(f"cleantext.{other}.")]
    if COMPILED:  # numpy loads them
        assert (loaded - loaded_by("")) & SLOW == set()


@pytest.mark.parametrize("name", cleantext.__all__)
def test_public_names_are_there_though_nothing_is_loaded(name: str) -> None:
    assert name in dir(cleantext)
    assert getattr(cleantext, name) is getattr(cleantext, name)


def test_public_names_can_be_imported_at_once_and_survive_their_modules() -> None:
    loaded_by("from cleantext import *; import cleantext.api, cleantext.pipeline; assert callable(explain)")


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'extractor'"):
        _ = cleantext.extractor  # type: ignore[attr-defined]


def loaded_by(code: str) -> set[str]:
    """The modules that are loaded when some code has run."""
    told = "\nimport cleantext, sys\nprint(*sorted(sys.modules), file=sys.stderr)"
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


@pytest.mark.parametrize(
    "path",
    sorted(path for folder in ("training", "benchmarks", "fuzz", "scripts") for path in (ROOT / folder).rglob("*.py")),
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_what_tools_import_of_the_library_is_there(path: Path) -> None:
    """No test runs most of these: they need data and libraries of their own."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "cleantext":
            for name in [alias.name for alias in node.names]:
                held = hasattr(import_module(node.module or ""), name)
                assert held or find_spec(f"{node.module}.{name}"), f"{node.module} has no {name}"
