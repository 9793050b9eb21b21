"""What the steps say of the page of a case, whether that is what the case wants, and the page for the eye."""

from __future__ import annotations

from cleantext import Claimed, Document, Field, Pipeline, Reason
from cleantext.input.read import read_document
from cleantext.sites import SiteProfile
from cleantext.sites.evidence import with_profile
from step_cases import Case

#: The step that decides on the body, and those from it on.
DECISION = "line-scorer"
LAST = Pipeline.default().names[Pipeline.default().names.index(DECISION) :]


def run_case(case: Case) -> Document:
    """The page of a case, with what the steps say of it."""
    pipeline = Pipeline.default().without(*case.without)
    if case.kind == "hit" and case.step not in LAST and DECISION in pipeline.names:
        pipeline = pipeline.without(DECISION)
    if case.selectors:
        pipeline = pipeline.configure("selected-elements", **case.selectors)
    document = read_document(case.page, selectors=pipeline.selectors)[0]
    if case.site:
        document = with_profile(document, SiteProfile.learn(case.site))
    return pipeline.run(document)


def list_verdicts(document: Document) -> list[tuple[str, str, Reason | Field]]:
    """Each line of the page, white space collapsed, with the step that decided on it and the verdict."""
    found = []
    for segment, decision in zip(document.segments, document.decisions, strict=True):
        assert decision is not None
        verdict = decision.mark.field if isinstance(decision.mark, Claimed) else decision.mark.reason
        found.append((" ".join(document.text[segment.start : segment.end].split()), decision.step, verdict))
    return found


def find_notes(document: Document, case: Case) -> set[tuple[str, Reason | Field]]:
    """What steps noted with a span that covers the line: notes claim no line."""
    line = case.beginning
    at = document.text.find(line)
    spans = [(name, note.field, note.span) for name, note in document.notes if note.span is not None]
    return {(name, field) for name, field, span in spans if span.start <= at and at + len(line) <= span.end}


def find_problem(case: Case, document: Document) -> str | None:
    """What is not as the case says, in a sentence; None where all is."""
    if case.line is None:
        noted = any(name == case.step and note in document.noted(case.verdict) for name, note in document.notes)
        if case.kind == "hit":
            return None if noted else f"{case.step} notes no value for {case.verdict}"
        return f"{case.step} notes a value for {case.verdict}" if noted else None
    if case.beginning not in " ".join(document.text.split()):
        return f"the page has no line {case.line!r}"
    said = {(step, verdict) for text, step, verdict in list_verdicts(document) if case.asks_for(text)}
    said |= find_notes(document, case)
    if case.kind == "hit":
        return None if (case.step, case.verdict) in said else f"{case.step} does not say {case.verdict} of the line"
    return next((f"{step} says {case.verdict} of the line" for step, verdict in said if verdict == case.verdict), None)


def show_page(case: Case, document: Document) -> str:
    """The page line by line, with who said what, and an arrow at the lines that the case asks for."""
    lines = [
        f"{'-->' if case.line and case.asks_for(text) else '   '} {step:20} {verdict:16} {text}"
        for text, step, verdict in list_verdicts(document)
    ]
    notes = [f"    {name:20} {note.field:16} noted: {note.value!r:.80}" for name, note in document.notes]
    return "\n".join((*lines, *notes, "", "The page:", case.page))
