# cython: infer_types=True
"""What the markup says of a segment: its element, its container, those around it, and others of the same make."""

from __future__ import annotations

from array import array

from cleantext.document import Document
from cleantext.filters.page_regions import is_thread
from cleantext.html.facts import Block, Facts
from cleantext.html.tags import REGION_BITS
from cleantext.scorer.columns import Columns, Lists, add_distances, add_neighbours, number_keys
from cleantext.scorer.line_features import Lines
from cleantext.scorer.line_words import WordSet
from cleantext.scorer.surroundings import add_holders, add_masses
from cleantext.text.segment import Segment
from cleantext.words.vocabulary import normalised

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython


REGIONS = ("nav", "aside", "footer", "header", "figure", "main", "article", "table", "blockquote", "form", "label", "a")
_REGIONS = array("I", [REGION_BITS[region] for region in REGIONS])
_OWN = ("links", "depth", "hidden", "picture", "marks", "tag")
_INSIDE = tuple([f"in {region}" for region in REGIONS])


def linked_of(document: Document) -> array[float]:
    """The share of characters in links of each segment."""
    found = array("f", bytes(4 * len(document.segments)))
    at: cython.Py_ssize_t
    linked: cython.float[::1] = found
    segment: Segment
    facts: Facts | None
    for at, segment in enumerate(document.segments):
        facts = segment.facts
        if facts is not None:
            linked[at] = facts.link_share
    return found


def add_elements(document: Document, lines: Lines, linked: array[float], lists: Lists, columns: Columns) -> None:
    """Add all columns of the markup; a segment without facts has zeros."""
    facts = [one.facts for one in document.segments]
    columns.add("linked", linked)
    _add_facts(facts, lists, columns)
    titled = _add_titles(document, columns)
    prose = array("f", bytes(4 * columns.size))
    removed = array("f", bytes(4 * columns.size))
    total = _read_prose(lines, linked, prose, removed)
    add_masses(facts, prose, lines, linked, removed, columns)
    add_holders(facts, titled, prose, total, lines, columns)
    _add_kin(facts, prose, total, lines, linked, removed, columns)
    _add_declared(document, lists, columns)


def _read_prose(
    lines: Lines, linked: cython.float[::1], prose: cython.float[::1], removed: cython.float[::1]
) -> cython.double:
    """Fill two columns: words of open prose outside links, whether a step removed the segment; the sum of words."""
    words: cython.float[::1] = lines.words
    is_prose: cython.float[::1] = lines.prose
    state: cython.int[::1] = lines.state
    total: cython.double = 0
    for at in range(len(words)):
        if is_prose[at] and linked[at] < 0.5 and state[at] == 0:
            prose[at] = words[at]
            total += words[at]
        removed[at] = 0 < state[at] < 9
    return max(total, 1)


def _add_facts(facts: list[Facts | None], lists: Lists, columns: Columns) -> None:
    """Add what each segment's own element is: links, depth, tag, regions, the known words of class names."""
    place: cython.Py_ssize_t
    count: cython.Py_ssize_t = columns.size
    own: cython.Py_ssize_t = columns.take(_OWN)
    classes: cython.Py_ssize_t = columns.take([f"class {word}" for word in lists.classes])
    inside: cython.Py_ssize_t = columns.take(_INSIDE)
    cells: cython.float[::1] = columns.cells
    tags = {tag: index for index, tag in enumerate(lists.tags, 1)}
    known = {word: classes + index * count for index, word in enumerate(lists.classes)}
    bits: cython.uint[::1] = _REGIONS
    places: dict[frozenset[str], list[int]] = {}
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
        cells[own + at] = len(one.links)
        cells[own + count + at] = max(0, block.depth - max(top, 0))
        cells[own + 2 * count + at] = one.hidden
        cells[own + 3 * count + at] = block.img
        cells[own + 4 * count + at] = len(one.marks)
        cells[own + 5 * count + at] = tags.get(block.name, 0)
        for place in range(len(bits)):
            if block.regions & bits[place]:
                cells[inside + place * count + at] = 1
        words: frozenset[str] = block.classes
        named = places.get(words)
        if named is None:
            named = places[words] = [known[word] for word in words if word in known]
        for place in named:
            cells[place + at] = 1


