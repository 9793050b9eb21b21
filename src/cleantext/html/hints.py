# cython: boundscheck=False, wraparound=False
"""What attributes say about an element: the words of its class names, whether it is hidden, what it marks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from cleantext.html.tags import REGION_BITS, ROLES
from cleantext.patterns import pattern

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython

if TYPE_CHECKING:
    from cleantext.values import SpanKind


#: The attributes that hints are read from.
WATCHED = frozenset("class role itemprop rel hidden aria-hidden style".split())
#: The attributes whose words name what an element is for.
NAMES = frozenset("class id role itemprop data-component data-testid".split())

#: A compound with one of these tells how a page or an article is, not what a part of it is for.
_STATES = frozenset("no not has with without enabled disabled allowed open opened closed ready offset below".split())
_UNSHOWN = pattern(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.I)
_BOLD = pattern(r"font-weight\s{0,9}:\s{0,9}(?:bold|[6-9]00)", re.I)
_SLANTED = pattern(r"font-style\s{0,9}:\s{0,9}(?:italic|oblique)", re.I)
_AS_BLOCK = pattern(r"display\s{0,9}:\s{0,9}(?:block|flex|grid|table|list-item)\b", re.I)
_HIDING = frozenset(
    "sr-only visually-hidden visuallyhidden visually_hidden u-visually-hidden screen-reader-text screen-reader-only"
    " screen-reader screenreader screenreader-only show-for-sr element-invisible assistive-text a11y-hidden"
    " is-visually-hidden is-hidden offscreen".split()
)
#: Class names that hide on some screens only where others of the element show it again.
_PERHAPS_HIDING = frozenset({"hidden", "d-none"})
_BYLINE = frozenset({"byline", "bylines", "author", "authors"})
#: A box about the author, or the author of a comment, is no byline.
_NO_BYLINE = frozenset("bio box about profile comment comments card related more description articles posts".split())
#: Of longer names only the beginning is taken apart.
MAX_WORDY = 400
_MARKING = frozenset({"class", "itemprop", "rel"})


class Hints:
    """Whether an element is not shown, not read aloud, styled as a block; its marks; the bit of the region it is.

    ``styles`` are how its own attribute dresses the words within.
    """

    __slots__ = ("block", "hidden", "marks", "region", "styles", "unread")

    def __init__(
        self,
        hidden: bool = False,
        unread: bool = False,
        marks: frozenset[str] = frozenset(),
        block: bool = False,
        region: int = 0,
        styles: tuple[SpanKind, ...] = (),
    ) -> None:
        """Take what the attributes say."""
        self.hidden = hidden
        self.unread = unread
        self.marks = marks
        self.block = block
        self.region = region
        self.styles = styles


NO_HINTS = Hints()


def words_of(names: str) -> frozenset[str]:
    """The lower-case words of class names and the like, split at hyphens, underscores and capitals.

    >>> sorted(words_of("article-body__teaserText"))
    ['article', 'body', 'teaser', 'text']
    >>> sorted(words_of("post comments-open anchorWithStickyNavbar no-sidebar"))
    ['post']
    """
    words: set[str] = set()
    for name in names[:MAX_WORDY].split():
        own = _split_name(name)
        if _STATES.isdisjoint(own):
            words.update(own)
    return frozenset(words)


@cython.cfunc
def _split_name(name: str) -> list[str]:
    words: list[str] = []
    start: cython.Py_ssize_t = 0
    at: cython.Py_ssize_t
    char: cython.Py_UCS4
    before: cython.Py_UCS4 = "-"
    for at in range(len(name)):
        char = name[at]
        capital: cython.bint = "A" <= char <= "Z"
        if not (capital or "a" <= char <= "z" or "0" <= char <= "9" or "\x80" <= char <= "\uffff"):
            if start < at:
                words.append(name[start:at].lower())
            start = at + 1
        elif capital and start < at and ("a" <= before <= "z" or "0" <= before <= "9"):
            words.append(name[start:at].lower())
            start = at
        before = char
    if start < len(name):
        words.append(name[start:].lower())
    return words


def hints_of(items: Iterable[tuple[str, str]]) -> Hints:
    """What those attributes of an element say that are ``WATCHED``.

    >>> hints = hints_of((("class", "sr-only"), ("rel", "author")))
    >>> hints.hidden, sorted(hints.marks)
    (True, ['author'])
    """
    given = {name: value for name, value in items if name in WATCHED}
    names = given.get("class", "")
    hidden = _hides(names.lower().split())
    if not hidden and len(given) == 1 and names and not _signs(names):
        return NO_HINTS  # as most class names
    style = given.get("style", "")
    return Hints(
        hidden=hidden or "hidden" in given or (bool(style) and _UNSHOWN.search(style) is not None),
        unread=given.get("aria-hidden", "").lower() == "true",
        marks=_marks(given, names) if given.keys() & _MARKING else frozenset(),
        block=bool(style) and _AS_BLOCK.search(style) is not None,
        region=REGION_BITS.get(ROLES.get(given.get("role", "").lower(), ""), 0),
        styles=_styles(style) if style else (),
    )


def _styles(style: str) -> tuple[SpanKind, ...]:
    found: list[SpanKind] = ["strong"] if _BOLD.search(style) else []
    return (*found, "em") if _SLANTED.search(style) else tuple(found)


def _hides(classes: list[str]) -> bool:
    if not _HIDING.isdisjoint(classes):
        return True
    if _PERHAPS_HIDING.isdisjoint(classes):
        return False
    return not any(":" in name or "visible" in name or (name[:2] == "d-" and name != "d-none") for name in classes)


def _marks(given: dict[str, str], names: str) -> frozenset[str]:
    properties = given.get("itemprop", "").lower().split()
    relations = given.get("rel", "").lower().split()
    marks = []
    if "author" in relations or "author" in properties or _signs(names):
        marks.append("author")
    if "tag" in relations or "keywords" in properties:
        marks.append("tag")
    if "headline" in properties or "name" in properties:
        marks.append("headline")
    if any(name.startswith("date") for name in properties):
        marks.append("time")
    return frozenset(marks)


def _signs(names: str) -> bool:
    """Whether class names are those of a byline."""
    lower = names.lower()
    if "author" not in lower and "byline" not in lower:
        return False
    words = words_of(names)
    return not words.isdisjoint(_BYLINE) and words.isdisjoint(_NO_BYLINE)
