"""What the markup says of a segment: its element, its container, those around it, and others of the same make."""

from __future__ import annotations

from array import array

from cleantext.document import Document
from cleantext.filters.page_regions import is_thread
from cleantext.readers.facts import Block, Facts
from cleantext.readers.tags import REGION_BITS
from cleantext.scoring.columns import Columns, Lists
from cleantext.scoring.context import add_neighbours, distances
from cleantext.scoring.kin import numbered
from cleantext.scoring.lines import Lines
from cleantext.vocabulary import normalised

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython

REGIONS = ("nav", "aside", "footer", "header", "figure", "main", "article", "table", "blockquote", "form", "label", "a")
#: The 4 nearest containers around a segment are weighed.
LEVELS = 4
_HOLDERS = frozenset(("article", "main"))
_REGIONS = array("I", [REGION_BITS[region] for region in REGIONS])
#: What is summed of a container: words of prose, words, words in links, removed segments, segments.
_MASSES = 5


def linked_of(document: Document) -> array[float]:
    """The share of characters in links of each segment."""
    return array("f", [one.facts.link_share if one.facts is not None else 0.0 for one in document.segments])


def add_elements(document: Document, lines: Lines, linked: array[float], lists: Lists, columns: Columns) -> None:
    """Add all columns of the markup; a segment without facts has zeros."""
    facts = [one.facts for one in document.segments]
    columns.add("linked", linked)
    _add_facts(facts, lists, columns)
    titled = _add_titles(document, columns)
    prose = array("f", bytes(4 * columns.size))
    removed = array("f", bytes(4 * columns.size))
    _read_prose(lines.words, lines.prose, linked, lines.state, prose, removed)
    _add_masses(facts, prose, lines, linked, removed, columns)
    _add_holders(facts, titled, prose, lines, columns)
    _add_kin(facts, prose, lines, linked, removed, columns)
    _add_declared(document, lists, columns)


def _read_prose(
    words: cython.float[::1],
    is_prose: cython.float[::1],
    linked: cython.float[::1],
    state: cython.int[::1],
    prose: cython.float[::1],
    removed: cython.float[::1],
) -> None:
    """Fill two columns: the words of open prose that is no link, and whether a step has removed the segment."""
    at: cython.Py_ssize_t
    for at in range(len(words)):
        if is_prose[at] and linked[at] < 0.5 and state[at] == 0:
            prose[at] = words[at]
        removed[at] = 0 < state[at] < 9


def _add_facts(facts: list[Facts | None], lists: Lists, columns: Columns) -> None:
    """Add what each segment's own element is: links, depth, tag, regions, the known words of class names."""
    count: cython.Py_ssize_t = columns.size
    own: cython.float[::1] = columns.take(("links", "depth", "hidden", "picture", "marks", "tag"))
    classes: cython.float[::1] = columns.take([f"class {word}" for word in lists.classes])
    inside: cython.float[::1] = columns.take([f"in {region}" for region in REGIONS])
    tags = {tag: index for index, tag in enumerate(lists.tags, 1)}
    known = {word: index * count for index, word in enumerate(lists.classes)}
    bits: cython.uint[::1] = _REGIONS
    places: dict[frozenset[str], list[int]] = {}
    at: cython.Py_ssize_t
    place: cython.Py_ssize_t
    top: cython.Py_ssize_t = -1
    one: Facts | None
    block: Block
    # Some pages wrap all they have in a dozen elements more: what counts is how much further down a line stands.
    for one in facts:
        if one is not None and one.block.name != "title" and (top < 0 or one.block.depth < top):
            top = one.block.depth
    for at in range(count):
        one = facts[at]
        if one is None:
            continue
        block = one.block
        own[at] = len(one.links)
        own[count + at] = max(0, block.depth - max(top, 0))
        own[2 * count + at] = one.hidden
        own[3 * count + at] = block.img
        own[4 * count + at] = len(one.marks)
        own[5 * count + at] = tags.get(block.name, 0)
        for place in range(len(bits)):
            if block.regions & bits[place]:
                inside[place * count + at] = 1
        words: frozenset[str] = block.classes
        named = places.get(words)
        if named is None:
            named = places[words] = [known[word] for word in words if word in known]
        for place in named:
            classes[place + at] = 1


