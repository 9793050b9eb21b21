"""What speaks for and against people who may have signed the article: how and where the page names them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cleantext.document import Document, Segment
from cleantext.fields.anchor import Anchor
from cleantext.fields.body_scores import BodyScores
from cleantext.fields.house_names import houses_of
from cleantext.fields.signed_around import (
    gives_contact,
    is_above_date,
    is_below_colon,
    is_beside_record,
    is_doubled,
    is_furniture,
    is_in_menu,
    stands_again,
)
from cleantext.fields.signed_names import words_that_are_common
from cleantext.grammar.byline_parts import is_organization
from cleantext.grammar.bylines import BylineMatch, looks_like_name
from cleantext.marks import Claimed, Removed
from cleantext.vocabulary import normalised

#: A box about the author names them in the first 60 characters of one of the next 3 lines.
BOX_CHARS, BOX_LINES = 60, 3
#: Distances of more than 40 lines are alike.
FAR = 40
#: How a name may be given, in words of the evidence.
WAYS = (
    *("opens as a byline", "below a byline's label", "marked as the author", "beside a date", "a name alone"),
    *("a pen name above a date", "a box about the author", "after a dash", "after a box's label", "declared"),
    *("the declared house", "beside a copy of the title", "right beside a date", "signs below the text"),
)
_POSSESSIVE = re.compile("['’]s$")


@dataclass(slots=True)
class Signer:
    """People who may have signed: the byline that names them, the line that does so best, how often in which way."""

    match: BylineMatch
    segment: Segment | None
    source: str = ""
    ways: dict[str, float] = field(default_factory=dict)


def signs_of(
    document: Document, anchor: Anchor, one: Signer, every: list[Signer], body: BodyScores
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
        "house": house_of(document, first.name),
    }
    if segment is None:
        return found | dict.fromkeys(_STANDING, -99.0)
    index, count = segment.index, len(document.segments)
    decision = document.decisions[index]
    mark = decision.mark if decision is not None else None
    standing = (
        float(max(-FAR, min(FAR, index - anchor.headline))),
        float(max(-FAR, min(FAR, index - anchor.body))),
        float(max(-FAR, min(FAR, index - anchor.last))),
        float(min(index, FAR)),
        float(min(count - index, FAR)),
        float(segment.words),
        body.at(index),
        float(is_beside_record(document, segment)),
        float(is_above_date(document, segment)),
        float(is_doubled(document, segment)),
        float(is_in_menu(document, anchor, segment)),
        float(stands_again(document, anchor, segment, first.name)),
        float(isinstance(mark, Removed)),
        float(isinstance(mark, Claimed)),
        float(bool(words_below(document, segment))),
        float(min(segment.gap, 4)),
        float(min(document.segments[index + 1].gap, 4)) if index + 1 < count else -1.0,
        float(document.segments[index + 1].words) if index + 1 < count else -1.0,
        float(document.segments[index - 1].words) if index else -1.0,
        float(int(segment.shape[1]) if segment.shape[:1] == "h" else segment.shape == "li"),
        float("role" in segment.hits),
        float(any(map(str.isdigit, segment.text))),
        float(is_furniture(document, index - 1)),
        float(is_furniture(document, index + 1)),
        float(gives_contact(document, segment)),
        float(is_below_colon(document, index)),
    )
    return found | dict(zip(_STANDING, standing, strict=True))


_STANDING = (
    *("from headline", "from body", "from last", "index", "from end", "line words", "score", "beside record"),
    *("above date", "doubled", "in menu", "stands again", "removed", "claimed", "text below"),
    *("gap", "gap after", "words after", "words before", "shape", "role in line", "digits"),
    *("furniture above", "furniture below", "contact", "colon above"),
)


def house_of(document: Document, name: str) -> float:
    """How likely a name is the publisher's: 1 where the page declares it so."""
    key = normalised(name)
    if document.page is not None and document.page.publishers:
        return float(any(normalised(one.value) == key for one in document.page.publishers))
    houses = houses_of(document)
    return houses.scores.get(key, 0.0) if houses is not None else 0.0


def words_below(document: Document, segment: Segment) -> list[str]:
    """The words among which the text below a line tells of its name; below a role in the next line it begins so."""
    for away, below in enumerate(document.segments[segment.index + 1 : segment.index + 1 + BOX_LINES]):
        if below.prose:
            told = below.text[:BOX_CHARS].split(maxsplit=6)[: 2 if away else 6]
            return [_POSSESSIVE.sub("", word).strip(".,()–—") for word in told]
        if below.words > 9 or below.ends:
            return []
    return []
