"""Every step beside lines that it decides on and lines that it leaves alone: tests/steps/<step>.toml.

    [[hit]]                       the step gives the line this verdict (before the decision on the body, which may
                                  overrule it, has its turn)
    page = "..."
    line = "Share on Facebook"    as it stands on the page, white space collapsed
    gives = "share"               a code of Reason or Field; as = "field" where both have it
    kind = "text"                 forces the reader; without it the page is told by its looks
    without = ["line-scorer"]     leaves steps out that would decide before
    site = ["...", "..."]         other pages of the site, whose profile is known
    drop = [".ad"]                CSS selectors of elements that the caller leaves out; keep likewise

    [[miss]]                      no step gives the line this verdict
    page = "..."
    line = "Share prices of the ferry company fell on Monday."
    not = "share"

A field that a step only notes, without a line of the page that shows it, is asked for by its name alone:

    [[hit]]                       the step notes a value for the field; in a miss it notes none
    page = "<html lang='nb'>..."
    notes = "language"
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from cleantext import Claimed, Document, Field, Pipeline, Reason, Step
from cleantext.readers import read_document
from cleantext.scoring.naming import SPREADING
from cleantext.scoring.step import OVERRULED
from cleantext.sites import SiteProfile
from cleantext.sites.use import with_profile

STEPS = Path(__file__).parent / "steps"
CASES: list[tuple[str, str, dict[str, Any]]] = [
    (path.stem, kind, row)
    for path in sorted(STEPS.glob("*.toml"))
    for kind, rows in tomllib.loads(path.read_text("utf-8")).items()
    for row in rows
]
#: The reader gives these, no step.
GIVEN_BY_NO_STEP = {Reason.BLANK, Reason.OVER_LIMIT, Reason.OUT_OF_TIME}
#: A step that does the same for other lines of a page needs not try every verdict again.
#: Verdicts that a step takes over from others, as tests/scoring shows.
TAKEN_OVER = {"line-scorer": SPREADING | OVERRULED}
#: The step that decides on the body, and those from it on.
DECISION = "line-scorer"
LAST = Pipeline.default().names[Pipeline.default().names.index(DECISION) :]
AS_TRIED_BY = {"late-page-regions": "page-regions"}
Given = tuple[str, Reason | Field]


def verdict_of(row: dict[str, Any]) -> Reason | Field:
    """The verdict that a row speaks of: a reason, or a field where no reason has that code or the row says so."""
    if "notes" in row:
        return Field(row["notes"])
    code = row.get("gives") or row["not"]
    return Reason(code) if code in set(map(str, Reason)) and row.get("as") != "field" else Field(code)


def given(document: Document, line: str) -> set[Given]:
    """What was said of the line, by which step: of its segments, and by notes whose span covers it."""
    found: set[Given] = set()
    for segment, decision in zip(document.segments, document.decisions, strict=True):
        assert decision is not None
        if " ".join(document.text[segment.start : segment.end].split()) == line:
            mark = decision.mark
            found.add((decision.step, mark.field if isinstance(mark, Claimed) else mark.reason))
    at = document.text.find(line)
    for name, note in document.notes:
        if note.span is not None and note.span.start <= at and at + len(line) <= note.span.end:
            found.add((name, note.field))
    return found


def has_noted(document: Document, step: str, verdict: Reason | Field) -> bool:
    """Whether the step noted a value for the field."""
    return any(name == step and note in document.noted(verdict) for name, note in document.notes)


@pytest.mark.parametrize(
    ("step", "kind", "row"),
    CASES,
    ids=[f"{step}-{kind}-{verdict_of(row)}-{row.get('line', 'noted')[:30]}" for step, kind, row in CASES],
)
def test_step(step: str, kind: str, row: dict[str, Any]) -> None:
    verdict = verdict_of(row)
    pipeline = Pipeline.default().without(*row.get("without", ()))
    if kind == "hit" and step not in LAST and DECISION in pipeline.names:
        pipeline = pipeline.without(DECISION)
    if "drop" in row or "keep" in row:
        chosen = {name: tuple(row.get(name, ())) for name in ("drop", "keep")}
        pipeline = pipeline.configure("selected-elements", **chosen)
    document = read_document(row["page"], kind=row.get("kind", "auto"), selectors=pipeline.selectors)[0]
    if "site" in row:
        document = with_profile(document, SiteProfile.learn(row["site"]))
    document = pipeline.run(document)
    if "notes" in row:
        assert has_noted(document, step, verdict) == (kind == "hit")
        return
    said = given(document, row["line"])
    if kind == "hit":
        assert (step, verdict) in said
    else:
        assert kind == "miss"
        assert " ".join(row["line"].split()) in " ".join(row["page"].split()), "the line is on the page"
        assert verdict not in {one for _, one in said}


@pytest.mark.parametrize("step", Pipeline.default().steps, ids=lambda step: step.name)
def test_step_has_hits_and_misses_for_all_that_it_gives(step: Step) -> None:
    for kind in ("hit", "miss"):
        files = (step.name, AS_TRIED_BY.get(step.name))
        tried = {verdict_of(row) for name, one, row in CASES if name in files and one == kind}
        asked = step.gives - GIVEN_BY_NO_STEP - TAKEN_OVER.get(step.name, frozenset())
        assert tried >= asked, f"tests/steps/{step.name}.toml has no {kind} for all verdicts"


def test_every_reason_has_hits_and_misses() -> None:
    for kind in ("hit", "miss"):
        tried = {verdict_of(row) for _, one, row in CASES if one == kind}
        assert not set(Reason) - GIVEN_BY_NO_STEP - tried


def test_every_file_is_of_a_step() -> None:
    assert {path.stem for path in STEPS.glob("*.toml")} <= set(Pipeline.default().names)
