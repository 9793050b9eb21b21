"""The structure that a text dump writes down: lists by marks and indents, quotations, rows, links and emphasis."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from cleantext.html.media import Addresses
from cleantext.patterns import pattern
from cleantext.records import NamedTuple, replace
from cleantext.structure.spans import Cuts
from cleantext.values import Cell, Container, Inline, Paragraph, SpanKind

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


_LINK = pattern(
    r"(!?)\[((?:[^\[\]\n]|!\[[^\[\]\n]{0,400}\]\([^()\s]{0,2000}\)){0,400})\]"
    r"\(([^()\s]{0,2000})(?:\s\"([^\"\n]{0,300})\")?\)"
)
_EMPHASIS = pattern(r"(?<!\w)(\*\*|__|\*)(?=\S)([^*_\n]{1,400})(?<=\S)\1(?!\w)")
_CODE = pattern(r"(?<!`)(`{1,2})(?!`)([^`\n]{1,400})(?<!`)\1(?!`)")


def read_marks(raw: str, addresses: Addresses) -> tuple[str, list[Inline]]:
    """The text without its marks, and what they say: links and pictures first, then code and emphasis.

    >>> read_marks("The *old* [ferry](/f) runs `make`", Addresses(None))[0]
    'The old ferry runs `make`'
    """
    spans: list[Inline] = []
    made: list[str] = []
    size = done = 0
    for match in _LINK.finditer(raw):
        made.append(raw[done : match.start()])
        size += match.start() - done
        done = match.end()
        url = addresses.absolute(match[3])
        words = _LINK.sub(r"\2", match[2])
        if match[1]:
            if url is not None:
                spans.append(Inline("image", size, size, url, words or None))
            made.append(words)
        else:
            inner = _LINK.search(match[2])
            if inner is not None and inner[1] and (shown := addresses.absolute(inner[3])) is not None:
                spans.append(Inline("image", size, size, shown, inner[2] or None))
            made.append(words)
            if words and url is not None and match[3][:1] != "#":
                spans.append(Inline("link", size, size + len(words), url))
        size += len(words)
    made.append(raw[done:])
    text = "".join(made)
    text, spans = _taken(_CODE, text, spans, code=True)
    for _ in range(2):
        text, spans = _taken(_EMPHASIS, text, spans, code=False)
    return text, spans


def _taken(marks: re.Pattern[str], text: str, spans: list[Inline], *, code: bool) -> tuple[str, list[Inline]]:
    """The text without marks that a pattern finds, and the spans with those that it finds; code keeps its marks."""
    cuts: list[tuple[int, int]] = []
    found: list[tuple[SpanKind, int, int]] = []
    coded = [(one.start, one.end) for one in spans if one.kind == "code"]
    for match in marks.finditer(text):
        if code:
            found.append(("code", match.start(), match.end()))
        elif not any(low < match.end() and match.start() < high for low, high in coded):
            size = len(match[1])
            cuts += [(match.start(), size), (match.end() - size, size)]
            found.append(("strong" if size == 2 else "em", match.start(), match.end()))
    if code:
        # The value says that the marks stand in the text.
        return text, [*spans, *(Inline(kind, low, high, "`") for kind, low, high in found)]

    gone = Cuts((at, at + size) for at, size in cuts)
    return gone.without(text), gone.moved([*spans, *(Inline(kind, low, high) for kind, low, high in found)])


#: Numbers count on by one: a year or a heading ("2. Methods") is no item.
_NUMBERED = pattern(r"(\d{1,3})(\\?[.)]) (?=\S)")
_BULLETS = frozenset("•▪‣◦○●■·")
_SPACED = pattern(r"[•▪‣◦○●■·]\s{1,4}(?=\S)")


class Mark(NamedTuple):
    """The mark of a list that a text begins with: its number (None for a bullet) and its length."""

    number: int | None
    size: int


def marked_items(paragraphs: Sequence[Paragraph]) -> list[Mark | None]:
    """The mark of a list that each paragraph begins with.

    A number is one only where it counts on from the paragraph before, or the one below counts on from it; a bullet
    where another one stands beside it.
    """
    found = [_marked(one) for one in paragraphs]
    kept: list[Mark | None] = [None] * len(found)
    for at, (above, one) in enumerate(pairwise(found)):
        if above is not None and one is not None and one.number == (above.number and above.number + 1):
            kept[at], kept[at + 1] = above, one
    return kept


def _marked(paragraph: Paragraph) -> Mark | None:
    text = paragraph.text
    if paragraph.kind not in ("p", "list_item", "quote") or not (text[:1].isdigit() or text[:1] in _BULLETS):
        return None
    if text[:1] in _BULLETS:
        match = _SPACED.match(text)
        return Mark(None, match.end()) if match else None
    match = _NUMBERED.match(text)
    return Mark(int(match[1]), match.end()) if match else None


def is_marked(text: str) -> bool:
    """Whether a line begins with the mark of a list: a number or a bullet.

    >>> is_marked("2. Rope"), is_marked("• Rope"), is_marked("- Rope"), is_marked("2.5 m")
    (True, True, False, False)
    """
    return bool(_NUMBERED.match(text) or _SPACED.match(text))


def with_marks(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs of a page that writes lists as text: "1. Rope", "2. Tar" as lines of their own."""
    made = list(paragraphs)
    marks = marked_items(paragraphs)
    group = 0
    for at, (mark, one) in enumerate(zip(marks, paragraphs, strict=True)):
        if mark is None or any(container.kind == "item" for container in one.within):
            continue
        above = marks[at - 1] if at else None
        if above is None or (above.number is None) != (mark.number is None):
            group = -1 - 2 * at
        item = Container("item", -2 - 2 * at, group, mark.number)
        made[at] = replace(one, within=(*one.within, item), marker=mark.size, kind="list_item")
    return made


