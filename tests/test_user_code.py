"""The user code that mypy checks (tests/typing) also does what it says."""

from __future__ import annotations

import runpy
from pathlib import Path


def test_own_steps_take_part() -> None:
    names = runpy.run_path(str(Path(__file__).parent / "typing" / "user_code.py"))
    assert names["summary"](names["read"](names["PAGE"])) == {
        "headline": "Mill bridge opens to cyclists",
        "date": "2024-03-09",
        "authors": ["Nadia Holt"],
        "publisher": "The Mill Gazette",
        "body": "The bridge beside the old mill opened to cyclists on Saturday, "
        "after two years in which it was closed for repairs.",
        "removed": ["5: boilerplate"],
    }
