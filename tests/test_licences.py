"""docs/licences.md names every package that pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_every_dependency_has_its_licence_listed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    needs = [*project["dependencies"], *extras["batch"], *extras["review"]]
    names = {re.split(r"[<>=!~; \[]", need)[0].lower().replace("_", "-") for need in needs}
    listed = dict(
        re.findall(r"^\| ([a-z0-9-]+) \| ([^|]+) \|", (ROOT / "docs" / "licences.md").read_text("utf-8"), re.M)
    )
    assert names <= listed.keys()
    assert "not stated" not in {licence.strip() for licence in listed.values()}
