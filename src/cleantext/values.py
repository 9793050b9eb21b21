"""The values that an article is made of: small, frozen, typed, picklable.

Meanings follow schema.org; names are its terms in snake_case. A value holds what the page says and no more: absence is
None, never a guess.
"""

from __future__ import annotations

import datetime
from typing import Literal

from cleantext.records import NamedTuple, dataclass

Precision = Literal["year", "month", "day", "hour", "minute", "second"]
PlaceSource = Literal["header", "dateline", "byline", "declared"]
ParagraphKind = Literal["p", "subhead", "list_item", "quote", "table_row", "code", "correction"]
InputKind = Literal["text", "html"]
SpanKind = Literal[
    "strong",
    "em",
    "code",
    "kbd",
    "mark",
    "sup",
    "sub",
    "strike",
    "quote",
    "math",
    "time",
    "link",
    "image",
    "break",
    "note",
]
MediaKind = Literal["video", "audio", "embed"]
ContainerKind = Literal[
    "quote", "callout", "title", "item", "term", "description", "details", "summary", "table", "note"
]
Direction = Literal["ltr", "rtl"]
AccessKind = Literal["free", "metered", "paywalled"]


class Span(NamedTuple):
    """Characters ``start`` to ``end`` (exclusive) of ``Article.source``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Timestamp:
    """A moment as the page states it, no finer than it states it.

    ``iso`` is ISO 8601, cut to ``precision``: ``2025-07-18``, ``2025-07-18T14:05``, ``2025-07-18T14:05+01:00``. It is
    None where the text is relative ("3 hours ago") and no ``now`` was given. ``tz`` is the zone as written ("BST",
    "+01:00") or None. ``ambiguous`` says that day and month can be exchanged; ``alternatives`` then holds the other
    readings as ISO text.

    >>> Timestamp(iso="2025-07-18", precision="day", raw="Jul 18, 2025").day
    datetime.date(2025, 7, 18)
    """

    iso: str | None
    precision: Precision
    raw: str
    tz: str | None = None
    relative: bool = False
    ambiguous: bool = False
    alternatives: tuple[str, ...] = ()

    @property
    def day(self) -> datetime.date | None:
        """The calendar day, or None where the text is coarser than a day."""
        if self.iso is None or len(self.iso) < 10:
            return None
        return datetime.date.fromisoformat(self.iso[:10])


@dataclass(frozen=True, slots=True)
class Place:
    """A place: ``raw`` as written, ``region`` a code ("MN") where the text implies one, ``country_code`` ISO 3166-1
    alpha-2, ``source`` where on the page it was found."""

    raw: str
    name: str
    source: PlaceSource
    city: str | None = None
    region: str | None = None
    country_code: str | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening of a report, ``LONDON, Sept 28 (Reuters) -``: its text as written, the places, news agency and date
    that it names (``date`` as ISO text, day precision)."""

    text: str
    places: tuple[Place, ...] = ()
    agency: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Who signs the article, with role ("Political editor"), organisation and e-mail where given.

    ``kind`` is "organization" where the page declares its own desk or company as the author.
    """

    name: str
    role: str | None = None
    organization: str | None = None
    email: str | None = None
    kind: Literal["person", "organization"] = "person"


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the page: name as the page writes it, and the host name where known."""

    name: str | None
    domain: str | None = None


@dataclass(frozen=True, slots=True)
class Sponsor:
    """A sponsor, the distinct taglines it was announced with, and how many lines announced it."""

    name: str
    taglines: tuple[str, ...] = ()
    count: int = 1


@dataclass(frozen=True, slots=True)
class Caption:
    """The caption of a picture or film, and its credit where one is told apart."""

    text: str
    credit: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a paragraph: its words and its address, absolute where the page's own address is known."""

    text: str
    url: str


class Inline(NamedTuple):
    """How characters ``start`` to ``end`` (exclusive) of a paragraph's text are dressed, or what stands at ``start``.

    ``value`` is the address of a link or picture, the formula of ``math`` as TeX, the machine-readable time of
    ``time``, the name of a footnote for ``note``. ``text`` is the alternative text of a picture. A picture has no
    characters, a line ``break`` has one.

    >>> import cleantext
    >>> page = "<h1>Mill reopens</h1><p>The old mill in <b>Orrin</b> reopened on Monday after eleven years of work."
    >>> [(one.kind, one.start, one.end) for one in cleantext.extract(page).paragraphs[0].spans]
    [('strong', 16, 21)]
    """

    kind: SpanKind
    start: int
    end: int
    value: str | None = None
    text: str | None = None


