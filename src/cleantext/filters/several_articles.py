"""Pages with several articles: digests, dumps of whole articles in a row, live reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from cleantext.document import Document, Segment
from cleantext.grammar.bylines import is_record
from cleantext.grammar.people import is_organization
from cleantext.layout import Opening
from cleantext.marks import Claimed, Field, Mark, Noted, Reason, Removed
from cleantext.patterns import pattern
from cleantext.records import NamedTuple, dataclass
from cleantext.words.scripts import has_digit

#: A digest has 2 titles with an outlet before the first copy, or 4 of any kind: the title of an article, and that of a
#: film in it, may stand twice too.
FEWEST_TITLES, FEWEST_PLAIN_TITLES = 2, 4
#: A title has at least 3 words; fewer may be the two names of one thing.
MIN_WORDS = 3
#: Without second copies a digest has 2 titles with an outlet before them, one of them right below a topic, or 3 where
#: an outlet is named twice or by a word for one: "Step one: Make the dough" names none.
FEWEST_SINGLE = 3
#: The name of an outlet before a title has at most 40 characters and 5 words.
MAX_OUTLET, MAX_OUTLET_WORDS = 40, 5
#: Between the titles of a digest stand at most 5 lines.
MAX_BETWEEN = 5
#: Whole articles in a row: at least 2, each with a title of at most 20 words, a record of at most 3 lines and 2 lines
#: that are sentences of 4 words or more; they hold at least 0.7 of the prose of the page.
FEWEST_WHOLE, MAX_TITLE, MAX_RECORD, FEWEST_SENTENCES, MIN_SENTENCE, MOST_PROSE = 2, 20, 3, 2, 4, 0.7

#: A live report has at least 3 entries, and 0.6 of the times that stand at the beginning of a line open one.
FEWEST_ENTRIES, ENTRIES_SHARE = 3, 0.6
#: The title of an entry has at most 20 words, a time that is alone on its line at most 20 characters.
MAX_TITLE_WORDS, MAX_STAMP = 20, 20
#: A list above the entries has at least 2 items, each linked by at most half, and a heading of at most 5 words.
FEWEST_POINTS, MAX_LINKED, MAX_HEADING = 2, 0.5, 5
_STAMP = pattern(
    r"\[?(\d{1,2})[:.h：](\d{2})(?:\s?(?:[ap]\.?m\.?|Uhr|h|時|น\.|WIB|GMT|[A-Z]{3,4}))?\]?(?:\s?[-–—|•:]|$)", re.I
)
_TOPIC = pattern(r"#[^\W\d_][\w-]{1,30}")


@dataclass(frozen=True, slots=True)
class Digests:
    """Notes where each article begins; removes the second copy of its title, and the topics between them."""

    name: str = "digests"
    gives: frozenset[Reason | Field] = frozenset((Reason.DUPLICATE, Reason.HEADER_RECORD, Field.PARTS))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Nothing where few titles stand twice, have an outlet before them, or a record below them."""
        topics = [segment for segment in document.open() if segment.text[:1] == "#" and _TOPIC.fullmatch(segment.text)]
        titles = list(_doubled(document))
        if len(titles) >= FEWEST_PLAIN_TITLES or sum(bool(outlet) for _, _, outlet in titles) >= FEWEST_TITLES:
            for first, second, outlet in titles:
                opening = Opening(first.start, second.end, second.text, outlet or None, _topic_of(first, topics))
                yield Noted(Field.PARTS, opening, f"the title that line {second.line} repeats")
                yield Removed(second.index, Reason.DUPLICATE, f"the title in line {first.line} again")
        elif _is_digest(single := list(_with_outlets(document)), topics):
            for line, outlet, title in single:
                opening = Opening(line.start, line.end, title, outlet, _topic_of(line, topics))
                yield Noted(Field.PARTS, opening, "a title after the name of its outlet, as others here")
        else:
            for title_line, text in _whole(document):
                opening = Opening(title_line.start, text.start, title_line.text, whole=True)
                yield Noted(Field.PARTS, opening, "a title with a record and a text of its own, as others here")
            return
        for topic in topics:
            yield Removed(topic.index, Reason.HEADER_RECORD, "the topic of what follows in a digest")


