"""The elements of a page as tags and parents: what an element's path is made from, when it is asked for."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, MutableSequence, Sequence

from cleantext.readers.hints import MAX_WORDY, words_of

#: Deeper elements share the path of their ancestor at this depth: pages of thousands of levels stay linear.
MAX_PATH = 128


class Tree:
    """The elements of a page in document order, as tags and parents; it names an element's path when asked.

    >>> tree = Tree(["html", "body", "p", "p"], [-1, 0, 1, 1])
    >>> tree.path(3)
    '/html/body/p[2]'
    """

    __slots__ = ("_counts", "_deep", "_lasting", "_named", "_numbers", "_paths", "_words", "depth", "parents", "tags")

    def __init__(self, tags: list[str], parents: list[int]) -> None:
        """Take the tag and the parent's index (-1 for the root) of each element."""
        self.tags = tags
        self.parents: MutableSequence[int] = parents
        #: How deep the deepest element stands that is asked for, where that is known.
        self.depth: int | None = None
        self._numbers: list[int] = []
        self._counts: dict[tuple[int, str], int] = {}
        self._lasting: Sequence[int] = ()
        self._named: tuple[int, str] = (-1, "/")
        self._deep: dict[tuple[int, str], str] = {}
        self._paths: dict[int, str] = {-1: ""}
        self._words: dict[str, frozenset[str]] = {}

    def path(self, node: int) -> str:
        """The XPath of element ``node``; for elements deep down, of an ancestor and ``//`` and the tag."""
        last, path = self._named
        if node == last:
            return path
        if not self._lasting:
            if not self._numbers:
                self._count()
            self._lasting = self._shallow()
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
        """The path of an element no deeper than is told; those around it are kept, as more text stands in them."""
        known = self._paths
        above = []
        while here not in known:
            above.append(here)
            here = self.parents[here]
        path = known[here]
        for node in reversed(above):
            path = known[node] = f"{path}/{self._place(node)}"
        return path or "/"

    def words(self, names: list[str]) -> frozenset[str]:
        """The words of several texts of class names, each text taken apart once a page."""
        key = " ".join(names)
        words = self._words.get(key)
        if words is None:
            apart = len(names) > 1 and len(key) <= MAX_WORDY
            words = frozenset[str]().union(*[self.words([one]) for one in names]) if apart else words_of(key)
            self._words[key] = words
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
        if not self._numbers:
            self._count()
        return self._numbers[node], self._counts[self.parents[node], self.tags[node]]

    def _count(self) -> None:
        """Number each element among the siblings of its tag."""
        counts = self._counts
        for pair in zip(self.parents, self.tags, strict=True):
            counts[pair] = number = counts.get(pair, 0) + 1
            self._numbers.append(number)

    def _place(self, node: int) -> str:
        """The tag of an element, with its number among the siblings of that tag where it has any."""
        tag = self.tags[node]
        return f"{tag}[{self._numbers[node]}]" if self._counts[self.parents[node], tag] > 1 else tag

    def _shallow(self) -> Sequence[int]:
        """For each element the one whose path it shares: itself, or deep down its ancestor at the last depth told."""
        if self.depth is not None and self.depth <= MAX_PATH:
            return range(len(self.parents))
        depths: list[int] = []
        lasting: list[int] = []
        for node, parent in enumerate(self.parents):
            depth = depths[parent] + 1 if parent >= 0 else 1
            depths.append(depth)
            lasting.append(node if depth <= MAX_PATH else lasting[parent])
        return lasting
