"""What the markup puts around a paragraph: containers, language and direction; footnotes; the language of code."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import abc
from collections.abc import Callable, Sequence
from itertools import count
from typing import TypeVar

from cleantext.document import Document, Segment
from cleantext.html.facts import Block
from cleantext.html.hints import words_of
from cleantext.patterns import pattern
from cleantext.records import NamedTuple
from cleantext.values import Container, Direction

#: The language of code is given by the code's element or by one of the 3 blocks around it.
CODE_ABOVE = 3
_CODE_CLASS = pattern(
    r"(?:^|\s)(?:lang(?:uage)?[-:]|highlight-source-|highlight-(?=\w+\s+notranslate)|brush:\s?)([\w+#.-]{1,30})", re.I
)
_CODE_ATTRIBUTES = ("data-lang", "data-language", "data-code-language", "lang")
_CODE_NAME = pattern(r"[\w+#.-]{1,30}", re.A)
_NO_CODE = frozenset(("none", "text", "plain", "plaintext", "default", "auto", "notranslate", "nohighlight", "en"))

#: Elements that stand within more than 24 others stand in the outermost 24: pages of thousands of levels stay linear.
MAX_NESTING = 24
#: The greatest number of an item, the one up to which browsers count.
MAX_NUMBER = 999_999_999
_NUMBER = pattern(r"\s{0,9}(-?\d{1,9})")
#: The class names of documentation tools and editors for a box that is set apart from the text.
_CALLOUT = pattern(
    r"(?:^|\s)(?:theme-)?(?:admonition|admonitionblock|markdown-alert|notecard|custom-block|kg-callout-card"
    r"|callout-(?:note|tip|warning|important|caution|info|danger))(?=\s|$)"
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_TITLE = frozenset(("title", "heading"))
_DECIMAL = pattern(r"list-style(?:-type)?\s{0,9}:\s{0,9}(?:[\w-]{1,20}\s{1,9})?decimal\b", re.I)
#: Items in exports of office programs: the name of the list and the level, from 0 in one and from 1 in the other.
_DOCS = pattern(r"(?:^|\s)(lst-kix_\w{1,40})-([0-8])(?=\s|$)")
_MSO = pattern(r"mso-list\s{0,9}:\s{0,9}(l\d{1,5}) level([1-9])\b", re.I)
#: Elements that hold something by their tag alone; others need an attribute.
_HOLDING = frozenset("ul ol menu dir dl li dt dd blockquote table details summary".split())
_LISTS = frozenset(("ul", "ol", "menu", "dir", "dl"))
_WHOLE_PAGE = frozenset(("html", "body", "pre"))
_LANGUAGE = pattern(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}$")

#: The words of the mark of a footnote; without brackets it has to be raised.
_MARK = pattern(r"(?:(\[|\()\s?)?([0-9]{1,3}|[A-Za-z]|[ivx]{1,5}|[*†‡§]{1,3})\s?[\])]?")
#: A mark has at most 8 characters.
MAX_MARK = 8
#: The element of a footnote is at most 4 blocks above its text; headings and whole articles are no footnotes.
NOTE_ABOVE = 4
_NO_NOTES = _HEADINGS | {"body", "html", "article", "main", "section"}

T = TypeVar("T")


def find_code_language(block: Block, inner: list[tuple[str, str]] | None) -> str | None:
    """The language of code, from the attributes of the ``<code>`` within, of the block, or of a block around it."""
    for attributes in [inner or [], *(one.attributes for one in block.nearest(CODE_ABOVE))]:
        given = dict(attributes)
        found = _CODE_CLASS.search(given.get("class", "")[:500])
        for name in [found[1] if found else "", *(given.get(name, "") for name in _CODE_ATTRIBUTES)]:
            if code_name(name) and name.lower() not in _NO_CODE:
                return name.lower()
    return None


def code_name(name: str | None) -> str:
    """The name of a programming language, or "" for a text that is no such name.

    >>> code_name("c++"), code_name("x`\\n<b>"), code_name(None)
    ('c++', '', '')
    """
    return name if name is not None and _CODE_NAME.fullmatch(name) else ""


def inherit(block: Block, known: dict[int, T], root: T, enter: Callable[[Block, T], T]) -> T:
    """What holds in a block: ``enter`` makes it from what holds around the block, ``root`` holds around all of them.

    ``known`` has the answers so far, by the indices of blocks.
    """
    above: list[Block] = []
    here: Block | None = block
    while here is not None and here.index not in known:
        above.append(here)
        here = here.parent
    around = root if here is None else known[here.index]
    for one in reversed(above):
        around = known[one.index] = enter(one, around)
    return around


class Around(NamedTuple):
    """What stands around a block, the outermost first; language and direction there; the index of the open list."""

    within: tuple[Container, ...] = ()
    language: str | None = None
    direction: Direction | None = None
    list: int | None = None


_NOTHING = Around()


class Surroundings:
    """What the markup puts around the blocks of one page; each block is looked at once."""

    def __init__(self, notes: dict[str, str] | None = None) -> None:
        """Begin with no block known; ``notes`` names the footnotes by the ids of their elements."""
        self._known: dict[int, Around] = {}
        self._notes = notes or {}
        #: For each list what holds its last item, and how far numbers are from the places of the items.
        self._last: dict[int, tuple[Container, ...]] = {}
        self._shifts: dict[int, int] = {}
        #: For each list of an office program what holds the last item of each level; and the indices of its groups.
        self._flat: dict[str, list[tuple[Container, ...]]] = {}
        self._groups: dict[tuple[str, int, int], int] = {}

    def find(self, block: Block) -> Around:
        """What stands around the text of ``block``, its own element included."""
        return inherit(block, self._known, _NOTHING, self._enter)

    def _enter(self, block: Block, around: Around) -> Around:
        if not block.attributes and block.tag not in _HOLDING:
            return around
        within, language, direction, listed = around
        given = dict(block.attributes)
        own = given.get("lang") or given.get("xml:lang")
        if own and block.tag not in _WHOLE_PAGE and _LANGUAGE.match(own):
            language = own
        if (turned := given.get("dir", "").lower()) in ("rtl", "ltr"):
            direction = turned  # type: ignore[assignment]
        if block.tag in _LISTS:
            # A list that stands in another list, but in none of its items, belongs to the last item.
            within = self._last.get(listed, within) if listed is not None else within
            listed = block.index
        if (flat := _find_flat_level(block, given)) is not None:
            number = self._find_number(block, given, listed) if block.tag == "li" else None
            return Around(self._enter_flat_item(block, within, *flat, number), language, direction, None)
        new = self._make_container(block, given, within, listed)
        if new is not None and len(within) < MAX_NESTING:
            within = (*within, new)
            if new.kind in ("item", "description"):
                self._last[-1 if listed is None else listed] = within
                listed = None
        made = Around(within, language, direction, listed)
        return around if made == around else made

    def _enter_flat_item(
        self, block: Block, within: tuple[Container, ...], name: str, level: int, number: int | None
    ) -> tuple[Container, ...]:
        """What holds an item of a list whose levels stand one after the other."""
        outer = self._flat.get(name, [])[:level]
        above = outer[-1] if outer else within
        group = self._groups.setdefault((name, level, outer[-1][-1].index if outer else -1), -1 - len(self._groups))
        held = (*above, Container("item", block.index, group, number))[:MAX_NESTING]
        self._flat[name] = [*outer, held]
        return held

    def _make_container(
        self, block: Block, given: dict[str, str], within: tuple[Container, ...], listed: int | None
    ) -> Container | None:
        tag = block.tag
        if self._notes and (name := self._notes.get(given.get("id", ""))) is not None:
            return Container("note", block.index, name=name)
        if tag == "li":
            group = block.parent.index if listed is None and block.parent is not None else listed
            return Container("item", block.index, group, self._find_number(block, given, listed))
        if tag == "blockquote":
            return Container("quote", block.index)
        if tag in ("dt", "dd"):
            return Container("term" if tag == "dt" else "description", block.index, listed)
        if tag in ("table", "details", "summary"):
            return Container(tag, block.index)  # type: ignore[arg-type]
        names = given.get("class")
        if names is None or len(names) >= 500:
            return None
        if _CALLOUT.search(names):
            return Container("callout", block.index)
        in_callout = bool(within) and within[-1].kind == "callout"
        if in_callout and tag not in _HEADINGS and not _TITLE.isdisjoint(words_of(names)):
            return Container("title", block.index)
        return None

    def _find_number(self, block: Block, given: dict[str, str], listed: int | None) -> int | None:
        """The number that a browser shows before an item; None in lists without numbers."""
        ordered = block.parent
        while ordered is not None and ordered.index != listed:
            ordered = ordered.parent
        if ordered is None or (ordered.tag != "ol" and not _DECIMAL.search(given.get("style", "")[:500])):
            return None
        place, size = block.tree.numbered(block.node)
        own = _parse_number(given.get("value"))
        if own is not None:
            self._shifts[ordered.index] = own - place
        elif ordered.index not in self._shifts:
            attributes = dict(ordered.attributes)
            first = _parse_number(attributes.get("start"))
            if "reversed" in attributes:
                return min(max(0, (size if first is None else first) - place + 1), MAX_NUMBER)
            self._shifts[ordered.index] = (1 if first is None else first) - 1
        return min(max(0, place + self._shifts[ordered.index]), MAX_NUMBER)


def _find_flat_level(block: Block, given: dict[str, str]) -> tuple[str, int] | None:
    """The name of an office program's list and the level of an item in it; None for other blocks."""
    if block.tag == "li" and block.parent is not None:
        match = _DOCS.search(dict(block.parent.attributes).get("class", "")[:500])
        return (match[1], int(match[2])) if match else None
    style = given.get("style", "") if block.tag == "p" else ""
    match = _MSO.search(style[:1000]) if "mso-list" in style else None
    return (match[1], int(match[2]) - 1) if match else None


