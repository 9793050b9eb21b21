"""What a release consists of names one version, and what contributors are given works without the network."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

import cleantext
from markdown_blocks import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
TEMPLATES = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))


def test_the_citation_is_of_this_version_and_licence() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["version"] == cleantext.__version__
    assert citation["license"] == PROJECT["license"]
    assert citation["abstract"] == PROJECT["description"]
    assert citation["url"] == PROJECT["urls"]["Homepage"]
    assert citation["repository-code"] == PROJECT["urls"]["Source"]
    assert citation["keywords"] == PROJECT["keywords"]


def test_the_changelog_says_how_to_move_to_this_version() -> None:
    section = (
        (ROOT / "CHANGELOG.md").read_text("utf-8").partition(f"\n## {cleantext.__version__} ")[2].partition("\n## ")[0]
    )
    assert "### Moving to this version" in section


def test_hooks_run_only_tools_of_the_checkout() -> None:
    (repository,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    assert repository["repo"] == "local"
    for hook in repository["hooks"]:
        tool, *words = hook["entry"].split()
        assert (hook["language"], tool.rpartition("/")[0]) == ("system", ".venv/bin")
        assert all((ROOT / word).is_file() for word in words if word.endswith(".py"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_templates_can_be_read(path: Path) -> None:
    form = yaml.safe_load(path.read_text("utf-8"))
    ids = [part["id"] for part in form.get("body", ()) if part["type"] != "markdown"]
    assert len(ids) == len(set(ids))


def test_the_template_for_pages_asks_for_the_files_of_a_fixture() -> None:
    text = (ROOT / ".github" / "ISSUE_TEMPLATE" / "wrong-page.yml").read_text("utf-8")
    recipe = (ROOT / "docs" / "adding-a-page.md").read_text("utf-8")
    files = set(re.findall(r"`((?:page|case|expected)\.\w+)`", recipe))
    assert files
    assert all(name in text for name in files)
