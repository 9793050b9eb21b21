"""The pictures, films and embedded pages of an article, each once, with their captions."""

from __future__ import annotations

import functools
import json
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from cleantext.html.media import Picture, picture_of
from cleantext.marks import Claimed, Field
from cleantext.patterns import pattern
from cleantext.records import NamedTuple, replace
from cleantext.values import Caption, Image, Inline, Media, MediaKind, Paragraph
from cleantext.words.table import read_data

if TYPE_CHECKING:
    from cleantext.document import Document, Segment
    from cleantext.html.facts import Block, Tree
    from cleantext.html.media import Addresses, ShownPicture
    from cleantext.structure.containers import Surroundings


def kind_of(kind: MediaKind, url: str) -> MediaKind | None:
    """What an address plays: an embedded page of a house of films is a film; None for the machinery of pages.

    >>> kind_of("embed", "https://www.youtube.com/embed/a"), kind_of("embed", "https://maps.example/a")
    ('video', 'embed')
    """
    if kind != "embed":
        return kind
    address = url.partition("://")[2].lower() if "://" in url else url.lstrip("/").lower()
    if _is_among("machinery", address):
        return None
    return "video" if _is_among("films", address) else "audio" if _is_among("sounds", address) else "embed"


def _is_among(name: str, address: str) -> bool:
    """Whether an address is of one of the listed hosts, or of one below it."""
    host, _, path = address.partition("/")
    parts = host.partition(":")[0].split(".")
    hosts = {".".join(parts[at:]) for at in range(len(parts))}
    return any(listed in hosts and path.startswith(start) for listed, start in embeds()[name])


@functools.cache
def embeds() -> dict[str, list[tuple[str, str]]]:
    """The lists of embeds.json, each entry as host and path; the value never changes."""
    text = read_data("data/embeds.json")
    lists = {name: entries for name, entries in json.loads(text).items() if name != "about"}
    return {
        name: [(one.partition("/")[0], one.partition("/")[2]) for one in entries] for name, entries in lists.items()
    }


#: Class names of the quotations that stand for a post until a script shows it.
_POSTS = frozenset(
    "twitter-tweet twitter-video instagram-media tiktok-embed bluesky-embed mastodon-embed fb-post"
    " reddit-embed-bq reddit-card text-post-media telegram-post".split()
)
_ADDRESSES = ("data-instgrm-permalink", "cite", "data-href", "data-permalink", "data-text-post-permalink")
#: The line that signs a post: "— Ada Moreno (@ada) March 9, 2024".
_SIGNED = pattern(r"^[—–-]\s{0,3}(.{1,80}?)\s{0,3}(?:\((@[\w.@-]{1,60})\).{0,80})?$")
#: A post's text stands at most 4 blocks below its element.
POST_ABOVE = 4


def posts_of(document: Document, start: int, end: int, addresses: Addresses) -> Iterator[Media]:
    """The embedded posts between two places of the text, in order."""
    found: dict[int, tuple[Block, list[Segment]]] = {}
    for segment in document.segments:
        facts = segment.facts
        if facts is None or "blockquote" not in facts.inside or not start <= segment.start < end:
            continue
        for block in facts.block.nearest(POST_ABOVE):
            if block.tag == "blockquote" and not _POSTS.isdisjoint(dict(block.attributes).get("class", "").split()):
                found.setdefault(block.index, (block, []))[1].append(segment)
                break
    for block, segments in found.values():
        given = dict(block.attributes)
        links = [link for segment in segments if segment.facts is not None for link in segment.facts.links]
        told = next((given[name] for name in _ADDRESSES if given.get(name)), links[-1][2] if links else None)
        url = addresses.absolute(told)
        if url is None:
            continue
        author: str | None = None
        lines = []
        for segment in segments:
            signed = _SIGNED.match(segment.text)
            if signed is not None:
                author = signed[1] + (f" ({signed[2]})" if signed[2] else "")
            else:
                lines.append(segment.text)
        yield Media("embed", url, None, segments[0].start, author, "\n".join(lines) or None)


#: Pictures of fewer pixels across are marks, pictures of fewer in both directions portraits and buttons.
MIN_SIDE, MIN_BOTH = 10, 49
#: Class words of pictures that do not belong to the article.
_FURNITURE = frozenset(
    ("avatar", "gravatar", "emoji", "icon", "icons", "smiley", "smilies", "logo", "spinner", "pixel")
)
#: Regions that hold none of the article's pictures; above the headline only these do.
_APART = frozenset(("nav", "footer", "dialog", "button"))
_INNER = frozenset(("article", "main", "figure"))
#: A picture and its caption have a block in common at most 3 blocks above them.
MAX_ABOVE = 3
#: A picture as Markdown writes it.
_PICTURE = pattern(r"!\[([^\[\]]{0,400})\]\(([^()\s]{1,2000})(?:\s\"([^\"\n]{0,300})\")?\)")


