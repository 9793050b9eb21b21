"""What speaks for and against people who may have signed the article: how and where the page names them."""

from __future__ import annotations

from collections.abc import Mapping

from cleantext.document import Document, Segment
from cleantext.fields.anchor import Anchor
from cleantext.fields.body_scores import score_of
from cleantext.fields.byline.context import (
    gives_contact,
    is_above_date,
    is_below_colon,
    is_beside_record,
    is_doubled,
    is_furniture,
    is_in_menu,
    stands_again,
)
from cleantext.fields.byline.name_in_line import words_that_are_common
from cleantext.fields.house_names import houses_of
from cleantext.grammar.byline_parts import is_organization
from cleantext.grammar.bylines import BylineMatch, looks_like_name
from cleantext.marks import Claimed, Removed
from cleantext.patterns import pattern
from cleantext.records import dataclass, field
from cleantext.scoring.choice import table_of
from cleantext.scoring.columns import Table
from cleantext.vocabulary import normalised
from cleantext.writing import has_digit

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
_POSSESSIVE = pattern("['’]s$")


@dataclass(slots=True)
class Signer:
    """People who may have signed: the byline that names them, the line that does so best, how often in which way."""

    match: BylineMatch
    segment: Segment | None
    source: str = ""
    ways: dict[str, float] = field(default_factory=dict)


def signs_of(document: Document, anchor: Anchor, every: list[Signer], houses: Mapping[str, float]) -> Table:
    """What speaks for and against all signers; ``houses`` are the names that may be the publisher's."""
    told = (
        len(every),
        sum("opens as a byline" in one.ways for one in every),
        any("declared" in one.ways for one in every),
        anchor.headline != anchor.body,
        document.page is not None,
    )
    rows = []
    for one in every:
        house = houses.get(normalised(one.match.authors[0].name), 0.0)
        standing = _standing(document, anchor, one) if one.segment is not None else _NOWHERE
        rows.append((*_of_names(document, one), *told, house, *standing))
    return table_of(SIGNS, rows)


def _of_names(document: Document, one: Signer) -> tuple[float, ...]:
    """What the names of a signer say."""
    people = one.match.authors
    first = people[0]
    return (
        *map(one.ways.get, WAYS, _NO_WAY),
        len(people),
        len(first.name.split()),
        len(first.name),
        first.kind == "person",
        looks_like_name(first.name),
        is_organization(first.name),
        first.name.lower() != first.name.upper(),
        first.name.isupper(),
        first.role is not None,
        one.match.place is not None,
        words_that_are_common(first.name, document),
        min(9, document.text.count(first.name)),
    )


def _standing(document: Document, anchor: Anchor, one: Signer) -> tuple[float, ...]:
    """How the line that names a signer stands on the page."""
    segment, name = one.segment, one.match.authors[0].name
    assert segment is not None
    index, count = segment.index, len(document.segments)
    decision = document.decisions[index]
    mark = decision.mark if decision is not None else None
    return (
        max(-FAR, min(FAR, index - anchor.headline)),
        max(-FAR, min(FAR, index - anchor.body)),
        max(-FAR, min(FAR, index - anchor.last)),
        min(index, FAR),
        min(count - index, FAR),
        segment.words,
        score_of(document, segment),
        is_beside_record(document, segment),
        is_above_date(document, segment),
        is_doubled(document, segment),
        is_in_menu(document, anchor, segment),
        stands_again(document, anchor, segment, name),
        isinstance(mark, Removed),
        isinstance(mark, Claimed),
        bool(words_below(document, segment)),
        min(segment.gap, 4),
        min(document.segments[index + 1].gap, 4) if index + 1 < count else -1.0,
        document.segments[index + 1].words if index + 1 < count else -1.0,
        document.segments[index - 1].words if index else -1.0,
        int(segment.shape[1]) if segment.shape[:1] == "h" else segment.shape == "li",
        "role" in segment.hits,
        has_digit(segment.text),
        is_furniture(document, index - 1),
        is_furniture(document, index + 1),
        gives_contact(document, segment),
        is_below_colon(document, index),
    )


_STANDING = (
    *("from headline", "from body", "from last", "index", "from end", "line words", "score", "beside record"),
    *("above date", "doubled", "in menu", "stands again", "removed", "claimed", "text below"),
    *("gap", "gap after", "words after", "words before", "shape", "role in line", "digits"),
    *("furniture above", "furniture below", "contact", "colon above"),
)
_NO_WAY = (0.0,) * len(WAYS)
#: What stands for these where no line names the signer.
_NOWHERE = (-99.0,) * len(_STANDING)
#: The names of all signs.
SIGNS = (
    *WAYS,
    *("people", "words", "characters", "person", "looks like a name", "organization", "cased", "capitals", "role"),
    *("place", "common words", "mentions", "signers", "labelled signers", "someone declared", "has headline", "html"),
    *("house", *_STANDING),
)


def houses_in(document: Document) -> Mapping[str, float]:
    """How likely names are the publisher's, by their keys: 1 where the page declares one so."""
    if document.page is not None and document.page.publishers:
        return {normalised(one.value): 1.0 for one in document.page.publishers}
    houses = houses_of(document)
    return houses.scores if houses is not None else {}


def words_below(document: Document, segment: Segment) -> list[str]:
    """The words among which the text below a line tells of its name; below a role in the next line it begins so."""
    for away, below in enumerate(document.segments[segment.index + 1 : segment.index + 1 + BOX_LINES]):
        if below.prose:
            told = below.text[:BOX_CHARS].split(maxsplit=6)[: 2 if away else 6]
            return [_POSSESSIVE.sub("", word).strip(".,()–—") for word in told]
        if below.words > 9 or below.ends:
            return []
    return []
