"""What hatchling does before it packs a wheel, editable or not: each part makes files and adds them to the wheel."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: What is set to build without the compiled modules, whether there is a compiler or not.
PURE = "CLEANTEXT_PURE"


def build_words(root: Path, build_data: dict[str, Any], editable: bool, say: Callable[[str], object]) -> None:
    """Build the word lists and the names of dates and places into one file, in the tree of the package.

    The file is not in the repository, so that hatchling would leave it out: it is an artifact.
    """
    # In a process of its own: the script puts an empty package in the place of cleantext.
    subprocess.run([sys.executable, str(root / "scripts" / "build_words.py")], check=True)
    build_data["artifacts"].append("/src/cleantext/data/words.bin")


def build_kernel(root: Path, build_data: dict[str, Any], editable: bool, say: Callable[[str], object]) -> None:
    """Compile the modules of the kernel, where there is a compiler; without them all works, more slowly."""
    sys.path.insert(0, str(root / "scripts"))
    import build_kernel as kernel

    if os.environ.get(PURE):
        say(f"cleantext is {kernel.WITHOUT} (CLEANTEXT_PURE is set).")
        return
    try:
        if editable:
            kernel.built_in_place()
            return
        folder = tempfile.mkdtemp()
        # The wheel is packed after this; then the process ends.
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        made = kernel.compiled(Path(folder))
    except Exception as error:
        # Whatever is wrong with a compiler is no reason to have no library.
        say(f"cleantext is {kernel.WITHOUT} ({error}).")
        return
    for path in made:
        build_data["force_include"][str(path)] = str(path.relative_to(folder))
    build_data["pure_python"] = False
    build_data["infer_tag"] = True


#: Each is given the root of the project, hatchling's build data, whether the wheel is an editable one, and a function
#: that shows a line to who builds.
PARTS = (build_words, build_kernel)


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """The hook that pyproject.toml names."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run all parts; ``version`` is "standard" or "editable"."""
        for part in PARTS:
            part(Path(self.root), build_data, version == "editable", self.app.display_warning)
