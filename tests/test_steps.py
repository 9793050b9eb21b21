"""Every step beside lines that it decides on and lines that it leaves alone: tests/steps/<step>.toml.

The form of the cases stands in tests/step_cases.py.
"""

from __future__ import annotations

import pytest

from cleantext import Pipeline, Reason, Step
from cleantext.scorer.body import OVERRULED, SPREADING
from step_cases import STEPS, Case, read_all
from step_verdicts import find_problem, run_case, show_page

CASES = read_all()
#: The reader gives these, no step.
GIVEN_BY_NO_STEP = {Reason.BLANK, Reason.BINARY, Reason.OVER_LIMIT, Reason.OUT_OF_TIME}
#: Verdicts that a step takes over from others, as tests/scoring shows.
TAKEN_OVER = {"line-scorer": SPREADING | OVERRULED}
#: A step that does the same for other lines of a page needs not try every verdict again.
AS_TRIED_BY = {"late-page-regions": "page-regions"}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_step(case: Case) -> None:
    document = run_case(case)
    if problem := find_problem(case, document):
        pytest.fail(f"tests/steps/{case.step}.toml: {problem}\n{show_page(case, document)}", pytrace=False)


@pytest.mark.parametrize("step", Pipeline.default().steps, ids=lambda step: step.name)
def test_step_has_hits_and_misses_for_all_that_it_gives(step: Step) -> None:
    for kind in ("hit", "miss"):
        files = (step.name, AS_TRIED_BY.get(step.name))
        tried = {case.verdict for case in CASES if case.step in files and case.kind == kind}
        asked = step.gives - GIVEN_BY_NO_STEP - TAKEN_OVER.get(step.name, frozenset())
        assert tried >= asked, f"tests/steps/{step.name}.toml has no {kind} for all verdicts"


def test_every_reason_has_hits_and_misses() -> None:
    for kind in ("hit", "miss"):
        tried = {case.verdict for case in CASES if case.kind == kind}
        assert not set(Reason) - GIVEN_BY_NO_STEP - tried


def test_every_file_is_of_a_step() -> None:
    assert {path.stem for path in STEPS.glob("*.toml")} <= set(Pipeline.default().names)
