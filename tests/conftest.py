"""What all tests share: property tests that try the same examples on every run, without a clock."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import settings

#: A run of more tests than this is a run of all.
MANY = 5000

settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.load_profile("same")


#: Cases of laws that do not hold yet, by test and reason; one that passes fails the run.
KNOWN = tomllib.loads((Path(__file__).parent / "known_cases.toml").read_text("utf-8"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Expect the known cases to fail, strictly; a name of no test is an error of the file."""
    reasons = {name: group["reason"] for group in KNOWN["known"] for name in group["cases"]}
    collected = {item.nodeid.partition("::")[2] for item in items}
    for item in items:
        if (reason := reasons.get(item.nodeid.partition("::")[2])) is not None:
            item.add_marker(pytest.mark.xfail(reason=reason, strict=True))
    files = {name.partition("[")[0] for name in collected}
    unknown = sorted(name for name in reasons if name not in collected and name.partition("[")[0] in files)
    # A run of some cases only (by -k or by name) collects fewer.
    if unknown and len(items) > MANY:
        raise pytest.UsageError(f"tests/known_cases.toml names no test: {unknown[0]}")
