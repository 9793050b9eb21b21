"""What the tags of HTML do to text; which tables hold data; the CSS selectors of a caller."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from cleantext.errors import SelectorError
from cleantext.records import NamedTuple

if TYPE_CHECKING:
    from lxml import etree

    from cleantext.values import SpanKind


#: Elements whose text is code or data, never text of the page.
DATA = frozenset({"script", "style"})

#: In-line elements that carry no facts of interest: the walk only takes their text, and how they dress it.
PLAIN = frozenset(
    "b strong em u s strike big font tt sub sup wbr ruby rb rt rp bdi bdo nobr picture link meta base basefont"
    " input col area source track param embed path g use circle ellipse rect polygon polyline line defs symbol clippath"
    " lineargradient stop mask text tspan".split()
)

#: In-line elements, whose attributes may say something.
INLINE = frozenset(
    "a abbr acronym cite code data del dfn i ins kbd map mark meter output progress q samp small span time"
    " var img br math".split()
)

#: How in-line elements dress the words within. ``<cite>`` and ``<u>`` are used for too many things to say.
STYLES: dict[str, SpanKind] = {"code": "code", "kbd": "kbd", "mark": "mark", "sup": "sup", "sub": "sub", "math": "math"}
STYLES |= {"b": "strong", "strong": "strong", "em": "em", "i": "em", "dfn": "em", "var": "em", "q": "quote"}
STYLES |= {"tt": "code", "samp": "code", "s": "strike", "strike": "strike", "del": "strike"}
#: Plain elements that dress words or stand for something.
NOTED = frozenset((*(PLAIN & STYLES.keys()), "input", "embed"))

#: Elements that stand on lines of their own.
BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html label legend li main menu nav noframes"
    " ol optgroup option p pre listing plaintext xmp search section select summary table tbody td textarea tfoot th"
    " thead title tr ul datalist".split()
)

#: Elements whose text a browser with scripts and pictures does not show.
UNSEEN = frozenset("noscript template svg iframe video audio canvas noframes datalist noembed annotation".split())

#: Elements whose lines and spaces are as written.
VERBATIM = frozenset({"pre", "listing", "plaintext", "xmp"})

#: Elements that show a picture.
PICTURES = frozenset({"img", "amp-img"})

#: Elements that show a film, play a sound or hold another page.
MEDIA = frozenset("video audio iframe embed object amp-video amp-youtube amp-iframe amp-audio".split())

#: Elements around which words end even where the source puts no space.
APART = frozenset({"a", "span", "time", "small", "abbr", "cite"})

#: Elements that later steps ask for, as regions around a segment.
REGIONS = frozenset(
    "nav aside footer header form figure main article table blockquote button dialog address label select a".split()
)
#: The region that each value of the ``role`` attribute stands for.
ROLES = {"navigation": "nav", "complementary": "aside", "contentinfo": "footer", "banner": "header", "main": "main"}
ROLES |= {"article": "article", "dialog": "dialog", "alertdialog": "dialog", "form": "form", "search": "form"}

#: Elements that name the lines within them, whatever stands between: a paragraph in a caption is caption.
NAMING = frozenset("h1 h2 h3 h4 h5 h6 figcaption caption legend button label option summary address".split())

#: The shape that a tag gives to the segments within it; "" ends the shape of what stands around.
SHAPES = {
    **{f"h{level}": f"h{level}" for level in range(1, 7)},
    **{"li": "li", "dd": "li", "blockquote": "quote"},
    **dict.fromkeys(VERBATIM, "pre"),
    **dict.fromkeys(
        "article section aside nav header footer main figure figcaption table td th form dialog body title".split(), ""
    ),
}

_KINDS = (DATA, PLAIN, NOTED, APART, BLOCKS, INLINE, UNSEEN, PICTURES, MEDIA, VERBATIM, NAMING)
#: The bits of these kinds of tags, in order.
KIND_BITS = tuple(1 << bit for bit in range(len(_KINDS)))
#: The bits of each known tag: the walk looks an element up once.
KINDS: dict[str, int] = {
    tag: sum([bit for bit, kind in zip(KIND_BITS, _KINDS, strict=True) if tag in kind])
    for tag in frozenset().union(*_KINDS)
}

#: What the caller chose to leave out or to keep is a region of its own.
DROP, KEEP = "drop", "keep"
#: The bit of each region: the regions around a block are one number.
REGION_BITS = {region: 1 << bit for bit, region in enumerate((*sorted(REGIONS), "noscript", DROP, KEEP))}


@functools.cache
def regions_of(bits: int) -> frozenset[str]:
    """The names of the regions that a number stands for.

    >>> sorted(regions_of(REGION_BITS["nav"] | REGION_BITS["table"]))
    ['nav', 'table']
    """
    return frozenset([name for name, bit in REGION_BITS.items() if bits & bit])


#: Blocks that only tables of layout hold.
LAYOUT = frozenset("table ul ol dl h1 h2 h3 h4 h5 h6 form article section blockquote pre figure iframe hr".split())
#: A cell with more than 300 characters is text, not a datum.
MAX_CELL = 300
#: Browsers let no cell span more than 1,000 columns or rows.
MAX_SPAN = 1000


class CellSpan(NamedTuple):
    """A cell of a row: whether it is a heading, and how many columns and rows it takes up."""

    header: bool
    columns: int = 1
    rows: int = 1


_PLAIN_CELLS = {header: CellSpan(header) for header in (False, True)}


def read_cell(items: list[tuple[str, str]], *, header: bool) -> CellSpan:
    """Read the size of a cell from its attributes.

    >>> read_cell([("colspan", "2")], header=True)
    CellSpan(header=True, columns=2, rows=1)
    """
    given = dict(items)
    if "colspan" not in given and "rowspan" not in given:
        return _PLAIN_CELLS[header]
    return CellSpan(header, _read_span(given.get("colspan")), _read_span(given.get("rowspan")))


def _read_span(given: str | None) -> int:
    digits = (given or "").strip()[:5]
    return min(max(1, int(digits)), MAX_SPAN) if digits.isdecimal() else 1


def is_data_table(table: etree._Element) -> bool:
    """Whether a table holds data: rows of several short cells, without lists, headings or tables in them.

    The scan stops at the first table within, so that nested tables cost no more than flat ones.
    """
    if table.get("role") in ("presentation", "none"):
        return False
    cells = paragraphs = rows = 0
    for element in table.iter("tr", "td", "th", "p", "div", *LAYOUT):
        tag = element.tag
        if tag == "tr":
            rows += 1
        elif tag in ("td", "th"):
            cells += 1
            if _is_long(element):
                return False
        elif tag in ("p", "div"):
            paragraphs += 1
        elif element is not table:
            return False
    return cells > rows > 0 and paragraphs <= cells


def _is_long(cell: etree._Element) -> bool:
    """Whether a cell holds more than a datum: the scan stops as soon as that is known, and at a table within."""
    size = 0
    for element in cell.iter():
        if element.tag in LAYOUT:
            return True
        size += len((element.text or "").strip())
        if element is not cell:
            size += len((element.tail or "").strip())
        if size > MAX_CELL:
            return True
    return False


Chosen = Literal["drop", "keep"]


class Selectors(NamedTuple):
    """CSS selectors of elements to leave out, and of elements to keep."""

    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()

    def find_elements(self, roots: Sequence[etree._Element]) -> dict[etree._Element, Chosen]:
        """Find the elements that a selector matches; what both kinds match is left out."""
        found: dict[etree._Element, Chosen] = {}
        choices: tuple[tuple[Chosen, tuple[str, ...]], ...] = (("keep", self.keep), ("drop", self.drop))
        for choice, selectors in choices:
            for path in map(_translate_selector, selectors):
                found.update((element, choice) for root in roots for element in root.xpath(path))
        return found


def selectors_of(drop: str | Iterable[str], keep: str | Iterable[str]) -> Selectors:
    """The selectors that a caller gave, one as text or several; SelectorError for one that cannot be read.

    >>> selectors_of(".teaser", ["main p", "aside.note"])
    Selectors(drop=('.teaser',), keep=('main p', 'aside.note'))
    """
    given = Selectors(*((one,) if isinstance(one, str) else tuple(one) for one in (drop, keep)))
    for selector in (*given.drop, *given.keep):
        _translate_selector(selector)
    return given


@functools.lru_cache(maxsize=256)
def _translate_selector(selector: str) -> str:
    """The XPath of a CSS selector, as text: a forked child would wait for a compiled one that a thread was using."""
    from cssselect import SelectorError as NoSelector
    from lxml.cssselect import CSSSelector
    from lxml.etree import XPathError

    try:
        return CSSSelector(selector, translator="html").path
    except (NoSelector, XPathError, AttributeError, TypeError) as error:
        raise SelectorError(f"{selector!r} is no CSS selector that can be used here: {error}.") from None
