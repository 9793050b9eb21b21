"""The section of the site that an article is in: from a label, a breadcrumb, or a menu word above the headline."""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.fields.anchor import Anchor
from cleantext.filters.phrase_lines import because
from cleantext.marks import Claimed, Field
from cleantext.patterns import pattern
from cleantext.writing import has_digit

_TRAIL = pattern(r"\s[>›»/]\s")


def section_of(document: Document, anchor: Anchor, house: str) -> Iterator[Claimed]:
    """A labelled section ("Category: World"), else the end of a breadcrumb, else a menu word above the headline.

    The publisher's own name, which opens a menu as well, is no section.
    """
    for segment, phrase in document.open_hits("section"):
        name = segment.text[len(phrase.text.rstrip(":：")) :].strip(" :：|")
        if phrase.mode == "prefix" and name and segment.words <= 6 and not segment.ends:
            yield Claimed(segment.index, Field.SECTION, because(phrase), name)
            return
    above = document.segments[max(0, anchor.headline - 4) : anchor.headline]
    earlier = {segment.key for segment in document.segments[: max(0, anchor.headline - 4)] if segment.words <= 4}
    for segment in reversed(above):
        if not document.is_open(segment.index) or segment.ends:
            continue
        trail = [part.strip() for part in _TRAIL.split(segment.text)]
        if len(trail) >= 2 and all(0 < len(part) <= 40 for part in trail):
            yield Claimed(segment.index, Field.SECTION, "the last part of the breadcrumb", trail[-1])
            return
        if segment.words <= 3 and segment.key in earlier and not has_digit(segment.key):
            if segment.key == house:
                continue
            yield Claimed(segment.index, Field.SECTION, "a menu word, repeated above the headline", segment.text)
            return
