"""The pipeline: named steps in one literal order, and the runner that holds them to the rules of marking."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, Protocol, runtime_checkable

from cleantext.budget import TIME, Deadline
from cleantext.document import Document
from cleantext.errors import PipelineError
from cleantext.html.tags import KEEP, Selectors
from cleantext.marks import Claimed, Field, Mark, Noted, Reason, Removed
from cleantext.records import dataclass, replace

#: All that a step may give.
_VERDICTS = frozenset((*Reason, *Field))


@runtime_checkable
class Step(Protocol):
    """What a pipeline is made of: a name, what it may assign, and a call from document to marks.

    Any object of this shape will do, a frozen dataclass whose fields are its settings for example. ``gives``
    lists the reasons and fields that the step may use; the runner refuses others. A step with a true attribute
    ``closing`` runs even when a time budget is used up. A step with a method ``expected_seconds(document)`` is left out
    if that is more than a time budget has left.
    """

    @property
    def name(self) -> str:
        """The name in kebab-case, unique in a pipeline; it stands in the ledger."""

    @property
    def gives(self) -> frozenset[Reason | Field]:
        """The reasons and fields that this step may assign."""

    def __call__(self, document: Document) -> Iterable[Mark]:
        """What the step says about the open segments of ``document``."""


@dataclass(frozen=True, slots=True)
class FunctionStep:
    """A step made from a function, as :func:`step` does."""

    name: str
    gives: frozenset[Reason | Field]
    function: Callable[[Document], Iterable[Mark]]

    def __call__(self, document: Document) -> Iterable[Mark]:
        """What the function says about ``document``."""
        return self.function(document)

    def __reduce__(self) -> tuple[Callable[..., FunctionStep], tuple[object, ...]]:
        """Pickle by name where :func:`step` decorated a function of a module, whose name then means the step."""
        module, name = self.function.__module__, self.function.__qualname__
        holder = sys.modules.get(module)
        # What an interactive session holds has no file that another process could load it from.
        if getattr(holder, name, None) is self and os.path.isfile(getattr(holder, "__file__", None) or ""):
            return _load_step, (module, name)
        return FunctionStep, (self.name, self.gives, self.function)


def _load_step(module: str, name: str) -> FunctionStep:
    """The step that a module holds under a name; the inverse of pickling."""
    found: FunctionStep = getattr(importlib.import_module(module), name)
    return found


def step(name: str, *gives: Reason | Field) -> Callable[[Callable[[Document], Iterable[Mark]]], FunctionStep]:
    """Make a step of a function from document to marks.

    >>> from cleantext import Reason, Removed, step
    >>> @step("weather-lines", Reason.BOILERPLATE)
    ... def weather_lines(document):
    ...     for segment in document.undecided():
    ...         if segment.key.startswith("weather today"):
    ...             yield Removed(segment.index, Reason.BOILERPLATE, "begins with: weather today")
    >>> weather_lines.name
    'weather-lines'
    """

    def made(function: Callable[[Document], Iterable[Mark]]) -> FunctionStep:
        return FunctionStep(name, frozenset(gives), function)

    return made


class Pipeline:
    """An immutable sequence of steps; the methods return changed copies.

    >>> from cleantext import Pipeline
    >>> pipeline = Pipeline.default().without("sponsor-lines")
    >>> "sponsor-lines" in pipeline.names
    False
    """

    __slots__ = ("steps",)

    steps: tuple[Step, ...]

    def __init__(self, steps: Iterable[Step]) -> None:
        """Take the steps in their order; two of the same name are an error."""
        self.steps = tuple(steps)
        names = [one.name for one in self.steps]
        doubled = sorted({name for name in names if names.count(name) > 1})
        if doubled:
            raise PipelineError(f"Step names must be unique in a pipeline; given twice: {', '.join(doubled)}.")
        for one in self.steps:
            _check_gives(one)

    @classmethod
    def default(cls) -> Pipeline:
        """The pipeline that ``extract`` uses where none is given (the order stands in ``cleantext.steps``)."""
        return _default()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the steps, in order."""
        return tuple(one.name for one in self.steps)

    @property
    def selectors(self) -> Selectors | None:
        """The CSS selectors of the first step that has some, which the reader of HTML looks for."""
        return next((chosen for one in self.steps if (chosen := getattr(one, "selectors", None)) is not None), None)

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    def __len__(self) -> int:
        return len(self.steps)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pipeline) and self.steps == other.steps

    def __hash__(self) -> int:
        return hash(self.steps)

    def __repr__(self) -> str:
        return f"Pipeline({', '.join(self.names)})"

    def without(self, *names: str) -> Pipeline:
        """The pipeline without the named steps; an unknown name is an error that lists the known ones."""
        places = {self._place(name) for name in names}
        return Pipeline(one for index, one in enumerate(self.steps) if index not in places)

    def before(self, name: str, new: Step) -> Pipeline:
        """The pipeline with ``new`` before the named step."""
        place = self._place(name)
        return Pipeline((*self.steps[:place], new, *self.steps[place:]))

    def after(self, name: str, new: Step) -> Pipeline:
        """The pipeline with ``new`` after the named step."""
        place = self._place(name) + 1
        return Pipeline((*self.steps[:place], new, *self.steps[place:]))

    def replace(self, name: str, new: Step) -> Pipeline:
        """The pipeline with ``new`` in place of the named step."""
        place = self._place(name)
        return Pipeline((*self.steps[:place], new, *self.steps[place + 1 :]))

    def configure(self, name: str, **settings: object) -> Pipeline:
        """The pipeline with other settings of the named step; a setting that it has not is an error that lists its own.

        >>> from cleantext import Pipeline, extract
        >>> pipeline = Pipeline.default().configure("dateline", strip=True)
        >>> extract("MOSCOW (AP) — The bridge reopened on Monday after a year of work.", pipeline=pipeline).body
        'The bridge reopened on Monday after a year of work.'
        """
        import dataclasses

        old: Any = self.steps[self._place(name)]
        known = [one.name for one in dataclasses.fields(old)] if dataclasses.is_dataclass(old) else []
        unknown = sorted(set(settings) - set(known))
        if unknown:
            settled = ", ".join(known) or "none"
            raise PipelineError(f"Step {name!r} has no setting {', '.join(unknown)}; it has: {settled}.")
        changed: Step = dataclasses.replace(old, **settings) if settings else old
        return self.replace(name, changed)

    def run(self, document: Document, deadline: Deadline | None = None) -> Document:
        """The document with the marks of all steps, each checked against the rules of marking.

        After the deadline only steps that close the article (``closing``) run; segments that are still open are then
        removed as ``out-of-time``. A step that says how long it may take (``expected_seconds``) is left out if that is
        longer than what is left.
        """
        late = False
        for one in self.steps:
            if deadline is not None and not late:
                late = deadline.passed()
                if not late and _takes_longer(one, document, deadline):
                    document = replace(document, reached=document.reached | {TIME})
                    continue
            if not late or getattr(one, "closing", False):
                document = document.marked(one.name, _check_marks(one, document))
        return _remove_open(document) if late else document

    def _place(self, name: str) -> int:
        for index, one in enumerate(self.steps):
            if one.name == name:
                return index
        raise PipelineError(f"No step is called {name!r}. Known steps, in order: {', '.join(self.names)}.")


