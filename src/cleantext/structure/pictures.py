"""The pictures, films and embedded pages of an article, each once, with their captions."""

from __future__ import annotations

import functools
import json
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from cleantext.html.media import Picture, picture_of
from cleantext.marks import Claimed, Field
from cleantext.patterns import pattern
from cleantext.records import NamedTuple, cached_property, replace
from cleantext.values import Caption, Image, Inline, Media, MediaKind, Paragraph
from cleantext.words.table import read_data

if TYPE_CHECKING:
    from cleantext.document import Document, Segment
    from cleantext.html.facts import Block, Tree
    from cleantext.html.media import Addresses, ShownPicture
    from cleantext.structure.containers import Surroundings


#: What the smallest block around a picture that has text must hold, so that the picture is the article's.
HOLDS = frozenset((Field.BODY, Field.CAPTIONS, Field.HEADLINE, Field.DESCRIPTION, Field.DATELINE))
#: What an embedded page plays that is listed in embeds.json; None for the machinery of pages.
_LISTED: dict[str, MediaKind | None] = {"machinery": None, "films": "video", "sounds": "audio"}
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
#: Pictures of fewer than 10 pixels in one direction are marks; those of at most 49 in both are portraits and buttons.
MIN_SIDE, MIN_BOTH = 10, 49
#: Class words of pictures that do not belong to the article.
_FURNITURE = frozenset(
    ("avatar", "gravatar", "emoji", "icon", "icons", "smiley", "smilies", "logo", "spinner", "pixel")
)
#: Regions that hold none of the article's pictures; at the headline only a picture in one of the others is its own.
_APART = frozenset(("nav", "footer", "dialog", "button"))
_INNER = frozenset(("article", "main", "figure"))
#: A picture and its caption have a block in common at most 3 blocks above them.
MAX_ABOVE = 3
#: A picture as Markdown writes it.
_PICTURE = pattern(r"!\[([^\[\]]{0,400})\]\(([^()\s]{1,2000})(?:\s\"([^\"\n]{0,300})\")?\)")


def find_media_kind(kind: MediaKind, url: str) -> MediaKind | None:
    """What an address plays: an embedded page of a film host is a film; None for the machinery of pages.

    >>> find_media_kind("embed", "https://www.youtube.com/embed/a"), find_media_kind("embed", "https://maps.example/a")
    ('video', 'embed')
    """
    if kind != "embed":
        return kind
    address = url.partition("://")[2].lower() if "://" in url else url.lstrip("/").lower()
    host, _, path = address.partition("/")
    parts = host.partition(":")[0].split(".")
    hosts = {".".join(parts[at:]) for at in range(len(parts))}
    lists = load_embeds()
    for name, plays in _LISTED.items():
        if any(listed in hosts and path.startswith(start) for listed, start in lists[name]):
            return plays
    return "embed"


@functools.cache
def load_embeds() -> dict[str, list[tuple[str, str]]]:
    """The lists of embeds.json, each entry as host and path; the value never changes."""
    lists = json.loads(read_data("data/embeds.json"))
    return {
        name: [(one.partition("/")[0], one.partition("/")[2]) for one in entries]
        for name, entries in lists.items()
        if name != "about"
    }


def find_visible_elements(segments: Iterable[Segment]) -> array[int]:
    """The elements of the blocks in which text stands that the page shows; text outside of elements has none."""
    blocks = {facts.block for one in segments if (facts := one.facts) is not None and not facts.hidden}
    return array("q", [one.node for one in blocks if one.parent is not None or one.node < 0])


def read_picture_span(shown: ShownPicture, at: int, addresses: Addresses) -> Inline | None:
    """A picture between the words of a paragraph as a span without characters; None for furniture."""
    picture = picture_of(shown)
    address = addresses.absolute(picture.address)
    if address is None or shown.unscripted or _is_furniture(shown, picture):
        return None
    return Inline("image", at, at, address, _clean(picture.alt))


def _clean(text: str | None) -> str | None:
    """A text in one line; None where it is empty."""
    return " ".join((text or "").split()) or None


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


