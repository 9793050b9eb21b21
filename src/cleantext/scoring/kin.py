"""Lines that the markup makes alike: of the same tag and class names, in the same container, in containers alike.

The posts of a thread are alike, and so are the teasers below an article: what is said of most of them holds for all.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from cleantext.document import Document
from cleantext.readers.facts import Block, Facts
from cleantext.segments.segment import Segment

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython

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
    count: cython.Py_ssize_t = len(lines)
    levels: cython.Py_ssize_t = LEVELS
    # A key is the number of a tag, and that of class words or of a container; 0 stands for a line without facts.
    keys = [array("Q", bytes(8 * count)) for _ in range(levels + 1)]
    makes: cython.ulonglong[::1] = keys[0]
    cousins: cython.ulonglong[::1]
    tags: dict[str, int] = {}
    classes: dict[frozenset[str], int] = {}
    known: dict[frozenset[str], frozenset[str]] = {}
    tag_keys: cython.ulonglong[::1] = array("Q", bytes(8 * count))
    line: Segment
    facts: Facts | None
    around: tuple[int, ...]
    key: cython.ulonglong
    at: cython.Py_ssize_t
    level: cython.Py_ssize_t
    for at in range(count):
        line = lines[at]
        facts = line.facts
        if facts is not None:
            tag, words = make_of(known, facts)
            key = tags.setdefault(tag, len(tags) + 1)
            tag_keys[at] = key << 32
            key = classes.setdefault(words, len(classes))
            makes[at] = tag_keys[at] | key
    for level in range(1, levels + 1):
        cousins = keys[level]
        for at in range(count):
            if tag_keys[at]:
                line = lines[at]
                facts = line.facts
                around = facts.block.ancestors if facts is not None else ()
                key = around[len(around) - level] + 1 if len(around) >= level else 0
                cousins[at] = tag_keys[at] | key
    names = ["make", *[f"cousins {level - 1} up" for level in range(1, LEVELS + 1)]]
    return {name: numbered(one, count) for name, one in zip(names, keys, strict=True)}


def make_of(known: dict[frozenset[str], frozenset[str]], facts: Facts) -> tuple[str, frozenset[str]]:
    """Tag and class words, except those with digits, which often count posts; ``known`` keeps those of classes."""
    block: Block = facts.block
    classes = block.classes
    words = known.get(classes)
    if words is None:
        words = known[classes] = frozenset(
            [word for word in classes if word.isalpha() or not any(map(str.isdecimal, word))]
        )
    return block.name, words


@cython.ccall
def numbered(keys: cython.ulonglong[::1], count: cython.Py_ssize_t) -> object:
    """The same number for the first ``count`` keys that are the same, from 0.

    >>> numbered(array("Q", [7, 1, 7]), 3).tolist()
    [0, 1, 0]
    """
    found = array("i", bytes(4 * count))
    if not cython.compiled:
        numbers: dict[int, int] = {}
        for place in range(count):
            found[place] = numbers.setdefault(keys[place], len(numbers))
        return found
    given: cython.int[::1] = found
    bits: cython.int = 4
    while (1 << bits) < 2 * count:
        bits += 1
    # The place of the first key that fell here, and 1; multiplied, keys spread over their highest bits.
    slots: cython.int[::1] = array("i", bytes(4 << bits))
    factor: cython.ulonglong = 0x9E3779B97F4A7C15
    slot: cython.Py_ssize_t
    mask: cython.Py_ssize_t = (1 << bits) - 1
    at: cython.Py_ssize_t
    different: cython.int = 0
    for at in range(count):
        slot = (keys[at] * factor) >> (64 - bits)
        while slots[slot] and keys[slots[slot] - 1] != keys[at]:
            slot = (slot + 1) & mask
        if slots[slot]:
            given[at] = given[slots[slot] - 1]
        else:
            slots[slot] = at + 1
            given[at] = different
            different += 1
    return found
