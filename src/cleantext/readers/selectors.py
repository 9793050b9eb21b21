"""CSS selectors of the caller: which elements of a page he wants left out, and which kept."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from cleantext.errors import SelectorError
from cleantext.readers.tags import DROP, KEEP
from cleantext.records import NamedTuple

if TYPE_CHECKING:
    from lxml import etree
    from lxml.cssselect import CSSSelector

__all__ = ["DROP", "KEEP", "Chosen", "Selectors", "selectors_of"]

Chosen = Literal["drop", "keep"]


class Selectors(NamedTuple):
    """CSS selectors of elements to leave out, and of elements to keep."""

    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()

    def chosen(self, roots: Sequence[etree._Element]) -> dict[etree._Element, Chosen]:
        """The elements that a selector matches; what both match is left out."""
        found: dict[etree._Element, Chosen] = {}
        for selector in self.keep:
            found.update(dict.fromkeys(_matched(selector, roots), "keep"))
        for selector in self.drop:
            found.update(dict.fromkeys(_matched(selector, roots), "drop"))
        return found


def selectors_of(drop: str | Iterable[str], keep: str | Iterable[str]) -> Selectors:
    """The selectors that a caller gave, one as text or several; SelectorError for one that cannot be read.

    >>> selectors_of(".teaser", ["main p", "aside.note"])
    Selectors(drop=('.teaser',), keep=('main p', 'aside.note'))
    """
    given = Selectors(*((one,) if isinstance(one, str) else tuple(one) for one in (drop, keep)))
    for selector in (*given.drop, *given.keep):
        _compiled(selector)
    return given


@functools.lru_cache(maxsize=256)
def _compiled(selector: str) -> CSSSelector:
    from cssselect import SelectorError as NoSelector
    from lxml.cssselect import CSSSelector
    from lxml.etree import XPathError

    try:
        return CSSSelector(selector, translator="html")
    except (NoSelector, XPathError, AttributeError, TypeError) as error:
        raise SelectorError(f"{selector!r} is no CSS selector that can be used here: {error}.") from None


def _matched(selector: str, roots: Sequence[etree._Element]) -> list[etree._Element]:
    match = _compiled(selector)
    return [element for root in roots for element in match(root)]
