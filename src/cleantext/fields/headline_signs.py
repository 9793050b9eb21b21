"""The evidence for a headline: what speaks for and against each candidate, one column for each kind of evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from cleantext.document import Document, Segment
from cleantext.fields.body_scores import MARGIN
from cleantext.fields.byline.parse_line import reads_as_byline
from cleantext.fields.headline_surroundings import Surroundings, is_title
from cleantext.fields.titles import STEM, without_token, words_of
from cleantext.grammar.byline_parts import is_organization
from cleantext.marks import Claimed, Field, Noted, Reason, Removed
from cleantext.scoring.choice import Signs
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

_WORD = re.compile(r"[^\W\d_]{4,40}|\d{2,12}")
_SEPARATED = re.compile(" [|–—»-] |[｜_]")

_Column = Sequence[float] | NDArray[np.generic] | float


def signs_of(document: Document, lines: Sequence[Segment], around: Surroundings) -> Signs:
    """The evidence for all candidates."""
    index = np.array([line.index for line in lines], dtype=np.intp)
    texts = [without_token(line.text)[0] for line in lines]
    own = [words_of(text) for text in texts]
    # Most lines are heard as they are.
    read = zip(lines, texts, own, strict=True)
    said = {line.index: words for line, text, words in read if text is line.text and len(text) <= HEARD}
    columns: dict[str, _Column] = {
        **_written(document, lines, texts, own, around),
        **_beside(document, index, said, around),
        **_standing(document, index, around),
    }
    rows = np.empty((len(columns), len(lines)), dtype=np.float32)
    for row, values in zip(rows, columns.values(), strict=True):
        row[:] = values
    return Signs(tuple(columns), rows.T)


def _written(
    document: Document,
    lines: Sequence[Segment],
    texts: Sequence[str],
    own: Sequence[frozenset[str]],
    around: Surroundings,
) -> dict[str, _Column]:
    """What the lines themselves say, and the markup around them."""
    shapes, lasts = [line.shape for line in lines], [line.text[-1:] for line in lines]
    words = np.array([line.words for line in lines])
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
        "declared": [_declared(around.titles, line.key) for line in lines] if around.titles else 0.0,
        "repeated": [2 <= around.copies.get(line.key, 0) <= 5 for line in lines],
        "words in the text": [
            around.shared(said, twice=first <= line.index < first + MOST_BETWEEN and line.prose)
            for said, line in zip(own, lines, strict=True)
        ],
        "names a house": list(map(is_organization, texts)),
        "after a title": [line.key in around.sites for line in lines],
        "likely the house": [houses.get(line.key, 0.0) for line in lines] if houses is not None else -1.0,
        "menu words": [_share_of(navigation, line.key) for line in lines],
        "is a record": [not RECORD_KINDS.isdisjoint(line.hits) for line in lines],
        "opens the page's title": [
            line.index - top > 2 and len(line.key) > 8 and any(one.startswith(line.key) for one in opening)
            for line in lines
        ],
        "one word": words == 1,
        "two or three words": (words == 2) | (words == 3),
        "five to eighteen words": (words >= 5) & (words <= 18),
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
        "words in the URL": -1.0 if path is None else [_share(said, path) for said in own],
        "html": float(document.page is not None),
        "digits": [count_digits(text) / max(1, len(text)) for text in texts],
        "separator": [_SEPARATED.search(text) is not None for text in texts],
        "at the foot": list(map(around.is_at_foot, lines)),
        "in copyright": list(map(around.is_in_rights, lines)),
        "in host": list(map(around.in_host, lines)),
    }


def _beside(
    document: Document, index: NDArray[np.intp], said: Mapping[int, frozenset[str]], around: Surroundings
) -> dict[str, _Column]:
    """What stands before and after the lines; beyond the ends of the page most is -1."""
    segments, count = document.segments, len(document.segments)
    wide = np.zeros(count + RECORD_BEFORE + RECORD_AFTER + 1, dtype=bool)
    for step in range(RECORD_BEFORE + RECORD_AFTER + 1):
        wide[index + step] = True
    beside = {at + step for at in index.tolist() for step in (-1, 0, 1)}
    #: What is known of each line, at its index + 1.
    signed, years, ends, titles = np.zeros((4, count + 2))
    heard, gaps, words = np.full((3, count + 2), -1.0)
    ends[0] = ends[-1] = -1.0
    records = np.zeros(count + RECORD_BEFORE + RECORD_AFTER + 2)
    for at in np.flatnonzero(wide[RECORD_BEFORE : RECORD_BEFORE + count]).tolist():
        line = segments[at]
        year = dated(line.text)
        records[at + RECORD_BEFORE + 1] = is_record(line, year)
        if at in beside:
            place = at + 1
            years[place], ends[place], titles[place] = year, line.ends, is_title(line)
            gaps[place], words[place] = line.gap, line.words
            signed[place] = reads_as_byline(line, document.memo)
            heard[place] = around.shared(said[at] if at in said else words_of(line.text[:HEARD]))
    seen = records.cumsum()
    here, after = index + RECORD_BEFORE, index + RECORD_BEFORE + 1
    return {
        "words in the text above": heard[index],
        "words in the text below": heard[index + 2],
        "reads as a byline": signed[index + 1],
        "byline before": signed[index],
        "byline after": signed[index + 2],
        "dated before": years[index],
        "dated": years[index + 1],
        "dated after": years[index + 2],
        "record after": seen[after + RECORD_AFTER] > seen[after],
        "record right after": seen[after + 1] > seen[after],
        "record before": seen[here] > seen[here - RECORD_BEFORE],
        "among titles": (titles[index] > 0) & (titles[index + 2] > 0),
        "space around": (gaps[index + 1] > 0) & (gaps[index + 2] != 0),
        "gap": np.minimum(gaps[index + 1], 4),
        "gap after": np.minimum(gaps[index + 2], 4),
        "words after": words[index + 2],
        "words before": words[index],
        "ends after": ends[index + 2],
    }


def _standing(document: Document, index: NDArray[np.intp], around: Surroundings) -> dict[str, _Column]:
    """How the lines stand to those that are likely the article's."""
    body, first = around.body, around.body.first
    at = index + MARGIN
    low = int(min(index.min(initial=first), first)) - 1
    high = int(max(index.max(initial=first), first)) + 2
    titles, undecided, removed, suspected = np.zeros((4, high - low + 1))
    for place in range(max(0, low), min(high, len(document.segments))):
        decision = document.decisions[place]
        titles[place - low + 1] = is_title(document.segments[place])
        undecided[place - low + 1] = decision is None
        removed[place - low + 1] = decision is not None and isinstance(decision.mark, Removed)
        suspected[place - low + 1] = decision is not None and not isinstance(decision.mark, Noted)
    titled, opened = titles.cumsum(), undecided.cumsum()
    own, end = index - low + 1, first - low
    begin = np.minimum(own, end)
    said, every = body.said, max(1.0, float(body.said[-1]))
    inside = index >= first
    distance = np.abs(first - index)
    before, after, kept = said[at], said[at + 1], said[-1]
    return {
        "distance before": np.where(inside, 0.0, np.log1p(distance)),
        "distance inside": np.where(inside, np.log1p(distance + 1), 0.0),
        "place": index - around.top,
        "first of the page": index - around.top <= 1,
        "score": body.values[at],
        "kept": body.kept[at],
        "score before": body.values[at - 1],
        "score after": body.values[at + 1],
        "score after next": body.values[at + 2],
        "from the text": np.clip(index - first, -MOST_BETWEEN, MOST_BETWEEN),
        "words kept before": before / every,
        "words kept beside": before + kept - after,
        "words kept in 5 after": said[at + 6] - after,
        "words kept in 15 after": said[at + 16] - after,
        "below the text": index > body.last,
        "titles between": np.minimum(titled[end] - titled[begin], MOST_BETWEEN),
        "open between": np.minimum(opened[end] - opened[begin], MOST_BETWEEN),
        "removed before": removed[own - 1],
        "removed after": removed[own + 1],
        "suspected": suspected[own],
    }


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
