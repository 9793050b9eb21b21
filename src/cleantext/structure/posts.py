"""Posts of networks that a page embeds: their address, who wrote them and what they say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleantext.patterns import pattern
from cleantext.values import Media

if TYPE_CHECKING:
    from cleantext.document import Document, Segment
    from cleantext.readers.facts import Block
    from cleantext.structure.addresses import Addresses

#: Class names of the quotations that stand for a post until a script shows it.
_POSTS = frozenset(
    "twitter-tweet twitter-video instagram-media tiktok-embed bluesky-embed mastodon-embed fb-post"
    " reddit-embed-bq reddit-card text-post-media telegram-post".split()
)
_ADDRESSES = ("data-instgrm-permalink", "cite", "data-href", "data-permalink", "data-text-post-permalink")
#: The line that signs a post: "— Ada Moreno (@ada) March 9, 2024".
_SIGNED = pattern(r"^[—–-]\s{0,3}(.{1,80}?)\s{0,3}(?:\((@[\w.@-]{1,60})\).{0,80})?$")
#: A post's text stands at most 4 blocks below its element.
MAX_ABOVE = 4


def posts_of(document: Document, start: int, end: int, addresses: Addresses) -> Iterator[Media]:
    """The embedded posts between two places of the text, in order."""
    found: dict[int, tuple[Block, list[Segment]]] = {}
    for segment in document.segments:
        facts = segment.facts
        if facts is None or "blockquote" not in facts.inside or not start <= segment.start < end:
            continue
        for block in facts.block.nearest(MAX_ABOVE):
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
