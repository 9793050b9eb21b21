"""The elements of a page that declare something: one read-only pass, and what each element says by itself."""

from __future__ import annotations

import re

from lxml import etree
from lxml.etree import _Element

from cleantext.grammar.people import looks_like_name
from cleantext.patterns import pattern
from cleantext.readers.gather import Gather
from cleantext.readers.meta_names import META_NAMES
from cleantext.readers.microdata import MAX_PROPERTIES
from cleantext.readers.state import is_state
from cleantext.readers.writers import written_by
from cleantext.watch import Watch

#: The first time elements are the article's, later ones those of teasers and comments.
_MAX_TIMES = 5

_TOLD = ("base", "meta", "link", "script", "title", "html", "body", "time", "a")
_ITEMPROPS = etree.XPath("descendant-or-self::*/@itemprop")
_PROPERTIES = etree.XPath("descendant::*[@property][not(self::meta)]")
_RDFA = pattern(r"schema\.org|purl\.org/(?:dc|rss)|\b(?:schema|rnews)\b", re.I)
_LABELLED = frozenset(
    {"twitter:label1", "twitter:data1", "twitter:label2", "twitter:data2"}
    | {"og:image:alt", "og:image:width", "og:image:height", "twitter:image:alt"}
)
#: Links to authors beyond these are those of teasers.
_MAX_WRITERS = 3
#: A page is rendered where at least 5 of its first 300 paragraphs have more than 80 characters.
_RENDERED, _LONG_PARAGRAPH, _PARAGRAPHS_READ = 5, 80, 300
_UPDATED = pattern(r"updat|modif|aktualis|geändert|actualiz", re.I)


class Elements:
    """The elements of a page that declare something, by what they are."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.jsonld: list[str] = []
        self.states: list[str] = []
        self.items: list[_Element] = []
        self.times: list[_Element] = []
        self.rdfa = False
        self.writers: list[_Element] = []
        self.labels: dict[str, str] = {}
        self.base: str | None = None


def read_elements(root: _Element, gather: Gather, watch: Watch) -> Elements:
    """Read what stands by itself into ``gather``; give back what has to be read together."""
    seen = Elements()
    left = watch.limits.json_characters
    for element in root.iter(*_TOLD):
        tag = element.tag
        if tag == "a":
            if element.get("rel") == "author" and len(seen.writers) < _MAX_WRITERS:
                seen.writers.append(element)
        elif tag == "meta":
            _read_meta(element, seen, gather)
        elif tag == "script":
            left -= _read_script(element, seen, left, watch)
        elif tag == "link":
            _read_link(element, gather)
        elif tag == "base":
            seen.base = seen.base or element.get("href")
        elif tag == "time":
            seen.times.append(element)
        elif tag == "title":
            above = element.getparent()
            if above is None or above.tag in ("head", "html", "body"):  # pictures have titles too
                gather.add("titles", element.text, "title")
        else:
            _read_root(element, seen, gather)
    seen.items = _marked(root, rdfa=seen.rdfa)
    return seen


def is_rendered(root: _Element) -> bool:
    """Whether the page itself holds paragraphs, so that its state repeats them."""
    long = 0
    for _, element in zip(range(_PARAGRAPHS_READ), root.iter("p"), strict=False):
        long += sum(map(len, element.itertext())) > _LONG_PARAGRAPH
    return long >= _RENDERED


def _read_root(element: _Element, seen: Elements, gather: Gather) -> None:
    """The html and body elements: the language, and whether the page speaks RDFa."""
    if element.tag == "html":
        gather.add("languages", element.get("lang") or element.get("xml:lang"), "html")
    told = " ".join(element.get(name) or "" for name in ("prefix", "vocab", "typeof", "xmlns:dc", "xmlns:schema"))
    seen.rdfa = seen.rdfa or bool(_RDFA.search(told[:2000]))


def _marked(root: _Element, *, rdfa: bool) -> list[_Element]:
    """The elements with itemprop; with property where the page speaks RDFa and has no microdata."""
    found = _ITEMPROPS(root)
    items = (
        [above for value in found[: 2 * MAX_PROPERTIES] if (above := value.getparent()) is not None]
        if isinstance(found, list)
        else []
    )
    if rdfa and not items:
        found = _PROPERTIES(root)
        items = found if isinstance(found, list) else []
    return items


def _read_meta(element: _Element, seen: Elements, gather: Gather) -> None:
    """One meta element, by its name, property, http-equiv or itemprop."""
    content = element.get("content")
    if not content:
        return
    for attribute in ("property", "name", "http-equiv"):
        name = (element.get(attribute) or "").strip().casefold()
        told = META_NAMES.get(name)
        if told is None:
            if name in _LABELLED:
                seen.labels.setdefault(name, content)
            continue
        field, source = told
        if field == "types":
            gather.types.append(content.strip()[:80])
        elif field == "access":
            tier = content.strip().casefold()
            if gather.free is None and tier in ("free", "true", "locked", "metered", "false", "paid", "premium"):
                gather.free = tier in ("free", "true")
        else:
            gather.add(field, content, source)
        return


def _read_script(element: _Element, seen: Elements, left: int, watch: Watch) -> int:
    """Keep a script that holds JSON-LD or state; returns its size, 0 where it is skipped."""
    text = element.text
    if not text or element.get("src"):
        return 0
    kind = (element.get("type") or "").strip().casefold()
    if "ld+json" in kind:
        if len(text) > left:
            watch.reached.add("json_characters")
            return 0
        seen.jsonld.append(text)
        return len(text)
    if is_state(element.get("id") or "", kind, text[:120]):
        seen.states.append(text)
    return 0


def _read_link(element: _Element, gather: Gather) -> None:
    rel = (element.get("rel") or "").casefold().split()
    if "canonical" in rel:
        gather.add("urls", element.get("href"), "link")
    elif "image_src" in rel:
        gather.add("images", element.get("href"), "link")


def read_times(times: list[_Element], gather: Gather) -> None:
    """The first time elements with a date for machines; the class tells a time of change."""
    for element in times[:_MAX_TIMES]:
        about = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        gather.add("modified" if _UPDATED.search(about) else "published", element.get("datetime"), "time")


def read_image(labels: dict[str, str]) -> tuple[str | None, int | None, int | None] | None:
    """Alternative text, width and height that a page states for the picture that it declares; None where it says none.

    >>> read_image({"og:image:width": "1200", "og:image:alt": "The mill "})
    ('The mill', 1200, None)
    """
    alt = labels.get("og:image:alt") or labels.get("twitter:image:alt") or ""
    sizes = (labels.get(f"og:image:{name}", "").strip()[:6] for name in ("width", "height"))
    width, height = (int(size) if size.isdecimal() else None for size in sizes)
    told = " ".join(alt[:1000].split()) or None, width or None, height or None
    return told if any(told) else None


def read_writers(seen: Elements, gather: Gather) -> None:
    """Links to authors, and the card of messengers: "Written by" as one element, the name as the next."""
    for element in seen.writers:
        name = " ".join("".join(element.itertext())[:300].split())
        if " " not in name or looks_like_name(name):  # else a command: "More posts"
            gather.add("authors", name, "link")
    for number in "12":
        value = seen.labels.get(f"twitter:data{number}", "")
        if value and seen.labels.get(f"twitter:label{number}", "").strip(" :").casefold() in written_by():
            gather.add("authors", value, "twitter")
