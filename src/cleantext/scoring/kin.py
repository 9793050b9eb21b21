"""Lines that the markup makes alike: of the same tag and class names, in the same container, in containers alike.

The posts of a thread are alike, and so are the teasers below an article: what is said of most of them holds for all.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import partial

from cleantext.document import Document, Segment
from cleantext.readers.facts import Facts

#: How many containers around the nearest one are looked at.
LEVELS = 3


def kin_of(document: Document, lines: Sequence[Segment]) -> dict[str, array[int]]:
    """The groups that lines of a page are in, each as one number a line; none in a dump.

    >>> from cleantext.readers import read_document
    >>> document, _ = read_document("<div class=post1><p>Oak.</p></div><div class=post2><p>Elm.</p><h2>Ash.</h2></div>")
    >>> kin_of(document, document.segments)["make"].tolist()
    [0, 0, 1]
    """
    if document.page is None:
        return {}
    facts = [line.facts for line in lines]
    unnumbered: dict[frozenset[str], frozenset[str]] = {}
    keys: dict[str, Callable[[Facts], Hashable]] = {"make": partial(make_of, unnumbered)}
    keys |= {f"cousins {level} up": partial(_cousins, level) for level in range(LEVELS)}
    return {name: numbered([key(one) if one else None for one in facts]) for name, key in keys.items()}


def make_of(known: dict[frozenset[str], frozenset[str]], facts: Facts) -> tuple[str, frozenset[str]]:
    """Tag and class words, except those with digits, which often count posts; ``known`` keeps those of classes."""
    classes = facts.classes
    if classes not in known:
        known[classes] = frozenset(word for word in classes if not any(map(str.isdecimal, word)))
    return facts.tag, known[classes]


def _cousins(level: int, facts: Facts) -> Hashable:
    """The tag, and the container ``level`` levels above the nearest one."""
    around = facts.block.ancestors
    return facts.tag, around[-1 - level] if len(around) > level else -1


def numbered(keys: Iterable[Hashable]) -> array[int]:
    """The same number for keys that are the same, from 0.

    >>> numbered(["p", "li", "p"]).tolist()
    [0, 1, 0]
    """
    numbers: dict[Hashable, int] = {}
    return array("i", [numbers.setdefault(key, len(numbers)) for key in keys])
