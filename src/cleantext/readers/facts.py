"""What a page says about each of its segments: facts with their sources in the markup, no verdicts."""

from __future__ import annotations

from cleantext.readers.hints import NAMES
from cleantext.readers.page import Page
from cleantext.readers.tags import regions_of
from cleantext.readers.tree import Tree

__all__ = ["Block", "Facts", "Page", "Tree"]

_NONE: frozenset[str] = frozenset()


class Block:
    """A block element: what all lines within it share. Treated as frozen once the page is read.

    ``index`` counts blocks, ``node`` elements, ``parent`` is the block around it; ``attributes`` and ``own`` are
    the attributes and marks of its own element. ``regions`` are those around it, as
    bits. ``img`` says that it holds a picture itself, ``pictured`` that it or a block up to three levels below does.
    """

    __slots__ = (
        *("_classes", "_names", "ancestors", "attributes", "container", "depth", "img", "index", "lines"),
        *("marks", "name", "node", "own", "parent", "pictured", "regions", "shape", "tag", "tree"),
    )

    def __init__(
        self,
        index: int,
        node: int,
        parent: Block | None,
        tag: str,
        name: str,
        shape: str,
        regions: int,
        depth: int,
        attributes: list[tuple[str, str]],
        own: frozenset[str],
        tree: Tree,
    ) -> None:
        """Begin without lines."""
        self.index = index
        self.node = node
        self.parent = parent
        self.tag = tag
        self.name = name
        self.shape = shape
        self.regions = regions
        self.depth = depth
        self.attributes = attributes
        self.own = own
        self.tree = tree
        self.lines = 0
        self.img = False
        self.pictured = False
        self.marks = _NONE
        self.container = 0
        self.ancestors: tuple[int, ...] = ()
        self._names: str | None = None
        self._classes: frozenset[str] | None = None

    @property
    def names(self) -> str:
        """The names that the markup gives the block: its class, id, role and the like; custom elements are names."""
        if self._names is None:
            own = [self.tag] if "-" in self.tag else []
            self._names = " ".join([*own, *[value for name, value in self.attributes if name in NAMES]])
        return self._names

    @property
    def classes(self) -> frozenset[str]:
        """The words of the names that the block and the three blocks around it have."""
        if self._classes is None:
            self._classes = self.tree.words([names for one in self.nearest(3) if (names := one.names)])
        return self._classes

    @property
    def inside(self) -> frozenset[str]:
        """The regions around the text, among those of ``tags.REGION_BITS``."""
        return regions_of(self.regions)

    def nearest(self, count: int) -> list[Block]:
        """The block and up to ``count`` blocks around it."""
        found = []
        here: Block | None = self
        while here is not None and count >= 0:
            found.append(here)
            here = here.parent
            count -= 1
        return found


class Facts:
    """What the markup says about one segment. Treated as frozen; segments of one block share what they can.

    ``links`` are (start, end, href) in ``Document.text``, ``link_share`` the share of characters in links, ``time`` the
    machine-readable time of a ``<time>`` within, ``marks`` hints of meaning ("author", "time", "tag", "headline"),
    ``hidden`` whether the page does not show the text.
    """

    __slots__ = ("block", "hidden", "link_share", "links", "marks", "time")

    def __init__(
        self,
        block: Block,
        link_share: float = 0.0,
        links: tuple[tuple[int, int, str], ...] = (),
        hidden: bool = False,
        time: str | None = None,
        marks: frozenset[str] = _NONE,
    ) -> None:
        """Take what is known of the segment beside its block."""
        self.block = block
        self.link_share = link_share
        self.links = links
        self.hidden = hidden
        self.time = time
        self.marks = marks

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
        """The regions around the text, among those of ``tags.REGION_BITS``."""
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
        if block.lines and (marks := [one.own for one in block.nearest(2) if one.own]):
            block.marks = marks[0].union(*marks[1:])
