"""The structure of an article, read when it is asked for from what is kept of the page for it."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from cleantext.document import Document
from cleantext.parts import openings_of, parts_of
from cleantext.readers.page import Page
from cleantext.structure.fences import FENCE
from cleantext.structure.paragraphs import Structure
from cleantext.structure.pictures import HOLDS, Shown, lead_image, visible_elements

if TYPE_CHECKING:
    from cleantext.article import Article
    from cleantext.lazy import Maker
    from cleantext.readers.lines import Stretch
    from cleantext.structure.addresses import Addresses
    from cleantext.values import Image, Media, Paragraph, Part


class KeptStructure:
    """Makes what an article has of structure: paragraphs, pictures, media and parts.

    It keeps the article's own segments and what stands between them, not the page.
    """

    def __init__(self, document: Document, addresses: Addresses) -> None:
        """Take from a document what the article needs."""
        self._document = _own_part(document)
        self._addresses = addresses
        self._openings = openings_of(document)
        self._end = len(document.text)
        self._visible = visible_elements(document.segments)
        self._structure = Structure(self._document, addresses)
        self._pictures: Shown | None = None

    def makers(self) -> dict[str, Maker]:
        """The makers of an article's fields, and of its body, by name."""
        return {
            "_body": self._body,
            "paragraphs": self._paragraphs,
            "image": self._image,
            "images": self._images,
            "videos": self._videos,
            "audio": self._audio,
            "embeds": self._embeds,
            "parts": self._parts,
        }

    def _body(self, article: Article) -> str:
        texts = self._structure.texts()
        return "\n\n".join([one.text for one in article.paragraphs] if texts is None else texts)

    def _paragraphs(self, article: Article) -> tuple[Paragraph, ...]:
        return self._structure.paragraphs()

    def _shown(self, article: Article) -> Shown:
        """The pictures and media; read after the paragraphs, as lists go on counting their items from there."""
        if self._pictures is None:
            structure, paragraphs = self._structure, article.paragraphs
            self._pictures = Shown(self._document, paragraphs, self._addresses, structure.around, self._visible)
        return self._pictures

    def _image(self, article: Article) -> Image | None:
        return lead_image(self._document.page, article.images, self._addresses)

    def _images(self, article: Article) -> tuple[Image, ...]:
        return self._shown(article).images()

    def _videos(self, article: Article) -> tuple[Media, ...]:
        return tuple(one for one in self._shown(article).media if one.kind == "video")

    def _audio(self, article: Article) -> tuple[Media, ...]:
        return tuple(one for one in self._shown(article).media if one.kind == "audio")

    def _embeds(self, article: Article) -> tuple[Media, ...]:
        return tuple(one for one in self._shown(article).media if one.kind == "embed")

    def _parts(self, article: Article) -> tuple[Part, ...]:
        return parts_of(self._openings, self._end, article.paragraphs)


def _own_part(document: Document) -> Document:
    """The document with the segments and spans that the structure of its article is read from, and no others."""
    text, page = document.text, document.page
    own = [segment for field in HOLDS for segment, _ in document.claimed(field)]
    own += [one for one in document.segments if one.facts is not None and "blockquote" in one.facts.inside]
    if page is None and FENCE in text:
        own += [one for one in document.segments if text.startswith(FENCE, one.start)]
    segments = tuple(sorted({one.index: one for one in own}.values(), key=attrgetter("index")))
    spans: tuple[Stretch, ...] = ()
    if segments and document.spans:
        low = text.rfind("\n", 0, segments[0].start) + 1
        high = max(one.end for one in segments)
        places = [bisect_left(document.spans, at, key=itemgetter(0)) for at in (low, high + 2)]
        spans = document.spans[slice(*places)]
    return Document(
        text,
        segments,
        tuple([document.decisions[one.index] for one in segments]),
        url=document.url,
        page=None if page is None else Page(urls=page.urls, images=page.images, base=page.base, image=page.image),
        spans=spans,
        notation=document.notation,
    )
