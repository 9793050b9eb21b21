"""What the markup of a page says about each segment: facts, no verdicts."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, MutableSequence, Sequence

from cleantext.html.hints import MAX_WORDY, NAMES, words_of
from cleantext.html.tags import regions_of
from cleantext.metadata.collector import Page

__all__ = ["Block", "Facts", "Page", "Tree"]

#: Elements more than 128 levels down share the path of their ancestor there: pages of thousands of levels stay linear.
MAX_PATH = 128
_NONE: frozenset[str] = frozenset()


class Tree:
    """The elements of a page in document order, as tags and parents; it names an element's path when asked.

    >>> tree = Tree(["html", "body", "p", "p"], [-1, 0, 1, 1])
    >>> tree.path(3)
    '/html/body/p[2]'
    """

    __slots__ = ("_counts", "_last", "_numbers", "_paths", "_shown", "_words", "depth", "parents", "tags")

    def __init__(self, tags: list[str], parents: list[int]) -> None:
        """Take the tag and the parent's index (-1 for the root) of each element."""
        self.tags = tags
        self.parents: MutableSequence[int] = parents
        #: How deep the deepest element stands that is asked for, where that is known.
        self.depth: int | None = None
        #: The number of each element among the siblings of its tag, and how many siblings of a tag a parent has.
        self._numbers: list[int] = []
        self._counts: dict[tuple[int, str], int] = {}
        #: For each element, the one whose path is shown.
        self._shown: Sequence[int] = ()
        self._last: tuple[int, str] = (-1, "/")
        self._paths: dict[int, str] = {-1: ""}
        self._words: dict[tuple[str, ...], frozenset[str]] = {}

    def path(self, node: int) -> str:
        """The XPath of element ``node``; for elements deep down, of an ancestor and ``//`` and the tag."""
        last, path = self._last
        if node == last:
            return path
        if not self._shown:
            self._number_siblings()
            self._shown = self._find_shown()
        here = self._shown[node] if node >= 0 else node
        path = self._write_path(here) if here == node else f"{self._write_path(here)}//{self.tags[node]}"
        # Lines of one element follow one another, and share their path.
        self._last = node, path
        return path

    def _write_path(self, node: int) -> str:
        """The path of an element; those around it are kept, as more text stands in them."""
        known = self._paths
        above = []
        while node not in known:
            above.append(node)
            node = self.parents[node]
        path = known[node]
        for one in reversed(above):
            tag = self.tags[one]
            place = f"[{self._numbers[one]}]" if self._counts[self.parents[one], tag] > 1 else ""
            path = known[one] = f"{path}/{tag}{place}"
        return path or "/"

    def words(self, *names: str) -> frozenset[str]:
        """The words of several texts of class names; each text is taken apart once a page."""
        words = self._words.get(names)
        if words is None:
            key = " ".join(names)
            if len(names) > 1 and len(key) <= MAX_WORDY:
                words = frozenset[str]().union(*map(self.words, names))
            else:
                words = words_of(key)
            self._words[names] = words
        return words

    def around(self, nodes: Iterable[int]) -> set[int]:
        """The elements ``nodes`` and all those around them, -1 for what holds the root included."""
        found: set[int] = set()
        for node in nodes:
            while node not in found:
                found.add(node)
                node = self.parents[node] if node >= 0 else node
        return found

    def let_go(self) -> None:
        """Keep of the elements what paths are made from, and no more."""
        self.parents = array("i", self.parents)
        self._words = {}

    def numbered(self, node: int) -> tuple[int, int]:
        """Which of the siblings of its tag element ``node`` is, from 1, and how many they are."""
        self._number_siblings()
        return self._numbers[node], self._counts[self.parents[node], self.tags[node]]

    def _number_siblings(self) -> None:
        if self._numbers:
            return
        counts = self._counts
        for pair in zip(self.parents, self.tags, strict=True):
            counts[pair] = number = counts.get(pair, 0) + 1
            self._numbers.append(number)

    def _find_shown(self) -> Sequence[int]:
        """For each element, itself or its ancestor at the depth of ``MAX_PATH``."""
        if self.depth is not None and self.depth <= MAX_PATH:
            return range(len(self.parents))
        depths: list[int] = []
        shown: list[int] = []
        for node, parent in enumerate(self.parents):
            depths.append(depths[parent] + 1 if parent >= 0 else 1)
            shown.append(node if depths[node] <= MAX_PATH else shown[parent])
        return shown


class Block:
    """A block element: what all lines within it share. Treated as frozen once the page is read.

    ``index`` counts blocks, ``node`` elements, ``parent`` is the block around it; ``attributes`` and ``own`` are
    the attributes and marks of its own element. ``regions`` are those around it, as
    bits. ``img`` says that it holds a picture itself, ``pictured`` that it or a block up to three levels below does.
    """

    __slots__ = (
        *("_classes", "_names", "ancestors", "attributes", "container", "depth", "img", "index", "kids", "lines"),
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
        #: How many blocks right within this one hold text.
        self.kids = 0
        self._names: str | None = None
        self._classes: frozenset[str] | None = None

    @property
    def names(self) -> str:
        """The names that the markup gives the block: its class, id, role and the like; custom elements are names."""
        if self._names is None:
            names = [value for name, value in self.attributes if name in NAMES]
            self._names = " ".join([self.tag, *names] if "-" in self.tag else names)
        return self._names

    @property
    def classes(self) -> frozenset[str]:
        """The words of the names that the block and the three blocks around it have."""
        if self._classes is None:
            self._classes = self.tree.words(*[names for one in self.nearest(3) if (names := one.names)])
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
    block: Block
    parent: Block | None
    chains: dict[int, tuple[int, ...]] = {}
    for block in reversed(blocks):
        parent = block.parent
        if parent is not None and (block.lines or block.kids):
            parent.kids += 1
    for block in blocks:
        parent = block.parent
        if parent is None or not (block.lines or block.kids):
            continue
        if parent.kids + (parent.lines > 0) > 1:
            block.container = parent.index
            if parent.index not in chains:
                # Made once for all siblings: thousands of them may stand thousands of levels deep.
                chains[parent.index] = (*parent.ancestors, parent.index)
            block.ancestors = chains[parent.index]
        else:
            block.container, block.ancestors = parent.container, parent.ancestors
        if block.lines:
            block.marks = block.own
            for _ in range(2):
                if parent is None:
                    break
                block.marks = block.marks | parent.own if parent.own else block.marks
                parent = parent.parent
