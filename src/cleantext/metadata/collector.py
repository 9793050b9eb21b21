"""Collects declared values while a page is read, cleans them, and orders them by trust."""

from __future__ import annotations

import datetime
import re

from cleantext.patterns import pattern
from cleantext.records import NamedTuple, dataclass

#: No value is longer; a declared body of more is cut.
MAX_VALUE = 65536

_TAG = pattern(r"<(?:[a-z!/][^<>]{0,2000})>", re.I)
_BREAK = pattern(r"<(?:br|/?p|/?div|/?h[1-6]|/?li|/?blockquote|/tr)\b[^<>]{0,2000}>", re.I)
_HIDDEN = pattern(r"<(/?)(?:script|style)\b[^<>]{0,2000}>", re.I)
_SURROGATE = pattern(r"[\ud800-\udfff]")
# Marks that show nothing, and control characters that are no white space.
_INVISIBLE = dict.fromkeys([*map(ord, "\u200b\u2060\ufeff\u200e\u200f\xad"), *range(9), *range(14, 28), 127])
#: The most characters of a value that is no running text.
_LIMITS = {"titles": 1000, "published": 100, "modified": 100, "authors": 2500, "publishers": 300, "sections": 300}
_LIMITS |= {"tags": 5000, "languages": 40, "urls": 2000, "places": 300, "images": 2000, "descriptions": 5000}
#: More than 60 values of one field are a list of something else.
_MAX_VALUES = 60

_NO_DATE = pattern(r"(?:19(?:70|69)-(?:01-01|12-31)|0000|0001-|1900-01-01|-?0+$)")
_COMPACT = pattern(r"((?:19|20)\d\d)([01]\d)([0-3]\d)(?=$|T\d)")
_CLOCK = pattern(r"\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?")
_SECONDS = pattern(r"(?:[1-9]\d{8,9})(?:\d{3})?(?:\.\d+)?")
_TEMPLATE = pattern(r"\{\{|\}\}|\$\{|<%|%%|\[%")
# From most to least trusted. The page's own title element carries the site's name; time elements may be of comments.
_ORDER = (
    "link json-ld opengraph microdata rdfa html parsely sailthru citation web-page dublin-core twitter meta time"
    " breadcrumb title state"
).split()
_ORDERS = {
    "authors": "json-ld microdata parsely sailthru citation rdfa dublin-core opengraph meta twitter link".split(),
    "languages": "html json-ld meta opengraph dublin-core".split(),
    "descriptions": "opengraph json-ld twitter meta dublin-core microdata sailthru".split(),
    "titles": "json-ld opengraph microdata parsely sailthru citation twitter dublin-core rdfa meta title".split(),
}


class Declared(NamedTuple):
    """A value as the page's metadata has it (without markup), and the vocabulary that it is stated in.

    >>> Declared("Ferry returns to Lake Orrin", "opengraph").source
    'opengraph'
    """

    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that a page declares about itself; each tuple in order of trust, without repetitions.

    ``authors`` are persons and named writers; ``desks`` what stands as author but is the publisher
    itself ("Orrin Courier"). ``urls`` are canonical addresses. ``page_types`` are schema.org and OpenGraph types, the
    page's own first. ``article_bodies`` hold paragraphs between newlines. ``base`` is the address that others are
    relative to, ``image`` alternative text, width and height (pixels) of the first of ``images``. ``access_free`` is
    None where nothing is said.
    """

    titles: tuple[Declared, ...] = ()
    published: tuple[Declared, ...] = ()
    modified: tuple[Declared, ...] = ()
    authors: tuple[Declared, ...] = ()
    desks: tuple[Declared, ...] = ()
    publishers: tuple[Declared, ...] = ()
    sections: tuple[Declared, ...] = ()
    descriptions: tuple[Declared, ...] = ()
    tags: tuple[Declared, ...] = ()
    languages: tuple[Declared, ...] = ()
    urls: tuple[Declared, ...] = ()
    places: tuple[Declared, ...] = ()
    images: tuple[Declared, ...] = ()
    page_types: tuple[str, ...] = ()
    article_bodies: tuple[Declared, ...] = ()
    base: str | None = None
    image: tuple[str | None, int | None, int | None] | None = None
    access_free: bool | None = None
    comment_count: int | None = None


#: The names of the fields of a page that hold declared values.
DECLARED_FIELDS = tuple(name for name, kind in Page.__annotations__.items() if "Declared" in kind)


class MetadataCollector:
    """Collects the values that a page declares, by field; ``all`` gives them in order of trust."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._found: dict[str, list[tuple[int, Declared]]] = {field: [] for field in DECLARED_FIELDS}
        self.types: list[str] = []
        self.free: bool | None = None
        self.comments: int | None = None

    def add(self, field: str, value: object, source: str, later: int = 0) -> None:
        """Keep a value that says something; ``later`` lowers its rank by as many vocabularies."""
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            value = str(int(value)) if abs(value) < 1e15 else ""
        if not isinstance(value, str) or not value or len(self._found[field]) >= _MAX_VALUES:
            return
        text = (
            clean_paragraphs(value) if field == "article_bodies" else clean_value(value, _LIMITS.get(field, MAX_VALUE))
        )
        if field in ("published", "modified"):
            text = normalise_time(text) or ""
        if text and not _TEMPLATE.search(text):
            order = _ORDERS.get(field, _ORDER)
            rank = order.index(source) if source in order else len(order)
            self._found[field].append((rank + later, Declared(text, source)))

    def all(self, field: str) -> list[Declared]:
        """The values of a field in order of trust, each once."""
        ordered = [declared for _, declared in sorted(self._found[field], key=lambda pair: pair[0])]
        return list({declared.value: declared for declared in reversed(ordered)}.values())[::-1]