def _add_titles(document: Document, columns: Columns) -> list[int]:
    """Add what a line shares with the titles that the page declares, and how far it is from where they stand.

    Gives the places of the lines that are such a title, or a heading of the first order.
    """
    titles = [normalised(one.value) for one in document.page.titles] if document.page is not None else []
    words: WordSet = WordSet([word for title in titles for word in title.split() if len(word) > 3])
    at: cython.Py_ssize_t
    wordy: cython.bint = bool(words)
    named: list[int] = []
    headed: list[int] = []
    shared: cython.Py_ssize_t = columns.take(("words of title",))
    cells: cython.float[::1] = columns.cells
    segment: Segment
    facts: Facts | None
    title: str
    for at, segment in enumerate(document.segments):
        if wordy:
            cells[shared + at] = words.share(segment.key[:300])
        facts = segment.facts
        if facts is not None and facts.block.name != "title":
            if len(segment.key) > 3:
                for title in titles:
                    if title.startswith(segment.key):
                        named.append(at)
                        break
            if segment.shape == "h1":
                headed.append(at)
    add_distances("from title", named[0] if named else -1, columns)
    add_distances("from h1", headed[0] if headed else -1, columns)
    return named + headed


def _add_kin(
    facts: list[Facts | None],
    prose: array[float],
    total: float,
    lines: Lines,
    linked: array[float],
    removed: array[float],
    columns: Columns,
) -> None:
    """Add means over the segments with the same tag and class names, and over those with the same tag and container."""
    count: cython.Py_ssize_t = columns.size
    makes: cython.ulonglong[::1] = array("Q", bytes(8 * count))
    beside: cython.ulonglong[::1] = array("Q", bytes(8 * count))
    hashes = array("f", bytes(4 * count))
    tag_hashes: cython.float[::1] = hashes
    tags: dict[str, int] = {}
    numbers = [0]
    classes: dict[frozenset[str], int] = {}
    key: cython.ulonglong
    tag: cython.ulonglong
    one: Facts | None
    # A key is the number of a tag, and that of class names or of a container; 0 stands for a line without facts.
    for at in range(count):
        one = facts[at]
        if one is not None:
            name = one.block.name
            if name not in tags:
                tags[name] = len(tags) + 1
                # A small number for a tag, the same on every machine.
                numbers.append(sum(map(ord, name)) % 61)
            tag = tags[name]
            key = classes.setdefault(one.block.classes, len(classes))
            makes[at] = tag << 32 | key
            key = one.block.container
            beside[at] = tag << 32 | key
            tag_hashes[at] = numbers[tag]
    values = (prose, lines.words, lines.prose, linked, removed)
    _add_means("make", number_keys(makes, count), values, total, columns)
    _add_means("siblings", number_keys(beside, count), values, total, columns)
    add_neighbours(("tag number",), [hashes], columns)


def _add_means(
    name: str,
    group: cython.int[::1],
    values: tuple[array[float], ...],
    total: cython.double,
    columns: Columns,
) -> None:
    """Add the size of each segment's group, its share of ``total``, and means of the other ``values`` in it."""
    count: cython.Py_ssize_t = columns.size
    size: cython.Py_ssize_t = 1
    sums: cython.double[::1]
    row: cython.float[::1]
    column: cython.Py_ssize_t = columns.take(
        [f"{name} {what}" for what in ("count", "share of prose", "words", "prose", "linked", "removed")]
    )
    cells: cython.float[::1] = columns.cells
    shares: cython.bint = True
    for at in range(count):
        size = max(size, group[at] + 1)
    sizes: cython.double[::1] = array("d", bytes(8 * size))
    for at in range(count):
        sizes[group[at]] += 1
    for at in range(count):
        cells[column + at] = sizes[group[at]]
    for one in values:
        row = one
        sums = array("d", bytes(8 * size))
        column += count
        for at in range(count):
            sums[group[at]] += row[at]
        for at in range(count):
            cells[column + at] = sums[group[at]] / (total if shares else sizes[group[at]])
        shares = False


def _add_declared(document: Document, lists: Lists, columns: Columns) -> None:
    """Add the types that the page declares, and whether a segment stands in the body that it declares."""
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
    within = array("f", bytes(4 * columns.size))
    if bodies:
        for at, one in enumerate(document.segments):
            within[at] = one.words >= 3 and one.text in bodies
    columns.add("in declared body", within)
