"""The structure that a text dump writes down: lists by marks and indents, quotations, rows, links and emphasis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from cleantext.html.media import Addresses
from cleantext.patterns import pattern
from cleantext.records import NamedTuple, replace
from cleantext.structure.spans import cut_out
from cleantext.values import Cell, Container, Inline, Paragraph

if TYPE_CHECKING:
    from cleantext.document import Document, Segment


#: The beginning of a line that opens or closes code.
FENCE = "```"
_FENCE = pattern(r"`{3,}\s*([\w+#.-]{1,30})?")
_LINK = pattern(
    r"(!?)\[((?:[^\[\]\n]|!\[[^\[\]\n]{0,400}\]\([^()\s]{0,2000}\)){0,400})\]"
    r"\(([^()\s]{0,2000})(?:\s\"([^\"\n]{0,300})\")?\)"
)
_EMPHASIS = pattern(r"(?<!\w)(\*\*|__|\*)(?=\S)([^*_\n]{1,400})(?<=\S)\1(?!\w)")
_CODE = pattern(r"(?<!`)(`{1,2})(?!`)([^`\n]{1,400})(?<!`)\1(?!`)")
#: The number of an item; a year or a heading ("2. Methods") has the same shape.
_NUMBERED = pattern(r"(\d{1,3})(\\?[.)]) (?=\S)")
_BULLETS = frozenset("•▪‣◦○●■·")
_SPACED = pattern(r"[•▪‣◦○●■·]\s{1,4}(?=\S)")
_BULLET = pattern(r"[*•▪‣+◦○-](?: \[(?P<box>[ xX])\])? (?=\S)")
_QUOTED = pattern(r"(?:> ?)+")
#: Quotations stand within at most 8 others.
MAX_QUOTES = 8
#: What ends a line, as for ``str.splitlines``.
_ENDS = r"\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
#: The rest of a line, and the line below the head of a table, which has dashes and bars.
_DASHES_BELOW = pattern(rf"[^{_ENDS}]{{0,2000}}(?:\r\n|[{_ENDS}])(?=[:| \t]*-)[-:| \t]{{3,999}}(?=[{_ENDS}]|\Z)")
#: A row with more than 2,000 bars has no cells.
MAX_BARS = 2000
#: Marks are looked for in paragraphs of at most 20,000 characters.
MAX_MARKED = 20_000


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

    def holds_both(self, last: Segment, segment: Segment) -> bool:
        """Whether two segments follow each other in one block of code."""
        fence = self.of.get(segment.index)
        return fence is not None and self.of.get(last.index) == fence and last.index + 1 == segment.index


def read_code(document: Document, first: Segment, last: Segment) -> str:
    """The lines of code between two segments as they stand, without the indent that all of them have."""
    low = first.start
    while low and document.text[low - 1] in " \t":
        low -= 1
    lines = document.text[low : last.end].splitlines()
    indent = min([len(line) - len(line.lstrip()) for line in lines if line.strip()], default=0)
    return "\n".join(line[indent:].rstrip() for line in lines)


def read_marks(raw: str, addresses: Addresses) -> tuple[str, list[Inline]]:
    """Read links and pictures, then code and emphasis: the text without their marks, and their spans.

    >>> read_marks("The *old* [ferry](/f) runs `make`", Addresses(None))[0]
    'The old ferry runs `make`'
    """
    spans: list[Inline] = []
    text = ""
    done = 0
    for match in _LINK.finditer(raw):
        text += raw[done : match.start()]
        done = match.end()
        at = len(text)
        url = addresses.absolute(match[3])
        words = _LINK.sub(r"\2", match[2])
        text += words
        if match[1]:
            if url is not None:
                spans.append(Inline("image", at, at, url, words or None))
            continue
        picture = _LINK.search(match[2])
        if picture is not None and picture[1] and (shown := addresses.absolute(picture[3])) is not None:
            spans.append(Inline("image", at, at, shown, picture[2] or None))
        if words and url is not None and match[3][:1] != "#":
            spans.append(Inline("link", at, at + len(words), url))
    text += raw[done:]
    # Ticks stay in the text; the value says so.
    spans += [Inline("code", match.start(), match.end(), "`") for match in _CODE.finditer(text)]
    for _ in range(2):
        text, spans = _read_emphasis(text, spans)
    return text, spans


def _read_emphasis(text: str, spans: list[Inline]) -> tuple[str, list[Inline]]:
    cuts: list[tuple[int, int]] = []
    found = list(spans)
    code = [one for one in spans if one.kind == "code"]
    for match in _EMPHASIS.finditer(text):
        low, high = match.span()
        if not any(one.start < high and low < one.end for one in code):
            size = len(match[1])
            cuts += [(low, low + size), (high - size, high)]
            found.append(Inline("strong" if size == 2 else "em", low, high))
    if not cuts:
        return text, spans
    return cut_out(text, found, cuts)


class Mark(NamedTuple):
    """The mark of a list that a text begins with: its number (None for a bullet) and its length."""

    number: int | None
    size: int


def _find_mark(text: str) -> Mark | None:
    if text[:1] in _BULLETS:
        match = _SPACED.match(text)
        return Mark(None, match.end()) if match else None
    match = _NUMBERED.match(text) if text[:1].isdigit() else None
    return Mark(int(match[1]), match.end()) if match else None


def is_marked(text: str) -> bool:
    """Whether a line begins with the mark of a list: a number or a bullet.

    >>> is_marked("2. Rope"), is_marked("• Rope"), is_marked("- Rope"), is_marked("2.5 m")
    (True, True, False, False)
    """
    return _find_mark(text) is not None


def find_marks(paragraphs: Sequence[Paragraph]) -> list[Mark | None]:
    """The mark of a list that each paragraph begins with.

    A number counts as one only where it counts on from the paragraph above, or the one below counts on from it; a
    bullet only beside another bullet.
    """
    found = [_find_mark(one.text) if one.kind in ("p", "list_item", "quote") else None for one in paragraphs]
    kept: list[Mark | None] = [None] * len(found)
    for at, (above, one) in enumerate(pairwise(found)):
        if above is not None and one is not None and one.number == (above.number and above.number + 1):
            kept[at], kept[at + 1] = above, one
    return kept


def nest_marked_items(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs of a page, with items where it writes lists as text: "1. Rope", "2. Tar" as lines of their own."""
    made = list(paragraphs)
    marks = find_marks(paragraphs)
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


