"""How a segment reads by itself: length, sentence end, characters, words, shape, lists, what steps have said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleantext.document import Decision, Document
from cleantext.marks import Claimed, Field, Reason, Removed
from cleantext.scoring.columns import Columns, Floats, Lists
from cleantext.scoring.wording import WordTable
from cleantext.vocabulary import all_function_words

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
#: Characters beyond this code are taken as letters without case.
_TABLE = 0x530


class Lines(NamedTuple):
    """What other columns are made from: words, prose, state and more of each segment.

    ``open`` are the segments that no step has marked, ``suspected`` those that one has marked without being sure.
    ``worded`` is the probability, by its wording alone, that an open segment is the article's, 0 for all others; None
    where the weights have no table of words.
    """

    words: Floats
    prose: NDArray[np.bool_]
    ends: NDArray[np.bool_]
    state: NDArray[np.int64]
    open: NDArray[np.bool_]
    suspected: NDArray[np.bool_]
    heading: Floats
    upper: Floats
    gap: Floats
    hit: Floats
    worded: Floats | None

    @property
    def undecided(self) -> NDArray[np.bool_]:
        """The segments that are to be decided on: the open ones and those with a suspicion."""
        return self.open | self.suspected


def read_lines(document: Document, lists: Lists, table: WordTable | None, columns: Columns) -> Lines:
    """Add the columns of the segments by themselves, and give what the columns of their surroundings need."""
    segments = document.segments
    words = np.array([one.words for one in segments], dtype=np.float32)
    ends = np.array([one.ends for one in segments], dtype=np.bool_)
    prose = (ends & (words >= 8)) | (words >= 30)
    state = np.array([_state(decision) for decision in document.decisions], dtype=np.int64)
    suspicion = np.array([_suspicion(decision) for decision in document.decisions], dtype=np.int64)
    suspected = suspicion > 0
    heading = np.array([int(one.shape[1]) if one.shape[:1] == "h" else 0 for one in segments], dtype=np.float32)
    gap = np.minimum(np.array([one.gap for one in segments], dtype=np.float32), 4)
    columns.add("words", words)
    columns.add("ends", ends)
    columns.add("prose", prose)
    columns.add("gap", gap)
    columns.add("suspicion", suspicion)
    columns.add("piece", [one.piece for one in segments])
    columns.add("heading", heading)
    for shape in _SHAPES:
        columns.add(f"shape {shape}", [one.shape == shape for one in segments])
    upper = _add_characters([one.text for one in segments], columns)
    _add_words(document, columns)
    hit = _add_hits(document, lists, columns)
    worded = None if table is None else _add_wording(document, words, table, columns)
    return Lines(words, prose, ends, state, state == 0, suspected, heading, upper, gap, hit, worded)


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


@cache
def _classes() -> NDArray[np.uint8]:
    """The class of each character: 1 capital, 2 digit, 3 space, 4 comma, 5 other mark, 6 small letter, 0 other."""
    kinds = np.zeros(_TABLE + 1, dtype=np.uint8)
    for code in range(_TABLE):
        char = chr(code)
        if char.isupper():
            kinds[code] = 1
        elif char.isdigit():
            kinds[code] = 2
        elif char.isspace():
            kinds[code] = 3
        elif char == ",":
            kinds[code] = 4
        elif not char.isalnum():
            kinds[code] = 5
        else:
            kinds[code] = 6
    return kinds


def _add_characters(texts: list[str], columns: Columns) -> Floats:
    """Add shares of kinds of characters, counted for all segments at once."""
    joined = "\n".join(texts) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = _classes()[np.minimum(codes, _TABLE)]
    lengths = np.array([len(text) + 1 for text in texts], dtype=np.int64)
    starts = np.cumsum(lengths) - lengths
    chars = (lengths - 1).astype(np.float32)
    counts = {kind: np.add.reduceat(kinds == kind, starts, dtype=np.float32) for kind in (1, 2, 3, 4, 5)}
    first = kinds[starts]
    opening = (np.concatenate(([3], kinds[:-1])) == 3) & (kinds == 1)
    columns.add("chars", chars)
    columns.add("capitals", counts[1] / np.maximum(chars, 1))
    columns.add("digits", counts[2] / np.maximum(chars, 1))
    columns.add("commas", counts[4])
    columns.add("punctuation", counts[5] / np.maximum(chars, 1))
    columns.add("word length", chars / counts[3])
    upper: Floats = (np.add.reduceat(opening, starts, dtype=np.float32) / counts[3]).astype(np.float32)
    columns.add("capitalised", upper)
    columns.add("first", first)
    columns.add("last", kinds[starts + lengths - 2])
    return upper


def _add_words(document: Document, columns: Columns) -> None:
    """Add function words and repetition."""
    known = all_function_words()
    functions = []
    for one in document.segments:
        words = one.text[:400].casefold().split() or [""]
        functions.append(sum(map(known.__contains__, words)) / len(words))
    counts = Counter(one.key or one.text for one in document.segments)
    columns.add("function words", functions)
    columns.add("times on page", [counts[one.key or one.text] for one in document.segments])
    columns.add("colon", [one.text[-1:] == ":" for one in document.segments])
    columns.add("dots", [one.text[-1:] == "…" or one.text[-3:] == "..." for one in document.segments])
    columns.add("question", [one.text[-1:] in ("?", "？", "؟") for one in document.segments])
    columns.add("address", [("://" in one.text) + 2 * ("@" in one.text) for one in document.segments])


def _add_hits(document: Document, lists: Lists, columns: Columns) -> Floats:
    """Add what the word lists know: 1 where the whole segment, 0.5 where a part of it is a phrase of the category."""
    places = {category: index for index, category in enumerate(lists.categories)}
    rows = np.zeros((len(places), columns.size), dtype=np.float32)
    for one in document.segments:
        for category, phrase in one.hits.items():
            place = places.get(category)
            if place is not None:
                rows[place, one.index] = 1.0 if phrase.mode == "exact" else 0.5
    columns.add_block([f"known as {category}" for category in lists.categories], rows)
    hit: Floats = rows.max(axis=0, initial=0)
    columns.add("known", rows.sum(axis=0))
    return hit


def _add_wording(document: Document, words: Floats, table: WordTable, columns: Columns) -> Floats:
    """Add what the wording of the open segments says of them, as a sum and by length."""
    odds, worded = np.zeros(columns.size, dtype=np.float32), np.zeros(columns.size, dtype=np.float32)
    segments = document.undecided()
    if segments:
        places = np.array([one.index for one in segments])
        odds[places] = table.scores([one.text for one in segments])
        # Hundreds of words that speak against a line are more than a float holds: its probability is 0.
        with np.errstate(over="ignore"):
            worded[places] = 1 / (1 + np.exp(-odds[places]))
    columns.add("wording", odds)
    columns.add("wording by length", odds / np.log2(words + 2))
    return worded
