"""What the caller chose: lines that a pattern of his own matches, and elements by CSS selectors."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from cleantext.document import Document
from cleantext.errors import PipelineError
from cleantext.html.tags import DROP, KEEP, Selectors, selectors_of
from cleantext.marks import Claimed, Field, Mark, Reason, Removed
from cleantext.records import dataclass

if TYPE_CHECKING:
    from regex import Pattern


#: A pattern gets 0.05 seconds for a line; then the line stays, as if it had not matched.
TIMEOUT = 0.05
#: After 20 lines that ran out of time the rest of the page stays as it is: a second a page, not one a line.
MAX_TIMEOUTS = 20


@dataclass(frozen=True, slots=True)
class PatternLines:
    """Removes the lines that ``pattern`` (a regular expression of the regex package) matches as a whole.

    A line is the text of a segment, in its own case and with all its signs; lines that a step is sure of are left out.
    ``reason`` is what stands in the ledger. A pattern that cannot be compiled is a PipelineError that says where it
    goes wrong; one that takes longer than ``timeout`` seconds on a line leaves the line open, and after twenty such
    lines all that follow.

    >>> from cleantext import Pipeline, PatternLines, extract
    >>> weather = PatternLines("weather-lines", r"Weather in \\w+: -?\\d+ °C")
    >>> pipeline = Pipeline.default().before("headline", weather)
    >>> text = "Weather in Bristol: 12 °C\\nThe harbour wall held through the storm, engineers said on Monday."
    >>> [verdict.reason for verdict in extract(text, pipeline=pipeline).removed]
    ['boilerplate']
    """

    name: str
    pattern: str
    reason: Reason = Reason.BOILERPLATE
    timeout: float = TIMEOUT

    def __post_init__(self) -> None:
        """Compile once, early, so that a mistake shows where it was made."""
        _compiled(self.pattern, self.name)

    @property
    def gives(self) -> frozenset[Reason | Field]:
        """Only the one reason."""
        return frozenset((self.reason,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Mark every line that no step is sure of and that the pattern matches from end to end."""
        late = 0
        compiled = _compiled(self.pattern, self.name)
        for segment in document.undecided():
            try:
                matched = compiled.fullmatch(segment.text, timeout=self.timeout) is not None
            except TimeoutError:
                matched = False
                late += 1
                if late == MAX_TIMEOUTS:
                    return
            if matched:
                yield Removed(segment.index, self.reason, f"pattern: {self.pattern}")


@lru_cache(maxsize=256)
def _compiled(pattern: str, step: str) -> Pattern[str]:
    import regex

    try:
        return regex.compile(pattern)
    except regex.error as error:
        raise PipelineError(f"The pattern of step {step!r} cannot be compiled: {error}.") from error


@dataclass(frozen=True, slots=True)
class SelectedElements:
    """Removes the text of HTML elements that one of the selectors ``drop`` matches.

    ``keep`` shields the text of the elements that it matches: no step removes it. The innermost element decides; of one
    that both match, ``drop``. The reader asks for the ``selectors`` before it reads.
    """

    name: str = "selected-elements"
    gives: frozenset[Reason | Field] = frozenset((Reason.DROPPED,))
    drop: str | tuple[str, ...] = ()
    keep: str | tuple[str, ...] = ()

    @property
    def selectors(self) -> Selectors | None:
        """The selectors; None where there are none."""
        return selectors_of(self.drop, self.keep) if self.drop or self.keep else None

    def __call__(self, document: Document) -> Iterable[Mark]:
        """What stands in elements to leave out."""
        for segment in document.open() if self.drop else ():
            if segment.facts is not None and DROP in segment.facts.inside:
                yield Removed(segment.index, Reason.DROPPED, "in an element that the caller leaves out")


@dataclass(frozen=True, slots=True)
class KeptElements:
    """Claims what the fields have left of elements that the caller keeps."""

    name: str = "kept-elements"
    gives: frozenset[Reason | Field] = frozenset((Field.BODY,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Every open line of a kept element."""
        for segment in document.open() if document.selects else ():
            if segment.facts is not None and KEEP in segment.facts.inside:
                yield Claimed(segment.index, Field.BODY, "in an element that the caller keeps")