def _parse_number(given: str | None) -> int | None:
    match = _NUMBER.match(given) if given else None
    return int(match[1]) if match else None


def find_notes(document: Document, body: Sequence[Segment], marked: Sequence[Segment] | None = None) -> dict[str, str]:
    """The names of footnotes by the ids of their elements, in the order of their marks.

    Notes are looked for in ``body``; marks in ``marked``, or in ``body`` where that is None.
    """
    marks = _find_marks(document, body if marked is None else marked)
    places = find_places(body, marks.keys()) if marks else {}
    names: dict[str, str] = {}
    for target, (offset, words) in marks.items():
        if target in places and places[target][0].start > offset:
            free = words.isalnum() and words not in names.values()
            numbers = map(str, count(len(names) + 1))
            names[target] = words if free else next(one for one in numbers if one not in names.values())
    return names


def _find_marks(document: Document, body: Sequence[Segment]) -> dict[str, tuple[int, str]]:
    """For each id that a mark leads to, where its first mark stands and what that says."""
    links = [one for one in document.spans if one[2] == "link" and one[3][:1] == "#" and one[1] - one[0] <= MAX_MARK]
    raised = [(start, end) for start, end, kind, _ in document.spans if kind == "sup"] if links else []
    starts = [start for start, _ in raised]
    lines = [segment.start for segment in body]
    found: dict[str, tuple[int, str]] = {}
    for start, end, _, value in links:
        at = bisect_right(lines, start) - 1
        if at < 0 or body[at].end < end:
            continue  # not in the article
        match = _MARK.fullmatch(document.text[start:end])
        before = bisect_right(starts, start) - 1
        if match is not None and (match[1] or (before >= 0 and end <= raised[before][1])):
            found.setdefault(value[1:], (start, match[2]))
    return found


def find_places(body: Sequence[Segment], wanted: abc.Container[str]) -> dict[str, list[Segment]]:
    """The segments within the elements that have the ``wanted`` ids, by id."""
    places: dict[str, list[Segment]] = {}
    for segment in body:
        for block in segment.facts.block.nearest(NOTE_ABOVE) if segment.facts is not None else ():
            if block.tag in _NO_NOTES:
                break
            name = next((value for name, value in block.attributes if name == "id"), None)
            if name is not None and name in wanted:
                places.setdefault(name, []).append(segment)
    return places