_BULLET = pattern(r"[*•▪‣+◦○-](?: \[(?P<box>[ xX])\])? (?=\S)")
_QUOTED = pattern(r"(?:> ?)+")
#: The line below the head of a table, which has dashes and bars.
_DASHES = pattern(r"[-:| \t]{3,999}")

#: A paragraph of more characters has no marks that are looked for.
MAX_MARKED = 20_000


def with_notation(document: Document, paragraphs: Sequence[Paragraph], addresses: Addresses) -> list[Paragraph]:
    """The paragraphs of a text dump, with what its notation says of them."""
    dressed = [_dressed(document, one, addresses) for one in paragraphs]
    return list(_listed(document, dressed))


class _Item(NamedTuple):
    """An open item: how far it is set in, and what holds its text."""

    indent: int
    within: tuple[Container, ...]


def _listed(document: Document, paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs, those of lists and quotations with what holds them."""
    marks = marked_items(paragraphs)
    items: list[_Item] = []
    quotes: tuple[Container, ...] = ()
    index = 0
    for mark, one in zip(marks, paragraphs, strict=True):
        number = mark.number if mark is not None else None
        start = one.span.start
        indent = start - document.text.rfind("\n", 0, start) - 1
        quoted = _QUOTED.match(document.text, start) if one.kind == "quote" else None
        depth = min(quoted[0].count(">"), 8) if quoted is not None else 0
        quotes = quotes[:depth]
        while len(quotes) < depth:
            index += 1
            quotes = (*quotes, Container("quote", index))
        if one.kind != "list_item" and mark is None:
            items = []
            marker = _marks_in(one.text) if depth else 0
            yield replace(one, within=quotes, marker=marker) if quotes else one
            continue
        while items and items[-1].indent > indent:
            items.pop()
        beside = items.pop() if items and items[-1].indent == indent else None
        outer = items[-1].within if items else quotes
        index += 2
        group: int | None = index - 1
        if beside is not None and (beside.within[-1].number is None) == (number is None):
            group = beside.within[-1].list
        box = _BULLET.match(document.text, start)
        checked = None if box is None or box["box"] is None else box["box"] != " "
        item = Container("item", index, group, number, checked)
        items.append(_Item(indent, (*outer, item)))
        marker = mark.size if mark is not None else 4 if checked is not None and one.text[:1] == "[" else 0
        yield replace(one, kind="list_item", within=(*outer, item), marker=marker)


def _marks_in(text: str) -> int:
    """The length of the marks of quotations that are left in a text."""
    match = _QUOTED.match(text)
    return match.end() if match else 0


def _dressed(document: Document, paragraph: Paragraph, addresses: Addresses) -> Paragraph:
    """A paragraph with the spans that its marks tell, and a row with its cells."""
    if paragraph.kind == "code":
        return paragraph
    raw = document.text[paragraph.span.start : paragraph.span.end]
    spans = _spans(document, paragraph, raw, addresses)
    cells: tuple[Cell, ...] = ()
    if paragraph.kind == "table_row":
        header = _is_ruled_below(document.text, paragraph.span.end)
        cells = tuple(_cells(paragraph.text, header=header))
    return replace(paragraph, spans=tuple(spans), cells=cells) if spans or cells else paragraph


def _is_ruled_below(text: str, end: int) -> bool:
    """Whether the line below the one that ends at ``end`` consists of dashes and bars."""
    below = text[end : end + 2000].splitlines()[1:2]
    return bool(below) and "-" in below[0] and _DASHES.fullmatch(below[0]) is not None


def _spans(document: Document, paragraph: Paragraph, raw: str, addresses: Addresses) -> list[Inline]:
    text = paragraph.text
    marks = any(mark in raw for mark in ("](", "*", "_", "`"))
    if marks and len(raw) <= MAX_MARKED:
        opening = len(raw) - len(raw.lstrip("#>*•▪‣- "))
        for at in (0, opening):
            made, spans = read_marks(" ".join(raw[at:].split()), addresses)
            if made == text:
                return spans
    return _linked(document, paragraph, addresses)


def _linked(document: Document, paragraph: Paragraph, addresses: Addresses) -> list[Inline]:
    """The links that the notation has, found by their words in order."""
    found = []
    at = 0
    for start, end, url in document.notation.links_in(*paragraph.span):
        words = " ".join(document.text[start:end].split())
        place = paragraph.text.find(words, at) if words else -1
        address = addresses.absolute(url)
        if place >= 0 and address is not None:
            at = place + len(words)
            found.append(Inline("link", place, at, address))
    return found


def _cells(text: str, *, header: bool) -> Iterator[Cell]:
    """What stands between the bars or tabs of a row.

    >>> [(cell.start, cell.end) for cell in _cells("| Boat | Berth |", header=False)]
    [(2, 6), (9, 14)]
    """
    bar = "|" if "|" in text else "\t"
    low, high = 0, len(text)
    if bar == "|":
        low += text.startswith("|")
        high -= text.endswith("|") and high - 1 > low
    for part in text[low:high].split(bar):
        lead = len(part) - len(part.lstrip())
        yield Cell(low + lead, low + max(lead, len(part.rstrip())), header)
        low += len(part) + 1
