"""Who may have signed the article: the people that lines and declarations name, each with what speaks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cleantext.document import Document, Segment
from cleantext.fields.anchor import Anchor
from cleantext.fields.pen_names import pen_name_of
from cleantext.fields.signed_around import (
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
from cleantext.fields.signed_titles import signed_title, signed_year
from cleantext.fields.title_records import TitleRecords
from cleantext.grammar.byline_parts import is_organization
from cleantext.grammar.bylines import BylineMatch, looks_like_name
from cleantext.marks import Claimed, Removed
from cleantext.scoring.scores import Scores, scores_of
from cleantext.values import Person
from cleantext.vocabulary import Vocabulary, normalised

#: Names are looked for in the first segments of a page, around headline and first paragraph, and behind the last one.
TOP, BEFORE, AFTER, BODY, BEHIND, FOOT = 30, 8, 40, 16, 30, 15
#: Longer lines are sentences; without a label, longer ones are no names.
MAX_WORDS, MAX_BARE_WORDS = 24, 12
#: A box about the author tells of the name in so many characters, so many lines below it.
BOX_CHARS, BOX_LINES = 60, 3
#: Distances are cut here.
FAR = 40

#: How a name may be given, in words of the evidence.
WAYS = (
    *("opens as a byline", "below a byline's label", "marked as the author", "beside a date", "a name alone"),
    *("a pen name above a date", "a box about the author", "behind a dash", "behind a box's label", "declared"),
    *("the declared house", "beside a copy of the title", "right beside a date"),
)
_POSSESSIVE = re.compile("['’]s$")


@dataclass(slots=True)
class Signer:
    """People who may have signed: the byline that names them, the line that does so best, how often in which way."""

    match: BylineMatch
    segment: Segment | None
    source: str = ""
    ways: dict[str, float] = field(default_factory=dict)


def signers(document: Document, anchor: Anchor, vocabulary: Vocabulary) -> list[tuple[Signer, Mapping[str, float]]]:
    """All who may have signed, each with their signs."""
    found: dict[tuple[str, ...], Signer] = {}
    for segment, match, way in _told(document, anchor, vocabulary):
        key = tuple(normalised(person.name) for person in match.authors)
        if not key or not all(key):
            continue
        one = found.get(key)
        if one is None:
            one = found[key] = Signer(match, segment)
        elif _rank(way) < min(map(_rank, one.ways)):
            one.segment, one.match = segment, match
        one.ways[way] = one.ways.get(way, 0.0) + 1.0
    if document.page is None and not any("opens as a byline" in one.ways for one in found.values()):
        _add_glued(document, found)
    for declared in _declared(document):
        key = tuple(normalised(person.name) for person in declared.match.authors)
        one = found.setdefault(key, declared)
        one.source = declared.source
        one.ways |= declared.ways
    scores = scores_of(document)
    every = list(found.values())
    return [(one, _signs(document, anchor, one, every, scores)) for one in every]


def _add_glued(document: Document, found: dict[tuple[str, ...], Signer]) -> None:
    """Add who signs where a dump glued the record to what stands around it: behind a title, right beside a date."""
    records = TitleRecords(document)
    for match, way in (
        (signed_title(document, records), "beside a copy of the title"),
        (signed_year(document, records), "right beside a date"),
    ):
        if match is not None:
            key = tuple(normalised(person.name) for person in match.authors)
            one = found.setdefault(key, Signer(match, None))
            one.ways[way] = 1.0


def _rank(way: str) -> int:
    return WAYS.index(way)


def _declared(document: Document) -> Iterator[Signer]:
    """Whom the page declares as its authors: persons, else its own desk or company."""
    page = document.page
    rows = () if page is None else page.authors or page.desks
    if page is None or not rows:
        return
    source = rows[0].source
    names = dict.fromkeys(declared.value for declared in rows if declared.source == source)
    match = BylineMatch(
        tuple(Person(name, kind="person" if page.authors else "organization") for name in names), (), None, ""
    )
    yield Signer(match, None, source, {"declared" if page.authors else "the declared house": 1.0})


def _told(document: Document, anchor: Anchor, vocabulary: Vocabulary) -> Iterator[tuple[Segment, BylineMatch, str]]:
    """The people that lines name, with the line and the way."""
    for index in _places(document, anchor):
        segment = document.segments[index]
        if index == anchor.headline or segment.words > MAX_WORDS or not _available(document, index):
            continue
        for match, way in _read(document, anchor, segment, vocabulary):
            if match is not None and match.authors and not is_word(document, match):
                yield segment, match, way


def _places(document: Document, anchor: Anchor) -> list[int]:
    count = len(document.segments)
    ranges = (
        range(min(TOP, count)),
        range(max(0, anchor.headline - BEFORE), min(count, anchor.headline + AFTER)),
        range(max(0, anchor.body - BEFORE), min(count, anchor.body + BODY)),
        range(max(0, anchor.last - BEFORE), min(count, anchor.last + BEHIND)),
        range(max(0, count - FOOT), count),
    )
    return sorted({index for one in ranges for index in one})


def _available(document: Document, index: int) -> bool:
    """Whether a segment is undecided, or went for something that a byline may be too."""
    decision = document.decisions[index]
    return document.is_undecided(index) or (decision is not None and decision.step in ("repeated-lines", "dates"))


def _read(
    document: Document, anchor: Anchor, segment: Segment, vocabulary: Vocabulary
) -> Iterator[tuple[BylineMatch | None, str]]:
    """Whom one line names, and in which way; the first way that reads is enough."""
    hits = segment.hits
    digits = any(map(str.isdigit, segment.text))
    if segment.words <= MAX_BARE_WORDS and is_below_label(document, segment, vocabulary):
        yield named(segment, vocabulary) or pen_name(segment, vocabulary), "below a byline's label"
        return
    if "author-box" in hits and segment.words <= MAX_BARE_WORDS:
        phrase = hits["author-box"]
        name = segment.text[len(phrase.text) :].strip(EDGES) if phrase.mode == "prefix" else ""
        if looks_like_name(name) and not is_organization(name):
            yield parsed(name, vocabulary), "behind a box's label"
        return
    if "byline" in hits or "byline-suffix" in hits or "reviewer" in hits:
        match = labelled_name(segment, vocabulary)
        if (match is None or not match.authors) and digits:
            match = beside_date(segment, vocabulary) or match
        if match is None or not match.authors:
            match = _labelled_house(document, segment, vocabulary) or match
        yield match, "opens as a byline"
        return
    if segment.ends and not digits:
        return
    if digits:
        match = beside_date(segment, vocabulary)
        if match is None and (ahead := before_date(segment, vocabulary)) and 0 < segment.index - anchor.headline <= 4:
            match = pen_name_of(ahead, document, vocabulary)
        yield match, "beside a date"
        return
    if segment.facts is not None and "author" in segment.facts.marks:
        match = parsed(name_before_place(segment.text), vocabulary)
        if match is None and 2 <= segment.words <= 4 and hits.keys() <= {"staff", "role"}:
            match = BylineMatch((Person(segment.text.strip(EDGES), kind="organization"),), (), None, "")
        if match is not None:
            yield match, "marked as the author"
            return
    if segment.words > MAX_BARE_WORDS or segment.text.endswith((":", "：")) or hits.keys() - _NAME_KINDS:
        return
    dashed = segment.text[:1] in "—–" or (segment.index > 0 and document.segments[segment.index - 1].text in "—–")
    match = named(segment, vocabulary)
    if match is not None:
        yield match, "behind a dash" if dashed else "a name alone"
        if len(match.authors) == 1 and not set(match.authors[0].name.split()).isdisjoint(_below(document, segment)):
            yield match, "a box about the author"
    elif 0 < segment.index - anchor.headline <= 4 and is_above_date(document, segment) and not hits:
        yield pen_name_of(segment.text, document, vocabulary), "a pen name above a date"


#: What the word lists may know of a line with a name.
_NAME_KINDS = frozenset(("role", "published", "modified", "reading-time", "relative-time"))


def _labelled_house(document: Document, segment: Segment, vocabulary: Vocabulary) -> BylineMatch | None:
    """The house or pen name behind a label of several words, or behind any beside a date: "Written by Quayside"."""
    phrase = segment.hits.get("byline")
    if phrase is None or segment.ends or "reviewer" in segment.hits:
        return None
    told = " " in phrase.text or is_beside_record(document, segment)
    return pen_name_of(segment.text[len(phrase.text) :], document, vocabulary, sure=not told, labelled=True)


def _below(document: Document, segment: Segment) -> list[str]:
    """The words among which the text below a line tells of its name; below a role in the next line it begins so."""
    for away, below in enumerate(document.segments[segment.index + 1 : segment.index + 1 + BOX_LINES]):
        if below.prose:
            told = below.text[:BOX_CHARS].split(maxsplit=6)[: 2 if away else 6]
            return [_POSSESSIVE.sub("", word).strip(".,()–—") for word in told]
        if below.words > 9 or below.ends:
            return []
    return []


def _signs(
    document: Document, anchor: Anchor, one: Signer, every: list[Signer], scores: Scores | None
) -> dict[str, float]:
    """What speaks for and against a signer."""
    people, segment = one.match.authors, one.segment
    first = people[0]
    found = {
        **{way: one.ways.get(way, 0.0) for way in WAYS},
        "people": float(len(people)),
        "words": float(len(first.name.split())),
        "characters": float(len(first.name)),
        "person": float(first.kind == "person"),
        "looks like a name": float(looks_like_name(first.name)),
        "organization": float(is_organization(first.name)),
        "cased": float(first.name.lower() != first.name.upper()),
        "capitals": float(first.name.isupper()),
        "role": float(first.role is not None),
        "place": float(one.match.place is not None),
        "common words": float(words_that_are_common(first.name, document)),
        "signers": float(len(every)),
        "labelled signers": float(sum(bool(other.ways.get("opens as a byline")) for other in every)),
        "someone declared": float(any("declared" in other.ways for other in every)),
        "has headline": float(anchor.headline != anchor.body),
        "html": float(document.page is not None),
        "mentions": float(min(9, document.text.count(first.name))),
    }
    if segment is None:
        return found | dict.fromkeys(_STANDING, -99.0)
    index, count = segment.index, len(document.segments)
    decision = document.decisions[index]
    mark = decision.mark if decision is not None else None
    undecided = scores is not None and document.is_undecided(index)
    standing = (
        float(max(-FAR, min(FAR, index - anchor.headline))),
        float(max(-FAR, min(FAR, index - anchor.body))),
        float(max(-FAR, min(FAR, index - anchor.last))),
        float(min(index, FAR)),
        float(min(count - index, FAR)),
        float(segment.words),
        float(scores.values[scores.place(segment)]) if undecided and scores is not None else -1.0,
        float(is_beside_record(document, segment)),
        float(is_above_date(document, segment)),
        float(is_below_reviewer(document, segment)),
        float(is_doubled(document, segment)),
        float(is_in_menu(document, anchor, segment)),
        float(stands_again(document, anchor, segment, first.name)),
        float(isinstance(mark, Removed)),
        float(isinstance(mark, Claimed)),
        float(bool(_below(document, segment))),
        float(min(segment.gap, 4)),
        float(min(document.segments[index + 1].gap, 4)) if index + 1 < count else -1.0,
        float(document.segments[index + 1].words) if index + 1 < count else -1.0,
        float(document.segments[index - 1].words) if index else -1.0,
        float(int(segment.shape[1]) if segment.shape[:1] == "h" else segment.shape == "li"),
        float("role" in segment.hits),
        float(any(map(str.isdigit, segment.text))),
    )
    return found | dict(zip(_STANDING, standing, strict=True))


_STANDING = (
    *("from headline", "from body", "from last", "index", "from end", "line words", "score", "beside record"),
    *("above date", "below reviewer", "doubled", "in menu", "stands again", "removed", "claimed", "text below"),
    *("gap", "gap after", "words after", "words before", "shape", "role in line", "digits"),
)
