"""The code of a text dump that stands between fences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleantext.patterns import pattern

if TYPE_CHECKING:
    from cleantext.document import Document, Segment

#: What a line that opens or closes code begins with.
FENCE = "```"
_FENCE = pattern(r"`{3,}\s*([\w+#.-]{1,30})?")


class Fences:
    """The code of a dump that stands between fences: which segments are of one block, and its language."""

    def __init__(self, document: Document) -> None:
        """Read the lines that open and close code."""
        self.of: dict[int, int] = {}
        self.languages: dict[int, str | None] = {}
        if document.page is not None or FENCE not in document.text:
            return
        opened: int | None = None
        within: list[int] = []
        for segment in document.segments:
            match = _FENCE.match(document.text, segment.start, segment.end)
            if match is None:
                within.append(segment.index)
            elif opened is None:
                opened, within = segment.index, []
                self.languages[opened] = match[1].lower() if match[1] else None
            else:
                self.of.update(dict.fromkeys(within, opened))
                opened = None

    def together(self, last: Segment, segment: Segment) -> bool:
        """Whether two segments that follow each other are of one block of code."""
        fence = self.of.get(segment.index)
        return fence is not None and self.of.get(last.index) == fence and last.index + 1 == segment.index


def code_of(document: Document, first: Segment, last: Segment) -> str:
    """The lines of code between two segments as they stand, without the indent that all of them have."""
    low = first.start
    while low and document.text[low - 1] in " \t":
        low -= 1
    lines = document.text[low : last.end].splitlines()
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    return "\n".join(line[min(indents) :].rstrip() for line in lines)