class Cell(NamedTuple):
    """A cell of a table's row: its characters in the paragraph's text, and how many columns and rows it takes up."""

    start: int
    end: int
    header: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Container:
    """Something that holds a paragraph: a quotation, an item of a list, a table, a footnote.

    Paragraphs with an equal container stand in the same one; ``index`` tells neighbours apart. ``list`` is the index of
    the list that an item, term or description belongs to, ``number`` the number of an item in an ordered list,
    ``checked`` the state of an item's box, ``name`` the name of a footnote.
    """

    kind: ContainerKind
    index: int
    list: int | None = None
    number: int | None = None
    checked: bool | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the article: its address, what the page says of it, and where it stands.

    ``url`` is absolute where the page's own address is known; ``width`` and ``height`` are pixels as the page states
    them. ``offset`` is the place in ``Article.source``, None for a picture that the page only declares; ``within`` is
    what holds the picture, the outermost first.
    """

    url: str
    alt: str | None = None
    offset: int | None = None
    title: str | None = None
    width: int | None = None
    height: int | None = None
    caption: Caption | None = None
    within: tuple[Container, ...] = ()


@dataclass(frozen=True, slots=True)
class Media:
    """A film, a sound or an embedded page of the article: its address, its title where said, and where it stands.

    ``author`` and ``text`` are those of a post of a social network that the page embeds.
    """

    kind: MediaKind
    url: str
    title: str | None
    offset: int
    author: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """A reader's comment: its text, who wrote it and when; ``depth`` 1 answers a comment of depth 0, and so on."""

    text: str
    author: str | None = None
    published: Timestamp | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body: its text, its kind, where it stands in ``Article.source``, and its structure.

    ``level`` is that of a heading (1 to 6). ``within`` is what holds the paragraph, the outermost first. ``spans`` are
    the markup of its words, outer ones before inner ones; ``cells`` are those of a row. The first ``marker`` characters
    are the mark of a list ("2. " in a text dump). ``code`` is the programming language of code, ``language`` the
    language that the page declares for the paragraph, ``direction`` the direction of its script where the page states
    it. ``ruled`` says that a rule stands above it.
    """

    text: str
    kind: ParagraphKind
    span: Span
    level: int | None = None
    within: tuple[Container, ...] = ()
    spans: tuple[Inline, ...] = ()
    cells: tuple[Cell, ...] = ()
    marker: int = 0
    code: str | None = None
    language: str | None = None
    direction: Direction | None = None
    ruled: bool = False

    @property
    def links(self) -> tuple[Link, ...]:
        """Its links, as words and address."""
        return tuple(Link(self.text[one.start : one.end], one.value or "") for one in self.spans if one.kind == "link")


@dataclass(frozen=True, slots=True)
class Part:
    """One of the articles on a page that holds several: its title, the outlet and the topic named for it, its text.

    ``span`` goes from its title to the end of its last paragraph; ``stamp`` is the time that a live report gives it.
    """

    headline: str | None
    paragraphs: tuple[Paragraph, ...]
    span: Span
    publisher: str | None = None
    section: str | None = None
    stamp: str | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """Whether the text is free to read, and the line that says so."""

    kind: AccessKind
    evidence: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a field has its value: the step that found it, the rule that held, and where."""

    step: str
    rule: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A coded warning with one sentence for people."""

    code: str
    message: str


class Verdict(NamedTuple):
    """One entry of the ledger: a stretch of one input line, and what became of it.

    ``number`` counts lines from 1, ``start`` and ``end`` are offsets into ``Article.source``. The lines that a reader
    left unread (``over-limit``, ``out-of-time``) share one entry. Exactly one of ``field`` and ``reason`` is set.
    ``step`` and ``evidence`` say which step decided, and why.
    """

    number: int
    start: int
    end: int
    text: str
    field: str | None
    reason: str | None
    step: str
    evidence: str
    path: str | None = None
