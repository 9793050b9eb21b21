"""Date records: the dates in short lines around the headline, each with the role that a label or its place gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from cleantext.document import Document
from cleantext.filters.page_regions import is_thread
from cleantext.grammar.date_finder import DateMatch, find_dates
from cleantext.layout import ContentBounds, bounds_of, field_of
from cleantext.marks import Field, Reason, Removed
from cleantext.patterns import pattern
from cleantext.records import NamedTuple
from cleantext.scorer.scores import site_evidence
from cleantext.text.segment import Segment
from cleantext.values import Timestamp
from cleantext.words.scripts import has_digit
from cleantext.words.vocabulary import load_vocabulary, normalised

#: Longer lines are prose: the dates in them are events.
MAX_CHARS = 170
#: A line of more words that closes like a sentence is prose, unless it has a byline's label.
MAX_PROSE_WORDS = 14
#: Records are looked for up to 40 segments before the headline and 25 after it.
BEFORE, AFTER = 40, 25
#: The last 4 lines of the text may date it too, and up to 10 lines after it, where some sites put their record.
CLOSING, AFTER_TEXT = 4, 10
#: A line that a step suspects to be furniture, or took for a picture's credit, is a record up to 2 lines from the
#: headline, or under a label.
LINES_BESIDE = 2
#: A date line holds at most 9 words besides its dates, labels and names (a byline fits in).
MAX_OTHER_WORDS = 9
#: A date line that closes like a sentence holds at most 2: "born 3 March 1929, died at home" tells of an event.
MAX_SENTENCE_WORDS = 2
#: A label has at most 3 words.
MAX_LABEL_WORDS = 3
#: A record counts as nearer by up to this share where all other pages of the site have their article's date.
SHOWN = 0.7
#: A date without a day, relative to an unknown time, or of an event, is taken only where no other is near.
COARSE = 20.0

#: Elements that set what they hold apart from the article.
_APART = frozenset(("aside", "nav"))
#: What stands between a masthead and the headline.
_MASTHEAD = frozenset((Reason.NAVIGATION, Reason.LOGIN, Reason.ADVERTISEMENT, Reason.SUBSCRIPTION))
_DASHES = frozenset("-–—")
_NOON = pattern(r"\b[ap]\. ?m\.$", re.I)
_DIGIT = pattern(r"\d")
_WORD = pattern(r"[^\W\d_]+")

Role = Literal["published", "modified", "page", ""]


class DateRecord(NamedTuple):
    """One date on the page: where, what, the label's role, and how many words of the line are neither."""

    segment: Segment
    stamp: Timestamp
    role: Role
    others: int
    distance: float


def date_records(document: Document) -> Iterator[DateRecord]:
    """Find every date in a short line near the headline, in order, and what dates the article after its last line."""
    bounds = bounds_of(document)
    low = max(0, bounds.headline - BEFORE)
    # Where much stands between headline and text, the record may stand right before the text.
    last = max(bounds.headline, bounds.last)
    high = min(max(bounds.headline + AFTER, bounds.body + 1), last + 1, len(document.segments))
    yield from _records_in(document, range(low, high), bounds)
    ending = range(max(high, bounds.last + 1 - CLOSING), min(len(document.segments), bounds.last + 1 + AFTER_TEXT))
    found = list(_records_in(document, ending, bounds))
    # Several dated lines there are teasers or comments, except one that signs: "Posted by Ada Moreno on 9 March".
    alone = len({record.segment.index for record in found}) == 1
    yield from (record for record in found if alone or record.role or "byline" in record.segment.hits)


def dates_in(text: str) -> list[DateMatch]:
    """The dates of a line, including those beside a name and relative ones ("3 hours ago")."""
    return find_dates(text, relative_units=load_vocabulary().tables["relative-time"])


def is_apart(document: Document, segment: Segment) -> bool:
    """Whether the markup sets a line apart from the article: in an aside, the page's footer, teasers or comments."""
    facts = segment.facts
    if facts is None:
        return False
    if not _APART.isdisjoint(facts.inside) or ("footer" in facts.inside and "article" not in facts.inside):
        return True
    table = load_vocabulary().class_words
    reasons = {table.get(word) for word in facts.classes}
    return Reason.RELATED in reasons or (Reason.COMMENTS in reasons and not is_thread(document))


def day_first_of(document: Document) -> bool | None:
    """Whether day or month comes first in ``03/04/2024``, by other dates of the site or the declared language."""
    site = site_evidence(document)
    if site is not None and site.profile.day_first is not None:
        return site.profile.day_first
    if document.page is None or not document.page.languages:
        return None
    languages = {one.value.casefold().replace("_", "-") for one in document.page.languages}
    if "en-us" in languages:
        return False
    return None if any(language.startswith("en") for language in languages) else True


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