def add_notation(document: Document, paragraphs: Sequence[Paragraph], addresses: Addresses) -> list[Paragraph]:
    """The paragraphs of a text dump, with what its notation says of them."""
    return list(_nest(document, [_add_inner(document, one, addresses) for one in paragraphs]))


def _nest(document: Document, paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs of lists and quotations with what holds them, the others as they are."""
    #: The open items, each with its indent and what holds its text.
    items: list[tuple[int, tuple[Container, ...]]] = []
    quotes: tuple[Container, ...] = ()
    index = 0
    for mark, one in zip(find_marks(paragraphs), paragraphs, strict=True):
        start = one.span.start
        quoted = _QUOTED.match(document.text, start) if one.kind == "quote" else None
        depth = min(quoted[0].count(">"), MAX_QUOTES) if quoted is not None else 0
        quotes = quotes[:depth]
        while len(quotes) < depth:
            index += 1
            quotes = (*quotes, Container("quote", index))
        if one.kind != "list_item" and mark is None:
            items = []
            left = _QUOTED.match(one.text) if depth else None
            yield replace(one, within=quotes, marker=left.end() if left else 0) if quotes else one
            continue
        number = mark.number if mark is not None else None
        indent = start - document.text.rfind("\n", 0, start) - 1
        while items and items[-1][0] > indent:
            items.pop()
        beside = items.pop()[1][-1] if items and items[-1][0] == indent else None
        outer = items[-1][1] if items else quotes
        index += 2
        joins = beside is not None and (beside.number is None) == (number is None)
        group = beside.list if beside is not None and joins else index - 1
        box = _BULLET.match(document.text, start)
        checked = None if box is None or box["box"] is None else box["box"] != " "
        within = (*outer, Container("item", index, group, number, checked))
        items.append((indent, within))
        marker = mark.size if mark is not None else 4 if checked is not None and one.text[:1] == "[" else 0
        yield replace(one, kind="list_item", within=within, marker=marker)


def _add_inner(document: Document, paragraph: Paragraph, addresses: Addresses) -> Paragraph:
    if paragraph.kind == "code":
        return paragraph
    spans = _find_spans(document, paragraph, addresses)
    cells: tuple[Cell, ...] = ()
    if paragraph.kind == "table_row" and paragraph.text.count("|") <= MAX_BARS:
        header = _DASHES_BELOW.match(document.text, paragraph.span.end) is not None
        cells = tuple(_split_cells(paragraph.text, header=header))
    return replace(paragraph, spans=tuple(spans), cells=cells) if spans or cells else paragraph


def _find_spans(document: Document, paragraph: Paragraph, addresses: Addresses) -> list[Inline]:
    raw = document.text[paragraph.span.start : paragraph.span.end]
    if len(raw) <= MAX_MARKED and any(mark in raw for mark in ("](", "*", "_", "`")):
        for bare in dict.fromkeys((raw.lstrip("#>*•▪‣- "), raw)):
            made, spans = read_marks(" ".join(bare.split()), addresses)
            if made == paragraph.text:
                return spans
    # The links that the notation has, found by their words in order.
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


def _split_cells(text: str, *, header: bool) -> Iterator[Cell]:
    """What stands between the bars or tabs of a row.

    >>> [(cell.start, cell.end) for cell in _split_cells("| Boat | Berth |", header=False)]
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