class ShownMedia:
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
        captions = document.claimed(Field.CAPTIONS)
        self._captions = [(one, claim.value) for one, claim in captions if isinstance(claim.value, Caption)]
        body = document.claimed(Field.BODY)
        self._last = body[-1][0].facts.block if body and body[-1][0].facts is not None else None
        first = self._starts[0] if paragraphs else 0
        shown = (one for one, _ in document.claimed(Field.HEADLINE) if one.facts is None or one.facts.tag != "title")
        headline = [one.start for one in shown if one.start <= first]
        self._low = min([*headline, first])
        # A gallery's captions stand below the last paragraph.
        ends = [*(one.span.end for one in paragraphs), *(one.end for one, _ in self._captions)]
        self._high = max(ends) if paragraphs else -1
        self._holders: tuple[set[int], set[int]] | None = None

    def images(self) -> tuple[Image, ...]:
        """The pictures of the article, in order, each address once, with the captions that belong to them."""
        if self._document.page is None:
            return tuple(self._find_written())
        standing = list(self._find_standing())
        captions = dict(self._match_captions(standing))
        found: dict[str, Image] = {}
        for number, (offset, shown, picture, url) in enumerate(standing):
            caption = captions.get(number)
            known = found.get(url)
            if known is None:
                within = tuple([one for one in self._around.find(shown.block).within if one.kind != "table"])
                alt, title = _clean(picture.alt), _clean(picture.title)
                found[url] = Image(url, alt, offset, title, picture.width, picture.height, caption, within)
            elif known.caption is None and caption is not None:
                found[url] = replace(known, caption=caption)
        return tuple(found.values())

    @cached_property
    def media(self) -> tuple[Media, ...]:
        """The films, sounds and embedded pages of the article, in order, each address once."""
        found: dict[str, Media] = {}
        for start, _, kind, value in self._document.spans:
            if kind == "media" and self._is_own(value.block, start):
                url = self._addresses.absolute(value.address)
                plays = find_media_kind(value.kind, url) if url is not None else None
                if url is not None and plays is not None and url not in found:
                    found[url] = Media(plays, url, _clean(value.title), start)
        for post in self._find_posts():
            found.setdefault(post.url, post)
        return tuple(sorted(found.values(), key=lambda one: one.offset))

    def _find_posts(self) -> Iterator[Media]:
        found: dict[int, tuple[dict[str, str], list[Segment]]] = {}
        for segment in self._document.segments:
            facts = segment.facts
            if facts is None or "blockquote" not in facts.inside or not self._low <= segment.start < self._high:
                continue
            for block in facts.block.nearest(POST_ABOVE):
                given = dict(block.attributes)
                if block.tag == "blockquote" and not _POSTS.isdisjoint(given.get("class", "").split()):
                    found.setdefault(block.index, (given, []))[1].append(segment)
                    break
        for given, segments in found.values():
            links = [link for segment in segments if segment.facts is not None for link in segment.facts.links]
            named = next((given[name] for name in _ADDRESSES if given.get(name)), links[-1][2] if links else None)
            url = self._addresses.absolute(named)
            if url is None:
                continue
            author: str | None = None
            lines = []
            for segment in segments:
                signed = _SIGNED.match(segment.text)
                if signed is None:
                    lines.append(segment.text)
                else:
                    author = signed[1] + (f" ({signed[2]})" if signed[2] else "")
            yield Media("embed", url, None, segments[0].start, author, "\n".join(lines) or None)

    def _find_written(self) -> Iterator[Image]:
        """The pictures that a text dump writes down in lines of the article."""
        text = self._document.text
        found: set[str] = set()
        captions = {claim.text: claim for _, claim in self._captions if claim.span is not None}
        for segment, decision in zip(self._document.segments, self._document.decisions, strict=True):
            mark = decision.mark if decision is not None else None
            if not isinstance(mark, Claimed) or mark.field not in HOLDS or not self._low <= segment.start <= self._high:
                continue
            for match in _PICTURE.finditer(text, segment.start, segment.end):
                url = self._addresses.absolute(match[2])
                if url is not None and url not in found and match[2][:1] != "#":
                    found.add(url)
                    title = _clean(match[3])
                    yield Image(url, _clean(match[1]), match.start(), title, caption=captions.get(title or ""))

    def _find_standing(self) -> Iterator[_Standing]:
        """The pictures that the article shows; one for pages without scripts stands in for one that is loaded late."""
        pictures = [(start, value) for start, _, kind, value in self._document.spans if kind == "picture"]
        for at, group in groupby(pictures, key=lambda one: one[0]):
            read = [(shown, picture_of(shown)) for _, shown in group if self._is_own(shown.block, at)]
            spare = [picture.address for shown, picture in read if shown.unscripted and picture.address]
            scripted = [one for one in read if not one[0].unscripted]
            for number, (shown, picture) in enumerate(scripted or read):
                late = picture.address is None and number < len(spare)
                url = self._addresses.absolute(spare[number] if late else picture.address)
                if url is not None and not _is_furniture(shown, picture):
                    yield _Standing(at, shown, picture, url)

    def _is_own(self, block: Block, offset: int) -> bool:
        """Whether what stands in a block is the article's: the smallest block with text around it holds some of it."""
        inside = block.inside
        if not self._low <= offset <= self._high + 1 or not _APART.isdisjoint(inside):
            return False
        if offset == self._low and _INNER.isdisjoint(inside):
            return False
        # Below the last paragraph only what stands beside it counts, itself or what holds it.
        if offset > self._high and (
            self._last is None or all(one.parent is not self._last.parent for one in block.nearest(2))
        ):
            return False
        texted, holding = self._find_holders(block.tree)
        here: Block | None = block
        while here is not None and (here.node not in texted or "figure" in here.inside):
            here = here.parent
        return here is not None and here.node in holding

    def _find_holders(self, tree: Tree) -> tuple[set[int], set[int]]:
        """The elements that have text, and those that have some of the article's; found for the first picture."""
        if self._holders is None:
            own = [segment for field in HOLDS for segment, _ in self._document.claimed(field)]
            self._holders = tree.around(self._visible), tree.around(find_visible_elements(own))
        return self._holders

    def _match_captions(self, standing: list[_Standing]) -> Iterator[tuple[int, Caption]]:
        """The captions, each with the number of the picture that it belongs to."""
        holders: dict[int, list[int]] = {}
        for number, one in enumerate(standing):
            for block in one.shown.block.nearest(MAX_ABOVE):
                holders.setdefault(block.index, []).append(number)
        taken: set[int] = set()
        offsets = [one.offset for one in standing]
        for segment, caption in self._captions:
            # The picture in the smallest block around a caption that has one, where that block holds no other picture.
            blocks = segment.facts.block.nearest(MAX_ABOVE) if segment.facts is not None else ()
            around = next((holders[block.index] for block in blocks if block.index in holders), [])
            number = around[0] if len(around) == 1 else bisect_right(offsets, segment.start) - 1
            if len(around) != 1 and (number < 0 or self._begins_between(offsets[number], segment.start)):
                continue
            if number not in taken:
                taken.add(number)
                yield number, caption

    def _begins_between(self, low: int, high: int) -> bool:
        return bisect_right(self._starts, high) > bisect_left(self._starts, low)
