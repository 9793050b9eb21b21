"""The line at hand while a page is read: its parts, and the spans of them that are done or still open."""

from __future__ import annotations

from cleantext.readers.lines import Stretch

#: At most 16 spans are open at a time: a page may open thousands, and each is looked at on every line.
MAX_OPEN = 16


class Opened:
    """A span that is open: its kind, what there is to say of it, and the first part of the line that is within."""

    __slots__ = ("at", "kind", "value")

    def __init__(self, kind: str, value: object, at: int) -> None:
        """Begin at a part of the line at hand."""
        self.kind = kind
        self.value = value
        self.at = at


class OpenLine:
    """The parts of a line in the making, the spans noted in it, and those that its words still stand in."""

    def __init__(self) -> None:
        """Begin without text."""
        self.parts: list[str] = []
        self._spans: list[Stretch] = []
        self._open: list[Opened] = []

    def _note(self, kind: str, value: object) -> None:
        """Note what stands at this place."""
        if value is not None:
            at = len(self.parts)
            self._spans.append((at, at, kind, value))

    def _is_full(self) -> bool:
        """Whether no further span is opened."""
        return len(self._open) >= MAX_OPEN

    def _begin(self, kind: str, value: object) -> None:
        """Open a span."""
        self._open.append(Opened(kind, value, len(self.parts)))

    def _resume(self, at: int) -> None:
        """Say that the open spans go on from a part of another line."""
        for opened in self._open:
            opened.at = at

    def _close(self) -> None:
        """End the span that was opened last; it is noted if it has words on this line."""
        opened = self._open.pop()
        if opened.at < len(self.parts):
            self._spans.append((opened.at, len(self.parts), opened.kind, opened.value))

    def _end_spans(self) -> None:
        """Note the words that open spans have on this line."""
        here = len(self.parts)
        for opened in reversed(self._open):
            if opened.at < here:
                self._spans.append((opened.at, here, opened.kind, opened.value))
