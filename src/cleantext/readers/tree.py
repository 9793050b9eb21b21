"""The elements of a page as tags and parents: what an element's path is made from, when it is asked for."""

from __future__ import annotations

from cleantext.readers.hints import words_of

#: Deeper elements share the path of their ancestor at this depth: pages of thousands of levels stay linear.
MAX_PATH = 128


class Tree:
    """The elements of a page in document order, as tags and parents; it names an element's path when asked.

    >>> tree = Tree(["html", "body", "p", "p"], [-1, 0, 1, 1])
    >>> tree.path(3)
    '/html/body/p[2]'
    """

    __slots__ = ("_deep", "_lasting", "_named", "_paths", "_places", "_words", "parents", "tags")

    def __init__(self, tags: list[str], parents: list[int]) -> None:
        """Take the tag and the parent's index (-1 for the root) of each element."""
        self.tags = tags
        self.parents = parents
        self._places: list[str] = []
        self._lasting: list[int] = []
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
        """The path of an element no deeper than is told; those around it are kept, as more text stands in them."""
        known = self._paths
        above = []
        while here not in known:
            above.append(here)
            here = self.parents[here]
        path = known[here]
        for node in reversed(above):
            path = known[node] = f"{path}/{self._places[node]}"
        return path or "/"

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
