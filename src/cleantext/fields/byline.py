"""The byline: who signs the article, near the headline or at the article's end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cleantext.document import Document, Segment
from cleantext.fields.anchor import Anchor, anchor_of
from cleantext.grammar.dates import find_dates
from cleantext.grammar.bylines import BylineMatch, looks_like_name, parse_byline
from cleantext.marks import Claimed, Field, Mark, Reason, Removed
from cleantext.vocabulary import Vocabulary, load_vocabulary, normalised

#: A byline stands so many segments around the headline, or after it and before the body, or behind the last paragraph.
BEFORE, AFTER, BEHIND = 8, 14, 4
#: Longer lines are sentences.
MAX_WORDS = 24


@dataclass(frozen=True, slots=True)
class Byline:
    """Claims the line that names the authors; other lines that sign the same people go with it."""

    name: str = "byline"
    gives: frozenset[Reason | Field] = frozenset((Field.BYLINE, Reason.HEADER_RECORD))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Labelled lines first ("By ..."), then bare names beside the date; the best is the nearest to the headline."""
        if document.claimed(Field.BYLINE):
            return
        anchor = anchor_of(document)
        vocabulary = load_vocabulary()
        labelled = list(_labelled(document, anchor, vocabulary))
        found = labelled or list(_bare(document, anchor, vocabulary))
        if not found:
            return
        segment, match = min(found, key=lambda one: _distance(one[0], anchor))
        because = "opens as a byline" if labelled else "a name beside headline and date"
        yield Claimed(segment.index, Field.BYLINE, because, match)
        known = {normalised(person.name) for person in match.authors}
        for other, again in found:
            same = {normalised(person.name) for person in again.authors}
            if other.index != segment.index and document.is_open(other.index) and same and same <= known:
                yield Removed(other.index, Reason.HEADER_RECORD, f"signs as line {segment.line} does")


def _distance(segment: Segment, anchor: Anchor) -> float:
    steps = segment.index - anchor.headline
    return abs(steps) + (0.5 if steps < 0 else 0.0)


def _near(document: Document, anchor: Anchor) -> Iterator[Segment]:
    """The open short segments around headline and first paragraph, then those right behind the last."""
    low = max(0, anchor.headline - BEFORE)
    high = min(max(anchor.headline + 3, anchor.body + 2), anchor.headline + AFTER)
    places = [*range(low, high), *range(max(high, anchor.last), anchor.last + BEHIND)]
    for index in places:
        if document.is_open(index) and index != anchor.headline:
            segment = document.segments[index]
            if segment.words <= MAX_WORDS:
                yield segment


def _parsed(text: str, vocabulary: Vocabulary) -> BylineMatch | None:
    return parse_byline(
        text,
        prefixes=vocabulary.of("byline"),
        roles=vocabulary.of("role"),
        staff=vocabulary.of("staff"),
    )


def _labelled(document: Document, anchor: Anchor, vocabulary: Vocabulary) -> Iterator[tuple[Segment, BylineMatch]]:
    for segment in _near(document, anchor):
        hits = segment.hits
        if "byline" in hits or "byline-suffix" in hits or "published" in hits or "modified" in hits:
            match = _parsed(segment.text, vocabulary) if "published" not in hits else None
            if match is None or not (match.authors or match.agencies):
                match = _signed_after(segment, vocabulary)
            if match is not None and (match.authors or match.agencies):
                yield segment, match


def _signed_after(segment: Segment, vocabulary: Vocabulary) -> BylineMatch | None:
    """The byline behind a date in the same line ("Posted on 3 May 2020 by Ada Moreno")."""
    found = find_dates(segment.text) if any(char.isdigit() for char in segment.text) else []
    for match in found:
        rest = segment.text[match.end :].strip(" ,|–—-•·/")
        key = normalised(rest)
        if key and "byline" in vocabulary.lookup(key, 4):
            return _parsed(rest, vocabulary)
    return None


def _bare(document: Document, anchor: Anchor, vocabulary: Vocabulary) -> Iterator[tuple[Segment, BylineMatch]]:
    """Lines that are a name and nothing else, with the date or a role beside them."""
    for segment in _near(document, anchor):
        if segment.words > 8 or segment.ends or segment.hits.keys() - {"role"}:
            continue
        name = segment.text.split(",")[0].split("|")[0].strip()
        if looks_like_name(name) and _signed(document, segment):
            match = _parsed(segment.text, vocabulary)
            if match is not None and match.authors:
                yield segment, match


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
