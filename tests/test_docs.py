"""The docs agree with the code and with each other."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from urllib.parse import urlsplit

import build_reference
import compare_peers
import draw_lead
import justext
import pytest
import trafilatura

import cleantext
from cleantext import cli
from markdown_blocks import PAGES, ROOT

DOCS = ROOT / "docs"
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
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    named = {name for page in PAGES for name in re.findall(r"`make ([a-z-]+)", page.read_text("utf-8"))}
    assert named <= targets


def test_every_public_name_is_in_the_reference() -> None:
    named = re.findall(r"^\.\. (?:auto\w+|py:data):: cleantext\.(\w+)$", (DOCS / "api.md").read_text("utf-8"), re.M)
    assert sorted(named) == sorted(cleantext.__all__)


def test_every_command_is_in_the_reference() -> None:
    assert set(build_reference.PARSERS) == {"cleantext", *(f"cleantext {name}" for name in cli._COMMANDS)}


def test_every_field_has_a_meaning() -> None:
    assert build_reference.comments_of("article.py").keys() == {one.name for one in fields(cleantext.Article)}


def test_the_chart_shows_the_measured_figures() -> None:
    figures = draw_lead.read_figures()
    assert len(figures) > 5
    assert draw_lead.drawn_figures() == figures, "python scripts/draw_lead.py draws it again"


def test_figures_of_when_not_are_those_of_the_benchmarks() -> None:
    told = re.findall(r"\b\d+\.\d{2,3}\b|\b\d+\.\d(?= ms)", (DOCS / "when-not.md").read_text("utf-8"))
    measured = (DOCS / "benchmarks.md").read_text("utf-8")
    assert told
    assert not [figure for figure in told if not re.search(rf"(?<![\d.]){re.escape(figure)}(?![\d.])", measured)]


def test_the_table_of_the_readme_is_that_of_the_benchmarks() -> None:
    columns = ("engine", "word F1", "headline", "authors", "date", "ms median")
    measured = {row["engine"]: [row[name] for name in columns] for row in draw_lead.read_rows()}
    table = (ROOT / "README.md").read_text("utf-8").partition("| library | body |")[2].partition("\n\n")[0]
    told = [[cell.strip() for cell in line.strip("| ").split("|")] for line in table.splitlines()[2:]]
    assert len(told) > 3
    assert told == [measured[row[0]] for row in told]


#: The options of version 2 have other names than those before.
_SECOND = int(trafilatura.__version__.partition(".")[0]) >= 2
_OTHERS = {"trafilatura": trafilatura.extract, "justext": justext.justext} if _SECOND else {"justext": justext.justext}


@pytest.mark.parametrize("function", _OTHERS.values(), ids=_OTHERS)
def test_every_option_of_the_other_library_has_its_place(function: Callable[..., object]) -> None:
    _, *options = inspect.signature(function).parameters
    named = set(re.findall(r"\w+", " ".join(re.findall(r"`[^`]+`", compare_peers.DOC.read_text("utf-8")))))
    assert set(options) <= named


@pytest.mark.skipif(bool(compare_peers.missing_modules()), reason="needs the libraries of the extra bench")
def test_the_comparison_is_what_the_libraries_give() -> None:
    text = compare_peers.DOC.read_text("utf-8")
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "compare_peers.py", "--check"],
        capture_output=True,
        check=False,
        text=True,
        env={"PYTHONPATH": str(ROOT / "src")},
    )
    assert compare_peers.BEGIN in text
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_addresses_are_well_formed(page: Path) -> None:
    addresses = [link for link in _LINK.findall(page.read_text("utf-8")) if "://" in link]
    parts = [urlsplit(address) for address in addresses]
    assert all(one.scheme == "https" and one.hostname and "." in one.hostname for one in parts), addresses
