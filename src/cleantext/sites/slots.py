"""Where a line stands, in terms that hold on other pages of its site too: the make of its element, its neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from cleantext.document import Document, Segment
from cleantext.marks import Field, Removed
from cleantext.patterns import pattern
from cleantext.readers.facts import Facts
from cleantext.scoring.kin import make_of
from cleantext.segments.records import dated
from cleantext.sites.keys import NUMBERED, key_of, keyed, shape_key
from cleantext.vocabulary import normalised

#: The fields whose places are learned, and those of which the names are: who signs one page may sign another.
LEARNED = (Field.HEADLINE, Field.BYLINE, Field.PUBLISHED, Field.DATE, Field.SECTION, Field.PLACE, Field.PUBLISHER)
NAMED = (Field.BYLINE, Field.PUBLISHER)
#: A date line of at most 12 words is the same neighbour on all pages.
MAX_DATED = 12

_DATE, _EDGE = keyed("# a date line"), 0
#: What turns the key of a neighbour into that of the place beside it.
_UNDER, _OVER, _WORD = keyed("# under"), keyed("# over"), 2**64 - 1
_DIGIT = pattern(r"\d")


class Slot(NamedTuple):
    """A place by its key, and the key of what makes it: an element's make, or a neighbour."""

    key: int
    maker: int


class Slots:
    """The places of the lines of a page: for each its own key, and the slots that it stands in.

    >>> from cleantext.readers import read_document
    >>> one, other = (read_document(f"Quayside Post\\n{name}\\n9 May 2024\\nA story.")[0] for name in ("Ada", "Ida"))
    >>> Slots(one).of(1) == Slots(other).of(1), Slots(one).of(1) == Slots(one).of(2)
    (True, False)
    """

    __slots__ = ("_beside_each", "_counts", "_made", "_makes", "_unnumbered", "keys", "segments")

    def __init__(self, document: Document) -> None:
        """Read the keys of all lines of a page."""
        self.segments = document.segments
        self.keys = [key_of(segment) for segment in self.segments]
        self._beside_each: list[int] | None = None
        self._unnumbered: dict[frozenset[str], frozenset[str]] = {}
        self._made: dict[tuple[str, frozenset[str]], int] = {}
        self._makes: list[int] | None = None
        self._counts: Counter[int] | None = None

    @property
    def makes(self) -> list[int]:
        """The make of each line's element; 0 in a dump."""
        if self._makes is None:
            self._makes = [self._make(segment.facts) for segment in self.segments]
        return self._makes

    def of(self, index: int) -> tuple[Slot, ...]:
        """The slots that a line stands in; being the page's first or last line does not count: all pages have these."""
        above, below = self._beside[index], self._beside[index + 2]
        make = self.makes[index]
        found = (
            Slot(above ^ _UNDER, above) if above else None,
            Slot(below ^ _OVER, below) if below else None,
            Slot((above * 3 + below) & _WORD, above) if above and below else None,
            Slot(make, make) if make else None,
        )
        return tuple(filter(None, found))

    @property
    def _beside(self) -> list[int]:
        """What each line is to those beside it, between the page's edges."""
        if self._beside_each is None:
            self._beside_each = [_EDGE, *map(_neighbour, self.segments, self.keys), _EDGE]
        return self._beside_each

    def crowd(self, slot: Slot) -> int:
        """How many lines of the page have what makes a slot: that element's make, or that neighbour."""
        if self._counts is None:
            self._counts = Counter(self.makes)
            self._counts.update(self._beside)
        return self._counts[slot.maker]

    def _make(self, facts: Facts | None) -> int:
        """The key of an element's make: its tag, and the class words of it and those around it."""
        if facts is None:
            return 0
        make = make_of(self._unnumbered, facts)
        if make not in self._made:
            self._made[make] = keyed(f"# {make[0]} {' '.join(sorted(make[1]))}")
        return self._made[make]


def _neighbour(segment: Segment, key: int) -> int:
    """What a line is to those beside it: all date lines are the same, and all counts in the same words."""
    if segment.words >= NUMBERED or not _DIGIT.search(segment.text):
        return _DATE if segment.words <= MAX_DATED and dated(segment.text) else key
    return _DATE if dated(segment.text) else shape_key(segment)


def name_key(field: Field, name: str) -> int:
    """The key of a name that a field may hold, wherever it stands."""
    return keyed(f"# {field} {normalised(name)}")


def passed(document: Document, slots: Slots) -> set[int]:
    """The slots of the date lines of a page that are not its article's."""
    found: set[int] = set()
    for segment, decision in zip(document.segments, document.decisions, strict=True):
        if decision is None or decision.step != "dates":
            continue
        mark = decision.mark
        if isinstance(mark, Removed) or mark.field is Field.DATE:
            found.update(slot.key for slot in slots.of(segment.index))
    return found


def held(document: Document, slots: Slots) -> Iterator[tuple[Field, set[int]]]:
    """The slots that hold the fields of a page which all steps have seen."""
    for field in LEARNED:
        claimed = document.claimed(field)
        index = claimed[0][0].index if claimed else _noted(document, field)
        if index is not None:
            yield field, {slot.key for slot in slots.of(index)}


def _noted(document: Document, field: Field) -> int | None:
    """The line that a note on a field is about."""
    span = next((note.span for note in document.noted(field) if note.span is not None), None)
    if span is None:
        return None
    return next((one.index for one in document.segments if one.start <= span.start < one.end), None)


def names(document: Document) -> set[int]:
    """The keys of the people and the house that a page which all steps have seen names."""
    return {name_key(field, name) for field in NAMED for name in _names(document, field)}


def _names(document: Document, field: Field) -> list[str]:
    """The people or the house that a page names."""
    values = [mark.value for _, mark in document.claimed(field)] or [note.value for note in document.noted(field)]
    if field is Field.BYLINE:
        return [one.name for value in values[:1] for one in getattr(value, "authors", ())]
    if field is Field.PUBLISHER:
        return [name for value in values if isinstance(name := getattr(value, "name", None), str)][:1]
    return []
