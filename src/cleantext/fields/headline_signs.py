"""The evidence for a headline: what speaks for and against each candidate, one column for each kind of evidence."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import log1p

from cleantext.document import Document, Segment
from cleantext.fields.body_scores import MARGIN
from cleantext.fields.byline.parse_line import reads_as_byline
from cleantext.fields.headline_surroundings import Surroundings, is_title
from cleantext.fields.titles import STEM, without_token, words_of
from cleantext.grammar.byline_parts import is_organization
from cleantext.marks import Claimed, Field, Reason, Removed
from cleantext.patterns import pattern
from cleantext.records import NamedTuple
from cleantext.scoring.columns import Table
from cleantext.segments.records import RECORD_KINDS, dated, is_record
from cleantext.vocabulary import load_vocabulary
from cleantext.writing import count_digits

#: What a line may end with, by which the trees tell lines apart.
_MARKS = '.?!…:：。？！।؟,;"”»)'
_STOPS = ".。।"
#: A page is bare where at most this share of its lines is known as furniture; set by hand, on fixtures.
MAX_FURNITURE = 0.03
_FURNITURE = frozenset(Reason) - {Reason.MARKUP, Reason.DUPLICATE, Reason.HEADER_RECORD, Reason.PAGE_DATE}
#: At most 60 lines are counted between a candidate and the text; candidates within the first 60 of it may be prose.
MOST_BETWEEN = 60
#: The first 200 characters of the lines beside a candidate are compared with the text.
HEARD = 200
#: A record is looked for in 5 lines after a candidate and 3 before it.
RECORD_AFTER, RECORD_BEFORE = 5, 3

_WORD = pattern(r"[^\W\d_]{4,40}|\d{2,12}")
_SEPARATED = pattern(" [|–—»-] |[｜_]")


def signs_of(document: Document, lines: Sequence[Segment], around: Surroundings) -> Table:
    """The evidence for all candidates."""
    places = [line.index for line in lines]
    texts = [without_token(line.text)[0] for line in lines]
    own = [words_of(text) for text in texts]
    # Most lines are heard as they are.
    read = zip(lines, texts, own, strict=True)
    said = {line.index: words for line, text, words in read if text is line.text and len(text) <= HEARD}
    columns = {
        **_written(document, lines, texts, own, around),
        **_beside(document, places, said, around),
        **_standing(document, places, around),
    }
    return Table(list(columns), array("f", [value for column in columns.values() for value in column]), len(lines))


def _written(
    document: Document,
    lines: Sequence[Segment],
    texts: Sequence[str],
    own: Sequence[frozenset[str]],
    around: Surroundings,
) -> dict[str, Sequence[float]]:
    """What the lines themselves say, and the markup around them."""
    shapes, lasts = [line.shape for line in lines], [line.text[-1:] for line in lines]
    words = [line.words for line in lines]
    alike = [0.0] * len(lines)
    first, top, houses = around.body.first, around.top, around.houses
    opening = [line.key for line in document.segments[top : top + 3]]
    path = _path_words(document.url) if document.url else None
    navigation = load_vocabulary().of("navigation")
    return {
        "token": [text is not line.text for text, line in zip(texts, lines, strict=True)],
        "h1": [shape == "h1" for shape in shapes],
        "h2": [shape == "h2" for shape in shapes],
        "deeper heading": [shape in ("h3", "h4", "h5", "h6") for shape in shapes],
        "list item": [shape in ("li", "row", "image") for shape in shapes],
        "marked as headline": [line.facts is not None and "headline" in line.facts.marks for line in lines],
        "title element": [line.facts is not None and line.facts.tag == "title" for line in lines],
        "link": [line.facts is not None and line.facts.link_share > 0.8 for line in lines],
        "declared": [_declared(around.titles, line.key) for line in lines] if around.titles else alike,
        "repeated": [2 <= around.copies.get(line.key, 0) <= 5 for line in lines],
        "words in the text": [
            around.shared(said, twice=first <= line.index < first + MOST_BETWEEN and line.prose)
            for said, line in zip(own, lines, strict=True)
        ],
        "names a house": list(map(is_organization, texts)),
        "after a title": [line.key in around.sites for line in lines],
        "likely the house": [-1.0 if houses is None else houses.get(line.key, 0.0) for line in lines],
        "menu words": [_share_of(navigation, line.key) for line in lines],
        "is a record": [not RECORD_KINDS.isdisjoint(line.hits) for line in lines],
        "opens the page's title": [
            line.index - top > 2 and len(line.key) > 8 and any(one.startswith(line.key) for one in opening)
            for line in lines
        ],
        "one word": [one == 1 for one in words],
        "two or three words": [2 <= one <= 3 for one in words],
        "five to eighteen words": [5 <= one <= 18 for one in words],
        "words": words,
        "full stop": [last in _STOPS and line.words > 3 for last, line in zip(lasts, lines, strict=True)],
        "other end": [line.ends and last not in _STOPS for last, line in zip(lasts, lines, strict=True)],
        "colon": [last in ":：" for last in lasts],
        "mark": [_MARKS.find(last) + 1 for last in lasts],
        "prose": [line.prose for line in lines],
        "known phrase": [bool(line.hits) for line in lines],
        "piece": [line.piece for line in lines],
        "opens a bare page": [line.index == top and _opens_bare(document, first, top) for line in lines],
        "capitals": [text.isupper() and line.words > 1 for text, line in zip(texts, lines, strict=True)],
        "lower case": [text[:1].islower() for text in texts],
        "words in the URL": [-1.0 if path is None else _share(said, path) for said in own],
        "html": [float(document.page is not None)] * len(lines),
        "digits": [count_digits(text) / max(1, len(text)) for text in texts],
        "separator": [_SEPARATED.search(text) is not None for text in texts],
        "at the foot": list(map(around.is_at_foot, lines)),
        "in copyright": list(map(around.is_in_rights, lines)),
        "in host": list(map(around.in_host, lines)),
    }


def _beside(
    document: Document, places: Sequence[int], said: Mapping[int, frozenset[str]], around: Surroundings
) -> dict[str, Sequence[float]]:
    """What stands before and after the lines; beyond the ends of the page most is -1."""
    segments, count = document.segments, len(document.segments)
    wide = {at + step for at in places for step in range(-RECORD_BEFORE, RECORD_AFTER + 1) if 0 <= at + step < count}
    beside = {at + step for at in places for step in (-1, 0, 1)}
    nobody = _Beside(-1.0, 0.0, 0.0, -1.0, 0.0, -1.0, -1.0)
    known: dict[int, _Beside] = {}
    records: set[int] = set()
    for at in wide:
        line = segments[at]
        year = dated(line.text)
        if is_record(line, year):
            records.add(at)
        if at in beside:
            known[at] = _Beside(
                around.shared(said[at] if at in said else words_of(line.text[:HEARD])),
                reads_as_byline(line, document.memo),
                year,
                line.ends,
                is_title(line),
                line.gap,
                line.words,
            )
    before = [known.get(at - 1, nobody) for at in places]
    here = [known[at] for at in places]
    after = [known.get(at + 1, nobody) for at in places]
    return {
        "words in the text above": [one.heard for one in before],
        "words in the text below": [one.heard for one in after],
        "reads as a byline": [one.signed for one in here],
        "byline before": [one.signed for one in before],
        "byline after": [one.signed for one in after],
        "dated before": [one.dated for one in before],
        "dated": [one.dated for one in here],
        "dated after": [one.dated for one in after],
        "record after": [any(at + step in records for step in range(1, RECORD_AFTER + 1)) for at in places],
        "record right after": [at + 1 in records for at in places],
        "record before": [any(at - step in records for step in range(1, RECORD_BEFORE + 1)) for at in places],
        "among titles": [one.title > 0 and other.title > 0 for one, other in zip(before, after, strict=True)],
        "space around": [one.gap > 0 and other.gap != 0 for one, other in zip(here, after, strict=True)],
        "gap": [min(one.gap, 4) for one in here],
        "gap after": [min(one.gap, 4) for one in after],
        "words after": [one.words for one in after],
        "words before": [one.words for one in before],
        "ends after": [one.ends for one in after],
    }


class _Beside(NamedTuple):
    """What is told of a line to the candidates beside it."""

    heard: float
    signed: float
    dated: float
    ends: float
    title: float
    gap: float
    words: float


def _standing(document: Document, places: Sequence[int], around: Surroundings) -> dict[str, Sequence[float]]:
    """How the lines stand to those that are likely the article's."""
    body, first, count = around.body, around.body.first, len(document.segments)
    end = min(first, count)
    low, high = min([*places, end]), min(count, max([*places, end]) + 1)
    decisions = document.decisions
    titled = _counted(low, high, [is_title(one) for one in document.segments[low:high]])
    opened = _counted(low, high, [one is None for one in decisions[low:high]])
    removed = [one is not None and isinstance(one.mark, Removed) for one in decisions]
    removed += [False, False]  # beyond the end, and before the beginning
    said, every, kept = body.said, max(1.0, body.said[-1]), body.said[-1]
    at = [place + MARGIN for place in places]
    return {
        "distance before": [0.0 if place >= first else log1p(first - place) for place in places],
        "distance inside": [log1p(place - first + 1) if place >= first else 0.0 for place in places],
        "place": [place - around.top for place in places],
        "first of the page": [place - around.top <= 1 for place in places],
        "score": [body.values[one] for one in at],
        "kept": [body.kept[one] for one in at],
        "score before": [body.values[one - 1] for one in at],
        "score after": [body.values[one + 1] for one in at],
        "score after next": [body.values[one + 2] for one in at],
        "from the text": [max(-MOST_BETWEEN, min(place - first, MOST_BETWEEN)) for place in places],
        "words kept before": [said[one] / every for one in at],
        "words kept beside": [said[one] + kept - said[one + 1] for one in at],
        "words kept in 5 after": [said[one + 6] - said[one + 1] for one in at],
        "words kept in 15 after": [said[one + 16] - said[one + 1] for one in at],
        "below the text": [place > body.last for place in places],
        "titles between": [min(max(0, titled[end] - titled[place + 1]), MOST_BETWEEN) for place in places],
        "open between": [min(max(0, opened[end] - opened[place + 1]), MOST_BETWEEN) for place in places],
        "removed before": [removed[place - 1] for place in places],
        "removed after": [removed[place + 1] for place in places],
        "suspected": [decisions[place] is not None for place in places],
    }


def _counted(low: int, high: int, marks: Sequence[bool]) -> dict[int, int]:
    """How many of the marks, which stand from ``low`` to ``high``, are before each place."""
    return dict(zip(range(low, high + 1), accumulate(marks, initial=0), strict=True))


def _share_of(known: frozenset[str], key: str) -> float:
    """Which share of a line's words is known by itself."""
    words = key.split()
    return sum(map(known.__contains__, words)) / len(words) if words else 0.0


def _declared(titles: Sequence[str], key: str) -> float:
    """How far the page declares the line as its title: 1 as it stands, 0.7 with more after it (sites add a name)."""
    if len(key) < 4:
        return 0.0
    if key in titles:
        return 1.0
    return 0.7 if " " in key and any(title.startswith(key) for title in titles) else 0.0


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


def _path_words(url: str) -> frozenset[str]:
    """The words in the path of an address, as :func:`words_of` has them."""
    return frozenset(word[:STEM] for word in _WORD.findall(url.casefold().partition("://")[2].partition("/")[2]))


def _share(own: frozenset[str], path: frozenset[str]) -> float:
    """Which share of the words stands in the path of the address."""
    return len(own & path) / len(own) if own else 0.0
