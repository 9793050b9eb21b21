# cython: infer_types=True
"""What the containers of a segment hold, and which lines the markup makes alike, by tag and class names.

The posts of a thread are alike: one by one they look like comments, together they are the page's text.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from cleantext.document import Document
from cleantext.html.facts import Block, Facts
from cleantext.scorer.columns import Columns, number_keys
from cleantext.scorer.line_features import Lines
from cleantext.text.segment import Segment

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython


#: Lines are grouped by the 3 containers around the nearest one, and weighed by the 4 nearest ones.
LEVELS, LEVELS_UP = 3, 4
_KIN = ("make", *[f"cousins {level} up" for level in range(LEVELS)])
_HOLDERS = frozenset(("article", "main"))
#: What is summed of a container: words of prose, words, words in links, removed segments, segments.
_MASSES = cython.declare(cython.int, 5)
_SHIFTS = (-2, -1, 1, 2)
_CONTAINERS = (
    *("in best container", "best container share", "container share", "container segments", "container prose"),
    "steps to best container",
    *[f"{name} {step} up" for step in range(LEVELS_UP) for name in ("share", "prose", "links", "removed", "segments")],
    *[f"same container at {shift:+d}" for shift in _SHIFTS],
)
_HOLDER = ("in holder", "holder share of prose", "holder share of words", "holder has title")


def kin_of(document: Document, lines: Sequence[Segment]) -> dict[str, array[int]]:
    """The groups that lines of a page are in, each as one number a line; none in a dump.

    >>> from cleantext.input.read import read_document
    >>> document, _ = read_document("<div class=post1><p>Oak.</p></div><div class=post2><p>Elm.</p><h2>Ash.</h2></div>")
    >>> kin_of(document, document.segments)["make"].tolist()
    [0, 0, 1]
    """
    if document.page is None:
        return {}
    count: cython.Py_ssize_t = len(lines)
    levels: cython.Py_ssize_t = LEVELS
    # A key is the number of a tag, and that of class words or of a container; 0 stands for a line without facts.
    keys: cython.ulonglong[::1] = array("Q", bytes(8 * count * (LEVELS + 1)))
    tags: dict[str, int] = {}
    classes: dict[frozenset[str], int] = {}
    known: dict[frozenset[str], frozenset[str]] = {}
    line: Segment
    facts: Facts | None
    around: tuple[int, ...]
    tag_key: cython.ulonglong
    key: cython.ulonglong
    for at in range(count):
        line = lines[at]
        facts = line.facts
        if facts is None:
            continue
        tag, words = make_of(known, facts)
        tag_key = tags.setdefault(tag, len(tags) + 1)
        tag_key <<= 32
        key = classes.setdefault(words, len(classes))
        keys[at] = tag_key | key
        around = facts.block.ancestors
        for level in range(1, levels + 1):
            key = around[len(around) - level] + 1 if len(around) >= level else 0
            keys[level * count + at] = tag_key | key
    return {name: number_keys(keys[place * count :], count) for place, name in enumerate(_KIN)}


def make_of(known: dict[frozenset[str], frozenset[str]], facts: Facts) -> tuple[str, frozenset[str]]:
    """The tag and the class words without digits, which often count posts; ``known`` keeps the words of classes."""
    block: Block = facts.block
    classes = block.classes
    words = known.get(classes)
    if words is None:
        words = known[classes] = frozenset(
            [word for word in classes if word.isalpha() or not any(map(str.isdecimal, word))]
        )
    return block.name, words


def add_masses(
    facts: list[Facts | None],
    prose: cython.float[::1],
    lines: Lines,
    linked: cython.float[::1],
    removed: cython.float[::1],
    columns: Columns,
) -> None:
    """Add how much the containers around a segment hold: prose, words, links, what steps have removed."""
    at: cython.Py_ssize_t
    low: cython.Py_ssize_t
    up: cython.Py_ssize_t
    shift: cython.Py_ssize_t
    count: cython.Py_ssize_t = columns.size
    size: cython.Py_ssize_t = 1
    own: cython.int[::1] = array("i", bytes(4 * count))
    chains: dict[int, tuple[int, ...]] = {}
    one: Facts | None
    for at in range(count):
        one = facts[at]
        if one is not None:
            own[at] = one.block.container
            size = max(size, one.block.container + 1)
            chains[one.block.container] = one.block.ancestors
    within: cython.double[::1] = array("d", bytes(8 * size * _MASSES))
    words: cython.float[::1] = lines.words
    share: cython.float
    total: cython.double = 0
    for at in range(count):
        place = own[at] * _MASSES
        within[place] += prose[at]
        within[place + 1] += words[at]
        share = words[at] * linked[at]
        within[place + 2] += share
        within[place + 3] += removed[at]
        within[place + 4] += 1
        total += prose[at]
    total = max(total, 1)
    best: cython.Py_ssize_t = 0
    for at in range(size):
        if within[at * _MASSES] > within[best * _MASSES]:
            best = at
    levels: cython.Py_ssize_t = LEVELS_UP
    under: cython.double[::1] = array("d", bytes(8 * size * _MASSES))
    under[:] = within
    upwards: cython.int[::1] = array("i", bytes(4 * size * levels))
    steps: cython.int[::1] = array("i", bytes(4 * size))
    lead: tuple[int, ...] = chains.get(best, ())
    chain: tuple[int, ...]
    for low, chain in chains.items():
        for at in range(len(chain) - 1):
            up = chain[at]
            for mass in range(_MASSES):
                under[up * _MASSES + mass] += within[low * _MASSES + mass]
        for at in range(levels):
            upwards[low * levels + at] = chain[max(0, len(chain) - 1 - at)] if chain else 0
        place = 0
        while place < min(len(chain), len(lead)) and chain[place] == lead[place]:
            place += 1
        steps[low] = len(lead) - place
    first: cython.Py_ssize_t = columns.take(_CONTAINERS)
    cells: cython.float[::1] = columns.cells
    held: cython.double = within[best * _MASSES] / total
    for at in range(count):
        place = own[at] * _MASSES
        cells[first + at] = own[at] == best
        cells[first + count + at] = held
        cells[first + 2 * count + at] = within[place] / total
        cells[first + 3 * count + at] = within[place + 4]
        cells[first + 4 * count + at] = within[place] / max(within[place + 1], 1)
        cells[first + 5 * count + at] = steps[own[at]]
        column = first + 6 * count + at
        for level in range(levels):
            place = upwards[own[at] * levels + level] * _MASSES
            cells[column] = under[place] / total
            cells[column + count] = under[place] / max(under[place + 1], 1)
            cells[column + 2 * count] = under[place + 2] / max(under[place + 1], 1)
            cells[column + 3 * count] = under[place + 3] / max(under[place + 4], 1)
            cells[column + 4 * count] = under[place + 4]
            column += 5 * count
        for shift in _SHIFTS:
            cells[column] = 0 <= at + shift < count and own[at + shift] == own[at]
            column += count


def add_holders(
    facts: list[Facts | None],
    titled: list[int],
    proses: cython.float[::1],
    total: cython.double,
    lines: Lines,
    columns: Columns,
) -> None:
    """Add what the nearest <article> or <main> around a segment holds, and how many of them there are."""
    count: cython.Py_ssize_t = columns.size
    own: cython.int[::1] = array("i", bytes(4 * count))
    known: dict[int, int] = {}
    size: cython.Py_ssize_t = 1
    one: Facts | None
    for at in range(count):
        one = facts[at]
        if one is not None:
            own[at] = _holder_of(one.block, known)
            size = max(size, own[at] + 1)
    inside: cython.double[::1] = array("d", bytes(8 * size))
    every: cython.double[::1] = array("d", bytes(8 * size))
    seen: cython.char[::1] = bytearray(size)
    words: cython.float[::1] = lines.words
    state: cython.int[::1] = lines.state
    suspected: cython.int[::1] = lines.suspected
    whole: cython.double = 0
    for at in range(count):
        inside[own[at]] += proses[at]
        if state[at] == 0 or suspected[at]:
            every[own[at]] += words[at]
            whole += words[at]
    whole = max(whole, 1)
    named = {own[at] for at in titled}
    first: cython.Py_ssize_t = columns.take(_HOLDER)
    cells: cython.float[::1] = columns.cells
    holders: cython.int = 0
    prose: cython.double = 0
    best: cython.double = 0
    for at in range(count):
        held = own[at]
        cells[first + at] = held > 0
        cells[first + count + at] = inside[held] / total if held else -1
        cells[first + 2 * count + at] = every[held] / whole if held else -1
        cells[first + 3 * count + at] = held > 0 and held in named
        if held and not seen[held]:
            seen[held] = 1
            holders += 1
            prose += inside[held]
            best = max(best, inside[held])
    columns.add_page(
        {"holders": holders, "prose in holders": prose / total, "best holder share": best / total},
    )


def _holder_of(block: Block, known: dict[int, int]) -> int:
    """The number of the nearest <article> or <main> around a block, itself included, from 1; 0 where it has none."""
    way = []
    here: Block | None = block
    found = 0
    while here is not None:
        if here.index in known:
            found = known[here.index]
            break
        way.append(here.index)
        if here.tag in _HOLDERS:
            found = here.index + 1
            break
        here = here.parent
    for index in way:
        known[index] = found
    return found
