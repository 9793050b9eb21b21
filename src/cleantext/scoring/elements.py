"""What the markup says of a segment: its element, its container, those around it, and others of the same make."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cleantext.document import Document
from cleantext.filters.page_regions import is_thread
from cleantext.readers.facts import Block, Facts
from cleantext.scoring.columns import Columns, Floats, Lists
from cleantext.scoring.context import FAR, add_neighbours
from cleantext.scoring.kin import numbered
from cleantext.scoring.lines import Lines
from cleantext.vocabulary import normalised

REGIONS = ("nav", "aside", "footer", "header", "figure", "main", "article", "table", "blockquote", "form", "label", "a")
#: The 4 nearest containers around a segment are weighed.
LEVELS = 4
_HOLDERS = frozenset(("article", "main"))


def linked_of(document: Document) -> Floats:
    """The share of characters in links of each segment."""
    return np.array([one.facts.link_share if one.facts else 0.0 for one in document.segments], dtype=np.float32)


def add_elements(document: Document, lines: Lines, linked: Floats, lists: Lists, columns: Columns) -> None:
    """Add all columns of the markup; a segment without facts has zeros."""
    facts = [one.facts for one in document.segments]
    columns.add("linked", linked)
    columns.add("links", [len(one.links) if one else 0 for one in facts])
    # Some pages wrap all they have in a dozen elements more: what counts is how much further down a line stands.
    top = min([one.block.depth for one in facts if one and one.tag != "title"], default=0)
    columns.add("depth", [max(0, one.block.depth - top) if one else 0 for one in facts])
    columns.add("hidden", [one.hidden if one else False for one in facts])
    columns.add("picture", [one.block.img if one else False for one in facts])
    columns.add("marks", [len(one.marks) if one else 0 for one in facts])
    _add_words(facts, lists, columns)
    titled = _add_titles(document, columns)
    prose = lines.words * lines.prose * (linked < 0.5) * lines.open
    _add_masses(facts, prose, lines, linked, columns)
    _add_holders(facts, titled, prose, lines, columns)
    _add_kin(facts, prose, lines, linked, columns)
    _add_declared(document, lists, columns)


def _add_words(facts: list[Facts | None], lists: Lists, columns: Columns) -> None:
    """Add tags, regions and the known words of class names."""
    tags = {tag: index for index, tag in enumerate(lists.tags, 1)}
    columns.add("tag", [tags.get(one.tag, 0) if one else 0 for one in facts])
    known = {word: index for index, word in enumerate(lists.classes)}
    regions = {region: index for index, region in enumerate(REGIONS)}
    rows = np.zeros((len(known), columns.size), dtype=np.float32)
    inside = np.zeros((len(regions), columns.size), dtype=np.float32)
    wanted = frozenset(known)
    places: dict[frozenset[str], list[int]] = {}
    for index, one in enumerate(facts):
        if one is None:
            continue
        classes = one.block.classes
        if classes not in places:
            places[classes] = [known[word] for word in classes & wanted]
        if places[classes]:
            rows[places[classes], index] = 1
        for region in one.block.inside:
            if region in regions:
                inside[regions[region], index] = 1
    columns.add_block([f"class {word}" for word in lists.classes], rows)
    columns.add_block([f"in {region}" for region in REGIONS], inside)


def _add_masses(facts: list[Facts | None], prose: Floats, lines: Lines, linked: Floats, columns: Columns) -> None:
    """Add how much the containers around a segment hold: prose, words, links, what steps have removed."""
    size = 1 + max([one.block.container for one in facts if one] or [0])
    own = np.array([one.block.container if one else 0 for one in facts], dtype=np.int64)
    chains: dict[int, tuple[int, ...]] = {one.block.container: one.block.ancestors for one in facts if one}
    removed = ((lines.state > 0) & (lines.state < 9)).astype(np.float32)
    values = np.stack((prose, lines.words, lines.words * linked, removed, np.ones_like(prose)))
    within = np.stack([np.bincount(own, row, size) for row in values])
    under = within.copy()
    pairs = [(up, low) for low, chain in chains.items() for up in chain[:-1]]
    if pairs:
        up, low = np.array(pairs).T
        for row, sums in zip(under, within, strict=True):
            np.add.at(row, up, sums[low])
    total = np.maximum(values.sum(axis=1, keepdims=True), 1)
    best = int(within[0].argmax())
    columns.add("in best container", own == best)
    columns.add("best container share", within[0, best] / total[0, 0])
    columns.add("container share", within[0][own] / total[0, 0])
    columns.add("container segments", within[4][own])
    columns.add("container prose", within[0][own] / np.maximum(within[1][own], 1))
    shape = (LEVELS, size)
    level = np.zeros(shape, dtype=np.int64)
    common = np.zeros(size, dtype=np.float32)
    lead = chains.get(best, ())
    for container, chain in chains.items():
        upwards = chain[-LEVELS:][::-1] or (0,)
        for step in range(LEVELS):
            level[step, container] = upwards[min(step, len(upwards) - 1)]
        shared = 0
        for mine, other in zip(chain, lead, strict=False):
            if mine != other:
                break
            shared += 1
        common[container] = len(lead) - shared
    columns.add("steps to best container", common[own])
    for step in range(LEVELS):
        at = level[step][own]
        columns.add(f"share {step} up", under[0][at] / total[0, 0])
        columns.add(f"prose {step} up", under[0][at] / np.maximum(under[1][at], 1))
        columns.add(f"links {step} up", under[2][at] / np.maximum(under[1][at], 1))
        columns.add(f"removed {step} up", under[3][at] / np.maximum(under[4][at], 1))
        columns.add(f"segments {step} up", under[4][at])
    padded = np.pad(own, 2, constant_values=-1)
    for shift in (-2, -1, 1, 2):
        columns.add(f"same container at {shift:+d}", padded[2 + shift : 2 + shift + columns.size] == own)


def _add_titles(document: Document, columns: Columns) -> NDArray[np.int64]:
    """Add what a line shares with the titles that the page declares, and how far it is from where they stand.

    Gives the places of the lines that are such a title, or a heading of the first order.
    """
    titles = [normalised(one.value) for one in document.page.titles] if document.page is not None else []
    words = frozenset(word for title in titles for word in title.split() if len(word) > 3)
    shown = [one.facts is not None and one.facts.tag != "title" for one in document.segments]
    named = [
        is_shown and len(one.key) > 3 and any(title.startswith(one.key) for title in titles)
        for one, is_shown in zip(document.segments, shown, strict=True)
    ]
    first = [is_shown and one.shape == "h1" for one, is_shown in zip(document.segments, shown, strict=True)]
    shared = [
        sum(map(words.__contains__, own)) / len(own) if words and (own := one.key[:300].split()) else 0.0
        for one in document.segments
    ]
    here = np.arange(columns.size)
    columns.add("words of title", shared)
    for name, marks in (("title", named), ("h1", first)):
        places = np.flatnonzero(marks)
        columns.add(f"from {name}", np.clip(here - places[0], -FAR, FAR) if len(places) else -FAR - 1)
    return np.flatnonzero(np.array(named) | np.array(first))


def _add_holders(
    facts: list[Facts | None], titled: NDArray[np.int64], prose: Floats, lines: Lines, columns: Columns
) -> None:
    """Add what the nearest <article> or <main> around a segment holds, and how many of them there are."""
    holder: dict[int, int] = {}
    own = np.array([_holder_of(one.block, holder) if one else 0 for one in facts], dtype=np.int64)
    size = int(own.max()) + 1
    words = (lines.words * lines.undecided).astype(np.float32)
    total, whole = max(1.0, float(prose.sum())), max(1.0, float(words.sum()))
    inside, every = np.bincount(own, prose, size), np.bincount(own, words, size)
    columns.add("in holder", own > 0)
    columns.add("holder share of prose", np.where(own > 0, inside[own] / total, -1))
    columns.add("holder share of words", np.where(own > 0, every[own] / whole, -1))
    columns.add("holder has title", (own > 0) & np.isin(own, own[titled]))
    columns.add("holders", len(set(own.tolist()) - {0}))
    columns.add("prose in holders", inside[1:].sum() / total)
    columns.add("best holder share", inside[1:].max(initial=0) / total)


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


def _add_kin(facts: list[Facts | None], prose: Floats, lines: Lines, linked: Floats, columns: Columns) -> None:
    """Add what segments of the same tag and the same class names are like, on the page and in the container."""
    makes = numbered((one.tag, one.block.classes) if one else None for one in facts)
    beside = numbered((one.tag, one.block.container) if one else None for one in facts)
    total = max(1.0, float(prose.sum()))
    removed = (lines.state > 0) & (lines.state < 9)
    for name, group in (("make", makes), ("siblings", beside)):
        count = np.bincount(group)
        columns.add(f"{name} count", count[group])
        columns.add(f"{name} share of prose", (np.bincount(group, prose) / total)[group])
        columns.add(f"{name} words", (np.bincount(group, lines.words) / count)[group])
        columns.add(f"{name} prose", (np.bincount(group, lines.prose) / count)[group])
        columns.add(f"{name} linked", (np.bincount(group, linked) / count)[group])
        columns.add(f"{name} removed", (np.bincount(group, removed) / count)[group])
    add_neighbours({"tag number": np.array([hash_of(one.tag) if one else 0 for one in facts])}, columns)


def hash_of(tag: str) -> int:
    """A small number for a tag, the same on every machine."""
    return sum(map(ord, tag)) % 61


def _add_declared(document: Document, lists: Lists, columns: Columns) -> None:
    """Add what the page declares: its types, and whether a segment stands in the body that it declares."""
    page = document.page
    types = {one.lower() for one in page.page_types} if page is not None else set()
    for name in lists.types:
        columns.add(f"type {name}", name in types)
    columns.add("types", len(types))
    columns.add("thread", is_thread(document))
    bodies = "\n".join(one.value for one in page.article_bodies) if page is not None else ""
    columns.add("declared body", bool(bodies))
    columns.add(
        "in declared body", [bool(bodies) and one.words >= 3 and one.text in bodies for one in document.segments]
    )