def _topic_of(line: Segment, topics: list[Segment]) -> str | None:
    """The last topic above a line."""
    return next((one.text[1:] for one in reversed(topics) if one.index < line.index), None)


def _with_outlets(document: Document) -> Iterator[tuple[Segment, str, str]]:
    """Lines that are a title after the name of an outlet, with prose right below, close to one another.

    "Harbour Ledger: Ferry returns" above what that paper reports.
    """
    before: int | None = None
    for line, below in pairwise(document.segments):
        colon = line.text.find(":", 1, MAX_OUTLET + 1)
        if colon < 0 or line.ends or not below.prose:
            continue
        outlet, title = line.text[:colon], line.text[colon + 1 :].strip()
        named = ":" not in outlet and outlet[0].isalpha() and len(outlet.split()) <= MAX_OUTLET_WORDS
        if not named or len(title.split()) < MIN_WORDS:
            continue
        if before is not None and line.index - before > MAX_BETWEEN + 1:
            return
        before = line.index
        yield line, outlet.strip(), title


def _is_digest(titles: list[tuple[Segment, str, str]], topics: list[Segment]) -> bool:
    """Whether titles after a name and a colon are those of a digest."""
    below_topic = {topic.index + 1 for topic in topics}
    outlets = [outlet for _, outlet, _ in titles]
    named = len(set(outlets)) < len(outlets) or any(map(is_organization, outlets))
    topical = any(line.index in below_topic for line, _, _ in titles)
    return len(titles) >= (FEWEST_TITLES if topical else FEWEST_SINGLE) and (topical or named)


def _whole(document: Document) -> list[tuple[Segment, Segment]]:
    """The titles of whole articles in a row in a dump, each with the first line of its text; [] for another page."""
    if document.page is not None:
        return []
    segments, heads = document.segments, list[tuple[Segment, Segment]]()
    for title in segments:
        at = title.index + 1
        if title.ends or title.piece or not MIN_WORDS <= title.words <= MAX_TITLE or at == len(segments):
            continue
        if not is_record(segments[at]) or is_record(title):
            continue
        while at < len(segments) and at - title.index <= MAX_RECORD and is_record(segments[at]):
            at += 1
        if at > title.index + 1 and at < len(segments) and segments[at].prose:
            heads.append((title, segments[at]))
    ends = [title.index for title, _ in heads[1:]] + [len(segments)] * bool(heads)
    texts = [segments[text.index : end] for (_, text), end in zip(heads, ends, strict=True)]
    sentences = [sum(one.ends and one.words >= MIN_SENTENCE for one in lines) for lines in texts]
    held = sum(one.words for lines in texts for one in lines if one.prose)
    every = sum(one.words for one in segments if one.prose)
    full = len(heads) >= FEWEST_WHOLE and min(sentences) >= FEWEST_SENTENCES
    return heads if full and held >= MOST_PROSE * every else []


def _doubled(document: Document) -> Iterator[tuple[Segment, Segment, str]]:
    """The titles that stand twice in a row, each with the outlet before its first copy, "" for none.

    A text stands below; in a menu the next entry follows.
    """
    for first, second in pairwise(document.segments):
        outlet = _outlet_of(first, second) if second.words >= MIN_WORDS else None
        if outlet is None or not (document.is_open(first.index) and document.is_open(second.index)):
            continue
        if any(one.prose for one in document.segments[second.index + 1 : second.index + 3]):
            yield first, second, outlet


def _outlet_of(first: Segment, second: Segment) -> str | None:
    """The outlet that stands before a title that the line below repeats, "" for none; None where it repeats nothing.

    "Harbour Ledger: Ferry returns" above "Ferry returns".
    """
    if first.text == second.text:
        return "" if not second.ends else None
    if not first.text.endswith(second.text):
        return None
    outlet, colon, title = first.text.partition(": ")
    return outlet.strip() if colon and title.strip() == second.text and 0 < len(outlet) <= MAX_OUTLET else None


class LiveEntry(NamedTuple):
    """One entry: the line or piece with its time, the time, the title below, whether the line is the time alone."""

    line: Segment
    stamp: str
    title: Segment | None
    alone: bool