def _check_gives(one: Step) -> None:
    """PipelineError for a verdict that is neither a reason nor a field: the ledger has no others."""
    try:
        others = frozenset(one.gives) - _VERDICTS
    except TypeError:
        raise PipelineError(
            f"Step {one.name!r} needs `gives`: a set of the reasons and fields that it may use."
        ) from None
    for verdict in others:
        known = ", ".join(sorted(Reason))
        raise PipelineError(
            f"Step {one.name!r} gives {verdict!r}, which is neither a reason nor a field. Lines are removed for one of"
            f" the reasons {known}; the evidence of a mark says more."
        )


@cache
def _default() -> Pipeline:
    from cleantext.steps import STEPS

    return Pipeline(STEPS)


def _takes_longer(one: Step, document: Document, deadline: Deadline) -> bool:
    """Whether a step may take more time than is left; most steps do not say how long they take."""
    expect: Callable[[Document], float] | None = getattr(one, "expected_seconds", None)
    return expect is not None and expect(document) > deadline.seconds_left()


def _remove_open(document: Document) -> Document:
    """Remove the segments that no step had the time to judge."""
    marks: list[Mark] = [
        Removed(segment.index, Reason.OUT_OF_TIME, "no step had the time to judge it") for segment in document.open()
    ]
    return replace(document.marked("pipeline", marks), reached=document.reached | {TIME})


def _check_marks(one: Step, document: Document) -> list[Mark]:
    """Run a step and check its marks: only undecided segments, each once, and verdicts that the step declares."""
    marks: list[Mark] = []
    seen: set[int] = set()
    gives: frozenset[Reason | Field] | None = None
    for mark in _marks_of(one, document):
        if gives is None:  # most steps have no marks on most pages
            gives = one.gives
        verdict = mark.reason if isinstance(mark, Removed) else mark.field
        if verdict not in gives:
            known = ", ".join(sorted(gives))
            raise PipelineError(f"Step {one.name!r} gave {verdict!r}, which its `gives` does not list ({known}).")
        if isinstance(mark, Noted):
            marks.append(mark)
            continue
        if document.selects and isinstance(mark, Removed) and _is_kept(document, mark.segment):
            continue
        if mark.segment in seen or not document.is_undecided(mark.segment):
            raise PipelineError(
                f"Step {one.name!r} marked {_describe(document, mark.segment)}, {_describe_state(document, mark)}."
            )
        if isinstance(mark, Claimed) and mark.span is not None:
            segment = document.segments[mark.segment]
            if not segment.start <= mark.span.start < mark.span.end <= segment.end:
                raise PipelineError(
                    f"Step {one.name!r} claimed {mark.span}, outside {_describe(document, mark.segment)}."
                )
        seen.add(mark.segment)
        marks.append(mark)
    return marks


def _marks_of(one: Step, document: Document) -> Iterator[Mark]:
    """What a step yields; an exception of its own says which step it comes from."""
    try:
        yield from one(document)
    except Exception as error:
        note = f"in the step {one.name!r}"
        if note not in getattr(error, "__notes__", ()):
            error.add_note(note)
        raise


def _is_kept(document: Document, index: int) -> bool:
    """Whether a segment stands in an element that the caller keeps."""
    facts = document.segments[index].facts if 0 <= index < len(document.segments) else None
    return facts is not None and KEEP in facts.inside


def _describe(document: Document, index: int) -> str:
    if not 0 <= index < len(document.segments):
        return f"segment {index}"
    segment = document.segments[index]
    return f"segment {index} (line {segment.line}: {segment.text[:60]!r})"


def _describe_state(document: Document, mark: Removed | Claimed) -> str:
    if not 0 <= mark.segment < len(document.segments):
        return f"but the document has {len(document.segments)} segments; mark only what document.open() yields"
    decision = document.decisions[mark.segment]
    owner = "this step itself" if decision is None else f"step {decision.step!r}"
    return f"which {owner} has marked already; mark only what document.open() yields, and each once"
