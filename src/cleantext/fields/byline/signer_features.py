"""What speaks for and against people who may have signed the article: how and where the page names them."""

from __future__ import annotations

from collections.abc import Mapping

from cleantext.document import Document
from cleantext.fields.byline.names import count_common_words
from cleantext.fields.publisher import houses_of
from cleantext.grammar.bylines import BylineMatch
from cleantext.grammar.people import is_organization, looks_like_name
from cleantext.layout import ARTICLE_DATES, ContentBounds, field_of, score_of
from cleantext.marks import Claimed, Reason, Removed
from cleantext.patterns import pattern
from cleantext.records import dataclass, field
from cleantext.scorer.columns import Table
from cleantext.scorer.model import table_of
from cleantext.text.segment import Segment
from cleantext.words.scripts import has_digit
from cleantext.words.vocabulary import load_vocabulary, normalised

#: What stands more than 8 segments above the headline does not belong to its surroundings.
ABOVE = 8
#: The end of an article: its last 6 segments, and what follows them.
ENDING = 6
#: A line that says how to reach somebody has at most 12 words.
MAX_CONTACT = 12
#: A box about the author names them in the first 60 characters of one of the next 3 lines.
BOX_CHARS, BOX_LINES = 60, 3
#: Distances of more than 40 lines are alike.
FAR = 40

#: How a name may be given, in words of the evidence, the surest way first.
WAYS = (
    *("opens as a byline", "below a byline's label", "marked as the author", "beside a date", "a name alone"),
    *("a pen name above a date", "a box about the author", "after a dash", "after a box's label", "declared"),
    *("the declared house", "beside a copy of the title", "right beside a date", "signs below the text"),
)
_STANDING = (
    *("from headline", "from body", "from last", "index", "from end", "line words", "score", "beside record"),
    *("above date", "doubled", "in menu", "stands again", "removed", "claimed", "text below"),
    *("gap", "gap after", "words after", "words before", "shape", "role in line", "digits"),
    *("furniture above", "furniture below", "contact", "colon above"),
)
#: The names of all features.
FEATURES = (
    *WAYS,
    *("people", "words", "characters", "person", "looks like a name", "organization", "cased", "capitals", "role"),
    *("place", "common words", "mentions", "signers", "labelled signers", "someone declared", "has headline", "html"),
    *("house", *_STANDING),
)
_NO_WAY = (0.0,) * len(WAYS)
#: The standing of a signer whom no line names.
_NOWHERE = (-99.0,) * len(_STANDING)
#: What the word lists may know of a name below a label.
_NAMES_ALONE = frozenset(("role", "staff", "byline"))

_CONTACT = pattern(r"\w@\w|[+(]?\d(?:[ ()./–-]{0,2}\d){6,}")
_POSSESSIVE = pattern("['’]s$")


@dataclass(slots=True)
class Signer:
    """People who may have signed: the byline that names them, the line that does so best, how often in which way."""

    match: BylineMatch
    segment: Segment | None
    source: str = ""
    ways: dict[str, float] = field(default_factory=dict)


def signer_features(
    document: Document, bounds: ContentBounds, every: list[Signer], houses: Mapping[str, float]
) -> Table:
    """What speaks for and against all signers; ``houses`` are the names that may be the publisher's."""
    page = (
        len(every),
        sum("opens as a byline" in one.ways for one in every),
        any("declared" in one.ways for one in every),
        bounds.headline != bounds.body,
        document.page is not None,
    )
    keys = [segment.key for segment in document.segments]
    rows = []
    for one in every:
        house = houses.get(normalised(one.match.authors[0].name), 0.0)
        standing = _NOWHERE
        if one.segment is not None:
            standing = _features_of_line(document, bounds, one.segment, one.match.authors[0].name, keys)
        rows.append((*_features_of_names(document, one), *page, house, *standing))
    return table_of(FEATURES, rows)


def _features_of_names(document: Document, one: Signer) -> tuple[float, ...]:
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
        count_common_words(first.name, document),
        min(9, document.text.count(first.name)),
    )


def _features_of_line(
    document: Document, bounds: ContentBounds, segment: Segment, name: str, keys: list[str]
) -> tuple[float, ...]:
    """How the line that names a signer stands on the page; ``keys`` are those of all lines."""
    segments, index, count = document.segments, segment.index, len(keys)
    after = segments[index + 1] if index + 1 < count else None
    decision = document.decisions[index]
    mark = decision.mark if decision is not None else None
    return (
        max(-FAR, min(FAR, index - bounds.headline)),
        max(-FAR, min(FAR, index - bounds.body)),
        max(-FAR, min(FAR, index - bounds.last)),
        min(index, FAR),
        min(count - index, FAR),
        segment.words,
        score_of(document, segment),
        is_beside_record(document, segment),
        is_above_date(document, segment),
        # Feeds write the outlet (its name and its link) twice in a row above a headline.
        keys[max(0, index - 1) : index + 2].count(segment.key) > 1,
        # An entry of a menu stands above the headline's surroundings too.
        segment.key in keys[: max(0, bounds.headline - ABOVE)],
        _stands_again(document, bounds, segment, name, keys),
        isinstance(mark, Removed),
        isinstance(mark, Claimed),
        bool(words_below(document, segment)),
        min(segment.gap, 4),
        min(after.gap, 4) if after is not None else -1.0,
        after.words if after is not None else -1.0,
        segments[index - 1].words if index else -1.0,
        int(segment.shape[1]) if segment.shape[:1] == "h" else segment.shape == "li",
        "role" in segment.hits,
        has_digit(segment.text),
        is_furniture(document, index - 1),
        is_furniture(document, index + 1),
        gives_contact(document, segment),
        is_below_colon(document, index),
    )