def _records_in(document: Document, where: range, bounds: ContentBounds) -> Iterator[DateRecord]:
    """The records in a stretch of segments."""
    units = load_vocabulary().tables["relative-time"]
    day_first = day_first_of(document)
    for index in where:
        segment = document.segments[index]
        beside = abs(index - bounds.headline) <= LINES_BESIDE
        # "Ada Moreno / 22.04.2020 / Foto: Quayside" went for a caption, and dates too.
        if not (document.is_undecided(index) or (beside and field_of(document, index) is Field.CAPTIONS)):
            continue
        if not _may_be_record(segment) or not (beside or not is_apart(document, segment)):
            continue
        found = document.memo.of(dates_in, segment.text)
        if document.now is not None or (day_first is not None and any(map(_may_be_swapped, found))):
            found = find_dates(segment.text, day_first=day_first, now=document.now, relative_units=units)
        if found:
            suspected = not (beside or document.is_open(index))
            yield from (one for one in _read_records(document, segment, found, bounds) if one.role or not suspected)


def _may_be_swapped(date: DateMatch) -> bool:
    """Whether day and month may be exchanged: the order of the page, if it says one, then decides."""
    day = date.stamp.day
    return day is None or (day.day <= 12 and day.day != day.month)


def _may_be_record(segment: Segment) -> bool:
    """Whether a line holds a digit or a relative time, and is no sentence."""
    if len(segment.text) > MAX_CHARS:
        return False
    if "relative-time" in segment.hits:
        return True
    if segment.ends and segment.words > MAX_PROSE_WORDS and "byline" not in segment.hits:
        return False
    return has_digit(segment.text)


def _read_records(
    document: Document, segment: Segment, found: list[DateMatch], bounds: ContentBounds
) -> Iterator[DateRecord]:
    """The dates of one line with their roles; the label of each is what stands before it."""
    text, index = segment.text, segment.index
    others = _count_others(text, found)
    signed = "byline" in segment.hits
    # A byline that a date or its clock closes is no sentence, whatever stop follows it.
    dated_last = not text[found[-1].end :].strip(" .।")
    closed = segment.ends and not _NOON.search(text) and not (signed and dated_last)
    if others > (MAX_SENTENCE_WORDS if closed else MAX_OTHER_WORDS):
        return
    event = not signed and _tells_of_event(text, found)
    site = site_evidence(document)
    steps = index - bounds.headline
    nearness = float(abs(steps)) + (1.0 if steps < 0 else 0.0) + 0.5 * others
    if index > bounds.body:
        nearness += 6.0
    if site is not None:
        nearness *= 1 - SHOWN * site.dates_there(document, index)
    above = document.segments[index - 1] if index else None
    role: Role = role_of_label(above.text) if above is not None and above.words <= 4 else ""
    at = 0
    for match in found:
        role = role_of_label(text[at : match.start]) or role
        at = match.end
        final = role
        # A label with a clock after it speaks of the clock: "9 March 2024, updated at 16:58".
        if not final and match is found[-1] and not _DIGIT.search(text, at):
            final = role_of_label(text[at:])
        if not final and (
            (steps < 0 and _is_masthead(document, segment, bounds.headline))
            or (site is not None and site.holds(document, Field.DATE, index))
        ):
            final = "page"
        coarse = match.stamp.precision in ("month", "year") or match.stamp.iso is None or event
        yield DateRecord(segment, match.stamp, final, others, nearness + (COARSE if coarse else 0.0))


def _tells_of_event(text: str, found: list[DateMatch]) -> bool:
    """Whether a line gives a date under a label that no article has ("When: 9 March"), or from day to day."""
    label = text[: found[0].start].rstrip()
    if label.endswith((":", "：")) and len(label.split()) <= MAX_LABEL_WORDS and not role_of_label(label):
        return True
    return any(
        text[one.end : other.start].strip() in _DASHES and one.stamp.day != other.stamp.day
        for one, other in pairwise(found)
    )


def _count_others(text: str, found: list[DateMatch]) -> int:
    """How many words of the line are neither date nor label."""
    ends = [0, *(match.end for match in found)]
    starts = [*(match.start for match in found), len(text)]
    lookup = load_vocabulary().lookup
    keys = [normalised(text[end:start]) for end, start in zip(ends, starts, strict=True)]
    labels = ("published", "modified", "relative-time")
    return sum(len(_WORD.findall(key)) for key in keys if key and lookup(key, 3).keys().isdisjoint(labels))


def _is_masthead(document: Document, segment: Segment, headline: int) -> bool:
    """Whether furniture or sponsors stand between the line and the headline."""
    marks = [one.mark for one in document.decisions[segment.index + 1 : headline] if one is not None]
    return any(
        mark.reason in _MASTHEAD if isinstance(mark, Removed) else mark.field is Field.SPONSORS for mark in marks
    )
