"""Footnotes of an HTML page: marks in the text that lead to a block further down."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import abc
from collections.abc import Sequence

from cleantext.document import Document, Segment
from cleantext.html.facts import Block
from cleantext.html.hints import words_of
from cleantext.patterns import pattern
from cleantext.records import NamedTuple
from cleantext.values import Container, Direction

#: The language is told by the code's element or by one of the 3 blocks around it.
CODE_ABOVE = 3
_CLASS = pattern(
    r"(?:^|\s)(?:lang(?:uage)?[-:]|highlight-source-|highlight-(?=\w+\s+notranslate)|brush:\s?)([\w+#.-]{1,30})", re.I
)
_ATTRIBUTES = ("data-lang", "data-language", "data-code-language", "lang")
_NAME = pattern(r"[\w+#.-]{1,30}", re.A)
_NO_LANGUAGE = frozenset(("none", "text", "plain", "plaintext", "default", "auto", "notranslate", "nohighlight", "en"))


def code_language(block: Block, inner: list[tuple[str, str]] | None) -> str | None:
    """The language that the attributes of the ``<code>`` within, of the block and of those around it tell."""
    for attributes in [inner or [], *(one.attributes for one in block.nearest(CODE_ABOVE))]:
        given = dict(attributes)
        found = _CLASS.search(given.get("class", "")[:500])
        for name in [found[1] if found else "", *(given.get(name, "") for name in _ATTRIBUTES)]:
            if code_name(name) and name.lower() not in _NO_LANGUAGE:
                return name.lower()
    return None


def code_name(name: str | None) -> str:
    """The name of a language, if it is one that may be written; else "".

    >>> code_name("c++"), code_name("x`\\n<b>"), code_name(None)
    ('c++', '', '')
    """
    return name if name is not None and _NAME.fullmatch(name) else ""


#: Elements within more containers stand in the outermost ones: pages of thousands of levels stay linear.
MAX_NESTING = 24
#: The first number of a list is no larger than browsers count.
MAX_NUMBER = 999_999_999
_NUMBER = pattern(r"\s{0,9}(-?\d{1,9})")
#: What documentation and editors call a box that is set apart from the text.
_CALLOUT = pattern(
    r"(?:^|\s)(?:theme-)?(?:admonition|admonitionblock|markdown-alert|notecard|custom-block|kg-callout-card"
    r"|callout-(?:note|tip|warning|important|caution|info|danger))(?=\s|$)"
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_TITLE = frozenset(("title", "heading"))
_DECIMAL = pattern(r"list-style(?:-type)?\s{0,9}:\s{0,9}(?:[\w-]{1,20}\s{1,9})?decimal\b", re.I)
#: Lists of documents that office programs have written: the name of the list and its level, from 0 and from 1.
_DOCS = pattern(r"(?:^|\s)(lst-kix_\w{1,40})-([0-8])(?=\s|$)")
_MSO = pattern(r"mso-list\s{0,9}:\s{0,9}(l\d{1,5}) level([1-9])\b", re.I)
_TELLING = frozenset("ul ol menu dir dl li dt dd blockquote table details summary".split())
_LISTS = frozenset(("ul", "ol", "menu", "dir", "dl"))
_LANGUAGE = pattern(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}$")


class Around(NamedTuple):
    """What stands around a block, the outermost first, and the language and direction that hold there."""

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
        #: What holds the last item of a list, and by how much numbers differ from the places of its items.
        self._last: dict[int, tuple[Container, ...]] = {}
        self._shifts: dict[int, int] = {}
        #: Lists whose levels stand one after the other: what holds the last item of each level, and their indices.
        self._flat: dict[str, list[tuple[Container, ...]]] = {}
        self._groups: dict[tuple[str, int, int], int] = {}

    def of(self, block: Block) -> Around:
        """What stands around the text of ``block``, its own element included."""
        known = self._known
        above: list[Block] = []
        here: Block | None = block
        while here is not None and here.index not in known:
            above.append(here)
            here = here.parent
        around = _NOTHING if here is None else known[here.index]
        for one in reversed(above):
            around = known[one.index] = self._entered(one, around)
        return around

    def _entered(self, block: Block, around: Around) -> Around:
        if not block.attributes and block.tag not in _TELLING:
            return around
        within, language, direction, listed = around
        given = dict(block.attributes) if block.attributes else {}
        if given:
            told = given.get("lang") or given.get("xml:lang") or ""
            if block.tag not in ("html", "body", "pre") and _LANGUAGE.match(told):
                language = told
            turned = given.get("dir", "").lower()
            direction = "rtl" if turned == "rtl" else "ltr" if turned == "ltr" else direction
        if block.tag in _LISTS:
            # A list that stands in another one, but in no item of it, belongs to the last item.
            within = self._last.get(listed, within) if listed is not None else within
            listed = block.index
        if (flat := _flat_level(block, given)) is not None:
            number = self._number(block, given, listed) if block.tag == "li" else None
            return Around(self._flat_item(block, within, *flat, number), language, direction, None)
        called = bool(within) and within[-1].kind == "callout"
        new = self._container(block, given, listed, called=called)
        if new is not None and len(within) < MAX_NESTING:
            within = (*within, new)
            if new.kind in ("item", "description"):
                self._last[-1 if listed is None else listed] = within
                listed = None
        made = Around(within, language, direction, listed)
        return around if made == around else made

    def _flat_item(
        self, block: Block, within: tuple[Container, ...], name: str, level: int, number: int | None
    ) -> tuple[Container, ...]:
        """What holds an item of a list whose levels stand one after the other, told by names alone."""
        outer = self._flat.get(name, [])[:level]
        above = outer[-1] if outer else within
        group = self._groups.setdefault((name, level, outer[-1][-1].index if outer else -1), -1 - len(self._groups))
        held = (*above, Container("item", block.index, group, number))[:MAX_NESTING]
        self._flat[name] = [*outer, held]
        return held

    def _container(self, block: Block, given: dict[str, str], listed: int | None, *, called: bool) -> Container | None:
        """What the element of a block itself is; ``called`` says that it stands in a callout."""
        tag = block.tag
        if self._notes and (name := self._notes.get(given.get("id", ""))) is not None:
            return Container("note", block.index, name=name)
        if tag == "li":
            group = block.parent.index if listed is None and block.parent is not None else listed
            return Container("item", block.index, group, self._number(block, given, listed))
        if tag == "blockquote":
            return Container("quote", block.index)
        if tag in ("dt", "dd"):
            return Container("term" if tag == "dt" else "description", block.index, listed)
        if tag in ("table", "details", "summary"):
            return Container(tag, block.index)  # type: ignore[arg-type]
        if (names := given.get("class")) is not None and len(names) < 500:
            if _CALLOUT.search(names):
                return Container("callout", block.index)
            if called and tag not in _HEADINGS and not _TITLE.isdisjoint(words_of(names)):
                return Container("title", block.index)
        return None

    def _number(self, block: Block, given: dict[str, str], listed: int | None) -> int | None:
        """The number that a browser shows before an item; None in lists without numbers."""
        ordered = block.parent
        while ordered is not None and ordered.index != listed:
            ordered = ordered.parent
        if ordered is None or (ordered.tag != "ol" and not _DECIMAL.search(given.get("style", "")[:500])):
            return None
        place, count = block.tree.numbered(block.node)
        if (told := _told(given.get("value"))) is not None:
            self._shifts[ordered.index] = told - place
            return min(max(0, told), MAX_NUMBER)
        shift = self._shifts.get(ordered.index)
        if shift is None:
            attributes = dict(ordered.attributes)
            first = _told(attributes.get("start"))
            if "reversed" in attributes:
                return min(max(0, (count if first is None else first) - place + 1), MAX_NUMBER)
            shift = self._shifts[ordered.index] = (1 if first is None else first) - 1
        return min(max(0, place + shift), MAX_NUMBER)


def _flat_level(block: Block, given: dict[str, str]) -> tuple[str, int] | None:
    """The name of a list and the level of an item in it, where names alone tell them."""
    if block.tag == "li" and block.parent is not None:
        match = _DOCS.search(dict(block.parent.attributes).get("class", "")[:500])
        return (match[1], int(match[2])) if match else None
    if block.tag == "p" and (style := given.get("style")) is not None and "mso-list" in style:
        match = _MSO.search(style[:1000])
        return (match[1], int(match[2]) - 1) if match else None
    return None


def _told(given: str | None) -> int | None:
    match = _NUMBER.match(given) if given else None
    return int(match[1]) if match else None


#: The words of a mark; without brackets it is one where it is raised.
_MARK = pattern(r"(?:(\[|\()\s?)?([0-9]{1,3}|[A-Za-z]|[ivx]{1,5}|[*†‡§]{1,3})\s?[\])]?")
#: A mark has at most 8 characters.
MAX_MARK = 8
#: Neither headings nor lists of contents are notes; a note's element is at most 4 blocks above its text.
_NO_NOTES = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "body", "html", "article", "main", "section"))
NOTE_ABOVE = 4


def notes_of(document: Document, body: Sequence[Segment], marked: Sequence[Segment] | None = None) -> dict[str, str]:
    """The names of footnotes by the ids of their elements, in the order of their marks; {} where there are none.

    Notes are looked for in ``body``, marks in ``marked`` (without it: there too).
    """
    marks = _marks(document, body if marked is None else marked)
    if not marks:
        return {}
    places = places_of(body, marks.keys())
    names: dict[str, str] = {}
    for target, (offset, words) in marks.items():
        if target in places and places[target][0].start > offset:
            free = words.isalnum() and words not in names.values()
            names[target] = words if free else _unused(len(names) + 1, names)
    return names


def _marks(document: Document, body: Sequence[Segment]) -> dict[str, tuple[int, str]]:
    """For each id that a mark leads to, where its first mark stands and what it says."""
    links = [one for one in document.spans if one[2] == "link" and one[3][:1] == "#" and one[1] - one[0] <= MAX_MARK]
    if not links:
        return {}
    raised = [(start, end) for start, end, kind, _ in document.spans if kind == "sup"]
    starts = [start for start, _ in raised]
    found: dict[str, tuple[int, str]] = {}
    own = [segment.start for segment in body]
    for start, end, _, value in links:
        at = bisect_right(own, start) - 1
        if at < 0 or body[at].end < end:
            continue  # a note that nothing of the article leads to is lost
        match = _MARK.fullmatch(document.text[start:end])
        before = bisect_right(starts, start) - 1
        within = before >= 0 and end <= raised[before][1]
        if match is not None and (match[1] or within):
            found.setdefault(value[1:], (start, match[2]))
    return found


def places_of(body: Sequence[Segment], wanted: abc.Container[str]) -> dict[str, list[Segment]]:
    """The segments within the elements that have the ``wanted`` ids."""
    places: dict[str, list[Segment]] = {}
    for segment in body:
        if segment.facts is None:
            continue
        for block in segment.facts.block.nearest(NOTE_ABOVE):
            if block.tag in _NO_NOTES:
                break
            name = next((value for name, value in block.attributes if name == "id"), None)
            if name is not None and name in wanted:
                places.setdefault(name, []).append(segment)
    return places


def _unused(number: int, names: dict[str, str]) -> str:
    while str(number) in names.values():
        number += 1
    return str(number)
