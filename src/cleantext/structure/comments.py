"""Readers' comments as data: who wrote which text and when, and below which other comment it stands."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleantext.grammar.date_finder import find_dates
from cleantext.grammar.people import looks_like_name
from cleantext.html.hints import words_of
from cleantext.marks import Claimed, Field, Reason, Removed
from cleantext.records import dataclass, field
from cleantext.structure.containers import inherit
from cleantext.values import Comment, Timestamp
from cleantext.words.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from cleantext.document import Document, Segment
    from cleantext.html.facts import Block


#: Class words of a comment's element; with one of the others the element is a part of a comment, or holds several.
_COMMENT = frozenset(("comment", "reply", "review"))
_PART = frozenset(
    "comments replies reviews list body content text message meta author avatar name date time form respond section"
    " wrapper container area link links count header footer actions vote votes rating title thread box input".split()
)
_AUTHOR = frozenset("author username user fn commenter nickname poster creator".split())
#: Regions in which nobody writes a comment.
_CONTROLS = frozenset(("button", "form", "label", "nav"))
#: A line that records who wrote a comment, and when, has at most 8 words beside a name of at most 4.
MAX_RECORD, MAX_NAME = 8, 4
#: Comments at a greater depth than 20 stand at depth 20.
MAX_DEPTH = 20
_TAILS = (" says:", " said:", " wrote:", ":", " says", " on", " •")


@dataclass(slots=True)
class _Draft:
    """A comment in the making; ``box`` is the index of the element that holds it."""

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
    facts = segment.facts
    if facts is not None and (facts.time or _names_author(segment) or not _CONTROLS.isdisjoint(facts.inside)):
        return False
    return not (segment.words <= MAX_NAME and looks_like_name(segment.text)) and not find_dates(segment.text)


def collect_comments(document: Document) -> tuple[Comment, ...]:
    """The comments that steps have claimed, in the order of the page; () where the pipeline does not keep them."""
    if not document.claimed(Field.COMMENTS):
        return ()
    drafts: list[_Draft] = []
    boxes: dict[int, tuple[int | None, int]] = {}
    for segment, said, sure in _find_lines(document):
        box, depth = inherit(segment.facts.block, boxes, (None, -1), _enter) if segment.facts is not None else (None, 0)
        if not sure and box is None:
            continue
        draft = drafts[-1] if drafts else None
        other = draft is None or (box is not None and box != draft.box)
        author, stamp = (None, None) if said else _read_record(segment, document.now, first=other and box is not None)
        if other or (draft is not None and draft.lines and (author or (stamp is not None and box is None))):
            if not said and author is None and stamp is None:
                continue
            draft = _Draft(box, max(0, depth))
            drafts.append(draft)
        assert draft is not None
        if said:
            draft.lines.append(segment.text)
        draft.author = draft.author or author
        draft.stamp = draft.stamp or stamp
    return tuple([Comment("\n\n".join(one.lines), one.author, one.stamp, one.depth) for one in drafts if one.lines])


def _find_lines(document: Document) -> Iterator[tuple[Segment, bool, bool]]:
    """The lines that may be of comments, each with whether a reader wrote it, and whether it is of one for sure.

    Lines in the element of a comment may have been claimed or removed for something else.
    """
    for segment, decision in zip(document.segments, document.decisions, strict=True):
        mark = decision.mark if decision is not None else None
        if isinstance(mark, Claimed) and mark.field is Field.COMMENTS:
            yield segment, True, True
        elif mark is not None:
            reason = mark.reason if isinstance(mark, Removed) else None
            yield segment, False, reason in (Reason.COMMENTS, Reason.AUTHOR_BOX, Reason.HEADER_RECORD)


def _enter(block: Block, around: tuple[int | None, int]) -> tuple[int | None, int]:
    """The index of the comment around a block, and how many comments stand around that one (-1: no comment here)."""
    names = words_of(block.names) if block.names else frozenset()
    if _COMMENT.isdisjoint(names) or not _PART.isdisjoint(names):
        return around
    return block.index, min(around[1] + 1, MAX_DEPTH)


def _read_record(
    segment: Segment, now: datetime.datetime | None, *, first: bool
) -> tuple[str | None, Timestamp | None]:
    """Read author and time in a line among comments; the ``first`` line of a comment's element names the author."""
    if segment.words > MAX_RECORD + MAX_NAME:
        return None, None
    text, facts = segment.text, segment.facts
    found = find_dates(text, now=now, relative_units=load_vocabulary().tables["relative-time"])
    stamp = found[0].stamp if found else None
    if facts is not None and facts.time and (machine := find_dates(facts.time)):
        stamp = machine[0].stamp
    if found:
        text = text[: found[0].start].strip(" ,·|–—-:") or text[found[0].end :].strip(" ,·|–—-:")
    text = text.removeprefix("@")
    for tail in _TAILS:
        text = text.removesuffix(tail)
    text = text.strip()
    is_name = bool(text) and len(text.split()) <= MAX_NAME and not segment.hits
    is_name = is_name and (first or _names_author(segment) or looks_like_name(text))
    return (text if is_name else None), stamp


def _names_author(segment: Segment) -> bool:
    facts = segment.facts
    return facts is not None and not _AUTHOR.isdisjoint(facts.block.classes | facts.marks)