def clean_value(value: str, limit: int = MAX_VALUE) -> str:
    """Make one line of text: decode entities (also twice encoded ones), drop tags, collapse white space.

    >>> clean_value(" Fish &amp;amp; <b>chips</b>\\nare back ")
    'Fish & chips are back'
    """
    value = value[: 2 * limit]
    if "&" in value:
        import html

        value = html.unescape(html.unescape(value))
    if "<" in value:
        value = _TAG.sub("", _BREAK.sub(" ", value))
    if not value.isascii():
        value = _SURROGATE.sub("\ufffd", value)  # JSON can escape half a character
    return " ".join(value.translate(_INVISIBLE).split())[:limit]


def clean_paragraphs(value: str, limit: int = MAX_VALUE) -> str:
    """Make text of several paragraphs, one a line.

    >>> clean_paragraphs("<p>One &amp; two.</p><p>Three.<br>Four.</p>")
    'One & two.\\nThree.\\nFour.'
    """
    value = value[: 4 * limit]
    if "&lt;" in value and "<" not in value:
        import html

        value = html.unescape(value)
    if "<" in value:
        value = _BREAK.sub("\n", _without_code(value))
    lines = (clean_value(line, limit) for line in value.splitlines())
    return "\n".join(line for line in lines if line)[:limit]


def normalise_time(text: str) -> str | None:
    """Write seconds since 1970 and 20250718T14:05 as ISO text, leave other times as they are; None for no date.

    >>> normalise_time("2025-07-18T14:05Z"), normalise_time("1752847500"), normalise_time("20250718T14:05:00Z")
    ('2025-07-18T14:05Z', '2025-07-18T14:05:00Z', '2025-07-18T14:05:00Z')
    >>> normalise_time("1970-01-01T00:00:00Z"), normalise_time("{{date}}"), normalise_time("14:05")
    (None, None, None)
    """
    if not any(map(str.isdigit, text)) or _NO_DATE.match(text) or _CLOCK.fullmatch(text):
        return None
    text = _COMPACT.sub(r"\1-\2-\3", text, count=1) if _COMPACT.match(text) else text
    if _SECONDS.fullmatch(text):
        seconds = int(text.split(".")[0][:13]) / (1000 if len(text.split(".")[0]) > 10 else 1)
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return text


def host_of(url: str) -> str:
    """The host of an address in lower case, "" where the address has no host or is malformed.

    >>> host_of("https://www.Ferry.example/a"), host_of("/a"), host_of("https://ferry]/a")
    ('www.ferry.example', '', '')
    """
    from urllib.parse import urlsplit

    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def letters_of(url: str | None) -> str:
    """The host without what stands between its parts, to look for names in.

    >>> letters_of("https://www.tide-water.example/a"), letters_of(None)
    ('wwwtidewaterexample', '')
    """
    return host_of(url).replace("-", "").replace(".", "") if url else ""


def _without_code(markup: str) -> str:
    """Drop scripts and styles.

    >>> _without_code("One<style>p { }</style> two")
    'One two'
    """
    pieces = _HIDDEN.split(markup)
    return "".join([pieces[0], *[text for slash, text in zip(pieces[1::2], pieces[2::2], strict=True) if slash]])
