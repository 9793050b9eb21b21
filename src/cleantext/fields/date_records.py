"""Date records: the dates in short lines around the headline, each with the role that a label or its place gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from cleantext.document import Document
from cleantext.filters.page_regions import is_thread
from cleantext.grammar.dates import DateMatch, find_dates
from cleantext.layout import Anchor, anchor_of
from cleantext.marks import Claimed, Field, Reason
from cleantext.patterns import pattern
from cleantext.scorer.scores import site_evidence
from cleantext.text.segment import Segment
from cleantext.values import Timestamp
from cleantext.words.scripts import has_digit
from cleantext.words.vocabulary import load_vocabulary, normalised

Role = Literal["published", "modified", "page", ""]


#: Longer lines are prose: the dates in them are events.
MAX_CHARS = 170


#: Records are looked for up to 40 segments before the headline and 25 after it.
BEFORE, AFTER = 40, 25


#: ... and up to 10 after the article's last line, where some sites put them.
BEHIND = 10


#: The last lines of the text may date it, too.
CLOSING = 4


#: What a step suspects to be furniture is a record only so near to the headline, or under a label.
LINES_BESIDE = 2


#: A line with a picture's credit is a record only so near to the headline.
CREDITED = 2


#: A date line holds at most 9 words besides its dates, labels and names (a byline fits in).
MAX_OTHER_WORDS = 9


#: ... and in a line that closes like a sentence at most 2: "born 3 March 1929, died at home" tells of an event.
MAX_SENTENCE_WORDS = 2


#: A label has at most 3 words.
MAX_LABEL_WORDS = 3


#: So much nearer is a record that stands where all other pages of the site have their article's.
SHOWN = 0.7


#: A date without a day, relative to an unknown moment, or of an event, is taken only where no other is near.
COARSE = 20.0


#: Elements that set what they hold apart from the article.
_APART = frozenset(("aside", "nav"))


_NOON = pattern(r"\b[ap]\. ?m\.$", re.I)


_DIGIT = pattern(r"\d")


_DASHES = frozenset("-–—")


_WORD = pattern(r"[^\W\d_]+")


class Record(NamedTuple):
    """One date on the page: where, what, the label's role, and how many words of the line are neither."""

    segment: Segment
    stamp: Timestamp
    role: Role
    others: int
    distance: float


def date_records(document: Document) -> Iterator[Record]:
    """Every date in a short line near the headline, in order, and what dates the article after its last line."""
    anchor = anchor_of(document)
    low = max(0, anchor.headline - BEFORE)
    # Where much stands between headline and text, the record may stand right before the text.
    last = max(anchor.headline, anchor.last)
    high = min(max(anchor.headline + AFTER, anchor.body + 1), last + 1, len(document.segments))
    yield from _records_in(document, range(low, high), anchor)
    behind = range(max(high, anchor.last + 1 - CLOSING), min(len(document.segments), anchor.last + 1 + BEHIND))
    found = list(_records_in(document, behind, anchor))
    # Several dated lines there are teasers or comments, except one that signs: "Posted by Ada Moreno on 9 March".
    alone = len({record.segment.index for record in found}) == 1
    yield from (record for record in found if alone or record.role or "byline" in record.segment.hits)


def _records_in(document: Document, where: range, anchor: Anchor) -> Iterator[Record]:
    """The records in a stretch of segments."""
    units = load_vocabulary().tables["relative-time"]
    day_first = day_first_of(document)
    for index in where:
        segment = document.segments[index]
        if not (_short(segment) and (document.is_undecided(index) or _credited(document, anchor, index))):
            continue
        if abs(index - anchor.headline) <= LINES_BESIDE or not is_apart(document, segment):
            if day_first is None and document.now is None:
                found = document.memo.of(dates_in, segment.text)
            else:
                found = find_dates(segment.text, day_first=day_first, now=document.now, relative_units=units)
            suspected = not document.is_open(index) and abs(index - anchor.headline) > LINES_BESIDE
            yield from (one for one in _records(document, segment, found, anchor) if one.role or not suspected)


def dates_in(text: str) -> list[DateMatch]:
    """The dates of a line, those beside a name and relative ones ("3 hours ago") among them."""
    return find_dates(text, relative_units=load_vocabulary().tables["relative-time"])


def is_apart(document: Document, segment: Segment) -> bool:
    """Whether the markup sets a line apart from the article: in an aside, the page's footer, teasers or comments."""
    facts = segment.facts
    if facts is None:
        return False
    around = facts.inside
    if not _APART.isdisjoint(around) or ("footer" in around and "article" not in around):
        return True
    table = load_vocabulary().class_words
    told = {table.get(word) for word in facts.classes}
    return Reason.RELATED in told or (Reason.COMMENTS in told and not is_thread(document))


def _credited(document: Document, anchor: Anchor, index: int) -> bool:
    """Whether a line beside the headline went for a caption: "Ada Moreno / 22.04.2020 / Foto: Quayside" dates too."""
    decision = document.decisions[index]
    return decision is not None and decision.step == "captions" and abs(index - anchor.headline) <= CREDITED