@dataclass(frozen=True, slots=True)
class LiveEntries:
    """Claims the times and titles of a live report's entries for the body, and notes where each begins.

    By their shape they are a list of other articles.
    """

    name: str = "live-entries"
    gives: frozenset[Reason | Field] = frozenset((Field.BODY, Field.PARTS))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Nothing where comments begin before the first time, or where times stand above no text."""
        stamped = [(one, stamp) for one in document.open() if (stamp := _stamp_of(one)) is not None]
        if len(stamped) < FEWEST_ENTRIES or _stands_below(document, stamped[0][0].index):
            return
        entries = [entry for line, stamp in stamped if (entry := _entry(document, line, stamp)) is not None]
        fewest = max(FEWEST_ENTRIES, ENTRIES_SHARE * len(stamped))
        if len(entries) < fewest or not _in_order([one.line for one in entries]):
            return
        for line in _points_above(document, entries[0].line):
            yield Claimed(line.index, Field.BODY, "a list above the first entry of a live report")
        for line, stamp, title, alone in entries:
            text = title.end if title is not None else line.end if alone else line.start
            headline = title.text if title is not None else None
            yield Noted(Field.PARTS, Opening(line.start, text, headline, stamp=stamp), "an entry of a live report")
            if not line.prose:
                yield Claimed(line.index, Field.BODY, "the time of an entry in a live report")
            if title is not None:
                yield Claimed(title.index, Field.BODY, "the title of an entry in a live report")


def _points_above(document: Document, first: Segment) -> list[Segment]:
    """The list right above the first entry, with its heading: what the report sums up first."""
    index = first.index - 1
    items = []
    while index >= 0 and document.is_open(index) and document.segments[index].shape == "li":
        items.append(document.segments[index])
        index -= 1
    linked = any(one.facts is not None and one.facts.link_share > MAX_LINKED for one in items)
    # What a step suspects above them is a label of other articles, say.
    if len(items) < FEWEST_POINTS or linked or (index >= 0 and document.decisions[index] is not None):
        return []
    heading = document.segments[index] if index >= 0 else None
    return [heading, *items] if heading is not None and heading.words <= MAX_HEADING else items


def _stamp_of(segment: Segment) -> str | None:
    """The time of day, or how long ago something was, where a line is that, or a text that opens with a time."""
    match = _STAMP.match(segment.text)
    if match is not None:
        alone = len(segment.text) <= MAX_STAMP
        return segment.text[: match.end()].rstrip(" -–—|•:") if alone or segment.prose else None
    relative = "relative-time" in segment.hits and has_digit(segment.text)
    return segment.text if relative and len(segment.text) <= MAX_STAMP and not segment.ends else None


def _stands_below(document: Document, first: int) -> bool:
    """Whether most of the page's prose, or something of its comments, stands before the first time.

    Such times open a list of other articles, or comments.
    """
    before = sum(one.words for one in document.segments[:first] if one.prose)
    after = sum(one.words for one in document.segments[first:] if one.prose)
    marks = (decision.mark for decision in document.decisions[:first] if decision is not None)
    return before > after or any(isinstance(mark, Removed) and mark.reason is Reason.COMMENTS for mark in marks)


def _entry(document: Document, line: Segment, stamp: str) -> LiveEntry | None:
    """The entry that a time opens; None where no text follows, but another time, say."""
    if line.prose:
        return LiveEntry(line, stamp, None, alone=False)
    below = document.segments[line.index + 1 : line.index + 3]
    if not below or not document.is_open(below[0].index) or _stamp_of(below[0]) is not None:
        return None
    if below[0].prose:
        return LiveEntry(line, stamp, None, alone=below[0].line != line.line)
    titled = len(below) == 2 and below[1].prose and below[0].words <= MAX_TITLE_WORDS
    return LiveEntry(line, stamp, below[0], alone=True) if titled else None


def _in_order(lines: list[Segment]) -> bool:
    """Whether the times run in one direction, with one exception for midnight."""
    times = [int(match[1]) * 60 + int(match[2]) for one in lines if (match := _STAMP.match(one.text))]
    up = sum(after < before for before, after in pairwise(times))
    down = sum(after > before for before, after in pairwise(times))
    return min(up, down) <= 1