def _add_masses(
    facts: list[Facts | None],
    prose: array[float],
    lines: Lines,
    linked: array[float],
    removed: array[float],
    columns: Columns,
) -> None:
    """Add how much the containers around a segment hold: prose, words, links, what steps have removed."""
    count: cython.Py_ssize_t = columns.size
    size: cython.Py_ssize_t = 1
    own: cython.int[::1] = array("i", bytes(4 * count))
    chains: dict[int, tuple[int, ...]] = {}
    at: cython.Py_ssize_t
    place: cython.Py_ssize_t
    one: Facts | None
    for at in range(count):
        one = facts[at]
        if one is not None:
            own[at] = one.block.container
            size = max(size, one.block.container + 1)
            chains[one.block.container] = one.block.ancestors
    within: cython.double[::1] = array("d", bytes(8 * size * _MASSES))
    proses: cython.float[::1] = prose
    words: cython.float[::1] = lines.words
    links: cython.float[::1] = linked
    gone: cython.float[::1] = removed
    share: cython.float
    total: cython.double = 0
    for at in range(count):
        place = own[at] * _MASSES
        within[place] += proses[at]
        within[place + 1] += words[at]
        share = words[at] * links[at]
        within[place + 2] += share
        within[place + 3] += gone[at]
        within[place + 4] += 1
        total += proses[at]
    total = max(total, 1)
    best: cython.Py_ssize_t = 0
    for at in range(size):
        if within[at * _MASSES] > within[best * _MASSES]:
            best = at
    under: cython.double[::1] = array("d", bytes(8 * size * _MASSES))
    under[:] = within
    upwards: cython.int[::1] = array("i", bytes(4 * size * LEVELS))
    steps: cython.int[::1] = array("i", bytes(4 * size))
    lead: tuple[int, ...] = chains.get(best, ())
    chain: tuple[int, ...]
    low: cython.Py_ssize_t
    up: cython.Py_ssize_t
    mass: cython.Py_ssize_t
    for low, chain in chains.items():
        for at in range(len(chain) - 1):
            up = chain[at]
            for mass in range(_MASSES):
                under[up * _MASSES + mass] += within[low * _MASSES + mass]
        for at in range(LEVELS):
            upwards[low * LEVELS + at] = chain[max(0, len(chain) - 1 - at)] if chain else 0
        place = 0
        while place < min(len(chain), len(lead)) and chain[place] == lead[place]:
            place += 1
        steps[low] = len(lead) - place
    names = ["in best container", "best container share", "container share", "container segments", "container prose"]
    names += ["steps to best container"]
    for step in range(LEVELS):
        names += [f"{name} {step} up" for name in ("share", "prose", "links", "removed", "segments")]
    shifts = (-2, -1, 1, 2)
    names += [f"same container at {shift:+d}" for shift in shifts]
    block: cython.float[::1] = columns.take(names)
    level: cython.Py_ssize_t
    column: cython.Py_ssize_t
    shift: cython.Py_ssize_t
    held: cython.double = within[best * _MASSES] / total
    for at in range(count):
        place = own[at] * _MASSES
        block[at] = own[at] == best
        block[count + at] = held
        block[2 * count + at] = within[place] / total
        block[3 * count + at] = within[place + 4]
        block[4 * count + at] = within[place] / max(within[place + 1], 1)
        block[5 * count + at] = steps[own[at]]
        column = 6 * count + at
        for level in range(LEVELS):
            place = upwards[own[at] * LEVELS + level] * _MASSES
            block[column] = under[place] / total
            block[column + count] = under[place] / max(under[place + 1], 1)
            block[column + 2 * count] = under[place + 2] / max(under[place + 1], 1)
            block[column + 3 * count] = under[place + 3] / max(under[place + 4], 1)
            block[column + 4 * count] = under[place + 4]
            column += 5 * count
        for shift in shifts:
            block[column] = 0 <= at + shift < count and own[at + shift] == own[at]
            column += count


def _add_titles(document: Document, columns: Columns) -> list[int]:
    """Add what a line shares with the titles that the page declares, and how far it is from where they stand.

    Gives the places of the lines that are such a title, or a heading of the first order.
    """
    titles = tuple([normalised(one.value) for one in document.page.titles] if document.page is not None else [])
    words = frozenset([word for title in titles for word in title.split() if len(word) > 3])
    shared = array("f", bytes(4 * columns.size))
    named: list[int] = []
    first: list[int] = []
    for index, one in enumerate(document.segments):
        if words and (own := one.key[:300].split()):
            shared[index] = sum([word in words for word in own]) / len(own)
        if one.facts is not None and one.facts.tag != "title":
            key = one.key
            if len(key) > 3 and any(title.startswith(key) for title in titles):
                named.append(index)
            if one.shape == "h1":
                first.append(index)
    columns.add("words of title", shared)
    for name, places in (("title", named), ("h1", first)):
        columns.add(f"from {name}", distances(places[0] if places else None, columns.size))
    return named + first


