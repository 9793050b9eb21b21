"""The elements of a page that declare something: one read-only pass, and what each element says by itself."""

from __future__ import annotations

import re
from typing import Any

from lxml.etree import _Element

from cleantext.budget import Watch
from cleantext.grammar.people import looks_like_name
from cleantext.metadata.collector import MetadataCollector
from cleantext.metadata.nodes import MAX_PROPERTIES, is_state
from cleantext.metadata.schema_org import written_by
from cleantext.patterns import pattern

_TABLE = """
titles opengraph og:title
titles twitter twitter:title twitter:text:title
titles dublin-core dc.title dcterms.title dc:title
titles parsely parsely-title
titles sailthru sailthru.title
titles citation citation_title
titles meta title headline article_title article.headline article:title mrf:title hdl cxenseparse:title cse_headline
published opengraph article:published_time og:article:published_time article:published og:published_time
published opengraph article:publish_date og:pubdate
published opengraph og:publish_date og:article:published
published parsely parsely-pub-date
published sailthru sailthru.date
published dublin-core dc.date.issued dcterms.issued dcterms.created dc.date.created dc.date dcterms.date dc:date
published dublin-core dc:created dc.issued dc.created
published dublin-core dcterms.available dc.date.published dc:date:created
published citation citation_publication_date citation_date citation_online_date
published meta datepublished publishdate publish_date publish-date publication_date publicationdate publication-date
published meta published
published meta published_time pubdate pub_date pub-date date article_date_original article.published article:post_date
published meta article_date articledate
published meta date_published originalpublicationdate ptime displaydate originaldate cxenseparse:recs:publishtime
published meta cxenseparse:publishtime
published meta published-date publication-datetime uploaddate datecreated creation_date created
published meta date.created article.created rnews:datepublished field-name-post-date mrf:date timestamp dateposted
modified opengraph article:modified_time og:updated_time article:updated_time og:article:modified_time article:updated
modified opengraph og:modified_time
modified dublin-core dc.date.modified dcterms.modified dc.modified
modified meta datemodified last-modified lastmod modified lastmodified updated moddate article.updated date_modified
modified meta date.modified utime dateupdated
modified meta dateupdate revised last_modified last-updated modified_time revision_date updated_time
authors opengraph article:author og:author og:article:author article:author:name article:author_name
authors twitter twitter:creator:name
authors parsely parsely-author
authors sailthru sailthru.author
authors dublin-core dc.creator dcterms.creator dc:creator dc.contributor dc.creator.name
authors citation citation_author
authors meta author authors byl byline article:author-name article.author article_author article_author_name
authors meta cxenseparse:author rnews:author
authors meta cse_author mrf:authors lp.article:author dcsext.author author_name authorname
publishers opengraph og:site_name og:site article:publisher_name
publishers dublin-core dc.publisher dcterms.publisher dc:publisher
publishers citation citation_journal_title
publishers meta publisher application-name apple-mobile-web-app-title site_name article:publisher source og:publisher
sections opengraph article:section og:section article:section:primary og:article:section
sections parsely parsely-section
sections meta section article_section cxenseparse:section page:section mrf:sections article.section category cg
sections meta article:category
descriptions opengraph og:description
descriptions twitter twitter:description
descriptions dublin-core dc.description dcterms.description dc:description dcterms.abstract
descriptions sailthru sailthru.description
descriptions meta description abstract lead summary cxenseparse:description
tags opengraph article:tag og:article:tag video:tag
tags parsely parsely-tags
tags sailthru sailthru.tags
tags dublin-core dc.subject dcterms.subject dc:subject
tags citation citation_keywords
tags meta news_keywords keywords tags mrf:tags article:keywords cxenseparse:keywords
languages opengraph og:locale
languages dublin-core dc.language dcterms.language dc:language
languages meta content-language language citation_language
urls opengraph og:url
urls twitter twitter:url
urls parsely parsely-link
urls citation citation_public_url citation_fulltext_html_url
urls dublin-core dc.identifier dcterms.identifier
places dublin-core dc.coverage dcterms.spatial
places meta geo.placename dateline article:location article:dateline news:location
images opengraph og:image og:image:url og:image:secure_url
images twitter twitter:image twitter:image:src
images parsely parsely-image-url
images sailthru sailthru.image.full sailthru.image
types opengraph og:type
types parsely parsely-type
access opengraph article:content_tier og:article:content_tier
access meta content_tier isaccessibleforfree
"""

#: The field and the vocabulary for each name, casefolded.
META_NAMES: dict[str, tuple[str, str]] = {
    name: (field, source) for field, source, *names in map(str.split, _TABLE.strip().splitlines()) for name in names
}


