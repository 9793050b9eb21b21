"""What holds before any test is collected: compiled modules are those of the sources that are there, and are loaded."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent / "src"


def pytest_configure() -> None:
    """Refuse to test what was compiled from other sources, and load it: for doctests pytest would load the sources."""
    for made in sorted((*SOURCE.rglob("*.so"), *SOURCE.rglob("*.pyd"))):
        source = made.with_name(made.name.partition(".")[0] + ".py")
        if not source.is_file():
            continue
        if source.stat().st_mtime > made.stat().st_mtime:
            raise pytest.UsageError(f"{source.name} has changed since it was compiled: make setup compiles it again.")
        import_module(".".join(source.relative_to(SOURCE).with_suffix("").parts))
