"""Compile the kernel of cleantext: the modules of ``MODULES``, which run uncompiled as well.

``python scripts/build_kernel.py`` compiles them into the tree, where Python prefers them to the sources beside them;
``--clean`` removes what was compiled, ``--list`` prints the sources. It needs Cython, setuptools and a C compiler.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src"
#: Loops over characters, elements, segments and trees. What they hand to each other are records with a .pxd beside
#: them, which gives the types of their fields.
MODULES = tuple(
    f"cleantext.{name}"
    for name in """
    fields.headline.beside fields.headline.candidate_features fields.headline.choose_headline fields.headline.titles
    fields.publisher grammar.bylines grammar.people html.attributes html.dom_walk html.facts html.hints
    html.line_builder html.read_html scorer.columns scorer.context scorer.decision scorer.elements scorer.line_features
    scorer.line_words scorer.second_look scorer.surroundings scorer.trees scorer.wording text.join_lines text.read_text
    text.segment words.scripts words.vocabulary
    """.split()
)
#: What all of them need of Cython itself, compiled once and not in each; it has no source here. Cython enters it among
#: the loaded modules by its last name too, which therefore must be nobody else's.
SHARED = "cleantext._cleantext_shared"
#: What is said where nothing can be compiled; the reason follows.
WITHOUT = "built without its compiled modules, which a C compiler makes; all works, in two to three times the time"


def sources() -> list[Path]:
    """The files that the kernel is made from."""
    files = [SOURCE / f"{name.replace('.', '/')}.py" for name in MODULES]
    return files + [types for file in files if (types := file.with_suffix(".pxd")).is_file()]


def compiled(target: Path) -> list[Path]:
    """Compile all modules into the folder ``target``; the files made, in folders like those of the package.

    ImportError without Cython or setuptools, and setuptools' own errors where the compiler is missing or fails.
    """
    from Cython.Build import cythonize
    from Cython.Compiler import Options
    from setuptools import Distribution, Extension
    from setuptools.command.build_ext import build_ext

    # -O2 takes twice the time and makes pages no faster by more than 1 %.
    flags = [] if sys.platform == "win32" else ["-O1", "-g0", "-Wno-unused-function"]
    links = ["-Wl,-s"] if sys.platform == "linux" else []
    Options.emit_code_comments = False
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as scratch:
        # Names of the files in messages, and of the modules, are those below the source folder.
        os.chdir(SOURCE)
        try:
            extensions = cythonize(
                [
                    Extension(name, [f"{name.replace('.', '/')}.py"], extra_compile_args=flags, extra_link_args=links)
                    for name in MODULES
                ]
                + [Extension(SHARED, [], extra_compile_args=flags, extra_link_args=links)],
                build_dir=scratch,
                shared_utility_qualified_name=SHARED,
                language_level=3,
                compiler_directives={"show_performance_hints": False},
                quiet=True,
                force=True,
            )
            command = build_ext(Distribution({"name": "cleantext", "ext_modules": extensions}))
            command.build_lib, command.build_temp = str(target), scratch
            command.parallel = os.cpu_count()
            command.ensure_finalized()
            command.run()
            return [Path(path) for path in command.get_outputs()]
        finally:
            os.chdir(before)


def built_in_place() -> list[Path]:
    """Compile all modules into the tree, in place of what was compiled before."""
    with tempfile.TemporaryDirectory() as folder:
        made = compiled(Path(folder))
        clean()
        placed = [SOURCE / path.relative_to(folder) for path in made]
        for path, place in zip(made, placed, strict=True):
            shutil.copy2(path, place)
    return placed


def clean() -> None:
    """Remove every compiled module, also of sources that have moved since."""
    for made in (*SOURCE.rglob("*.so"), *SOURCE.rglob("*.pyd")):
        made.unlink()


if __name__ == "__main__":
    if "--list" in sys.argv:
        print(*[os.path.relpath(file) for file in sources()])
    elif "--clean" in sys.argv:
        clean()
    else:
        try:
            print(f"{len(built_in_place())} modules compiled")
        except Exception as error:
            # What was compiled from other sources is worse than nothing.
            clean()
            print(f"cleantext is {WITHOUT} ({error}).")