#: The first 5 time elements are the article's, later ones those of teasers and comments.
_MAX_TIMES = 5
#: The first 3 links to authors are the article's, later ones those of teasers.
_MAX_WRITERS = 3
_TOLD = ("base", "meta", "link", "script", "title", "html", "body", "time", "a")
#: Each page compiles them anew, in 20 µs: a compiled one that a thread uses while the process forks hangs in the child.
_ITEMPROPS = "descendant-or-self::*/@itemprop"
_PROPERTIES = "descendant::*[@property][not(self::meta)]"
_RDFA = pattern(r"schema\.org|purl\.org/(?:dc|rss)|\b(?:schema|rnews)\b", re.I)
_LABELLED = frozenset(
    {"twitter:label1", "twitter:data1", "twitter:label2", "twitter:data2"}
    | {"og:image:alt", "og:image:width", "og:image:height", "twitter:image:alt"}
)
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
        self.writers: list[_Element] = []
        self.labels: dict[str, str] = {}
        self.base: str | None = None
        self.rdfa = False


def read_elements(root: _Element, gather: MetadataCollector, watch: Watch) -> Elements:
    """Read into ``gather`` what stands by itself; give back what has to be read together."""
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
    seen.items = _find_items(root, rdfa=seen.rdfa)
    return seen


def is_rendered(root: _Element) -> bool:
    """Whether the page itself holds paragraphs, so that its state repeats them."""
    long = 0
    for _, element in zip(range(_PARAGRAPHS_READ), root.iter("p"), strict=False):
        long += sum(map(len, element.itertext())) > _LONG_PARAGRAPH
    return long >= _RENDERED


def _read_root(element: _Element, seen: Elements, gather: MetadataCollector) -> None:
    """The html and body elements: the language, and whether the page speaks RDFa."""
    if element.tag == "html":
        gather.add("languages", element.get("lang") or element.get("xml:lang"), "html")
    stated = " ".join(element.get(name) or "" for name in ("prefix", "vocab", "typeof", "xmlns:dc", "xmlns:schema"))
    seen.rdfa = seen.rdfa or bool(_RDFA.search(stated[:2000]))


def _find_items(root: _Element, *, rdfa: bool) -> list[_Element]:
    """The elements with itemprop; with property where the page speaks RDFa and has no microdata."""
    values: Any = root.xpath(_ITEMPROPS)
    items = [above for value in values[: 2 * MAX_PROPERTIES] if (above := value.getparent()) is not None]
    found: Any = root.xpath(_PROPERTIES) if rdfa and not items else items
    return list(found)


def _read_meta(element: _Element, seen: Elements, gather: MetadataCollector) -> None:
    """One meta element, by its name, property, http-equiv or itemprop."""
    content = element.get("content")
    if not content:
        return
    for attribute in ("property", "name", "http-equiv"):
        name = (element.get(attribute) or "").strip().casefold()
        known = META_NAMES.get(name)
        if known is None:
            if name in _LABELLED:
                seen.labels.setdefault(name, content)
            continue
        field, source = known
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
    """Keep a script that holds JSON-LD or state; returns how much of the limit it uses up."""
    text = element.text
    if not text or element.get("src"):
        return 0
    kind = (element.get("type") or "").strip().casefold()
    if "ld+json" not in kind:
        if is_state(element.get("id") or "", kind, text[:120]):
            seen.states.append(text)
    elif len(text) > left:
        watch.reached.add("json_characters")
    else:
        seen.jsonld.append(text)
        return len(text)
    return 0


def _read_link(element: _Element, gather: MetadataCollector) -> None:
    rel = (element.get("rel") or "").casefold().split()
    if "canonical" in rel:
        gather.add("urls", element.get("href"), "link")
    elif "image_src" in rel:
        gather.add("images", element.get("href"), "link")


def read_times(times: list[_Element], gather: MetadataCollector) -> None:
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
    found = " ".join(alt[:1000].split()) or None, width or None, height or None
    return found if any(found) else None


def read_writers(seen: Elements, gather: MetadataCollector) -> None:
    """Links to authors, and the card of messengers: "Written by" as one element, the name as the next."""
    for element in seen.writers:
        name = " ".join("".join(element.itertext())[:300].split())
        if " " not in name or looks_like_name(name):  # else a command: "More posts"
            gather.add("authors", name, "link")
    for number in "12":
        value = seen.labels.get(f"twitter:data{number}", "")
        if value and seen.labels.get(f"twitter:label{number}", "").strip(" :").casefold() in written_by():
            gather.add("authors", value, "twitter")
