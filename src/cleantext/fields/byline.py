"""The byline: who signs the article, near the headline or at the article's end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from cleantext.document import Document, Segment
from cleantext.fields.anchor import Anchor, anchor_of
from cleantext.fields.author_boxes import box_author, labelled_anywhere
from cleantext.fields.co_authors import with_others
from cleantext.fields.signed_around import is_below_label
from cleantext.fields.signed_ends import boxed, signed_off
from cleantext.fields.signed_lines import (
    BARE_AFTER,
    BEFORE,
    MAX_WORDS,
    Signed,
    bare,
    labelled,
    marked,
)
from cleantext.fields.signed_titles import signed_title, signed_year
from cleantext.fields.title_records import TitleRecords
from cleantext.grammar.byline_parts import is_organization
from cleantext.grammar.bylines import BylineMatch, looks_like_name
from cleantext.grammar.people import MIN_CAPITALS
from cleantext.marks import Claimed, Field, Mark, Noted, Reason, Removed
from cleantext.values import Person, Span
from cleantext.vocabulary import Vocabulary, load_vocabulary, normalised

#: A labelled line so near to the headline goes before names without a label; one further down after them.
BESIDE = 12.0


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
        opening = list(labelled(document, anchor, vocabulary))
        if declared is None or _signed_otherwise(opening, declared[0], anchor):
            found, because = _found(document, anchor, vocabulary, opening)
        else:
            found = [] if _names_people(declared[0]) else _people(document, anchor, vocabulary)
            because = "a name beside the headline, where the page declares its house"
            if not found:
                yield from _agreeing(document, anchor, declared)
        records = TitleRecords(document) if not found and document.page is None else None
        if records is not None and (noted := signed_title(document, records)) is not None:
            yield Noted(Field.BYLINE, noted, "stands beside a copy of the title")
            return
        if not found and declared is None:
            found, because = _at_the_end(document, anchor, vocabulary)
        if found:
            yield from _chosen(document, anchor, found, because)
        elif records is not None:
            yield from _far(document, anchor, vocabulary, records)


def _at_the_end(document: Document, anchor: Anchor, vocabulary: Vocabulary) -> tuple[list[Signed], str]:
    """The name behind a dash that closes the article, or the one name on boxes about the author."""
    if dashed := list(signed_off(document, anchor, vocabulary)):
        return dashed[-1:], "a name behind a dash, at the article's end"
    boxes = list(boxed(document, anchor, vocabulary))
    known = {match.authors[0].name for _, match in boxes}
    return (boxes if len(known) == 1 else []), "the name on a box about the author"


def _far(document: Document, anchor: Anchor, vocabulary: Vocabulary, records: TitleRecords) -> Iterator[Noted]:
    """The one whom labels of author boxes name, or who stands beside a date, wherever that is."""
    if (match := box_author(document, anchor, vocabulary)) is not None:
        yield Noted(Field.BYLINE, match, "a box about the author names nobody else")
    elif (match := labelled_anywhere(document, vocabulary)) is not None:
        yield Noted(Field.BYLINE, match, "the one byline on the page")
    elif (match := signed_year(document, records)) is not None:
        yield Noted(Field.BYLINE, match, "stands right beside a date, as nobody else")


def _found(
    document: Document, anchor: Anchor, vocabulary: Vocabulary, opening: list[Signed]
) -> tuple[list[Signed], str]:
    """The lines that sign in the way that says most, of those there are, and the evidence for it."""
    near = [one for one in opening if _distance(one[0], anchor) <= BESIDE]
    if near:
        return near, "opens as a byline"
    beside = list(marked(document, anchor, vocabulary))
    names = [] if beside else list(bare(document, anchor, vocabulary))
    beside = beside or _sure(names)
    if opening and not beside:
        return opening, "opens as a byline"
    if beside := beside or [(segment, match) for segment, match, _ in names]:
        return beside, "a name beside the headline"
    return [], ""


def _sure(names: Iterable[tuple[Segment, BylineMatch, bool]]) -> list[Signed]:
    """The names beside which a date or a role stands."""
    return [(segment, match) for segment, match, sure in names if sure]


def _chosen(document: Document, anchor: Anchor, found: list[Signed], because: str) -> Iterator[Mark]:
    """The line nearest to the headline as the byline; others that name the same people go with it."""
    segment, match = min(found, key=lambda one: _distance(one[0], anchor))
    match = with_others(document, segment, match, load_vocabulary())
    if document.is_open(segment.index):
        yield Claimed(segment.index, Field.BYLINE, because, match, sure=False)
    else:
        yield Noted(Field.BYLINE, match, because, Span(segment.start, segment.end))
    if document.is_open(segment.index - 1) and is_below_label(document, segment, load_vocabulary()):
        yield Removed(segment.index - 1, Reason.HEADER_RECORD, f"the label of the byline in line {segment.line}")
    known = {normalised(person.name) for person in match.authors}
    for other, again in found:
        same = {normalised(person.name) for person in again.authors}
        if other.index != segment.index and document.is_open(other.index) and same and same <= known:
            yield Removed(other.index, Reason.HEADER_RECORD, f"signs as line {segment.line} does")


def _names_people(match: BylineMatch) -> bool:
    """Whether a byline names people, not a house or an account alone."""
    people = [person.name for person in match.authors if person.kind == "person"]
    return any(looks_like_name(_plain(name)) and not is_organization(name) for name in people)


def _plain(name: str) -> str:
    """A name without the degrees that a page declares with it: "Ada Moreno MD, PhD"."""
    words = name.partition(",")[0].split()
    while len(words) > 2 and len(words[-1]) < MIN_CAPITALS and words[-1].isupper():
        words.pop()
    return " ".join(words)


def _people(document: Document, anchor: Anchor, vocabulary: Vocabulary) -> list[Signed]:
    """The people that the page shows beside its headline: they write where it declares its house as the author."""
    found = [*marked(document, anchor, vocabulary), *_sure(bare(document, anchor, vocabulary))]
    return [(segment, match) for segment, match in found if _names_people(match)]


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


def _signed_otherwise(opening: list[Signed], declared: BylineMatch, anchor: Anchor) -> bool:
    """Whether a labelled line beside the headline names people of whom the page declares none: it misdeclares them."""
    beside = [match for segment, match in opening if -2 <= segment.index - anchor.headline <= BARE_AFTER]
    near = [match for match in beside if match.authors]
    known = {normalised(person.name) for person in declared.authors}
    return bool(near) and all(known.isdisjoint(normalised(person.name) for person in match.authors) for match in near)


def _agreeing(document: Document, anchor: Anchor, declared: tuple[BylineMatch, str]) -> Iterator[Mark]:
    """The declared authors, claimed with the visible line that names them, or noted where there is none."""
    match, source = declared
    names = [normalised(person.name) for person in match.authors]
    low, high = max(0, anchor.headline - BEFORE), max(anchor.body + 4, anchor.headline + BARE_AFTER)
    for segment in document.segments[low:high]:
        if not document.is_open(segment.index) or segment.words > MAX_WORDS or (segment.ends and segment.words > 8):
            continue
        if any(name in segment.key for name in names):
            yield Claimed(segment.index, Field.BYLINE, f"names the declared author ({source})", match)
            return
    yield Noted(Field.BYLINE, match, f"declared: {source}")


def _distance(segment: Segment, anchor: Anchor) -> float:
    """How far a line stands from the headline; above it counts half a line more."""
    steps = segment.index - anchor.headline
    return abs(steps) + (0.5 if steps < 0 else 0.0)
