"""What hatchling does before it packs a wheel, editable or not: each part makes files and adds them to the wheel."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def build_words(root: Path, build_data: dict[str, Any]) -> None:
    """Build the word lists and the names of dates and places into one file, in the tree of the package.

    The file is not in the repository, so that hatchling would leave it out: it is an artifact.
    """
    # In a process of its own: the script puts an empty package in the place of cleantext.
    subprocess.run([sys.executable, str(root / "scripts" / "build_words.py")], check=True)
    build_data["artifacts"].append("/src/cleantext/data/words.bin")


#: Each is given the root of the project and hatchling's build data.
PARTS = (build_words,)


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """The hook that pyproject.toml names."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run all parts; ``version`` is "standard" or "editable"."""
        for part in PARTS:
            part(Path(self.root), build_data)
