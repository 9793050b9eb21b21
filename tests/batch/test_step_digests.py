"""A run notices a step that was changed since it began: by its settings and its code, not by names alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

MODULE = """
import re
from cleantext import Pipeline, Reason, Removed, step

WORDS = frozenset(("weather", "wind", "tide", "fog"))
SHOWN = re.compile("today")


def is_weather(segment):
    return segment.key.split(" ")[0] in WORDS and SHOWN.search(segment.key)


@step("weather-lines", Reason.BOILERPLATE)
def weather_lines(document):
    for segment in document.undecided():
        if is_weather(segment):
            yield Removed(segment.index, Reason.BOILERPLATE, "weather")


PIPELINE = Pipeline.default().before("headline", weather_lines)
"""
SCRIPT = """
import sys
sys.path.insert(0, ".")
from cleantext.batch.step_digests import describe_steps
from mysteps import PIPELINE
print(describe_steps(PIPELINE))
"""


def describe(folder: Path, module: str, seed: str = "0") -> str:
    """The steps of a module, in a process of its own."""
    (folder / "mysteps.py").write_text(module, "utf-8")
    command = [sys.executable, "-B", "-c", SCRIPT]
    environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}
    return subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True).stdout


def test_a_step_is_the_same_in_every_process(tmp_path: Path) -> None:
    first = describe(tmp_path, MODULE)
    assert "'weather-lines " in first
    assert "'headline'" in first
    assert describe(tmp_path, MODULE, "7") == first
    assert describe(tmp_path, f"# Lines of the weather.\n{MODULE}") == first


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Reason.BOILERPLATE", "Reason.ADVERTISEMENT"),
        ('"weather")', '"a line of the weather")'),
        ('"tide", ', ""),
        ('"today"', '"tomorrow"'),
        ("and SHOWN", "or SHOWN"),
    ],
)
def test_a_changed_step_is_another_one(tmp_path: Path, old: str, new: str) -> None:
    assert old in MODULE
    assert describe(tmp_path, MODULE.replace(old, new)) != describe(tmp_path, MODULE)
