"""One step by itself: what it says of the lines of a page, with no other step before it than those that it needs."""

from __future__ import annotations

from typing import Any, NamedTuple

from cleantext import Claimed, Document, Noted, Pipeline
from cleantext.input.read import read_document


class Line(NamedTuple):
    """What a step says of one line: ``code`` of the reason or the field, and whether it is ``sure``."""

    text: str
    code: str
    sure: bool
    evidence: str
    value: Any


def run_steps(page: str, *names: str, pipeline: Pipeline | None = None, **settings: object) -> Document:
    """The page after the named steps of ``pipeline``, in its order; the last one named has the ``settings``."""
    chosen = Pipeline(one for one in pipeline or Pipeline.default() if one.name in names).configure(
        names[-1], **settings
    )
    assert len(chosen) == len(names)
    return chosen.run(read_document(page, selectors=chosen.selectors)[0])


def lines_of(document: Document, step: str) -> list[Line]:
    """The lines that ``step`` decided on, in their order."""
    return [
        Line(
            segment.text,
            str(mark.field if isinstance(mark, Claimed) else mark.reason),
            mark.sure,
            mark.evidence,
            mark.value if isinstance(mark, Claimed) else None,
        )
        for segment, decision in zip(document.segments, document.decisions, strict=True)
        if decision is not None and decision.step == step and (mark := decision.mark)
    ]


def says(page: str, *names: str, **settings: object) -> list[Line]:
    """What the last of the named steps says of the lines of a page."""
    return lines_of(run_steps(page, *names, **settings), names[-1])


def texts(page: str, *names: str, **settings: object) -> list[str]:
    """The lines that the last of the named steps decides on."""
    return [line.text for line in says(page, *names, **settings)]


def notes(page: str, *names: str, **settings: object) -> list[Noted]:
    """What the last of the named steps notes."""
    return [note for name, note in run_steps(page, *names, **settings).notes if name == names[-1]]
