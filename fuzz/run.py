"""Fuzz one target with atheris: python fuzz/run.py TARGET [libFuzzer's options and corpus folders].

An input that breaks a law is written to a file; tests/fuzz replays what is kept in tests/fuzz/cases.
"""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module
from pathlib import Path

import atheris

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE)]

with atheris.instrument_imports(include=["cleantext", "laws", "targets"]):
    import cleantext

    # Modules that are loaded where they are needed would come too late to be instrumented.
    for module in pkgutil.walk_packages(cleantext.__path__, "cleantext."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    from targets import TARGETS


def main() -> None:
    """Take the target's name off the command line, leave the rest to libFuzzer."""
    name = sys.argv.pop(1) if len(sys.argv) > 1 else ""
    if name not in TARGETS:
        sys.exit(f"python fuzz/run.py TARGET ...: TARGET is one of {', '.join(TARGETS)}, not {name!r}.")
    atheris.Setup(sys.argv, TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
