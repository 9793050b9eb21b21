"""What speaks for and against people who may have signed the article: how and where the page names them."""

from __future__ import annotations

from collections.abc import Mapping

from cleantext.document import Document
from cleantext.fields.byline.names import words_that_are_common
from cleantext.fields.publisher import houses_of
from cleantext.grammar.bylines import BylineMatch
from cleantext.grammar.people import is_organization, looks_like_name
from cleantext.layout import Anchor, score_of
from cleantext.marks import Claimed, Field, Removed
from cleantext.patterns import pattern
from cleantext.records import dataclass, field
from cleantext.scorer.columns import Table
from cleantext.scorer.model import table_of
from cleantext.text.segment import Segment
from cleantext.words.scripts import has_digit
from cleantext.words.vocabulary import Vocabulary, normalised

#: What stands at most 8 segments above the headline belongs to its surroundings.
ABOVE = 8


#: The end of an article: its last segments, and what follows them.
ENDING = 6


#: A line that says how to reach somebody has at most 12 words.
MAX_CONTACT = 12


_CONTACT = pattern(r"\w@\w|[+(]?\d(?:[ ()./–-]{0,2}\d){6,}")


#: What the word lists may know of a name below a label.
_NAMES_ALONE = frozenset(("role", "staff", "byline"))


def is_word(document: Document, match: BylineMatch) -> bool:
    """Whether the only author is a word that the page also writes in lower case: "By Challenge"."""
    names = [person.name for person in match.authors]
    return len(names) == 1 and " " not in names[0] and words_that_are_common(names[0], document) > 0


def is_above_date(document: Document, segment: Segment) -> bool:
    """Whether a date of the article follows: what follows a date may be a heading of the text."""
    index = segment.index + 1
    while index < len(document.segments) and (_is_filler(document, index) or _is_same(document, index, segment)):
        index += 1
    return index < len(document.segments) and _dates(document, index)


def is_in_menu(document: Document, anchor: Anchor, segment: Segment) -> bool:
    """Whether the line stands above the headline's surroundings too, as an entry of a menu does."""
    return any(one.key == segment.key for one in document.segments[: max(0, anchor.headline - ABOVE)])


def stands_again(document: Document, anchor: Anchor, segment: Segment, name: str) -> bool:
    """Whether a line is the name, or this line, again: at the article's end, or above a text that tells of the name.

    The entry of a table of contents stands again too, above the text of its section.
    """
    keys, parts = (segment.key, normalised(name)), name.split()
    for one in document.segments[segment.index + 1 :]:
        if one.key in keys:
            below = document.segments[one.index + 1 : one.index + 3]
            told = any(part in text.text for text in below for part in parts)
            if told or one.index >= anchor.last - ENDING:
                return True
    return False


def is_doubled(document: Document, segment: Segment) -> bool:
    """Whether the line stands twice in a row, as feeds write the outlet (its name and its link) above a headline."""
    beside = document.segments[max(0, segment.index - 1) : segment.index + 2]
    return sum(one.key == segment.key for one in beside) > 1


def gives_contact(document: Document, segment: Segment) -> bool:
    """Whether the line or one of the two below it gives a mail address or a telephone number."""
    below = document.segments[segment.index : segment.index + 3]
    return any(one.words <= MAX_CONTACT and _CONTACT.search(one.text) is not None for one in below)


def is_furniture(document: Document, index: int) -> bool:
    """Whether a segment went as furniture of the page, for a reason of its own."""
    decision = document.decisions[index] if 0 <= index < len(document.segments) else None
    return decision is not None and isinstance(decision.mark, Removed) and decision.mark.sure


def is_below_colon(document: Document, index: int) -> bool:
    """Whether the line above is a label that is no byline's: "Media contact:"."""
    above = document.segments[index - 1] if index else None
    return above is not None and above.text.endswith((":", "：")) and "byline" not in above.hits


def is_below_label(document: Document, segment: Segment, vocabulary: Vocabulary) -> bool:
    """Whether the line above is a byline's label and nothing else: "Written by"."""
    above = document.segments[segment.index - 1]
    if "byline" not in above.hits or segment.index == 0 or segment.ends:
        return False
    return segment.hits.keys() <= _NAMES_ALONE and above.words <= 3 and above.key in vocabulary.of("byline")


def is_below_reviewer(document: Document, segment: Segment) -> bool:
    """Whether the line above is the label of those who check or edit: "Fact checked by:"."""
    above = document.segments[segment.index - 1] if segment.index else None
    phrase = above.hits.get("reviewer") if above is not None else None
    return above is not None and phrase is not None and above.key == phrase.text


def is_beside_record(document: Document, segment: Segment) -> bool:
    """Whether a line beside this one is a date of the article or a role; reading times between them do not count."""
    for step in (-1, 1):
        index, seen = segment.index + step, 0
        while 0 <= index < len(document.segments) and seen < (1 if step < 0 else 2):
            if _dates(document, index) or "role" in document.segments[index].hits:
                return True
            seen += not (_is_filler(document, index) or _is_same(document, index, segment))
            index += step
    return False


def _is_same(document: Document, index: int, segment: Segment) -> bool:
    """Whether a segment is the same line: the portrait beside a name is dumped as the name."""
    return document.segments[index].key == segment.key


def _dates(document: Document, index: int) -> bool:
    """Whether a segment was claimed for a date of the article."""
    decision = document.decisions[index]
    mark = decision.mark if decision is not None else None
    return isinstance(mark, Claimed) and mark.field in (Field.PUBLISHED, Field.MODIFIED)


def _is_filler(document: Document, index: int) -> bool:
    """Whether a segment is a sign, the time that reading takes, or a date's label alone."""
    decision, hits = document.decisions[index], document.segments[index].hits
    if (decision is not None and decision.step == "markup-lines") or "reading-time" in hits:
        return True
    label = hits.get("published") or hits.get("modified")
    return label is not None and document.segments[index].key == label.text


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
