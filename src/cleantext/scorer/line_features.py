# cython: infer_types=True
"""How a segment reads by itself: length, sentence end, characters, words, shape, lists, what steps have said of it."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Mapping
from functools import cache

from cleantext.document import Document
from cleantext.marks import Claimed, Field, Reason
from cleantext.records import NamedTuple
from cleantext.scorer.columns import Columns, Lists, number_keys
from cleantext.scorer.line_words import WordSet, count_characters, write_content_words
from cleantext.scorer.wording import WordWeights
from cleantext.text.segment import Segment
from cleantext.words.vocabulary import all_function_words

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython


#: What a step has said of a segment, by number from 1; 0 stands for an open one.
STATES = tuple("navigation share comments related outside record duplicate furniture head claimed".split())
_FURNITURE, _CLAIMED_HEAD, _CLAIMED = 8, 9, 10
_HEAD = (Field.HEADLINE, Field.BYLINE, Field.DATE, Field.PUBLISHED, Field.MODIFIED, Field.DESCRIPTION)
#: Seven reasons say where on the page a line stands; all others have one number. Comments are the same whether they are
#: kept or not.
_STATES: Mapping[Field | Reason | None, int] = {
    None: 0,
    **dict.fromkeys(Reason, _FURNITURE),
    **dict.fromkeys(Field, _CLAIMED),
    **dict.fromkeys(_HEAD, _CLAIMED_HEAD),
    Reason.NAVIGATION: 1,
    Reason.SHARE: 2,
    Reason.COMMENTS: 3,
    Field.COMMENTS: 3,
    Reason.RELATED: 4,
    Reason.OUTSIDE_ARTICLE: 5,
    Reason.HEADER_RECORD: 6,
    Reason.DUPLICATE: 7,
}
#: What a suspicion says, by number from 1; the weights know these numbers.
SUSPICIONS: tuple[Field | Reason, ...] = (
    *(Field.DESCRIPTION, Field.CAPTIONS, Field.RELATED, Field.COMMENTS),
    *(Reason.NAVIGATION, Reason.SHARE, Reason.COMMENTS, Reason.RELATED, Reason.DUPLICATE, Reason.HEADER_RECORD),
    *(Reason.PAGE_DATE, Reason.COUNTS, Reason.READING_TIME, Reason.AUTHOR_BOX, Reason.HIDDEN, Reason.FORM),
    *(Reason.ADVERTISEMENT, Reason.SUBSCRIPTION, Reason.NEWSLETTER, Reason.PAYWALL, Reason.COOKIE, Reason.LEGAL),
    *(Field.PUBLISHED, Field.MODIFIED, Field.DATE, Field.BYLINE, Field.HEADLINE, Field.TAGS, Field.SECTION),
    *(Reason.COPYRIGHT, Reason.LOGIN, Reason.PLAYER, Reason.PAGINATION, Reason.APP_PROMO, Reason.BOILERPLATE),
)
_SUSPICIONS: dict[Field | Reason | None, int] = {one: number for number, one in enumerate(SUSPICIONS, 1)}
_SUSPICIONS[Field.COMMENTS] = _SUSPICIONS[Reason.COMMENTS]
#: The first 400 characters of a line are read for function words, and for what the page speaks of.
_OPENING = 400
#: Segments of fewer content words say too little.
FEWEST = 3
#: The lead is the prose at the beginning, up to the segment in which it comes to 80 words.
LEAD_WORDS = 80
#: Rows of teasers repeat after 2 to 5 segments; the 10 segments on either side are compared.
LAGS, WINDOW = 5, 10
_SHAPES = ("li", "quote", "row", "image", "pre")
_OWN = (
    "words ends prose gap suspicion piece heading".split()
    + [f"shape {shape}" for shape in _SHAPES]
    + ["chars", "capitals", "digits", "commas", "punctuation", "word length", "capitalised", "first", "last"]
    + ["function words", "times on page", "colon", "dots", "question", "address"]
)
#: Columns that others are made from, by their places in these.
_GIVEN = {"words": 0, "ends": 1, "prose": 2, "gap": 3, "heading": 6, "upper": 18}
_SAID = ("said before", "said after", "said in lead", "said nowhere else")
_AGAIN = tuple([f"shapes again after {lag}" for lag in range(1, LAGS + 1)])


class Lines(NamedTuple):
    """What other columns are made from, a number a segment: words, prose, state and more.

    ``state`` is 0 for a segment that no step has marked, else the number of what a step has said; ``suspected`` are
    the segments that one has marked without being sure. ``worded`` is the probability, by its wording alone, that an
    undecided segment is the article's, 0 for all others; None where the weights have no table of words. ``openings``
    are the first characters of the segments, case-folded.
    """

    openings: list[str]

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


def read_lines(document: Document, lists: Lists, table: WordWeights | None, columns: Columns) -> Lines:
    """Add the columns of the segments by themselves, and give what the columns of their surroundings need."""
    segments = document.segments
    count: cython.Py_ssize_t = len(segments)
    first: cython.Py_ssize_t = columns.take(_OWN)
    cells = columns.cells
    own: cython.float[::1] = cells
    marks = [None if one is None else one.mark for one in document.decisions]
    verdicts = [mark.field if isinstance(mark, Claimed) else mark.reason if mark else None for mark in marks]
    unsure = [mark is not None and not mark.sure for mark in marks]
    suspected = array("i", unsure)
    state = array("i", [_STATES[verdict] for verdict in verdicts])
    other = len(SUSPICIONS) + 1
    numbers = [_SUSPICIONS.get(verdict, other) if doubt else 0 for verdict, doubt in zip(verdicts, unsure, strict=True)]
    suspicion: cython.int[::1] = array("i", numbers)
    function_words: WordSet = _function_words()
    texts = [one.key or one.text for one in segments]
    times = Counter(texts)
    openings = []
    place: cython.Py_ssize_t = first
    ends: cython.bint
    segment: Segment
    text: str
    opening: str
    last: cython.Py_UCS4
    for at in range(count):
        segment = segments[at]
        words = segment.words
        ends = segment.ends
        shape = segment.shape
        text = segment.text
        own[place] = words
        own[place + count] = ends
        own[place + 2 * count] = (ends and words >= 8) or words >= 30
        own[place + 3 * count] = min(segment.gap, 4)
        own[place + 4 * count] = suspicion[at]
        own[place + 5 * count] = segment.piece
        if shape:
            own[place + 6 * count] = int(shape[1:2]) if shape[0] == "h" else 0
            if shape in _SHAPES:
                own[place + (7 + _SHAPES.index(shape)) * count] = 1
        count_characters(text, own, place + 12 * count, count)
        opening = text[:_OPENING].casefold()
        openings.append(opening)
        own[place + 21 * count] = function_words.share(opening)
        own[place + 22 * count] = times[texts[at]]
        last = text[len(text) - 1] if text else " "
        own[place + 23 * count] = last == ":"
        own[place + 24 * count] = last == "…" or (last == "." and text.endswith("..."))
        own[place + 25 * count] = last == "?" or last == "？" or last == "؟"
        own[place + 26 * count] = ("://" in text) + 2 * ("@" in text)
        place += 1
    hit = _add_hits(document, lists, columns)
    named = {name: cells[first + at * count : first + (at + 1) * count] for name, at in _GIVEN.items()}
    worded = None if table is None else _add_wording(document, named["words"], table, columns)
    return Lines(openings=openings, state=state, suspected=suspected, hit=hit, worded=worded, **named)


@cache
def _function_words() -> WordSet:
    """The function words of all languages."""
    return WordSet(all_function_words())


def _add_hits(document: Document, lists: Lists, columns: Columns) -> array[float]:
    """Add what the word lists know: 1 where the whole segment, 0.5 where a part of it is a phrase of the category."""
    place: cython.Py_ssize_t
    count: cython.Py_ssize_t = columns.size
    first: cython.Py_ssize_t = columns.take([f"known as {category}" for category in lists.categories])
    known: cython.Py_ssize_t = columns.take(("known",))
    cells: cython.float[::1] = columns.cells
    places = {category: first + index * count for index, category in enumerate(lists.categories)}
    hit = array("f", bytes(4 * count))
    highest: cython.float[::1] = hit
    value: cython.float
    segment: Segment
    segments = document.segments
    for at in range(count):
        segment = segments[at]
        if not segment.hits:
            continue
        for category, phrase in segment.hits.items():
            if category in places:
                place = places[category]
                value = 1.0 if phrase.mode == "exact" else 0.5
                cells[place + at] = value
                cells[known + at] += value
                highest[at] = max(highest[at], value)
    return hit


def _add_wording(document: Document, words: cython.float[::1], table: WordWeights, columns: Columns) -> array[float]:
    """Add what the wording of the undecided segments says of them, as a sum and by length."""
    place: cython.Py_ssize_t
    count: cython.Py_ssize_t = columns.size
    first: cython.Py_ssize_t = columns.take(("wording", "wording by length"))
    cells: cython.float[::1] = columns.cells
    found = array("f", bytes(4 * count))
    worded: cython.float[::1] = found
    places = [at for at, one in enumerate(document.decisions) if one is None or not one.mark.sure]
    segments = document.segments
    odds: cython.float[::1] = table.scores([segments[at].text for at in places])
    value: cython.double
    for at in range(len(places)):
        place = places[at]
        value = odds[at]
        cells[first + place] = value
        cells[first + count + place] = value / math.log2(words[place] + 2)
        # Hundreds of words that speak against a line are more than a float holds: its probability is 0.
        worded[place] = 1 / (1 + math.exp(-value)) if value > -700 else 0
    return found


def add_cohesion(document: Document, lines: Lines, columns: Columns) -> None:
    """Add the shares of a segment's content words that stand before it, after it, in headline and lead, nowhere else.

    They are -1 where a segment has too few such words, and where a step is sure of it.
    """
    count = columns.size
    fewest: cython.int = FEWEST
    openings: list[str] = lines.openings
    words: cython.float[::1] = lines.words
    prose: cython.float[::1] = lines.prose
    state: cython.int[::1] = lines.state
    suspected: cython.int[::1] = lines.suspected
    headlines = [segment.text.casefold() for segment, _ in document.claimed(Field.HEADLINE)[:1]]
    lengths = [len(text) for text in (*openings, *headlines)]
    chars: cython.uint[::1] = array("I", bytes(4 * max(lengths) + 4))
    found: cython.ulonglong[::1] = array("Q", bytes(8 * (sum(lengths) + 1)))
    ends: cython.int[::1] = array("i", bytes(4 * (count + 1)))
    size: cython.Py_ssize_t = 0
    for at in range(count):
        if (state[at] == 0 or suspected[at]) and words[at] >= fewest:
            size = write_content_words(openings[at], chars, found, size)
        ends[at + 1] = size
    for text in headlines:
        size = write_content_words(text, chars, found, size)
    said: cython.int[::1] = number_keys(found, size)
    # For each word: the first and the last line that has it, from 1, and whether headline or lead have it.
    first: cython.int[::1] = array("i", bytes(4 * (size + 1)))
    last: cython.int[::1] = array("i", bytes(4 * (size + 1)))
    topic: cython.int[::1] = array("i", bytes(4 * (size + 1)))
    for place in range(ends[count], size):
        topic[said[place]] = 1
    for at in range(count):
        for place in range(ends[at], ends[at + 1]):
            one = said[place]
            if last[one] == at + 1:
                # A word counts once in a line.
                said[place] = -1
                continue
            if last[one] == 0:
                first[one] = at + 1
            last[one] = at + 1
    read = 0.0
    lead: cython.double = LEAD_WORDS
    for at in range(count):
        if prose[at] and state[at] == 0 and read < lead:
            read += words[at]
            for place in range(ends[at], ends[at + 1]):
                if said[place] >= 0:
                    topic[said[place]] = 1
    column = columns.take(_SAID)
    cells: cython.float[::1] = columns.cells
    before: cython.int
    after: cython.int
    led: cython.int
    alone: cython.int
    total: cython.double
    for at in range(count):
        total = before = after = led = alone = 0
        for place in range(ends[at], ends[at + 1]):
            one = said[place]
            if one >= 0:
                total += 1
                before += first[one] <= at
                after += last[one] > at + 1
                led += topic[one]
                alone += first[one] == last[one]
        enough: cython.bint = total >= fewest
        cells[column + at] = before / total if enough else -1
        cells[column + count + at] = after / total if enough else -1
        cells[column + 2 * count + at] = led / total if enough else -1
        cells[column + 3 * count + at] = alone / total if enough else -1


def add_shapes(lines: Lines, linked: array[float] | None, columns: Columns) -> None:
    """Add how often the shapes of the segments around a segment come again after 1 to 5 segments."""
    lag: cython.Py_ssize_t
    count: cython.Py_ssize_t = columns.size
    shape: cython.int[::1] = array("i", bytes(4 * count))
    words: cython.float[::1] = lines.words
    ends: cython.float[::1] = lines.ends
    heading: cython.float[::1] = lines.heading
    gap: cython.float[::1] = lines.gap
    links: cython.float[::1] = linked if linked is not None else array("f", bytes(4 * count))
    for at in range(count):
        length = int(words[at]) + 1
        size = 0
        while size < 5 and length >= 2:
            length >>= 1
            size += 1
        shape[at] = size + 8 * (ends[at] > 0) + 16 * (heading[at] > 0) + 32 * (gap[at] > 0) + 64 * (links[at] > 0.5)
    column: cython.Py_ssize_t = columns.take(_AGAIN)
    cells: cython.float[::1] = columns.cells
    sums: cython.int[::1] = array("i", bytes(4 * (count + 1)))
    for lag in range(1, LAGS + 1):
        _write_repeats(shape, lag, sums, cells, column)
        column += count


def _write_repeats(
    shape: cython.int[::1],
    lag: cython.Py_ssize_t,
    sums: cython.int[::1],
    cells: cython.float[::1],
    column: cython.Py_ssize_t,
) -> None:
    """Write which share of the segments around each one has the shape of the segment ``lag`` further down."""
    count: cython.Py_ssize_t = len(shape)
    window: cython.Py_ssize_t = WINDOW
    repeats: cython.double
    for at in range(count):
        sums[at + 1] = sums[at] + (at + lag < count and shape[at + lag] == shape[at])
    for at in range(count):
        low = max(at - window, 0)
        high = min(at + window + 1, count)
        repeats = sums[high] - sums[low]
        cells[column + at] = repeats / max(high - low, 1)
