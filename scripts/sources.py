"""The sources of the built words: the TOML files, each read once, and what was taken from CLDR."""

from __future__ import annotations

import functools
import json
import tomllib
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent / "src" / "cleantext" / "data"


class ConflictError(ValueError):
    """One name means two things; the message says which, for the lists of data/ to settle."""


@functools.cache
def toml_files() -> dict[str, dict[str, Any]]:
    """The content of every TOML file of data/, by its name without ending."""
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(DATA.glob("*.toml"))}


def languages() -> dict[str, dict[str, Any]]:
    """The files that are of one language, by its code."""
    return {data["language"]: data for data in toml_files().values() if isinstance(data.get("language"), str)}


def cldr() -> dict[str, Any]:
    """What extract_cldr.py has taken from CLDR."""
    data: dict[str, Any] = json.loads((DATA / "cldr.json").read_text("utf-8"))
    return data
