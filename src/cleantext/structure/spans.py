"""The spans within a paragraph, such as links and emphasis: the reader's spans as offsets into the paragraph's text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cleantext.html.media import Addresses
from cleantext.records import NamedTuple
from cleantext.structure.pictures import read_picture_span
from cleantext.values import Cell, Inline

if TYPE_CHECKING:
    from cleantext.document import Document, Segment
    from cleantext.html.line_builder import Stretch


#: Spans that may have no characters: something stands at their place.
POINTS = frozenset(("image", "math"))
#: Links to a place of the page that are no words: permalinks of headings, ways back from footnotes.
_NO_WORDS = frozenset("¶#§†↑↩↵^🔗⬆⤴⇑⏎↖⮐\ufe0e\ufe0f\u200b\u200c\u200d\u2060 ")
#: A link to a place of the page has at least 3 letters; with fewer it is a mark.
LEAST_LETTERS = 3
#: In a footnote a link of at most 3 characters to a place of the page ("a", "^1") leads back to the footnote's mark.
MAX_BACK = 3


def cut_out(text: str, spans: Sequence[Inline], stretches: Iterable[tuple[int, int]]) -> tuple[str, list[Inline]]:
    """Cut stretches out of a text, and move its spans; spans that lose all of their words are dropped.

    A stretch that begins within another one is passed over.

    >>> cut_out("Ropes ¶ and tar", [Inline("em", 8, 11)], [(6, 8)])
    ('Ropes and tar', [Inline(kind='em', start=6, end=9, value=None, text=None)])
    """
    lows: list[int] = []
    highs, sizes, kept = [0], [0], ""
    for low, high in sorted(stretches):
        if low >= highs[-1]:
            kept += text[highs[-1] : low]
            lows.append(low)
            highs.append(high)
            sizes.append(sizes[-1] + high - low)

    def place(offset: int) -> int:
        count = bisect_left(lows, offset)
        return offset - sizes[count] + max(0, highs[count] - offset)

    moved = [one._replace(start=place(one.start), end=place(one.end)) for one in spans]
    return kept + text[highs[-1] :], [one for one in moved if one.start < one.end or one.kind in POINTS]


class Inner(NamedTuple):
    """What stands in a paragraph: spans, cells, stretches to cut out of its text, and the states of boxes."""

    spans: list[Inline]
    cells: list[Cell]
    cuts: list[tuple[int, int]]
    checked: list[bool]

    def apply_cuts(self, text: str) -> tuple[str, Inner]:
        """The text without the stretches to cut out and without white space at its ends, and its spans there.

        >>> Inner([Inline("strong", 0, 5)], [], [(6, 7)], []).apply_cuts("Ropes ¶")[0]
        'Ropes'
        """
        text, spans = cut_out(text, self.spans, self.cuts)
        lead, shown = len(text) - len(text.lstrip()), text.strip()
        shown, spans = cut_out(text, spans, [(0, lead), (lead + len(shown), len(text))])
        return shown, self._replace(spans=spans)


class SpanReader:
    """Reads the spans of a page's text, segment by segment."""

    def __init__(self, document: Document, addresses: Addresses, notes: dict[str, str]) -> None:
        """Take the spans of the reader; ``notes`` names the page's footnotes by the ids that their marks lead to."""
        self._text = document.text
        self._spans = document.spans
        self._starts = [one[0] for one in document.spans]
        self._addresses = addresses
        self._notes = notes

    def read(self, segment: Segment, base: int, inner: Inner) -> None:
        """Add what stands in a segment whose text begins at offset ``base`` of its paragraph."""
        if not self._spans:  # a line of a dump may have thousands of pieces, and none of these looks for its beginning
            return
        low, high = segment.start, segment.end
        # The spans of a line begin in it; those of a piece may begin in an earlier piece of the line.
        first = self._text.rfind("\n", 0, low) + 1 if segment.piece else low
        shift = base - low
        cells: list[Stretch] = []
        for at in range(bisect_left(self._starts, first), len(self._spans)):
            span = self._spans[at]
            start, end, kind, value = span
            if start > high:
                break
            if start < end:
                if end > low and start < high:
                    start, end = max(start, low), min(end, high)
                    if kind == "link":
                        self._add_link(segment, value, start, end, shift, inner)
                    else:
                        inner.spans.append(Inline(kind, start + shift, end + shift, value))  # type: ignore[arg-type]
            elif kind == "cell" and low <= start:
                cells.append(span)
            elif kind == "box" and start == low:
                inner.checked.append(value)
            elif kind == "math" and low <= start:
                inner.spans.append(Inline("math", start + shift, start + shift, value))
            elif kind == "picture" and low < start < high:
                picture = read_picture_span(value, start + shift, self._addresses)
                inner.spans.extend([picture] if picture is not None else [])
        if cells:
            inner.cells.extend(self._read_cells(cells, high, shift))

    def _add_link(self, segment: Segment, value: str | None, start: int, end: int, shift: int, inner: Inner) -> None:
        low, high = start + shift, end + shift
        if value is not None and value[:1] == "#":
            if (name := self._notes.get(value[1:])) is not None:
                inner.spans.append(Inline("note", low, high, name))
                return
            words = self._text[start:end]
            if _NO_WORDS.issuperset(words) or (len(words) <= MAX_BACK and self._is_note(segment)):
                inner.cuts.append((low, high))
                return
            if (
                value == "#"
                or _leads_to_itself(segment)
                or not self._addresses.known
                or sum(map(str.isalpha, words)) < LEAST_LETTERS
            ):
                return
        address = self._addresses.absolute(value)
        if address is not None:
            inner.spans.append(Inline("link", low, high, address))

    def _is_note(self, segment: Segment) -> bool:
        blocks = segment.facts.block.nearest(3) if self._notes and segment.facts is not None else ()
        return any(name == "id" and value in self._notes for one in blocks for name, value in one.attributes)

    def _read_cells(self, cells: list[Stretch], end: int, shift: int) -> list[Cell]:
        """The cells of a row; a bar stands between those that hold text."""
        found = []
        for (start, _, _, cell), following in zip(cells, [*(one[0] for one in cells[1:]), end + 1], strict=True):
            text = self._text[start : min(following, end)].rstrip()
            if following <= end:
                text = text.removesuffix("|").rstrip()
            found.append(Cell(start + shift, start + shift + len(text), *cell))
        return found


def _leads_to_itself(segment: Segment) -> bool:
    """Whether a segment is a heading or a term, whose links to places of the page lead to the segment itself."""
    return segment.shape[:1] == "h" or (segment.facts is not None and segment.facts.block.tag == "dt")
