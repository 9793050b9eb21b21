"""Lines that sign an article: labelled ones, those that the markup calls the author's, bare names near the headline."""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.document import Document, Segment
from cleantext.fields.anchor import Anchor
from cleantext.fields.pen_names import is_house, pen_name_of
from cleantext.fields.signed_around import (
    has_token,
    is_above_date,
    is_below_label,
    is_below_reviewer,
    is_beside_record,
    is_doubled,
    is_in_menu,
    is_word,
    stands_again,
)
from cleantext.fields.signed_shapes import (
    EDGES,
    before_date,
    beside_date,
    labelled_name,
    name_before_place,
    named,
    parsed,
    pen_name,
    words_that_are_common,
)
from cleantext.grammar.bylines import BylineMatch
from cleantext.grammar.names import fold, names
from cleantext.values import Person
from cleantext.vocabulary import Vocabulary

#: A labelled byline stands so many segments around the headline, or behind the last paragraph.
BEFORE, AFTER, BEHIND = 8, 40, 4
#: ... or so many behind the first, where the headline is far above (set by counting on public pages).
LATE = 16
#: A bare name signs only so near to the headline.
BARE_BEFORE, BARE_AFTER = 3, 7
#: ... one that stands again in a box about the author, or twice in a row as portrait and name, so near.
BARE_LATE = 12
#: Longer lines are sentences; without a label, longer ones are no names.
MAX_WORDS, MAX_BARE_WORDS = 24, 12

#: What the word lists may know of a line with a name.
_NAME_KINDS = frozenset(("role", "published", "modified", "reading-time", "relative-time"))

#: A line and the people that it names.
Signed = tuple[Segment, BylineMatch]


def labelled(document: Document, anchor: Anchor, vocabulary: Vocabulary) -> Iterator[Signed]:
    """Lines that open or close as bylines do ("By ..."), and date lines that name somebody beside the date."""
    for segment in _near(document, anchor, far=True):
        hits = segment.hits
        if segment.words <= MAX_BARE_WORDS and is_below_label(document, segment, vocabulary):
            match = named(segment, vocabulary) or pen_name(segment, vocabulary)
        elif "byline" in hits or "byline-suffix" in hits or "reviewer" in hits:
            match = labelled_name(segment, vocabulary)
            if (match is None or not match.authors) and any(map(str.isdigit, segment.text)):
                match = beside_date(segment, vocabulary) or match
            if match is None or not match.authors:
                match = _labelled_house(document, segment, vocabulary) or match
        elif "published" in hits or "modified" in hits:
            match = beside_date(segment, vocabulary)
        else:
            continue
        if match is not None and not is_word(document, match):
            yield segment, match


def _labelled_house(document: Document, segment: Segment, vocabulary: Vocabulary) -> BylineMatch | None:
    """The house or pen name behind a label of several words, or behind any beside a date: "Written by Quayside"."""
    phrase = segment.hits.get("byline")
    if phrase is None or segment.ends or "reviewer" in segment.hits:
        return None
    told = " " in phrase.text or is_beside_record(document, segment)
    return pen_name_of(segment.text[len(phrase.text) :], document, vocabulary, sure=not told, labelled=True)


def marked(document: Document, anchor: Anchor, vocabulary: Vocabulary) -> Iterator[Signed]:
    """Short lines near the headline that the markup calls the author's."""
    for segment in _near(document, anchor):
        if segment.facts is None or "author" not in segment.facts.marks or segment.ends:
            continue
        if not -BARE_BEFORE <= segment.index - anchor.headline <= BARE_AFTER or any(map(str.isdigit, segment.text)):
            continue
        match = parsed(name_before_place(segment.text), vocabulary)
        if match is not None and match.authors:
            yield segment, match
        elif match is None and 2 <= segment.words <= 4 and segment.hits.keys() <= {"staff", "role"}:
            yield segment, BylineMatch((Person(segment.text.strip(EDGES), kind="organization"),), (), None, "")


