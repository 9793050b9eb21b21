"""Every page of tests/fixtures against what is expected of it: one test a field, one a ledger."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from cleantext import Article, Field, Reason
from fixtures_reader import FIXTURES, Case, cases, mismatch

#: Page -> field -> why the library does not find it yet, in one sentence; an entry that passes fails the run.
KNOWN: dict[str, dict[str, str]] = tomllib.loads((FIXTURES / "known_failures.toml").read_text("utf-8"))
CASES: dict[str, Case] = {case.name: case for case in cases()}


@functools.cache
def article_of(name: str) -> Article:
    """The article of a page, made once for all tests of its fields."""
    return CASES[name].article()


def fields() -> Iterator[Any]:
    """One parameter for each page and field."""
    for name, case in CASES.items():
        for field in case.expected:
            reason = KNOWN.get(name, {}).get(field)
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            yield pytest.param(name, field, id=f"{name}-{field}", marks=marks)


@pytest.mark.parametrize(("name", "field"), list(fields()))
def test_field_is_as_expected(name: str, field: str) -> None:
    wrong = mismatch(article_of(name), field, CASES[name].expected[field])
    assert wrong is None, wrong


@pytest.mark.parametrize("name", list(CASES))
def test_every_line_has_exactly_one_verdict(name: str) -> None:
    article = article_of(name)
    article.verify(CASES[name].page)
    for entry in article.ledger:
        assert (entry.field is None) != (entry.reason is None), entry
        assert entry.field is None or entry.field in set(Field), entry
        assert entry.reason is None or entry.reason in set(Reason), entry
        assert entry.step
        assert entry.evidence


def test_known_failures_name_pages_and_fields_that_exist() -> None:
    for name, reasons in KNOWN.items():
        assert name in CASES, f"no fixture is called {name}"
        for field, reason in reasons.items():
            assert field in CASES[name].expected, f"{name} expects nothing of {field}"
            assert len(reason.split()) >= 4, f"{name}, {field}: say why in a sentence, not {reason!r}"
