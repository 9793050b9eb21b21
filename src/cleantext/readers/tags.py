"""What the tags of HTML do to text: which ones break lines, hide, name a region, or only dress words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

#: How in-line elements dress the words within. What ``<cite>`` and ``<u>`` say of them is not told by their tags.
STYLES: dict[str, SpanKind] = {
    "b": "strong",
    "strong": "strong",
    "em": "em",
    "i": "em",
    "dfn": "em",
    "var": "em",
    "code": "code",
    "tt": "code",
    "samp": "code",
    "kbd": "kbd",
    "mark": "mark",
    "sup": "sup",
    "sub": "sub",
    "s": "strike",
    "strike": "strike",
    "del": "strike",
    "q": "quote",
    "math": "math",
}
#: Plain elements that are looked at all the same: for how they dress words, or since they stand for something.
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
ROLES = {
    "navigation": "nav",
    "complementary": "aside",
    "contentinfo": "footer",
    "banner": "header",
    "main": "main",
    "article": "article",
    "dialog": "dialog",
    "alertdialog": "dialog",
    "form": "form",
    "search": "form",
}

#: Elements that name the lines within them, whatever stands between: a paragraph in a caption is caption.
NAMING = frozenset("h1 h2 h3 h4 h5 h6 figcaption caption legend button label option summary address".split())

_HEADINGS = {f"h{level}": f"h{level}" for level in range(1, 7)}
#: The shape that a tag gives to the segments within it; "" ends the shape of what stands around.
SHAPES = {
    **_HEADINGS,
    "li": "li",
    "dd": "li",
    "blockquote": "quote",
    "pre": "pre",
    "listing": "pre",
    "xmp": "pre",
    "plaintext": "pre",
} | dict.fromkeys(
    "article section aside nav header footer main figure figcaption table td th form dialog body title".split(), ""
)

#: What the walk asks of a tag, as bits: one look-up an element.
IS_DATA, IS_PLAIN, IS_NOTED, IS_APART, IS_BLOCK, IS_INLINE, IS_UNSEEN, IS_PICTURE, IS_MEDIA, IS_VERBATIM, IS_NAMING = (
    1 << bit for bit in range(11)
)
_KINDS = (DATA, PLAIN, NOTED, APART, BLOCKS, INLINE, UNSEEN, PICTURES, MEDIA, VERBATIM, NAMING)
#: The bits of each tag that is known.
KINDS: dict[str, int] = {
    tag: sum([1 << bit for bit, kind in enumerate(_KINDS) if tag in kind]) for tag in frozenset().union(*_KINDS)
}

#: What the caller chose to leave out or to keep is a region of its own.
DROP, KEEP = "drop", "keep"
#: The bit of each region: the regions around a block are one number.
REGION_BITS = {region: 1 << bit for bit, region in enumerate((*sorted(REGIONS), "noscript", DROP, KEEP))}
_NAMED: dict[int, frozenset[str]] = {}


def regions_of(bits: int) -> frozenset[str]:
    """The names of the regions that a number stands for.

    >>> sorted(regions_of(REGION_BITS["nav"] | REGION_BITS["table"]))
    ['nav', 'table']
    """
    found = _NAMED.get(bits)
    if found is None:
        found = _NAMED[bits] = frozenset([name for name, bit in REGION_BITS.items() if bits & bit])
    return found


#: Blocks that only tables of layout hold.
LAYOUT = (
    "table",
    "ul",
    "ol",
    "dl",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "form",
    "article",
    "section",
    "blockquote",
    "pre",
    "figure",
    "iframe",
    "hr",
)
#: A cell with more characters is text, not a datum.
MAX_CELL = 300