def bare(document: Document, anchor: Anchor, vocabulary: Vocabulary) -> Iterator[tuple[Segment, BylineMatch, bool]]:
    """Lines that are a name, near the headline and signed as bylines are: with a date, a role, or again below.

    Each comes with whether it is sure: whether a date or a role stands beside the name.
    """
    for segment in _near(document, anchor):
        steps = segment.index - anchor.headline
        if (
            segment.ends
            or segment.text.endswith((":", "："))
            or not -BARE_BEFORE <= steps <= BARE_LATE
            or segment.hits.keys() - _NAME_KINDS
        ):
            continue
        if any(map(str.isdigit, segment.text)):
            match = beside_date(segment, vocabulary)
            if match is None and 0 < steps <= 4 and (ahead := before_date(segment, vocabulary)):
                match = pen_name_of(ahead, document, vocabulary)
            if match is not None:
                yield segment, match, True
            continue
        match = named(segment, vocabulary) if segment.words <= MAX_BARE_WORDS else None
        if match is None and 0 < steps <= 4 and is_above_date(document, segment):
            match = _lone(document, segment, vocabulary)
            if match is None and not segment.hits and (match := pen_name_of(segment.text, document, vocabulary)):
                yield segment, match, True
                continue
        if match is None or is_below_reviewer(document, segment):
            continue
        doubled = is_doubled(document, segment)
        if steps < 0 and doubled:
            continue
        person = match.authors[0]
        signed = is_beside_record(document, segment) or person.role is not None or len(match.authors) > 1
        signed = signed and steps <= BARE_AFTER or (doubled and " " in person.name and person.kind == "person")
        name = person.name
        # The words of a desk's name are words.
        common = words_that_are_common(name, document) if person.kind == "person" or steps < 0 else 0
        if common and (not signed or doubled or steps < 0 or 2 * common > len(name.split())):
            continue
        if " " not in name and is_in_menu(document, anchor, segment) and not is_house(name, document):
            continue
        if signed or (-2 <= steps < 0 and has_token(document, anchor)):
            yield segment, match, signed
            continue
        # Where no capitals tell a name from a word, place alone says nothing: "字体：" is a label.
        below = 0 < steps <= 2 and name.lower() != name.upper()
        told = below or (steps > 0 and stands_again(document, anchor, segment, name))
        if told and not is_in_menu(document, anchor, segment):
            yield segment, match, False


def _lone(document: Document, segment: Segment, vocabulary: Vocabulary) -> BylineMatch | None:
    """A name of one word, beside the date: a first name or a pen name, that the page never uses as a word."""
    text = segment.text.strip(EDGES)
    if segment.words != 1 or segment.hits or "." in text or (len(text) > 2 and text.isupper()):
        return None
    match = pen_name(segment, vocabulary)
    calendar = names()
    if match is None or is_word(document, match) or fold(text) in calendar.weekdays or fold(text) in calendar.months:
        return None
    return match


def _near(document: Document, anchor: Anchor, *, far: bool = False) -> Iterator[Segment]:
    """The short segments around headline and first paragraph, then those right behind the last, undecided ones.

    What stands many times on the page was taken as a template's label before, and a line with a date for that date:
    both may sign all the same. ``far`` looks further down from the headline.
    """
    low = max(0, anchor.headline - BEFORE)
    high = min(max(anchor.headline + 3, anchor.body + 4), anchor.headline + AFTER)
    if far:
        high = max(high, min(anchor.headline + AFTER, anchor.last))
    late = range(max(high, anchor.body - BEFORE), anchor.body + (LATE if far else 4))
    behind = range(max(high, late.stop, anchor.last - (2 if far else 0)), anchor.last + BEHIND)
    for index in (*range(low, high), *late, *behind):
        if index != anchor.headline and 0 <= index < len(document.segments) and available(document, index):
            segment = document.segments[index]
            if segment.words <= MAX_WORDS:
                yield segment


def available(document: Document, index: int) -> bool:
    """Whether a segment is undecided, or went for something that a byline may be too."""
    decision = document.decisions[index]
    return decision is None or decision.step in ("repeated-lines", "dates")
