"""The publisher: the banner at the top of a page, or the name in its copyright line and behind its title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.fields.anchor import Anchor
from cleantext.marks import Claimed, Field, Noted, Reason
from cleantext.values import Publisher, Span
from cleantext.vocabulary import load_vocabulary, normalised

#: A banner stands in the first segments of a page and is no longer than this; its copy stands in the last.
BANNER_SEGMENTS, BANNER_WORDS, FOOT = 40, 7, 12
#: What stands around a name without belonging to it.
EDGES = " |｜–—-•·:»›<>[]()*#©."

_COPYRIGHT = re.compile(r"(?:(?:©|\(c\)|copyright)\s?){1,2}(?:\d{4}(?:\s?[-–]\s?\d{2,4})?)?,?\s?(.{2,60})", re.I)
_NAME_END = re.compile(r"[.。|｜,;–—·•]\s|\s[-–—]\s|[.。]$| (?:all|alle|tous|todos|tutti|wszelkie|все|med|alla) ", re.I)
_YEARS = re.compile(r"\b\d{4}(?:[-–]\d{2,4})?$|^\d{4} ")


def banner_of(document: Document, anchor: Anchor, taken: set[int]) -> Iterator[Claimed]:
    """The publisher: the banner that a record, a copyright line, the title's suffix or the page's foot confirms."""
    signed = signed_names(document)
    foot = {segment.key for segment in document.segments[-FOOT:]} if len(document.segments) > 2 * FOOT else set()
    for segment in document.segments[: min(anchor.headline, BANNER_SEGMENTS)]:
        if segment.index in taken or not document.is_open(segment.index):
            continue
        if segment.words > BANNER_WORDS or segment.ends or segment.hits or not segment.key:
            continue
        if segment.key in signed or (len(segment.key) >= 4 and any(name.startswith(segment.key) for name in signed)):
            told = "named in the copyright line or behind the title"
        elif segment.index <= 2 and _record_follows(document, segment.index + 1):
            told = "the banner above the header's record"
        elif segment.index <= 2 and segment.key in foot:
            told = "the banner, repeated at the foot of the page"
        else:
            continue
        yield Claimed(segment.index, Field.PUBLISHER, told, Publisher(segment.text.strip(EDGES)))
        return


def signed_off(document: Document) -> Iterator[Noted]:
    """The publisher that only the copyright line names."""
    for name, span in signed_names(document).values():
        known = load_vocabulary().lookup(normalised(name), 3)
        if len(name.split()) <= BANNER_WORDS and not known and name[:1].upper() == name[:1] and not name[-1:].isdigit():
            yield Noted(Field.PUBLISHER, Publisher(name), "named in the copyright line or behind the title", span)
            return


def _record_follows(document: Document, index: int) -> bool:
    """Whether segment ``index`` is the date of the page's header."""
    decision = document.decisions[index] if index < len(document.decisions) else None
    if decision is None:
        return False
    if isinstance(decision.mark, Claimed):
        return decision.mark.field in (Field.DATE, Field.PUBLISHED)
    return decision.mark.reason is Reason.PAGE_DATE


def signed_names(document: Document) -> dict[str, tuple[str, Span]]:
    """The names that copyright lines and title suffixes give: normalised -> (as written, where)."""
    names: dict[str, tuple[str, Span]] = {}
    headline = next((segment.key for segment, _ in document.claimed(Field.HEADLINE)), "")
    for segment in document.segments[:10]:
        if headline and segment.key.startswith(headline) and len(segment.key) > len(headline):
            suffix = segment.text[len(headline) :].strip(EDGES)
            names[normalised(suffix)] = (suffix, Span(segment.start, segment.end))
    for segment in document.segments[-40:]:
        match = _COPYRIGHT.search(segment.text) if len(segment.text) < 200 else None
        if match:
            name = _YEARS.sub("", _NAME_END.split(match[1], maxsplit=1)[0]).strip(EDGES)
            names.setdefault(normalised(name), (name, Span(segment.start, segment.end)))
    names.pop("", None)
    return names