def pictured(shown: ShownPicture, at: int, addresses: Addresses) -> Iterator[Inline]:
    """The picture that stands between the words of a paragraph, as a span without characters."""
    picture = picture_of(shown)
    address = addresses.absolute(picture.address)
    if address is not None and not shown.unscripted and not _is_furniture(shown, picture):
        yield Inline("image", at, at, address, " ".join((picture.alt or "").split()) or None)


def _is_furniture(shown: ShownPicture, picture: Picture) -> bool:
    """Whether size or class say that a picture is a mark, a button or a counter of visits."""
    width, height = picture.width, picture.height
    if any(side is not None and side < MIN_SIDE for side in (width, height)):
        return True
    if width is not None and height is not None and max(width, height) <= MIN_BOTH:
        return True
    words = shown.block.tree.words
    names = next((value for name, value in shown.attributes if name == "class"), "")
    card = bool(shown.block.names) and "bookmark" in words(shown.block.names)
    return card or (bool(names) and not _FURNITURE.isdisjoint(words(names)))


class _Standing(NamedTuple):
    """A picture that stands in the article: its place, what its element says, and its absolute address."""

    offset: int
    shown: ShownPicture
    picture: Picture
    url: str


class Shown:
    """The pictures and media that stand in one article."""

    def __init__(
        self,
        document: Document,
        paragraphs: Sequence[Paragraph],
        addresses: Addresses,
        around: Surroundings,
        visible: Sequence[int],
    ) -> None:
        """Find the stretch of the page that the article takes up; ``visible`` are the elements with text."""
        self._document = document
        self._visible = visible
        self._addresses = addresses
        self._around = around
        self._starts = [one.span.start for one in paragraphs]
        self._ends = [one.span.end for one in paragraphs]
        captions = document.claimed(Field.CAPTIONS)
        self._captions = [(one, claim.value) for one, claim in captions if isinstance(claim.value, Caption)]
        body = document.claimed(Field.BODY)
        self._last = body[-1][0].facts.block if body and body[-1][0].facts is not None else None
        first = self._starts[0] if paragraphs else 0
        shown = (one for one, _ in document.claimed(Field.HEADLINE) if one.facts is None or one.facts.tag != "title")
        headline = [one.start for one in shown if one.start <= first]
        self._low = min([*headline, first])
        # A gallery's captions stand below the last paragraph.
        self._high = max([*self._ends, *[one.end for one, _ in self._captions]]) if paragraphs else -1
        self._holders: tuple[set[int], set[int]] | None = None

    def _find_holders(self, tree: Tree) -> tuple[set[int], set[int]]:
        """The elements that have text, and those that have some of the article's; found for the first picture."""
        if self._holders is None:
            own = [segment for field in HOLDS for segment, _ in self._document.claimed(field)]
            self._holders = tree.around(self._visible), tree.around(visible_elements(own))
        return self._holders

    def _is_own(self, block: Block, offset: int) -> bool:
        """Whether what stands in a block is the article's: the smallest block with text around it holds some of it."""
        if not self._low <= offset <= self._high + 1 or not _APART.isdisjoint(block.inside):
            return False
        if offset == self._low and _INNER.isdisjoint(block.inside):
            return False
        if offset > self._high and not self._stands_beside_last(block):
            return False
        texted, holding = self._find_holders(block.tree)
        here: Block | None = block
        while here is not None and (here.node not in texted or "figure" in here.inside):
            here = here.parent
        return here is not None and here.node in holding

    def _stands_beside_last(self, block: Block) -> bool:
        """Whether a block stands beside the last paragraph, itself or as what holds it."""
        return self._last is not None and any(one.parent is self._last.parent for one in block.nearest(2))

    def images(self) -> tuple[Image, ...]:
        """The pictures of the article, in order, each address once, with the captions that belong to them."""
        if self._document.page is None:
            return tuple(self._written())
        standing = list(self._standing())
        captions = dict(self._captioned(standing))
        found: dict[str, Image] = {}
        for number, (offset, shown, picture, url) in enumerate(standing):
            caption = captions.get(number)
            known = found.get(url)
            if known is not None:
                if known.caption is None and caption is not None:
                    found[url] = replace(known, caption=caption)
                continue
            alt, title = (" ".join((one or "").split()) or None for one in (picture.alt, picture.title))
            within = tuple(one for one in self._around.of(shown.block).within if one.kind != "table")
            found[url] = Image(url, alt, offset, title, picture.width, picture.height, caption, within)
        return tuple(found.values())

    def _written(self) -> Iterator[Image]:
        """The pictures that a text dump writes down, where their lines are the article's or say nothing else."""
        text = self._document.text
        found: set[str] = set()
        captions = {claim.text: claim for _, claim in self._captions if claim.span is not None}
        for segment, decision in zip(self._document.segments, self._document.decisions, strict=True):
            if "![" not in text[segment.start : segment.end] or not self._low <= segment.start <= self._high:
                continue
            mark = decision.mark if decision is not None else None
            own = isinstance(mark, Claimed) and mark.field in HOLDS
            for match in _PICTURE.finditer(text, segment.start, segment.end) if own else ():
                url = self._addresses.absolute(match[2])
                if url is None or url in found or match[2][:1] == "#":
                    continue
                found.add(url)
                alt, title = (" ".join((one or "").split()) or None for one in (match[1], match[3]))
                caption = captions.get(title or "")
                yield Image(url, alt, match.start(), title, caption=caption)

    def _standing(self) -> Iterator[_Standing]:
        """The pictures that the article shows; what is shown where no scripts run stands in for one that is late."""
        here: list[tuple[int, ShownPicture]] = []
        for start, _, kind, value in self._document.spans:
            if kind != "picture":
                continue
            if here and here[-1][0] != start:
                yield from self._shown_at(here)
                here = []
            here.append((start, value))
        yield from self._shown_at(here)

    def _shown_at(self, pictures: list[tuple[int, ShownPicture]]) -> Iterator[_Standing]:
        """The pictures at one place."""
        own = [(at, shown) for at, shown in pictures if self._is_own(shown.block, at)]
        read = [(at, shown, picture_of(shown)) for at, shown in own]
        spare = [picture for _, shown, picture in read if shown.unscripted and picture.address]
        scripted = [one for one in read if not one[1].unscripted]
        for number, (at, shown, picture) in enumerate(scripted or read):
            if picture.address is None and number < len(spare):
                picture = picture._replace(address=spare[number].address)
            url = self._addresses.absolute(picture.address)
            if url is not None and not _is_furniture(shown, picture):
                yield _Standing(at, shown, picture, url)

    def _captioned(self, standing: list[_Standing]) -> Iterator[tuple[int, Caption]]:
        """The captions, each with the number of the picture that it belongs to."""
        holders: dict[int, list[int]] = {}
        for number, one in enumerate(standing):
            for block in one.shown.block.nearest(MAX_ABOVE):
                holders.setdefault(block.index, []).append(number)
        taken: set[int] = set()
        offsets = [one.offset for one in standing]
        for segment, caption in self._captions:
            beside = self._beside(segment, holders) if segment.facts is not None else None
            number = bisect_right(offsets, segment.start) - 1 if beside is None else beside
            if beside is None and (number < 0 or self._parted(offsets[number], segment.start)):
                continue
            if number not in taken:
                taken.add(number)
                yield number, caption

    def _beside(self, segment: Segment, holders: dict[int, list[int]]) -> int | None:
        """The picture in the smallest block around a caption that has one, where that block holds little else."""
        assert segment.facts is not None
        for block in segment.facts.block.nearest(MAX_ABOVE):
            numbers = holders.get(block.index)
            if numbers is not None:
                return numbers[0] if len(numbers) == 1 else None
        return None

    def _parted(self, low: int, high: int) -> bool:
        """Whether a paragraph begins between two places."""
        return bisect_right(self._starts, high) > bisect_left(self._starts, low)

    @cached_property
    def media(self) -> tuple[Media, ...]:
        """The films, sounds and embedded pages of the article, in order, each address once."""
        found: dict[str, Media] = {}
        for start, _, kind, value in self._document.spans:
            if kind == "media" and self._is_own(value.block, start):
                url = self._addresses.absolute(value.address)
                plays = kind_of(value.kind, url) if url is not None else None
                if url is not None and plays is not None and url not in found:
                    title = " ".join((value.title or "").split()) or None
                    found[url] = Media(plays, url, title, start)
        for post in posts_of(self._document, self._low, self._high, self._addresses):
            found.setdefault(post.url, post)
        return tuple(sorted(found.values(), key=lambda one: one.offset))


#: What the smallest block around a picture that has text must hold, for it to be the article's.
HOLDS = frozenset((Field.BODY, Field.CAPTIONS, Field.HEADLINE, Field.DESCRIPTION, Field.DATELINE))


def visible_elements(segments: Iterable[Segment]) -> array[int]:
    """The elements of the blocks in which text stands that the page shows; what stands in no element has none."""
    facts = (segment.facts for segment in segments)
    shown = {one.block for one in facts if one is not None and not one.hidden}
    return array("q", [one.node for one in shown if one.parent is not None or one.node < 0])
