"""Lines that a pattern of your own matches: for the furniture of one site, which the library must not know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cleantext.document import Document
from cleantext.errors import PipelineError
from cleantext.marks import Field, Mark, Reason, Removed

if TYPE_CHECKING:
    from regex import Pattern

#: A pattern gets 0.05 seconds for a line; then the line stays, as if it had not matched.
TIMEOUT = 0.05
#: After 20 lines that ran out of time the rest of the page stays as it is: a second a page, not one a line.
MAX_TIMEOUTS = 20


@dataclass(frozen=True)
class PatternLines:
    """Removes the lines that ``pattern`` (a regular expression of the regex package) matches as a whole.

    ``reason`` is what stands in the ledger. A pattern that cannot be compiled is a PipelineError that says where it
    goes wrong; one that takes longer than ``timeout`` seconds on a line leaves the line open, and after twenty such
    lines all that follow.

    >>> from cleantext import Pipeline, PatternLines, extract
    >>> weather = PatternLines("weather-lines", r"Weather in \\w+: -?\\d+ °C")
    >>> pipeline = Pipeline.default().before("sponsor-lines", weather)
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
        _ = self._compiled

    @property
    def gives(self) -> frozenset[Reason | Field]:
        """Only the one reason."""
        return frozenset((self.reason,))

    @cached_property
    def _compiled(self) -> Pattern[str]:
        import regex

        try:
            return regex.compile(self.pattern)
        except regex.error as error:
            raise PipelineError(f"The pattern of step {self.name!r} cannot be compiled: {error}.") from error

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Mark every open line that the pattern matches from end to end."""
        late = 0
        for segment in document.open():
            try:
                matched = self._compiled.fullmatch(segment.text, timeout=self.timeout) is not None
            except TimeoutError:
                matched = False
                late += 1
                if late == MAX_TIMEOUTS:
                    return
            if matched:
                yield Removed(segment.index, self.reason, f"pattern: {self.pattern}")
