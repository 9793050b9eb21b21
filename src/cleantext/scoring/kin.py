"""Lines that the markup makes alike: of the same tag and class names, in the same container, in containers alike.

The posts of a thread are alike, and so are the teasers below an article: what is said of most of them holds for all.
"""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Sequence

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
    known: dict[frozenset[str], frozenset[str]] = {}
    kin = {"make": numbered([make_of(known, one) if one is not None else None for one in facts])}
    for level in range(1, LEVELS + 1):
        keys = [_cousins(one, level) if one is not None else None for one in facts]
        kin[f"cousins {level - 1} up"] = numbered(keys)
    return kin


def make_of(known: dict[frozenset[str], frozenset[str]], facts: Facts) -> tuple[str, frozenset[str]]:
    """Tag and class words, except those with digits, which often count posts; ``known`` keeps those of classes."""
    classes = facts.block.classes
    words = known.get(classes)
    if words is None:
        words = known[classes] = frozenset(
            [word for word in classes if word.isalpha() or not any(map(str.isdecimal, word))]
        )
    return facts.block.name, words


def _cousins(facts: Facts, level: int) -> tuple[str, int]:
    """The tag, and the container ``level`` levels up, 1 being the nearest one."""
    around = facts.block.ancestors
    return facts.block.name, around[len(around) - level] if len(around) >= level else -1


def numbered(keys: Sequence[Hashable]) -> array[int]:
    """The same number for keys that are the same, from 0.

    >>> numbered(["p", "li", "p"]).tolist()
    [0, 1, 0]
    """
    numbers: dict[Hashable, int] = {}
    found = array("i", bytes(4 * len(keys)))
    for at, key in enumerate(keys):
        number = numbers.get(key)
        if number is None:
            number = numbers[key] = len(numbers)
        found[at] = number
    return found
