"""Readers' comments as data: who wrote which text and when, and below which other comment it stands."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleantext.grammar.dates import find_dates
from cleantext.grammar.people import looks_like_name
from cleantext.html.hints import words_of
from cleantext.marks import Claimed, Field, Reason, Removed
from cleantext.records import dataclass, field
from cleantext.values import Comment, Timestamp
from cleantext.words.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from cleantext.document import Document, Segment
    from cleantext.html.facts import Block


#: Words of class names that a comment has; with one of the others the element is a part of it, or holds several.
_COMMENT = frozenset(("comment", "reply", "review"))
_PART = frozenset(
    "comments replies reviews list body content text message meta author avatar name date time form respond section"
    " wrapper container area link links count header footer actions vote votes rating title thread box input".split()
)
_AUTHOR = frozenset("author username user fn commenter nickname poster creator".split())
#: A line with more words says something; a name has no more.
MAX_RECORD, MAX_NAME = 8, 4
#: Comments further in than this stand at the same depth.
MAX_DEPTH = 20


@dataclass(slots=True)
class _Draft:
    """A comment in the making; ``box`` is the element that holds it."""

    box: int | None
    depth: int
    author: str | None = None
    stamp: Timestamp | None = None
    lines: list[str] = field(default_factory=list)


def is_said(segment: Segment) -> bool:
    """Whether a line among comments is something that a reader wrote: neither a button, nor a name, nor a time."""
    if segment.prose:
        return True
    if segment.hits or segment.words < 2 or segment.shape[:1] == "h":
        return False
    if segment.facts is not None:
        if segment.facts.time or not _AUTHOR.isdisjoint(segment.facts.block.classes | segment.facts.marks):
            return False
        if segment.facts.inside & {"button", "form", "label", "nav"}:
            return False
    return not (segment.words <= MAX_NAME and looks_like_name(segment.text)) and not find_dates(segment.text)


def comments_of(document: Document) -> tuple[Comment, ...]:
    """The comments that steps have claimed, in the order of the page; () where the pipeline does not keep them."""
    if not document.claimed(Field.COMMENTS):
        return ()
    drafts: list[_Draft] = []
    boxes: dict[int, tuple[int | None, int]] = {}
    for segment, said, sure in _lines(document):
        box, depth = _box(segment.facts.block, boxes) if segment.facts is not None else (None, 0)
        if not sure and box is None:
            continue
        draft = drafts[-1] if drafts else None
        other = draft is None or (box is not None and box != draft.box)
        author, stamp = (None, None) if said else _record(segment, document.now, first=other and box is not None)
        begins = draft is not None and bool(draft.lines) and (author is not None or (stamp is not None and box is None))
        if other or begins:
            if not said and author is None and stamp is None:
                continue
            draft = _Draft(box, depth)
            drafts.append(draft)
        assert draft is not None
        if said:
            draft.lines.append(segment.text)
        draft.author = draft.author or author
        draft.stamp = draft.stamp or stamp
    made = (Comment("\n\n".join(one.lines), one.author, one.stamp, one.depth) for one in drafts if one.lines)
    return tuple(made)


def _lines(document: Document) -> Iterator[tuple[Segment, bool, bool]]:
    """The lines that may be of comments, each with whether a reader wrote it, and whether it is of one for sure.

    What stands in the element of a comment may have gone elsewhere.
    """
    for segment, decision in zip(document.segments, document.decisions, strict=True):
        mark = decision.mark if decision is not None else None
        if isinstance(mark, Claimed) and mark.field is Field.COMMENTS:
            yield segment, True, True
        elif mark is not None:
            reason = mark.reason if isinstance(mark, Removed) else None
            yield segment, False, reason in (Reason.COMMENTS, Reason.AUTHOR_BOX, Reason.HEADER_RECORD)


def _box(block: Block, known: dict[int, tuple[int | None, int]]) -> tuple[int | None, int]:
    """The element of the comment around a block, and how many comments stand around that one."""
    above: list[Block] = []
    here: Block | None = block
    while here is not None and here.index not in known:
        above.append(here)
        here = here.parent
    box, depth = (None, -1) if here is None else known[here.index]
    for one in reversed(above):
        names = words_of(one.names) if one.names else frozenset()
        if not _COMMENT.isdisjoint(names) and _PART.isdisjoint(names):
            box, depth = one.index, min(depth + 1, MAX_DEPTH)
        known[one.index] = box, depth
    return box, max(0, depth)


def _record(segment: Segment, now: datetime.datetime | None, *, first: bool) -> tuple[str | None, Timestamp | None]:
    """The author and the time that a line among comments tells; the first line of a comment's element names him."""
    if segment.words > MAX_RECORD + MAX_NAME:
        return None, None
    found = find_dates(segment.text, now=now, relative_units=load_vocabulary().tables["relative-time"])
    stamp = found[0].stamp if found else None
    if segment.facts is not None and segment.facts.time and (machine := find_dates(segment.facts.time)):
        stamp = machine[0].stamp
    named = (
        first or segment.facts is not None and not _AUTHOR.isdisjoint(segment.facts.marks | segment.facts.block.classes)
    )
    text = segment.text
    if found:
        text = text[: found[0].start].strip(" ,·|–—-:") or text[found[0].end :].strip(" ,·|–—-:")
    text = text.removeprefix("@")
    for tail in (" says:", " said:", " wrote:", ":", " says", " on", " •"):
        text = text.removesuffix(tail)
    text = text.strip()
    is_name = bool(text) and len(text.split()) <= MAX_NAME and (named or looks_like_name(text)) and not segment.hits
    return (text if is_name else None), stamp
