"""The evidence for a headline: what speaks for and against one line."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from cleantext.document import Document, Segment
from cleantext.fields.headline_surroundings import Surroundings, is_title
from cleantext.fields.titles import STEM, without_token, words_of
from cleantext.grammar.byline_parts import is_organization
from cleantext.marks import Claimed, Field, Mark, Noted, Reason, Removed
from cleantext.segments.records import RECORD_KINDS, dated, is_record
from cleantext.vocabulary import load_vocabulary

_MARKS = '.?!…:：。？！।؟,;"”»)'
#: A page is bare where at most this share of its lines is known as furniture; set by hand, on fixtures.
MAX_FURNITURE = 0.03
_FURNITURE = frozenset(Reason) - {Reason.MARKUP, Reason.DUPLICATE, Reason.HEADER_RECORD, Reason.PAGE_DATE}
_WORD = re.compile(r"[^\W\d_]{4,40}|\d{2,12}")


def signs_of(document: Document, segment: Segment, around: Surroundings) -> dict[str, float]:
    """The evidence for one candidate, each kind as a number."""
    segments = document.segments
    copies, top, records, body, houses = around.copies, around.top, around.records, around.body, around.houses
    first = body.first
    place = segment.index - top
    text, token = without_token(segment.text)
    own = words_of(text)
    inside = segment.index >= first
    least = 2 if inside and segment.index < first + 60 and segment.prose else 1
    distance = abs(first - segment.index)
    before = segments[segment.index - 1] if segment.index else None
    after = segments[segment.index + 1] if segment.index + 1 < len(segments) else None
    last = segment.text[-1:]
    facts = segment.facts
    return {
        "token": float(token),
        "h1": float(segment.shape == "h1"),
        "h2": float(segment.shape == "h2"),
        "declared": _declared(around.titles, segment.key),
        "marked as headline": float(facts is not None and "headline" in facts.marks),
        "title element": float(facts is not None and facts.tag == "title"),
        "link": float(facts is not None and facts.link_share > 0.8),
        "deeper heading": float(segment.shape in ("h3", "h4", "h5", "h6")),
        "repeated": float(2 <= copies.get(segment.key, 0) <= 5),
        "words in the text": around.shared(own, least),
        "words in the text above": around.heard(before),
        "words in the text below": around.heard(after),
        "reads as a byline": float(records.signed(segment.index)),
        "byline before": float(records.signed(segment.index - 1)),
        "byline after": float(records.signed(segment.index + 1)),
        "dated before": float(before is not None and dated(before.text)),
        "dated after": float(after is not None and dated(after.text)),
        "names a house": float(is_organization(text)),
        "after a title": float(segment.key in around.sites),
        "likely the house": houses.get(segment.key, 0.0) if houses is not None else -1.0,
        "menu words": _menu_share(segment.key),
        "record after": float(records.within(segment.index + 1, segment.index + 6)),
        "record right after": float(records.within(segment.index + 1, segment.index + 2)),
        "record before": float(records.within(segment.index - 3, segment.index)),
        "is a record": float(not RECORD_KINDS.isdisjoint(segment.hits)),
        "dated": float(dated(segment.text)),
        "opens the page's title": float(place > 2 and _opens_title(segments[top : top + 3], segment.key)),
        "one word": float(segment.words == 1),
        "two or three words": float(segment.words in (2, 3)),
        "five to eighteen words": float(5 <= segment.words <= 18),
        "full stop": float(last in ".。।" and segment.words > 3),
        "other end": float(segment.ends and last not in ".。।"),
        "colon": float(last in ":："),
        "prose": float(segment.prose),
        "distance before": 0.0 if inside else math.log1p(distance),
        "distance inside": math.log1p(distance + 1) if inside else 0.0,
        "first of the page": float(place <= 1),
        "known phrase": float(bool(segment.hits)),
        "piece": float(segment.piece),
        "list item": float(segment.shape in ("li", "row", "image")),
        "opens a bare page": float(place == 0 and _opens_bare(document, first, top)),
        "capitals": float(text.isupper() and segment.words > 1),
        "lower case": float(text[:1].islower()),
        "among titles": float(is_title(before) and is_title(after)),
        "space around": float(segment.gap > 0 and (after is None or after.gap > 0)),
        "words in the URL": _in_url(own, document.url) if document.url else -1.0,
        "html": float(document.page is not None),
        "words": float(segment.words),
        "place": float(place),
        "digits": sum(map(str.isdigit, text)) / max(1, len(text)),
        "mark": float(_MARKS.find(last) + 1),
        "separator": float(any(one in text for one in (" | ", " - ", " – ", " — ", " » ", "｜", "_"))),
        "gap": float(min(segment.gap, 4)),
        "gap after": float(min(after.gap, 4)) if after is not None else -1.0,
        "words after": float(after.words) if after is not None else -1.0,
        "words before": float(before.words) if before is not None else -1.0,
        "ends after": float(after.ends) if after is not None else -1.0,
        **_standing(document, segment, around),
        **around.likeness(segment),
    }


def _menu_share(key: str) -> float:
    """Which share of a line's words are entries of menus, by themselves."""
    words = key.split()
    return sum(map(load_vocabulary().of("navigation").__contains__, words)) / len(words) if words else 0.0


