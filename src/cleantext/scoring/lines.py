"""How a segment reads by itself: length, sentence end, characters, words, shape, lists, what steps have said of it."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from cleantext.document import Decision, Document
from cleantext.marks import Claimed, Field, Reason, Removed
from cleantext.scoring.columns import Columns, Lists
from cleantext.scoring.wording import WordTable
from cleantext.segments.segment import Segment
from cleantext.vocabulary import all_function_words

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython

_SHAPES = ("li", "quote", "row", "image", "pre")
_HEAD = frozenset((Field.HEADLINE, Field.BYLINE, Field.DATE, Field.PUBLISHED, Field.MODIFIED, Field.DESCRIPTION))
#: Reasons that say where on the page a line stands; the others are told apart from them only together.
_GROUPS: Mapping[Field | Reason, int] = {
    Reason.NAVIGATION: 1,
    Reason.SHARE: 2,
    Reason.COMMENTS: 3,
    Reason.RELATED: 4,
    Reason.OUTSIDE_ARTICLE: 5,
    Reason.HEADER_RECORD: 6,
    Reason.DUPLICATE: 7,
}
STATES = tuple("navigation share comments related outside record duplicate furniture head claimed".split())
_FURNITURE, _CLAIMED_HEAD, _CLAIMED = 8, 9, 10
#: What a suspicion says, by number; the order is that of the weights.
SUSPICIONS = (
    *(Field.DESCRIPTION, Field.CAPTIONS, Field.RELATED, Field.COMMENTS),
    *(Reason.NAVIGATION, Reason.SHARE, Reason.COMMENTS, Reason.RELATED, Reason.DUPLICATE, Reason.HEADER_RECORD),
    *(Reason.PAGE_DATE, Reason.COUNTS, Reason.READING_TIME, Reason.AUTHOR_BOX, Reason.HIDDEN, Reason.FORM),
    *(Reason.ADVERTISEMENT, Reason.SUBSCRIPTION, Reason.NEWSLETTER, Reason.PAYWALL, Reason.COOKIE, Reason.LEGAL),
    *(Field.PUBLISHED, Field.MODIFIED, Field.DATE, Field.BYLINE, Field.HEADLINE, Field.TAGS, Field.SECTION),
    *(Reason.COPYRIGHT, Reason.LOGIN, Reason.PLAYER, Reason.PAGINATION, Reason.APP_PROMO, Reason.BOILERPLATE),
)
_SUSPICIONS = {one: number for number, one in enumerate(SUSPICIONS, 1)}
#: Classes of characters; other letters are 0.
CAPITAL, DIGIT, SPACE, COMMA, MARK, SMALL = range(1, 7)
#: The first characters of a line are read for function words.
_OPENING = 400
_OWN = (
    "words ends prose gap suspicion piece heading".split()
    + [f"shape {shape}" for shape in _SHAPES]
    + ["chars", "capitals", "digits", "commas", "punctuation", "word length", "capitalised", "first", "last"]
    + ["function words", "times on page", "colon", "dots", "question", "address"]
)


class Lines(NamedTuple):
    """What other columns are made from, a number a segment: words, prose, state and more.

    ``state`` is 0 for a segment that no step has marked, else the number of what a step has said; ``suspected`` are
    the segments that one has marked without being sure. ``worded`` is the probability, by its wording alone, that an
    undecided segment is the article's, 0 for all others; None where the weights have no table of words.
    """

    words: array[float]
    prose: array[float]
    ends: array[float]
    state: array[int]
    suspected: array[int]
    heading: array[float]
    upper: array[float]
    gap: array[float]
    hit: array[float]
    worded: array[float] | None


def read_lines(document: Document, lists: Lists, table: WordTable | None, columns: Columns) -> Lines:
    """Add the columns of the segments by themselves, and give what the columns of their surroundings need."""
    segments = document.segments
    count: cython.Py_ssize_t = len(segments)
    block = columns.take(_OWN)
    own: cython.float[::1] = block
    state = array("i", [_state(decision) for decision in document.decisions])
    suspicion = array("i", [_suspicion(decision) for decision in document.decisions])
    known = all_function_words()
    texts = [one.key or one.text for one in segments]
    times = Counter(texts)
    at: cython.Py_ssize_t
    words: cython.Py_ssize_t
    ends: cython.bint
    segment: Segment
    for at in range(count):
        segment = segments[at]
        words = segment.words
        ends = segment.ends
        shape = segment.shape
        text = segment.text
        own[at] = words
        own[count + at] = ends
        own[2 * count + at] = (ends and words >= 8) or words >= 30
        own[3 * count + at] = min(segment.gap, 4)
        own[4 * count + at] = suspicion[at]
        own[5 * count + at] = segment.piece
        if shape:
            own[6 * count + at] = int(shape[1:2]) if shape[0] == "h" else 0
            if shape in _SHAPES:
                own[(7 + _SHAPES.index(shape)) * count + at] = 1
        _count_characters(text, own, 12 * count + at, count)
        opening: list[str] = text[:_OPENING].casefold().split()
        own[21 * count + at] = _share_of(opening, known)
        own[22 * count + at] = times[texts[at]]
        last = text[len(text) - 1] if text else " "
        own[23 * count + at] = last == ":"
        own[24 * count + at] = last == "…" or (last == "." and text.endswith("..."))
        own[25 * count + at] = last in "?？؟"
        own[26 * count + at] = ("://" in text) + 2 * ("@" in text)
    hit = _add_hits(document, lists, columns)
    return Lines(
        words=block[:count],
        ends=block[count : 2 * count],
        prose=block[2 * count : 3 * count],
        gap=block[3 * count : 4 * count],
        state=state,
        suspected=array("i", [one > 0 for one in suspicion]),
        heading=block[6 * count : 7 * count],
        upper=block[18 * count : 19 * count],
        hit=hit,
        worded=None if table is None else _add_wording(document, block[:count], table, columns),
    )


def _state(decision: Decision | None) -> int:
    """0 for an open segment, else the number of what a step has said."""
    if decision is None:
        return 0
    mark = decision.mark
    if isinstance(mark, Claimed) and mark.field is not Field.COMMENTS:
        return _CLAIMED_HEAD if mark.field in _HEAD else _CLAIMED
    return _GROUPS.get(_told(mark), _FURNITURE)


def _suspicion(decision: Decision | None) -> int:
    """The number of what a step suspects, 0 where none does or one is sure."""
    if decision is None or decision.mark.sure:
        return 0
    return _SUSPICIONS.get(_told(decision.mark), len(SUSPICIONS) + 1)


def _told(mark: Claimed | Removed) -> Field | Reason:
    """The field or reason of a mark; comments are the same whether they are kept as such or not."""
    if not isinstance(mark, Claimed):
        return mark.reason
    return Reason.COMMENTS if mark.field is Field.COMMENTS else mark.field


@cython.cfunc
def _share_of(words: list[str], known: frozenset[str]) -> cython.double:
    """Which share of the words is known."""
    found: cython.int = 0
    for word in words:
        found += word in known
    return found / float(max(len(words), 1))


@cython.cfunc
@cython.inline
def _class_of(char: cython.Py_UCS4) -> cython.int:
    """The class of a character."""
    # From here on letters are taken as those without case.
    if char >= "\u0530":
        return 0
    if char.isupper():
        return CAPITAL
    if char.isdigit():
        return DIGIT
    if char.isspace():
        return SPACE
    if char == ",":
        return COMMA
    return SMALL if char.isalnum() else MARK


@cython.cfunc
def _count_characters(text: str, own: cython.float[::1], at: cython.Py_ssize_t, step: cython.Py_ssize_t) -> cython.void:
    """Write the shares of kinds of characters into nine columns, from ``at`` on, ``step`` numbers apart."""
    counts: cython.int[7] = [0, 0, 0, 0, 0, 0, 0]
    before: cython.int = SPACE
    kind: cython.int = SPACE
    first: cython.int = -1
    openings: cython.int = 0
    for char in text:
        kind = _class_of(char)
        counts[kind] += 1
        if before == SPACE and kind == CAPITAL:
            openings += 1
        if first < 0:
            first = kind
        before = kind
    size: cython.double = len(text)
    spaces: cython.double = counts[SPACE] + 1
    least: cython.double = max(size, 1)
    own[at] = size
    own[at + step] = counts[CAPITAL] / least
    own[at + 2 * step] = counts[DIGIT] / least
    own[at + 3 * step] = counts[COMMA]
    own[at + 4 * step] = counts[MARK] / least
    own[at + 5 * step] = size / spaces
    own[at + 6 * step] = openings / spaces
    own[at + 7 * step] = first if first >= 0 else SPACE
    own[at + 8 * step] = kind


def _add_hits(document: Document, lists: Lists, columns: Columns) -> array[float]:
    """Add what the word lists know: 1 where the whole segment, 0.5 where a part of it is a phrase of the category."""
    count = columns.size
    places = {category: index * count for index, category in enumerate(lists.categories)}
    rows = columns.take([f"known as {category}" for category in lists.categories])
    known = columns.take(("known",))
    hit = array("f", bytes(4 * count))
    for index, one in enumerate(document.segments):
        for category, phrase in one.hits.items():
            place = places.get(category)
            if place is not None:
                value = 1.0 if phrase.mode == "exact" else 0.5
                rows[place + index] = value
                known[index] += value
                hit[index] = max(hit[index], value)
    return hit


def _add_wording(document: Document, words: array[float], table: WordTable, columns: Columns) -> array[float]:
    """Add what the wording of the undecided segments says of them, as a sum and by length."""
    count = columns.size
    block = columns.take(("wording", "wording by length"))
    worded = array("f", bytes(4 * count))
    places = [at for at, one in enumerate(document.decisions) if one is None or not one.mark.sure]
    odds = table.scores([document.segments[at].text for at in places])
    for at, value in zip(places, odds, strict=True):
        block[at] = value
        block[count + at] = value / math.log2(words[at] + 2)
        # Hundreds of words that speak against a line are more than a float holds: its probability is 0.
        worded[at] = 1 / (1 + math.exp(-value)) if value > -700 else 0
    return worded
