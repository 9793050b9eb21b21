"""What the notations of a dump say: a draft that each notation adds to, and what comes of it for readers and steps."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from typing import Literal, get_args

from cleantext.records import NamedTuple, dataclass, field
from cleantext.text.lines import Row, wrap_width
from cleantext.words.vocabulary import load_vocabulary

#: The kinds of lines that state a field of the article.
FieldKind = Literal[
    "title", "published", "modified", "author", "tags", "section", "description", "publisher", "language"
]
FIELDS: tuple[FieldKind, ...] = get_args(FieldKind)
#: The others are parts of a record, and marks without a statement.
Kind = Literal[FieldKind, "record", "mark", "form", "page"]


class Role(NamedTuple):
    """The kind of a line in a notation, the evidence for it, and the values that it states."""

    kind: Kind
    evidence: str
    values: tuple[str, ...] = ()


class Reference(NamedTuple):
    """A link: where its words stand in the text, and its address."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Notation:
    """The findings of a dump's notations.

    ``roles`` has the roles of lines by their offsets; ``continues`` the offsets of lines that go on with a paragraph of
    the page before; ``links`` are in order; ``url`` is the address that a head states.
    """

    roles: Mapping[int, Role] = field(default_factory=dict)
    continues: frozenset[int] = frozenset()
    links: tuple[Reference, ...] = ()
    url: str | None = None

    def links_in(self, start: int, end: int) -> tuple[Reference, ...]:
        """Return the links whose words stand within a stretch of the text."""
        if not self.links:
            return ()
        low, high = (bisect_left(self.links, at, key=lambda one: one.start) for at in (start, end))
        return self.links[low:high]


#: The notation of HTML pages, and of texts without one.
PLAIN = Notation()


@dataclass(slots=True, eq=False)
class Draft:
    """The lines of a dump and the findings so far; lines are known by the offset of their beginning.

    ``bound`` lines belong to the line before them, ``tight`` ones without a space between, ``softened`` ones without
    the hyphen before them. ``shapes`` are given by the line below. ``cleaners`` take a notation's marks out of a line's
    text; the backslashes of ``escaped`` marks go last.
    """

    text: str
    rows: list[Row]
    roles: dict[int, Role] = field(default_factory=dict)
    bound: set[int] = field(default_factory=set)
    tight: set[int] = field(default_factory=set)
    softened: set[int] = field(default_factory=set)
    continues: set[int] = field(default_factory=set)
    shapes: dict[int, str] = field(default_factory=dict)
    links: list[Reference] = field(default_factory=list)
    cleaners: list[Callable[[str], str]] = field(default_factory=list)
    url: str | None = None
    escaped: bool = False
    _width: int | None = None
    _code: set[int] | None = None

    def give(self, index: int, kind: Kind, evidence: str, *values: str) -> None:
        """Give the line at ``index`` a role; one from a notation before stays."""
        self.roles.setdefault(self.rows[index].start, Role(kind, evidence, values))

    def is_free(self, index: int) -> bool:
        """Return whether the line at ``index`` has no role."""
        return self.rows[index].start not in self.roles

    def top(self) -> int:
        """Return the index of the first free line."""
        return next((index for index in range(len(self.rows)) if self.is_free(index)), len(self.rows))

    def indent(self, index: int) -> int:
        """Return how many characters stand before the text of a line."""
        start = self.rows[index].start
        return start - max(self.text.rfind("\n", 0, start), self.text.rfind("\f", 0, start)) - 1

    def bind(self, start: int, end: int, *, tight: bool = False) -> None:
        """Bind the lines that begin within a stretch of the text to the line before."""
        at = bisect_right(self.rows, start, key=lambda row: row.start)
        while at < len(self.rows) and self.rows[at].start < end:
            self.bound.add(self.rows[at].start)
            if tight:
                self.tight.add(self.rows[at].start)
            at += 1

    @property
    def width(self) -> int:
        """The column at which the free lines are wrapped; 0 if they are not."""
        if self._width is None:
            free = [row for row in self.rows if row.start not in self.roles] if self.roles else self.rows
            self._width = wrap_width(free)
        return self._width

    def clean(self, text: str, start: int) -> str:
        """Return the text of the line at ``start`` without the marks of the notations; code stays as it is."""
        for cleaner in self.cleaners if self.cleaners and not self.is_code(start) else ():
            text = cleaner(text)
        return text

    def is_code(self, start: int) -> bool:
        """Return whether a line stands between fences."""
        if self._code is None:
            self._code = set()
            fenced = False
            for row in self.rows if "```" in self.text else ():
                if row.text.startswith("```"):
                    fenced = not fenced
                elif fenced:
                    self._code.add(row.start)
        return start in self._code

    def finish(self) -> Notation:
        """Return the findings for the steps."""
        if not (self.roles or self.continues or self.links or self.url):
            return PLAIN
        return Notation(self.roles, frozenset(self.continues), tuple(sorted(self.links)), self.url)


def load_labels(name: str) -> Mapping[str, str]:
    """Return a table of the word lists: normalised labels, and what each states."""
    table: Mapping[str, str] = load_vocabulary().tables[name]
    return table


def kind_of(told: str) -> Kind:
    """Return the kind of a line whose label the tables know as ``told``."""
    return next((kind for kind in FIELDS if kind == told), "record")
