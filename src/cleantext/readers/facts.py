"""What a page says about each of its segments: facts with their sources in the markup, no verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cleantext.readers.hints import NAMES, words_of
from cleantext.readers.page import Page

__all__ = ["Block", "Facts", "Page", "Tree"]

#: Deeper elements share the path of their ancestor at this depth: pages of thousands of levels stay linear.
MAX_PATH = 128

_NONE: frozenset[str] = frozenset()


class Tree:
    """The elements of a page in document order, as tags and parents; it names an element's path when asked.

    >>> tree = Tree(["html", "body", "p", "p"], [-1, 0, 1, 1])
    >>> tree.path(3)
    '/html/body/p[2]'
    """

    __slots__ = ("_deep", "_lasting", "_named", "_places", "_words", "parents", "tags")

    def __init__(self, tags: list[str], parents: list[int]) -> None:
        """Take the tag and the parent's index (-1 for the root) of each element."""
        self.tags = tags
        self.parents = parents
        self._places: list[str] = []
        self._lasting: list[int] = []
        self._named: tuple[int, str] = (-1, "/")
        self._deep: dict[tuple[int, str], str] = {}
        self._words: dict[str, frozenset[str]] = {}

    def path(self, node: int) -> str:
        """The XPath of element ``node``; for elements deep down, of an ancestor and ``//`` and the tag."""
        last, path = self._named
        if node == last:
            return path
        if not self._lasting:
            self._places, self._lasting = self._numbered(), self._shallow()
        here = self._lasting[node] if node >= 0 else node
        if here == node:
            path = self._spelled(here)
        else:
            # Thousands of levels down, thousands of elements share the path of one ancestor.
            key = here, self.tags[node]
            path = self._deep.get(key) or f"{self._spelled(here)}//{self.tags[node]}"
            self._deep[key] = path
        # Lines of one element follow one another, and share their path.
        self._named = node, path
        return path

    def _spelled(self, here: int) -> str:
        parts = []
        while here >= 0:
            parts.append(self._places[here])
            here = self.parents[here]
        parts.reverse()
        return f"/{'/'.join(parts)}"

    def words(self, names: str) -> frozenset[str]:
        """The words of class names, each text of names taken apart once a page."""
        words = self._words.get(names)
        if words is None:
            words = self._words[names] = words_of(names)
        return words

    def _numbered(self) -> list[str]:
        """Each tag with its number among the siblings of that tag, where it has any."""
        counts: dict[tuple[int, str], int] = {}
        numbers = []
        for pair in zip(self.parents, self.tags, strict=True):
            counts[pair] = number = counts.get(pair, 0) + 1
            numbers.append(number)
        return [
            f"{pair[1]}[{number}]" if counts[pair] > 1 else pair[1]
            for pair, number in zip(zip(self.parents, self.tags, strict=True), numbers, strict=True)
        ]

    def _shallow(self) -> list[int]:
        """For each element the one whose path it shares: itself, or deep down its ancestor at the last depth told."""
        depths: list[int] = []
        lasting: list[int] = []
        for node, parent in enumerate(self.parents):
            depth = depths[parent] + 1 if parent >= 0 else 1
            depths.append(depth)
            lasting.append(node if depth <= MAX_PATH else lasting[parent])
        return lasting


@dataclass(slots=True, eq=False)
class Block:
    """A block element: what all lines within it share. Treated as frozen once the page is read.

    ``index`` counts blocks, ``node`` elements, ``parent`` is the block around it; ``attributes`` and ``own`` are
    the attributes and marks of its own element.
    """

    index: int
    node: int
    parent: Block | None
    tag: str
    name: str
    shape: str
    inside: frozenset[str]
    depth: int
    attributes: list[tuple[str, str]]
    own: frozenset[str]
    tree: Tree
    lines: int = 0
    img: bool = False
    marks: frozenset[str] = _NONE
    container: int = 0
    ancestors: tuple[int, ...] = ()
    _classes: frozenset[str] | None = None

    @property
    def classes(self) -> frozenset[str]:
        """The words of the names that the block and the three blocks around it have."""
        if self._classes is None:
            names = " ".join([value for one in self.nearest(3) for name, value in one.attributes if name in NAMES])
            self._classes = self.tree.words(names)
        return self._classes

    def nearest(self, count: int) -> Iterator[Block]:
        """The block and up to ``count`` blocks around it."""
        here: Block | None = self
        while here is not None and count >= 0:
            yield here
            here = here.parent
            count -= 1


@dataclass(slots=True, eq=False)
class Facts:
    """What the markup says about one segment. Treated as frozen; segments of one block share what they can.

    ``links`` are (start, end, href) in ``Document.text``, ``link_share`` the share of characters in links, ``time`` the
    machine-readable time of a ``<time>`` within, ``marks`` hints of meaning ("author", "time", "tag", "headline"),
    ``hidden`` whether the page does not show the text.
    """

    block: Block
    link_share: float = 0.0
    links: tuple[tuple[int, int, str], ...] = ()
    hidden: bool = False
    time: str | None = None
    marks: frozenset[str] = _NONE

    @property
    def path(self) -> str:
        """Where the block stands: ``/html/body/div[2]/p[3]``; ``/declared`` for a text that only the metadata holds."""
        if self.block.tag == "declared":
            return "/declared"
        return self.block.tree.path(self.block.node)

    @property
    def tag(self) -> str:
        """The tag of the block, or of the caption, heading or label around it; "lost" where the parser dropped text."""
        return self.block.name

    @property
    def classes(self) -> frozenset[str]:
        """The words of class, id, role and itemprop of the block and the three blocks around it."""
        return self.block.classes

    @property
    def inside(self) -> frozenset[str]:
        """The regions around the text, among those of ``tags.REGIONS``."""
        return self.block.inside

    @property
    def depth(self) -> int:
        """How many elements stand around the block."""
        return self.block.depth

    @property
    def img(self) -> bool:
        """Whether the block holds a picture."""
        return self.block.img

    @property
    def container(self) -> int:
        """The index of the nearest block around this one that holds several blocks with text: siblings share it."""
        return self.block.container

    @property
    def ancestors(self) -> tuple[int, ...]:
        """The containers around the text, from the root to ``container``."""
        return self.block.ancestors


def settle(blocks: list[Block]) -> None:
    """Give each block what is known only at the end of a page: container, and the marks of its surroundings."""
    kids = [0] * len(blocks)
    filled = [block.lines > 0 for block in blocks]
    for block in reversed(blocks):
        if filled[block.index] and block.parent is not None:
            kids[block.parent.index] += 1
            filled[block.parent.index] = True
    chains: dict[int, tuple[int, ...]] = {}
    for block in blocks:
        parent = block.parent
        if not filled[block.index] or parent is None:
            continue
        if kids[parent.index] + (parent.lines > 0) > 1:
            block.container = parent.index
            if parent.index not in chains:
                # Made once for all siblings: thousands of them may stand thousands of levels deep.
                chains[parent.index] = (*parent.ancestors, parent.index)
            block.ancestors = chains[parent.index]
        else:
            block.container, block.ancestors = parent.container, parent.ancestors
        if block.lines:
            block.marks = block.own.union(*[one.own for one in block.nearest(2) if one.own])
