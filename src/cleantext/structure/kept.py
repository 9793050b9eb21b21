"""The structure of an article, read when it is asked for from what is kept of the page for it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from cleantext.document import Decision, Document
from cleantext.layout import openings_of, parts_of
from cleantext.marks import Claimed, Field
from cleantext.metadata.collector import Page
from cleantext.records import replace
from cleantext.structure.notation import FENCE
from cleantext.structure.pictures import HOLDS, visible_elements
from cleantext.values import Image

if TYPE_CHECKING:
    from cleantext.article import Article
    from cleantext.html.facts import Block
    from cleantext.html.line_builder import Stretch
    from cleantext.html.media import Addresses
    from cleantext.records import Maker
    from cleantext.structure.paragraphs import Structure
    from cleantext.structure.pictures import Shown
    from cleantext.values import Media, MediaKind, Paragraph, Part
    from cleantext.words.vocabulary import Phrase


#: That a segment is of the body; who said so, and why, stands in the ledger.
_BODY = Decision("", Claimed(-1, Field.BODY, ""))
_NO_HITS: Mapping[str, Phrase] = {}


class KeptStructure:
    """Makes what an article has of structure: paragraphs, pictures, media and parts.

    It keeps the article's own segments and what stands between them, not the page.
    """

    def __init__(self, document: Document, addresses: Addresses) -> None:
        """Take from a document, which is used up, what the article needs."""
        self._document = _own_part(document)
        self._addresses = addresses
        self._openings = openings_of(document)
        self._end = len(document.text)
        self._visible = visible_elements(document.segments)
        _let_go(self._document)
        self._pictures: Shown | None = None

    @cached_property
    def _structure(self) -> Structure:
        from cleantext.structure.paragraphs import Structure

        return Structure(self._document, self._addresses)

    def makers(self) -> dict[str, Maker]:
        """The makers of an article's fields, and of its body, by name."""
        return {
            "_body": self._body,
            "paragraphs": self._paragraphs,
            "image": self._image,
            "images": self._images,
            "videos": partial(self._media, "video"),
            "audio": partial(self._media, "audio"),
            "embeds": partial(self._media, "embed"),
            "parts": self._parts,
        }

    def texts(self) -> list[str]:
        """The texts of the paragraphs."""
        return self._structure.texts()

    def _body(self, article: Article) -> str:
        return "\n\n".join(self.texts())

    def _paragraphs(self, article: Article) -> tuple[Paragraph, ...]:
        return self._structure.paragraphs()

    def _shown(self, article: Article) -> Shown:
        """The pictures and media; read after the paragraphs, as lists go on counting their items from there."""
        if self._pictures is None:
            from cleantext.structure.pictures import Shown

            structure, paragraphs = self._structure, article.paragraphs
            self._pictures = Shown(self._document, paragraphs, self._addresses, structure.around, self._visible)
        return self._pictures

    def _image(self, article: Article) -> Image | None:
        return _lead_image(self._document.page, article.images, self._addresses)

    def _images(self, article: Article) -> tuple[Image, ...]:
        return self._shown(article).images()

    def _media(self, kind: MediaKind, article: Article) -> tuple[Media, ...]:
        return tuple(one for one in self._shown(article).media if one.kind == kind)

    def _parts(self, article: Article) -> tuple[Part, ...]:
        return parts_of(self._openings, self._end, article.paragraphs)


def _lead_image(page: Page | None, images: Sequence[Image], addresses: Addresses) -> Image | None:
    """The picture that a page declares for itself, as the article shows it where it does; else the article's first."""
    for declared in page.images if page is not None else ():
        url = addresses.absolute(declared.value)
        if page is None or url is None:
            continue
        shown = next((one for one in images if one.url == url), None)
        told = page.image if page.images[0] is declared else None
        alt, width, height = told if told is not None else (None, None, None)
        if shown is None:
            return Image(url, alt, width=width, height=height)
        return replace(shown, alt=shown.alt or alt, width=shown.width or width, height=shown.height or height)
    return images[0] if images else None


def _own_part(document: Document) -> Document:
    """The document with the segments and spans that the structure of its article is read from, and no others."""
    text, page = document.text, document.page
    own = [segment for field in HOLDS for segment, _ in document.claimed(field)]
    own += [one for one in document.segments if one.facts is not None and "blockquote" in one.facts.block.inside]
    if page is None and FENCE in text:
        own += [one for one in document.segments if text.startswith(FENCE, one.start)]
    segments = tuple(sorted({one.index: one for one in own}.values(), key=attrgetter("index")))
    body = {segment.index for segment, _ in document.claimed(Field.BODY)}
    spans: tuple[Stretch, ...] = ()
    if segments and document.spans:
        low = text.rfind("\n", 0, segments[0].start) + 1
        high = max(one.end for one in segments)
        places = [bisect_left(document.spans, at, key=itemgetter(0)) for at in (low, high + 2)]
        spans = document.spans[slice(*places)]
    return Document(
        text,
        segments,
        tuple([_BODY if one.index in body else document.decisions[one.index] for one in segments]),
        url=document.url,
        page=None if page is None else Page(urls=page.urls, images=page.images, base=page.base, image=page.image),
        spans=spans,
        notation=document.notation,
    )


def _let_go(document: Document) -> None:
    """Let go of what only steps read: keys of lines, words of class names, and what holds a block."""
    known: set[int] = set()
    blocks = [value.block for _, _, kind, value in document.spans if kind in ("picture", "media")]
    for segment in document.segments:
        segment.key, segment.hits = "", _NO_HITS
        if (facts := segment.facts) is not None:
            blocks.append(facts.block)
            if "blockquote" not in facts.inside:
                facts.links = ()
    if blocks:
        blocks[0].tree.let_go()
    for block in blocks:
        here: Block | None = block
        while here is not None and here.index not in known:
            known.add(here.index)
            here._classes = here._names = None
            here.ancestors = ()
            here = here.parent
