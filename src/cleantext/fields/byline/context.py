"""What stands around a line that may sign the article: a date, a role, a label, the same line again."""

from __future__ import annotations

from cleantext.document import Document, Segment
from cleantext.fields.anchor import Anchor
from cleantext.fields.byline.name_in_line import words_that_are_common
from cleantext.grammar.bylines import BylineMatch
from cleantext.marks import Claimed, Field, Removed
from cleantext.patterns import pattern
from cleantext.vocabulary import Vocabulary, normalised

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
