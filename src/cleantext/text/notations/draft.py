"""What the notations of a dump say: a draft that each notation adds to, and what comes of it for readers and steps."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from cleantext.records import NamedTuple, dataclass, field
from cleantext.text.lines import Row, wrap_width
from cleantext.words.vocabulary import load_vocabulary

#: What a line of a notation is: the statement of a field, or a mark that holds none.
Kind = Literal[
    "title",
    "published",
    "modified",
    "author",
    "tags",
    "section",
    "description",
    "publisher",
    "language",
    "record",
    "mark",
    "form",
    "page",
]
#: The kinds that state a field of the article; the other kinds of tables are parts of a record.
FIELDS: tuple[Kind, ...] = (
    "title",
    "published",
    "modified",
    "author",
    "tags",
    "section",
    "description",
    "publisher",
    "language",
)


class Role(NamedTuple):
    """What a line is in a notation, the evidence for it, and the values that it states."""

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
    """What a dump's notations say of it.

    ``roles`` are known by the offset at which a line begins; ``continues`` are the offsets of lines that go on with a
    paragraph of the page before; ``links`` are in order; ``url`` is the address that a head states.
    """

    roles: Mapping[int, Role] = field(default_factory=dict)
    continues: frozenset[int] = frozenset()
    links: tuple[Reference, ...] = ()
    url: str | None = None

    def links_in(self, start: int, end: int) -> tuple[Reference, ...]:
        """The links whose words stand within a stretch of the text."""
        if not self.links:
            return ()
        low, high = (bisect_left(self.links, at, key=lambda one: one.start) for at in (start, end))
        return self.links[low:high]


#: What a text says that has no notation, and an HTML page.
PLAIN = Notation()


@dataclass(slots=True, eq=False)
class Draft:
    """The lines of a dump and what has been found in them so far; lines are known by the offset of their beginning.

    ``bound`` lines belong to the line before them, ``tight`` ones without a space between, ``softened`` ones without
    the hyphen before them. ``shapes`` are those that a line has from the line below it. ``cleaners`` take a
    notation's marks out of a line's text; backslashes go last where marks are ``escaped``, since those mean nothing.
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
        """Say what the line at ``index`` is; what a notation before has said stays."""
        self.roles.setdefault(self.rows[index].start, Role(kind, evidence, values))

    def is_free(self, index: int) -> bool:
        """Whether no notation has said what the line at ``index`` is."""
        return self.rows[index].start not in self.roles

    def top(self) -> int:
        """The index of the first free line."""
        return next((index for index in range(len(self.rows)) if self.is_free(index)), len(self.rows))

    def indent(self, index: int) -> int:
        """How many characters stand before the text of a line."""
        start = self.rows[index].start
        return start - max(self.text.rfind("\n", 0, start), self.text.rfind("\f", 0, start)) - 1

    def bind(self, start: int, end: int, *, tight: bool = False) -> None:
        """Say that the lines which begin within a stretch of the text belong to the line before."""
        for row in self._beginning_in(start, end):
            self.bound.add(row.start)
            if tight:
                self.tight.add(row.start)

    def _beginning_in(self, start: int, end: int) -> Iterator[Row]:
        """Yield the lines that begin after ``start`` and before ``end``."""
        low, high = 0, len(self.rows)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.rows[middle].start <= start else (low, middle)
        while low < len(self.rows) and self.rows[low].start < end:
            yield self.rows[low]
            low += 1

    @property
    def width(self) -> int:
        """The column at which the lines that no notation has taken are wrapped; 0 where they are not."""
        if self._width is None:
            self._width = wrap_width(
                [row for row in self.rows if row.start not in self.roles] if self.roles else self.rows
            )
        return self._width

    def clean(self, text: str, start: int) -> str:
        """The text of the line that begins at ``start`` without the marks of the notations; code stays as it is."""
        if not self.cleaners or self.is_code(start):
            return text
        for cleaner in self.cleaners:
            text = cleaner(text)
        return text

    def is_code(self, start: int) -> bool:
        """Whether a line stands between fences."""
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
        """What was found, for the steps."""
        if not (self.roles or self.continues or self.links or self.url):
            return PLAIN
        links = tuple(sorted(self.links))
        return Notation(self.roles, frozenset(self.continues), links, self.url)


def table_of(name: str) -> Mapping[str, str]:
    """A table of labels in their normalised form, and what each of them states."""
    table: Mapping[str, str] = load_vocabulary().tables[name]
    return table


def kind_of(told: str) -> Kind:
    """The kind of a line whose label the tables know as ``told``."""
    return next((kind for kind in FIELDS if kind == told), "record")
