"""The structure of an article, read when it is asked for from what is kept of the page for it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import partial
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from cleantext.document import Decision, Document
from cleantext.html.tags import REGION_BITS
from cleantext.layout import openings_of, parts_of
from cleantext.marks import Claimed, Field
from cleantext.metadata.collector import Page
from cleantext.records import cached_property, replace
from cleantext.structure.notation import FENCE
from cleantext.structure.pictures import HOLDS, find_visible_elements
from cleantext.values import Image

if TYPE_CHECKING:
    from cleantext.article import Article
    from cleantext.html.facts import Block
    from cleantext.html.line_builder import Stretch
    from cleantext.html.media import Addresses
    from cleantext.records import Maker
    from cleantext.structure.paragraphs import Structure
    from cleantext.structure.pictures import ShownMedia
    from cleantext.values import Media, MediaKind
    from cleantext.words.vocabulary import Phrase


#: The decision on a segment of the body; who made it, and why, stands in the ledger.
_BODY = Decision("", Claimed(-1, Field.BODY, ""))
_NO_HITS: Mapping[str, Phrase] = {}
_QUOTE = REGION_BITS["blockquote"]


class KeptStructure:
    """Makes the structure of an article: paragraphs, pictures, media and parts.

    It keeps the article's own segments and what stands between them, not the page.
    """

    def __init__(self, document: Document, addresses: Addresses) -> None:
        """Take what the article needs from a document, which nobody may use afterwards."""
        self._document = _keep_own_part(document)
        self._addresses = addresses
        self._openings = openings_of(document)
        self._end = len(document.text)
        self._visible = find_visible_elements(document.segments)
        _release(self._document)
        self._pictures: ShownMedia | None = None

    @cached_property
    def _structure(self) -> Structure:
        from cleantext.structure.paragraphs import Structure

        return Structure(self._document, self._addresses)

    def makers(self) -> dict[str, Maker]:
        """The makers of an article's fields, and of its body, by name."""
        return {
            "_body": lambda article: "\n\n".join(self.texts()),
            "paragraphs": lambda article: self._structure.paragraphs(),
            "image": self._find_lead_image,
            "images": lambda article: self._find_shown(article).images(),
            "videos": partial(self._find_media, "video"),
            "audio": partial(self._find_media, "audio"),
            "embeds": partial(self._find_media, "embed"),
            "parts": lambda article: parts_of(self._openings, self._end, article.paragraphs),
        }

    def texts(self) -> list[str]:
        """The texts of the paragraphs."""
        return self._structure.texts()

    def _find_shown(self, article: Article) -> ShownMedia:
        if self._pictures is None:
            from cleantext.structure.pictures import ShownMedia

            # The paragraphs are read first, as lists go on counting their items from there.
            structure, paragraphs = self._structure, article.paragraphs
            self._pictures = ShownMedia(self._document, paragraphs, self._addresses, structure.around, self._visible)
        return self._pictures

    def _find_media(self, kind: MediaKind, article: Article) -> tuple[Media, ...]:
        return tuple([one for one in self._find_shown(article).media if one.kind == kind])

    def _find_lead_image(self, article: Article) -> Image | None:
        """The picture that a page declares for itself, as the article shows it if it does; else the article's first."""
        page = self._document.page
        for declared in page.images if page is not None else ():
            url = self._addresses.absolute(declared.value)
            if page is None or url is None:
                continue
            said = page.image if page.images[0] is declared else None
            alt, width, height = said if said is not None else (None, None, None)
            shown = next((one for one in article.images if one.url == url), Image(url))
            return replace(shown, alt=shown.alt or alt, width=shown.width or width, height=shown.height or height)
        return article.images[0] if article.images else None


def _keep_own_part(document: Document) -> Document:
    """The document with the segments and spans that the structure of its article is read from, and no others."""
    text, page = document.text, document.page
    own = [segment for field in HOLDS for segment, _ in document.claimed(field)]
    if page is not None:
        own += [one for one in document.segments if one.facts is not None and one.facts.block.regions & _QUOTE]
    elif FENCE in text:
        own += [one for one in document.segments if text.startswith(FENCE, one.start)]
    segments = tuple(sorted({one.index: one for one in own}.values(), key=attrgetter("index")))
    body = {segment.index for segment, _ in document.claimed(Field.BODY)}
    spans: tuple[Stretch, ...] = ()
    if segments and document.spans:
        low = text.rfind("\n", 0, segments[0].start) + 1
        high = max([one.end for one in segments]) + 2
        first, last = (bisect_left(document.spans, at, key=itemgetter(0)) for at in (low, high))
        spans = document.spans[first:last]
    return Document(
        text,
        segments,
        tuple([_BODY if one.index in body else document.decisions[one.index] for one in segments]),
        url=document.url,
        page=None if page is None else Page(urls=page.urls, images=page.images, base=page.base, image=page.image),
        spans=spans,
        notation=document.notation,
    )


def _release(document: Document) -> None:
    """Release what only steps read: keys of lines, words of class names, and the containers around a block."""
    known: set[int] = set()
    blocks = [value.block for _, _, kind, value in document.spans if kind in ("picture", "media")]
    for segment in document.segments:
        segment.key, segment.hits = "", _NO_HITS
        if (facts := segment.facts) is not None:
            blocks.append(facts.block)
            if not facts.block.regions & _QUOTE:
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