def _standing(document: Document, segment: Segment, around: Surroundings) -> dict[str, float]:
    """How the line stands to the lines that are likely the article's."""
    index, body = segment.index, around.body
    every = max(1, body.words(0, len(document.segments)))
    titles, undecided = around.between(index)
    return {
        "score": body.at(index),
        "kept": float(body.is_kept(index)),
        "score before": body.at(index - 1),
        "score after": body.at(index + 1),
        "score after next": body.at(index + 2),
        "from the text": float(max(-60, min(60, index - body.first))),
        "words kept before": body.words(0, index) / every,
        "words kept beside": float(body.words(0, index) + body.words(index + 1, len(document.segments))),
        "words kept in 5 after": float(body.words(index + 1, index + 6)),
        "words kept in 15 after": float(body.words(index + 1, index + 16)),
        "below the text": float(index > body.last),
        "titles between": titles,
        "open between": undecided,
        "removed before": float(index > 0 and isinstance(_mark(document, index - 1), Removed)),
        "removed after": float(isinstance(_mark(document, index + 1), Removed)),
        "suspected": float(_mark(document, index) is not None),
    }


def _mark(document: Document, index: int) -> Mark | None:
    decision = document.decisions[index] if 0 <= index < len(document.decisions) else None
    return None if decision is None or isinstance(decision.mark, Noted) else decision.mark


def _declared(titles: Sequence[str], key: str) -> float:
    """How far the page declares the line as its title: 1 as it stands, 0.7 with more after it (sites add a name)."""
    if len(key) < 4:
        return 0.0
    if key in titles:
        return 1.0
    return 0.7 if any(title.startswith(key) and " " in key for title in titles) else 0.0


def _opens_title(top: Sequence[Segment], key: str) -> bool:
    """Whether one of the first lines of the page, where its title stands, begins with ``key``."""
    return len(key) > 8 and any(segment.key.startswith(key) for segment in top)


def _opens_bare(document: Document, first: int, top: int) -> bool:
    """Whether nothing but the text follows the page's first line, and that is no banner in capitals above a record."""
    if first - top <= 2:
        return True
    banner = document.segments[top].text.isupper() and any(
        map(is_record, document.segments[top + 1 : min(first, top + 12)])
    )
    return _is_bare(document) and not banner


def _is_bare(document: Document) -> bool:
    """Whether the page has next to no furniture: the sponsors that feeds put on top of any page count neither way."""
    marks = [decision.mark for decision in document.decisions if decision is not None]
    furniture = sum(isinstance(mark, Removed) and mark.reason in _FURNITURE for mark in marks)
    sponsors = sum(isinstance(mark, Claimed) and mark.field is Field.SPONSORS for mark in marks)
    return furniture <= MAX_FURNITURE * (len(document.segments) - sponsors)


def _in_url(own: frozenset[str], url: str) -> float:
    """Which share of the words stands in the path of the URL."""
    path = frozenset(word[:STEM] for word in _WORD.findall(url.casefold().partition("://")[2].partition("/")[2]))
    return len(own & path) / len(own) if own else 0.0
