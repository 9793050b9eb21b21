"""Lines that sign an article: labelled ones, those that the markup calls the author's, bare names near the headline."""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.document import Document, Segment
from cleantext.fields.anchor import Anchor
from cleantext.grammar.bylines import BylineMatch, looks_like_name, parse_byline
from cleantext.grammar.dates import find_dates
from cleantext.marks import Claimed, Field
from cleantext.values import Person
from cleantext.vocabulary import Vocabulary, normalised

#: A labelled byline stands so many segments around the headline, or behind the last paragraph.
BEFORE, AFTER, BEHIND = 8, 40, 4
#: A bare name signs only so near to the headline.
BARE_BEFORE, BARE_AFTER = 3, 7
#: Longer lines are sentences.
MAX_WORDS = 24

#: What parts of a line are separated by.
_EDGES = " ,|–—-•·⋅/:"
#: What the word lists may know of a line with a name.
_NAME_KINDS = frozenset(("role", "published", "modified", "reading-time", "relative-time"))

#: A line and the people that it names.
Signed = tuple[Segment, BylineMatch]


def labelled(document: Document, anchor: Anchor, vocabulary: Vocabulary) -> Iterator[Signed]:
    """Lines that open or close as bylines do ("By ..."), and date lines that name somebody beside the date."""
    for segment in _near(document, anchor):
        hits = segment.hits
        if "byline" in hits or "byline-suffix" in hits:
            match = _parsed(segment.text, vocabulary) or _handle(segment, anchor, vocabulary)
        elif "published" in hits or "modified" in hits:
            match = _beside_date(segment, vocabulary)
        else:
            continue
        if match is not None:
            yield segment, match


def marked(document: Document, anchor: Anchor, vocabulary: Vocabulary) -> Iterator[Signed]:
    """Short lines near the headline that the markup calls the author's."""
    for segment in _near(document, anchor):
        if segment.facts is None or "author" not in segment.facts.marks or segment.ends:
            continue
        if not -BARE_BEFORE <= segment.index - anchor.headline <= BARE_AFTER or any(map(str.isdigit, segment.text)):
            continue
        match = _parsed(segment.text, vocabulary)
        if match is not None and match.authors:
            yield segment, match
        elif match is None and 2 <= segment.words <= 4 and segment.hits.keys() <= {"staff", "role"}:
            yield segment, BylineMatch((Person(segment.text.strip(_EDGES), kind="organization"),), (), None, "")


def bare(document: Document, anchor: Anchor, vocabulary: Vocabulary) -> Iterator[Signed]:
    """Lines that are a name, near the headline and signed as bylines are: with a date, a role, or again elsewhere."""
    counts: dict[str, int] | None = None
    for segment in _near(document, anchor):
        steps = segment.index - anchor.headline
        if segment.ends or not -BARE_BEFORE <= steps <= BARE_AFTER or segment.hits.keys() - _NAME_KINDS:
            continue
        if any(map(str.isdigit, segment.text)):
            match = _beside_date(segment, vocabulary)
            if match is not None:
                yield segment, match
            continue
        name = segment.text.split(",")[0].split("|")[0].strip()
        if segment.words > 8 or not looks_like_name(name) or (steps < 0 and _doubled(document, segment)):
            continue
        if counts is None:
            counts = _name_counts(document)
        above_token = -2 <= steps < 0 and _by_token(document, anchor)
        if above_token or _signed(document, segment) or 0 < steps <= 2 or counts.get(normalised(name), 0) >= 2:
            match = _parsed(segment.text, vocabulary)
            if match is not None and match.authors:
                yield segment, match


def _doubled(document: Document, segment: Segment) -> bool:
    """Whether the line stands twice in a row, as feeds write the outlet (its name and its link) above a headline."""
    beside = document.segments[max(0, segment.index - 1) : segment.index + 2]
    return sum(one.key == segment.key for one in beside) > 1


def _by_token(document: Document, anchor: Anchor) -> bool:
    """Whether a feed's token marks the headline: what such a card has between its menu and its headline is the name."""
    decision = document.decisions[anchor.headline] if anchor.headline < len(document.decisions) else None
    return decision is not None and decision.step == "headline-token"


def _near(document: Document, anchor: Anchor) -> Iterator[Segment]:
    """The open short segments around headline and first paragraph, then those right behind the last."""
    low = max(0, anchor.headline - BEFORE)
    high = min(max(anchor.headline + 3, anchor.body + 4), anchor.headline + AFTER)
    for index in (*range(low, high), *range(max(high, anchor.last), anchor.last + BEHIND)):
        if document.is_open(index) and index != anchor.headline:
            segment = document.segments[index]
            if segment.words <= MAX_WORDS:
                yield segment


def _parsed(text: str, vocabulary: Vocabulary) -> BylineMatch | None:
    """The byline, people whose name is a role ("Senior Director") left out."""
    roles = vocabulary.of("role")
    match = parse_byline(text, prefixes=vocabulary.of("byline"), roles=roles, staff=vocabulary.of("staff"))
    if match is None:
        return None
    people = tuple(one for one in match.authors if roles.isdisjoint(one.name.casefold().split()))
    return match._replace(authors=people) if people or match.agencies else None


def _handle(segment: Segment, anchor: Anchor, vocabulary: Vocabulary) -> BylineMatch | None:
    """A pen name of one word behind the label ("by ibby"), in a line of its own beside the headline."""
    phrase = segment.hits.get("byline")
    if phrase is None or segment.ends or not -2 <= segment.index - anchor.headline <= 6:
        return None
    name = segment.text[len(phrase.text) :].strip(_EDGES)
    if not (3 <= len(name) <= 24 and name.isalnum()) or normalised(name) in vocabulary.of("staff"):
        return None
    return BylineMatch((Person(name),), (), None, "")


def _beside_date(segment: Segment, vocabulary: Vocabulary) -> BylineMatch | None:
    """The byline in a line that holds a date too: "Posted on 3 May 2020 by Ada Moreno", "Ada Moreno 3 May 2020"."""
    found = find_dates(segment.text) if any(char.isdigit() for char in segment.text) else []
    if not found:
        return None
    behind = segment.text[found[-1].end :].strip(_EDGES)
    if behind and "byline" in vocabulary.lookup(normalised(behind), 4):
        return _parsed(behind, vocabulary)
    ahead = segment.text[: found[0].start].strip(_EDGES)
    words = ahead.split()
    for kind in ("published", "modified"):
        while words and normalised(words[-1]) in vocabulary.of(kind) | {"on", "am", "le", "il", "el"}:
            words.pop()
    name = " ".join(words).strip(_EDGES)
    return _parsed(name, vocabulary) if looks_like_name(name) else None


def _name_counts(document: Document) -> dict[str, int]:
    """How often each short line stands on the page: an author's name comes again below the article."""
    counts: dict[str, int] = {}
    for segment in document.segments:
        if segment.words <= 5:
            counts[segment.key] = counts.get(segment.key, 0) + 1
    return counts


def _signed(document: Document, segment: Segment) -> bool:
    """Whether a line beside this one is a date of the article or a role."""
    for index in (segment.index - 1, segment.index + 1, segment.index + 2):
        if not 0 <= index < len(document.segments):
            continue
        decision = document.decisions[index]
        mark = decision.mark if decision is not None else None
        if isinstance(mark, Claimed) and mark.field in (Field.PUBLISHED, Field.MODIFIED):
            return True
        if "role" in document.segments[index].hits:
            return True
    return False