def _stands_again(document: Document, bounds: ContentBounds, segment: Segment, name: str, keys: list[str]) -> bool:
    """Whether a line is the name, or this line, again: at the article's end, or above a text that speaks of the name.

    The entry of a table of contents stands again too, above the text of its section.
    """
    wanted, parts = {segment.key, normalised(name)}, name.split()
    following = keys[segment.index + 1 :]
    if wanted.isdisjoint(following):
        return False  # most lines
    for index, key in enumerate(following, segment.index + 1):
        if key in wanted:
            below = document.segments[index + 1 : index + 3]
            if index >= bounds.last - ENDING or any(part in line.text for line in below for part in parts):
                return True
    return False


def is_word(document: Document, match: BylineMatch) -> bool:
    """Whether the only author is a word that the page also writes in lower case: "By Challenge"."""
    names = [person.name for person in match.authors]
    return len(names) == 1 and " " not in names[0] and count_common_words(names[0], document) > 0


def is_above_date(document: Document, segment: Segment) -> bool:
    """Whether a date of the article follows: what follows a date may be a heading of the text."""
    index = segment.index + 1
    while index < len(document.segments) and _is_filler(document, index, segment):
        index += 1
    return field_of(document, index) in ARTICLE_DATES


def is_beside_record(document: Document, segment: Segment) -> bool:
    """Whether a line beside this one is a date of the article or a role; reading times between them do not count."""
    for step in (-1, 1):
        index, seen = segment.index + step, 0
        while 0 <= index < len(document.segments) and seen < (1 if step < 0 else 2):
            if field_of(document, index) in ARTICLE_DATES or "role" in document.segments[index].hits:
                return True
            seen += not _is_filler(document, index, segment)
            index += step
    return False


def _is_filler(document: Document, index: int, segment: Segment) -> bool:
    """Whether a line is a sign, the time that reading takes, a date's label alone, or ``segment`` again.

    A portrait beside a name is dumped as the name.
    """
    decision, other = document.decisions[index], document.segments[index]
    if decision is not None and isinstance(decision.mark, Removed) and decision.mark.reason is Reason.MARKUP:
        return True
    if "reading-time" in other.hits or other.key == segment.key:
        return True
    label = other.hits.get("published") or other.hits.get("modified")
    return label is not None and other.key == label.text


def gives_contact(document: Document, segment: Segment) -> bool:
    """Whether the line or one of the two below it gives a mail address or a telephone number."""
    below = document.segments[segment.index : segment.index + 3]
    return any(one.words <= MAX_CONTACT and _CONTACT.search(one.text) is not None for one in below)


def is_furniture(document: Document, index: int) -> bool:
    """Whether a step is sure that a segment is furniture of the page."""
    decision = document.decisions[index] if 0 <= index < len(document.segments) else None
    return decision is not None and isinstance(decision.mark, Removed) and decision.mark.sure


def is_below_colon(document: Document, index: int) -> bool:
    """Whether the line above is a label that is no byline's: "Media contact:"."""
    above = document.segments[index - 1] if index else None
    return above is not None and above.text.endswith((":", "：")) and "byline" not in above.hits


def is_below_label(document: Document, segment: Segment) -> bool:
    """Whether the line above is a byline's label and nothing else: "Written by"."""
    above = document.segments[segment.index - 1]
    if "byline" not in above.hits or segment.index == 0 or segment.ends:
        return False
    known = segment.hits.keys() <= _NAMES_ALONE
    return known and above.words <= 3 and above.key in load_vocabulary().of("byline")


def is_below_reviewer(document: Document, segment: Segment) -> bool:
    """Whether the line above is the label of those who check or edit: "Fact checked by:"."""
    above = document.segments[segment.index - 1] if segment.index else None
    phrase = above.hits.get("reviewer") if above is not None else None
    return above is not None and phrase is not None and above.key == phrase.text


def houses_in(document: Document) -> Mapping[str, float]:
    """How likely names are the publisher's, by their keys: 1 where the page declares one so."""
    if document.page is not None and document.page.publishers:
        return {normalised(one.value): 1.0 for one in document.page.publishers}
    houses = houses_of(document)
    return houses.scores if houses is not None else {}


def words_below(document: Document, segment: Segment) -> list[str]:
    """The words that may be the name in the text below a line; below a role in the next line they open that text."""
    for away, below in enumerate(document.segments[segment.index + 1 : segment.index + 1 + BOX_LINES]):
        if below.prose:
            words = below.text[:BOX_CHARS].split(maxsplit=6)[: 2 if away else 6]
            return [_POSSESSIVE.sub("", word).strip(".,()–—") for word in words]
        if below.words > 9 or below.ends:
            return []
    return []
