"""How the words of a paragraph are dressed: the reader's spans, as offsets into the paragraph's text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from cleantext.html.media import Addresses
from cleantext.records import NamedTuple
from cleantext.structure.pictures import pictured
from cleantext.values import Cell, Inline

if TYPE_CHECKING:
    from cleantext.document import Document, Segment
    from cleantext.html.facts import Block
    from cleantext.html.line_builder import Stretch


#: Spans that may have no characters: something stands at their place.
POINTS = frozenset(("image", "math"))


class Cuts:
    """Stretches to leave out of a text: (start, end) pairs; one that begins within another is passed over.

    >>> cuts = Cuts([(6, 8)])
    >>> cuts.without("Ropes ¶ and tar"), cuts.place(8)
    ('Ropes and tar', 6)
    """

    __slots__ = ("_lows", "_stretches", "_sums")

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        """Put the stretches in order."""
        self._stretches: list[tuple[int, int]] = []
        for low, high in sorted(stretches):
            if not self._stretches or low >= self._stretches[-1][1]:
                self._stretches.append((low, high))
        self._lows = [low for low, _ in self._stretches]
        self._sums = [0, *accumulate(high - low for low, high in self._stretches)]

    def without(self, text: str) -> str:
        """The text without the stretches."""
        ends = [0, *(high for _, high in self._stretches)]
        return "".join(text[low:high] for low, high in zip(ends, [*self._lows, len(text)], strict=True))

    def place(self, offset: int) -> int:
        """Where a place of the text stands without the stretches."""
        count = bisect_left(self._lows, offset)
        inside = max(0, self._stretches[count - 1][1] - offset) if count else 0
        return offset - self._sums[count] + inside

    def moved(self, spans: Sequence[Inline]) -> list[Inline]:
        """The spans where they then stand; those that lose all of their words are gone."""
        placed = [one._replace(start=self.place(one.start), end=self.place(one.end)) for one in spans]
        return [one for one in placed if one.start < one.end or one.kind in POINTS]


#: What links to a place of the page itself are written with that are no words: permalinks of headings, ways back.
_NO_WORDS = frozenset("¶#§†↑↩↵^🔗⬆⤴⇑⏎↖⮐\ufe0e\ufe0f\u200b\u200c\u200d\u2060 ")
#: A link to a place of the page itself has at least 3 letters; with fewer it is a mark.
LEAST_LETTERS = 3
#: In a footnote a link to a place of the page leads back to its mark; it has at most 3 characters ("a", "^1").
MAX_BACK = 3


class Dressed(NamedTuple):
    """What the reader says of a paragraph: spans, cells, stretches that are no words, and the states of boxes.

    ``cuts`` are characters to leave out, in order.
    """

    spans: list[Inline]
    cells: list[Cell]
    cuts: list[tuple[int, int]]
    checked: list[bool]


class Spans:
    """The spans of a page's text, asked for stretch by stretch."""

    def __init__(self, document: Document, addresses: Addresses, notes: dict[str, str]) -> None:
        """Take the spans of the reader; ``notes`` names the page's footnotes by the ids that their marks lead to."""
        self._text = document.text
        self._spans = document.spans
        self._starts = [one[0] for one in document.spans]
        self._addresses = addresses
        self._notes = notes
        self._back = False

    def dress(self, segment: Segment, base: int, dressed: Dressed) -> None:
        """Add what is said of a segment whose text begins at offset ``base`` of its paragraph."""
        low, high = segment.start, segment.end
        # The spans of a line begin in it; of a piece, they may have begun before.
        first = self._text.rfind("\n", 0, low) + 1 if segment.piece else low
        shift = base - low
        # Headings and terms lead to themselves.
        block = segment.facts.block if segment.facts is not None else None
        own = segment.shape[:1] == "h" or (block is not None and block.tag == "dt")
        self._back = bool(self._notes) and block is not None and _is_note(block, self._notes)
        cells: list[tuple[int, Stretch]] = []
        for at in range(bisect_left(self._starts, first), len(self._spans)):
            span = self._spans[at]
            start, end, kind, value = span
            if start > high:
                break
            if start == end:
                if kind == "cell" and low <= start:
                    cells.append((start, span))
                elif kind == "box" and start == low:
                    dressed.checked.append(value)
                elif kind == "math" and low <= start:
                    dressed.spans.append(Inline("math", start + shift, start + shift, value))
                elif kind == "picture" and low < start < high:
                    dressed.spans.extend(pictured(value, start + shift, self._addresses))
            elif end > low and start < high:
                self._add(kind, value, max(start, low), min(end, high), shift, dressed, own=own)
        if cells:
            dressed.cells.extend(self._cells(cells, high, shift))

    def _add(
        self, kind: str, value: str | None, start: int, end: int, shift: int, dressed: Dressed, *, own: bool
    ) -> None:
        low, high = start + shift, end + shift
        if kind == "link":
            if value is not None and value[:1] == "#":
                if (name := self._notes.get(value[1:])) is not None:
                    dressed.spans.append(Inline("note", low, high, name))
                    return
                words = self._text[start:end]
                if _NO_WORDS.issuperset(words) or (self._back and len(words) <= MAX_BACK):
                    dressed.cuts.append((low, high))
                    return
                if own or value == "#" or not self._addresses.known or sum(map(str.isalpha, words)) < LEAST_LETTERS:
                    return
            value = self._addresses.absolute(value)
            if value is None:
                return
        dressed.spans.append(Inline(kind, low, high, value))  # type: ignore[arg-type]

    def _cells(self, cells: list[tuple[int, Stretch]], end: int, shift: int) -> list[Cell]:
        """The cells of a row; a bar stands between those that hold text."""
        found = []
        for (start, (_, _, _, cell)), following in zip(cells, [*(at for at, _ in cells[1:]), end + 1], strict=True):
            text = self._text[start : min(following, end)].rstrip()
            if following <= end and text[-1:] == "|":
                text = text[:-1].rstrip()
            found.append(Cell(start + shift, start + shift + len(text), *cell))
        return found


def _is_note(block: Block, notes: dict[str, str]) -> bool:
    """Whether a block is that of a footnote, or stands in it."""
    return any(name == "id" and value in notes for one in block.nearest(3) for name, value in one.attributes)


def without(text: str, dressed: Dressed) -> tuple[str, list[Inline]]:
    """The text without the stretches that are no words, and where its spans then stand.

    >>> without("Ropes ¶", Dressed([Inline("strong", 0, 5)], [], [(6, 7)], []))
    ('Ropes', [Inline(kind='strong', start=0, end=5, value=None, text=None)])
    """
    gone = Cuts(dressed.cuts)
    made = gone.without(text)
    # White space at its ends goes with what was cut off there.
    lead, shown = len(made) - len(made.lstrip()), made.strip()
    edges = Cuts([(0, lead), (lead + len(shown), len(made))])
    return shown, edges.moved(gone.moved(dressed.spans))
