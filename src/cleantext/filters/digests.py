"""Pages with several articles: digests, which sum up each below its title, and dumps of whole articles in a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from cleantext.document import Document, Segment
from cleantext.grammar.byline_parts import is_organization
from cleantext.marks import Field, Mark, Noted, Reason, Removed
from cleantext.parts import Opening
from cleantext.patterns import pattern
from cleantext.records import NamedTuple, dataclass
from cleantext.segments.records import is_record

#: A digest has 2 titles with an outlet before the first copy, or 4 of any kind: the title of an article, and that of a
#: film in it, may stand twice too.
FEWEST, FEWEST_PLAIN = 2, 4
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

_TOPIC = pattern(r"#[^\W\d_][\w-]{1,30}")


class Doubled(NamedTuple):
    """A title that stands twice, and the outlet before its first copy ("" for none)."""

    first: Segment
    second: Segment
    outlet: str


@dataclass(frozen=True, slots=True)
class Digests:
    """Notes where each article begins; removes the second copy of its title, and the topics between them."""

    name: str = "digests"
    gives: frozenset[Reason | Field] = frozenset((Reason.DUPLICATE, Reason.HEADER_RECORD, Field.PARTS))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Nothing where few titles stand twice, have an outlet before them, or a record below them."""
        topics = [segment for segment in document.open() if segment.text[:1] == "#" and _TOPIC.fullmatch(segment.text)]
        titles = list(_doubled(document))
        if len(titles) >= FEWEST_PLAIN or sum(bool(one.outlet) for one in titles) >= FEWEST:
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
    return len(titles) >= (FEWEST if topical else FEWEST_SINGLE) and (topical or named)


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
    told = [sum(one.ends and one.words >= MIN_SENTENCE for one in lines) for lines in texts]
    held = sum(one.words for lines in texts for one in lines if one.prose)
    every = sum(one.words for one in segments if one.prose)
    full = len(heads) >= FEWEST_WHOLE and min(told) >= FEWEST_SENTENCES
    return heads if full and held >= MOST_PROSE * every else []


def _doubled(document: Document) -> Iterator[Doubled]:
    """The titles that stand twice in a row, with a text below: in a menu the next entry follows."""
    for first, second in pairwise(document.segments):
        outlet = _outlet_of(first, second) if second.words >= MIN_WORDS else None
        if outlet is None or not (document.is_open(first.index) and document.is_open(second.index)):
            continue
        if any(one.prose for one in document.segments[second.index + 1 : second.index + 3]):
            yield Doubled(first, second, outlet)


def _outlet_of(first: Segment, second: Segment) -> str | None:
    """The outlet that a line has before the title below it, "" for none; None where it is another line.

    "Harbour Ledger: Ferry returns" above "Ferry returns".
    """
    if first.text == second.text:
        return "" if not second.ends else None
    if not first.text.endswith(second.text):
        return None
    outlet, colon, title = first.text.partition(": ")
    return outlet.strip() if colon and title.strip() == second.text and 0 < len(outlet) <= MAX_OUTLET else None
