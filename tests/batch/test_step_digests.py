"""A run notices a step that was changed since it began: by its settings and its code, not by names alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

MODULE = """
import functools
import re
from dataclasses import dataclass, field
from cleantext import Pipeline, Reason, Removed, step

WORDS = frozenset(("weather", "wind", "tide", "fog"))
TABLE = {"en": frozenset(("weather", "wind", "tide")), "de": ("wetter",)}
SHOWN = re.compile("today")


def is_weather(segment):
    return any(word in WORDS for word in segment.key.split()) and SHOWN.search(segment.key)


@functools.cache
def is_known(word):
    return word in TABLE["en"]


def mark(segment, evidence):
    return Removed(segment.index, Reason.BOILERPLATE, evidence)


MARK = functools.partial(mark, evidence="weather")


@step("weather-lines", Reason.BOILERPLATE)
def weather_lines(document, words=frozenset(("rain", "snow", "hail"))):
    "Removes lines of the weather."
    yield from (MARK(segment) for segment in document.undecided() if is_weather(segment) and is_known(segment.key))


@dataclass(frozen=True, slots=True)
class Tides:
    name: str = "tides"
    gives: frozenset = frozenset((Reason.BOILERPLATE, Reason.SHARE))
    words: frozenset = frozenset(("ebb", "flow", "neap"))
    made: object = field(init=False)

    def label(self):
        return "high tide"

    def __call__(self, document):
        return [mark(one, self.label()) for one in document.undecided() if one.key in self.words]


PIPELINE = Pipeline.default().before("headline", weather_lines).after("tags", Tides())
PIPELINE = PIPELINE.configure("dateline", strip=True)
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
    assert describe(tmp_path, MODULE.replace("Removes lines", "Takes away lines")) == first


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Reason.BOILERPLATE, evidence", "Reason.ADVERTISEMENT, evidence"),
        ('evidence="weather"', 'evidence="a line of the weather"'),
        ('"wind", "tide", "fog"', '"wind", "fog"'),
        ('"wind", "tide"))', '"wind"))'),
        ('"today"', '"tomorrow"'),
        ("and SHOWN", "or SHOWN"),
        ("word in WORDS", "word not in WORDS"),
        ('"snow", ', ""),
        ('"neap"', '"spring"'),
        ('"high tide"', '"low tide"'),
        ("strip=True", "strip=False"),
    ],
)
def test_a_changed_step_is_another_one(tmp_path: Path, old: str, new: str) -> None:
    assert MODULE.count(old) == 1
    assert describe(tmp_path, MODULE.replace(old, new)) != describe(tmp_path, MODULE)
