"""The paragraphs and pictures of an article as a tree: what holds them around what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from cleantext.records import dataclass, field
from cleantext.values import Container, Image, Paragraph

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
