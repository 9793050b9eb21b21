"""The paragraphs and pictures of an article as a tree: blocks within blocks, spans within spans, rows as a grid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from cleantext.records import dataclass, field
from cleantext.structure.containers import MAX_NESTING
from cleantext.structure.spans import POINTS
from cleantext.values import Cell, Container, Image, Inline, Paragraph

if TYPE_CHECKING:
    from cleantext.article import Article


#: A row has at most 200 columns.
MAX_COLUMNS = 200
#: A paragraph has at most 100,000 spans.
MAX_SPANS = 100_000


class Rule:
    """A rule between two paragraphs."""


@dataclass(slots=True)
class TreeNode:
    """A container (None for the article itself) and what stands in it, in order."""

    container: Container | None
    inner: list[Block] = field(default_factory=list)


Block = TreeNode | Paragraph | Image | Rule


@dataclass(slots=True)
class StyledText:
    """A stretch of text and its span (None for the whole text), with the stretches in it that have spans."""

    start: int
    end: int
    span: Inline | None
    inner: list[StyledText] = field(default_factory=list)


def build_tree(paragraphs: Sequence[Paragraph], images: Sequence[Image]) -> TreeNode:
    """Put paragraphs and pictures into the containers that hold them; neighbours in one container share its node."""
    root = TreeNode(None)
    stack = [root]
    for leaf in _merge(paragraphs, images):
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
            node = TreeNode(container)
            stack[-1].inner.append(node)
            stack.append(node)
        stack[-1].inner.append(leaf)
    return root


def _merge(paragraphs: Sequence[Paragraph], images: Sequence[Image]) -> Iterator[Paragraph | Image]:
    """The paragraphs, and between them the pictures where they stand; those within a paragraph are its spans."""
    standing = sorted([(image.offset, at) for at, image in enumerate(images) if image.offset is not None])
    at = 0
    for paragraph in paragraphs if standing else ():
        while at < len(standing) and standing[at][0] <= paragraph.span.start:
            yield images[standing[at][1]]
            at += 1
        yield paragraph
        inner = {one.value for one in paragraph.spans if one.kind == "image"}
        while at < len(standing) and standing[at][0] < paragraph.span.end:
            if images[standing[at][1]].url not in inner:
                yield images[standing[at][1]]
            at += 1
    yield from [images[index] for _, index in standing[at:]] if standing else paragraphs


def group_runs(node: TreeNode) -> Iterator[tuple[str, list[Block]]]:
    """Group what stands in a node into runs, each with its kind.

    A run is the items of one list (``numbers`` where it is ordered), the ``terms`` and descriptions of one list, the
    ``rows`` of a table, or one ``block``.
    """
    for (kind, _), group in groupby(node.inner, key=_find_run):
        yield kind, list(group)


def _find_run(one: Block) -> tuple[str, object]:
    """The kind of the run that a block belongs to, and what the blocks of that run have in common."""
    if isinstance(one, Paragraph) and one.kind == "table_row":
        return "rows", None
    container = one.container if isinstance(one, TreeNode) else None
    if container is not None and container.kind == "item":
        return "items" if container.number is None else "numbers", container.list
    if container is not None and container.kind in ("term", "description"):
        return "terms", container.list
    return "block", id(one)


def nest_spans(spans: Sequence[Inline], start: int, end: int) -> StyledText:
    """Nest the spans between two places of a text.

    Where spans cross, the inner one ends with the outer. A span within another of its kind is dropped.

    >>> whole = nest_spans([Inline("strong", 0, 9), Inline("em", 4, 12)], 0, 12)
    >>> [(one.span.kind, one.start, one.end) for one in (whole.inner[0], whole.inner[0].inner[0])]
    [('strong', 0, 9), ('em', 4, 9)]
    """
    whole = StyledText(start, end, None)
    stack = [whole]
    for span in sorted(spans[:MAX_SPANS], key=lambda one: (one.start, -one.end)):
        low, high = max(span.start, start), min(span.end, end)
        if low > high or (low == high and span.kind not in POINTS):
            continue
        while len(stack) > 1 and stack[-1].end <= low and not (stack[-1].end == low == high):
            stack.pop()
        high = min(high, stack[-1].end)
        if low > high or (low == high and span.kind not in POINTS):
            continue
        if len(stack) > MAX_NESTING or any(one.span is not None and one.span.kind == span.kind for one in stack):
            continue
        one = StyledText(low, high, span)
        stack[-1].inner.append(one)
        if low < high:
            stack.append(one)
    return whole


def cells_of(row: Paragraph) -> Sequence[Cell]:
    """The cells of a row; one cell with all of its text where the row has none."""
    return row.cells or (Cell(0, len(row.text)),)


def build_grid(rows: Sequence[Paragraph]) -> list[list[Cell | None]]:
    """Put the cells of rows into a grid whose rows have one length; None stands where no cell begins."""
    grid: list[list[Cell | None]] = []
    held: dict[int, int] = {}
    for row in rows:
        line: list[Cell | None] = []
        for cell in cells_of(row):
            _skip_held(line, held)
            columns = max(1, min(cell.columns, MAX_COLUMNS - len(line)))
            if cell.rows > 1:
                held.update(dict.fromkeys(range(len(line), len(line) + columns), cell.rows - 1))
            line += [cell, *[None] * (columns - 1)]
        _skip_held(line, held)
        grid.append(line)
    width = max(map(len, grid), default=0)
    return [line + [None] * (width - len(line)) for line in grid]


def _skip_held(line: list[Cell | None], held: dict[int, int]) -> None:
    """Leave the columns empty that a cell further up reaches into; ``held`` has the rows left of such cells."""
    while held.get(len(line), 0) and len(line) < MAX_COLUMNS:
        held[len(line)] -= 1
        line.append(None)


def level_of(heading: Paragraph) -> int:
    """The level of a heading, from 1 to 6; 2 where the page gives none."""
    return min(max(heading.level or 2, 1), 6)


def stamp_of(article: Article) -> str | None:
    """When the article was published, as ISO text and as precise as the page says."""
    published = article.published.iso if article.published else None
    return published or (article.date.isoformat() if article.date else None)


def record_of(article: Article) -> tuple[str | None, str | None, str | None]:
    """Byline, place and time of publication, each None where the page does not give it."""
    return article.byline, article.place.name if article.place else None, stamp_of(article)


def standfirst_of(article: Article) -> str | None:
    """The standfirst that the page shows; a description for search engines, or the first paragraph, does not count."""
    found = article.evidence.get("description")
    text = " ".join((article.description or "").split())
    if not text or found is None or found.span is None:
        return None
    return None if article.body[: len(text)] == text else text