def _add_holders(
    facts: list[Facts | None], titled: list[int], prose: array[float], lines: Lines, columns: Columns
) -> None:
    """Add what the nearest <article> or <main> around a segment holds, and how many of them there are."""
    count: cython.Py_ssize_t = columns.size
    holder: dict[int, int] = {}
    own = [0] * count
    inside: dict[int, float] = {}
    every: dict[int, float] = {}
    whole = 0.0
    words, state, suspected = lines.words, lines.state, lines.suspected
    at: cython.Py_ssize_t
    one: Facts | None
    for at in range(count):
        one = facts[at]
        held = 0
        if one is not None:
            found = holder.get(one.block.index)
            held = own[at] = _holder_of(one.block, holder) if found is None else found
        inside[held] = inside.get(held, 0.0) + prose[at]
        if state[at] == 0 or suspected[at]:
            every[held] = every.get(held, 0.0) + words[at]
            whole += words[at]
    total, whole = max(1.0, sum(prose)), max(1.0, whole)
    named = {own[at] for at in titled}
    block = columns.take(("in holder", "holder share of prose", "holder share of words", "holder has title"))
    for at in range(count):
        held = own[at]
        block[at] = held > 0
        block[count + at] = inside[held] / total if held else -1
        block[2 * count + at] = every.get(held, 0.0) / whole if held else -1
        block[3 * count + at] = held > 0 and held in named
    inside.pop(0, None)
    columns.add_page(
        {
            "holders": len(inside),
            "prose in holders": sum(inside.values()) / total,
            "best holder share": max(inside.values(), default=0.0) / total,
        }
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
    known.update(dict.fromkeys(way, found))
    return found


def _add_kin(
    facts: list[Facts | None],
    prose: array[float],
    lines: Lines,
    linked: array[float],
    removed: array[float],
    columns: Columns,
) -> None:
    """Add what segments of the same tag and the same class names are like, on the page and in the container."""
    makes = numbered([(one.tag, one.block.classes) if one is not None else None for one in facts])
    beside = numbered([(one.tag, one.block.container) if one is not None else None for one in facts])
    total = max(1.0, sum(prose))
    for name, group in (("make", makes), ("siblings", beside)):
        names = [f"{name} {what}" for what in ("count", "share of prose", "words", "prose", "linked", "removed")]
        block = columns.take(names)
        _write_means(group, (prose, lines.words, lines.prose, linked, removed), total, block)
    add_neighbours({"tag number": array("f", [hash_of(one.tag) if one is not None else 0 for one in facts])}, columns)


def _write_means(
    group: cython.int[::1], values: tuple[array[float], ...], total: cython.double, block: cython.float[::1]
) -> None:
    """Write the size of each segment's group and what its segments are like: shares of ``total``, then means."""
    count: cython.Py_ssize_t = len(group)
    size: cython.Py_ssize_t = 1 + max(group)
    sizes: cython.double[::1] = array("d", bytes(8 * size))
    sums: cython.double[::1]
    row: cython.float[::1]
    at: cython.Py_ssize_t
    column: cython.Py_ssize_t = 0
    for at in range(count):
        sizes[group[at]] += 1
    for at in range(count):
        block[at] = sizes[group[at]]
    for one in values:
        row = one
        sums = array("d", bytes(8 * size))
        column += count
        for at in range(count):
            sums[group[at]] += row[at]
        for at in range(count):
            block[column + at] = sums[group[at]] / (total if column == count else sizes[group[at]])


def hash_of(tag: str) -> int:
    """A small number for a tag, the same on every machine."""
    return sum(map(ord, tag)) % 61


def _add_declared(document: Document, lists: Lists, columns: Columns) -> None:
    """Add what the page declares: its types, and whether a segment stands in the body that it declares."""
    page = document.page
    types = {one.lower() for one in page.page_types} if page is not None else set()
    bodies = "\n".join(one.value for one in page.article_bodies) if page is not None else ""
    columns.add_page(
        {
            **{f"type {name}": name in types for name in lists.types},
            "types": len(types),
            "thread": is_thread(document),
            "declared body": bool(bodies),
        }
    )
    within = [bool(bodies) and one.words >= 3 and one.text in bodies for one in document.segments]
    columns.add("in declared body", within)
