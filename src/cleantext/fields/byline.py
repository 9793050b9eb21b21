"""The byline: who signs the article, near the headline or at the article's end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from cleantext.document import Document, Segment
from cleantext.fields.anchor import Anchor, anchor_of
from cleantext.grammar.bylines import BylineMatch, looks_like_name, parse_byline
from cleantext.grammar.dates import find_dates
from cleantext.marks import Claimed, Field, Mark, Noted, Reason, Removed
from cleantext.values import Person
from cleantext.vocabulary import Vocabulary, load_vocabulary, normalised

#: A labelled byline stands so many segments around the headline, or behind the last paragraph.
BEFORE, AFTER, BEHIND = 8, 40, 4
#: A bare name signs only so near to the headline.
BARE_BEFORE, BARE_AFTER = 3, 7
#: Longer lines are sentences.
MAX_WORDS = 24
#: What parts of a line are separated by.
_EDGES = " ,|–—-•·⋅/:"


@dataclass(frozen=True, slots=True)
class Byline:
    """Claims the line that names the authors; other lines that sign the same people go with it."""

    name: str = "byline"
    gives: frozenset[Reason | Field] = frozenset((Field.BYLINE, Reason.HEADER_RECORD))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Labelled lines first ("By ..."), then bare names near the headline; the nearest to the headline wins."""
        if document.claimed(Field.BYLINE):
            return
        anchor = anchor_of(document)
        vocabulary = load_vocabulary()
        declared = _declared(document)
        labelled = list(_labelled(document, anchor, vocabulary))
        if declared is not None and not _signed_otherwise(labelled, declared[0], anchor):
            yield from _agreeing(document, anchor, declared)
            return
        found = labelled or list(_marked(document, anchor, vocabulary)) or list(_bare(document, anchor, vocabulary))
        if not found:
            return
        segment, match = min(found, key=lambda one: _distance(one[0], anchor))
        because = "opens as a byline" if labelled else "a name beside the headline"
        yield Claimed(segment.index, Field.BYLINE, because, match)
        known = {normalised(person.name) for person in match.authors}
        for other, again in found:
            same = {normalised(person.name) for person in again.authors}
            if other.index != segment.index and document.is_open(other.index) and same and same <= known:
                yield Removed(other.index, Reason.HEADER_RECORD, f"signs as line {segment.line} does")


def _declared(document: Document) -> tuple[BylineMatch, str] | None:
    """Who the page declares as its authors, and the source: persons, else its own desk or company."""
    page = document.page
    if page is None or not (page.authors or page.desks):
        return None
    rows = page.authors or page.desks
    source = rows[0].source
    names = dict.fromkeys(declared.value for declared in rows if declared.source == source)
    kind: Literal["person", "organization"] = "person" if page.authors else "organization"
    return BylineMatch(tuple(Person(name, kind=kind) for name in names), (), None, ""), source


def _signed_otherwise(labelled: list[tuple[Segment, BylineMatch]], declared: BylineMatch, anchor: Anchor) -> bool:
    """Whether a labelled line beside the headline names people of whom the page declares none: the page then misdeclares."""
    near = [match for segment, match in labelled if -2 <= segment.index - anchor.headline <= BARE_AFTER and match.authors]
    known = {normalised(person.name) for person in declared.authors}
    return bool(near) and all(known.isdisjoint(normalised(person.name) for person in match.authors) for match in near)


def _marked(document: Document, anchor: Anchor, vocabulary: Vocabulary) -> Iterator[tuple[Segment, BylineMatch]]:
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


def _agreeing(document: Document, anchor: Anchor, declared: tuple[BylineMatch, str]) -> Iterator[Mark]:
    """The declared authors, claimed with the visible line that names them, or noted where there is none."""
    match, source = declared
    names = [normalised(person.name) for person in match.authors]
    low, high = max(0, anchor.headline - BEFORE), max(anchor.body + 4, anchor.headline + BARE_AFTER)
    for segment in document.segments[low:high]:
        if document.is_open(segment.index) and segment.words <= MAX_WORDS and not (segment.ends and segment.words > 8):
            if any(name in segment.key for name in names):
                yield Claimed(segment.index, Field.BYLINE, f"names the declared author ({source})", match)
                return
    yield Noted(Field.BYLINE, match, f"declared: {source}")


def _distance(segment: Segment, anchor: Anchor) -> float:
    steps = segment.index - anchor.headline
    return abs(steps) + (0.5 if steps < 0 else 0.0)


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


def _labelled(document: Document, anchor: Anchor, vocabulary: Vocabulary) -> Iterator[tuple[Segment, BylineMatch]]:
    for segment in _near(document, anchor):
        hits = segment.hits
        if "byline" in hits or "byline-suffix" in hits:
            match = _parsed(segment.text, vocabulary) or _handle(document, segment, anchor)
        elif "published" in hits or "modified" in hits:
            match = _beside_date(segment, vocabulary)
        else:
            continue
        if match is not None:
            yield segment, match


def _handle(document: Document, segment: Segment, anchor: Anchor) -> BylineMatch | None:
    """A pen name of one word behind the label ("by ibby"), in a line of its own beside the headline."""
    phrase = segment.hits.get("byline")
    if phrase is None or segment.ends or not -2 <= segment.index - anchor.headline <= 6:
        return None
    name = segment.text[len(phrase.text) :].strip(_EDGES)
    if " " in name or not 3 <= len(name) <= 24 or not name.isalnum() or normalised(name) in load_vocabulary().of("staff"):
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


def _bare(document: Document, anchor: Anchor, vocabulary: Vocabulary) -> Iterator[tuple[Segment, BylineMatch]]:
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
        if segment.words > 8 or not looks_like_name(name):
            continue
        if counts is None:
            counts = _name_counts(document)
        if _signed(document, segment) or 0 < steps <= 2 or counts.get(normalised(name), 0) >= 2:
            match = _parsed(segment.text, vocabulary)
            if match is not None and match.authors:
                yield segment, match


_NAME_KINDS = frozenset(("role", "published", "modified", "reading-time", "relative-time"))


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
