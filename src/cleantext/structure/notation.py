"""The structure that a text dump writes down: lists by marks and indents, quotations, rows, links and emphasis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cleantext.patterns import pattern
from cleantext.records import NamedTuple, replace
from cleantext.structure.addresses import Addresses
from cleantext.structure.inline_marks import read_marks
from cleantext.structure.list_marks import marked_items
from cleantext.values import Cell, Container, Inline, Paragraph

if TYPE_CHECKING:
    from cleantext.document import Document

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
