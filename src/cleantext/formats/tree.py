"""The paragraphs and pictures of an article as a tree: blocks within blocks, spans within spans, rows as a grid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from cleantext.records import dataclass, field
from cleantext.structure.spans import POINTS
from cleantext.values import Cell, Container, Image, Inline, Paragraph

if TYPE_CHECKING:
    from cleantext.article import Article


#: Rows are filled up to no more columns.
MAX_COLUMNS = 200


def cells_of(row: Paragraph) -> Sequence[Cell]:
    """The cells of a row; one for all of its text where it is not told apart."""
    return row.cells or (Cell(0, len(row.text)),)


def grid_of(rows: Sequence[Paragraph]) -> list[list[Cell | None]]:
    """The rows, all of one length; None where a cell of another place reaches, or none stands."""
    grid: list[list[Cell | None]] = []
    held: dict[int, int] = {}
    for row in rows:
        line: list[Cell | None] = []
        for cell in cells_of(row):
            _fill(line, held)
            columns = max(1, min(cell.columns, MAX_COLUMNS - len(line)))
            if cell.rows > 1:
                held.update(dict.fromkeys(range(len(line), len(line) + columns), cell.rows - 1))
            line += [cell, *[None] * (columns - 1)]
        _fill(line, held)
        grid.append(line)
    width = max(map(len, grid), default=0)
    return [line + [None] * (width - len(line)) for line in grid]


def _fill(line: list[Cell | None], held: dict[int, int]) -> None:
    """Leave the columns empty that a cell further up reaches into."""
    while held.get(len(line), 0) and len(line) < MAX_COLUMNS:
        held[len(line)] -= 1
        line.append(None)


def held_by(rows: Sequence[Paragraph]) -> list[list[tuple[Cell, int]]]:
    """The cells of each row, each with the number of rows that it takes up; no more than there are."""
    left = len(rows)
    return [[(cell, min(cell.rows, left - number)) for cell in cells_of(row)] for number, row in enumerate(rows)]


#: Spans within more others are not told apart; a paragraph has no more spans.
MAX_DEPTH, MAX_SPANS = 24, 100_000


@dataclass(slots=True)
class Styled:
    """A stretch of text and what dresses it (None for the whole), with the stretches in it that are dressed again."""

    start: int
    end: int
    span: Inline | None
    inner: list[Styled] = field(default_factory=list)


def styled(spans: Sequence[Inline], start: int, end: int) -> Styled:
    """The spans between two places of a text as a tree; where spans cross, the inner one ends with the outer,
    and one within another of its kind says nothing.

    >>> whole = styled([Inline("strong", 0, 9), Inline("em", 4, 12)], 0, 12)
    >>> [(one.span.kind, one.start, one.end) for one in (whole.inner[0], whole.inner[0].inner[0])]
    [('strong', 0, 9), ('em', 4, 9)]
    """
    spans = spans[:MAX_SPANS]
    whole = Styled(start, end, None)
    stack = [whole]
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        low, high = max(span.start, start), min(span.end, end)
        if low > high or (low == high and span.kind not in POINTS):
            continue
        while len(stack) > 1 and stack[-1].end <= low and not (stack[-1].end == low == high):
            stack.pop()
        high = min(high, stack[-1].end)
        if len(stack) > MAX_DEPTH or any(one.span is not None and one.span.kind == span.kind for one in stack):
            continue  # what is strong already
        if low > high or (low == high and span.kind not in POINTS):
            continue
        one = Styled(low, high, span)
        stack[-1].inner.append(one)
        if low < high:
            stack.append(one)
    return whole


#: What stands in more containers stands in the outermost ones.
MAX_NESTING = 24


class Rule:
    """A rule between two paragraphs."""


@dataclass(slots=True)
class Node:
    """A container (None for the article itself) and what stands in it, in order."""

    container: Container | None
    inner: list[Block] = field(default_factory=list)


Block = Node | Paragraph | Image | Rule


def tree_of(leaves: Iterable[Paragraph | Image]) -> Node:
    """The leaves in what holds them; neighbours in the same container share its node."""
    root = Node(None)
    stack = [root]
    for leaf in leaves:
        depth = 0
        within = leaf.within[:MAX_NESTING]
        for node, container in zip(stack[1:], within, strict=False):
            known = node.container
            if known is None or known.index != container.index or known.kind != container.kind:
                break
            depth += 1
        del stack[depth + 1 :]
        if isinstance(leaf, Paragraph) and leaf.ruled:
            stack[-1].inner.append(Rule())
        for container in within[depth:]:
            node = Node(container)
            stack[-1].inner.append(node)
            stack.append(node)
        stack[-1].inner.append(leaf)
    return root


def leaves_of(paragraphs: Sequence[Paragraph], images: Sequence[Image]) -> Iterator[Paragraph | Image]:
    """The paragraphs, and between them the pictures where they stand; those within a paragraph are its spans."""
    standing = [image for image in images if image.offset is not None]
    standing.sort(key=lambda image: image.offset or 0)
    at = 0
    for paragraph in paragraphs:
        while at < len(standing) and (standing[at].offset or 0) <= paragraph.span.start:
            yield standing[at]
            at += 1
        yield paragraph
        inner = {one.value for one in paragraph.spans if one.kind == "image"}
        while at < len(standing) and (standing[at].offset or 0) < paragraph.span.end:
            if standing[at].url not in inner:
                yield standing[at]
            at += 1
    yield from standing[at:]


def level_of(heading: Paragraph) -> int:
    """The level of a heading, from 1 to 6; 2 where none is told."""
    return min(max(heading.level or 2, 1), 6)


def runs_of(node: Node) -> Iterator[tuple[str, list[Block]]]:
    """What stands in a node, run by run, each with its kind.

    A run is the items of one list (``numbers`` where it is ordered), the ``terms`` and descriptions of one list, the
    ``rows`` of a table, or one ``block``.
    """
    for (kind, _), group in groupby(node.inner, key=_run):
        yield kind, list(group)


def _run(one: Block) -> tuple[str, object]:
    """What neighbours belong together by."""
    if isinstance(one, Node):
        container = one.container
        if container is not None and container.kind == "item":
            return "items" if container.number is None else "numbers", container.list
        if container is not None and container.kind in ("term", "description"):
            return "terms", container.list
        return "block", id(one)
    if isinstance(one, Paragraph) and one.kind == "table_row":
        return "rows", None
    return "block", id(one)


def stamp_of(article: Article) -> str | None:
    """When the article was published, as ISO text and as precise as the page says."""
    published = article.published.iso if article.published else None
    return published or (article.date.isoformat() if article.date else None)


def record_of(article: Article) -> tuple[str | None, str | None, str | None]:
    """Byline, place and time of publication, as far as the page tells them."""
    return article.byline, article.place.name if article.place else None, stamp_of(article)


def standfirst_of(article: Article) -> str | None:
    """The standfirst that the page shows; a description for search engines, or the first paragraph, does not count."""
    told = article.evidence.get("description")
    text = " ".join((article.description or "").split())
    if not text or told is None or told.span is None:
        return None
    return None if article.body[: len(text)] == text else text
