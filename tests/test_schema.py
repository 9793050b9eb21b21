"""The JSON Schema of articles: made from the code, and true of every fixture."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import cleantext
from fixtures_reader import cases

SCHEMA = json.loads((Path(__file__).parent.parent / "docs" / "article.schema.json").read_text("utf-8"))
CASES = {case.name: case for case in cases()}
CHECKER = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", CASES)
def test_fixtures_are_as_it_says(name: str) -> None:
    article = CASES[name].article()
    data = json.loads(article.to_json())
    CHECKER.validate(data)
    assert cleantext.Article.from_dict(data) == article


@pytest.mark.parametrize(
    "change", [{"headline": 1}, {"colour": "red"}, {"paragraphs": [{"text": "x"}]}, {"kind": "pdf"}]
)
def test_what_is_no_article_is_refused(change: dict[str, object]) -> None:
    data = cleantext.extract("Mill reopens\n\nThe old mill reopened on Monday after eleven years of work.").to_dict()
    CHECKER.validate(data)
    with pytest.raises(jsonschema.ValidationError):
        CHECKER.validate(data | change)