def day_first_of(document: Document) -> bool | None:
    """Whether day or month comes first in ``03/04/2024``, as other dates of the site or the declared language tell."""
    site = site_evidence(document)
    if site is not None and site.profile.day_first is not None:
        return site.profile.day_first
    if document.page is None or not document.page.languages:
        return None
    languages = {one.value.casefold().replace("_", "-") for one in document.page.languages}
    if "en-us" in languages:
        return False
    return None if any(language.startswith("en") for language in languages) else True


def _short(segment: Segment) -> bool:
    """Whether a line may be a record: it holds a digit or a relative time, and is no sentence."""
    if len(segment.text) > MAX_CHARS:
        return False
    if "relative-time" in segment.hits:
        return True
    if segment.ends and segment.words > 14 and "byline" not in segment.hits:
        return False
    return has_digit(segment.text)


def _records(document: Document, segment: Segment, found: list[DateMatch], anchor: Anchor) -> Iterator[Record]:
    """The dates of one line with their roles; the label of each is what stands before it."""
    at = 0
    headline, body = anchor.headline, anchor.body
    others = _others(segment, found)
    signed = "byline" in segment.hits
    # A byline that a date or its clock closes is no sentence, whatever stop follows it.
    dated_last = bool(found) and not segment.text[found[-1].end :].strip(" .।")
    closed = segment.ends and not _NOON.search(segment.text) and not (signed and dated_last)
    if others > (MAX_SENTENCE_WORDS if closed else MAX_OTHER_WORDS):
        return
    role: Role = _label_above(document, segment)
    event = not signed and _tells_of_event(segment.text, found)
    site = site_evidence(document)
    for match in found:
        role = role_of_label(segment.text[at : match.start]) or role
        at = match.end
        # A label with a clock after it speaks of the clock: "9 March 2024, updated at 16:58".
        behind = role_of_label(segment.text[at:]) if match is found[-1] and not _DIGIT.search(segment.text, at) else ""
        steps = segment.index - headline
        distance = float(abs(steps)) + (1.0 if steps < 0 else 0.0) + 0.5 * others
        if segment.index > body:
            distance += 6.0
        if site is not None:
            distance *= 1 - SHOWN * site.dates_there(document, segment.index)
        if match.stamp.precision in ("month", "year") or match.stamp.iso is None or event:
            distance += COARSE
        final: Role = role or behind
        if not final and steps < 0 and _masthead(document, segment, headline):
            final = "page"
        if not final and site is not None and site.holds(document, Field.DATE, segment.index):
            final = "page"
        yield Record(segment, match.stamp, final, others, distance)


def _tells_of_event(text: str, found: list[DateMatch]) -> bool:
    """Whether a line gives a date under a label that no article has ("When: 9 March"), or from day to day."""
    if not found:
        return False
    label = text[: found[0].start].rstrip()
    if label.endswith((":", "：")) and len(label.split()) <= MAX_LABEL_WORDS and not role_of_label(label):
        return True
    return any(
        text[one.end : other.start].strip() in _DASHES and one.stamp.day != other.stamp.day
        for one, other in pairwise(found)
    )


def role_of_label(label: str) -> Role:
    """What a label says of the date after it."""
    key = normalised(label.strip(" /"))
    if not key:
        return ""
    vocabulary = load_vocabulary()
    hits = vocabulary.lookup(key, 3)
    words = key.split(" ")
    # A label can stand after a name: "By Ada Moreno Updated".
    tails = {" ".join(words[-count:]) for count in (1, 2, 3)} if len(words) > 1 else set()
    if "modified" in hits or not tails.isdisjoint(vocabulary.of("modified")):
        return "modified"
    return "published" if "published" in hits or not tails.isdisjoint(vocabulary.of("published")) else ""


def _label_above(document: Document, segment: Segment) -> Role:
    """The role of a label that stands alone in the line above."""
    if segment.index == 0:
        return ""
    above = document.segments[segment.index - 1]
    return role_of_label(above.text) if above.words <= 4 else ""


def _others(segment: Segment, found: list[DateMatch]) -> int:
    """How many words of the line are neither date nor label."""
    text = segment.text
    rest = []
    at = 0
    for match in found:
        rest.append(text[at : match.start])
        at = match.end
    rest.append(text[at:])
    vocabulary = load_vocabulary()
    count = 0
    for part in rest:
        key = normalised(part)
        if key and not any(kind in vocabulary.lookup(key, 3) for kind in ("published", "modified", "relative-time")):
            count += len(_WORD.findall(key))
    return count


def _masthead(document: Document, segment: Segment, headline: int) -> bool:
    """Whether furniture or sponsors stand between the line and the headline."""
    between = document.decisions[segment.index + 1 : headline]
    told = (Reason.NAVIGATION, Reason.LOGIN, Reason.ADVERTISEMENT, Reason.SUBSCRIPTION)
    return any(
        decision is not None
        and (
            decision.mark.field is Field.SPONSORS
            if isinstance(decision.mark, Claimed)
            else decision.mark.reason in told
        )
        for decision in between
    )
