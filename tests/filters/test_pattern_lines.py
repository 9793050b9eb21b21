"""Patterns of the user's own: what they remove, and that a bad one harms nobody."""

from __future__ import annotations

import pickle

import pytest
import regex

import cleantext
from cleantext.filters.chosen import MAX_TIMEOUTS

TEXT = "Edition: North\nThe harbour wall held through the storm, engineers said on Monday afternoon.\n"


def extracted(pattern: cleantext.PatternLines) -> cleantext.Article:
    return cleantext.extract(TEXT, pipeline=cleantext.Pipeline.default().before("sponsor-lines", pattern))


def test_a_pattern_removes_the_lines_that_it_matches_as_a_whole() -> None:
    article = extracted(cleantext.PatternLines("edition", r"Edition: \p{Lu}\w+", cleantext.Reason.NAVIGATION))
    assert [(one.text, one.reason, one.step) for one in article.removed] == [
        ("Edition: North\n", "navigation", "edition")
    ]
    assert len(article.paragraphs) == 1


def test_a_pattern_that_matches_a_part_of_a_line_leaves_it() -> None:
    assert extracted(cleantext.PatternLines("edition", "harbour wall")).body.startswith("The harbour wall")


def test_a_pattern_that_cannot_be_compiled_names_its_step() -> None:
    with pytest.raises(cleantext.PipelineError, match=r"'edition'.*missing \)"):
        cleantext.PatternLines("edition", "(Edition")


#: Each further "a" nearly doubles the steps.
ENDLESS = r"Edition: \w+|(?:a|aa)+$"
SLOW_LINE = "a" * 80 + "!"


def test_the_time_limit_of_a_pattern_fires() -> None:
    with pytest.raises(TimeoutError):
        regex.compile(ENDLESS).fullmatch(SLOW_LINE, timeout=0.01)


def test_a_pattern_that_takes_too_long_leaves_the_line() -> None:
    slow = cleantext.PatternLines("slow", ENDLESS, timeout=0.01)
    article = cleantext.extract(
        f"{SLOW_LINE}\n{TEXT}", pipeline=cleantext.Pipeline([slow, *cleantext.Pipeline.default()])
    )
    assert [entry.step for entry in article.ledger if entry.step == "slow"] == ["slow"]
    assert next(entry for entry in article.ledger if entry.step == "slow").text == "Edition: North\n"


def test_a_pattern_that_always_takes_too_long_is_given_up_for_the_page() -> None:
    slow = cleantext.PatternLines("slow", ENDLESS, timeout=0.001)
    lines = "\n\n".join(f"{SLOW_LINE}{number}" for number in range(MAX_TIMEOUTS))
    for last, marked in ((f"{lines}\n\n{TEXT}", False), (f"{TEXT}\n\n{lines}", True)):
        article = cleantext.extract(last, pipeline=cleantext.Pipeline([slow, *cleantext.Pipeline.default()]))
        assert ("slow" in {entry.step for entry in article.ledger}) is marked


def test_a_pipeline_with_a_pattern_can_be_pickled() -> None:
    pipeline = cleantext.Pipeline.default().before("sponsor-lines", cleantext.PatternLines("edition", "Edition: .+"))
    again = pickle.loads(pickle.dumps(pipeline))
    assert cleantext.extract(TEXT, pipeline=again) == cleantext.extract(TEXT, pipeline=pipeline)
