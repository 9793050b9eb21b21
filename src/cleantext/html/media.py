"""Addresses of a page, and the pictures, films, sounds, embedded pages and formulas that stand at them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleantext.patterns import pattern
from cleantext.records import NamedTuple

if TYPE_CHECKING:
    from lxml import etree

    from cleantext.html.facts import Block
    from cleantext.values import MediaKind


#: The schemes of addresses that links and pictures may have; others are left out.
SCHEMES = frozenset(("http", "https", "mailto", "tel"))
#: Addresses have at most 4,000 characters.
MAX_ADDRESS = 4000
_SCHEME = pattern(r"([A-Za-z][A-Za-z0-9+.-]*+):")
#: Browsers pass over these at the ends of an address, and over some of them within.
_EDGES = "".join(map(chr, range(33)))
_WITHIN = str.maketrans("", "", "\t\n\r")
_CONTROLS = pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
#: Where pages that load pictures late keep the address, from the most to the least telling.
_LATE = (
    "data-src data-lazy-src data-original data-original-src data-hi-res-src data-full-src data-actualsrc data-lazy"
    " data-url data-image-src"
).split()
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
#: An address of what stands there until the picture is loaded.
_PLACEHOLDER = pattern(
    r"data:|about:|(?:.{0,300}/)?(?:1x1|blank|spacer|pixel|transparent|placeholder|lazy|loading|grey|gray|clear)"
    r"[-_.\w]{0,30}\.(?:gif|png|svg|jpe?g|webp)(?:\?|$)",
    re.I,
)
#: Of sets of addresses the first 20,000 characters are read.
MAX_SOURCE_SET = 20_000
_CANDIDATE = pattern(r"\s{0,99}([^\s,]\S{0,3999}?)(?:\s{1,99}(\d{1,9}(?:\.\d{1,9})?)[wx])?\s{0,99}(?:,\s{1,99}|,$|$)")
_SIZE = pattern(r"\s{0,9}(\d{1,5})(?:\.\d{1,9})?\s{0,9}(?:px\s{0,9})?$")
_STYLE_SIZE = pattern(r"(?:^|[;\s])(width|height)\s{0,9}:\s{0,9}(\d{1,5})px", re.I)
#: A picture has at most 20 sources.
MAX_SOURCES = 20
_FORMULA = "{\\displaystyle"
#: A formula has at most 2,000 characters.
MAX_TEX = 2000
_KINDS: dict[str, MediaKind] = {"video": "video", "amp-video": "video", "amp-youtube": "video"}
_KINDS |= {"audio": "audio", "amp-audio": "audio"}
_MEDIA_SOURCES = ("src", "data-src", "data-lazy-src", "data", "data-videourl")


def safe_address(address: str | None) -> str | None:
    """The address as browsers read it; None unless its scheme is one of ``SCHEMES`` or missing.

    >>> safe_address(" /ferry\\n"), safe_address("java\\tscript:alert(1)"), safe_address("mailto:ada@mill.example")
    ('/ferry', None, 'mailto:ada@mill.example')
    """
    if not address or len(address) > MAX_ADDRESS:
        return None
    address = address.strip(_EDGES).translate(_WITHIN)
    scheme = _SCHEME.match(address)
    if not address or (scheme is not None and scheme[1].lower() not in SCHEMES) or _CONTROLS.search(address):
        return None
    return address


class Addresses:
    """The addresses of one page, resolved against its own; each is looked at once."""

    def __init__(self, url: str | None, base: str | None = None) -> None:
        """Take the page's address, and what its ``<base>`` says."""
        own = _with_scheme(safe_address(url))
        stated = safe_address(base)
        if stated is not None:
            own = _with_scheme(_resolve(own or "", stated))
        self._base = own if own is not None and own.lower().startswith("http") else None
        self._known: dict[str, str | None] = {}

    @property
    def known(self) -> bool:
        """Whether the page's own address is known."""
        return self._base is not None

    def absolute(self, address: str | None) -> str | None:
        """The absolute address where the page's own is known, the address as it stands where not; None if unsafe.

        >>> Addresses("https://mill.example/a/b").absolute("../c?d=1")
        'https://mill.example/c?d=1'
        >>> Addresses(None).absolute("/c"), Addresses(None).absolute("vbscript:x")
        ('/c', None)
        """
        if address is None:
            return None
        if address not in self._known:
            safe = safe_address(address)
            if safe is not None and self._base is not None and not safe.lower().startswith(("http:", "https:")):
                safe = safe_address(_resolve(self._base, safe))
            self._known[address] = safe
        return self._known[address]


def _with_scheme(address: str | None) -> str | None:
    return address if address is not None and _SCHEME.match(address) else None


def _resolve(base: str, address: str) -> str | None:
    from urllib.parse import urljoin

    try:
        return urljoin(base, address)
    except ValueError:  # no host: "http://[::1"
        return None


def written_address(address: str | None, *, tracking: bool) -> str | None:
    """The address as output shows it: checked again, since articles may be made from data that nobody checked.

    None for an unsafe one. Parameters that track readers go unless ``tracking`` keeps them.
    """
    safe = safe_address(address)
    return safe if safe is None or tracking else without_tracking(safe)


