"""What fuzzing starts from and what it has found, tried again without a fuzzer."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "fuzz"))

from seeds import seeds_of  # noqa: E402
from targets import TARGETS  # noqa: E402

CASES = sorted((Path(__file__).parent / "cases").glob("*/*"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_was_found_stays_mended(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("target", TARGETS)
def test_seeds_keep_the_laws(target: str, part: int) -> None:
    tried = 0
    for seed in list(seeds_of(target))[part::4]:
        TARGETS[target](seed)
        tried += 1
    assert tried >= 7