def without_tracking(address: str) -> str:
    """Drop the parameters that only tell where a reader came from; the others keep their order.

    >>> without_tracking("https://mill.example/a?utm_source=post&page=2&fbclid=x#top")
    'https://mill.example/a?page=2#top'
    """
    if "?" not in address:
        return address
    from urllib.parse import urlsplit, urlunsplit

    from courlan.clean import TRACKERS_RE

    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    kept = [one for one in parts.query.split("&") if not TRACKERS_RE.search(one.partition("=")[0])]
    return urlunsplit(parts._replace(query="&".join(kept))) if len(kept) <= parts.query.count("&") else address


class ShownPicture(NamedTuple):
    """A picture as its element has it: its attributes, those of the sources beside it, and the block that holds it.

    ``unscripted`` is what a page shows where no scripts run.
    """

    attributes: list[tuple[str, str]]
    sources: list[list[tuple[str, str]]]
    block: Block
    unscripted: bool


class Picture(NamedTuple):
    """What the attributes of a picture say: address, alternative text, title, and size in pixels.

    ``address`` is None where only a script knows it.
    """

    address: str | None
    alt: str | None
    title: str | None
    width: int | None
    height: int | None


class Medium(NamedTuple):
    """A film, a sound or an embedded page: its kind, address and title, and the block that holds it."""

    kind: MediaKind
    address: str
    title: str | None
    block: Block


def shown_picture(element: etree._Element, block: Block, *, unscripted: bool) -> ShownPicture:
    """Note a picture; it is read when an article turns out to hold it."""
    sources: list[list[tuple[str, str]]] = []
    above = element.getparent()
    # The parser puts what follows a source into it.
    while above is not None and above.tag == "source" and len(sources) < MAX_SOURCES:
        sources.append(above.items())
        above = above.getparent()
    if above is not None and above.tag == "picture" and not sources:
        sources = [one.items() for one in above.iterchildren("source")][:MAX_SOURCES]
    return ShownPicture(element.items(), sources, block, unscripted)


def picture_of(shown: ShownPicture) -> Picture:
    """Read the picture that an element shows; pages that load it late keep its address elsewhere."""
    given = dict(shown.attributes)
    address = _address(given) or next(filter(None, (_address(dict(one)) for one in shown.sources)), None)
    width, height = _size(given.get("width")), _size(given.get("height"))
    if (width is None or height is None) and (style := given.get("style")):
        styled = {name.lower(): int(size) for name, size in _STYLE_SIZE.findall(style[:500])}
        width, height = width or styled.get("width"), height or styled.get("height")
    return Picture(address, given.get("alt"), given.get("title"), width, height)


def _address(given: dict[str, str]) -> str | None:
    """The address of a picture among its attributes, None where it has only that of a placeholder."""
    for name in (*_LATE, "src"):
        address = given.get(name, "").strip()
        if address and len(address) <= MAX_ADDRESS and address[0] not in "{[" and not _PLACEHOLDER.match(address):
            return address
    for name in _SETS:
        if (largest := _largest(given.get(name))) is not None:
            return largest
    return None


def _largest(addresses: str | None) -> str | None:
    """The address of the largest picture of a ``srcset``.

    >>> _largest("/a.jpg 320w, /b.jpg 1280w, /c.jpg 640w"), _largest("/a,b.jpg, /c.jpg 2x"), _largest(" ")
    ('/b.jpg', '/c.jpg', None)
    """
    found: str | None = None
    most = -1.0
    at = 0
    text = (addresses or "")[:MAX_SOURCE_SET]
    while at < len(text) and (match := _CANDIDATE.match(text, at)):
        size = float(match[2] or 1)
        if size > most and not _PLACEHOLDER.match(match[1]):
            found, most = match[1], size
        at = match.end()
    return found


def _size(given: str | None) -> int | None:
    match = _SIZE.match(given[:30]) if given else None
    return int(match[1]) if match else None


def media_of(element: etree._Element, tag: str, block: Block) -> Medium | None:
    """The film, sound or page that an element plays or embeds; None without an address."""
    given = dict(element.items())
    address = next((given[name].strip() for name in _MEDIA_SOURCES if given.get(name, "").strip()), None)
    if address is None and tag == "amp-youtube" and (code := given.get("data-videoid")):
        address = f"https://www.youtube.com/watch?v={code}"
    if address is None:
        sources = (one.get("src", "").strip() for one in element.iterchildren("source"))
        address = next(filter(None, sources), None)
    if not address or len(address) > MAX_ADDRESS or address.startswith(("data:", "about:", "javascript:")):
        return None
    return Medium(_KINDS.get(tag, "embed"), address, given.get("title"), block)


def formula_of(element: etree._Element) -> str | None:
    """The formula that a picture shows, where its alternative text is one in the form that encyclopedias use."""
    alt = (element.get("alt") or "").strip()
    return alt[:MAX_TEX] if alt.startswith(_FORMULA) else None


def script_formula(element: etree._Element) -> str | None:
    """The formula that a script holds for a library that draws it; None for all other scripts."""
    if not (element.get("type") or "").startswith("math/tex"):
        return None
    return (element.text or "").strip()[:MAX_TEX] or None


def tex_of(element: etree._Element) -> str | None:
    """The formula of a ``<math>`` element as TeX, where the page has it.

    >>> from lxml import html
    >>> tex_of(html.fragment_fromstring('<math alttext="{\\\\displaystyle x^2}"><mi>x</mi></math>'))
    '{\\\\displaystyle x^2}'
    """
    for one in element.iter("annotation"):
        if "tex" in one.get("encoding", "").lower() and one.text:
            return one.text.strip()[:MAX_TEX] or None
    return (element.get("alttext") or "").strip()[:MAX_TEX] or None
